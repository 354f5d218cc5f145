//! leveldb, mixed: its own test programs, beside those of the untouched build.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;
use std::{fmt, fs};

use anyhow::{Context as _, Result, bail, ensure};

use super::{SANITIZED, SHARED, file_name, variable, way};
use crate::check::Outcome;
use crate::checks::honesty::busy;
use crate::checks::ported::{LEVELDB, folder, modules, plain_library};
use crate::checks::shadow::ShadowLog;
use crate::context::Context;
use crate::process::{self, Finished, Run};

/// Share of the calls that shadow mode compares, beside the first of each function: some tests append millions of bytes piece
/// by piece to one string, which is copied for each comparison.
const RATE: &str = "0.0002";
/// How long a test program may take; the slowest takes two and a half minutes on a loaded machine.
const PROGRAM_LIMIT: Duration = Duration::from_secs(600);
/// How often a test that has failed beside Rust is tried again, and in the untouched build as well.
const REPEATS: u32 = 20;
/// How long each round of that may take; what was tried by then counts.
const ROUND_LIMIT: Duration = Duration::from_secs(120);
/// Rounds of that in which the untouched build may show that it fails as well.
const ROUNDS: usize = 6;
/// Rust is what makes it fail if chance would do as much more rarely than that. A test that is a race of threads fails at a
/// rate of its own in any build, so it takes more than a different rate: always against every second time, of twenty.
const CHANCE: f64 = 0.000_5;
/// Test programs of leveldb, and those that it has of its shared library.
const PROGRAMS: (usize, usize) = (30, 8);

/// The test programs of leveldb in a build that does not know of the ported modules. What fails there has to fail in the
/// untouched build as well, and no more often than there.
pub(crate) fn mixed(context: &Context, name: &str) -> Result<Outcome> {
    let way = way(name)?;
    let folder = folder(context, "leveldb");
    let (sources, plain) = plain_library(context, "leveldb")?;
    let modules = modules(&folder)?;
    let mut options: Vec<String> = LEVELDB.iter().map(|&option| option.to_owned()).collect();
    options.extend([
        format!("-DCMAKE_PROJECT_INCLUDE={}", context.root.join("bridge/cmake/Migrate.cmake").display()),
        format!("-DMIGRATE_GENERATED={}", folder.join("bridge/generated").display()),
        format!("-DMIGRATE_ROOT={}", sources.display()),
    ]);
    match name {
        SANITIZED => options.extend(["C", "CXX"].map(|language| {
            format!("-DCMAKE_{language}_FLAGS=-fsanitize=address,undefined -fno-sanitize-recover=all")
        })),
        SHARED => options.push("-DBUILD_SHARED_LIBS=ON".to_owned()),
        _ => {}
    }
    let mixed = way.build(context, "leveldb", &sources, &options)?;
    let programs = programs(&mixed)?;
    let expected = if name == SHARED { PROGRAMS.1 } else { PROGRAMS.0 };
    ensure!(programs.len() == expected, "{} test programs, {expected} are expected", programs.len());
    let modes = if way.thorough { &["cpp", "rust", "shadow"][..] } else { &["rust", "shadow"] };
    let tests = Tests { context, modules: &modules };
    let (mut cases, mut flaky, mut untouched) = (0, BTreeSet::new(), BTreeMap::new());
    let log = ShadowLog::new(context, &format!("leveldb-{}", file_name(name)))?;
    for mode in modes {
        cases = 0;
        let runs = programs.iter().map(|p| {
            let (name, file) = log.variable();
            Ok(tests.command(&mixed.join(p), Some(mode))?.env(name, file).env("MIGRATE_SHADOW_RATE", RATE))
        });
        let runs = runs.collect::<Result<Vec<_>>>()?;
        for (program, done) in programs.iter().zip(process::all(runs, context.jobs())) {
            let (passed, failed) = cases_of(&mixed.join(program), mode, &done?)?;
            cases += passed + failed.len();
            for test in failed {
                eprintln!("  {program} {test} fails in mode {mode}: is it flaky without Rust?");
                let here = busy(2 * context.jobs(), || tests.repeat(&mixed.join(program), Some(mode), &test))?;
                if !untouched.contains_key(&test) {
                    untouched.insert(test.clone(), tests.untouched(&plain.join(program), &test)?);
                }
                let there = &untouched[&test];
                if by_chance(&here, &there.loaded) < CHANCE {
                    bail!("{program} {test} fails {here} in mode {mode}, {} untouched", there.loaded);
                }
                if !there.fails {
                    bail!(
                        "{program} {test} fails {here} in mode {mode}, and not in {ROUNDS} rounds of {REPEATS} untouched"
                    );
                }
                flaky.insert(test);
            }
        }
    }
    let compared = log.read()?;
    compared.ensure_same()?;
    let flaky = Vec::from_iter(flaky).join(", ");
    let note = if flaky.is_empty() { String::new() } else { format!("; flaky without Rust too: {flaky}") };
    Ok(Outcome::Passed(format!(
        "{} programs, {cases} cases, {} modules, modes {}; shadow: {} calls of {} functions, no difference{note}",
        programs.len(),
        modules.len(),
        modes.join(", "),
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
    Ok(names)
}

/// How often a test was tried, and how often it failed.
#[derive(Debug)]
struct Tried {
    failed: u32,
    all: u32,
}

impl fmt::Display for Tried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} times", self.failed, self.all)
    }
}

/// How test programs run.
struct Tests<'a> {
    context: &'a Context,
    modules: &'a [String],
}

impl Tests<'_> {
    /// A test program, in a folder of its own, as several run at once. Without a mode it is one of the untouched build.
    fn command(&self, program: &Path, mode: Option<&str>) -> Result<Run> {
        let name = program.file_name().unwrap_or_default().to_string_lossy();
        let scratch = self.context.scratch(&format!("leveldb-tests/{name}"))?;
        let run = self.context.run(program).limit(PROGRAM_LIMIT).dir(&scratch);
        // A program may also hold benchmarks, which would run before each of its tests.
        let run = run.env("TEST_TMPDIR", &scratch).env("TMPDIR", &scratch).env("BENCHMARK_FILTER", "-.");
        let modules = self.modules.iter().zip(mode.iter().cycle());
        Ok(modules.fold(run, |run, (module, mode)| run.env(&variable(module), mode)))
    }

    /// Runs one test over and over, [`REPEATS`] times if time allows.
    fn repeat(&self, program: &Path, mode: Option<&str>, test: &str) -> Result<Tried> {
        let run = self.command(program, mode)?.arg(format!("--gtest_filter={test}"));
        let done = run.arg(format!("--gtest_repeat={REPEATS}")).limit(ROUND_LIMIT).until_killed()?;
        let (passed, failed) = cases_of(program, mode.unwrap_or("of the untouched build"), &done)?;
        let failed = failed.len() as u32;
        ensure!(passed as u32 + failed > 0, "{test} did not end once: {}", done.error());
        Ok(Tried { failed, all: passed as u32 + failed })
    }

    /// Tries a test of the untouched build until it fails, or for so many rounds, alone every second time.
    fn untouched(&self, program: &Path, test: &str) -> Result<Untouched> {
        let again = || self.repeat(program, None, test);
        let load = 2 * self.context.jobs();
        let loaded = busy(load, again)?;
        let mut fails = loaded.failed > 0;
        for round in 1..ROUNDS {
            if fails {
                break;
            }
            fails = busy(if round % 2 == 0 { load } else { 0 }, again)?.failed > 0;
        }
        Ok(Untouched { loaded, fails })
    }
}

/// What a test program said: how many cases pass, and which fail.
fn cases_of(program: &Path, mode: &str, done: &Finished) -> Result<(usize, Vec<String>)> {
    let said = format!("{}{}", done.stdout, done.stderr);
    ensure!(!said.contains("panicked at"), "{} in mode {mode}: Rust has panicked\n{said}", program.display());
    let passed = said.lines().filter(|l| l.starts_with("[       OK ]")).count();
    let failed =
        said.lines().filter_map(|l| l.strip_prefix("[  FAILED  ] ")?.split_once(" (")).map(|(t, _)| t.to_owned());
    let failed: Vec<String> = failed.collect();
    if failed.is_empty() && !done.status.success() && !done.late() {
        return Err(done.error());
    }
    // A program without cases of its own is one.
    Ok((passed.max(usize::from(failed.is_empty() && !done.late())), failed))
}

/// What a test that has failed beside Rust does in the untouched build.
struct Untouched {
    /// While the machine has other work, as it has when the test is tried again beside Rust.
    loaded: Tried,
    /// It has failed, under load or alone.
    fails: bool,
}

/// How likely it is that the first of two equal coins shows at least so many of all heads
/// (Fisher's exact test with one side).
fn by_chance(first: &Tried, second: &Tried) -> f64 {
    let choose = |n: u32, k: u32| (0..k).map(|i| f64::from(n - i) / f64::from(k - i)).product::<f64>();
    let heads = first.failed + second.failed;
    let ways = |k: u32| choose(first.all, k) * choose(second.all, heads - k);
    let possible = heads.saturating_sub(second.all)..=heads.min(first.all);
    possible.filter(|k| *k >= first.failed).map(ways).sum::<f64>() / choose(first.all + second.all, heads)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_that_of_tables() {
        let tried = |(failed, all)| Tried { failed, all };
        let of = |[a, b]: [(u32, u32); 2]| by_chance(&tried(a), &tried(b));
        assert_eq!(of([(0, 20), (0, 20)]), 1.0);
        assert!((of([(1, 20), (0, 20)]) - 0.5).abs() < 1e-12);
        assert!(of([(20, 20), (10, 20)]) < CHANCE && of([(19, 20), (9, 20)]) > CHANCE);
        // R: fisher.test(matrix(c(8, 12, 1, 19), 2), alternative = "greater")
        let table = of([(8, 20), (1, 20)]);
        assert!((table - 0.009_8).abs() < 1e-3, "{table}");
        assert!(of([(20, 20), (0, 20)]) < 1e-9 && of([(3, 20), (9, 20)]) > 0.5);
        // The tea of Fisher: three of four and one of four, 17 of 70.
        assert!((of([(3, 4), (1, 4)]) - 17.0 / 70.0).abs() < 1e-12);
        // Tried less often, as time was short: 2 of 2 and 0 of 3 are one of ten.
        assert!((of([(2, 2), (0, 3)]) - 0.1).abs() < 1e-12);
    }
}
