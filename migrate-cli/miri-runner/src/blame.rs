//! Which tests a run speaks against.

use std::collections::BTreeMap;
use std::time::Duration;

use migrate_model::miri::{Kind, Outcome, Report};

use crate::batch::{Ended, Ran};
use crate::diagnostic::Diagnostic;
use crate::places::Places;
use crate::process::End;
use crate::report::{bare, functions, of_failure, of_miri};

/// What is known about a test that did not pass.
pub(crate) type Verdict = (Outcome, Report);

/// The tests of `batch` that did not pass. Empty if the run ended badly and nothing says by whose doing: unless there was
/// only one test, which it is then.
pub(crate) fn blame(
    ran: &Ran,
    batch: &[String],
    places: &Places,
    seed: u32,
    limit: Duration,
) -> BTreeMap<String, Verdict> {
    let mut guilty: BTreeMap<String, Verdict> = BTreeMap::new();
    for (name, ended) in &ran.ended {
        if let Ended::Failed(said) = ended {
            guilty.insert(name.clone(), (Outcome::Failed, of_failure(said, places, seed)));
        }
    }
    if let Some(running) = &ran.running {
        guilty.insert(running.clone(), cut_short(ran, places, seed, limit));
        return guilty;
    }
    for error in &ran.errors {
        let Some(verdict) = of_miri(error, places, seed) else { continue };
        if let Some(test) = batch.iter().find(|test| went_through(error, test)) {
            guilty.entry(test.clone()).or_insert(verdict);
        }
    }
    match batch {
        [only] if guilty.is_empty() && !ran.is_clean() => {
            BTreeMap::from([(only.clone(), cut_short(ran, places, seed, limit))])
        }
        _ => guilty,
    }
}

/// The call trace of a report leads through a test.
fn went_through(error: &Diagnostic, test: &str) -> bool {
    functions(error).any(|f| f.strip_prefix(test).is_some_and(|rest| rest.is_empty() || rest.starts_with("::{")))
}

/// Why a run ended before it should.
pub(crate) fn cut_short(ran: &Ran, places: &Places, seed: u32, limit: Duration) -> Verdict {
    if ran.end == End::Timeout {
        let message = format!("the test took more than {} s", limit.as_secs_f64());
        return (Outcome::TimedOut, bare(Kind::Timeout, message, seed));
    }
    // A deadlock has one report for each thread: the one that leads into the package says most.
    let reports: Vec<Verdict> = ran.errors.iter().filter_map(|e| of_miri(e, places, seed)).collect();
    let telling = reports.iter().find(|(_, r)| r.span.is_some()).or(reports.first());
    telling.cloned().unwrap_or_else(|| {
        let how = match ran.end {
            End::Code(code) => format!("the process ended with code {code}"),
            End::Signal(signal) => format!("the process was ended by signal {signal}"),
            End::Timeout | End::Stopped => "the process was ended".to_owned(),
        };
        // What cargo says after a failed run is none of the test's words.
        let said: Vec<&str> =
            ran.tail.iter().map(String::as_str).take_while(|l| !l.starts_with("error: test failed")).collect();
        let message = if said.is_empty() { how } else { format!("{how}\n{}", said.join("\n")) };
        (Outcome::Abnormal, bare(Kind::Abort, message, seed))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leak(function: &str) -> Diagnostic {
        let trace = Diagnostic {
            message: format!("stack backtrace:\n0: {function}\n    at src/lib.rs:2:1: 2:3"),
            ..Diagnostic::default()
        };
        Diagnostic {
            message: "memory leaked: alloc1, allocated here:".into(),
            level: "error".into(),
            children: vec![trace],
            ..Diagnostic::default()
        }
    }

    fn ran(errors: Vec<Diagnostic>, end: End) -> Ran {
        let ended = ["a", "ab"].map(|n| (n.to_owned(), Ended::Passed)).to_vec();
        Ran { ended, complete: true, errors, end, ..Ran::new() }
    }

    fn guilty(ran: &Ran, batch: &[&str]) -> Vec<(String, Outcome)> {
        let places = Places { workspace: "/w".into(), package: "/w".into() };
        let batch: Vec<String> = batch.iter().map(|&n| n.to_owned()).collect();
        let found = blame(ran, &batch, &places, 0, Duration::from_secs(1));
        found.into_iter().map(|(name, (outcome, _))| (name, outcome)).collect()
    }

    #[test]
    fn a_leak_belongs_to_the_test_that_its_trace_leads_through() {
        let failed = End::Code(1);
        assert_eq!(guilty(&ran(vec![leak("a::{closure#0}")], failed), &["a", "ab"]), [("a".into(), Outcome::Leak)]);
        assert_eq!(guilty(&ran(vec![leak("ab")], failed), &["a", "ab"]), [("ab".into(), Outcome::Leak)]);
        assert_eq!(guilty(&ran(vec![leak("other")], failed), &["a", "ab"]), []);
        assert_eq!(guilty(&ran(vec![leak("other")], failed), &["ab"]), [("ab".into(), Outcome::Leak)]);
        assert_eq!(guilty(&ran(vec![], End::Code(0)), &["ab"]), []);
    }

    #[test]
    fn a_run_that_is_cut_short_is_the_running_tests_doing() {
        let cut = |end, errors| Ran { running: Some("b".into()), complete: false, ..ran(errors, end) };
        assert_eq!(guilty(&cut(End::Timeout, vec![]), &["a", "b"]), [("b".into(), Outcome::TimedOut)]);
        assert_eq!(guilty(&cut(End::Code(3), vec![]), &["a", "b"]), [("b".into(), Outcome::Abnormal)]);
        let race = Diagnostic { message: "Undefined Behavior: Data race detected".into(), ..Diagnostic::default() };
        assert_eq!(guilty(&cut(End::Code(1), vec![race]), &["a", "b"]), [("b".into(), Outcome::DataRace)]);
    }
}
