//! Which function of a bridge is to blame for what the Rust compiler does not take.
//!
//! Every function of the crate calls one function of the transport, whose name is that of its thunk. So the way from an
//! error leads up to the function around its line, and from there down to that name; an implementation of a trait leads to
//! the method that it calls, and an error of a class as a whole to all of its functions.

use std::collections::{BTreeMap, BTreeSet};

use crate::input::RustError;

/// Names of thunks with the first error of each. Where no error leads to a function, all functions of the first file with
/// an error have to go: that of a class, but not what all share.
pub(crate) fn blame<'e>(
    errors: &'e [RustError],
    files: &BTreeMap<String, String>,
    thunks: &BTreeSet<&str>,
) -> BTreeMap<String, &'e RustError> {
    let mut guilty: BTreeMap<String, &RustError> = BTreeMap::new();
    let lines =
        |error: &RustError| files.get(&error.file).map(|t| t.lines().collect::<Vec<&str>>()).unwrap_or_default();
    for error in errors {
        for thunk in around(&lines(error), error.line as usize, thunks) {
            guilty.entry(thunk).or_insert(error);
        }
    }
    let first = errors.iter().find(|e| !SHARED.contains(&e.file.as_str()));
    if let Some(error) = first.filter(|_| guilty.is_empty()) {
        let all = lines(error);
        guilty.extend(words(&all).filter(|w| thunks.contains(w)).map(|w| (w.to_owned(), error)));
    }
    guilty
}

/// Files that hold parts of every class.
const SHARED: [&str; 3] = ["src/ffi.rs", "src/lib.rs", "src/support.rs"];

/// The thunks of the function around a line (from 1).
fn around(lines: &[&str], line: usize, thunks: &BTreeSet<&str>) -> Vec<String> {
    let Some(at) = line.checked_sub(1).filter(|at| *at < lines.len()) else { return Vec::new() };
    let starts = |at: &usize| function_name(lines[*at]).is_some();
    // An error in the head of an implementation is charged to the functions in it.
    let first = if block(lines[at]) { at } else { (0..=at).rev().find(starts).unwrap_or(at) };
    let depth = indentation(lines[first]);
    let Some(end) = (first..lines.len()).find(|i| indentation(lines[*i]) == depth && closes(lines[*i])) else {
        return Vec::new();
    };
    if end < at {
        return Vec::new();
    }
    let body = &lines[first..=end];
    let mut found: Vec<String> = words(body).filter(|w| thunks.contains(w)).map(str::to_owned).collect();
    if found.is_empty() {
        let called = calls(body);
        let methods = (0..lines.len()).filter(|i| function_name(lines[*i]).is_some_and(|n| called.contains(n)));
        for method in methods.filter(|i| !(first..=end).contains(i)) {
            let end = (method..lines.len()).find(|i| lines[*i].trim_end().ends_with('}')).unwrap_or(method);
            found.extend(words(&lines[method..=end]).filter(|w| thunks.contains(w)).map(str::to_owned));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The head of an implementation or a trait.
fn block(line: &str) -> bool {
    ["impl ", "impl<", "unsafe impl", "pub trait "].iter().any(|s| line.trim_start().starts_with(s))
}

fn closes(line: &str) -> bool {
    line.trim_end().ends_with('}') || line.trim_end().ends_with(';')
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The name behind `fn` in a line.
fn function_name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = ["pub unsafe fn ", "pub fn ", "unsafe fn ", "fn "].iter().find_map(|s| line.strip_prefix(s))?;
    rest.split(|c: char| !is_word(c)).next().filter(|n| !n.is_empty())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn words<'l>(lines: &[&'l str]) -> impl Iterator<Item = &'l str> {
    lines.iter().flat_map(|l| l.split(|c: char| !is_word(c))).filter(|w| !w.is_empty()).collect::<Vec<_>>().into_iter()
}

/// Names in front of an opening parenthesis.
fn calls<'l>(lines: &[&'l str]) -> BTreeSet<&'l str> {
    let mut out = BTreeSet::new();
    for line in lines {
        let pieces: Vec<&str> = line.split('(').collect();
        out.extend(pieces[..pieces.len() - 1].iter().filter_map(|p| p.rsplit(|c: char| !is_word(c)).next()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "impl Zoo {
    /// Legs.
    pub fn legs(
        &self,
        of: Wrong,
    ) -> i32 {
        crate::ffi::zoo_legs(self, of)
    }

    pub fn equals(&self, other: &Zoo) -> bool {
        crate::ffi::zoo_equals(self, other)
    }
}

impl PartialEq for Zoo {
    fn eq(&self, other: &Self) -> bool {
        Zoo::equals(self, other)
    }
}

pub struct Lost;
";

    #[test]
    fn errors_lead_to_thunks() {
        let files = BTreeMap::from([("src/zoo.rs".to_owned(), FILE.to_owned())]);
        let thunks = BTreeSet::from(["zoo_legs", "zoo_equals"]);
        let guilty = |file: &str, line: u32| {
            let error = RustError { file: file.into(), line, message: String::new() };
            blame(std::slice::from_ref(&error), &files, &thunks).into_keys().collect::<Vec<_>>()
        };
        assert_eq!(guilty("src/zoo.rs", 5), ["zoo_legs"]);
        assert_eq!(guilty("src/zoo.rs", 11), ["zoo_equals"]);
        assert_eq!(guilty("src/zoo.rs", 16), ["zoo_equals"]);
        assert_eq!(guilty("src/zoo.rs", 15), ["zoo_equals"]);
        assert_eq!(guilty("src/zoo.rs", 21), ["zoo_equals", "zoo_legs"], "the whole class");
        assert!(guilty("src/lib.rs", 1).is_empty());
    }
}
