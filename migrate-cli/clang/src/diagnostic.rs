//! What the compiler said about a TU.

/// Severity of a compiler diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Warning,
    Error,
    Fatal,
}

/// A compiler diagnostic.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub level: Level,
    pub message: String,
    pub file: Option<super::File>,
    pub line: u32,
    pub column: u32,
}
