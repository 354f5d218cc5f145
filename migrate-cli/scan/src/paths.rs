//! How paths are named in facts: from the source root, with `/`; what lies outside of it is absolute.

use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Extensions of files whose code belongs to themselves, even when another file includes them.
const SOURCE_EXTENSIONS: [&str; 12] = ["c", "cc", "cpp", "cxx", "c++", "C", "cp", "CPP", "m", "mm", "cu", "ixx"];

/// Names files relative to a source root.
#[derive(Clone, Debug)]
pub(crate) struct PathNames {
    root: PathBuf,
    headers: Option<HeaderPaths>,
}

/// The project is a set of headers: its files are chosen, and no source of it is read. Paths are absolute.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct HeaderPaths {
    /// The source that includes them, made by the tool: no file of the project.
    pub(crate) umbrella: String,
    /// Folders all of whose files belong to the project.
    pub(crate) folders: Vec<String>,
    /// Files that belong to it beside these.
    pub(crate) files: Vec<String>,
}

/// How the umbrella of a set of headers is named, wherever it lies.
const UMBRELLA: &str = "<headers>";

impl PathNames {
    /// `root` is absolute and without links.
    pub(crate) fn new(root: impl Into<PathBuf>) -> Self {
        PathNames { root: root.into(), headers: None }
    }

    /// Names the files of a set of headers, if there is one. All names are absolute if the root is empty.
    pub(crate) fn of_headers(root: impl Into<PathBuf>, headers: Option<HeaderPaths>) -> Self {
        PathNames { root: root.into(), headers }
    }

    pub(crate) fn headers(&self) -> Option<&HeaderPaths> {
        self.headers.as_ref()
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The name of an absolute path without links.
    pub(crate) fn name(&self, path: &Path) -> String {
        if self.is_umbrella(path) {
            return UMBRELLA.to_owned();
        }
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().into_owned()
    }

    /// The file belongs to the project.
    pub(crate) fn is_inside(&self, path: &Path) -> bool {
        match &self.headers {
            None => path.starts_with(&self.root),
            Some(h) => {
                !self.is_umbrella(path)
                    && (h.folders.iter().any(|f| path.starts_with(f)) || h.files.iter().any(|f| path == Path::new(f)))
            }
        }
    }

    /// The file of this name belongs to the project.
    pub(crate) fn is_inside_by_name(&self, name: &str) -> bool {
        if self.headers.is_none() { !Path::new(name).is_absolute() } else { self.is_inside(&self.resolve(name)) }
    }

    /// The source that includes a set of headers.
    pub(crate) fn is_umbrella(&self, path: &Path) -> bool {
        self.headers.as_ref().is_some_and(|h| path == Path::new(&h.umbrella))
    }

    /// Without links, unless these lead a header out of the project: installed headers may be links into a store.
    pub(crate) fn real(&self, path: &Path) -> PathBuf {
        let real = real(path);
        if self.headers.is_some() && !self.is_inside(&real) {
            let lexical = lexical(path);
            if self.is_inside(&lexical) {
                return lexical;
            }
        }
        real
    }

    /// The absolute path of a name.
    pub(crate) fn resolve(&self, name: &str) -> PathBuf {
        if let Some(h) = self.headers.as_ref().filter(|_| name == UMBRELLA) {
            return PathBuf::from(&h.umbrella);
        }
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
