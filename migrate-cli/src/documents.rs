//! The JSON documents that verbs print, apart from the plan, which `migrate_model` declares. Their schemas are published.

use migrate_model::finding::Finding;
use schemars::JsonSchema;
use serde::Serialize;

use crate::failure::Failure;

/// Version of all documents declared here; fields are only added within a version.
pub const VERSION: u32 = 1;

/// A document as it is printed.
pub fn print<T: Serialize>(document: &T) -> String {
    let mut text = serde_json::to_string_pretty(document).unwrap_or_else(|e| format!("{{\"error\":\"{e}\"}}"));
    text.push('\n');
    text
}

/// Why a verb failed: schema `migrate.error`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Error {
    /// `migrate.error`
    pub schema: &'static str,
    /// 1
    pub schema_version: u32,
    /// Exit code of the process.
    pub exit_code: u8,
    /// One sentence.
    pub message: String,
    /// What else is known.
    pub notes: Vec<String>,
    /// Ways out.
    pub help: Vec<String>,
}

impl From<&Failure> for Error {
    fn from(f: &Failure) -> Self {
        Error {
            schema: "migrate.error",
            schema_version: VERSION,
            exit_code: f.code,
            message: f.message.clone(),
            notes: f.notes.clone(),
            help: f.help.clone(),
        }
    }
}

/// What `init` found and did: schema `migrate.init`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Init {
    /// `migrate.init`
    pub schema: &'static str,
    /// 1
    pub schema_version: u32,
    /// The configuration file, from the working directory.
    pub config: String,
    /// Source root, from the folder of the configuration.
    pub root: String,
    /// Build folder, from the folder of the configuration.
    pub build: String,
    /// Entries of the compile database; absent if it could not be read.
    pub compile_commands: Option<usize>,
    /// Folders with other compile databases that were passed over.
    pub others: Vec<String>,
    /// What was done, in order; empty if there was nothing to do.
    pub actions: Vec<Action>,
    /// The actions were only planned.
    pub dry_run: bool,
}

/// One action of `init`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// CMake configured the project into a folder.
    Configured {
        /// The folder.
        path: String,
    },
    /// CMake will describe its targets at the next configure.
    Queried {
        /// The query file.
        path: String,
    },
    /// The configuration was written.
    Wrote {
        /// The file.
        path: String,
    },
    /// One key of the configuration was changed.
    Edited {
        /// The file.
        path: String,
        /// The key.
        key: String,
        /// Its new value.
        value: String,
    },
}

/// What `scan` did: schema `migrate.scan`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Scan {
    /// `migrate.scan`
    pub schema: &'static str,
    /// 1
    pub schema_version: u32,
    /// The index file, from the working directory.
    pub index: String,
    /// Translation units after equal commands were folded.
    pub tus: usize,
    /// Translation units that were read now (with `--dry-run`: would be).
    pub parsed: usize,
    /// Translation units whose content had not changed.
    pub unchanged: usize,
    /// Wall time in seconds.
    pub seconds: f64,
    /// CPU time of the workers in seconds.
    pub worker_cpu_seconds: f64,
    /// Largest resident set of a worker in bytes.
    pub worker_peak_bytes: u64,
    /// Sizes of the index.
    pub counts: Counts,
    /// Findings, most severe first.
    pub findings: Vec<Finding>,
    /// What else a person should know.
    pub notes: Vec<String>,
    /// Nothing was read or written.
    pub dry_run: bool,
}

/// Sizes of an index.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Counts {
    /// Project files.
    pub files: u64,
    /// Their lines.
    pub lines: u64,
    /// Linker symbols.
    pub symbols: u64,
    /// Reference rows.
    pub references: u64,
}

/// The rows of `facts KIND --format json`: schema `migrate.facts`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Facts {
    /// `migrate.facts`
    pub schema: &'static str,
    /// 1
    pub schema_version: u32,
    /// Kind of the rows.
    pub kind: &'static str,
    /// The rows; `facts-KIND.json` is the schema of one.
    pub rows: Vec<serde_json::Value>,
}

/// Pages of findings: schema `migrate.explain`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Explain {
    /// `migrate.explain`
    pub schema: &'static str,
    /// 1
    pub schema_version: u32,
    /// The codes asked for.
    pub codes: Vec<Explained>,
}

/// One finding code.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Explained {
    /// `MG` and four digits.
    pub code: String,
    /// Default severity.
    pub severity: String,
    /// One line.
    pub title: String,
    /// The page in Markdown.
    pub page: String,
}

/// What has a name: schema `migrate.show`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Show {
    /// `migrate.show`
    pub schema: &'static str,
    /// 1
    pub schema_version: u32,
    /// What was asked for.
    pub names: Vec<String>,
    /// What has this name: a module, units, or symbols.
    pub found: Vec<migrate_report::show::Shown>,
}
