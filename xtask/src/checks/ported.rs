//! Ported modules: what was generated is fresh, and programs do the same whichever implementation answers.
//!
//! The tests are those that the C++ came with, unchanged; the environment chooses the implementation of each module.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result, bail, ensure};

use super::legacy;
use super::scans::Codebase;
use super::shadow::ShadowLog;
use crate::check::Outcome;
use crate::context::Context;
use crate::corpus::{self, Manifest};

/// Random mixes of modes that the legacy system is tested in.
const MIXES: u64 = 20;
/// Share of the calls of leveldb's tests that shadow mode compares, beside the first of each function: some append millions of
/// bytes piece by piece to one string, which is copied for each comparison.
const LEVELDB_RATE: &str = "0.0002";
/// How often a test that fails beside Rust may show that it fails without it, too.
const REPEATS: u32 = 20;

/// Folder of a codebase's `migrate.toml`.
fn folder(context: &Context, name: &str) -> PathBuf {
    match name {
        "legacy-cpp" => context.root.clone(),
        _ => context.root.join("examples").join(name),
    }
}

/// Names of the modules that were ported, from what `port` wrote for CMake.
pub(super) fn modules(folder: &Path) -> Result<Vec<String>> {
    let text = crate::files::read(&folder.join("bridge/generated/modules.cmake"))?;
    let names = text.lines().filter_map(|l| Some(l.strip_prefix("migrate_module(\"")?.split('"').next()?.to_owned()));
    let names: Vec<String> = names.collect();
    ensure!(!names.is_empty(), "no module of {} is ported", folder.display());
    Ok(names)
}

/// `migrate port MODULE --check` of every ported module.
pub(crate) fn fresh(context: &Context, name: &str) -> Result<Outcome> {
    let folder = folder(context, name);
    if name == "legacy-cpp" {
        legacy::plain_build(context)?;
    } else {
        plain_library(context, name)?;
    }
    let codebase = Codebase::at(context, folder.clone())?;
    codebase.scan(&[])?;
    let modules = modules(&folder)?;
    for module in &modules {
        codebase.migrate().args(["port", module, "--check"]).ok()?;
    }
    Ok(Outcome::Passed(format!("{} modules", modules.len())))
}

/// The variable that chooses the implementation of a module.
fn variable(module: &str) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    format!("MIGRATE_{}", module.chars().map(fits).collect::<String>())
}

/// One compiler and build type for the mixed legacy system.
struct Mixed {
    name: &'static str,
    generator: &'static str,
    options: &'static [&'static str],
    /// Every module alone and the random mixes, not only all in one language.
    thorough: bool,
}

const MIXED: &[Mixed] = &[
    Mixed { name: "g++", generator: "Ninja", options: &["-DCMAKE_CXX_COMPILER=g++"], thorough: true },
    Mixed {
        name: "clang++ -O0",
        generator: "Ninja",
        options: &["-DCMAKE_CXX_COMPILER=clang++-19", "-DCMAKE_BUILD_TYPE=Debug"],
        thorough: false,
    },
    Mixed {
        name: "g++ -O0, make",
        generator: "Unix Makefiles",
        options: &["-DCMAKE_CXX_COMPILER=g++", "-DCMAKE_BUILD_TYPE=Debug"],
        thorough: false,
    },
    Mixed {
        name: "asan+ubsan",
        generator: "Ninja",
        options: &["-DCMAKE_CXX_COMPILER=g++", "-DCMAKE_BUILD_TYPE=Debug", "-DGATEWAY_SANITIZE=address,undefined"],
        thorough: false,
    },
];

/// Builds the mixed legacy system; the build folder.
pub(crate) fn build_mixed(context: &Context, name: &str) -> Result<PathBuf> {
    let build = MIXED.iter().find(|b| b.name == name).context("no such build")?;
    let folder = context.cache.join("mixed").join(name.replace([' ', ','], "-"));
    context
        .run("cmake")
        .args(["-G", build.generator, "-S"])
        .arg(&context.root)
        .arg("-B")
        .arg(&folder)
        .arg(format!("-DMIGRATE_EXECUTABLE={}", context.migrate()?.display()))
        .args(build.options)
        .ok()?;
    context.run("cmake").arg("--build").arg(&folder).args(["-j", &context.jobs().to_string()]).ok()?;
    Ok(folder)
}

/// Builds the mixed legacy system, builds it again for nothing, and runs ctest in its modes.
pub(crate) fn mixed(context: &Context, name: &str) -> Result<Outcome> {
    let build = MIXED.iter().find(|b| b.name == name).context("no such build")?;
    let modules = modules(&context.root)?;
    let folder = build_mixed(context, name)?;
    if build.generator == "Ninja" {
        let again = context.run("cmake").arg("--build").arg(&folder).stdout()?;
        ensure!(again.contains("no work to do"), "a build with nothing to do did something:\n{again}");
    }
    let all = |mode: &'static str| modules.iter().map(|m| (m.clone(), mode)).collect::<Vec<_>>();
    let mut runs = vec![all("cpp"), all("rust")];
    if build.thorough {
        runs.extend(modules.iter().map(|m| vec![(m.clone(), "rust")]));
        runs.extend((0..MIXES).map(|seed| mix(&modules, seed)));
    }
    let mut tests = 0;
    for modes in &runs {
        tests = ctest(context, &folder, modes, &[])?;
    }
    let log = ShadowLog::new(context, &format!("mixed-{}", name.replace([' ', ','], "-")))?;
    ctest(context, &folder, &all("shadow"), &[log.variable()])?;
    let compared = log.read()?;
    compared.ensure_same()?;
    let quiet: Vec<&String> = modules.iter().filter(|m| !compared.modules.contains(*m)).collect();
    ensure!(quiet.is_empty(), "nothing was compared of {quiet:?}");
    Ok(Outcome::Passed(format!(
        "{tests} tests in {} settings of {} modules; shadow: {} calls of {} functions, no difference",
        runs.len() + 1,
        modules.len(),
        compared.compared,
        compared.functions.len()
    )))
}

/// A mode for each module: the bits of a number that is spread over all bits (Knuth, TAOCP 6.4).
fn mix(modules: &[String], seed: u64) -> Vec<(String, &'static str)> {
    let bits = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
    modules.iter().enumerate().map(|(i, m)| (m.clone(), if bits >> i & 1 == 1 { "rust" } else { "cpp" })).collect()
}

/// Runs the tests of a build in these modes, with further variables; how many there are.
pub(super) fn ctest(
    context: &Context,
    folder: &Path,
    modes: &[(String, &str)],
    more: &[(&str, &OsStr)],
) -> Result<u64> {
    let mut run = context.run("ctest").arg("--test-dir").arg(folder);
    run =
        run.args(["--output-on-failure", "--no-tests=error", "--timeout", "300", "-j"]).arg(context.jobs().to_string());
    for (module, mode) in modes {
        run = run.env(&variable(module), mode);
    }
    for (name, value) in more {
        run = run.env(name, value);
    }
    let text = run.stdout().with_context(|| format!("in {modes:?}"))?;
    let line = text.lines().find(|l| l.contains("tests passed")).context("ctest printed no count")?;
    line.rsplit(' ').next().and_then(|n| n.parse().ok()).with_context(|| format!("no count in: {line}"))
}

/// The sources of a library of the corpus, and the folder of its plain build beside the example, built.
fn plain_library(context: &Context, name: &str) -> Result<(PathBuf, PathBuf)> {
    let manifest = Manifest::load(context)?;
    let sources = corpus::ensure(context, manifest.get(name)?)?;
    let build = folder(context, name).join("build");
    configure_library(context, &sources, &build, &["-DCMAKE_EXPORT_COMPILE_COMMANDS=ON".to_owned()])?;
    // A bridge names the archives that it finds.
    context.run("cmake").arg("--build").arg(&build).ok()?;
    Ok((sources, build))
}

fn configure_library(context: &Context, sources: &Path, build: &Path, options: &[String]) -> Result<()> {
    let run = context.run("cmake").args(["-G", "Ninja", "-DCMAKE_BUILD_TYPE=RelWithDebInfo", "-S"]);
    let run =
        run.arg(sources).arg("-B").arg(build).args(["-DLEVELDB_BUILD_BENCHMARKS=OFF", "-DLEVELDB_BUILD_TESTS=ON"]);
    run.args(options).ok()?;
    Ok(())
}

/// The test programs of leveldb in a build that does not know of the ported modules, in all modes. What fails has to fail
/// in the untouched build as well.
pub(crate) fn leveldb(context: &Context, _: &str) -> Result<Outcome> {
    let folder = folder(context, "leveldb");
    let (sources, plain) = plain_library(context, "leveldb")?;
    let mixed = context.cache.join("mixed/leveldb");
    let modules = modules(&folder)?;
    let options = [
        format!("-DCMAKE_PROJECT_INCLUDE={}", context.root.join("bridge/cmake/Migrate.cmake").display()),
        format!("-DMIGRATE_GENERATED={}", folder.join("bridge/generated").display()),
        format!("-DMIGRATE_ROOT={}", sources.display()),
        format!("-DMIGRATE_EXECUTABLE={}", context.migrate()?.display()),
    ];
    configure_library(context, &sources, &mixed, &options)?;
    context.run("cmake").arg("--build").arg(&mixed).ok()?;
    let again = context.run("cmake").arg("--build").arg(&mixed).stdout()?;
    ensure!(again.contains("no work to do"), "a build with nothing to do did something:\n{again}");
    let programs = programs(&mixed)?;
    let (mut cases, mut flaky) = (0, BTreeSet::new());
    let log = ShadowLog::new(context, "leveldb")?;
    for mode in ["cpp", "rust", "shadow"] {
        cases = 0;
        for program in &programs {
            let (passed, failed) = run_tests(context, &mixed.join(program), &modules, mode, None, Some(&log))?;
            cases += passed + failed.len();
            for test in failed {
                if !fails_alone(context, &plain.join(program), &test)? {
                    bail!("{program} {test} fails in mode {mode}, and {REPEATS} times not in the untouched build");
                }
                flaky.insert(test);
            }
        }
    }
    let compared = log.read()?;
    compared.ensure_same()?;
    let flaky: Vec<String> = flaky.into_iter().collect();
    let note = if flaky.is_empty() { String::new() } else { format!("; flaky without Rust too: {}", flaky.join(", ")) };
    Ok(Outcome::Passed(format!(
        "{} programs, {cases} cases, {} modules in three modes; shadow: {} calls of {} functions, no difference{note}",
        programs.len(),
        modules.len(),
        compared.compared,
        compared.functions.len()
    )))
}

/// The test programs of a build, by name.
fn programs(build: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(build).with_context(|| format!("cannot read {}", build.display()))?;
    let names = entries.filter_map(|e| Some(e.ok()?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = names.filter(|n| n.ends_with("_test")).collect();
    names.sort();
    ensure!(names.len() >= 30, "only {} test programs", names.len());
    Ok(names)
}

/// Runs a test program: how many cases pass, and which fail. `None` for the modes is the untouched build.
fn run_tests(
    context: &Context,
    program: &Path,
    modules: &[String],
    mode: &str,
    filter: Option<(&str, u32)>,
    log: Option<&ShadowLog>,
) -> Result<(usize, Vec<String>)> {
    let scratch = context.scratch("leveldb-tests")?;
    let mut run = context.run(program).dir(&scratch).env("TEST_TMPDIR", &scratch).env("TMPDIR", &scratch);
    for module in modules {
        run = run.env(&variable(module), mode);
    }
    if let Some(log) = log {
        let (name, file) = log.variable();
        run = run.env(name, file).env("MIGRATE_SHADOW_RATE", LEVELDB_RATE);
    }
    if let Some((test, repeat)) = filter {
        run = run.arg(format!("--gtest_filter={test}")).arg(format!("--gtest_repeat={repeat}"));
    }
    let done = run.finish()?;
    let said = format!("{}{}", done.stdout, done.stderr);
    ensure!(!said.contains("panicked at"), "{} in mode {mode}: Rust has panicked\n{said}", program.display());
    let passed = said.lines().filter(|l| l.starts_with("[       OK ]")).count();
    let failed =
        said.lines().filter_map(|l| l.strip_prefix("[  FAILED  ] ")?.split_once(" (")).map(|(t, _)| t.to_owned());
    let failed: Vec<String> = failed.collect();
    if failed.is_empty() && !done.status.success() {
        return Err(done.error());
    }
    // A program without cases of its own is one.
    Ok((passed.max(usize::from(failed.is_empty())), failed))
}

/// The test fails in the untouched build, too, if it is only tried often enough, or while the machine has other work.
fn fails_alone(context: &Context, program: &Path, test: &str) -> Result<bool> {
    let fails =
        || run_tests(context, program, &[], "", Some((test, REPEATS)), None).map(|(_, failed)| !failed.is_empty());
    Ok(fails()? || under_load(2 * context.jobs(), fails)?)
}

/// Runs something while so many threads do nothing but take time.
fn under_load<T>(threads: usize, run: impl FnOnce() -> T) -> T {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        let out = run();
        stop.store(true, Ordering::Relaxed);
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_named_as_the_runtime_does() {
        assert_eq!(variable("util/log-reader"), "MIGRATE_UTIL_LOG_READER");
    }

    #[test]
    fn mixes_differ() {
        let modules: Vec<String> = (0..7).map(|i| i.to_string()).collect();
        let mixes: BTreeSet<_> = (0..MIXES).map(|seed| mix(&modules, seed)).collect();
        assert!(mixes.len() >= 18, "{} different mixes", mixes.len());
    }

    #[test]
    fn mixed_builds_are_those_of_the_table() {
        for check in crate::commands::test::CHECKS.iter().filter(|c| c.name == "mixed legacy") {
            assert!(MIXED.iter().any(|b| b.name == check.subject), "{}", check.subject);
        }
    }
}
