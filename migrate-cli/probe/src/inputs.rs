//! What an answer depends on: texts and the content of files, as hashes.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// Characters kept of a hash.
const LENGTH: usize = 32;

/// Makes one name of many parts.
pub(crate) struct Digest(blake3::Hasher);

impl Digest {
    /// A name among others of this kind.
    pub(crate) fn new(kind: &str) -> Digest {
        let mut digest = Digest(blake3::Hasher::new());
        digest.add(kind);
        digest
    }

    /// Adds a part; its length goes with it, so that parts do not run together.
    pub(crate) fn add(&mut self, part: impl AsRef<[u8]>) {
        let part = part.as_ref();
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// Adds a list of parts.
    pub(crate) fn add_all<T: AsRef<[u8]>>(&mut self, parts: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>) {
        let parts = parts.into_iter();
        self.add((parts.len() as u64).to_le_bytes());
        parts.for_each(|part| self.add(part));
    }

    pub(crate) fn finish(self) -> String {
        short(self.0.finalize())
    }
}

fn short(hash: blake3::Hash) -> String {
    hash.to_hex()[..LENGTH].to_owned()
}

/// A file that was read, and what it held; nothing when it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Input {
    path: String,
    hash: Option<String>,
}

/// Content of files, each read once.
#[derive(Debug, Default)]
pub(crate) struct Files(Mutex<HashMap<String, Option<String>>>);

impl Files {
    /// The hash of what a file holds now. Relative paths start at `dir`.
    pub(crate) fn hash(&self, dir: &Path, path: &str) -> Option<String> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        known.unwrap_or_else(|| {
            let hash = std::fs::read(dir.join(path)).ok().map(|bytes| short(blake3::hash(&bytes)));
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), hash.clone());
            hash
        })
    }

    /// These files as they are now.
    pub(crate) fn inputs(&self, dir: &Path, paths: &[String]) -> Vec<Input> {
        paths.iter().map(|path| Input { path: path.clone(), hash: self.hash(dir, path) }).collect()
    }

    /// These files are as they were.
    pub(crate) fn unchanged(&self, dir: &Path, inputs: &[Input]) -> bool {
        inputs.iter().all(|input| input.hash.is_some() && self.hash(dir, &input.path) == input.hash)
    }
}

/// Names the content of files.
pub(crate) fn content(inputs: &[Input]) -> String {
    let mut digest = Digest::new("files");
    digest.add_all(inputs.iter().map(|input| input.hash.as_deref().unwrap_or_default()));
    digest.finish()
}

/// The files of a Makefile rule as compilers and linkers write it; standard input is none.
pub(crate) fn prerequisites(rule: &str) -> Vec<String> {
    let rule = rule.replace("\\\r\n", " ").replace("\\\n", " ");
    let Some((_, files)) = rule.lines().find_map(|line| line.split_once(": ")) else { return Vec::new() };
    let mut found = words(files);
    found.retain(|file| file != "-" && file != "<stdin>");
    found.sort();
    found.dedup();
    found
}

/// Words of a Makefile; a backslash keeps blanks and `#`, `$$` is a dollar.
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek().copied()) {
            ('\\', Some(next @ (' ' | '#'))) | ('$', Some(next @ '$')) => {
                word.push(next);
                chars.next();
            }
            (c, _) if c.is_whitespace() => out.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
            (c, _) => word.push(c),
        }
    }
    out.extend((!word.is_empty()).then_some(word));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        let name = |parts: &[&str]| {
            let mut digest = Digest::new("test");
            digest.add_all(parts);
            digest.finish()
        };
        assert_ne!(name(&["ab", "c"]), name(&["a", "bc"]));
        assert_eq!(name(&["ab", "c"]), name(&["ab", "c"]));
        assert_eq!(name(&[]).len(), LENGTH);
    }

    #[test]
    fn rules_of_both_compilers_and_of_linkers() {
        assert_eq!(prerequisites("-: /usr/x.h b\\ c.h \\\n a$$\\#.h\n"), ["/usr/x.h", "a$#.h", "b c.h"]);
        assert_eq!(prerequisites("-.o: - b.h \\\n  a.h \\\n  b.h\n"), ["a.h", "b.h"]);
        assert_eq!(prerequisites("out: \\\n  1.o \\\n  x.a\n\n1.o:\n\nx.a:\n"), ["1.o", "x.a"]);
        assert_eq!(prerequisites("-:\n"), Vec::<String>::new());
    }

    #[test]
    fn files_are_as_they_were_or_not() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a.h"), "1").unwrap();
        let paths = ["a.h".to_owned()];
        let before = Files::default().inputs(dir.path(), &paths);
        assert!(Files::default().unchanged(dir.path(), &before));
        std::fs::write(dir.path().join("a.h"), "2").unwrap();
        assert!(!Files::default().unchanged(dir.path(), &before));
        assert_ne!(content(&before), content(&Files::default().inputs(dir.path(), &paths)));
        let gone = Files::default().inputs(dir.path(), &["nope.h".to_owned()]);
        assert!(!Files::default().unchanged(dir.path(), &gone), "a file that is not there is never as it was");
    }
}
