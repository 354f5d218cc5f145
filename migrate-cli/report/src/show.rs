//! What `migrate show` knows of a module, a unit or a symbol: as data, and for people.

use std::fmt::Write as _;

use migrate_model::facts::{Symbol, SymbolKind};
use migrate_model::finding::Finding;
use migrate_model::plan::Decision;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cpp;
use crate::style::{BOLD, DIM, paint};
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

/// The text for people, without findings. Ends with a line break.
#[must_use]
pub fn human(shown: &Shown, all: bool) -> String {
    match shown {
        Shown::Module(p) => part("module", p, all),
        Shown::Unit(p) => part("unit", p, all),
        Shown::Symbol(e) => entity(e, all),
    }
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

fn entity(e: &Entity, all: bool) -> String {
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
