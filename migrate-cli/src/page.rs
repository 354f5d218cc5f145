//! The plan page: what the report needs beside the plan.

use std::collections::{BTreeMap, BTreeSet};

use migrate_report::html::{PlanPage, plan_page};
use migrate_scan::Codebase;

use crate::codebase;
use crate::planning::Planned;

/// Characters of a source line that the page shows.
const LINE: usize = 200;

/// The page as one self-contained file.
pub fn html(planned: &Planned, code: &Codebase) -> String {
    let name = code.state.parent().and_then(|d| d.file_name()).map_or_else(String::new, |n| n.to_string_lossy().into());
    plan_page(&PlanPage {
        codebase: &name,
        plan: &planned.plan,
        symbols: &planned.symbols,
        lines: &lines(planned, code),
    })
}

/// The source lines that findings point at, each file read once.
fn lines(planned: &Planned, code: &Codebase) -> BTreeMap<(String, u32), String> {
    let mut wanted: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for span in planned.findings.iter().filter_map(|f| f.span.as_ref()).filter(|s| s.line > 0) {
        wanted.entry(&span.file).or_default().insert(span.line);
    }
    let mut lines = BTreeMap::new();
    for (file, numbers) in wanted {
        let Some(bytes) = codebase::source(code, file) else { continue };
        for (number, line) in (1..).zip(bytes.split(|b| *b == b'\n')) {
            if numbers.contains(&number) {
                let text = String::from_utf8_lossy(line);
                lines.insert((file.to_owned(), number), text.trim_end().chars().take(LINE).collect());
            }
        }
    }
    lines
}
