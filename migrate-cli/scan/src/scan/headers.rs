//! A library seen from outside: its headers in one translation unit that the tool makes.

use std::path::{Component, Path, PathBuf};
use std::time::Instant;

use migrate_model::config::Config;

use super::run;
use crate::database::{self, Database};
use crate::paths::{HeaderPaths, PathNames, lexical, real};
use crate::questions;
use crate::{Codebase, HeaderSet, Progress, ScanError, ScanOptions, ScanReport};

/// File name of the source that includes the headers.
const FILE_NAME: &str = "umbrella.cc";
/// The compiler that is asked for system headers if none is given.
const COMPILER: &str = "c++";

/// Scans a set of headers as their users see them. The index is like that of a codebase whose files are these headers;
/// options that are about many translation units make no difference.
///
/// # Errors
/// No header is given, libclang is missing, the index cannot be written, or `locked` is set and something would have to be
/// read. A header that is missing or does not parse is a finding, and the others are read.
pub fn scan_headers(set: &HeaderSet, options: &ScanOptions, progress: &dyn Progress) -> Result<ScanReport, ScanError> {
    let started = Instant::now();
    if set.headers.is_empty() {
        return Err(ScanError::NothingSelected("no header is given".to_owned()));
    }
    let compiler = set.compiler.as_ref().map_or_else(|| COMPILER.to_owned(), |c| c.to_string_lossy().into_owned());
    let system: Vec<PathBuf> = database::system_folders(&compiler).iter().map(|f| real(Path::new(f))).collect();
    let library = Library::find(set, &system);
    if !options.dry_run && !options.locked {
        std::fs::create_dir_all(&set.state)
            .map_err(|source| ScanError::Io { context: format!("cannot make {}", set.state.display()), source })?;
    }
    let state = real(&set.state);
    let umbrella = state.join(FILE_NAME);
    let includes: String = set.headers.iter().map(|h| format!("#include \"{h}\"\n")).collect();
    let text = includes + &questions::text(&set.questions);
    let paths = HeaderPaths { umbrella: text_of(&umbrella), folders: library.folders, files: library.files };
    let names = PathNames::of_headers(set.root.as_deref().map_or(library.root, real), Some(paths));
    // What stands in a folder of the compiler's own counts as a system header, whose comments nobody reads otherwise.
    let mut words = vec![compiler, "-fretain-comments-from-system-headers".to_owned()];
    words.extend(set.flags.iter().cloned());
    words.extend(library.searched.iter().map(|d| format!("-I{d}")));
    let tu = database::command(&words, &names.name(&umbrella), &umbrella, &text)?;
    let database = Database { tus: vec![tu], findings: Vec::new(), entries: 1 };
    let codebase = Codebase { root: names.root().to_owned(), build: state.clone(), state, config: Config::default() };
    let options = ScanOptions { shard: None, ..options.clone() };
    run(&codebase, &options, &names, &database, &|| write(&umbrella, &text), progress, started)
}

fn text_of(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Writes a file if it does not say that already.
fn write(path: &Path, text: &str) -> Result<(), ScanError> {
    if std::fs::read(path).is_ok_and(|known| known == text.as_bytes()) {
        return Ok(());
    }
    std::fs::write(path, text)
        .map_err(|source| ScanError::Io { context: format!("cannot write {}", path.display()), source })
}

/// Where a library's headers are.
#[derive(Debug, Default, PartialEq, Eq)]
struct Library {
    /// Names in facts start here; empty if there is no such folder.
    root: PathBuf,
    /// Include folders, without links.
    searched: Vec<String>,
    /// Folders all of whose files are the library's.
    folders: Vec<String>,
    /// Single files of it.
    files: Vec<String>,
}

impl Library {
    fn find(set: &HeaderSet, system: &[PathBuf]) -> Library {
        let given: Vec<PathBuf> = set.include_dirs.iter().map(|d| real(d)).collect();
        let shared = |dir: &Path| system.iter().any(|s| s.starts_with(dir));
        let mut out = Library { searched: given.iter().map(|d| text_of(d)).collect(), ..Library::default() };
        out.folders = given.iter().filter(|d| !shared(d)).map(|d| text_of(d)).collect();
        let mut used: Vec<&Path> = given.iter().map(PathBuf::as_path).collect();
        for header in &set.headers {
            if Path::new(header).is_absolute() {
                out.files.push(text_of(&real(Path::new(header))));
                continue;
            }
            let found = given.iter().chain(system).find(|d| d.join(header).is_file());
            if let Some(dir) = found.filter(|d| shared(d)) {
                out.add(dir, Path::new(header));
                if given.is_empty() {
                    used.push(dir);
                }
            }
        }
        out.root = common_root(&used);
        out
    }

    /// A header in a folder of many libraries: what lies below its own first folder is the same library's, as are the files
    /// beside it that it includes by `"…"`.
    fn add(&mut self, dir: &Path, header: &Path) {
        let mut todo = vec![lexical(&dir.join(header))];
        while let Some(file) = todo.pop() {
            let Ok(inside) = file.strip_prefix(dir) else { continue };
            let mut parts = inside.components();
            match (parts.next(), parts.next()) {
                (Some(Component::Normal(first)), Some(_)) => insert(&mut self.folders, text_of(&dir.join(first))),
                _ if insert(&mut self.files, text_of(&file)) => {
                    let text = std::fs::read(&file).unwrap_or_default();
                    let text = String::from_utf8_lossy(&text);
                    let beside = quoted_includes(&text).into_iter().map(|name| lexical(&dir.join(name)));
                    todo.extend(beside.filter(|p| p.is_file()));
                    true
                }
                _ => false,
            };
        }
    }
}

/// Adds what is new.
fn insert(to: &mut Vec<String>, new: String) -> bool {
    let is_new = !to.contains(&new);
    if is_new {
        to.push(new);
    }
    is_new
}

/// What a text includes by `"…"`.
fn quoted_includes(text: &str) -> Vec<&str> {
    text.lines().filter_map(quoted_include).collect()
}

fn quoted_include(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix("include")?.trim_start();
    rest.strip_prefix('"')?.split_once('"').map(|(name, _)| name)
}

/// The folder that holds all of these; empty if that is the root of the file system.
fn common_root(folders: &[&Path]) -> PathBuf {
    let mut all = folders.iter();
    let mut root = all.next().map(|p| p.to_path_buf()).unwrap_or_default();
    for folder in all {
        while !folder.starts_with(&root) && root.pop() {}
    }
    if root.parent().is_none() { PathBuf::new() } else { root }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_root_is_no_file_system() {
        let root = |all: &[&str]| common_root(&all.iter().map(Path::new).collect::<Vec<_>>());
        assert_eq!(root(&["/opt/a/include"]), Path::new("/opt/a/include"));
        assert_eq!(root(&["/opt/a/include", "/opt/a/generated"]), Path::new("/opt/a"));
        assert_eq!(root(&["/opt/a", "/usr/include"]), Path::new(""));
        assert_eq!(root(&[]), Path::new(""));
    }

    #[test]
    fn a_shared_folder_lends_what_the_headers_name() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let at = real(dir.path());
        std::fs::create_dir(at.join("lib"))?;
        std::fs::write(at.join("lib/a.h"), "")?;
        std::fs::write(at.join("flat.h"), "#include \"flat_config.h\"\n# include <stdio.h>\n")?;
        std::fs::write(at.join("flat_config.h"), "")?;
        std::fs::write(at.join("stdio.h"), "")?;
        let set = HeaderSet {
            headers: vec!["lib/a.h".to_owned(), "flat.h".to_owned()],
            include_dirs: vec![at.clone()],
            ..HeaderSet::default()
        };
        let path = |name: &str| text_of(&at.join(name));
        let found = Library::find(&set, std::slice::from_ref(&at));
        assert_eq!((found.folders, found.files), (vec![path("lib")], vec![path("flat.h"), path("flat_config.h")]));
        assert_eq!(Library::find(&set, &[]).folders, [text_of(&at)]);
        Ok(())
    }
}
