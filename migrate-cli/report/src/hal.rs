//! What is known of a HAL, for people.

use std::fmt::Write as _;

use migrate_model::hal::{Class, Count, Generates, HalCheck, HalFunction, HalScan, MacroKind};

use crate::human;
use crate::style::{BOLD, GREEN, RED, paint};
use crate::table::{count, left, thousands};

/// Rows of a list of which not all is asked for.
const FEW: usize = 10;
/// Columns of a name in lists.
const NAME: usize = 40;

/// Bytes of a file by its path.
pub type Source<'a> = &'a mut dyn FnMut(&str) -> Option<Vec<u8>>;

/// `migrate hal scan`: what there is, what becomes of it, and what no rule classifies.
#[must_use]
pub fn scan(scan: &HalScan, all: bool, source: Source<'_>) -> String {
    let c = &scan.counts;
    let mut out = format!(
        "{} of {} functions of {} are classified, {} of {} macros without parameters have a value, a shim or a name\n",
        paint(BOLD, &thousands(c.classified)),
        thousands(c.functions),
        paint(BOLD, &scan.name),
        thousands(c.object_macros_resolved),
        thousands(c.object_macros),
    );
    let v = &scan.view;
    let _ = writeln!(out, "  from       {}, for {}", scan.from, scan.target);
    let _ = writeln!(
        out,
        "  compiler   {}: enums from {}, char {}, pointers {}, floats {}",
        v.machine,
        count(v.enum_small, "byte"),
        if v.char_signed { "signed" } else { "unsigned" },
        count(v.pointer, "byte"),
        v.floats
    );
    let _ = writeln!(out, "  classes    {}", counts(&c.classes));
    let _ = writeln!(out, "  generated  {}", counts(&c.generated));
    let _ = writeln!(out, "  macros     {}", counts(&c.macro_kinds));
    let statuses: Vec<String> = scan.statuses.iter().map(|s| format!("{} ({} = success)", s.name, s.ok)).collect();
    if !statuses.is_empty() {
        let _ = writeln!(out, "  status     {}", statuses.join(", "));
    }
    functions(&mut out, scan, all);
    macros(&mut out, scan, all);
    if !scan.findings.is_empty() {
        out.push('\n');
        out.push_str(&human::findings(&scan.findings, source));
    }
    out
}

/// `4 init · 3 getter`
fn counts(counts: &[Count]) -> String {
    counts.iter().map(|c| format!("{} {}", thousands(c.count), c.name)).collect::<Vec<_>>().join(" · ")
}

fn functions(out: &mut String, scan: &HalScan, all: bool) {
    let is_open = |f: &&HalFunction| f.class == Class::Unclassified;
    if all {
        let _ = writeln!(out, "\n{}", paint(BOLD, "Functions"));
        scan.functions.iter().for_each(|f| function(out, f));
        return;
    }
    let open: Vec<&HalFunction> = scan.functions.iter().filter(is_open).collect();
    if open.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", paint(BOLD, "No rule says what these are for"));
    for f in open.iter().take(FEW) {
        let _ = writeln!(out, "  {}", f.signature);
    }
    if open.len() > FEW {
        let _ = writeln!(out, "  … and {} more: --all", open.len() - FEW);
    }
}

fn function(out: &mut String, f: &HalFunction) {
    let _ = writeln!(out, "  {}", f.signature);
    let rule = if f.rule.is_empty() { String::new() } else { format!(" (rule {})", f.rule) };
    let _ = writeln!(out, "      {}: {}{rule}", f.class.as_str(), f.reason);
    let shim = if f.inline && f.generates != Generates::Nothing { ", by a shim" } else { "" };
    let _ = writeln!(out, "      {}{shim}: {}", f.generates.as_str(), f.because);
}

fn macros(out: &mut String, scan: &HalScan, all: bool) {
    let wanted = |kind: MacroKind| all || kind == MacroKind::Unresolved;
    let listed: Vec<_> = scan.macros.iter().filter(|m| wanted(m.kind)).collect();
    if listed.is_empty() {
        return;
    }
    let title = if all { "Macros" } else { "Macros without a value" };
    let _ = writeln!(out, "\n{}", paint(BOLD, title));
    let most = if all { usize::MAX } else { FEW };
    for m in listed.iter().take(most) {
        let value = m.value.as_ref().map(|v| format!("{v}, ")).unwrap_or_default();
        let _ = writeln!(out, "  {} {}: {value}{}", left(&m.name, NAME), m.kind.as_str(), m.reason);
    }
    if listed.len() > most {
        let _ = writeln!(out, "  … and {} more: --all", listed.len() - most);
    }
}

/// `migrate hal check`: whether all is laid out alike, and what is not.
#[must_use]
pub fn check(check: &HalCheck, all: bool, source: Source<'_>) -> String {
    let c = &check.counts;
    let mut out = if check.disagreements.is_empty() {
        format!("{}: C and Rust lay out {} alike\n", paint(GREEN, "Proven"), paint(BOLD, &check.name))
    } else {
        let facts = count(check.disagreements.len() as u64, "fact");
        format!("{}: C and Rust disagree about {facts} of {}\n", paint(RED, "Not alike"), paint(BOLD, &check.name))
    };
    let _ = writeln!(
        out,
        "  {} in Rust's compiler, {} in the vendor's (about {} and {})",
        count(c.rust, "assertion"),
        thousands(c.vendor),
        if c.records == 1 {
            "1 struct or union".to_owned()
        } else {
            format!("{} structs and unions", thousands(c.records))
        },
        count(c.enums, "enum")
    );
    let _ = writeln!(out, "  {}", counts(&c.kinds));
    let _ = writeln!(
        out,
        "  {:.2} s for both compilers, {:.2} s to read the headers",
        check.gate_seconds, check.parse_seconds
    );
    for left_out in c.left_out.iter().take(if all { usize::MAX } else { FEW }) {
        let _ = writeln!(out, "  left out: {} ({})", left_out.name, left_out.reason);
    }
    if !all && c.left_out.len() > FEW {
        let _ = writeln!(out, "  … and {} more: --all", c.left_out.len() - FEW);
    }
    if !check.findings.is_empty() {
        out.push('\n');
        let most = if all { usize::MAX } else { FEW };
        let shown = &check.findings[..check.findings.len().min(most)];
        out.push_str(&human::findings(shown, source));
        if check.findings.len() > most {
            let _ = writeln!(out, "… and {} more: --all", check.findings.len() - most);
        }
    }
    out
}
