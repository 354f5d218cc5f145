//! The symbol graph between source files: the input of the planner.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which file owns a linker symbol and which other files need it.
///
/// Only source files (files with a compile command) and strong external definitions take part. Uses are closed through
/// the inline functions and templates of headers, because the object of a caller holds their references too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SymbolGraph {
    /// Every source file, by path from the source root.
    pub files: BTreeMap<String, SourceFile>,
    /// Every symbol that a file other than its owner uses, sorted by name.
    pub symbols: Vec<CrossSymbol>,
}

/// A source file of the graph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceFile {
    /// Number of line breaks.
    pub lines: u64,
    /// Its own header, if it has one: same stem, included by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// Line breaks of that header.
    #[serde(default)]
    pub header_lines: u64,
    /// CMake targets that compile it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<String>,
    /// Project files that it includes, directly or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub includes: Vec<String>,
}

/// A symbol with one owner and at least one user elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct CrossSymbol {
    /// The linker symbol; the variants of a constructor or destructor are one symbol here, under the first's name.
    pub mangled: String,
    /// Qualified name for people.
    pub name: String,
    /// The file that defines it.
    pub owner: String,
    /// The other files that refer to it, sorted.
    pub users: Vec<String>,
}
