//! What `migrate show` knows of a module, a unit or a symbol: as data, and for people.

use std::fmt::Write as _;

use migrate_model::bridge::{Item, Status};
use migrate_model::facts::{Symbol, SymbolKind};
use migrate_model::finding::Finding;
use migrate_model::plan::Decision;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cpp;
use crate::style::{BOLD, DIM, GREEN, RED, YELLOW, paint};
use crate::table::{count, cut, cut_middle, left, right, thousands, width};

/// Columns of the screen.
const COLUMNS: usize = 100;
/// Rows of one list before `--all` is needed.
const ROWS: usize = 6;

/// One thing that has the name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Shown {
    /// A module of the plan.
    Module(Part),
    /// A source file with its own header.
    Unit(Part),
    /// A linker symbol.
    Symbol(Box<Entity>),
    /// A function or constant of a generated bridge, of which the index knows nothing more.
    Bridged(Bridged),
}

/// What became of a function or constant in a generated bridge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bridged {
    /// Name of the crate.
    pub crate_name: String,
    /// Its rows; a function with default arguments may have several.
    pub items: Vec<Item>,
}

/// A set of files with its seam.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its files.
    pub files: Vec<String>,
    /// Lines of these files.
    pub lines: u64,
    /// The module that it belongs to, if it is a unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// So many others use it that every order has to deal with it first.
    pub hub: bool,
    /// Where it stands in the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<Position>,
    /// Symbols that other files use, most used first.
    pub inward: Vec<Crossing>,
    /// Symbols of other files that it uses.
    pub outward: Vec<Crossing>,
    /// Findings in its files.
    pub findings: Vec<Finding>,
}

/// A place in the plan.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Position {
    /// Step, from 1.
    pub n: u32,
    /// Number of steps.
    pub of: u32,
    /// What the plan says.
    pub decision: Decision,
    /// Why.
    pub why: String,
}

/// A symbol that crosses an edge.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Crossing {
    /// Qualified name.
    pub name: String,
    /// Linker symbol.
    pub mangled: String,
    /// The file that defines it.
    pub owner: String,
    /// The files that use it across the edge.
    pub users: Vec<String>,
}

/// A function or variable with its callers and callees.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Entity {
    /// The row of the index; of a constructor or destructor, its first variant.
    pub symbol: Symbol,
    /// All its linker symbols.
    pub variants: Vec<String>,
    /// Who refers to it.
    pub callers: Vec<Use>,
    /// What it refers to.
    pub callees: Vec<Use>,
    /// Findings about it.
    pub findings: Vec<Finding>,
    /// What became of it in generated bridges.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bridges: Vec<Bridged>,
}

/// References between two entities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Use {
    /// The other entity's name, else the file.
    pub name: String,
    /// Kind of the reference.
    pub kind: String,
    /// The file of the other entity.
    pub file: String,
    /// Line of the first place.
    pub line: u64,
    /// Number of places.
    pub count: u64,
}

/// The way out that a code's rule knows.
pub type Help<'a> = &'a dyn Fn(&str) -> Option<&'static str>;

/// The text for people, without findings. Ends with a line break.
#[must_use]
pub fn human(shown: &Shown, all: bool, help: Help<'_>) -> String {
    match shown {
        Shown::Module(p) => part("module", p, all),
        Shown::Unit(p) => part("unit", p, all),
        Shown::Symbol(e) => entity(e, all, help),
        Shown::Bridged(b) => bridged(b, all, help),
    }
}

/// C++ and Rust one above the other, then what has to be known; for a skipped item why, and what to do.
fn bridged(b: &Bridged, all: bool, help: Help<'_>) -> String {
    let mut out = String::new();
    let shown = if all { b.items.len() } else { ROWS.min(b.items.len()) };
    for (at, item) in b.items[..shown].iter().enumerate() {
        if at == 0 {
            let place = format!("{}:{}", item.file, item.line);
            let _ = writeln!(out, "{}", ends("C++", &format!("{};", crate::bridge::declaration(item)), &place));
        }
        let state = match (item.status, item.safe) {
            (Status::Bound, true) => paint(GREEN, "safe"),
            (Status::Bound, false) => paint(YELLOW, "unsafe"),
            (Status::Skipped, _) => paint(RED, "skipped"),
        };
        let path = item.rust_path.as_deref().unwrap_or_default();
        let rust = item.rust_signature.as_deref().unwrap_or(if path.is_empty() { "not there" } else { path });
        let _ = writeln!(out, "{}", ends("Rust", rust, &state));
        if !path.is_empty() && path != rust {
            let _ = writeln!(out, "{}", row("As", &format!("{}::{path}", b.crate_name.replace('-', "_"))));
        }
        out.push_str(&why(item, help));
    }
    if shown < b.items.len() {
        let more = thousands((b.items.len() - shown) as u64);
        let _ = writeln!(out, "  {}", paint(DIM, &format!("{more} more variants: --all")));
    }
    out
}

/// The reason of a verdict, and the way out.
fn why(item: &Item, help: Help<'_>) -> String {
    let code = item.code.as_deref().unwrap_or_default();
    let reason = item.reason.as_deref().unwrap_or_default();
    if code.is_empty() && reason.is_empty() {
        return String::new();
    }
    let why = if code.is_empty() { reason.to_owned() } else { format!("{code}: {reason}") };
    let mut out = wrapped("Why", &why);
    if !code.is_empty() {
        out = out.replacen(code, &paint(YELLOW, code), 1);
    }
    let way = help(code).map(str::to_owned).or_else(|| way_out(item));
    if let Some(way) = way {
        out.push_str(&wrapped("Do", &way));
    }
    out
}

/// A row of prose, broken between words so that it keeps to the screen.
fn wrapped(title: &str, text: &str) -> String {
    let room = COLUMNS - 10;
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && width(&line) + 1 + width(word) > room {
                lines.push(std::mem::take(&mut line));
            } else if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    let titles = std::iter::once(title).chain(std::iter::repeat(""));
    lines.iter().zip(titles).map(|(line, title)| format!("{}\n", row(title, line))).collect()
}

/// What can be done where no rule knows better.
fn way_out(item: &Item) -> Option<String> {
    let key = format!("[bridge.item.\"{}\"]", item.name);
    match (item.status, item.safe) {
        (Status::Bound, true) => None,
        (Status::Bound, false) => Some(format!("`safe = true` under {key} once a person has checked its contract")),
        (Status::Skipped, _) => {
            Some("call it from a function of your own that crosses, and bridge that one".to_owned())
        }
    }
}

/// A row whose second text stands at its end, or on a line of its own if there is no room.
fn ends(title: &str, text: &str, end: &str) -> String {
    let room = COLUMNS.saturating_sub(10 + plain_width(end) + 2);
    let gap = room.saturating_sub(width(text));
    if width(text) > room {
        return format!("{}\n{}", row(title, text), row("", end));
    }
    format!("{}{}  {end}", row(title, text), " ".repeat(gap))
}

/// Columns of a text without its styles.
fn plain_width(text: &str) -> usize {
    let mut columns = 0;
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        columns += width(before);
        rest = after.split_once('m').map_or("", |(_, r)| r);
    }
    columns + width(rest)
}

fn part(word: &str, p: &Part, all: bool) -> String {
    let hub = if p.hub { ", a hub" } else { "" };
    let of = p.module.as_ref().map_or_else(String::new, |m| format!(" of module {m}"));
    let size = format!("{}, {}", count(p.files.len() as u64, "file"), count(p.lines, "line"));
    let mut out = format!("{}  {word}{of}, {size}{hub}\n", paint(BOLD, &p.name));
    if let Some(s) = &p.step {
        let decision = format!("{:?}", s.decision).to_lowercase();
        let text = format!("step {} of {}, {decision}: {}", s.n, s.of, s.why);
        let _ = writeln!(out, "{}", row("Plan", &text));
    }
    let files = if all { p.files.join(", ") } else { cut(&p.files.join(", "), COLUMNS - 10) };
    let _ = writeln!(out, "{}", row("Files", &files));
    let users = distinct(p.inward.iter().flat_map(|c| &c.users));
    let owners = distinct(p.outward.iter().map(|c| &c.owner));
    let seam = format!(
        "{} in, used by {} · {} out, of {}",
        count(p.inward.len() as u64, "symbol"),
        count(users, "other file"),
        count(p.outward.len() as u64, "symbol"),
        count(owners, "other file")
    );
    let _ = writeln!(out, "{}", row("Seam", &seam));
    let inward = p.inward.iter().map(|c| (c.name.as_str(), used_by(c)));
    list(&mut out, "In: what others use", inward.collect(), all);
    let outward = p.outward.iter().map(|c| (c.name.as_str(), c.owner.clone()));
    list(&mut out, "Out: what it uses", outward.collect(), all);
    out
}

fn used_by(c: &Crossing) -> String {
    match c.users.as_slice() {
        [one] => one.clone(),
        users => count(users.len() as u64, "file"),
    }
}

fn distinct<'a>(names: impl Iterator<Item = &'a String>) -> u64 {
    names.collect::<std::collections::BTreeSet<_>>().len() as u64
}

fn row(title: &str, text: &str) -> String {
    format!("{}  {text}", paint(BOLD, &right(title, 8)))
}

fn list(out: &mut String, title: &str, rows: Vec<(&str, String)>, all: bool) {
    if rows.is_empty() {
        return;
    }
    let shown = if all || rows.len() <= ROWS + 1 { rows.len() } else { ROWS };
    let columns = rows[..shown].iter().map(|(name, _)| width(name)).max().unwrap_or(0).min(60);
    let _ = writeln!(out, "\n{}", paint(BOLD, title));
    for (name, place) in &rows[..shown] {
        let name = left(&cut_middle(name, columns), columns);
        let _ = writeln!(out, "  {name}  {}", cut_middle(place, COLUMNS - columns - 4));
    }
    if shown < rows.len() {
        let _ = writeln!(out, "  {}", paint(DIM, &format!("{} more: --all", thousands((rows.len() - shown) as u64))));
    }
}

fn entity(e: &Entity, all: bool, help: Help<'_>) -> String {
    let s = &e.symbol;
    let mut out = format!("{};\n", paint(BOLD, &declaration(s)));
    let mut words = vec![kind(s.kind).to_owned()];
    let about = &s.about;
    let flags = [
        (about.is_static, "static"),
        (about.is_virtual && !about.pure, "virtual"),
        (about.pure, "pure virtual"),
        (s.inline, "inline"),
        (s.template, "instance of a template"),
        (s.implicit, "made by the compiler"),
        (about.deleted, "deleted"),
        (about.thread_local, "thread-local"),
        (about.dynamic_init, "initialised before main"),
        (about.c_name, "extern \"C\""),
        (!s.defined, "declared only"),
    ];
    words.extend(flags.iter().filter(|(on, _)| *on).map(|(_, w)| (*w).to_owned()));
    if let Some(access) = about.access {
        words.push(format!("{access:?}").to_lowercase());
    }
    let mut place = format!("{}:{}", s.file, s.line);
    if let Some(header) = &about.declared_in {
        let _ = write!(place, ", declared in {header}");
    }
    let _ = writeln!(out, "{}", row("At", &place));
    let _ = writeln!(out, "{}", row("Kind", &words.join(", ")));
    let _ = writeln!(out, "{}", row("Linker", &e.variants.join(", ")));
    for bridge in &e.bridges {
        let _ = writeln!(out, "\n{}", paint(BOLD, &format!("Bridge {}", bridge.crate_name)));
        out.push_str(&bridged(bridge, all, help));
    }
    uses(&mut out, "Callers", &e.callers, all);
    uses(&mut out, "Callees", &e.callees, all);
    out
}

fn declaration(s: &Symbol) -> String {
    match (&s.about.signature, &s.about.ty) {
        (Some(signature), _) => {
            let result = !matches!(s.kind, SymbolKind::Constructor | SymbolKind::Destructor | SymbolKind::Conversion);
            cpp::function(&s.name, signature, result)
        }
        (None, Some(ty)) => cpp::declare(ty, &s.name),
        (None, None) => s.name.clone(),
    }
}

fn kind(k: SymbolKind) -> &'static str {
    match k {
        SymbolKind::Function => "function",
        SymbolKind::Method => "method",
        SymbolKind::Constructor => "constructor",
        SymbolKind::Destructor => "destructor",
        SymbolKind::Conversion => "conversion",
        SymbolKind::Variable => "variable",
        SymbolKind::Vtable => "virtual table",
    }
}

fn uses(out: &mut String, title: &str, uses: &[Use], all: bool) {
    let places: u64 = uses.iter().map(|u| u.count).sum();
    let title = format!("{title}: {} at {}", count(uses.len() as u64, "entity"), count(places, "place"));
    let rows = uses.iter().map(|u| {
        let line = if u.line > 0 { format!(":{}", u.line) } else { String::new() };
        let times = if u.count > 1 { format!(" ×{}", thousands(u.count)) } else { String::new() };
        (u.name.as_str(), format!("{}{times}  {}{line}", u.kind.replace('_', " "), u.file))
    });
    list(out, &title, rows.collect(), all);
}

#[cfg(test)]
mod tests {
    use migrate_model::bridge::ItemKind;

    use super::*;

    fn item(status: Status, safe: bool) -> Item {
        Item {
            usr: "c:f".into(),
            mangled: "_Z1fv".into(),
            name: "zoo::f".into(),
            kind: ItemKind::Free,
            signature: "void zoo::f(int)".into(),
            file: "zoo.h".into(),
            line: 3,
            status,
            rust_path: (status == Status::Bound).then(|| "zoo::f".into()),
            rust_signature: (status == Status::Bound).then(|| "pub fn f(a: i32)".into()),
            safe,
            code: (!safe).then(|| "MG0301".into()),
            reason: (!safe).then(|| "it takes `...`\nsaid the compiler".into()),
            variant: false,
        }
    }

    fn text(item: Item) -> String {
        let shown = Shown::Bridged(Bridged { crate_name: "the-zoo".into(), items: vec![item] });
        let text = human(&shown, false, &|_| None);
        let mut out = String::new();
        for line in text.lines() {
            let mut rest = line;
            while let Some((before, after)) = rest.split_once("\u{1b}[") {
                out.push_str(before);
                rest = after.split_once('m').map_or("", |(_, r)| r);
            }
            out.push_str(rest);
            out.push('\n');
        }
        out
    }

    #[test]
    fn both_languages_stand_one_above_the_other() {
        let text = text(item(Status::Bound, true));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert!(lines[0].starts_with("     C++  void zoo::f(int);") && lines[0].ends_with("  zoo.h:3"), "{text}");
        assert!(lines[1].starts_with("    Rust  pub fn f(a: i32)") && lines[1].ends_with("  safe"), "{text}");
        assert_eq!(lines[2], "      As  the_zoo::zoo::f");
        assert!(lines.iter().all(|l| width(l) <= COLUMNS));
    }

    #[test]
    fn prose_keeps_to_the_screen() {
        let text = wrapped("Why", &"a word or two ".repeat(20));
        assert!(text.lines().count() > 2 && text.lines().all(|l| plain_width(l) <= COLUMNS), "{text}");
        assert!(wrapped("Do", &"x".repeat(300)).lines().count() == 1, "a long word stays whole");
    }

    #[test]
    fn a_skipped_item_says_why_and_what_to_do() {
        let text = text(item(Status::Skipped, false));
        assert!(text.contains("     Why  MG0301: it takes `...`\n          said the compiler\n"), "{text}");
        assert!(text.contains("      Do  "), "{text}");
    }
}
