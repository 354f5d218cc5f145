//! From a request to a crate on disk: wires the scanner, the generator and the user's compiler together.
//!
//! Two ways lead in, [`module`] and [`library`]; both end in a [`Job`]. The generator is pure, so everything that it asks
//! for is here: facts of the index ([`facts`]), what the archives know ([`archives`]), what the compiler says
//! ([`compiler`]), and the folder that is written ([`output`]).

pub mod answers;
pub mod archives;
pub mod compiler;
pub mod facts;
pub mod headers;
pub mod includes;
pub mod library;
pub mod module;
pub mod output;
pub mod overrides;
pub mod remembered;
pub mod rust;
pub mod show;
pub mod toolchain;
pub mod workspace;

use std::path::{Path, PathBuf};
use std::time::Instant;

use migrate_bridge_gen::{Facts, Request, Stopped};
use migrate_model::config::STATE_DIR;

use crate::codebase;
use crate::failure::Failure;
use crate::progress::Phases;
use crate::request::{Bridge, Context};
use output::{Changes, Files};
use remembered::Remembered;
use toolchain::Toolchain;

/// Everything that a generation starts from.
pub struct Job {
    /// What is wanted.
    pub request: Request,
    /// What is known.
    pub facts: Facts,
    /// Names the facts' content.
    pub facts_hash: String,
    /// Folder of the crate, absolute.
    pub crate_dir: PathBuf,
    /// Where the tool keeps what it need not ask again.
    pub state: State,
    /// The user's compiler.
    pub toolchain: Toolchain,
    /// What a person should know.
    pub notes: Vec<String>,
}

/// A state folder: the real one, or a passing one for runs that promise to write nothing.
pub struct State {
    /// The folder.
    pub dir: PathBuf,
    /// A passing folder goes with its last owner.
    _passing: Option<tempfile::TempDir>,
}

impl State {
    /// The state of a crate that has no codebase around it.
    pub fn beside(out: &Path, asked: &Bridge, context: &Context) -> Result<State, Failure> {
        let dir = out.join(STATE_DIR);
        if context.dry_run || (asked.check && !dir.is_dir()) {
            return State::passing();
        }
        codebase::make_state(&dir)?;
        Ok(State { dir, _passing: None })
    }

    /// The state of a codebase, which is there.
    pub fn of(dir: &Path, context: &Context) -> Result<State, Failure> {
        if context.dry_run {
            return State::passing();
        }
        Ok(State { dir: dir.to_owned(), _passing: None })
    }

    fn passing() -> Result<State, Failure> {
        let folder = tempfile::Builder::new().prefix("migrate-").tempdir();
        let folder = folder.map_err(|e| Failure::io("make a folder in", &std::env::temp_dir(), &e))?;
        Ok(State { dir: folder.path().to_owned(), _passing: Some(folder) })
    }
}

/// A bridge, and what has to be written for it.
pub struct Made {
    /// What is kept for `show` and the next run.
    pub remembered: Remembered,
    /// The files; none if all are as they should be.
    pub files: Files,
    /// What differs on disk.
    pub changes: Changes,
    /// Nothing was generated, because nothing has changed since the last run.
    pub unchanged: bool,
}

/// Generates, or finds that there is nothing to do.
pub fn make(job: &Job, asked: &Bridge, phases: &Phases, context: &Context) -> Result<Made, Failure> {
    let key = key(job)?;
    let known = remembered::read(&job.state.dir, &job.request.crate_name);
    if let Some(known) = known.filter(|k| k.key == key && k.is_on_disk(&job.crate_dir)) {
        return Ok(Made { remembered: known, files: Files::new(), changes: Changes::default(), unchanged: true });
    }
    let compiler = compiler::Probing::new(&job.toolchain, &job.state.dir, asked.jobs, phases)?;
    let start = Instant::now();
    let bridge = migrate_bridge_gen::generate(&job.request, &job.facts, &compiler, phases)
        .map_err(|why| compiler.failed().unwrap_or_else(|| stopped(why)))?;
    compiler.tell(context.talk, start.elapsed());
    let files = output::with_list(bridge.files);
    let changes = output::compare(&job.crate_dir, &files, asked.force, context)?;
    let notes = job.notes.iter().cloned().chain(compiler.notes()).chain(bridge.notes).collect();
    let remembered = Remembered {
        key,
        crate_name: job.request.crate_name.clone(),
        crate_dir: output::relative(&job.state.dir, &job.crate_dir).to_string_lossy().into_owned(),
        files: files.iter().map(|(path, text)| (path.clone(), output::hash(text.as_bytes()))).collect(),
        items: bridge.items,
        facade: bridge.facade,
        cpp_sources: bridge.cpp_sources,
        include_dirs: bridge.include_dirs,
        library_dirs: job.toolchain.include_dirs.iter().map(|d| d.display().to_string()).collect(),
        notes,
    };
    Ok(Made { remembered, files, changes, unchanged: false })
}

/// Writes what differs, and remembers it.
pub fn write(job: &Job, made: &Made) -> Result<(), Failure> {
    if !made.changes.is_empty() {
        output::apply(&job.crate_dir, &made.files, &made.changes)?;
    }
    if made.unchanged { Ok(()) } else { remembered::write(&job.state.dir, &made.remembered) }
}

/// Names everything that the result depends on.
fn key(job: &Job) -> Result<String, Failure> {
    let mut hasher = blake3::Hasher::new();
    let tool = std::env::current_exe().ok().and_then(|p| std::fs::metadata(p).ok());
    let tool = tool.map(|m| (m.len(), m.modified().ok()));
    hasher.update(format!("{} {tool:?}\n", env!("CARGO_PKG_VERSION")).as_bytes());
    hasher.update(format!("{:?}\n{}\n", job.request, job.facts_hash).as_bytes());
    hasher.update(job.toolchain.fingerprint().as_bytes());
    for file in &job.toolchain.link {
        let bytes = std::fs::read(file).map_err(|e| Failure::io("read", file, &e))?;
        hasher.update(blake3::hash(&bytes).as_bytes());
    }
    Ok(hasher.finalize().to_hex().to_string())
}

fn stopped(why: Stopped) -> Failure {
    match why {
        Stopped::Headers(text) => headers_failed(&text),
        Stopped::Compiler(text) => {
            Failure::tool(text).help("install one (apt-get install g++), or name yours with --compiler")
        }
        Stopped::Nothing(text) => Failure::nothing(text).help("look at --headers, --include and --namespace"),
    }
}

/// The user's compiler refuses the user's headers.
pub fn headers_failed(said: &str) -> Failure {
    let mut lines = said.trim_end().lines();
    let failure = Failure::build("the headers do not compile");
    let failure = lines.by_ref().take(12).fold(failure, |f, line| f.note(line));
    failure.help("the compiler has to take them first: look at --include, --std, --define and --flag")
}

/// The name of a crate in a folder: cargo takes letters, digits, `-` and `_`.
pub fn package_name(folder: &Path) -> String {
    name_of(&folder.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()))
}

/// Some text as the name of a crate.
pub fn name_of(text: &str) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c.to_ascii_lowercase() } else { '-' };
    let name: String = text.chars().map(fits).collect();
    let name = name.trim_matches('-').to_owned();
    // A crate that is called as a word of the language cannot be named in `use`.
    if matches!(name.as_str(), "crate" | "self" | "super" | "core" | "std" | "alloc" | "test") {
        format!("{name}-bridge")
    } else if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("bridge-{name}").trim_end_matches('-').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_have_names_that_cargo_takes() {
        assert_eq!(name_of("Zoo Lib++"), "zoo-lib");
        assert_eq!(name_of("7zip"), "bridge-7zip");
        assert_eq!(name_of("++"), "bridge");
        assert_eq!(name_of("db/util"), "db-util");
    }
}
