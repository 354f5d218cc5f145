//! Miri, through `migrate miri`: it finds what is planted, and nothing in the Rust of the modules.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::check::{GATE_FAILED, Outcome};
use crate::context::Context;
use crate::files;
use crate::process::{self, Finished, Run};
use crate::unavailable::Unavailable;

/// The nightly whose Miri is used here; the one place that names it.
const TOOLCHAIN: &str = include_str!("../../../migrate-cli/miri-runner/toolchain.txt").trim_ascii();
/// A package with mistakes.
const PLANTED: &str = "migrate-cli/miri-runner/tests/fixtures/planted";
/// The kinds of undefined behaviour in it.
const KINDS: [&str; 5] = ["dangling", "out_of_bounds", "data_race", "aliasing", "uninitialised"];
/// The Rust that replaces modules of the legacy system.
const MODULES: &str = "rust-modules";
/// Seeds of a run that is to be short, and of one that may be long.
const SEEDS: &str = "2";
const MANY: &str = "16";
/// Exit code of `migrate` if there is nothing to run.
const NOTHING: i32 = 104;

/// Every planted undefined behaviour is found, and what is none is told from it.
pub(crate) fn planted(context: &Context, _: &str) -> Result<Outcome> {
    install(context)?;
    let run = miri(context, &context.root.join(PLANTED), "planted", &["--seeds", "1"])?;
    let (done, answer) = answer(run.finish()?)?;
    ensure!(done.status.code() == Some(GATE_FAILED), "{:#}", done.error());
    let reported = ended(&answer, |outcome| ["undefined_behavior", "data_race"].contains(&outcome));
    let kinds: Vec<&str> = reported.iter().filter_map(|t| t["report"]["kind"].as_str()).collect();
    let found = KINDS.iter().filter(|kind| kinds.contains(kind)).count();
    ensure!(found == KINDS.len() && kinds.len() == KINDS.len(), "found {kinds:?} of {KINDS:?}");
    for outcome in ["unsupported", "failed", "leak", "ignored"] {
        ensure!(ended(&answer, |o| o == outcome).len() == 1, "not one test is `{outcome}`: {}", answer["tests"]);
    }
    Ok(Outcome::Passed(format!("{found} of {} planted undefined behaviours found", KINDS.len())))
}

/// The tests of every module's Rust are clean. A module that has none yet is named.
pub(crate) fn modules(context: &Context, _: &str) -> Result<Outcome> {
    clean(context, SEEDS)
}

/// The same with many seeds: threads take turns in more ways.
pub(crate) fn many_seeds(context: &Context, _: &str) -> Result<Outcome> {
    clean(context, MANY)
}

fn clean(context: &Context, seeds: &str) -> Result<Outcome> {
    let packages = packages(&context.root.join(MODULES))?;
    if packages.is_empty() {
        return Ok(Outcome::Passed(format!("no crate in {MODULES}/")));
    }
    install(context)?;
    let (mut clean, mut without, mut count, mut wrong) = (Vec::new(), Vec::new(), 0, String::new());
    // Miri itself uses one core. The standard library that all need is made before.
    context.run("rustup").args(["run", TOOLCHAIN, "cargo", "miri", "setup"]).ok()?;
    let runs = packages.iter().map(|package| miri(context, package, MODULES, &["--seeds", seeds]));
    let runs = runs.collect::<Result<Vec<_>>>()?;
    for (package, done) in packages.iter().zip(process::all(runs, context.jobs())) {
        let (done, answer) = answer(done?)?;
        let name = package.strip_prefix(context.root.join(MODULES))?.display().to_string();
        count += ended(&answer, |outcome| outcome == "passed").len();
        match done.status.code() {
            Some(0) => clean.push(name),
            Some(NOTHING) => without.push(name),
            _ => wrong += &format!("{name}: {}\n", findings(&answer).unwrap_or_else(|| format!("{:#}", done.error()))),
        }
    }
    ensure!(wrong.is_empty(), "{wrong}");
    let gap = if without.is_empty() { String::new() } else { format!("; no tests in {}", without.join(", ")) };
    Ok(Outcome::Passed(format!("{count} tests of {}{gap}", clean.join(", "))))
}

/// Whether the toolchain is there, with Miri and the sources that Miri compiles.
pub(crate) fn present(context: &Context) -> bool {
    let rustc = context.run("rustup").args(["run", TOOLCHAIN, "rustc", "--print", "sysroot"]);
    let sysroot = rustc.env("RUSTUP_AUTO_INSTALL", "0").stdout().unwrap_or_default();
    let has = |file: &str| Path::new(sysroot.trim()).join(file).exists();
    has("bin/cargo-miri") && has("lib/rustlib/src/rust/library/Cargo.toml")
}

/// Installs the toolchain with Miri, unless it is there.
pub(crate) fn install(context: &Context) -> Result<()> {
    if present(context) {
        return Ok(());
    }
    let words = ["toolchain", "install", TOOLCHAIN, "--profile", "minimal", "--component", "miri,rust-src"];
    eprintln!("installing Miri: rustup {}", words.join(" "));
    let said = context.run("rustup").args(words).finish();
    if said.is_ok_and(|done| done.status.success()) && present(context) {
        return Ok(());
    }
    Err(Unavailable::error(
        format!("Miri of {TOOLCHAIN} is not installed and rustup cannot get it"),
        format!("rustup {}", words.join(" ")),
    ))
}

/// `migrate miri` over a package, which is built in a folder of the cache.
fn miri(context: &Context, package: &Path, build: &str, more: &[&str]) -> Result<Run> {
    let target = context.cache.join("miri").join(build);
    let run = context.run(context.migrate()?).args(["--format", "json", "miri", "--toolchain", TOOLCHAIN]);
    Ok(run.args(more).arg("--package").arg(package).env("CARGO_TARGET_DIR", target).env_remove("MIRIFLAGS"))
}

/// What it found.
fn answer(done: Finished) -> Result<(Finished, Value)> {
    let answer = serde_json::from_str(&done.stdout).with_context(|| format!("{:#}", done.error()))?;
    Ok((done, answer))
}

/// Code, place and message of each finding; nothing if there is none, as when the crate does not compile.
fn findings(answer: &Value) -> Option<String> {
    let all = answer["findings"].as_array().filter(|all| !all.is_empty())?;
    let one = |f: &Value| {
        let [code, message, file] = [&f["code"], &f["message"], &f["span"]["file"]].map(|v| v.as_str().unwrap_or("-"));
        format!("\n  {code} {file}:{}: {message}", f["span"]["line"])
    };
    Some(all.iter().map(one).collect())
}

fn ended(answer: &Value, wanted: impl Fn(&str) -> bool) -> Vec<&Value> {
    let all = answer["tests"].as_array().map_or(&[][..], Vec::as_slice);
    all.iter().filter(|t| t["outcome"].as_str().is_some_and(&wanted)).collect()
}

/// The folders below that hold a package, sorted. Names of modules may have slashes.
fn packages(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for manifest in files::below(dir, &|path| path.ends_with("Cargo.toml"))? {
        let built = manifest.strip_prefix(dir)?.iter().any(|part| part == "target");
        if !built && files::read(&manifest)?.lines().any(|line| line.trim() == "[package]") {
            found.push(manifest.parent().unwrap_or(dir).to_owned());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workspaces_and_what_was_built_are_no_packages() {
        let dir = tempfile::tempdir().unwrap();
        for file in ["codec/Cargo.toml", "util/coding/Cargo.toml", "codec/target/x/Cargo.toml", "c/lib.rs"] {
            files::write(&dir.path().join(file), "[package]\n").unwrap();
        }
        files::write(&dir.path().join("Cargo.toml"), "[workspace]\n").unwrap();
        assert_eq!(packages(dir.path()).unwrap(), [dir.path().join("codec"), dir.path().join("util/coding")]);
        assert!(packages(&dir.path().join("none")).unwrap().is_empty());
    }
}
