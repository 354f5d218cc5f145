//! What is wrong with a session or its file.

use std::io;
use std::path::PathBuf;

/// Why there is no session, or why it was not written.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// It is no JSON, or not that of a session; the text ends with the place.
    #[error("{0}")]
    Malformed(String),
    /// It is a document of another kind.
    #[error("its schema is `{0}`")]
    Schema(String),
    /// It was written by another version of the tool.
    #[error("its version is {0}")]
    Version(u32),
    /// One of these, of a file.
    #[error("{} is no session: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: Box<SessionError>,
    },
    /// A file or folder could not be read or written.
    #[error("cannot {doing} {}: {error}", path.display())]
    Io {
        /// `read`, `write`.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// A name that would lead out of the folder of sessions.
    #[error("`{0}` cannot be the name of a file")]
    Name(String),
}

impl SessionError {
    /// What a person does about it.
    #[must_use]
    pub fn way_out(&self) -> &'static str {
        match self {
            Self::File { error, .. } => error.way_out(),
            Self::Malformed(_) => "docs/schema/session.json says what may stand there; or record it again",
            Self::Schema(_) => "a session is written by `migrate hal test --record DIR`",
            Self::Version(_) => "use the `migrate` that wrote it, or record it again",
            Self::Io { doing: "read", .. } => "record it with `migrate hal test --record DIR`, or correct the path",
            Self::Io { .. } => "look at the permissions of the folder and at the space that is left",
            Self::Name(_) => "give the test a name of letters, digits, `-` and `_`",
        }
    }

    pub(crate) fn io(doing: &'static str, path: &std::path::Path, error: io::Error) -> Self {
        Self::Io { doing, path: path.to_owned(), error }
    }
}
