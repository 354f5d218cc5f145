//! Asks the user's own C++ compiler about pieces of generated code: which of them compile, how types are laid out, what
//! nobody defines.
//!
//! A [`Prober`] knows one compiler with one set of flags (`g++` from 12 on, `clang++`, native or cross) and keeps every
//! answer in a folder, keyed by all that the answer depends on: asking again costs hashing, not compiling. Whatever a
//! piece of code does to the compiler (an error, a crash, a hang) costs that piece only.

mod blame;
mod cache;
mod calls;
mod compiler;
pub mod diagnostic;
mod inputs;
mod link;
mod pool;
mod precompiled;
mod prober;
pub mod process;
mod rounds;
mod table;
mod unit;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use prober::Prober;

/// The user's compiler as a command of the compile database has it.
#[derive(Clone, Debug)]
pub struct Compiler {
    /// The program: a path, or a name that is searched in `PATH`.
    pub program: PathBuf,
    /// Flags that decide what a text means (`-std`, `-I`, `-D`, `-m…`, `-f…`). Flags that name outputs are left out.
    pub flags: Vec<String>,
    /// Folder in which it runs; relative paths of the flags and of `#include "…"` start there.
    pub dir: PathBuf,
}

/// What the compiler says about a snippet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It compiles behind the prelude.
    Compiles,
    /// It does not.
    Fails(Complaint),
}

/// Why a piece of code was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// The first error, one line, without the place.
    pub message: String,
    /// Line of the piece (from 1) that the error is in, or that instantiates what it is in.
    pub line: Option<u32>,
}

impl std::fmt::Display for Complaint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// A question about constants: a piece of C++ that defines an array of them.
#[derive(Clone, Debug)]
pub struct Table {
    /// Name of the array, as the object file has it.
    pub symbol: String,
    /// Text at namespace scope that defines it: `extern "C" const unsigned long long <symbol>[] = {…};`.
    pub text: String,
}

/// A whole translation unit.
#[derive(Clone, Debug)]
pub struct Source {
    /// What messages call it.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What a link of sources and archives leaves open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkReport {
    /// Symbols that the sources need and nobody defines, each with the strong definitions of the sources (functions and
    /// variables) that reach it: directly, through inline functions, landing pads and vtables, or through each other.
    /// Nothing is named where only code reaches it that runs at start-up.
    pub missing: BTreeMap<String, BTreeSet<String>>,
    /// Undefined symbols that only the archives need.
    pub elsewhere: BTreeSet<String>,
}

/// What a [`Prober`] had to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Calls of the compiler that compiled something.
    pub compiles: usize,
    /// Of these, those that made a precompiled prelude.
    pub precompiled: usize,
    /// Calls of the compiler that listed included files.
    pub listings: usize,
    /// Calls of the linker.
    pub links: usize,
    /// Answers that were known.
    pub cached: usize,
}

/// Why a question as a whole has no answer.
#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    /// The compiler is not there or does not run.
    #[error("{program}: {source}")]
    NoCompiler {
        /// The program that was asked for.
        program: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The compiler is neither GCC nor Clang.
    #[error("{program} is neither GCC nor Clang: it says {says:?}")]
    UnknownCompiler {
        /// The program.
        program: PathBuf,
        /// The first line of its `--version`.
        says: String,
    },
    /// The prelude does not compile, whatever stands behind it.
    #[error("the prelude does not compile: {message}")]
    Prelude {
        /// The first error, behind its file and line.
        message: String,
    },
    /// A source that should be linked does not compile.
    #[error("{name} does not compile: {message}")]
    Source {
        /// Name of the source.
        name: String,
        /// The first error, behind its file and line.
        message: String,
    },
    /// The linker gave up for another reason than undefined symbols.
    #[error("the linker failed: {message}")]
    Link {
        /// What it said first.
        message: String,
    },
    /// The compiler wrote an object file that cannot be read.
    #[error("an object file of the compiler cannot be read: {0}")]
    Object(String),
    /// Anything else, with its place.
    #[error("{context}: {source}")]
    Io {
        /// What was being done, and to which file.
        context: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl ProbeError {
    /// Wraps what the system said with what was being done.
    pub(crate) fn io(context: impl Into<String>) -> impl FnOnce(std::io::Error) -> ProbeError {
        let context = context.into();
        move |source| ProbeError::Io { context, source }
    }
}
