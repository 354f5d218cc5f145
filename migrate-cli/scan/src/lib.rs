//! Reads C++ through libclang and keeps what it finds as facts in one SQLite file.
//!
//! The parent process ([`scan()`]) reads the compile database, decides which translation units have changed, hands them to
//! worker processes ([`worker`]) and derives the index from what they say. Whatever a translation unit does to libclang
//! (crash, hang, eat memory) costs that unit only.

mod database;
mod index;
mod objects;
mod paths;
mod pool;
mod protocol;
mod questions;
mod scan;
#[expect(non_upper_case_globals, reason = "libclang's names in patterns")]
mod walk;
pub mod worker;

use std::path::PathBuf;

use migrate_clang as clang;
use migrate_model::config::Config;
use migrate_model::finding::Finding;

pub use index::{FactKind, Index, Value};
pub use questions::{QUESTIONS, Question};
pub use scan::{codemodel, commands, json, merge, scan, scan_headers};

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
    #[must_use]
    pub fn index_file(&self) -> PathBuf {
        self.state.join("index.db")
    }
}

/// The headers of a library, as its users include them. Paths are absolute.
#[derive(Clone, Debug, Default)]
pub struct HeaderSet {
    /// The headers in order, as users write them in `#include "…"`.
    pub headers: Vec<String>,
    /// Folders in which users search them. All that they hold belongs to the library; of a folder in which the compiler
    /// looks by itself (`/usr/include`) the headers' own folders do.
    pub include_dirs: Vec<PathBuf>,
    /// What else users tell the compiler: `-std=…`, `-D…`, include folders of other libraries.
    pub flags: Vec<String>,
    /// Folder of the index and of the source that includes the headers.
    pub state: PathBuf,
    /// The users' compiler, which says where system headers are; `c++` if it is not given.
    pub compiler: Option<PathBuf>,
    /// Names in facts start at this folder; if it is not given, at the one that holds all include folders.
    pub root: Option<PathBuf>,
    /// What is asked beside what the headers declare.
    pub questions: Vec<Question>,
}

impl HeaderSet {
    /// The index file.
    #[must_use]
    pub fn index_file(&self) -> PathBuf {
        self.state.join("index.db")
    }
}

/// What a compile command tells the user's own compiler about the text that it reads. Paths are absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Main file, as facts name it.
    pub file: String,
    /// The compiler, with what launches it.
    pub compiler: Vec<String>,
    /// Flags that matter to the meaning of the text (`-std`, `-D`, `-f…`, `-m…`), without include folders.
    pub flags: Vec<String>,
    /// Include folders in order.
    pub include_dirs: Vec<PathBuf>,
    /// The language is C++.
    pub is_cpp: bool,
    /// Objects that the build makes from it.
    pub objects: Vec<PathBuf>,
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
    /// What a person should know beside the findings (a damaged index was set aside, say).
    pub notes: Vec<String>,
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
    Older {
        /// The index file.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The schema of this version.
        wanted: u32,
    },
    /// Written by a newer version.
    #[error("{path}: index of schema {found}, this version reads up to {wanted}")]
    Newer {
        /// The index file.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The schema of this version.
        wanted: u32,
    },
    /// Not an SQLite file, or damaged.
    #[error("{path}: the index is damaged: {reason}")]
    Corrupt {
        /// The index file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// The scan that wrote it has not come to its end.
    #[error("{0}: the last scan was interrupted before the index was complete")]
    Incomplete(PathBuf),
    /// SQLite's own words (disk full, permissions, …).
    #[error("{path}: {reason}")]
    Sqlite {
        /// The index file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
}
