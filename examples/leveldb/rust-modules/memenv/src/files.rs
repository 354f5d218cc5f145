//! Files in memory. A file lives as long as it has a name or somebody has it open.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is in a file.
#[derive(Debug, Default)]
pub struct Contents(Mutex<Vec<u8>>);

impl Contents {
    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        // Nothing in here panics between two changes that belong together.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.bytes().len() as u64
    }

    /// There are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Drops all.
    pub fn truncate(&self) {
        *self.bytes() = Vec::new();
    }

    /// Adds bytes at the end.
    pub fn append(&self, data: &[u8]) {
        self.bytes().extend_from_slice(data);
    }

    /// Shows `take` at most `most` bytes from `offset` on; `None` if the file ends before.
    pub fn read<T>(&self, offset: u64, most: usize, take: impl FnOnce(&[u8]) -> T) -> Option<T> {
        let bytes = self.bytes();
        let rest = bytes.get(usize::try_from(offset).ok()?..)?;
        Some(take(&rest[..rest.len().min(most)]))
    }
}

/// All files by their names, which are paths for those who ask only.
#[derive(Debug, Default)]
pub struct Files(Mutex<BTreeMap<Vec<u8>, Arc<Contents>>>);

impl Files {
    fn all(&self) -> MutexGuard<'_, BTreeMap<Vec<u8>, Arc<Contents>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file of that name.
    #[must_use]
    pub fn find(&self, name: &[u8]) -> Option<Arc<Contents>> {
        self.all().get(name).cloned()
    }

    /// The file of that name, a new one if there is none.
    pub fn open(&self, name: &[u8]) -> Arc<Contents> {
        Arc::clone(self.all().entry(name.to_owned()).or_default())
    }

    /// What lies below a folder, by the names from there on.
    #[must_use]
    pub fn children(&self, folder: &[u8]) -> Vec<Vec<u8>> {
        let below = |name: &Vec<u8>| Some(name.strip_prefix(folder)?.strip_prefix(b"/")?.to_owned());
        self.all().keys().filter_map(below).collect()
    }

    /// Takes a file its name; whether there was one.
    pub fn remove(&self, name: &[u8]) -> bool {
        self.all().remove(name).is_some()
    }

    /// Gives a file the name of another, which loses it; whether there is such a file.
    pub fn rename(&self, from: &[u8], to: &[u8]) -> bool {
        let mut all = self.all();
        let found = all.contains_key(from);
        if found {
            // As elsewhere in leveldb's memory, what is renamed to itself is gone.
            all.remove(to);
            if let Some(file) = all.remove(from) {
                all.insert(to.to_owned(), file);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &Contents, offset: u64, most: usize) -> Option<Vec<u8>> {
        file.read(offset, most, <[u8]>::to_vec)
    }

    #[test]
    fn files_are_read_from_anywhere() {
        let file = Contents::default();
        file.append(b"hello ");
        file.append(b"world");
        assert_eq!(read(&file, 0, 5).as_deref(), Some(&b"hello"[..]));
        assert_eq!(read(&file, 6, 1000).as_deref(), Some(&b"world"[..]));
        assert_eq!(read(&file, 11, 1).as_deref(), Some(&b""[..]));
        assert_eq!(read(&file, 12, 0), None);
        assert_eq!(read(&file, u64::MAX, 1), None);
        file.truncate();
        assert!(file.is_empty());
    }

    #[test]
    fn an_open_file_needs_no_name() {
        let files = Files::default();
        let held = files.open(b"/dir/f");
        held.append(b"abc");
        assert!(files.remove(b"/dir/f") && !files.remove(b"/dir/f"));
        assert!(files.find(b"/dir/f").is_none());
        assert!(files.open(b"/dir/f").is_empty());
        assert_eq!(held.len(), 3);
    }

    #[test]
    fn children_are_listed_in_order() {
        let files = Files::default();
        for name in ["/dir/g", "/dir/f", "/dir", "/dirt/f", "/dir/sub/f", "/dir/\u{e4}"] {
            files.open(name.as_bytes());
        }
        let names = files.children(b"/dir").into_iter().map(|n| String::from_utf8(n).expect("written so"));
        assert_eq!(names.collect::<Vec<_>>(), ["f", "g", "sub/f", "\u{e4}"]);
        assert!(files.children(b"/dir/").is_empty());
    }

    #[test]
    fn a_renamed_file_replaces_another() {
        let files = Files::default();
        files.open(b"a").append(b"a");
        files.open(b"b").append(b"bb");
        assert!(files.rename(b"a", b"b") && !files.rename(b"a", b"b"));
        assert_eq!(files.find(b"b").expect("renamed").len(), 1);
        assert!(files.rename(b"b", b"b"));
        assert!(files.find(b"b").is_none());
    }
}
