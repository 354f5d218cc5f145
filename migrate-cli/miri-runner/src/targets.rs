//! The test programs of a package, and the tests that are in them.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::AtomicBool;

use migrate_model::miri::{Outcome, Test};
use serde::Deserialize;

use crate::batch::Ran;
use crate::blame::cut_short;
use crate::command::{cargo_miri, with_flags};
use crate::diagnostic::Diagnostic;
use crate::package::Package;
use crate::process::{End, Line, stream};
use crate::report::of_miri;
use crate::schedule::Runs;
use crate::toolchain::io;
use crate::{MiriError, Options};

/// How the harness is to speak, and one test after the other: only then is it known which one is running.
const HARNESS: [&str; 5] = ["--test-threads=1", "-Z", "unstable-options", "--format", "json"];

/// A test program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Target {
    /// `lib`, `bin NAME`, `test NAME`, `example NAME`
    pub(crate) name: String,
    /// How cargo is told to take this one.
    select: Vec<String>,
}

/// What came of asking a test program for its tests.
#[derive(Debug)]
pub(crate) enum Listed {
    Tests(Vec<Test>),
    /// It does not even come to its first test.
    Broken(Box<Test>),
    /// It has no list; why.
    Unreadable(String),
}

#[derive(Deserialize)]
struct Message {
    reason: String,
    manifest_path: Option<PathBuf>,
    target: Option<Described>,
    profile: Option<Profile>,
    executable: Option<String>,
    message: Option<Diagnostic>,
}

#[derive(Deserialize)]
struct Described {
    kind: Vec<String>,
    name: String,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// Compiles, and gives back the test programs of the package, with notes about what is left out.
pub(crate) fn all(
    options: &Options,
    package: &Package,
    stop: &AtomicBool,
) -> Result<(Vec<Target>, Vec<String>), MiriError> {
    let mut command = with_flags(cargo_miri(options), options, 0);
    command.args(["test", "--no-run", "--message-format=json", "--manifest-path"]).arg(&package.manifest);
    let (mut found, mut errors, mut said) = (BTreeSet::new(), String::new(), Vec::new());
    let end = stream(&mut command, None, stop, &mut |line| {
        match line {
            Line::Out(text) => match serde_json::from_str::<Message>(&text) {
                Ok(message) if message.reason == "compiler-message" => errors += &rendered(message.message.as_slice()),
                Ok(message) => found.extend(target(message, package)),
                Err(_) => {}
            },
            Line::Err(text) => said.push(text),
        }
        true
    });
    match end.map_err(|source| io(options, source))? {
        End::Code(0) => {}
        End::Stopped => return Err(MiriError::Interrupted),
        _ => {
            let errors = if errors.is_empty() { said.join("\n") } else { errors };
            return Err(MiriError::Build { package: package.name.clone(), errors });
        }
    }
    Ok((found.into_iter().collect(), Vec::new()))
}

fn target(message: Message, package: &Package) -> Option<Target> {
    let (profile, target) = (message.profile?, message.target?);
    if !profile.test || message.executable.is_none() || message.manifest_path? != package.manifest {
        return None;
    }
    let kind = target.kind.first().map_or("lib", String::as_str);
    Some(match kind {
        "bin" | "test" | "example" => {
            Target { name: format!("{kind} {}", target.name), select: vec![format!("--{kind}"), target.name] }
        }
        _ => Target { name: "lib".to_owned(), select: vec!["--lib".to_owned()] },
    })
}

fn rendered(errors: &[Diagnostic]) -> String {
    errors.iter().filter(|e| e.is_error()).filter_map(|e| e.rendered.clone()).collect()
}

/// Asks a test program for its tests.
pub(crate) fn list(
    options: &Options,
    package: &Package,
    target: &Target,
    stop: &AtomicBool,
) -> Result<Listed, MiriError> {
    let mut command = harness(options, package, target, 0);
    command.arg("--list").args(&options.filter);
    let ran = heard(options, command, stop)?;
    if ran.complete && ran.end == End::Code(0) {
        return Ok(Listed::Tests(ran.discovered.into_iter().map(|found| test(found, package, target)).collect()));
    }
    // Miri compiles the test program itself only now.
    let broken: Vec<Diagnostic> =
        ran.errors.iter().filter(|e| of_miri(e, &package.places, 0).is_none()).cloned().collect();
    if !broken.is_empty() && broken.len() == ran.errors.len() {
        return Err(MiriError::Build { package: package.name.clone(), errors: rendered(&broken) });
    }
    if ran.end == End::Code(0) {
        let why = "it has a harness of its own, which lists no tests";
        return Ok(Listed::Unreadable(format!("`{}` was left out: {why}", target.name)));
    }
    let (outcome, report) = cut_short(&ran, &package.places, 0, options.timeout);
    let (target, name) = (target.name.clone(), String::new());
    Ok(Listed::Broken(Box::new(Test { target, name, span: None, outcome, seeds: 1, report: Some(report) })))
}

fn test(found: crate::events::Discovered, package: &Package, target: &Target) -> Test {
    Test {
        target: target.name.clone(),
        name: found.name,
        span: found.place.map(|(file, line, column, end)| package.places.span(&file, line, column, end)),
        outcome: if found.ignored { Outcome::Ignored } else { Outcome::Passed },
        seeds: 0,
        report: None,
    }
}

/// The test program with its first arguments.
fn harness(options: &Options, package: &Package, target: &Target, seed: u32) -> Command {
    let mut command = with_flags(cargo_miri(options), options, seed);
    command.args(["test", "--quiet", "--manifest-path"]).arg(&package.manifest).args(&target.select);
    command.arg("--").args(HARNESS);
    command
}

fn heard(options: &Options, mut command: Command, stop: &AtomicBool) -> Result<Ran, MiriError> {
    let mut ran = Ran::new();
    let end = stream(&mut command, Some(options.timeout), stop, &mut |line| ran.hear(line));
    ran.end = end.map_err(|source| io(options, source))?;
    if ran.end == End::Stopped { Err(MiriError::Interrupted) } else { Ok(ran) }
}

/// Runs tests of one target.
pub(crate) struct Process<'a> {
    pub(crate) options: &'a Options,
    pub(crate) package: &'a Package,
    pub(crate) target: &'a Target,
    pub(crate) stop: &'a AtomicBool,
}

impl Runs for Process<'_> {
    fn run(&mut self, batch: &[String], whole: bool, seed: u32) -> Result<Ran, MiriError> {
        let mut command = harness(self.options, self.package, self.target, seed);
        if whole {
            // Names cost: the harness compares each with all, and Miri is slow.
            command.args(&self.options.filter);
        } else {
            command.arg("--exact").args(batch);
        }
        heard(self.options, command, self.stop)
    }

    fn limit(&self) -> std::time::Duration {
        self.options.timeout
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::Places;

    #[test]
    fn only_test_programs_of_the_package_count() {
        let places = Places { workspace: "/w".into(), package: "/w".into() };
        let package = Package { name: "p".into(), manifest: "/w/Cargo.toml".into(), places };
        let name = |manifest: &str, kind: &str, test: bool| {
            let text = format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"{manifest}","target":{{"kind":["{kind}"],"name":"n"}},"profile":{{"test":{test}}},"executable":"/x"}}"#
            );
            target(serde_json::from_str(&text).unwrap(), &package).map(|t| (t.name, t.select.join(" ")))
        };
        assert_eq!(name("/w/Cargo.toml", "lib", true), Some(("lib".into(), "--lib".into())));
        assert_eq!(name("/w/Cargo.toml", "rlib", true), Some(("lib".into(), "--lib".into())));
        assert_eq!(name("/w/Cargo.toml", "test", true), Some(("test n".into(), "--test n".into())));
        assert_eq!(name("/w/Cargo.toml", "bin", false), None);
        assert_eq!(name("/other/Cargo.toml", "lib", true), None);
    }
}
