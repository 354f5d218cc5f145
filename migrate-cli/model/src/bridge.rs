//! What `migrate bridge` says: one row for every function (or variable) of the API, bound or skipped.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::types::is_false;

/// Name of the document.
pub const SCHEMA: &str = "migrate.bridge";
/// Version of the document; fields are only added within one.
pub const SCHEMA_VERSION: u32 = 1;

/// The answer of `migrate bridge --format json`. Relative paths start at the working directory of the command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BridgeDocument {
    /// Always `migrate.bridge`.
    pub schema: String,
    /// Version of the document.
    pub schema_version: u32,
    /// Folder of the generated crate.
    pub crate_dir: String,
    /// The generated C++ sources.
    pub cpp_sources: Vec<String>,
    /// Include folders that they need, the library's too.
    pub include_dirs: Vec<String>,
    /// Every function of the API, by USR.
    pub items: Vec<Item>,
    /// What a person should know beside the items: headers that were left out, tools that were not there.
    #[serde(default)]
    pub notes: Vec<String>,
    /// With `--check` and `--dry-run`: the files that are not as they would be written, sorted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale: Option<Vec<String>>,
}

/// How an item ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Rust can call it.
    Bound,
    /// It has no Rust form; `code` and `reason` say why.
    Skipped,
}

/// Kinds of API items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// A function outside of classes.
    Free,
    /// A member function with an object.
    Method,
    /// A static member function.
    Static,
    /// A constructor.
    Constructor,
    /// A destructor.
    Destructor,
    /// An overloaded operator or a conversion function.
    Operator,
    /// A variable or constant.
    Variable,
    /// An object-like macro with a value.
    Macro,
    /// An instance of a template.
    Template,
}

/// A function of the API (or one of its variants: a function with default arguments may have several rows).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// libclang's identifier of the C++ entity.
    pub usr: String,
    /// Its linker symbol (of a constructor, that of complete objects).
    pub mangled: String,
    /// Qualified C++ name.
    pub name: String,
    /// What it is.
    pub kind: ItemKind,
    /// The C++ signature.
    pub signature: String,
    /// Header that declares it.
    pub file: String,
    /// Line there.
    pub line: u32,
    /// Bound or skipped.
    pub status: Status,
    /// Path of the Rust function from the crate's root; of a destructor, the type whose drop runs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rust_path: Option<String>,
    /// The Rust signature as written in the crate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rust_signature: Option<String>,
    /// The Rust function is safe to call.
    #[serde(default)]
    pub safe: bool,
    /// Code of the rule: why it was skipped, or what makes it `unsafe`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The same in words, with the compiler's message where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Only reachable through the object-less form of another row (a variant with fewer arguments).
    #[serde(default, skip_serializing_if = "is_false")]
    pub variant: bool,
}
