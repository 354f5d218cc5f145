//! What keeps tests from being run at all. A test that fails is no error.

use std::path::PathBuf;

/// Why nothing can be said about a test.
#[derive(Debug, thiserror::Error)]
pub enum EmulateError {
    /// A file could not be read or written.
    #[error("cannot {doing} {}: {error}", path.display())]
    Io {
        /// What was tried: `read`, `create`.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// The file of tests is wrong.
    #[error("{}: {reason}", path.display())]
    Suite {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and where.
        reason: String,
    },
    /// The images do not build.
    #[error("the images of the board `{board}` do not build")]
    Build {
        /// The board.
        board: String,
        /// What cargo says.
        talk: String,
    },
    /// An image cannot be understood.
    #[error("the image `{image}` cannot be read: {reason}")]
    Image {
        /// Its name.
        image: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Rust's own library for the target is not installed.
    #[error("Rust for {0} is not installed")]
    NoTarget(String),
    /// A program cannot be started.
    #[error("cannot start {program}: {error}")]
    NoProgram {
        /// Its name.
        program: String,
        /// Why not.
        error: std::io::Error,
    },
}
