//! Runs the tests of one target with every seed, so that no test hides another.

use std::collections::BTreeMap;
use std::time::Duration;

use migrate_model::miri::{Outcome, Test};

use crate::batch::{Ended, Ran};
use crate::blame::{Verdict, blame};
use crate::places::Places;
use crate::{MiriError, Progress};

/// Runs tests.
pub(crate) trait Runs {
    /// Runs these tests with a seed; `whole` says that they are all that the target has to run.
    fn run(&mut self, batch: &[String], whole: bool, seed: u32) -> Result<Ran, MiriError>;
    /// How long one test may take.
    fn limit(&self) -> Duration;
}

/// Fills in how the tests ended. Those that do not pass with a seed do not run with the next one.
pub(crate) fn settle(
    tests: &mut [Test],
    seeds: u32,
    runs: &mut dyn Runs,
    places: &Places,
    progress: &dyn Progress,
) -> Result<(), MiriError> {
    let all = tests.iter().filter(|t| t.outcome != Outcome::Ignored).count();
    for seed in 0..seeds {
        let names: Vec<String> =
            tests.iter().filter(|t| t.outcome == Outcome::Passed).map(|t| t.name.clone()).collect();
        let mut verdicts = one_seed(&names, names.len() == all, seed, runs, places)?;
        for test in tests.iter_mut().filter(|t| t.outcome == Outcome::Passed) {
            test.seeds = seed + 1;
            if let Some((outcome, report)) = verdicts.remove(&test.name) {
                test.outcome = outcome;
                test.report = Some(report);
            }
            progress.test_done(&test.target, &test.name, test.outcome, seed);
        }
    }
    Ok(())
}

/// What speaks against tests with one seed.
///
/// A run that does not end well is not checked for leaks, so what passed in it runs once more without those that are to
/// blame. Every run is clean, blames a test, or is split into runs of one test, which can only be clean or to blame: so it
/// ends.
fn one_seed(
    names: &[String],
    whole: bool,
    seed: u32,
    runs: &mut dyn Runs,
    places: &Places,
) -> Result<BTreeMap<String, Verdict>, MiriError> {
    let mut verdicts = BTreeMap::new();
    let mut waiting = vec![names.to_vec()];
    let mut unproven = Vec::new();
    let mut whole = whole;
    loop {
        let batch = waiting.pop().unwrap_or_else(|| std::mem::take(&mut unproven));
        if batch.is_empty() {
            return Ok(verdicts);
        }
        let ran = runs.run(&batch, whole, seed)?;
        whole = false;
        if ran.is_clean() {
            continue;
        }
        let guilty = blame(&ran, &batch, places, seed, runs.limit());
        if guilty.is_empty() {
            waiting.extend(batch.into_iter().rev().map(|name| vec![name]));
            continue;
        }
        let passed = |name: &String| ran.ended.iter().any(|(n, e)| n == name && *e != Ended::Ignored);
        let (done, rest): (Vec<String>, Vec<String>) =
            batch.into_iter().filter(|name| !guilty.contains_key(name)).partition(passed);
        unproven.extend(done);
        if !rest.is_empty() {
            waiting.push(rest);
        }
        verdicts.extend(guilty);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::process::End;

    /// Tests by name: `ub…` ends the program, `fail…` fails, `leak…` leaks without a trace, `late…` is undefined behaviour
    /// with seed 2 only.
    #[derive(Default)]
    struct Fake {
        runs: Vec<(u32, String)>,
    }

    impl Runs for Fake {
        fn run(&mut self, batch: &[String], _: bool, seed: u32) -> Result<Ran, MiriError> {
            self.runs.push((seed, batch.join(" ")));
            let mut ran = Ran::new();
            let error = |message: &str| Diagnostic { message: message.to_owned(), ..Diagnostic::default() };
            for name in batch {
                if name.starts_with("ub") || (name.starts_with("late") && seed == 2) {
                    ran.running = Some(name.clone());
                    ran.errors.push(error("Undefined Behavior: entering unreachable code"));
                    ran.end = End::Code(1);
                    return Ok(ran);
                }
                let fails = name.starts_with("fail");
                ran.end = if fails { End::Code(101) } else { ran.end };
                ran.ended.push((name.clone(), if fails { Ended::Failed("no".into()) } else { Ended::Passed }));
            }
            ran.complete = true;
            if ran.end == End::Code(0) && batch.iter().any(|n| n.starts_with("leak")) {
                ran.errors.push(error("memory leaked: alloc1"));
                ran.end = End::Code(1);
            }
            Ok(ran)
        }

        fn limit(&self) -> Duration {
            Duration::from_secs(1)
        }
    }

    fn run(names: &str, seeds: u32) -> (Vec<(String, u32)>, Vec<String>) {
        let places = Places { workspace: "/w".into(), package: "/w".into() };
        let test = |name: &str| Test {
            target: "lib".into(),
            name: name.into(),
            span: None,
            outcome: Outcome::Passed,
            seeds: 0,
            report: None,
        };
        let mut tests: Vec<Test> = names.split_whitespace().map(test).collect();
        let mut fake = Fake::default();
        settle(&mut tests, seeds, &mut fake, &places, &()).unwrap();
        let outcomes = tests.iter().map(|t| (format!("{} {}", t.name, t.outcome.as_str()), t.seeds)).collect();
        (outcomes, fake.runs.into_iter().map(|(seed, batch)| format!("{seed}: {batch}")).collect())
    }

    #[test]
    fn all_passing_tests_cost_one_run_a_seed() {
        let (outcomes, runs) = run("a b", 3);
        assert_eq!(outcomes, [("a passed".to_owned(), 3), ("b passed".to_owned(), 3)]);
        assert_eq!(runs, ["0: a b", "1: a b", "2: a b"]);
    }

    #[test]
    fn no_test_hides_another() {
        let (outcomes, runs) = run("a ub1 b fail ub2 c", 2);
        let expected =
            ["a passed", "ub1 undefined behaviour", "b passed", "fail failed", "ub2 undefined behaviour", "c passed"];
        assert_eq!(outcomes.iter().map(|(o, _)| o.as_str()).collect::<Vec<_>>(), expected);
        assert_eq!(runs, ["0: a ub1 b fail ub2 c", "0: b fail ub2 c", "0: c", "0: a b", "1: a b c"]);
    }

    #[test]
    fn a_leak_of_nobody_is_searched_one_by_one() {
        let (outcomes, runs) = run("a leak b", 1);
        let expected = ["a passed", "leak leak", "b passed"];
        assert_eq!(outcomes.iter().map(|(o, _)| o.as_str()).collect::<Vec<_>>(), expected);
        assert_eq!(runs, ["0: a leak b", "0: a", "0: leak", "0: b"]);
    }

    #[test]
    fn a_leak_beside_a_failure_is_found() {
        let (outcomes, _) = run("fail leak a", 1);
        let expected = ["fail failed", "leak leak", "a passed"];
        assert_eq!(outcomes.iter().map(|(o, _)| o.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_later_seed_may_find_more() {
        let (outcomes, runs) = run("a late", 4);
        assert_eq!(outcomes, [("a passed".to_owned(), 4), ("late undefined behaviour".to_owned(), 3)]);
        assert_eq!(runs.last().map(String::as_str), Some("3: a"));
    }
}
