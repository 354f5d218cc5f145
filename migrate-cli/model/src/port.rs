//! What `migrate port` says: one row for every strong symbol of the module's sources, and where it is implemented.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Name of the document.
pub const SCHEMA: &str = "migrate.port";
/// Version of the document; fields are only added within one.
pub const SCHEMA_VERSION: u32 = 1;

/// The answer of `migrate port --format json`. Relative paths start at the working directory of the command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PortDocument {
    /// Always `migrate.port`.
    pub schema: String,
    /// Version of the document.
    pub schema_version: u32,
    /// The module.
    pub module: String,
    /// Folder of the hand-written crate.
    pub rust_crate: String,
    /// Folder of the generated crate that reaches the module's C++.
    pub bridge_crate: String,
    /// Folder of the generated facade.
    pub facade_crate: String,
    /// Every strong symbol of the module's sources, by file and line.
    pub symbols: Vec<Faced>,
    /// Functions of the trait that the hand-written crate does not have yet, and that panic until it has.
    pub unwritten: Vec<String>,
    /// Functions of the hand-written crate that the module no longer asks for.
    pub gone: Vec<String>,
    /// What a person should know beside the symbols.
    #[serde(default)]
    pub notes: Vec<String>,
    /// With `--check` and `--dry-run`: the files that are not as they would be written, sorted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale: Option<Vec<String>>,
}

/// Where a symbol is implemented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Implementation {
    /// In both languages: the facade asks for the mode.
    Both,
    /// In C++ in every mode; `code` and `reason` say why.
    Cpp,
}

/// A strong symbol of the module's sources.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Faced {
    /// Its linker symbol (of a destructor, one of several).
    pub mangled: String,
    /// Qualified C++ name.
    pub name: String,
    /// The C++ signature; empty for variables.
    pub signature: String,
    /// Source that defines it.
    pub file: String,
    /// Line there.
    pub line: u32,
    /// Where it is implemented.
    pub implementation: Implementation,
    /// Function of the Rust trait; absent for what stays in C++ and for destructors that do nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rust: Option<String>,
    /// Why shadow mode answers its calls with C++ alone; absent if it compares them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_compared: Option<String>,
    /// Code of the rule that keeps it in C++.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The same in words, with the compiler's message where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The facade of a module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facade {
    /// The C++ source.
    pub cpp: String,
    /// The Rust module of the bridge crate: the trait and the table of what C++ calls.
    pub rust: String,
    /// The functions of the trait: their names, and how they are declared with paths that start at `crate`.
    pub functions: Vec<(String, String)>,
    /// Linker symbols that it defines.
    pub symbols: BTreeSet<String>,
    /// A row for every strong symbol of the module's sources.
    pub rows: Vec<Faced>,
}
