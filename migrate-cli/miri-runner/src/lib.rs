//! Runs the tests of a package under [Miri](https://github.com/rust-lang/miri) and says what it found.
//!
//! Miri ends the whole test program at the first undefined behaviour. [`run`] lists the tests first and goes on with those
//! that have not run, so that one test never hides another; and every seed is a run of its own, because a report is worth
//! more when it names the seed that shows it again. What a test did is one [`Test`] of the model; [`findings()`] turns them
//! into coded findings, each cause once.
//!
//! Reports are read from rustc's JSON diagnostics and libtest's JSON events, never from text for people.

mod batch;
mod blame;
mod classify;
mod command;
mod diagnostic;
mod events;
mod findings;
mod package;
mod places;
mod process;
mod report;
mod schedule;
mod targets;
mod toolchain;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use migrate_model::miri::{Outcome, Test};

pub use command::{command_line, miri_flags};
pub use findings::findings;

/// The nightly that this version of the crate is tested with. Any other may do; `rustup` knows it by this name.
pub const TESTED_TOOLCHAIN: &str = include_str!("../toolchain.txt").trim_ascii();

/// What to run, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// Folder with the `Cargo.toml` of the package; absolute.
    pub package: PathBuf,
    /// Only tests whose names contain this.
    pub filter: Option<String>,
    /// How many seeds each test has to pass with. A seed decides how threads take turns and where memory lies.
    pub seeds: u32,
    /// Files, sockets and the clock of the machine are out of reach. Without it they are not, and runs may differ.
    pub isolation: bool,
    /// Further flags of Miri, one word each.
    pub flags: Vec<String>,
    /// How long one test may take with one seed.
    pub timeout: Duration,
    /// The rustup toolchain: `nightly`, `nightly-2031-02-03`, or the name of a linked one.
    pub toolchain: String,
    /// Where cargo builds, if not where it usually does. Packages of one name must not share such a folder: cargo tells the
    /// roots of workspaces apart by nothing else.
    pub target_dir: Option<PathBuf>,
    /// The rustup program: a path, or a name that is searched in `PATH`.
    pub rustup: PathBuf,
}

impl Options {
    /// All tests of a package with four seeds, ten minutes for each, on the newest nightly that is installed.
    #[must_use]
    pub fn new(package: &Path) -> Options {
        Options {
            package: package.to_owned(),
            filter: None,
            seeds: 4,
            isolation: true,
            flags: Vec::new(),
            timeout: Duration::from_secs(600),
            toolchain: "nightly".to_owned(),
            target_dir: None,
            rustup: PathBuf::from("rustup"),
        }
    }
}

/// What a run came to.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Name of the package.
    pub package: String,
    /// What Miri says of its version.
    pub version: String,
    /// Every test, by target and name.
    pub tests: Vec<Test>,
    /// Targets that were left out, and why.
    pub notes: Vec<String>,
}

/// Hears how far a run is.
pub trait Progress {
    /// A part of the work begins, such as `compiling the tests`.
    fn phase(&self, what: &str) {
        let _ = what;
    }

    /// So many tests are going to run, each with so many seeds.
    fn start(&self, tests: usize, seeds: u32) {
        let _ = (tests, seeds);
    }

    /// A test has ended with a seed.
    fn test_done(&self, target: &str, name: &str, outcome: Outcome, seed: u32) {
        let _ = (target, name, outcome, seed);
    }
}

impl Progress for () {}

/// Why nothing can be said about a package.
#[derive(Debug, thiserror::Error)]
pub enum MiriError {
    /// There is no rustup, which is how Miri is installed.
    #[error("rustup is not installed, and Miri comes with it")]
    NoRustup,
    /// Rustup does not have the toolchain.
    #[error("the toolchain `{toolchain}` is not installed")]
    NoToolchain {
        /// Its name.
        toolchain: String,
    },
    /// The toolchain lacks a component.
    #[error("the toolchain `{toolchain}` has no component `{component}`")]
    NoComponent {
        /// Name of the toolchain.
        toolchain: String,
        /// `miri` or `rust-src`.
        component: &'static str,
    },
    /// The folder holds no package.
    #[error("{folder} is no package: {message}")]
    NoPackage {
        /// The folder.
        folder: PathBuf,
        /// What cargo says, in one line.
        message: String,
    },
    /// Miri could not compile the standard library for itself.
    #[error("Miri cannot prepare the standard library: {message}")]
    Setup {
        /// The end of what it said.
        message: String,
    },
    /// The package or its tests do not compile.
    #[error("the tests of `{package}` do not compile")]
    Build {
        /// Name of the package.
        package: String,
        /// The errors as the compiler prints them.
        errors: String,
    },
    /// The caller asked to stop.
    #[error("interrupted")]
    Interrupted,
    /// Anything else, with its place.
    #[error("{context}: {source}")]
    Io {
        /// What was being done.
        context: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl MiriError {
    /// The way to what is missing, with the command that installs it, if that is the trouble.
    #[must_use]
    pub fn remedy(&self) -> Option<String> {
        let install = |toolchain: &str| format!("rustup toolchain install {toolchain} --component miri,rust-src");
        match self {
            MiriError::NoRustup => {
                Some(format!("install rustup (https://rustup.rs), then run `{}`", install("nightly")))
            }
            MiriError::NoToolchain { toolchain } | MiriError::NoComponent { toolchain, .. } => {
                Some(format!("run `{}`", install(toolchain)))
            }
            _ => None,
        }
    }
}

/// Runs the tests of a package. `stop` may be set from anywhere: what runs is ended then, and the answer is
/// [`MiriError::Interrupted`].
///
/// Every test runs with the seeds 0, 1, … until one of them speaks against it. A target costs one run for each seed if all
/// tests pass. Otherwise each further run settles at least one test, or runs one alone: at most `2 × tests + 1` runs a seed.
///
/// # Errors
/// Something is missing, the package does not compile, or `stop` was set. What tests do is never an error.
pub fn run(options: &Options, progress: &dyn Progress, stop: &AtomicBool) -> Result<Answer, MiriError> {
    progress.phase("looking for Miri");
    let version = toolchain::find(options)?;
    let package = package::read(options, stop)?;
    progress.phase("preparing the standard library (once for each toolchain)");
    toolchain::prepare(options, stop)?;
    progress.phase("compiling the tests");
    let (targets, notes) = targets::all(options, &package, stop)?;
    let mut answer = Answer { package: package.name.clone(), version, tests: Vec::new(), notes };
    let mut lists = Vec::new();
    for target in targets {
        progress.phase(&format!("listing the tests of `{}`", target.name));
        match targets::list(options, &package, &target, stop)? {
            targets::Listed::Tests(tests) => lists.push((target, tests)),
            targets::Listed::Broken(test) => answer.tests.push(*test),
            targets::Listed::Unreadable(why) => answer.notes.push(why),
        }
    }
    let runnable = |t: &&Test| t.outcome != Outcome::Ignored;
    progress.start(lists.iter().map(|(_, tests)| tests.iter().filter(runnable).count()).sum(), options.seeds);
    for (target, mut tests) in lists {
        progress.phase(&format!("running the tests of `{}`", target.name));
        let mut runs = targets::Process { options, package: &package, target: &target, stop };
        schedule::settle(&mut tests, options.seeds, &mut runs, &package.places, progress)?;
        answer.tests.extend(tests);
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_can_be_had_by_one_command() {
        let missing = MiriError::NoComponent { toolchain: "nightly".into(), component: "miri" };
        let command = "rustup toolchain install nightly --component miri,rust-src";
        assert_eq!(missing.remedy(), Some(format!("run `{command}`")));
        assert!(MiriError::NoRustup.remedy().is_some_and(|text| text.contains(command)));
        assert_eq!(MiriError::Interrupted.remedy(), None);
    }

    #[test]
    fn the_tested_toolchain_is_a_dated_nightly() {
        assert!(TESTED_TOOLCHAIN.starts_with("nightly-20") && !TESTED_TOOLCHAIN.contains(char::is_whitespace));
    }
}
