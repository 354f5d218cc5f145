//! Answers of earlier runs, in one JSON file for each kind.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::ProbeError;

/// Changes when answers mean something else.
const SCHEMA: u32 = 1;
/// Answers kept in one file; the oldest go first.
const KEPT: usize = 300_000;

/// A file of answers.
#[derive(Debug)]
pub(crate) struct Store<V> {
    path: PathBuf,
    answers: BTreeMap<String, Answer<V>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct File<V> {
    schema: u32,
    answers: BTreeMap<String, Answer<V>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Answer<V> {
    /// In which writing of the file it came.
    age: u64,
    value: V,
}

impl<V: Serialize + DeserializeOwned> Store<V> {
    /// Reads a store; one that is damaged or of another version is empty.
    pub(crate) fn open(folder: &Path, name: &str) -> Store<V> {
        let path = folder.join(format!("{name}.json"));
        let answers = read(&path);
        Store { path, answers }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&V> {
        self.answers.get(key).map(|answer| &answer.value)
    }

    /// Writes more answers, beside those that others have written meanwhile.
    pub(crate) fn add(&self, new: impl IntoIterator<Item = (String, V)>) -> Result<(), ProbeError> {
        let mut new = new.into_iter().peekable();
        if new.peek().is_none() {
            return Ok(());
        }
        let mut answers = read(&self.path);
        let age = answers.values().map(|answer| answer.age).max().unwrap_or_default() + 1;
        answers.extend(new.map(|(key, value)| (key, Answer { age, value })));
        forget(&mut answers, KEPT);
        write(&self.path, &File { schema: SCHEMA, answers })
            .map_err(ProbeError::io(format!("cannot write {}", self.path.display())))
    }
}

fn read<V: DeserializeOwned>(path: &Path) -> BTreeMap<String, Answer<V>> {
    let file: Option<File<V>> = std::fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    file.filter(|f| f.schema == SCHEMA).map(|f| f.answers).unwrap_or_default()
}

fn write<V: Serialize>(path: &Path, file: &File<V>) -> std::io::Result<()> {
    let mut new = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    new.write_all(&serde_json::to_vec(file)?)?;
    new.persist(path)?;
    Ok(())
}

/// Drops the oldest answers until few enough are left.
fn forget<V>(answers: &mut BTreeMap<String, Answer<V>>, kept: usize) {
    let excess = answers.len().saturating_sub(kept);
    if excess > 0 {
        let mut ages: Vec<u64> = answers.values().map(|answer| answer.age).collect();
        ages.sort_unstable();
        let oldest = ages[excess - 1];
        answers.retain(|_, answer| answer.age > oldest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_found_again() {
        let dir = tempfile::tempdir().unwrap();
        let first: Store<u32> = Store::open(dir.path(), "test");
        let second: Store<u32> = Store::open(dir.path(), "test");
        first.add([("a".to_owned(), 1)]).unwrap();
        second.add([("b".to_owned(), 2)]).unwrap();
        let both: Store<u32> = Store::open(dir.path(), "test");
        assert_eq!((both.get("a"), both.get("b"), both.get("c")), (Some(&1), Some(&2), None));
    }

    #[test]
    fn nothing_new_writes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        Store::<u32>::open(dir.path(), "test").add([]).unwrap();
        assert!(!dir.path().join("test.json").exists());
    }

    #[test]
    fn damage_is_no_answer() {
        let dir = tempfile::tempdir().unwrap();
        for text in ["{\"schema\":1,\"answers\":{\"a\":{\"age\":1,\"val", "{\"schema\":0,\"answers\":{}}", "[]", ""] {
            std::fs::write(dir.path().join("test.json"), text).unwrap();
            assert_eq!(Store::<u32>::open(dir.path(), "test").get("a"), None);
        }
        Store::open(dir.path(), "test").add([("a".to_owned(), 1)]).unwrap();
        assert_eq!(Store::<u32>::open(dir.path(), "test").get("a"), Some(&1));
    }

    #[test]
    fn the_oldest_answers_go() {
        let mut answers: BTreeMap<String, Answer<u64>> =
            (0..6).map(|i| (i.to_string(), Answer { age: i / 2, value: i })).collect();
        forget(&mut answers, 6);
        assert_eq!(answers.len(), 6);
        forget(&mut answers, 3);
        assert_eq!(answers.into_keys().collect::<Vec<_>>(), ["4", "5"]);
    }
}
