//! The page of a bridge: every function with both signatures, and why the rest has none.

use migrate_model::bridge::{Item, Status};
use minijinja::context;
use serde::Serialize;

use super::{BASE, render};
use crate::bridge::{Reason, Tally, declaration, kind_name, kind_word, percent, summary};
use crate::table::{count, thousands};

const TEMPLATE: &str = include_str!("page/bridge.html");
const STYLE: &str = include_str!("page/bridge.css");
const SCRIPTS: [&str; 2] = [include_str!("page/dom.js"), include_str!("page/bridge.js")];

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct BridgePage<'a> {
    /// Name of the crate, for the title.
    pub crate_name: &'a str,
    /// All rows.
    pub items: &'a [Item],
    /// What a person should know beside them.
    pub notes: &'a [String],
}

/// The page as HTML. `title` knows what a code means in general.
///
/// # Panics
/// Never: the template is part of the program, and a test renders it.
#[must_use]
pub fn bridge_page(page: &BridgePage<'_>, title: &dyn Fn(&str) -> Option<&'static str>) -> String {
    let summary = summary(page.items);
    let reasons = |all: &[Reason]| all.iter().map(|r| reason(r, title)).collect::<Vec<_>>();
    render(
        TEMPLATE,
        context! {
            name => page.crate_name,
            style => [BASE, STYLE].concat(),
            scripts => SCRIPTS.concat(),
            functions => count(summary.functions.total, "function"),
            all => thousands(summary.functions.total),
            bound => thousands(summary.functions.bound),
            safe => thousands(summary.functions.safe),
            kinds => summary.kinds.iter().map(|(k, t)| kind(kind_word(*k), *t)).collect::<Vec<_>>(),
            skipped => reasons(&summary.skipped),
            unsafe_ => reasons(&summary.unsafe_),
            notes => page.notes,
            rows => page.items.iter().map(row).collect::<Vec<_>>(),
        },
    )
}

#[derive(Serialize)]
struct Kind {
    name: &'static str,
    total: String,
    bound: String,
    safe: String,
    /// Widths of the parts of the bar, in per cent.
    safe_width: f64,
    unsafe_width: f64,
}

fn kind(name: &'static str, t: Tally) -> Kind {
    let width = |part: u64| (part as f64 * 1000.0 / t.total.max(1) as f64).round() / 10.0;
    Kind {
        name,
        total: thousands(t.total),
        bound: percent(t.bound, t.total),
        safe: percent(t.safe, t.bound),
        safe_width: width(t.safe),
        unsafe_width: width(t.bound - t.safe),
    }
}

#[derive(Serialize)]
struct PageReason {
    code: String,
    count: String,
    words: String,
    example: String,
}

fn reason(r: &Reason, title: &dyn Fn(&str) -> Option<&'static str>) -> PageReason {
    let words = title(&r.code).unwrap_or(&r.words).lines().next().unwrap_or_default().to_owned();
    PageReason { code: r.code.clone(), count: thousands(r.count), words, example: r.example.clone() }
}

#[derive(Serialize)]
struct Row<'a> {
    state: &'static str,
    kind: &'static str,
    cpp: String,
    place: String,
    rust: &'a str,
    path: &'a str,
    code: &'a str,
    words: &'a str,
    variant: bool,
}

fn row(item: &Item) -> Row<'_> {
    let state = match (item.status, item.safe) {
        (Status::Bound, true) => "safe",
        (Status::Bound, false) => "unsafe",
        (Status::Skipped, _) => "skipped",
    };
    Row {
        state,
        kind: kind_name(item.kind),
        cpp: declaration(item),
        place: format!("{}:{}", item.file, item.line),
        rust: item.rust_signature.as_deref().unwrap_or_default(),
        path: item.rust_path.as_deref().unwrap_or_default(),
        code: item.code.as_deref().unwrap_or_default(),
        words: item.reason.as_deref().unwrap_or_default(),
        variant: item.variant,
    }
}

#[cfg(test)]
mod tests {
    use migrate_model::bridge::ItemKind;

    use super::*;

    const HOSTILE: &str = "operator<</*</script><script>alert('1')</script>*/\u{202e}&quot;";

    fn page() -> String {
        let item = |name: &str, status: Status, safe: bool| Item {
            usr: format!("c:{name}"),
            mangled: String::new(),
            name: name.to_owned(),
            kind: ItemKind::Operator,
            signature: format!("void {name}(int)"),
            file: "a<b>.h".to_owned(),
            line: 7,
            status,
            rust_path: Some(format!("zoo::{name}")),
            rust_signature: Some("fn shl(x: Vec<u8>)".to_owned()),
            safe,
            code: (!safe).then(|| "MG0301".to_owned()),
            reason: (!safe).then(|| "<b>because".to_owned()),
            variant: false,
        };
        let items =
            [item(HOSTILE, Status::Bound, true), item("f", Status::Bound, false), item("g", Status::Skipped, false)];
        bridge_page(&BridgePage { crate_name: "<i>zoo", items: &items, notes: &["<u>".to_owned()] }, &|_| None)
    }

    #[test]
    fn hostile_names_stay_text() {
        let page = page();
        assert_eq!((page.matches("<script").count(), page.matches("</script").count()), (1, 1));
        assert!(!page.contains("<i>zoo") && !page.contains("<b>because") && !page.contains("<u>"));
        assert!(page.contains("&lt;script&gt;alert"));
    }

    #[test]
    fn needs_no_network_and_no_scripts_to_be_read() {
        let page = page();
        for word in ["src=", "url(", "@import", "https://"] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(page.contains("2</b> of 3 functions"), "{page}");
        assert_eq!(page.matches("<tr class=\"item").count(), 3);
    }

    #[test]
    fn the_same_items_give_the_same_bytes() {
        assert_eq!(page(), page());
    }
}
