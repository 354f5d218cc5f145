//! Why nothing, or less than everything, can be said about a HAL.

/// Which part of the world has to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The configuration.
    Config,
    /// A tool is not installed.
    Tool,
    /// The vendor's compiler, or the Rust one, refuses what it was given.
    Build,
    /// None of these: a full disk, a bug.
    Unexpected,
}

/// An error with what else is known and the ways out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct HalError {
    /// Whose fault it is.
    pub fault: Fault,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// What else is known, one line each.
    pub notes: Vec<String>,
    /// Ways out, one line each.
    pub help: Vec<String>,
}

impl HalError {
    fn new(fault: Fault, message: impl Into<String>) -> HalError {
        HalError { fault, message: message.into(), notes: Vec::new(), help: Vec::new() }
    }

    /// The configuration is wrong.
    pub fn config(message: impl Into<String>) -> HalError {
        HalError::new(Fault::Config, message)
    }

    /// A tool is missing.
    pub fn tool(message: impl Into<String>) -> HalError {
        HalError::new(Fault::Tool, message)
    }

    /// A compiler refuses its input.
    pub fn build(message: impl Into<String>) -> HalError {
        HalError::new(Fault::Build, message)
    }

    /// Anything else.
    pub fn unexpected(message: impl Into<String>) -> HalError {
        HalError::new(Fault::Unexpected, message)
    }

    /// Adds something that is known.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> HalError {
        self.notes.push(text.into());
        self
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> HalError {
        self.help.push(text.into());
        self
    }

    /// A file or folder could not be read or written.
    pub fn io(doing: &str, path: &std::path::Path, error: &std::io::Error) -> HalError {
        HalError::unexpected(format!("cannot {doing} {}: {error}", path.display()))
    }
}
