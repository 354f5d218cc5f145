//! What is meant: the command line after every default is filled in and every impossible combination is refused.

use std::path::{Path, PathBuf};

use migrate_model::config::Objects;
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
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
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

/// `--granularity`
pub fn granularity(args: args::GranularityArg) -> Granularity {
    match args {
        args::GranularityArg::Module => Granularity::Module,
        args::GranularityArg::Unit => Granularity::Unit,
    }
}
