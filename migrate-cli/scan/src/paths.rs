//! How paths are named in facts: from the source root, with `/`; what lies outside of it is absolute.

use std::path::{Component, Path, PathBuf};

/// Extensions of files whose code belongs to themselves, even when another file includes them.
const SOURCE_EXTENSIONS: [&str; 12] = ["c", "cc", "cpp", "cxx", "c++", "C", "cp", "CPP", "m", "mm", "cu", "ixx"];

/// Names files relative to a source root.
#[derive(Clone, Debug)]
pub(crate) struct PathNames {
    root: PathBuf,
}

impl PathNames {
    /// `root` is absolute and without links.
    pub(crate) fn new(root: impl Into<PathBuf>) -> Self {
        PathNames { root: root.into() }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The name of an absolute path without links.
    pub(crate) fn name(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().into_owned()
    }

    pub(crate) fn is_inside(&self, path: &Path) -> bool {
        path.starts_with(&self.root)
    }

    /// The absolute path of a name.
    pub(crate) fn resolve(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }
}

/// Without links if it exists, else without `.` and `..` as far as the text tells.
pub(crate) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| lexical(path))
}

/// Without `.` and `..`, by text alone.
pub(crate) fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// The file holds code of its own when another one includes it (as in unity builds); other textual includes lend their
/// code to the TU's main file.
pub(crate) fn is_source_name(name: &str) -> bool {
    Path::new(name).extension().and_then(|e| e.to_str()).is_some_and(|e| SOURCE_EXTENSIONS.contains(&e))
}
