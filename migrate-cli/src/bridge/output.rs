//! The files of a generated crate on disk.
//!
//! The crate holds a list of what was generated, with a hash of each file. So a clean checkout knows which files are the
//! tool's: those it may write again and remove. A file that the list does not have is somebody's own and is never
//! touched; one whose bytes differ from the list was edited, and is left alone unless `--force` says otherwise.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::request::Context;
use crate::verbs::init::replace;

/// Name of the list in the crate.
pub const LIST: &str = "generated.txt";
/// The list file starts so.
const HEAD_START: &str = "# Files that `migrate ";

/// Files of a crate by path from its folder, with `/`.
pub type Files = BTreeMap<String, String>;

/// What has to happen so that a folder holds exactly the generated files.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files to write: new ones, and those that differ.
    pub write: Vec<String>,
    /// Files of an earlier run that are generated no more.
    pub remove: Vec<String>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty()
    }

    /// All files that are not as they should be, in order.
    pub fn stale(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.write.iter().chain(&self.remove).map(String::as_str).collect();
        all.sort_unstable();
        all
    }
}

pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Adds the list to files that a bridge or a port is made of.
pub fn with_list(files: Files) -> Files {
    with_list_by("bridge", "change the C++ or migrate.toml", files)
}

/// Adds the list to files that a verb has made, with what to do instead of editing them.
pub fn with_list_by(verb: &str, instead: &str, mut files: Files) -> Files {
    let rows: String = files.iter().map(|(path, text)| format!("{}  {path}\n", hash(text.as_bytes()))).collect();
    let head = format!("{HEAD_START}{verb}` wrote, with their BLAKE3 hashes. Do not edit them: {instead}.\n");
    files.insert(LIST.to_owned(), head + &rows);
    files
}

/// The list of an earlier run: hashes by path. Paths that lead out of the folder are none of ours.
pub fn listed(dir: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(dir.join(LIST)).unwrap_or_default();
    let rows = text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once("  "));
    rows.filter(|(_, path)| is_inside(path)).map(|(hash, path)| (path.to_owned(), hash.to_owned())).collect()
}

fn is_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|c| matches!(c, std::path::Component::Normal(_)))
}

/// Compares the folder with what is generated. Fails if that would cost a person's work.
pub fn compare(dir: &Path, files: &Files, force: bool, context: &Context) -> Result<Changes, Failure> {
    let earlier = listed(dir);
    let mut changes = Changes::default();
    let (mut foreign, mut edited) = (Vec::new(), Vec::new());
    for (path, text) in files {
        let Some(old) = bytes(&dir.join(path))? else {
            changes.write.push(path.clone());
            continue;
        };
        if old == text.as_bytes() {
            continue;
        }
        match earlier.get(path) {
            _ if path == LIST && old.starts_with(HEAD_START.as_bytes()) => {}
            None => foreign.push(path.as_str()),
            Some(known) if *known != hash(&old) => edited.push(path.as_str()),
            Some(_) => {}
        }
        changes.write.push(path.clone());
    }
    for (path, known) in earlier.iter().filter(|(path, _)| !files.contains_key(*path)) {
        let Some(old) = bytes(&dir.join(path))? else { continue };
        if *known != hash(&old) {
            edited.push(path);
        }
        changes.remove.push(path.clone());
    }
    match (foreign.as_slice(), edited.as_slice()) {
        ([], []) => Ok(changes),
        ([], _) if force => Ok(changes),
        ([], edited) => Err(by_hand(dir, edited, context)),
        (foreign, _) => Err(in_the_way(dir, foreign, context)),
    }
}

/// What a file holds, if it is there.
fn bytes(file: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match std::fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Failure::io("read", file, &e)),
    }
}

fn in_the_way(dir: &Path, paths: &[&str], context: &Context) -> Failure {
    let names: Vec<String> = paths.iter().map(|p| context.shown(&dir.join(p))).collect();
    Failure::usage(format!("not written by `migrate`, and in the way: {}", some(&names)))
        .note("nothing was changed: hand-written files are never overwritten")
        .help("move them away, or name another folder with --out")
}

fn by_hand(dir: &Path, paths: &[&str], context: &Context) -> Failure {
    let names: Vec<String> = paths.iter().map(|p| context.shown(&dir.join(p))).collect();
    Failure::usage(format!("generated, but edited since: {}", some(&names)))
        .note("nothing was changed")
        .help("move the edits into a crate of your own that uses this one, or into migrate.toml")
        .help("`--force` overwrites them")
}

/// The first few names.
pub fn some(names: &[String]) -> String {
    const FEW: usize = 4;
    match names.len().checked_sub(FEW) {
        Some(rest) if rest > 0 => format!("{} and {rest} more", names[..FEW].join(", ")),
        _ => names.join(", "),
    }
}

/// Writes what differs. Each file appears as a whole or not at all; the list comes last, so that after an interruption
/// every file that was written is either in the old list or unchanged.
pub fn apply(dir: &Path, files: &Files, changes: &Changes) -> Result<(), Failure> {
    std::fs::create_dir_all(dir).map_err(|e| Failure::io("make the folder", dir, &e))?;
    let (last, first): (Vec<&String>, Vec<&String>) = changes.write.iter().partition(|p| *p == LIST);
    for path in first {
        save(&dir.join(path), &files[path])?;
    }
    for path in &changes.remove {
        remove(dir, path)?;
    }
    for path in last {
        save(&dir.join(path), &files[path])?;
    }
    Ok(())
}

fn remove(dir: &Path, path: &str) -> Result<(), Failure> {
    let file = dir.join(path);
    std::fs::remove_file(&file).map_err(|e| Failure::io("remove", &file, &e))?;
    // Folders that it leaves empty go with it, the crate's own stays.
    let mut folder = file.parent();
    while let Some(f) = folder.filter(|f| *f != dir) {
        if std::fs::remove_dir(f).is_err() {
            break;
        }
        folder = f.parent();
    }
    Ok(())
}

/// Writes a file in one moment, and the folders above it.
pub fn save(file: &Path, text: &str) -> Result<(), Failure> {
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(|e| Failure::io("make the folder", folder, &e))?;
    replace(file, text)
}

/// `to` as a path from the folder `from`; both absolute.
pub fn relative(from: &Path, to: &Path) -> PathBuf {
    let (from, to) = (real(from), real(to));
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(common).map(|_| std::path::Component::ParentDir);
    let path: PathBuf = up.chain(to.components().skip(common)).collect();
    if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
}

/// A path without links and `..`, also where its end does not exist yet.
pub fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => real(parent).join(name),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_lead_back() {
        let path = |from: &str, to: &str| relative(Path::new(from), Path::new(to)).display().to_string();
        assert_eq!(path("/no/such/a/b", "/no/such/c"), "../../c");
        assert_eq!(path("/no/such", "/no/such/c"), "c");
        assert_eq!(path("/no/such", "/no/such"), ".");
    }

    #[test]
    fn a_list_never_leads_out() {
        assert!(is_inside("src/lib.rs") && !is_inside("../x") && !is_inside("/etc/passwd") && !is_inside(""));
    }
}
