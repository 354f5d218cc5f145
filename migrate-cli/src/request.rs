//! What is meant: the command line after every default is filled in and every impossible combination is refused.

use std::path::{Path, PathBuf};

use migrate_model::config::{Objects, Panic};
use migrate_model::plan::Granularity;
use migrate_scan::FactKind;

use crate::args::{self, Format, Global};
use crate::failure::Failure;
use crate::talk::{Talk, Verbosity};

/// What holds for every verb.
#[derive(Debug)]
pub struct Context {
    /// Where relative paths of the command line start; absolute.
    pub dir: PathBuf,
    /// How the answer is printed.
    pub format: Format,
    /// Where everything that is not the answer goes.
    pub talk: Talk,
    /// Fail instead of renewing what is stale.
    pub locked: bool,
    /// Write nothing.
    pub dry_run: bool,
}

impl Context {
    /// Refuses the formats that a verb has no meaning for.
    pub fn allow(&self, verb: &str, formats: &[Format]) -> Result<(), Failure> {
        if formats.contains(&self.format) {
            return Ok(());
        }
        let name = |f: &Format| format!("{f:?}").to_lowercase();
        let known: Vec<String> = formats.iter().map(name).collect();
        Err(Failure::usage(format!("`{verb}` has no {} format", name(&self.format)))
            .help(format!("formats of `{verb}`: {}", known.join(", "))))
    }

    /// A path of the command line, made absolute.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.dir.join(path)
    }

    /// An absolute path as a person in `dir` would write it.
    pub fn shown(&self, path: &Path) -> String {
        match path.strip_prefix(&self.dir) {
            Ok(rest) if rest.as_os_str().is_empty() => ".".to_owned(),
            Ok(rest) => rest.display().to_string(),
            Err(_) => path.display().to_string(),
        }
    }
}

/// `migrate scan`: either C++ is read, or shards are put together.
#[derive(Debug)]
pub enum Scan {
    /// Read C++.
    Read {
        /// The link tier, when it differs from the configuration.
        objects: Option<Objects>,
        /// Worker processes.
        jobs: usize,
        /// Part i of n.
        shard: Option<(u32, u32)>,
    },
    /// Merge these index files, absolute paths.
    Merge(Vec<PathBuf>),
}

/// `migrate facts`
#[derive(Debug)]
pub struct Facts {
    /// Which rows.
    pub kind: FactKind,
    /// Word of the kind on the command line and in documents.
    pub word: &'static str,
    /// Pattern of the file.
    pub file: Option<globset::GlobMatcher>,
    /// Name to look for.
    pub name: Option<String>,
}

/// `migrate bridge`
#[derive(Debug)]
pub struct Bridge {
    /// What is to be bridged.
    pub what: Bridged,
    /// Folder of the crate, absolute.
    pub out: Option<PathBuf>,
    /// Name of the crate.
    pub name: Option<String>,
    /// What becomes of panics, when it differs from the configuration.
    pub panic: Option<Panic>,
    /// Instances of templates beside those of the configuration.
    pub instances: Vec<String>,
    /// Compilers at the same time.
    pub jobs: usize,
    /// Compare only.
    pub check: bool,
    /// Overwrite what a person edited.
    pub force: bool,
    /// Where the page goes, absolute.
    pub html: Option<PathBuf>,
    /// The module is to become Rust: its facade is wanted as well.
    pub port: bool,
}

/// What is to be bridged.
#[derive(Debug)]
pub enum Bridged {
    /// A module of the scanned codebase.
    Module(String),
    /// An installed library.
    Library(Library),
}

/// A library as the command line describes it.
#[derive(Debug)]
pub struct Library {
    /// Headers as `#include` spells them.
    pub headers: Vec<String>,
    /// Include folders.
    pub include_dirs: Vec<Typed>,
    /// Namespaces; empty for all.
    pub namespaces: Vec<String>,
    /// `c++17`
    pub standard: String,
    /// Archives and shared objects.
    pub archives: Vec<Typed>,
    /// System libraries.
    pub system: Vec<String>,
    /// Further flags.
    pub flags: Vec<String>,
    /// The compiler and its first arguments.
    pub compiler: Option<Vec<String>>,
}

/// A path of the command line. How it was typed decides how generated files name it: a relative one moves with them.
#[derive(Clone, Debug)]
pub struct Typed {
    /// Absolute.
    pub path: PathBuf,
    /// It was typed so.
    pub absolute: bool,
}

/// The global options as a context.
pub fn context(global: &Global) -> Result<Context, Failure> {
    let here = std::env::current_dir()
        .map_err(|e| Failure::unexpected(format!("the working directory cannot be used: {e}")))?;
    let dir = match &global.directory {
        None => here,
        Some(d) => {
            let dir = here.join(d);
            match std::fs::metadata(&dir) {
                Ok(m) if m.is_dir() => dir,
                Ok(_) => return Err(Failure::usage(format!("-C {}: not a folder", d.display()))),
                Err(e) => return Err(Failure::usage(format!("-C {}: {}", d.display(), crate::failure::reason(&e)))),
            }
        }
    };
    let verbosity = match (global.quiet, global.verbose) {
        (true, _) => Verbosity::Quiet,
        (_, true) => Verbosity::Verbose,
        _ => Verbosity::Normal,
    };
    Ok(Context {
        dir,
        format: global.format,
        talk: Talk::new(verbosity),
        locked: global.locked,
        dry_run: global.dry_run,
    })
}

/// `scan`
pub fn scan(args: &args::ScanArgs, context: &Context) -> Scan {
    if !args.merge.is_empty() {
        return Scan::Merge(args.merge.iter().map(|p| context.path(p)).collect());
    }
    Scan::Read {
        objects: args.objects.map(|o| match o {
            args::ObjectsArg::Off => Objects::Off,
            args::ObjectsArg::Existing => Objects::Existing,
            args::ObjectsArg::Make => Objects::Make,
        }),
        jobs: args.jobs.map_or_else(cores, usize::from),
        shard: args.shard,
    }
}

/// `facts`
pub fn facts(args: &args::FactsArgs) -> Result<Facts, Failure> {
    let file = match &args.file {
        None => None,
        Some(text) => Some(
            globset::Glob::new(text)
                .map_err(|e| Failure::usage(format!("--file {text}: {}", e.kind())))?
                .compile_matcher(),
        ),
    };
    let (kind, word) = match args.kind {
        args::Kind::Symbols => (FactKind::Symbols, "symbols"),
        args::Kind::Refs => (FactKind::Refs, "refs"),
        args::Kind::Types => (FactKind::Types, "types"),
        args::Kind::Macros => (FactKind::Macros, "macros"),
        args::Kind::Includes => (FactKind::Includes, "includes"),
        args::Kind::Sites => (FactKind::Sites, "sites"),
        args::Kind::Files => (FactKind::Files, "files"),
        args::Kind::Targets => (FactKind::Targets, "targets"),
        args::Kind::Diagnostics => (FactKind::Diagnostics, "diagnostics"),
    };
    Ok(Facts { kind, word, file, name: args.name.clone() })
}

/// Cores of the machine.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// `bridge`
pub fn bridge(args: &args::BridgeArgs, context: &Context) -> Result<Bridge, Failure> {
    let what = match &args.module {
        Some(module) => Bridged::Module(module.clone()),
        None => Bridged::Library(library(args, context)?),
    };
    Ok(Bridge {
        what,
        out: args.out.as_ref().map(|o| context.path(o)),
        name: args.name.as_ref().map(|n| crate_name(n)).transpose()?,
        panic: args.panic.map(|p| match p {
            args::PanicArg::Abort => Panic::Abort,
            args::PanicArg::Exception => Panic::Exception,
            args::PanicArg::Error => Panic::Error,
        }),
        instances: args.instance.clone(),
        jobs: args.jobs.map_or_else(cores, usize::from),
        check: args.check,
        force: args.force,
        html: args.html.as_ref().map(|h| context.path(h)),
        port: false,
    })
}

/// `port`: the bridge of the module, with its facade.
pub fn port(args: &args::PortArgs) -> Bridge {
    Bridge {
        what: Bridged::Module(args.module.clone()),
        out: None,
        name: None,
        panic: None,
        instances: Vec::new(),
        jobs: args.jobs.map_or_else(cores, usize::from),
        check: args.check,
        force: args.force,
        html: None,
        port: true,
    }
}

/// A name that cargo takes.
fn crate_name(name: &str) -> Result<String, Failure> {
    let fits = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if fits {
        return Ok(name.to_owned());
    }
    Err(Failure::usage(format!("--name {name}: not the name of a crate"))
        .help("letters, digits, `-` and `_`, with a letter first"))
}

fn library(args: &args::BridgeArgs, context: &Context) -> Result<Library, Failure> {
    let mut include_dirs = Vec::new();
    for typed in &args.include {
        let path = context.path(typed);
        if !path.is_dir() {
            return Err(Failure::usage(format!("--include {}: no such folder", typed.display())));
        }
        include_dirs.push(Typed { path, absolute: typed.is_absolute() });
    }
    let mut archives = Vec::new();
    for typed in &args.lib {
        let path = context.path(typed);
        if !path.is_file() {
            return Err(Failure::usage(format!("--lib {}: no such file", typed.display()))
                .help("an archive, a shared object or an object file; `--link NAME` is for system libraries"));
        }
        archives.push(Typed { path, absolute: typed.is_absolute() });
    }
    let mut headers = Vec::new();
    for typed in &args.headers {
        headers.push(spelled(typed, &mut include_dirs, context));
    }
    let compiler = args.compiler.as_ref().map(|c| words(c)).transpose()?;
    let defines = args.define.iter().map(|d| format!("-D{d}"));
    Ok(Library {
        headers,
        include_dirs,
        namespaces: args.namespace.clone(),
        standard: standard(args.std.as_deref().unwrap_or("c++17"))?,
        archives,
        system: args.link.iter().map(|l| l.strip_prefix("-l").unwrap_or(l).to_owned()).collect(),
        flags: defines.chain(args.flag.iter().cloned()).collect(),
        compiler,
    })
}

/// A language standard as compilers spell it; a bare number is one of C++.
fn standard(typed: &str) -> Result<String, Failure> {
    let name = typed.strip_prefix("-std=").unwrap_or(typed);
    if ["98", "03", "11", "14", "17", "20", "23", "26"].contains(&name) {
        return Ok(format!("c++{name}"));
    }
    let version = ["gnu++", "c++", "gnu", "c"].iter().find_map(|p| name.strip_prefix(p)).unwrap_or_default();
    // Drafts have a letter: `c++2b`.
    let fits = matches!(version.as_bytes(), [b'0'..=b'9', b'0'..=b'9' | b'a'..=b'z']);
    if fits {
        return Ok(name.to_owned());
    }
    Err(Failure::usage(format!("--std {typed}: no language standard"))
        .help("`c++17`, `gnu++17` or just `17`; of C `c11` or `gnu11`"))
}

/// The words of a command such as `ccache g++`.
pub fn words(command: &str) -> Result<Vec<String>, Failure> {
    if Path::new(command).is_file() {
        return Ok(vec![command.to_owned()]);
    }
    shlex::split(command)
        .filter(|w| !w.is_empty())
        .ok_or_else(|| Failure::usage(format!("`{command}` is no command: its quotes do not match")))
}

/// A header as an `#include` spells it: one that was given as a path is looked for below the include folders, else its
/// own folder becomes one.
fn spelled(typed: &str, include_dirs: &mut Vec<Typed>, context: &Context) -> String {
    if include_dirs.iter().any(|d| d.path.join(typed).is_file()) {
        return typed.to_owned();
    }
    let path = context.path(Path::new(typed));
    if !path.is_file() {
        return typed.to_owned();
    }
    let below = |dir: &Path, path: &Path| path.strip_prefix(dir).ok().map(|p| p.to_string_lossy().into_owned());
    if let Some(rest) = include_dirs.iter().find_map(|d| below(&d.path, &path)) {
        return rest;
    }
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return typed.to_owned() };
    include_dirs.push(Typed { path: folder.to_owned(), absolute: Path::new(typed).is_absolute() });
    name.to_string_lossy().into_owned()
}

/// `--granularity`
pub fn granularity(args: args::GranularityArg) -> Granularity {
    match args {
        args::GranularityArg::Module => Granularity::Module,
        args::GranularityArg::Unit => Granularity::Unit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standards_have_a_form() {
        for (typed, spelled) in [("17", "c++17"), ("c++2b", "c++2b"), ("-std=gnu++14", "gnu++14"), ("c11", "c11")] {
            assert_eq!(standard(typed).ok().as_deref(), Some(spelled));
        }
        for typed in ["", "12", "c++", "c++170", "C++17", "++17", "g17", "c++xx"] {
            assert!(standard(typed).is_err(), "{typed}");
        }
    }
}
