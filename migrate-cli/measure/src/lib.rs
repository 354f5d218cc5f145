//! Compares two implementations of the same thing: CPU and wall time against each other in one process, memory and starts one
//! side at a time. What it says rests on [`stats`], which does nothing but compute.
//!
//! | module | is |
//! |---|---|
//! | [`compare`] | two shared objects with a scenario: launches of worker processes until the verdict is found |
//! | [`commands`] | two command lines |
//! | [`worker`] | the life of a worker process |
//! | [`stats::evaluate`] | from measurements to verdicts |
//! | [`document`] | the answer, and the same answer again from its raw numbers |

mod alone;
mod clock;
pub mod commands;
pub mod compare;
pub mod document;

mod latency;
pub mod machine;
mod mark;
mod memory;
mod pace;
mod process;
mod protocol;
mod relations;
mod scenario;
pub mod stats;
mod timing;
mod trouble;
pub mod worker;

use std::path::PathBuf;

use migrate_model::bench::{Outputs, Raw};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// A file is no scenario.
    #[error("{} is no scenario: {why}", file.display())]
    NoScenario {
        /// The file.
        file: PathBuf,
        /// Why.
        why: String,
    },
    /// A command cannot be run.
    #[error("cannot run `{command}`: {error}")]
    NoCommand {
        /// The command.
        command: String,
        /// Why.
        error: std::io::Error,
    },
    /// Instructions were asked for.
    #[error("valgrind is missing, which counts instructions")]
    NoValgrind,
    /// A worker process is not what it should be.
    #[error("a process that measures went wrong: {0}")]
    Worker(String),
    /// The system refused something.
    #[error("{what}: {error}")]
    Io {
        /// What was tried.
        what: String,
        /// Why not.
        error: std::io::Error,
    },
    /// Ctrl-C.
    #[error("interrupted")]
    Interrupted,
}

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// The numbers.
    pub raw: Raw,
    /// Whether both sides do the same.
    pub outputs: Outputs,
    /// Wall time of timing, in seconds.
    pub seconds: f64,
    /// What a person should know.
    pub notes: Vec<String>,
}

/// Hears how far a measurement is.
pub trait Progress: Sync {
    /// So many seconds of the budget are spent.
    fn measured(&self, seconds: f64, budget: f64);
    /// Something else is measured now.
    fn pass(&self, name: &str);
}
