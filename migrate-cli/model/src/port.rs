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
    /// Every class of the module's files that other files can name, and how its objects cross, by file and name.
    #[serde(default)]
    pub classes: Vec<FacedClass>,
    /// Who owns what crosses as a pointer, a reference or a view, by function.
    #[serde(default)]
    pub ownership: Vec<Owned>,
    /// Functions of the trait that the hand-written crate does not have yet, and that panic until it has.
    pub unwritten: Vec<String>,
    /// Every `todo!` and `unimplemented!` of the hand-written crate outside of these functions and of tests, by file and
    /// line: it may be met by any of them.
    #[serde(default)]
    pub holes: Vec<Hole>,
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

/// A place in the hand-written crate where something is not written yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Hole {
    /// Source, from the folder of the crate.
    pub file: String,
    /// Line there.
    pub line: u32,
    /// Function around it, with those around that; empty outside of functions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub function: String,
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

/// How objects of a class cross, so that callers need not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mechanism {
    /// The header is as it was: callers see functions, and no state that moves.
    HeaderUntouched,
    /// Both languages know the members: plain data, whose layout is asserted on both sides.
    LayoutKept,
    /// Callers see another header with the same public interface over an object of Rust.
    HeaderReplaced,
    /// Functions of the class stay in C++, as does its state.
    StaysInCpp,
}

/// A class of a ported module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct FacedClass {
    /// File that defines it.
    pub file: String,
    /// Qualified name.
    pub name: String,
    /// How its objects cross.
    pub mechanism: Mechanism,
    /// Why that way.
    pub reason: String,
}

/// Who owns what a pointer, a reference or a view means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// C++, which lends it to Rust.
    Cpp,
    /// Rust, which lends it to C++.
    Rust,
    /// C++ gives it away: Rust owns it from then on.
    GivenToRust,
    /// Rust gives it away: C++ owns it from then on.
    GivenToCpp,
    /// Both, by a count.
    Shared,
    /// Each side has its own: what is meant is copied.
    Copied,
    /// Nobody tells: the C++ that is replaced says so in words.
    Untold,
}

/// An argument or result that does not cross as a plain value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Owned {
    /// Rust function: `Module::name`, or that of an interface which Rust implements.
    pub function: String,
    /// Name of the argument, or `result`.
    pub place: String,
    /// C++ type.
    pub cpp: String,
    /// Rust type.
    pub rust: String,
    /// Who owns it.
    pub owner: Owner,
    /// How long it lives, in words.
    pub lives: String,
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
    /// The types of the trait: their names, and whether they are `Clone`.
    #[serde(default)]
    pub types: Vec<(String, bool)>,
    /// Linker symbols that it defines.
    pub symbols: BTreeSet<String>,
    /// A row for every strong symbol of the module's sources.
    pub rows: Vec<Faced>,
    /// How objects of each class cross.
    #[serde(default)]
    pub classes: Vec<FacedClass>,
    /// Who owns what crosses.
    #[serde(default)]
    pub ownership: Vec<Owned>,
    /// The C++ that is compiled with the original: functions that lead to what has no symbol there.
    #[serde(default)]
    pub original: String,
    /// What callers include instead of the original headers.
    #[serde(default)]
    pub headers: Vec<ReplacedHeader>,
    /// How the linker symbols of the members of replaced classes begin, behind `_Z` and what says that a member does not
    /// change its object.
    #[serde(default)]
    pub prefixes: Vec<String>,
}

/// A header that callers do not see as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplacedHeader {
    /// The header, from the source root.
    pub file: String,
    /// Of its content (BLAKE3, hexadecimal): for another one the edits mean nothing.
    pub hash: String,
    /// The files of the project that it includes, directly or not.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub reads: BTreeSet<String>,
    /// What is done to it, in order.
    pub edits: Vec<Edit>,
}

/// Replaced headers in an order in which each stands behind those that it includes: else it would read the originals of
/// these.
#[must_use]
pub fn in_order<T>(mut headers: Vec<T>, header: impl Fn(&T) -> &ReplacedHeader) -> Vec<T> {
    let mut out = Vec::with_capacity(headers.len());
    while !headers.is_empty() {
        let waits = |h: &T| headers.iter().any(|o| header(h).reads.contains(&header(o).file) && !std::ptr::eq(h, o));
        // Headers that include each other have no order; the first of them is as good as any.
        let next = headers.iter().position(|h| !waits(h)).unwrap_or(0);
        out.push(headers.remove(next));
    }
    out
}

/// Some bytes of a text and what stands in their place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edit {
    /// The first byte.
    pub at: usize,
    /// Behind the last byte.
    pub to: usize,
    /// What stands there instead.
    pub text: String,
}
