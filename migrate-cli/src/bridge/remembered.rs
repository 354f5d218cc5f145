//! What the last run came to, in the state folder: so that the next one can see that nothing has changed, and `show`
//! can say what became of a function.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use migrate_model::bridge::{BridgeDocument, Item, SCHEMA, SCHEMA_VERSION};
use migrate_model::port::Facade;
use serde::{Deserialize, Serialize};

use super::output;
use crate::failure::Failure;
use crate::request::Context;

/// One generated bridge.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Remembered {
    /// Names everything that it was made from.
    pub key: String,
    /// Name of the crate.
    pub crate_name: String,
    /// Folder of the crate, from the state folder.
    pub crate_dir: String,
    /// Hashes of the generated files, by path from the crate.
    pub files: BTreeMap<String, String>,
    /// C++ sources among them.
    pub cpp_sources: Vec<String>,
    /// Include folders of the crate.
    pub include_dirs: Vec<String>,
    /// Include folders of the library, absolute.
    pub library_dirs: Vec<String>,
    /// What a person should know.
    pub notes: Vec<String>,
    /// What became of each function.
    pub items: Vec<Item>,
    /// The facade of a module that becomes Rust.
    #[serde(default)]
    pub facade: Option<Facade>,
}

impl Remembered {
    /// All generated files are there and as they were.
    pub fn is_on_disk(&self, dir: &Path) -> bool {
        !self.files.is_empty()
            && self
                .files
                .iter()
                .all(|(path, hash)| std::fs::read(dir.join(path)).is_ok_and(|bytes| output::hash(&bytes) == *hash))
    }

    /// The crate is the one that was written then, and no other run has put another in its place.
    fn is_current(&self, state: &Path) -> bool {
        let list = std::fs::read(state.join(&self.crate_dir).join(output::LIST));
        list.is_ok_and(|bytes| self.files.get(output::LIST).is_some_and(|hash| *hash == output::hash(&bytes)))
    }

    /// The document that is printed.
    pub fn document(&self, crate_dir: &Path, context: &Context) -> BridgeDocument {
        let inside = |path: &String| {
            let parts = Path::new(path).components().filter(|c| !matches!(c, std::path::Component::CurDir));
            context.shown(&crate_dir.join(parts.collect::<PathBuf>()))
        };
        let library = self.library_dirs.iter().map(|d| context.shown(Path::new(d)));
        BridgeDocument {
            schema: SCHEMA.to_owned(),
            schema_version: SCHEMA_VERSION,
            crate_dir: context.shown(crate_dir),
            cpp_sources: self.cpp_sources.iter().map(inside).collect(),
            include_dirs: self.include_dirs.iter().map(inside).chain(library).collect(),
            items: self.items.clone(),
            notes: self.notes.clone(),
            stale: None,
        }
    }
}

/// Where a bridge is remembered.
pub fn file(state: &Path, name: &str, extension: &str) -> PathBuf {
    state.join(format!("bridge-{name}.{extension}"))
}

/// The last run, if it was one of this version.
pub fn read(state: &Path, name: &str) -> Option<Remembered> {
    serde_json::from_slice(&std::fs::read(file(state, name, "json")).ok()?).ok()
}

/// All bridges of a state folder whose crates are still there, by name.
pub fn all(state: &Path) -> Vec<Remembered> {
    let entries = std::fs::read_dir(state).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|e| e.path()).filter(|p| is_ours(p)).collect();
    files.sort();
    let read = |file: &PathBuf| serde_json::from_slice(&std::fs::read(file).ok()?).ok();
    files.iter().filter_map(read).filter(|known: &Remembered| known.is_current(state)).collect()
}

fn is_ours(path: &Path) -> bool {
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    name.starts_with("bridge-") && name.ends_with(".json")
}

/// Keeps a bridge.
pub fn write(state: &Path, what: &Remembered) -> Result<(), Failure> {
    let text = serde_json::to_string(what).unwrap_or_default();
    output::save(&file(state, &what.crate_name, "json"), &text)
}
