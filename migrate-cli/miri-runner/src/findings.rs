//! Reports become findings: each cause once, with the tests that show it.

use std::collections::BTreeMap;

use migrate_model::finding::{Finding, Span};
use migrate_model::miri::{Kind, Outcome, Report, Test};

use crate::classify::stable;
use crate::places::is_inside;

/// Tests that a finding names.
const NAMED: usize = 3;
/// Other places that the text under the place names.
const RELATED: usize = 3;

/// The rule of an outcome.
fn code(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Passed | Outcome::Ignored => None,
        Outcome::UndefinedBehavior => Some("MG0701"),
        Outcome::DataRace => Some("MG0702"),
        Outcome::Leak => Some("MG0703"),
        Outcome::Unsupported => Some("MG0704"),
        Outcome::Failed | Outcome::Abnormal => Some("MG0705"),
        Outcome::TimedOut => Some("MG0706"),
    }
}

/// What makes two reports one finding: the code, the place and the message.
type Cause = (&'static str, Option<Span>, String);

/// The findings of tests, most severe first. Spans start at the package's folder.
#[must_use]
pub fn findings(tests: &[Test]) -> Vec<Finding> {
    let mut causes: BTreeMap<Cause, Vec<(&Test, &Report)>> = BTreeMap::new();
    for test in tests {
        if let (Some(code), Some(report)) = (code(test.outcome), &test.report) {
            let span = report.span.clone().or_else(|| test.span.clone());
            causes.entry((code, span, message(report))).or_default().push((test, report));
        }
    }
    let mut all: Vec<Finding> =
        causes.into_iter().filter_map(|((code, span, message), shown)| finding(code, span, message, &shown)).collect();
    all.sort_by_key(|f| f.severity);
    all
}

fn finding(code: &str, span: Option<Span>, message: String, shown: &[(&Test, &Report)]) -> Option<Finding> {
    let rule = migrate_rules::find(code)?;
    let (first, report) = shown.first()?;
    let names: Vec<&str> = shown.iter().take(NAMED).map(|(test, _)| name(test)).collect();
    let more = match shown.len().saturating_sub(NAMED) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    let tests = if shown.len() == 1 { "1 test".to_owned() } else { format!("{} tests", shown.len()) };
    let mut finding = Finding::new(code, rule.severity, message)
        .label(label(report, span.as_ref()))
        .count(shown.len() as u64)
        .cost(format!("{tests}: {}{more}, with seed {}", names.join(", "), report.seed))
        .help(help(report, rule.help));
    finding.subject = name(first).to_owned();
    finding.span = span;
    Some(finding)
}

fn name(test: &Test) -> &str {
    if test.name.is_empty() { &test.target } else { &test.name }
}

/// The first line, in the form of findings.
fn message(report: &Report) -> String {
    let text = stable(&report.message);
    let mut lines = text.lines();
    let line = lines.next().unwrap_or_default();
    if let (Kind::Abort, Some(said)) = (report.kind, lines.next_back()) {
        return format!("{line}: {said}");
    }
    let line = line.trim_end_matches(", allocated here:").trim_end_matches([':', '.']);
    line.to_owned()
}

/// What it is, and the other places within the package.
fn label(report: &Report, span: Option<&Span>) -> String {
    let told = report.related.iter().filter(|r| is_inside(&r.span) && Some(&r.span) != span);
    // How a thread came to be says nothing that the other places do not.
    let told = told.filter(|r| !r.message.contains("got called indirectly")).take(RELATED);
    let others: Vec<String> = told
        .map(|r| {
            let what = stable(&r.message);
            format!("{} ({}:{})", what.strip_prefix("alloc was ").unwrap_or(&what), r.span.file, r.span.line)
        })
        .collect();
    let what = report.kind.as_str();
    if others.is_empty() { what.to_owned() } else { format!("{what}; {}", others.join("; ")) }
}

/// The way out: what the rule says, unless the kind knows better.
fn help(report: &Report, of_rule: &str) -> String {
    match report.kind {
        Kind::Isolation => {
            "give the code what it needs as an argument, or allow the outside world with `--no-isolation`"
        }
        Kind::Provenance => "keep the pointer, or change its address with `map_addr`: an integer carries no provenance",
        Kind::Thread => "join every thread before the test ends",
        Kind::Deadlock => "take locks in one order, and none twice",
        _ => of_rule,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::bare;

    fn test(name: &str, outcome: Outcome, kind: Kind, message: &str, line: u32) -> Test {
        let span = Span { file: "src/lib.rs".into(), line, column: 1, end_column: 2 };
        let report = Report { span: Some(span), ..bare(kind, message.to_owned(), 1) };
        let (target, name) = ("lib".to_owned(), name.to_owned());
        Test { target, name, span: None, outcome, seeds: 2, report: Some(report) }
    }

    #[test]
    fn one_cause_is_one_finding() {
        let freed = |name, number| {
            let message = format!("Undefined Behavior: alloc{number} has been freed");
            test(name, Outcome::UndefinedBehavior, Kind::Dangling, &message, 7)
        };
        let foreign = "unsupported operation: can't call foreign function `f` on OS `linux`";
        let all = [
            test("e", Outcome::Unsupported, Kind::Foreign, foreign, 3),
            freed("a", 1),
            freed("b", 22),
            freed("c", 3),
            freed("d", 4),
        ];
        let found = findings(&all);
        let shown: Vec<_> = found.iter().map(|f| (f.code.as_str(), f.message.as_str(), f.count)).collect();
        assert_eq!(
            shown,
            [("MG0701", "alloc has been freed", 4), ("MG0704", "can't call foreign function `f` on OS `linux`", 1)]
        );
        assert_eq!(found[0].cost, "4 tests: a, b, c and 1 more, with seed 1");
        assert_eq!(found[0].label, "use after free");
    }

    #[test]
    fn every_outcome_has_a_rule() {
        let outcomes = [
            Outcome::UndefinedBehavior,
            Outcome::DataRace,
            Outcome::Leak,
            Outcome::Unsupported,
            Outcome::Failed,
            Outcome::TimedOut,
            Outcome::Abnormal,
        ];
        for outcome in outcomes {
            assert_eq!(findings(&[test("a", outcome, Kind::Other, "m", 1)]).len(), 1, "{outcome:?}");
        }
        assert!(findings(&[test("a", Outcome::Passed, Kind::Other, "m", 1)]).is_empty());
    }
}
