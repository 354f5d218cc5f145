//! Reads C++ through libclang and keeps what it finds as facts in one SQLite file.
//!
//! The parent process ([`scan()`]) reads the compile database, decides which translation units have changed, hands them to
//! worker processes ([`worker`]) and derives the index from what they say. Whatever a translation unit does to libclang
//! (crash, hang, eat memory) costs that unit only.
#![allow(unused_variables, clippy::todo, missing_docs)]

use std::path::{Path, PathBuf};

use migrate_model::config::Config;
use migrate_model::finding::Finding;
use migrate_model::graph::SymbolGraph;

/// A codebase on disk.
#[derive(Clone, Debug)]
pub struct Codebase {
    /// Source root, absolute and without links.
    pub root: PathBuf,
    /// Folder with `compile_commands.json`, absolute.
    pub build: PathBuf,
    /// Folder of the index (`.migrate` beside the configuration), absolute.
    pub state: PathBuf,
    /// The configuration.
    pub config: Config,
}

impl Codebase {
    /// The index file.
    pub fn index_file(&self) -> PathBuf {
        self.state.join("index.db")
    }
}

/// How to run one scan.
#[derive(Clone, Debug)]
pub struct ScanOptions {
    /// Worker processes.
    pub jobs: usize,
    /// Scan only every n-th translation unit: `(i, n)` with `1 <= i <= n`.
    pub shard: Option<(u32, u32)>,
    /// Command that starts a worker: the program and its arguments.
    pub worker: Vec<std::ffi::OsString>,
    /// Fail with [`ScanError::Stale`] instead of writing when anything would have to be read.
    pub locked: bool,
    /// Say what would be read, read and write nothing.
    pub dry_run: bool,
}

/// What a scan tells while it runs.
pub trait Progress {
    /// Another scan holds the index; this one waits.
    fn waiting(&self);
    /// So many translation units have to be read, so many are as they were.
    fn start(&self, to_read: usize, unchanged: usize);
    /// One translation unit has been read (or given up).
    fn tu_done(&self, file: &str);
    /// All are read; the index is being written.
    fn deriving(&self);
}

/// What a scan did.
#[derive(Clone, Debug, Default)]
pub struct ScanReport {
    /// Translation units in the database after equal commands were folded.
    pub tus: usize,
    /// Translation units that were read now.
    pub parsed: usize,
    /// Translation units whose content had not changed.
    pub unchanged: usize,
    /// Wall time in seconds.
    pub seconds: f64,
    /// CPU seconds of the workers.
    pub worker_cpu_seconds: f64,
    /// Largest resident set of a worker in bytes.
    pub worker_peak_bytes: u64,
    /// Counts of the index: files, lines, symbols, references.
    pub counts: Counts,
    /// Findings of the scan, most severe first.
    pub findings: Vec<Finding>,
}

/// Sizes of an index.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Project files (not system headers).
    pub files: u64,
    /// Lines of these files.
    pub lines: u64,
    /// Linker symbols.
    pub symbols: u64,
    /// Reference rows.
    pub references: u64,
}

/// Why a scan, a merge or an index failed as a whole.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// No compile database in the build folder.
    #[error("no compile database: {0} does not exist")]
    NoDatabase(PathBuf),
    /// The compile database cannot be used: file, place and reason are in the text.
    #[error("{0}")]
    BadDatabase(String),
    /// The database (or the shard, or what `exclude` leaves of it) holds no C++ command.
    #[error("{0}")]
    NothingSelected(String),
    /// libclang cannot be loaded; the text says how to get it.
    #[error("{0}")]
    NoLibclang(String),
    /// `--locked`, and something would have to be read.
    #[error("{0}")]
    Stale(String),
    /// The index cannot be used.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// Anything else, with its place.
    #[error("{context}: {source}")]
    Io {
        /// What was being done, and to which file.
        context: String,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Why an index cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is none.
    #[error("no index at {0}")]
    Missing(PathBuf),
    /// Written by an older version, with another schema.
    #[error("{path}: index of schema {found}, this version reads {wanted}")]
    Older { path: PathBuf, found: u32, wanted: u32 },
    /// Written by a newer version.
    #[error("{path}: index of schema {found}, this version reads up to {wanted}")]
    Newer { path: PathBuf, found: u32, wanted: u32 },
    /// Not an SQLite file, or damaged.
    #[error("{path}: the index is damaged: {reason}")]
    Corrupt { path: PathBuf, reason: String },
    /// The scan that wrote it has not come to its end.
    #[error("{0}: the last scan was interrupted before the index was complete")]
    Incomplete(PathBuf),
    /// SQLite's own words (disk full, permissions, …).
    #[error("{path}: {reason}")]
    Sqlite { path: PathBuf, reason: String },
}

/// Scans a codebase: reads what has changed, derives the index.
pub fn scan(codebase: &Codebase, options: &ScanOptions, progress: &dyn Progress) -> Result<ScanReport, ScanError> {
    todo!()
}

/// Adds what other index files (shards) hold to this codebase's index, then derives it.
pub fn merge(codebase: &Codebase, shards: &[PathBuf], progress: &dyn Progress) -> Result<ScanReport, ScanError> {
    todo!()
}

/// The life of a worker process: requests on standard input, facts on standard output, until the input ends.
pub mod worker {
    pub fn run() -> std::io::Result<()> {
        todo!()
    }
}

/// A finished index, open for reading.
pub struct Index {}

/// Kinds of facts that can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    Symbols,
    Refs,
    Types,
    Macros,
    Includes,
    Sites,
    Files,
    Targets,
    Diagnostics,
}

impl Index {
    /// Opens the index for reading.
    pub fn open(file: &Path) -> Result<Index, IndexError> {
        todo!()
    }
    /// Hands every row of one kind to `row` as one JSON object without a line break, in a stable order.
    /// `row` returns false to stop early.
    pub fn facts(&self, kind: FactKind, row: &mut dyn FnMut(&str) -> bool) -> Result<(), IndexError> {
        todo!()
    }
    /// The symbol graph between source files.
    pub fn graph(&self) -> Result<SymbolGraph, IndexError> {
        todo!()
    }
    /// Findings of the scan, most severe first.
    pub fn findings(&self) -> Result<Vec<Finding>, IndexError> {
        todo!()
    }
    /// Runs one read-only query (of a rule) and hands each row's columns to `row` by name.
    pub fn query(&self, sql: &str) -> Result<Vec<Vec<(String, Value)>>, IndexError> {
        todo!()
    }
    /// Sizes.
    pub fn counts(&self) -> Result<Counts, IndexError> {
        todo!()
    }
}

/// A value of a query's result.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
}
