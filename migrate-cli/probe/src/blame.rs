//! Which snippet an error belongs to.

use std::collections::BTreeMap;

use crate::Complaint;
use crate::diagnostic::{Diagnostic, Place};
use crate::unit::{PRELUDE, SNIPPET};

/// The errors of a translation unit, by who is guilty.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Blame {
    /// The first error of each guilty snippet.
    pub(crate) guilty: BTreeMap<usize, Complaint>,
    /// Guilty snippets with what was said about errors that are not in their own text: another snippet may have the same
    /// error, which compilers report once.
    pub(crate) shared: Vec<(usize, String)>,
    /// The first error that names no snippet.
    pub(crate) stray: Option<Complaint>,
}

/// Tells whose the errors are. `lines` says how many lines a snippet of the unit has, and nothing about other snippets.
pub(crate) fn blame(errors: &[Diagnostic], lines: impl Fn(usize) -> Option<u32>) -> Blame {
    let mut blame = Blame::default();
    for error in errors {
        let message = clean(&error.message);
        // The outermost place of a context is the last one.
        let mut places = error.at.iter().chain(error.context.iter().rev());
        match places.find_map(|place| snippet(place).and_then(|(index, line)| Some((index, line.min(lines(index)?))))) {
            Some((index, line)) => {
                if error.at.as_ref().and_then(snippet).is_none() {
                    blame.shared.push((index, error.about.clone()));
                }
                blame.guilty.entry(index).or_insert(Complaint { message, line: Some(line) });
            }
            None => {
                blame.stray.get_or_insert(Complaint { message, line: None });
            }
        }
    }
    blame
}

/// The snippet whose text a place is in, and the line of it. Compilers may put a folder before the name.
fn snippet(place: &Place) -> Option<(usize, u32)> {
    let name = place.file.rsplit('/').next().unwrap_or_default();
    Some((name.strip_prefix(SNIPPET)?.parse().ok()?, place.line))
}

/// An error behind its file and line. Clang writes `./` before what it finds in its own folder.
pub(crate) fn located(error: &Diagnostic) -> String {
    let message = clean(&error.message);
    match &error.at {
        Some(Place { file, line }) => format!("{}:{line}: {message}", clean(file.strip_prefix("./").unwrap_or(file))),
        None => message,
    }
}

/// The names that only this crate knows become words.
fn clean(message: &str) -> String {
    let mut parts = message.split(SNIPPET);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("snippet");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    out.replace(PRELUDE, "prelude")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic;

    #[test]
    fn the_first_error_of_each_snippet_counts() {
        let errors = diagnostic::errors(
            "migrate-snippet-3:9:1: error: first\n\
             /somewhere/migrate-snippet-3:1:1: error: second\n\
             x.h:1:1: error: stray\n\
             y.h:1:1: error: inside\n\
             migrate-snippet-5:2:1: note: in instantiation of 'f' requested here\n\
             migrate-snippet-4:1:1: error: no lambda (lambda at migrate-snippet-4:1:1)\n\
             migrate-snippet-6:1:1: error: not of this unit\n",
        );
        let blame = blame(&errors, |index| (3..=5).contains(&index).then_some(2));
        let complaint = |message: &str, line| Complaint { message: message.to_owned(), line };
        let expected = [
            (3, complaint("first", Some(2))),
            (4, complaint("no lambda (lambda at snippet:1:1)", Some(1))),
            (5, complaint("inside", Some(2))),
        ];
        assert_eq!(blame.guilty, BTreeMap::from(expected));
        assert_eq!(blame.shared, [(5, "inside in instantiation of 'f' requested here".to_owned())]);
        assert_eq!(blame.stray, Some(complaint("stray", None)));
        assert_eq!(located(&errors[2]), "x.h:1: stray");
    }
}
