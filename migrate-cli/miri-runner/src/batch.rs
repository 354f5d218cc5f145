//! What one run of the test program said, put in order.

use std::collections::VecDeque;

use crate::diagnostic::{self, Diagnostic};
use crate::events::{self, Discovered, Event};
use crate::process::{End, Line};

/// Lines of other output that are kept for the case that nothing else explains the end.
const TAIL: usize = 10;

/// How a test ended that came to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Passed,
    /// It did not want to run.
    Ignored,
    /// With what it said.
    Failed(String),
}

/// Everything that one run said.
#[derive(Clone, Debug)]
pub(crate) struct Ran {
    /// Tests that came to their end, in order.
    pub(crate) ended: Vec<(String, Ended)>,
    /// The test that had begun and did not end.
    pub(crate) running: Option<String>,
    /// The harness said that all tests have run.
    pub(crate) complete: bool,
    /// Tests of a list.
    pub(crate) discovered: Vec<Discovered>,
    /// Errors of the compiler and reports of Miri, in order.
    pub(crate) errors: Vec<Diagnostic>,
    /// The last lines of other output.
    pub(crate) tail: VecDeque<String>,
    /// How the process ended.
    pub(crate) end: End,
}

impl Ran {
    /// A run that has said nothing yet.
    pub(crate) fn new() -> Ran {
        Ran {
            ended: Vec::new(),
            running: None,
            complete: false,
            discovered: Vec::new(),
            errors: Vec::new(),
            tail: VecDeque::new(),
            end: End::Code(0),
        }
    }

    /// Takes one line; an event is a sign of life.
    pub(crate) fn hear(&mut self, line: Line) -> bool {
        match line {
            Line::Out(text) => match events::parse(&text) {
                Some(event) => {
                    self.take(event);
                    true
                }
                None => false,
            },
            Line::Err(text) => {
                match diagnostic::parse(&text) {
                    Some(found) => self.errors.extend(Some(found).filter(Diagnostic::is_error)),
                    None => self.keep(text),
                }
                false
            }
        }
    }

    fn take(&mut self, event: Event) {
        let (name, ended) = match event {
            Event::Suite => return,
            Event::SuiteDone => {
                self.complete = true;
                return;
            }
            Event::Discovered(test) => return self.discovered.push(test),
            Event::Started(name) => {
                self.running = Some(name);
                return;
            }
            Event::Passed(name) => (name, Ended::Passed),
            Event::Ignored(name) => (name, Ended::Ignored),
            Event::Failed(name, said) => (name, Ended::Failed(said)),
        };
        self.running = self.running.take().filter(|running| *running != name);
        self.ended.push((name, ended));
    }

    fn keep(&mut self, text: String) {
        if !text.trim().is_empty() {
            self.tail.push_back(text);
        }
        if self.tail.len() > TAIL {
            self.tail.pop_front();
        }
    }

    /// All tests passed and nothing was said against the run.
    pub(crate) fn is_clean(&self) -> bool {
        let fine = self.ended.iter().all(|(_, ended)| !matches!(ended, Ended::Failed(_)));
        self.complete && self.end == End::Code(0) && fine
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn heard(lines: &[&str], end: End) -> Ran {
        let mut ran = Ran { end, ..Ran::new() };
        for line in lines {
            ran.hear(Line::Out((*line).to_owned()));
        }
        ran
    }

    #[test]
    fn a_test_without_end_is_the_running_one() {
        let ran = heard(
            &[
                r#"{ "type": "suite", "event": "started", "test_count": 2 }"#,
                r#"{ "type": "test", "event": "started", "name": "a" }"#,
                r#"{ "type": "test", "name": "a", "event": "ok" }"#,
                "noise",
                r#"{ "type": "test", "event": "started", "name": "b" }"#,
            ],
            End::Code(101),
        );
        assert_eq!(ran.ended, [("a".to_owned(), Ended::Passed)]);
        assert_eq!(ran.running.as_deref(), Some("b"));
        assert!(!ran.complete && !ran.is_clean());
    }

    #[test]
    fn what_is_no_diagnostic_is_kept_to_a_few_lines() {
        let mut ran = Ran::new();
        for n in 0..50 {
            assert!(!ran.hear(Line::Err(n.to_string())));
        }
        assert_eq!(ran.tail.front().map(String::as_str), Some("40"));
        assert!(ran.errors.is_empty());
    }
}
