//! What is not this repository's fault: a tool that is not installed, a network that is not there.

use std::fmt;

/// A precondition that is missing. A check that meets it is skipped by name; a command ends with exit code 102.
#[derive(Debug)]
pub(crate) struct Unavailable {
    /// What is missing.
    pub(crate) what: String,
    /// How to get it.
    pub(crate) help: String,
}

impl Unavailable {
    pub(crate) fn error(what: impl Into<String>, help: impl Into<String>) -> anyhow::Error {
        Unavailable { what: what.into(), help: help.into() }.into()
    }
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.help.is_empty() { f.write_str(&self.what) } else { write!(f, "{}\n  = help: {}", self.what, self.help) }
    }
}

impl std::error::Error for Unavailable {}
