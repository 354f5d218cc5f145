//! What a port covers, on one screen: which functions are in both languages, what stays in C++ and why.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use migrate_model::port::{Faced, FacedClass, Hole, Implementation, Mechanism, PortDocument};

use crate::style::{BOLD, DIM, GREEN, YELLOW, paint};
use crate::table::{count, cut};

/// Rows that are shown of each list.
const ROWS: usize = 12;
/// Columns of the screen.
const COLUMNS: usize = 100;

/// A port, for people.
#[derive(Clone, Copy, Debug)]
pub struct PortReport<'a> {
    /// What was found.
    pub document: &'a PortDocument,
    /// Wall time.
    pub seconds: f64,
}

/// The report of a port. `title` says what a code means in general.
#[must_use]
pub fn human(report: &PortReport<'_>, title: &dyn Fn(&str) -> Option<&'static str>) -> String {
    let document = report.document;
    let PortDocument { module, symbols, unwritten, holes, gone, notes, .. } = document;
    let both: Vec<&Faced> = symbols.iter().filter(|s| s.implementation == Implementation::Both).collect();
    let functions = both.iter().filter(|s| s.rust.is_some()).count();
    let mut out = format!(
        "{}: {} of {} can be written in Rust ({}), in {:.1} s\n",
        paint(BOLD, module),
        functions,
        count(symbols.iter().filter(|s| !s.signature.is_empty()).count() as u64, "function"),
        written(functions, unwritten.len(), holes.len()),
        report.seconds
    );
    let open: Vec<&&Faced> = both.iter().filter(|s| is_open(s, unwritten)).collect();
    section(&mut out, "To write", open.iter().map(|s| line(s)), open.len());
    section(&mut out, "To write, in what these functions use", holes.iter().map(place), holes.len());
    let mut kept: BTreeMap<&str, Vec<&Faced>> = BTreeMap::new();
    for s in symbols.iter().filter(|s| s.implementation == Implementation::Cpp) {
        kept.entry(s.code.as_deref().unwrap_or_default()).or_default().push(s);
    }
    if !kept.is_empty() {
        out.push_str("\nStays in C++ in every mode:\n");
        for (code, rows) in &kept {
            let example = rows.first().map_or("", |r| r.name.as_str());
            let words = title(code).map(str::to_owned).or_else(|| rows.first()?.reason.clone()).unwrap_or_default();
            let text = format!("  {code} {:>4}×  {example}  {words}", rows.len());
            let _ = writeln!(out, "{}", paint(YELLOW, &cut(&text, COLUMNS)));
        }
    }
    section(&mut out, "Classes", document.classes.iter().map(class), document.classes.len());
    section(&mut out, "No longer asked for, and in your crate", gone.iter().cloned(), gone.len());
    for note in notes {
        let _ = writeln!(out, "\n{} {note}", paint(BOLD, "note:"));
    }
    out
}

fn written(functions: usize, unwritten: usize, holes: usize) -> String {
    match functions - unwritten.min(functions) {
        done if done == functions && holes > 0 => "all are, apart from what they use".to_owned(),
        done if done == functions => paint(GREEN, "all are"),
        0 => "none is yet".to_owned(),
        done => format!("{done} are"),
    }
}

fn is_open(row: &Faced, unwritten: &[String]) -> bool {
    let name = row.rust.as_deref().and_then(|r| r.rsplit("::").next());
    name.is_some_and(|n| unwritten.iter().any(|u| u == n))
}

fn line(row: &Faced) -> String {
    format!(
        "{}  {}",
        row.rust.as_deref().unwrap_or_default(),
        paint(DIM, &format!("{}:{}  {}", row.file, row.line, row.name))
    )
}

fn class(class: &FacedClass) -> String {
    let mechanism = match class.mechanism {
        Mechanism::HeaderUntouched => "header untouched",
        Mechanism::LayoutKept => "layout kept",
        Mechanism::HeaderReplaced => "header replaced",
        Mechanism::StaysInCpp => "stays in C++",
    };
    cut(&format!("{mechanism:<16}  {}  {}", class.name, class.reason), COLUMNS)
}

fn place(hole: &Hole) -> String {
    let at = format!("{}:{}", hole.file, hole.line);
    if hole.function.is_empty() { at } else { format!("{}  {}", hole.function, paint(DIM, &at)) }
}

fn section(out: &mut String, title: &str, rows: impl Iterator<Item = String>, total: usize) {
    if total == 0 {
        return;
    }
    let _ = writeln!(out, "\n{title}:");
    for row in rows.take(ROWS) {
        let _ = writeln!(out, "  {row}");
    }
    if total > ROWS {
        let _ = writeln!(out, "  and {} more: --format json", total - ROWS);
    }
}

/// What `--check` says.
#[must_use]
pub fn stale(document: &PortDocument, stale: &[String]) -> String {
    if stale.is_empty() {
        return format!("{}: all generated files are as they would be written\n", document.module);
    }
    let mut out = format!("{}: {} stale\n", document.module, count(stale.len() as u64, "file"));
    for file in stale {
        let _ = writeln!(out, "  {file}");
    }
    out
}
