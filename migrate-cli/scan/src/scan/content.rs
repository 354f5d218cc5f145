//! Contents of files: hash and lines, read once a scan.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use crate::paths::PathNames;

/// What is remembered of a file.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub(super) hash: String,
    pub(super) lines: u64,
}

/// Contents by name.
pub(super) struct Contents<'a> {
    names: &'a PathNames,
    known: HashMap<String, Option<Content>>,
}

/// Threads that read files; more do not help a disk.
const READERS: usize = 4;

impl<'a> Contents<'a> {
    pub(super) fn new(names: &'a PathNames) -> Self {
        Contents { names, known: HashMap::new() }
    }

    /// The content of a file; `None` if it cannot be read.
    pub(super) fn get(&mut self, name: &str) -> Option<Content> {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let content = read(&self.names.resolve(name));
        self.known.insert(name.to_owned(), content.clone());
        content
    }

    /// Reads many files side by side.
    pub(super) fn read_all(&mut self, names: BTreeSet<&str>) {
        let new: Vec<(String, PathBuf)> = names
            .into_iter()
            .filter(|n| !self.known.contains_key(*n))
            .map(|n| (n.to_owned(), self.names.resolve(n)))
            .collect();
        let share = new.len().div_ceil(READERS).max(16);
        let read: Vec<(String, Option<Content>)> = std::thread::scope(|scope| {
            let parts: Vec<_> = new
                .chunks(share)
                .map(|part| scope.spawn(|| part.iter().map(|(n, p)| (n.clone(), read(p))).collect::<Vec<_>>()))
                .collect();
            parts.into_iter().flat_map(|p| p.join().unwrap_or_default()).collect()
        });
        self.known.extend(read);
    }
}

fn read(path: &std::path::Path) -> Option<Content> {
    let bytes = std::fs::read(path).ok()?;
    let lines = bytes.iter().filter(|b| **b == b'\n').count() as u64;
    Some(Content { hash: blake3::hash(&bytes).to_hex()[..32].to_owned(), lines })
}
