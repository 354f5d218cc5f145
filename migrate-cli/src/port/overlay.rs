//! Headers that callers include instead of the original ones: read before a port is made, edited when it is built.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use migrate_bridge_gen::{HeaderText, includes};
use migrate_model::facts::Include;
use migrate_model::port::ReplacedHeader;
use migrate_scan::{FactKind, Index};
use serde::{Deserialize, Serialize};

use crate::bridge::output::{hash, real};
use crate::failure::Failure;
use crate::request::Context;

/// Name of the file in a facade's folder that says what is done to which headers.
pub const FILE: &str = "headers.json";
/// Version of that file.
const VERSION: u32 = 1;

/// What is done to the headers of a module.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Recipe {
    /// Version of this file.
    pub version: u32,
    /// The headers.
    pub headers: Vec<ReplacedHeader>,
}

impl Recipe {
    /// That of a facade.
    pub fn new(headers: &[ReplacedHeader]) -> Recipe {
        Recipe { version: VERSION, headers: headers.to_vec() }
    }
}

/// What each file of a codebase includes.
pub type Includes = BTreeMap<String, BTreeSet<String>>;

/// What the files of an index include.
pub fn graph(index: &Index, context: &Context) -> Result<Includes, Failure> {
    let mut out = Includes::new();
    let read = index.facts(FactKind::Includes, &mut |row| {
        if let Ok(Include { from, to: Some(to), .. }) = serde_json::from_str::<Include>(row) {
            out.entry(from).or_default().insert(to);
        }
        true
    });
    read.map_err(|e| Failure::index(e, context.locked))?;
    Ok(out)
}

/// Headers as they are, by their paths from the source root. What is no text is left out: nothing is done to it.
pub fn headers<'f>(
    files: impl Iterator<Item = &'f String>,
    root: &Path,
    includes: &Includes,
) -> Result<BTreeMap<String, HeaderText>, Failure> {
    let mut out = BTreeMap::new();
    for file in files {
        let path = root.join(file);
        let bytes = std::fs::read(&path).map_err(|e| Failure::io("read", &path, &e))?;
        let hash = hash(&bytes);
        if let Ok(text) = String::from_utf8(bytes) {
            let (reads, siblings) = (reached(file, includes), siblings(&text, &path));
            out.insert(file.clone(), HeaderText { text, hash, reads, siblings });
        }
    }
    Ok(out)
}

/// What a file includes, directly or not.
fn reached(file: &str, includes: &Includes) -> BTreeSet<String> {
    let (mut out, mut todo) = (BTreeSet::new(), vec![file]);
    while let Some(at) = todo.pop() {
        todo.extend(includes.get(at).into_iter().flatten().filter(|to| out.insert((*to).clone())).map(String::as_str));
    }
    out
}

/// The files that a header includes by their place beside it.
fn siblings(text: &str, header: &Path) -> BTreeMap<String, String> {
    let folder = header.parent().unwrap_or(Path::new("."));
    let written = includes(text).into_iter().filter_map(|(name, _)| name.strip_prefix('"')?.strip_suffix('"'));
    let beside = written.filter(|name| folder.join(name).is_file());
    beside.map(|name| (name.to_owned(), real(&folder.join(name)).display().to_string())).collect()
}

/// A header as callers are to see it.
///
/// # Errors
/// It is not the header that was read when the port was made.
pub fn replaced(header: &ReplacedHeader, root: &Path) -> Result<String, Failure> {
    let path = root.join(&header.file);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io("read", &path, &e))?;
    let stale = || {
        Failure::gate(format!("MG0607: {} was changed after `migrate port` had read it", header.file))
            .note("what callers include instead of it was worked out for the old text; nothing was written")
            .help("run `migrate scan` and `migrate port` of its module again")
    };
    if hash(&bytes) != header.hash {
        return Err(stale());
    }
    let text = String::from_utf8(bytes).map_err(|_| stale())?;
    let siblings = siblings(&text, &path);
    HeaderText { text, siblings, ..HeaderText::default() }.replaced(&header.edits).ok_or_else(stale)
}

/// Reads what is to be done.
pub fn read(recipe: &Path) -> Result<Recipe, Failure> {
    let bytes = std::fs::read(recipe).map_err(|e| Failure::io("read", recipe, &e))?;
    let again = "`migrate port` of the module writes it again";
    let read: Recipe =
        serde_json::from_slice(&bytes).map_err(|e| Failure::usage(format!("{}: {e}", recipe.display())).help(again))?;
    if read.version != VERSION {
        let other = format!("{}: version {} of this file, and {VERSION} is known", recipe.display(), read.version);
        return Err(Failure::usage(other).help(again));
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use migrate_model::port::Edit;

    use super::*;

    fn header(text: &str) -> ReplacedHeader {
        let edit = |at, to, text: &str| Edit { at, to, text: text.to_owned() };
        ReplacedHeader {
            file: "a.h".to_owned(),
            hash: hash(text.as_bytes()),
            reads: BTreeSet::new(),
            edits: vec![edit(0, 0, "// new\n"), edit(15, 21, "char")],
        }
    }

    #[test]
    fn a_header_is_edited_and_finds_its_siblings() {
        let folder = tempfile::tempdir().unwrap();
        let text = "#include \"b.h\"\nint a;\n";
        std::fs::write(folder.path().join("a.h"), text).unwrap();
        std::fs::write(folder.path().join("b.h"), "").unwrap();
        let of = header(text);
        let made = replaced(&of, folder.path()).unwrap();
        let beside = real(&folder.path().join("b.h")).display().to_string();
        assert_eq!(made, format!("// new\n#include \"{beside}\"\nchar\n"));
    }

    #[test]
    fn another_text_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.h"), "int b;\n").unwrap();
        let said = replaced(&header("int a;\n"), folder.path()).unwrap_err();
        assert!(said.message.starts_with("MG0607"), "{}", said.message);
    }
}
