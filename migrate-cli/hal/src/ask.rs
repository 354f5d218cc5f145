//! Questions to the vendor's compiler: one line of C each, answered by constants in an object file.

use std::collections::BTreeMap;

use migrate_probe::diagnostic::{self, Diagnostic};

use crate::error::HalError;
use crate::image::Image;
use crate::vendor::Vendor;

/// Name under which the compiler sees the questions, so that errors in headers cannot be mistaken for theirs.
const FILE: &str = "migrate-question";
/// An error may hide others (a compiler gives up after some); each round drops all that are named.
const ROUNDS: usize = 40;

/// What came of the questions.
pub(crate) struct Answers {
    /// The object with the answers to those that compile.
    pub(crate) image: Image,
    /// What the compiler says about the others, by their index.
    pub(crate) refused: BTreeMap<usize, String>,
}

/// Compiles `preamble` and the questions behind it. A question that does not compile costs itself.
pub(crate) fn ask(vendor: &Vendor, preamble: &str, questions: &[String]) -> Result<Answers, HalError> {
    let folder = tempfile::tempdir().map_err(|e| HalError::io("make a folder in", &std::env::temp_dir(), &e))?;
    let object = folder.path().join("answers.o");
    let output = object.display().to_string();
    let mut refused = BTreeMap::new();
    for _ in 0..ROUNDS {
        let text = text(preamble, questions, &refused);
        let done = vendor.run(&["-w", "-fno-lto", "-x", "c", "-c", "-", "-o", &output], &text)?;
        if done.succeeded() {
            let bytes = std::fs::read(&object).map_err(|e| HalError::io("read", &object, &e))?;
            return Ok(Answers { image: Image::new(bytes)?, refused });
        }
        let errors = diagnostic::errors(&done.stderr);
        let named: Vec<_> = errors.iter().filter_map(|e| Some((index(e)?, e.message.clone()))).collect();
        let before = refused.len();
        for (index, message) in named {
            refused.entry(index).or_insert(message);
        }
        if refused.len() == before {
            return Err(stray(vendor, &errors, &done.stderr));
        }
    }
    Err(HalError::unexpected("the vendor's compiler finds new errors in every round"))
}

fn text(preamble: &str, questions: &[String], refused: &BTreeMap<usize, String>) -> String {
    let mut text = format!("{preamble}\n#line 1 \"{FILE}\"\n");
    for (index, question) in questions.iter().enumerate() {
        if !refused.contains_key(&index) {
            text.push_str(question);
        }
        text.push('\n');
    }
    text
}

/// The question that an error is in, or comes from: the outermost place of its context is the last.
fn index(error: &Diagnostic) -> Option<usize> {
    let mut places = error.at.iter().chain(error.context.iter().rev());
    let place = places.find(|place| place.file.ends_with(FILE))?;
    usize::try_from(place.line).ok()?.checked_sub(1)
}

/// Errors of no question: the headers do not compile, or the flags are wrong.
fn stray(vendor: &Vendor, errors: &[Diagnostic], stderr: &str) -> HalError {
    crate::trouble::explain(vendor, errors, stderr)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn host() -> Vendor {
        Vendor { program: "cc".into(), flags: Vec::new(), preprocessor: Vec::new(), dir: std::env::temp_dir() }
    }

    #[test]
    fn a_question_that_does_not_compile_costs_itself() {
        let lines = ["const int q_a = 7;", "const int q_b = BAD(;", "const int q_c = SPOILT;", "const int q_d = 9;"];
        let questions = lines.map(str::to_owned);
        let answers = ask(&host(), "#define SPOILT nothing_of_this_name\n", &questions).unwrap();
        let values = answers.image.variables("q_");
        assert_eq!(answers.image.number(&values["a"]), 7);
        assert_eq!(answers.image.number(&values["d"]), 9);
        assert_eq!(answers.refused.keys().copied().collect::<Vec<_>>(), [1, 2]);
        assert!(answers.refused[&2].contains("nothing_of_this_name"), "{:?}", answers.refused);
    }

    #[test]
    fn an_error_in_the_preamble_is_an_error() {
        let error = ask(&host(), "int x = ;", &["const int q_a = 7;".to_owned()]).err().unwrap();
        assert_eq!(error.fault, crate::error::Fault::Build);
    }
}
