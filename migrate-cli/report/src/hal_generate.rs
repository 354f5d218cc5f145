//! What `migrate hal generate` made, for people.

use std::fmt::Write as _;

use migrate_model::hal::{GeneratedFunction, HalGenerate};

use crate::hal::Source;
use crate::human;
use crate::style::{BOLD, GREEN, RED, paint};
use crate::table::{count, thousands};

/// Files of which not all are named.
const FEW: usize = 10;

/// What there is, or with `check` what is stale.
#[must_use]
pub fn human(answer: &HalGenerate, all: bool, check: bool, source: Source<'_>) -> String {
    let mut out = if check { fresh(answer) } else { summary(answer) };
    if all {
        let _ = writeln!(out, "\n{}", paint(BOLD, "Functions"));
        answer.functions.iter().for_each(|f| function(&mut out, f));
    }
    if !answer.findings.is_empty() {
        out.push('\n');
        out.push_str(&human::findings(&answer.findings, source));
    }
    out
}

fn fresh(answer: &HalGenerate) -> String {
    if answer.stale.is_empty() {
        return format!("{}\n", paint(GREEN, &format!("Fresh: {}", answer.dir)));
    }
    let head = format!("Stale: {} in {}", count(answer.stale.len() as u64, "file"), answer.dir);
    format!("{}\n{}", paint(RED, &head), files(&answer.stale))
}

fn summary(answer: &HalGenerate) -> String {
    let c = &answer.counts;
    let mut out = format!(
        "{} safe functions over {}, {} of them blocking; {} unsafe with a contract\n",
        paint(BOLD, &thousands(c.safe)),
        paint(BOLD, &answer.name),
        thousands(c.safe_blocking),
        thousands(c.r#unsafe),
    );
    let _ = writeln!(out, "  crates     {} in {}", answer.packages.join(", "), answer.dir);
    let _ = writeln!(out, "  units      {} look at a setting first", thousands(c.guarded));
    let _ = writeln!(
        out,
        "  callbacks  {} set at run time, {} that firmware may define",
        thousands(c.callbacks),
        thousands(c.overrides)
    );
    let _ = writeln!(out, "  shims      {}", thousands(c.shims));
    let _ = writeln!(out, "  declared   {} only", thousands(c.declared));
    let _ = writeln!(out, "  traits     {}", thousands(c.traits));
    for one in &answer.traits {
        let _ = writeln!(out, "    {} for {}", one.name, one.of);
    }
    for missing in &answer.no_traits {
        let _ = writeln!(out, "    not {}: {}", missing.name, missing.reason);
    }
    let changed = if answer.stale.is_empty() { &answer.written } else { &answer.stale };
    let word = if answer.stale.is_empty() { "written" } else { "stale" };
    let _ = writeln!(out, "  files      {} {word}", thousands(changed.len() as u64));
    out.push_str(&files(changed));
    out
}

fn files(list: &[String]) -> String {
    let mut out: String = list.iter().take(FEW).map(|file| format!("    {file}\n")).collect();
    if list.len() > FEW {
        let _ = writeln!(out, "    … and {} more", list.len() - FEW);
    }
    out
}

fn function(out: &mut String, f: &GeneratedFunction) {
    let how = if f.safe { paint(GREEN, "safe") } else { "unsafe".to_owned() };
    let _ = writeln!(out, "  {} {how} {}", f.name, f.rust);
    for line in &f.contract {
        let _ = writeln!(out, "      {line}");
    }
}
