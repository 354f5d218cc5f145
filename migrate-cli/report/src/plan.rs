//! The plan on one screen: 100 columns, and so many lines that a terminal of 40 shows it with what stands around it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstyle::Style;
use migrate_model::finding::Severity;
use migrate_model::plan::{Decision, Granularity, Module, OrderCost, Plan, Step};

use crate::style::{BOLD, CYAN, DIM, GREEN, RED, YELLOW, paint};
use crate::table::{bar, count, cut, cut_middle, left, right, thousands};

/// Columns of the screen.
const COLUMNS: usize = 100;
/// Steps that are shown before `--all` is needed.
const STEPS: usize = 22;
/// Columns of a module's name.
const NAME: usize = 28;
/// Columns of the bar.
const BAR: usize = 5;
/// Names of one kind (hubs, blocked modules) that are shown.
const NAMES: usize = 4;

/// The text for people, which ends with a line break. `units` is the number of source files.
#[must_use]
pub fn human(plan: &Plan, units: u64, all: bool) -> String {
    let mut out = headline(plan, units);
    out.push('\n');
    let shown = if all || plan.steps.len() <= STEPS + 1 { plan.steps.len() } else { STEPS };
    out.push_str(&steps(plan, shown));
    if shown < plan.steps.len() {
        let more = plan.steps.len() - shown;
        let _ =
            writeln!(out, "{}", paint(DIM, &format!("   {}: --all, or the page.", count(more as u64, "more step"))));
    }
    let notes = notes(plan, all);
    if !notes.is_empty() {
        out.push('\n');
        out.push_str(&notes);
    }
    out
}

fn headline(plan: &Plan, units: u64) -> String {
    let what = match plan.granularity {
        Granularity::Module => {
            format!("{} in {}", count(units, "unit"), count(plan.modules.len() as u64, "module"))
        }
        Granularity::Unit => count(units, "unit"),
    };
    let b = &plan.border;
    let others = [("random", &b.baselines.random), ("leaf-first", &b.baselines.leaf_first)];
    let others: Vec<String> = others.iter().map(|(name, cost)| format!("{name} {}", area(cost))).collect();
    let head = format!("{what}, {}.", count(plan.steps.len() as u64, "step"));
    let border = format!(
        "Border: area {} live symbols ({}), peak {} of {}.",
        number(b.area),
        others.join(", "),
        thousands(b.peak),
        thousands(b.symbols)
    );
    let gap = if crate::table::width(&head) + 1 + crate::table::width(&border) > COLUMNS { '\n' } else { ' ' };
    format!("{}{gap}{border}\n", paint(BOLD, &head))
}

fn area(cost: &OrderCost) -> String {
    number(cost.area)
}

/// Three digits are enough to compare.
fn number(x: f64) -> String {
    if x < 99.95 { format!("{x:.1}") } else { thousands(x.round() as u64) }
}

fn live(step: &Step) -> u64 {
    step.live_symbols.cpp_to_rust + step.live_symbols.rust_to_cpp
}

fn steps(plan: &Plan, shown: usize) -> String {
    let steps = &plan.steps[..shown];
    let names: Vec<String> = steps.iter().map(|s| cut_middle(&together(&s.modules), NAME)).collect();
    let name_columns = names.iter().map(|n| crate::table::width(n)).max().unwrap_or(0).max(6);
    let numbers: Vec<String> = steps.iter().map(|s| thousands(live(s))).collect();
    let number_columns = numbers.iter().map(String::len).max().unwrap_or(0);
    let most = plan.steps.iter().map(live).max().unwrap_or(0);
    let live_columns = (BAR + 1 + number_columns).max("live symbols".len());
    let lines: Vec<String> = steps.iter().map(|s| thousands(s.lines)).collect();
    let line_columns = lines.iter().map(String::len).max().unwrap_or(0).max("lines".len());
    let fixed = 5 + 2 + name_columns + 2 + line_columns + 2 + 8 + 2 + live_columns + 2;
    let why_columns = COLUMNS.saturating_sub(fixed);
    let mut out = String::new();
    let head = format!(
        "{:>5}  {}  {}  {:<8}  {}  why",
        "step",
        left(unit_word(plan), name_columns),
        right("lines", line_columns),
        "decision",
        left("live symbols", live_columns)
    );
    let _ = writeln!(out, "{}", paint(BOLD, &head));
    for (((step, name), number), lines) in steps.iter().zip(&names).zip(&numbers).zip(&lines) {
        let value = live(step);
        let bar = left(&bar(value, most, BAR), BAR);
        let (word, style) = decision(step.decision);
        let why = cut(&why(step, plan), why_columns);
        let line = format!(
            "{:>5}  {}  {}  {}  {}{}  {}",
            step.n,
            left(name, name_columns),
            right(lines, line_columns),
            paint(style, &left(word, 8)),
            paint(DIM, &bar),
            left(&format!(" {}", right(number, number_columns)), live_columns - BAR),
            why
        );
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

fn unit_word(plan: &Plan) -> &'static str {
    match plan.granularity {
        Granularity::Module => "module",
        Granularity::Unit => "unit",
    }
}

fn decision(d: Decision) -> (&'static str, Style) {
    match d {
        Decision::Bridge => ("bridge", GREEN),
        Decision::Twin => ("twin", CYAN),
        Decision::Together => ("together", YELLOW),
        Decision::Leave => ("leave", RED),
    }
}

/// Several modules as `folder/{a, b}`.
fn together(modules: &[String]) -> String {
    match modules {
        [] => String::new(),
        [one] => one.clone(),
        [first, rest @ ..] => {
            let common = |folder: &str| rest.iter().all(|m| m.starts_with(folder));
            let folder =
                first.rmatch_indices('/').map(|(at, _)| &first[..=at]).find(|folder| common(folder)).unwrap_or("");
            let names: Vec<&str> = modules.iter().map(|m| &m[folder.len()..]).collect();
            if folder.is_empty() { names.join(" + ") } else { format!("{folder}{{{}}}", names.join(",")) }
        }
    }
}

/// What crosses the edge of a module that moves alone; else the reason of the decision, without repeating its name.
fn why(step: &Step, plan: &Plan) -> String {
    let module = |name: &String| plan.modules.iter().find(|m| m.name == *name);
    match (step.decision, step.modules.first().and_then(module)) {
        (Decision::Bridge, Some(m)) if step.modules.len() == 1 => {
            let users = count(m.used_by.len() as u64, "user");
            match (m.seam.inward, m.seam.outward) {
                (0, 0) => "nothing crosses its edge".to_owned(),
                (0, outward) => format!("uses {}, has no users", count(outward, "symbol")),
                (inward, 0) => format!("leaf: {} for {users}", count(inward, "symbol")),
                (inward, outward) => format!("{inward} in for {users}, {outward} out"),
            }
        }
        _ => step.why.clone(),
    }
}

fn notes(plan: &Plan, all: bool) -> String {
    let limit = if all { usize::MAX } else { NAMES };
    let mut lines = Vec::new();
    let mut hubs: Vec<&Module> = plan.modules.iter().filter(|m| m.hub).collect();
    hubs.sort_by(|a, b| b.used_by_share.total_cmp(&a.used_by_share));
    lines.push(list(
        "Hubs",
        hubs.iter().map(|m| format!("{} (used by {:.0} %)", m.name, m.used_by_share * 100.0)),
        limit,
    ));
    let blocked = plan.modules.iter().filter_map(|m| {
        let first = m.findings.iter().find(|f| f.severity == Severity::Error)?;
        Some(format!("{}: {} ({})", m.name, first.message, first.code))
    });
    lines.push(list("Blocked", blocked, limit));
    lines.push(list("Findings", by_code(plan).into_iter(), limit));
    lines.into_iter().flatten().collect()
}

/// `12 × MG0311 title`, most frequent first.
fn by_code(plan: &Plan) -> Vec<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for f in plan.modules.iter().flat_map(|m| &m.findings) {
        *counts.entry(&f.code).or_default() += 1;
    }
    let mut counts: Vec<(&str, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(code, n)| (std::cmp::Reverse(*n), *code));
    counts.iter().map(|(code, n)| format!("{code} ×{}", thousands(*n))).collect()
}

/// `    Hubs  a · b · 3 more`, at most one line.
fn list(title: &str, items: impl Iterator<Item = String>, limit: usize) -> Option<String> {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        return None;
    }
    let room = if limit == usize::MAX { usize::MAX } else { COLUMNS - 12 };
    let mut text = String::new();
    for (i, item) in items.iter().enumerate() {
        let more = format!(" · {} more", items.len() - i);
        let separator = if i == 0 { "" } else { " · " };
        let width = crate::table::width(&text) + crate::table::width(separator) + crate::table::width(item);
        let last = i + 1 == items.len();
        if i >= limit || (i > 0 && width + if last { 0 } else { more.len() } > room) {
            text.push_str(&more);
            break;
        }
        text.push_str(separator);
        text.push_str(item);
    }
    let text = if room == usize::MAX { text } else { cut(&text, room) };
    Some(format!("{}  {text}\n", paint(BOLD, &right(title, 9))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_of_one_folder_share_its_name() {
        let names = |m: &[&str]| together(&m.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["util"]), "util");
        assert_eq!(names(&["db/a", "db/b"]), "db/{a,b}");
        assert_eq!(names(&["db/x/a", "db/b"]), "db/{x/a,b}");
        assert_eq!(names(&["a", "b"]), "a + b");
    }

    #[test]
    fn a_list_keeps_to_its_line() {
        let items = || (0..50).map(|i| format!("some/module/number{i}"));
        let line = list("Hubs", items(), 50).expect("a line");
        assert!(line.contains(" more\n"), "{line}");
        let plain = line.replace(&BOLD.to_string(), "").replace(&format!("{BOLD:#}"), "");
        assert!(crate::table::width(plain.trim_end()) <= COLUMNS, "{line}");
        assert_eq!(list("Hubs", std::iter::empty(), 4), None);
    }
}
