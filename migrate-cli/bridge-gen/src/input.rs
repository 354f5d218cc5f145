//! What a generation starts from: the request, the facts, and the questions that only a compiler can answer.

use std::collections::{BTreeMap, BTreeSet};

use migrate_model::facts::{Macro, Site, Symbol, Type};

/// What is to be bridged, and how.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Name of the generated package (`zoo-bridge`); also the root of its C++ namespace and of its link name.
    pub crate_name: String,
    /// Headers as they are written in `#include "…"`, in order.
    pub headers: Vec<String>,
    /// Only declarations inside these namespaces are bridged; empty means all, `""` the global one.
    pub namespaces: Vec<String>,
    /// Only declarations of these files are bridged (paths as in facts); empty means all files of the project.
    pub files: BTreeSet<String>,
    /// The standard as the compiler takes it: `c++14`.
    pub standard: String,
    /// Further flags that the user's build has (defines, `-fno-exceptions`, …), without include folders.
    pub flags: Vec<String>,
    /// The code is compiled with exceptions.
    pub exceptions: bool,
    /// The crate belongs to no workspace around it.
    pub standalone: bool,
    /// Where the library lies: the only paths outside of the crate.
    pub library: Library,
    /// What `migrate.toml` says about single items.
    pub overrides: Overrides,
    /// Instances of templates that are wanted beside those that signatures name: `n::Box<int>`, `n::Node::as<int>`.
    pub instances: Vec<String>,
    /// The module's own functions are to be written in Rust: a facade is wanted as well.
    pub port: Option<PortRequest>,
}

/// A module that becomes Rust.
#[derive(Clone, Debug, Default)]
pub struct PortRequest {
    /// Name of the module.
    pub module: String,
    /// The same as an identifier.
    pub id: String,
    /// Its sources, as in facts: what these define is defined again.
    pub sources: BTreeSet<String>,
    /// All its files, headers as well.
    pub files: BTreeSet<String>,
    /// What C++ sees when Rust has panicked.
    pub panic: PanicAnswer,
    /// The same for single functions, by qualified C++ name or USR.
    pub panics: BTreeMap<String, PanicAnswer>,
    /// Functions that stay in C++, by qualified C++ name or USR.
    pub keep: BTreeSet<String>,
    /// Functions that must not run twice, by qualified C++ name or USR.
    pub alone: BTreeSet<String>,
    /// Classes whose state moves to Rust, by qualified C++ name.
    pub replaced: BTreeSet<String>,
    /// Those of them that C++ calls from several threads at once, or from within a call.
    pub shared: BTreeSet<String>,
    /// The module's headers, if there are such classes.
    pub headers: BTreeMap<String, HeaderText>,
}

/// A header as it is.
#[derive(Clone, Debug, Default)]
pub struct HeaderText {
    /// What stands in it.
    pub text: String,
    /// BLAKE3 of that, hexadecimal.
    pub hash: String,
    /// The files of the project that it includes, directly or not.
    pub reads: BTreeSet<String>,
    /// Files that it includes by their place beside it: as they are written, and their whole paths.
    pub siblings: BTreeMap<String, String>,
}

/// What C++ sees when a function of a facade has panicked in Rust.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PanicAnswer {
    /// The program ends.
    #[default]
    Abort,
    /// An exception, where exceptions are on and the function is not `noexcept`; else the program ends.
    Exception,
    /// The value that stands for an error (0, false, null, nothing).
    Error,
    /// What the original answers, where the arguments are still there; else the program ends. It is counted.
    Cpp,
}

/// Paths of the library, kept in one file of the crate.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// Folders of its headers, absolute or from the crate's folder.
    pub include_dirs: Vec<String>,
    /// Its archives and shared objects, absolute or from the crate's folder.
    pub archives: Vec<String>,
    /// System libraries that it needs as well (`z`, `pthread`).
    pub system: Vec<String>,
}

/// What a person decided about single items, by qualified C++ name (all overloads) or by USR.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Left out.
    pub skip: BTreeSet<String>,
    /// Other Rust names.
    pub rename: BTreeMap<String, String>,
    /// Strings of these functions cross as text (`&str`, `String`) instead of bytes.
    pub text: BTreeSet<String>,
    /// The returned pointer is owned by the caller.
    pub owned: BTreeSet<String>,
    /// The returned pointer lives as long as the program.
    pub immortal: BTreeSet<String>,
    /// Classes of which objects can be made in storage of Rust.
    pub in_place: BTreeSet<String>,
    /// Safe in spite of what the rules say: a person has checked the contract.
    pub safe: BTreeSet<String>,
    /// Unsafe in spite of what the rules say, with the contract.
    pub unsafe_: BTreeMap<String, String>,
    /// What becomes of a panic in Rust code that C++ called.
    pub panic: PanicPolicy,
}

/// What becomes of a panic in Rust code that C++ called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PanicPolicy {
    /// The program ends.
    #[default]
    Abort,
    /// C++ sees an exception, where exceptions are on and the function is not `noexcept`.
    Exception,
    /// C++ gets the value that stands for an error (0, false, null, nothing), and the panic goes on when it returns.
    Error,
}

/// What is known about the API.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// All symbol rows of the project's files.
    pub symbols: Vec<Symbol>,
    /// All types.
    pub types: Vec<Type>,
    /// Macros.
    pub macros: Vec<Macro>,
    /// Throws, catches and other marked places.
    pub sites: Vec<Site>,
    /// Calls between functions: linker symbol to linker symbols.
    pub calls: BTreeMap<String, BTreeSet<String>>,
    /// Variables that one file hides, by the functions (linker symbols) that use them.
    pub state: BTreeMap<String, BTreeSet<String>>,
    /// Linker symbols that the library's archives define; `None` when there are none to look into.
    pub defined: Option<BTreeSet<String>>,
    /// Linker symbols of the archives from which a `throw` can be reached.
    pub throwing: BTreeSet<String>,
}

impl Facts {
    /// The functions that a call of this symbol leads to, itself among them.
    pub(crate) fn reached<'f>(&'f self, symbol: &'f str) -> BTreeSet<&'f str> {
        let mut seen = BTreeSet::new();
        let mut todo = vec![symbol];
        while let Some(at) = todo.pop() {
            if seen.insert(at) {
                todo.extend(self.calls.get(at).into_iter().flatten().map(String::as_str));
            }
        }
        seen
    }
}

/// A piece of C++ at namespace scope.
#[derive(Clone, Debug)]
pub struct Snippet {
    /// Names it in the cache and in messages.
    pub id: String,
    /// The text.
    pub text: String,
}

/// A constant table that the compiler lays out.
#[derive(Clone, Debug)]
pub struct Table {
    /// Names it in the cache and in messages.
    pub id: String,
    /// Text that defines `extern "C" const unsigned long long SYMBOL[]`.
    pub text: String,
    /// The symbol.
    pub symbol: String,
}

/// What the linker says.
#[derive(Clone, Debug, Default)]
pub struct LinkReport {
    /// Linker symbols that nobody defines, and the functions of the sources that need them.
    pub missing: BTreeMap<String, BTreeSet<String>>,
    /// Linker symbols that the library's own archives need and nobody defines.
    pub elsewhere: BTreeSet<String>,
}

/// An error of the Rust compiler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustError {
    /// The file, by its path from the crate's root.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// The compiler's words.
    pub message: String,
}

/// The user's compiler with the user's flags.
pub trait Compiler {
    /// Which snippets compile behind `prelude`: `None` for those that do, else the first error.
    ///
    /// # Errors
    /// The prelude does not compile, or the compiler cannot be run.
    fn compile(&self, prelude: &str, snippets: &[Snippet]) -> Result<Vec<Option<String>>, Stopped>;

    /// The values of the tables, each for itself.
    ///
    /// # Errors
    /// The prelude does not compile, or the compiler cannot be run.
    fn tables(&self, prelude: &str, tables: &[Table]) -> Result<Vec<Result<Vec<u64>, String>>, Stopped>;

    /// Compiles whole sources (name and text) and links them with the library. The sources include `headers`, other
    /// generated files that are not on disk yet.
    ///
    /// # Errors
    /// A source does not compile, or the compiler cannot be run.
    fn link(&self, sources: &[(String, String)], headers: &[(String, String)]) -> Result<LinkReport, Stopped>;

    /// What the Rust compiler has against a crate made of these files; nothing if it cannot be asked.
    fn rust(&self, _files: &BTreeMap<String, String>) -> Vec<RustError> {
        Vec::new()
    }

    /// Rust text in the form that `rustfmt` gives it; the same text when there is no `rustfmt`.
    fn format(&self, rust: &str) -> String;
}

/// Why a generation cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The headers (or the generated prelude) do not compile.
    #[error("{0}")]
    Headers(String),
    /// The compiler cannot be run.
    #[error("{0}")]
    Compiler(String),
    /// Nothing is selected by headers, namespaces and files.
    #[error("{0}")]
    Nothing(String),
}
