//! What Miri found, for people.

use std::fmt::Write as _;

use migrate_model::miri::{MiriDocument, Outcome};

use crate::human;
use crate::style::{BOLD, GREEN, RED, YELLOW, paint};
use crate::table::count;

/// Outcomes in the order in which they matter.
const ORDER: [Outcome; 9] = [
    Outcome::UndefinedBehavior,
    Outcome::DataRace,
    Outcome::Leak,
    Outcome::Failed,
    Outcome::Abnormal,
    Outcome::TimedOut,
    Outcome::Unsupported,
    Outcome::Passed,
    Outcome::Ignored,
];

/// The answer: a line that says whether all is well, how the tests ended, and each finding. `source` gives the bytes of a
/// file by its path from the package's folder.
#[must_use]
pub fn human(document: &MiriDocument, source: &mut dyn FnMut(&str) -> Option<Vec<u8>>) -> String {
    let ran = document.tests.iter().filter(|t| t.outcome != Outcome::Ignored).count() as u64;
    let bad = document.tests.iter().filter(|t| !t.outcome.is_clean()).count() as u64;
    let how = format!("{}, {:.1} s", count(u64::from(document.seeds), "seed"), document.seconds);
    let name = paint(BOLD, &document.package);
    let mut out = if bad == 0 {
        format!("{}: {} of {name} under Miri ({how})\n", paint(GREEN, "Clean"), count(ran, "test"))
    } else {
        format!("{} of {ran} tests of {name} under Miri are not clean ({how})\n", paint(RED, &bad.to_string()))
    };
    if bad > 0 || document.count(Outcome::Ignored) > 0 {
        let _ = writeln!(out, "  {}", outcomes(document));
    }
    for note in &document.notes {
        let _ = writeln!(out, "  {}: {note}", paint(YELLOW, "note"));
    }
    if !document.findings.is_empty() {
        out.push('\n');
        out.push_str(&human::findings(&document.findings, source));
    }
    out
}

/// `4 undefined behaviour · 1 leak · 3 passed`
fn outcomes(document: &MiriDocument) -> String {
    let counts = ORDER.iter().map(|outcome| (document.count(*outcome), outcome.as_str())).filter(|(n, _)| *n > 0);
    counts.map(|(n, word)| format!("{n} {word}")).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use migrate_model::finding::{Finding, Severity, Span};
    use migrate_model::miri::{SCHEMA, SCHEMA_VERSION, Test};

    use super::*;

    fn document(outcomes: &[Outcome]) -> MiriDocument {
        let test = |outcome: &Outcome| Test {
            target: "lib".into(),
            name: "t".into(),
            span: None,
            outcome: *outcome,
            seeds: 4,
            report: None,
        };
        MiriDocument {
            schema: SCHEMA.into(),
            schema_version: SCHEMA_VERSION,
            package: "codec".into(),
            package_dir: ".".into(),
            toolchain: "nightly".into(),
            version: "miri".into(),
            seeds: 4,
            flags: vec![],
            command: String::new(),
            seconds: 2.0,
            tests: outcomes.iter().map(test).collect(),
            findings: vec![],
            notes: vec![],
            dry_run: false,
        }
    }

    fn plain(text: &str) -> String {
        [BOLD, GREEN, RED, YELLOW]
            .iter()
            .fold(text.to_owned(), |t, s| t.replace(&s.to_string(), "").replace(&format!("{s:#}"), ""))
    }

    #[test]
    fn the_first_line_answers() {
        let clean = human(&document(&[Outcome::Passed, Outcome::Passed]), &mut |_| None);
        assert_eq!(plain(&clean), "Clean: 2 tests of codec under Miri (4 seeds, 2.0 s)\n");
        let mut bad = document(&[Outcome::Passed, Outcome::Leak, Outcome::Ignored]);
        let span = Span { file: "src/lib.rs".into(), line: 3, ..Span::default() };
        bad.findings.push(Finding::new("MG0703", Severity::Error, "memory leaked").at(span));
        let text = plain(&human(&bad, &mut |_| None));
        assert!(
            text.starts_with(
                "1 of 2 tests of codec under Miri are not clean (4 seeds, 2.0 s)\n  1 leak · 1 passed · 1 ignored\n\n"
            ),
            "{text}"
        );
        assert!(text.contains("src/lib.rs:3"), "{text}");
    }
}
