//! Objects made by the user's own compiler, unoptimised: an optimiser removes references.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use crate::database::Tu;

/// Flags of the user's command that would spoil the object or write beside it; those with a separate value come first.
const DROPPED_WITH_VALUE: [&str; 5] = ["-o", "-MF", "-MT", "-MQ", "-MJ"];
const DROPPED: [&str; 12] = [
    "-O",
    "-flto",
    "-MD",
    "-MMD",
    "-MP",
    "-M",
    "-fprofile",
    "--coverage",
    "-fsyntax-only",
    "-save-temps",
    "-gsplit-dwarf",
    "-o",
];

/// Makes the objects that are not there yet. Those that the compiler refuses are missing from the folder.
pub(super) fn all<'t>(tus: &'t [Tu], folder: &Path, jobs: usize) -> BTreeMap<&'t str, Vec<PathBuf>> {
    let path = |tu: &Tu| folder.join(format!("{}.o", name(tu)));
    if std::fs::create_dir_all(folder).is_ok() {
        let wanted: Vec<PathBuf> = tus.iter().map(path).collect();
        sweep(folder, &wanted);
        let queue = Mutex::new(tus.iter().filter(|t| !path(t).is_file()).collect::<Vec<_>>());
        let next = || queue.lock().ok().and_then(|mut q| q.pop());
        std::thread::scope(|scope| {
            for _ in 0..jobs.max(1) {
                scope.spawn(|| {
                    while let Some(tu) = next() {
                        compile(tu, &path(tu));
                    }
                });
            }
        });
    }
    tus.iter().map(|t| (t.key.as_str(), vec![path(t)])).collect()
}

/// Names the command and the content of all that it reads: an object is made again when either changes.
fn name(tu: &Tu) -> String {
    format!("{}-{}", tu.key, tu.digest)
}

/// Objects of older contents go.
fn sweep(folder: &Path, wanted: &[PathBuf]) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if !wanted.contains(&path) {
            let _ = std::fs::remove_file(path);
        }
    }
}

fn compile(tu: &Tu, object: &Path) {
    let (directory, arguments) = &tu.original;
    let partial = object.with_extension("o.part");
    let done = Command::new(&arguments[0])
        .args(unoptimised(&arguments[1..]))
        .args(["-O0", "-o"])
        .arg(&partial)
        .current_dir(directory)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if done.is_ok_and(|s| s.success()) {
        let _ = std::fs::rename(&partial, object);
    } else {
        let _ = std::fs::remove_file(&partial);
    }
}

fn unoptimised(arguments: &[String]) -> Vec<&str> {
    let mut out = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if DROPPED_WITH_VALUE.contains(&word.as_str()) {
            words.next();
        } else if !DROPPED.iter().any(|d| word.starts_with(d)) {
            out.push(word.as_str());
        }
    }
    out
}
