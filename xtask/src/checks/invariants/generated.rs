//! Rules about generated files.

use anyhow::Result;

use crate::context::Context;
use crate::files;

/// Folders of `docs/` with generated files only.
const GENERATED: &[&str] = &["schema", "man", "completions", "src/findings"];

pub(super) fn tainted(context: &Context) -> Result<Vec<String>> {
    let home = std::env::var("HOME").unwrap_or_default();
    let machine = [context.root.to_string_lossy().into_owned(), format!("{}/", home.trim_end_matches('/'))];
    let docs = context.root.join("docs");
    let mut all = vec![docs.join("cli.md"), docs.join("src/SUMMARY.md")];
    for dir in GENERATED {
        all.extend(files::below(&docs.join(dir), &|_| true)?);
    }
    let mut found = Vec::new();
    for path in all.into_iter().filter(|path| path.exists()) {
        if let Some(what) = taint(&files::read(&path)?, &machine) {
            found.push(format!("{}: {what}", path.display()));
        }
    }
    Ok(found)
}

fn taint(text: &str, machine: &[String]) -> Option<String> {
    let path = machine.iter().find(|m| m.len() > 2 && text.contains(m.as_str()));
    path.cloned().or_else(|| date(text).map(str::to_owned))
}

/// The first `20NN-NN-NN` in a text.
fn date(text: &str) -> Option<&str> {
    let shape = |word: &str| {
        word.starts_with("20")
            && word.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() })
    };
    (0..text.len().saturating_sub(9)).filter_map(|i| text.get(i..i + 10)).find(|w| shape(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_dates_are_seen() {
        let machine = ["/a/clone".to_owned()];
        assert_eq!(taint("see /a/clone/x", &machine).as_deref(), Some("/a/clone"));
        assert_eq!(taint("made on 2031-02-03.", &machine).as_deref(), Some("2031-02-03"));
        assert_eq!(taint("schema 1, lines 200-300", &machine), None);
    }
}
