//! The book: generated pages are fresh, and it builds without a dead link.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::check::Outcome;
use crate::commands::docs;
use crate::context::Context;
use crate::files;

/// What is generated from the code is what the code generates now.
pub(crate) fn fresh(context: &Context, _: &str) -> Result<Outcome> {
    let stale = docs::generate(context, true)?;
    ensure!(stale.is_empty(), "stale: {}; run `cargo xtask docs`", stale.join(", "));
    Ok(Outcome::passed())
}

/// The book builds, and every link in it leads somewhere.
pub(crate) fn book(context: &Context, _: &str) -> Result<Outcome> {
    let book = docs::build(context)?;
    let pages = files::with_extension(&book, "html")?;
    let mut dead = Vec::new();
    for page in &pages {
        let name = page.strip_prefix(&book).unwrap_or(page);
        // These repeat the links of other pages, from another folder.
        if ["print.html", "404.html", "toc.html"].iter().any(|n| name == Path::new(n)) {
            continue;
        }
        let text = files::read(page)?;
        let folder = page.parent().unwrap_or(&book);
        dead.extend(links(&text).filter(|l| !leads_somewhere(folder, l)).map(|l| format!("{}: {l}", name.display())));
    }
    ensure!(dead.is_empty(), "dead links:\n  {}", dead.join("\n  "));
    Ok(Outcome::Passed(format!("{} pages", pages.len())))
}

/// Addresses of `href` attributes that point into the book.
fn links(html: &str) -> impl Iterator<Item = &str> {
    let all = html.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|l| !l.contains("://") && !l.starts_with("mailto:") && !l.is_empty())
}

fn leads_somewhere(folder: &Path, link: &str) -> bool {
    let (path, anchor) = link.split_once('#').map_or((link, None), |(p, a)| (p, Some(a)));
    if path.is_empty() {
        return true; // within the page; mdBook makes these itself
    }
    let path = path.split('?').next().unwrap_or(path);
    let file = folder.join(path);
    match anchor {
        Some(anchor) if !anchor.is_empty() && path.ends_with(".html") => {
            files::read(&file).is_ok_and(|text| text.contains(&format!("id=\"{anchor}\"")))
        }
        _ => file.exists(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_into_the_book_are_followed() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a.html"), "<h1 id=\"top\">").unwrap();
        let html = "<a href=\"a.html\"><a href=\"https://x.example\"><a class=\"x\" href=\"b.html#top\">";
        assert_eq!(links(html).collect::<Vec<_>>(), ["a.html", "b.html#top"]);
        assert!(leads_somewhere(dir.path(), "a.html#top") && !leads_somewhere(dir.path(), "a.html#end"));
        assert!(!leads_somewhere(dir.path(), "b.html"));
    }
}
