//! Where compile databases are.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::de::IgnoredAny;

/// File name of a compile database.
pub const FILE_NAME: &str = "compile_commands.json";

/// Names of folders beside the source that hold builds; `*` stands for any text.
pub const FOLDERS: &[&str] =
    &["build", "out", "build-*", "build_*", "builds", "cmake-build-*", "_build", "builddir", ".build", "bin", "obj"];

/// A folder with a compile database.
#[derive(Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The folder.
    pub dir: PathBuf,
    /// When the database was written.
    pub written: SystemTime,
}

/// All compile databases of a source folder: in itself, in the usual build folders and one level below these. The first
/// is the one to take: the newest; of equally old ones the one with the shortest path, then by name.
pub fn find(dir: &Path) -> Vec<Candidate> {
    let mut folders = vec![dir.to_owned()];
    for build in children(dir).into_iter().filter(|c| is_build_folder(c)) {
        folders.extend(children(&build));
        folders.push(build);
    }
    let mut found: Vec<Candidate> = folders.iter().filter_map(|f| candidate(f, dir)).collect();
    found.sort_by_key(|c| (Reverse(c.written), c.dir.as_os_str().len(), c.dir.clone()));
    let mut seen = Vec::new();
    found.retain(|c| {
        let new = !seen.contains(&c.dir);
        seen.push(c.dir.clone());
        new
    });
    found
}

fn candidate(folder: &Path, top: &Path) -> Option<Candidate> {
    let file = folder.join(FILE_NAME);
    let meta = std::fs::metadata(&file).ok().filter(std::fs::Metadata::is_file)?;
    // A link at the top usually leads into the build folder, which holds more (CMake's description of its targets).
    let target = std::fs::read_link(&file).ok().and_then(|t| folder.join(t).parent().map(Path::to_owned));
    let real = target.and_then(|t| t.canonicalize().ok()).and_then(|t| {
        let top_real = top.canonicalize().ok()?;
        t.strip_prefix(top_real).ok().map(|inner| top.join(inner))
    });
    let dir = real.filter(|r| r.join(FILE_NAME).is_file()).unwrap_or_else(|| folder.to_owned());
    Some(Candidate { dir, written: meta.modified().unwrap_or(SystemTime::UNIX_EPOCH) })
}

fn children(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|e| e.path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    folders
}

fn is_build_folder(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|n| n.to_str()) else { return false };
    FOLDERS.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *pattern,
    })
}

/// Number of entries of a database; the reason if it is no list or cannot be read.
pub fn entries(dir: &Path) -> Result<usize, String> {
    let file = std::fs::File::open(dir.join(FILE_NAME)).map_err(|e| crate::failure::reason(&e))?;
    let reader = std::io::BufReader::with_capacity(1 << 16, file);
    serde_json::from_reader::<_, Vec<IgnoredAny>>(reader).map(|v| v.len()).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use super::*;

    fn put(dir: &Path, age: u64) {
        fs::create_dir_all(dir).expect("folder");
        let f = fs::File::create(dir.join(FILE_NAME)).expect("file");
        f.set_modified(SystemTime::now() - Duration::from_secs(age)).expect("time");
    }

    #[test]
    fn the_newest_wins() {
        let t = tempfile::tempdir().expect("temp");
        put(&t.path().join("build"), 50);
        put(&t.path().join("out/debug"), 10);
        put(&t.path().join("cmake-build-release"), 90);
        put(&t.path().join("third_party/x/build"), 1);
        let dirs: Vec<_> = find(t.path()).into_iter().map(|c| c.dir).collect();
        assert_eq!(dirs, ["out/debug", "build", "cmake-build-release"].map(|d| t.path().join(d)));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_leads_to_the_build_folder() {
        let t = tempfile::tempdir().expect("temp");
        put(&t.path().join("build"), 50);
        std::os::unix::fs::symlink("build/compile_commands.json", t.path().join(FILE_NAME)).expect("link");
        let dirs: Vec<_> = find(t.path()).into_iter().map(|c| c.dir).collect();
        assert_eq!(dirs, [t.path().join("build")]);
    }
}
