//! Images, by cargo.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Board, EmulateError, Suite};

/// Images that are wanted: a board's name, and a program of its package.
pub type Wanted<'a> = BTreeSet<(&'a str, &'a str)>;

/// Folder of the images of each board, by the board's name. One call of cargo a board.
///
/// # Errors
/// Cargo is missing, the target is, or an image does not build.
pub fn build(suite: &Suite, wanted: &Wanted<'_>, folder: &Path) -> Result<BTreeMap<String, PathBuf>, EmulateError> {
    let used = |name: &str| wanted.iter().any(|(board, _)| *board == name);
    let boards = suite.board.iter().filter(|(name, _)| used(name));
    boards.map(|(name, board)| Ok((name.clone(), one(name, board, wanted, folder)?))).collect()
}

fn one(name: &str, board: &Board, wanted: &Wanted<'_>, folder: &Path) -> Result<PathBuf, EmulateError> {
    // What a caller exports for its own build is not meant for this workspace.
    let target_dir = folder.join("target");
    let images = wanted.iter().filter(|(board, _)| *board == name).map(|(_, image)| *image);
    let mut cargo = Command::new("cargo");
    cargo.current_dir(folder).args(["build", "--release", "--color=never", "--target", &board.target]);
    cargo.args(["--package", &board.package]).arg("--target-dir").arg(&target_dir);
    cargo.args(images.flat_map(|image| ["--bin", image]));
    let output = cargo.output().map_err(|error| EmulateError::NoProgram { program: "cargo".to_owned(), error })?;
    let talk = String::from_utf8_lossy(&output.stderr).into_owned();
    match (output.status.success(), talk.contains("target may not be installed")) {
        (true, _) => Ok(target_dir.join(&board.target).join("release")),
        (false, true) => Err(EmulateError::NoTarget(board.target.clone())),
        (false, false) => Err(EmulateError::Build { board: name.to_owned(), talk }),
    }
}
