//! Facts to bridges: a Rust crate that calls a C++ API.
//!
//! This crate is pure: it reads facts and writes text. What only a compiler can say (does this thunk compile, how large
//! is this type, which symbol does nobody define) comes through [`Compiler`], which the binary supplies; so the same
//! facts and the same answers give the same bytes.

mod api;
mod blame;
mod callback;
mod callee;
mod catalogue;
mod constants;
mod docs;
mod facade;
mod function_object;
mod generate;
mod inherited;
mod input;
mod iterate;
mod layout;
mod lower;
mod names;
mod package;
mod pointers;
mod questions;
mod raises;
mod returned;
mod rust;
mod spell;
mod subclass;
mod survey;
mod texted;
mod throws;
mod thunk;
mod traits;
mod vocabulary;

pub use facade::shell::includes;
pub use facade::{TRAIT, TWIN};
pub use input::{
    Compiler, Facts, HeaderText, Library, LinkReport, Overrides, PanicAnswer, PanicPolicy, PortRequest, Request,
    RustError, Snippet, Stopped, Table,
};
pub use questions::{Questions, questions};

use std::collections::BTreeMap;

use migrate_model::bridge::Item;
use migrate_model::port::Facade;

/// A generated bridge.
#[derive(Clone, Debug, Default)]
pub struct Bridge {
    /// Files of the crate by path from its root, with `/`.
    pub files: BTreeMap<String, String>,
    /// The C++ sources among them.
    pub cpp_sources: Vec<String>,
    /// Folders of the crate that its C++ sources include from.
    pub include_dirs: Vec<String>,
    /// One row for every function of the API and every variant of one.
    pub items: Vec<Item>,
    /// What a person should know beside the items.
    pub notes: Vec<String>,
    /// The facade of a module that becomes Rust; its Rust half is among `files`.
    pub facade: Option<Facade>,
}

/// What a generation tells while it runs.
pub trait Progress {
    /// A phase begins: a few words.
    fn phase(&self, what: &str);
}

/// Generates the bridge of one library or module.
///
/// # Errors
/// The compiler cannot be used at all, or the headers do not compile with it.
pub fn generate(
    request: &Request,
    facts: &Facts,
    compiler: &dyn Compiler,
    progress: &dyn Progress,
) -> Result<Bridge, Stopped> {
    generate::generate(request, facts, compiler, progress)
}
