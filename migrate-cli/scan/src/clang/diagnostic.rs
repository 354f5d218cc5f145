//! What the compiler said about a TU.

/// Severity of a compiler diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Warning,
    Error,
    Fatal,
}

/// A compiler diagnostic.
#[derive(Clone, Debug)]
pub(crate) struct Diagnostic {
    pub(crate) level: Level,
    pub(crate) message: String,
    pub(crate) file: Option<super::File>,
    pub(crate) line: u32,
    pub(crate) column: u32,
}
