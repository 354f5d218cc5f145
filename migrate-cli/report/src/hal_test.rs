//! What firmware did on emulated boards, for people.

use std::fmt::Write as _;

use migrate_model::hal::{FirmwareTest, HalTest};

use crate::style::{BOLD, GREEN, RED, paint};
use crate::table::count;

/// `migrate hal test`: each test on a line with its time, reasons below those that fail, and a verdict. Names alone if
/// nothing has run.
#[must_use]
pub fn test(document: &HalTest) -> String {
    if document.tests.is_empty() {
        return document.selected.iter().map(|name| format!("{name}\n")).collect();
    }
    let mut out: String = document.tests.iter().map(line).collect();
    let failed = document.tests.iter().filter(|test| !test.failures.is_empty()).count() as u64;
    let all = document.tests.len() as u64;
    let verdict = match failed {
        0 => format!("{}: {}", paint(GREEN, "Passed"), count(all, "test")),
        _ => format!("{}: {failed} of {}", paint(RED, "Failed"), count(all, "test")),
    };
    let (run, build) = (document.run_seconds, document.build_seconds);
    let _ = writeln!(out, "{verdict} in {run:.1} s, after {build:.1} s of building");
    out
}

fn line(test: &FirmwareTest) -> String {
    let verdict = if test.failures.is_empty() { paint(GREEN, "ok    ") } else { paint(RED, "FAILED") };
    let mut out = format!("{verdict} {:5.2} s  {} on {}\n", test.seconds, paint(BOLD, &test.name), test.board);
    for reason in &test.failures {
        let _ = writeln!(out, "       {reason}");
    }
    out
}

#[cfg(test)]
mod tests {
    use migrate_model::hal::FirmwareEnd;

    use super::*;

    fn one(name: &str, failures: &[&str]) -> FirmwareTest {
        FirmwareTest {
            name: name.to_owned(),
            board: "b".to_owned(),
            image: "i".to_owned(),
            end: FirmwareEnd::Exit(0),
            said: String::new(),
            seconds: 0.25,
            failures: failures.iter().map(|reason| (*reason).to_owned()).collect(),
        }
    }

    fn all(tests: Vec<FirmwareTest>) -> String {
        let selected = vec!["listed".to_owned()];
        let (schema, schema_version) = (String::new(), 1);
        test(&HalTest { schema, schema_version, selected, tests, build_seconds: 2.0, run_seconds: 0.5 })
    }

    #[test]
    fn reasons_stand_below_their_test() {
        let text = all(vec![one("good", &[]), one("bad", &["must end"])]);
        let (good, bad) = (text.find("good").unwrap(), text.find("bad").unwrap());
        assert!(good < bad && bad < text.find("must end").unwrap(), "{text}");
        assert!(text.contains(": 1 of 2 tests in 0.5 s, after 2.0 s of building"), "{text}");
    }

    #[test]
    fn without_a_run_there_are_names() {
        assert_eq!(all(vec![]), "listed\n");
    }
}
