//! The user's compiler: which one, and as it is called.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::request::words;

/// What is tried when nobody names a compiler.
const USUAL: [&str; 3] = ["c++", "g++", "clang++"];

/// A compiler and everything that it is told.
#[derive(Clone, Debug)]
pub struct Toolchain {
    /// The program, absolute where it was found on the search path.
    pub program: PathBuf,
    /// Words that follow the program in its own name (`g++ -m32`).
    pub first: Vec<String>,
    /// Standard and flags.
    pub flags: Vec<String>,
    /// Where it runs: relative paths of the flags start there.
    pub dir: PathBuf,
    /// Include folders, absolute, in order.
    pub include_dirs: Vec<PathBuf>,
    /// Archives, shared objects and objects to link with, absolute.
    pub link: Vec<PathBuf>,
    /// System libraries.
    pub system: Vec<String>,
    /// Linker symbols that nothing to link with defines yet, but the codebase does.
    pub promised: BTreeSet<String>,
}

impl Toolchain {
    /// Flags and include folders as the compiler takes them.
    pub fn arguments(&self) -> Vec<String> {
        let folders = self.include_dirs.iter().flat_map(|d| ["-I".to_owned(), d.display().to_string()]);
        self.first.iter().cloned().chain(self.flags.iter().cloned()).chain(folders).collect()
    }

    /// Names what answers: another compiler, or a newer one, gives other answers.
    pub fn fingerprint(&self) -> String {
        let meta = std::fs::metadata(&self.program).ok();
        let age = meta.map(|m| (m.len(), m.modified().ok()));
        format!("{:?} {:?} {age:?}", self.program, self.arguments())
    }
}

/// Finds the compiler: the one that was named, else that of the environment, else a usual one.
pub fn find(named: Option<&[String]>) -> Result<(PathBuf, Vec<String>), Failure> {
    if let Some(command) = named {
        let name = command.join(" ");
        return program(command).ok_or_else(|| missing(&format!("the compiler `{name}` is not there")));
    }
    if let Some(command) = std::env::var("CXX").ok().filter(|c| !c.trim().is_empty()) {
        return program(&words(&command)?)
            .ok_or_else(|| missing(&format!("the compiler `{command}` is not there")).note("$CXX names it"));
    }
    let usual = USUAL.iter().find_map(|name| program(&[(*name).to_owned()]));
    usual.ok_or_else(|| missing("there is no C++ compiler").note(format!("looked for $CXX, {}", USUAL.join(", "))))
}

fn missing(message: &str) -> Failure {
    Failure::tool(message).help("install one (apt-get install g++), or name yours with --compiler")
}

/// The program of a command and the words behind it. A launcher in front of it (`ccache g++`) says nothing about code.
fn program(command: &[String]) -> Option<(PathBuf, Vec<String>)> {
    let names = command.iter().take_while(|w| !w.starts_with('-')).count();
    let name = command.get(names.checked_sub(1)?)?;
    on_path(name).map(|p| (p, command[names..].to_vec()))
}

/// A program by its path, or by its name on the search path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    if path.components().count() > 1 {
        return path.is_file().then(|| path.to_owned());
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).map(|d| d.join(name)).find(|p| p.is_file())
}

/// Whether the flags leave exceptions on: the last word counts.
pub fn has_exceptions(flags: &[String]) -> bool {
    let last = flags.iter().rev().find(|f| matches!(f.as_str(), "-fexceptions" | "-fno-exceptions"));
    last.is_none_or(|f| f == "-fexceptions")
}
