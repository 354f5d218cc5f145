//! A check is a row of a table; this runs rows and counts.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::context::Context;
use crate::tools;
use crate::unavailable::Unavailable;

/// Exit code of `migrate` for a gate that failed.
pub(crate) const GATE_FAILED: i32 = 100;

/// In which runs a check takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tier {
    /// Always.
    Quick,
    /// In every run but `--quick`.
    Normal,
    /// With `--full` only.
    Full,
}

/// What must be there before a check can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A tool of [`tools::TOOLS`], by name.
    Tool(&'static str),
    /// The independent counters.
    Counters,
}

/// One row: what is checked, when, with what.
pub(crate) struct Check {
    pub(crate) name: &'static str,
    /// What the function is applied to, a library for example; may be empty.
    pub(crate) subject: &'static str,
    pub(crate) tier: Tier,
    pub(crate) needs: &'static [Need],
    pub(crate) run: fn(&Context, &str) -> Result<Outcome>,
}

impl Check {
    pub(crate) fn title(&self) -> String {
        if self.subject.is_empty() { self.name.to_owned() } else { format!("{} {}", self.name, self.subject) }
    }
}

/// How a check that did not fail ended.
pub(crate) enum Outcome {
    /// It holds; a remark for the closing table.
    Passed(String),
    /// It could not be asked; why.
    Skipped(String),
}

impl Outcome {
    pub(crate) fn passed() -> Outcome {
        Outcome::Passed(String::new())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Pass,
    Fail,
    Skip,
}

struct Row {
    title: String,
    verdict: Verdict,
    note: String,
    time: Duration,
}

impl Row {
    /// The first line of the note; of an error no more than fits a line or two.
    fn headline(&self) -> &str {
        let first = self.note.lines().next().unwrap_or("");
        match self.verdict {
            Verdict::Fail => first.char_indices().nth(200).map_or(first, |(at, _)| &first[..at]),
            Verdict::Pass | Verdict::Skip => first,
        }
    }
}

/// Runs the checks in order and prints the closing table. The last line is `N passed, N failed, N skipped`.
pub(crate) fn run_all(context: &Context, checks: &[&Check]) -> Result<ExitCode> {
    let start = Instant::now();
    let mut rows = Vec::new();
    for check in checks {
        eprintln!("  running  {}", check.title());
        let row = run_one(context, check)?;
        if row.verdict == Verdict::Fail {
            eprintln!("{}", row.note);
        }
        // A reader who has the end of the output only still learns what failed, and how.
        let why = if row.verdict == Verdict::Fail { format!(": {}", row.headline()) } else { String::new() };
        eprintln!("{:>9}  {}  {}{why}", word(row.verdict), row.title, seconds(row.time));
        rows.push(row);
    }
    print!("{}", closing(&rows, start.elapsed()));
    let failed = rows.iter().any(|r| r.verdict == Verdict::Fail);
    Ok(if failed || rows.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn run_one(context: &Context, check: &Check) -> Result<Row> {
    let title = check.title();
    let log = context.open_log(&title)?;
    let start = Instant::now();
    let result = match missing(context, check) {
        Some(why) => Ok(Outcome::Skipped(why)),
        None => (check.run)(context, check.subject),
    };
    let (verdict, note) = match result {
        Ok(Outcome::Passed(note)) => (Verdict::Pass, note),
        Ok(Outcome::Skipped(why)) => (Verdict::Skip, why),
        Err(error) => match error.downcast_ref::<Unavailable>() {
            Some(unavailable) => (Verdict::Skip, unavailable.what.clone()),
            None => (Verdict::Fail, format!("{error:#}\n  (log: {})", log.display())),
        },
    };
    Ok(Row { title, verdict, note, time: start.elapsed() })
}

fn missing(context: &Context, check: &Check) -> Option<String> {
    check.needs.iter().find_map(|need| match need {
        Need::Tool(name) => (!tools::by_name(name).present()).then(|| format!("{name} is not installed")),
        Need::Counters => context.counters().is_none().then(|| "no counters beside the clone".to_owned()),
    })
}

fn closing(rows: &[Row], time: Duration) -> String {
    let width = rows.iter().map(|r| r.title.len()).max().unwrap_or(0);
    let mut text = String::from("\n");
    for row in rows {
        let note = row.headline();
        text += format!("{}  {:width$}  {:>8}  {note}", word(row.verdict), row.title, seconds(row.time)).trim_end();
        text.push('\n');
    }
    let count = |verdict| rows.iter().filter(|r| r.verdict == verdict).count();
    text += &format!("\n{} checks in {}\n", rows.len(), seconds(time));
    text += &format!(
        "{} passed, {} failed, {} skipped\n",
        count(Verdict::Pass),
        count(Verdict::Fail),
        count(Verdict::Skip)
    );
    text
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "FAIL",
        Verdict::Skip => "skip",
    }
}

fn seconds(time: Duration) -> String {
    let all = time.as_secs();
    if all < 100 { format!("{:.1} s", time.as_secs_f64()) } else { format!("{} min {:02} s", all / 60, all % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_table_ends_with_the_counts() {
        let row = |title: &str, verdict, note: &str| Row {
            title: title.into(),
            verdict,
            note: note.into(),
            time: Duration::from_millis(1234),
        };
        let rows = [
            row("format", Verdict::Pass, ""),
            row("floors abseil", Verdict::Fail, "recall 0.9 < 1\nmore"),
            row("page", Verdict::Skip, "chromium is not installed"),
        ];
        let expected = "
pass  format            1.2 s
FAIL  floors abseil     1.2 s  recall 0.9 < 1
skip  page              1.2 s  chromium is not installed

3 checks in 2 min 05 s
1 passed, 1 failed, 1 skipped
";
        assert_eq!(closing(&rows, Duration::from_secs(125)), expected);
    }
}
