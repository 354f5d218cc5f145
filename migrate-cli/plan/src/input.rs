//! What the planner is given.

use std::collections::BTreeMap;

use migrate_model::finding::Finding;
use migrate_model::graph::SymbolGraph;

/// Everything a plan depends on.
#[derive(Clone, Copy, Debug)]
pub struct PlanInput<'a> {
    /// Source files and the symbols that cross between them.
    pub graph: &'a SymbolGraph,
    /// `[modules]` of the configuration: glob patterns by module name, from the source root. In a pattern `*` stays
    /// within a folder and `**` does not; a pattern without wildcards names a file, or a folder with all below it.
    pub modules: &'a BTreeMap<String, Vec<String>>,
    /// Project headers (files without a compile command), in any order.
    pub headers: &'a [HeaderFile],
    /// Findings about the code; each goes to the module that holds the file of its span.
    pub findings: &'a [Finding],
}

/// A project file without a compile command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderFile {
    /// Path from the source root.
    pub path: String,
    /// Number of line breaks.
    pub lines: u64,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A pattern of `[modules]` is not a glob.
    #[error("module `{module}`: `{pattern}` is not a pattern: {reason}")]
    Pattern {
        /// Module of the configuration.
        module: String,
        /// The pattern as written.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
}
