//! The questions of the generator, answered by the user's compiler.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use migrate_bridge_gen::{Compiler, LinkReport, RustError, Snippet, Stopped, Table};
use migrate_probe::{Outcome, ProbeError, Prober, Source};

use super::output;
use super::rust::Checker;
use super::toolchain::{self, Toolchain};
use crate::failure::Failure;
use crate::progress::Phases;

/// Folder of the state with what the compiler said before.
const ANSWERS: &str = "probe";
/// Folder of the state with headers for probes: the transport's own, and generated ones.
const HEADERS: &str = "probe-headers";

/// The user's compiler, with answers kept in the state folder.
pub struct Probing<'a> {
    prober: Prober,
    toolchain: &'a Toolchain,
    extra: Vec<String>,
    headers: PathBuf,
    rustfmt: Option<PathBuf>,
    rust: Option<Checker>,
    /// The Rust compiler could not be asked.
    unasked: AtomicBool,
    phases: &'a Phases,
    failed: Mutex<Option<Failure>>,
    spent: Mutex<Duration>,
}

impl<'a> Probing<'a> {
    /// Prepares the compiler.
    pub fn new(
        toolchain: &'a Toolchain,
        state: &Path,
        jobs: usize,
        phases: &'a Phases,
    ) -> Result<Probing<'a>, Failure> {
        let headers = state.join(HEADERS);
        keep(&headers.join("rust/cxx.h"), cxx_gen::HEADER)?;
        let mut flags = toolchain.arguments();
        flags.extend(["-I".to_owned(), headers.to_string_lossy().into_owned()]);
        let compiler =
            migrate_probe::Compiler { program: toolchain.program.clone(), flags, dir: toolchain.dir.clone() };
        let prober = Prober::new(&compiler, &state.join(ANSWERS), jobs).map_err(|e| failure(&e))?;
        Ok(Probing {
            prober,
            toolchain,
            extra: toolchain.system.iter().map(|l| format!("-l{l}")).collect(),
            headers,
            rustfmt: toolchain::on_path("rustfmt"),
            rust: Checker::new(state),
            unasked: AtomicBool::new(false),
            phases,
            failed: Mutex::new(None),
            spent: Mutex::default(),
        })
    }

    /// What a person should know.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        let rustfmt = self.rustfmt.is_none().then(|| {
            "there is no rustfmt, so the Rust is as the generator wrote it: `rustup component add rustfmt`".to_owned()
        });
        let unasked = self.unasked.load(Ordering::Relaxed).then(|| {
            "cargo could not check the Rust of this crate: it cannot be run, or cannot get the crate `cxx`".to_owned()
        });
        rustfmt.into_iter().chain(unasked)
    }

    /// What had to be done, for those who ask. `whole` is the time of the generation with its probes.
    pub fn tell(&self, talk: crate::talk::Talk, whole: Duration) {
        let s = self.prober.stats();
        let spent = self.spent.lock().map(|spent| *spent).unwrap_or_default();
        let seconds = |time: Duration| format!("{:.1} s", time.as_secs_f64());
        let work = format!("{} compiles, {} links; {} answers were known", s.compiles, s.links, s.cached);
        talk.detail("Probed", format!("in {}: {work}", seconds(spent)));
        talk.detail("Generated", format!("in {} without probing", seconds(whole.saturating_sub(spent))));
    }

    /// Asks, and counts the time as that of probing.
    fn timed<T>(&self, ask: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let answer = ask();
        if let Ok(mut spent) = self.spent.lock() {
            *spent += start.elapsed();
        }
        answer
    }

    /// Why the generator was told to stop, in full.
    pub fn failed(&self) -> Option<Failure> {
        self.failed.lock().ok().and_then(|mut f| f.take())
    }

    /// Keeps the whole failure: the generator only passes words on.
    fn stop(&self, error: &ProbeError) -> Stopped {
        if let Ok(mut failed) = self.failed.lock() {
            *failed = Some(failure(error));
        }
        Stopped::Compiler(error.to_string())
    }
}

/// Writes a file unless it says that already: its age is part of what compilers remember.
fn keep(file: &Path, text: &str) -> Result<(), Failure> {
    if std::fs::read(file).is_ok_and(|old| old == text.as_bytes()) { Ok(()) } else { output::save(file, text) }
}

fn failure(error: &ProbeError) -> Failure {
    match error {
        ProbeError::Prelude { message } => super::headers_failed(message),
        ProbeError::Source { .. } => Failure::build(error.to_string())
            .note("this source is generated: the fault is this tool's, please report it"),
        ProbeError::Link { message } => Failure::build("the library cannot be linked with").note(message),
        ProbeError::NoCompiler { .. } | ProbeError::UnknownCompiler { .. } => {
            Failure::tool(error.to_string()).help("name a g++ or clang++ with --compiler (apt-get install g++)")
        }
        ProbeError::Object(_) | ProbeError::Io { .. } => Failure::unexpected(error.to_string()),
    }
}

impl Compiler for Probing<'_> {
    fn compile(&self, prelude: &str, snippets: &[Snippet]) -> Result<Vec<Option<String>>, Stopped> {
        let texts: Vec<&str> = snippets.iter().map(|s| s.text.as_str()).collect();
        let progress = |done, all| self.phases.probed(done, all);
        let said = self.timed(|| self.prober.compile(prelude, &texts, &progress));
        let one = |outcome| match outcome {
            Outcome::Compiles => None,
            Outcome::Fails(complaint) => Some(complaint.message),
        };
        Ok(said.map_err(|e| self.stop(&e))?.into_iter().map(one).collect())
    }

    fn tables(&self, prelude: &str, tables: &[Table]) -> Result<Vec<Result<Vec<u64>, String>>, Stopped> {
        let asked = |t: &Table| migrate_probe::Table { symbol: t.symbol.clone(), text: t.text.clone() };
        let tables: Vec<migrate_probe::Table> = tables.iter().map(asked).collect();
        let said = self.timed(|| self.prober.tables(prelude, &tables)).map_err(|e| self.stop(&e))?;
        Ok(said.into_iter().map(|r| r.map_err(|complaint| complaint.message)).collect())
    }

    fn link(&self, sources: &[(String, String)], headers: &[(String, String)]) -> Result<LinkReport, Stopped> {
        for (name, text) in headers {
            keep(&self.headers.join(name), text).map_err(|e| Stopped::Compiler(e.message))?;
        }
        let source = |(name, text): &(String, String)| Source { name: name.clone(), text: text.clone() };
        let sources: Vec<Source> = sources.iter().map(source).collect();
        let toolchain = self.toolchain;
        let linked = self.timed(|| self.prober.link(&sources, &toolchain.link, &self.extra));
        let mut report = linked.map_err(|e| self.stop(&e))?;
        report.missing.retain(|symbol, _| !toolchain.promised.contains(symbol));
        Ok(LinkReport { missing: report.missing, elsewhere: report.elsewhere })
    }

    fn rust(&self, files: &BTreeMap<String, String>) -> Vec<RustError> {
        let Some(checker) = &self.rust else { return Vec::new() };
        self.timed(|| checker.errors(files)).unwrap_or_else(|| {
            self.unasked.store(true, Ordering::Relaxed);
            Vec::new()
        })
    }

    fn format(&self, rust: &str) -> String {
        self.rustfmt.as_deref().and_then(|program| formatted(program, rust)).unwrap_or_else(|| rust.to_owned())
    }
}

/// Rust text in the form that `rustfmt` gives it; the same text when there is none.
pub fn format(rust: &str) -> String {
    toolchain::on_path("rustfmt").and_then(|program| formatted(&program, rust)).unwrap_or_else(|| rust.to_owned())
}

/// Rust as rustfmt writes it by default, whatever configuration lies around.
fn formatted(rustfmt: &Path, rust: &str) -> Option<String> {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new(rustfmt)
        .args(["--edition", "2021", "--emit", "stdout", "--config-path", "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    let text = rust.to_owned();
    // rustfmt reads all before it writes, but nothing promises that: a thread keeps both pipes moving.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok())?
}
