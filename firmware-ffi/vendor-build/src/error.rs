//! What can go wrong, and the way out.

use std::fmt;
use std::path::PathBuf;

use migrate_hal::HalError;

/// Why a HAL could not be built. `main` of a build script prints the `Debug` form, so that is the readable one.
pub enum Error {
    /// A file could not be read or written.
    Io(PathBuf, std::io::Error),
    /// No `migrate.toml` above the crate, or not a valid one.
    Config(String),
    /// The HAL cannot be had: its sources, or its compiler's answers.
    Hal(HalError),
    /// A pattern of the sources matches no file.
    Sources(String),
    /// A program is missing or failed.
    Tool(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Hal(error) => {
                f.write_str(&error.message)?;
                error.notes.iter().chain(&error.help).try_for_each(|line| write!(f, "\n  {line}"))
            }
            Self::Config(text) | Self::Sources(text) | Self::Tool(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

impl From<HalError> for Error {
    fn from(error: HalError) -> Self {
        Self::Hal(error)
    }
}
