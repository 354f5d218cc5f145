//! `migrate hal` on HALs that vendors ship, as `firmware-ffi/migrate.toml` names them.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::corpus;
use crate::check::{GATE_FAILED, Outcome};
use crate::context::Context;
use crate::figures::Figures;
use crate::process::Run;
use crate::unavailable::Unavailable;

/// The folder whose `migrate.toml` names the HALs.
pub(super) const FIRMWARE: &str = "firmware-ffi";
/// The Rust targets of the HALs and of the emulated boards.
const TARGETS: [&str; 2] = ["thumbv6m-none-eabi", "thumbv7m-none-eabi"];
/// Fewer tests than this are a mistake in how they are selected.
const LEAST_TESTS: usize = 20;
/// And fewer drivers than this.
const LEAST_BENCHES: usize = 4;

/// Functions and macros have a class, C and Rust agree about every type, it is seen where they do not, and what was generated is
/// fresh.
pub(crate) fn vendor(context: &Context, name: &str) -> Result<Outcome> {
    targets(context)?;
    let scan = answer(hal(context, &["scan", name])?)?;
    let check = answer(hal(context, &["check", name])?)?;
    ensure!(is_empty(&check["disagreements"])?, "C and Rust differ: {}", check["disagreements"]);
    let naive = hal(context, &["check", name, "--naive"])?.finish()?;
    ensure!(naive.status.code() == Some(GATE_FAILED), "libclang's own view passes the gate: {:#}", naive.error());
    let made = hal(context, &["generate", name, "--check"])?.finish()?;
    let made: Value = serde_json::from_str(&made.stdout).with_context(|| format!("{:#}", made.error()))?;
    ensure!(is_empty(&made["stale"])?, "run `migrate hal generate {name}` in {FIRMWARE}; stale are {}", made["stale"]);
    let counts = &scan["counts"];
    let share = |part: &str, whole: &str| -> Result<f64> { Ok(number(counts, part)? / number(counts, whole)?) };
    let figures = Figures::from([
        ("hal.functions_listed".to_owned(), number(counts, "functions")?),
        ("hal.functions_classified".to_owned(), share("classified", "functions")?),
        ("hal.macros_resolved".to_owned(), share("object_macros_resolved", "object_macros")?),
        ("hal.generated_safe".to_owned(), number(&made["counts"], "safe")?),
        ("hal.generated_safe_blocking".to_owned(), number(&made["counts"], "safe_blocking")?),
        ("hal.generated_traits".to_owned(), number(&made["counts"], "traits")?),
        ("hal.assertions_rust".to_owned(), number(&check["counts"], "rust")?),
        ("hal.assertions_c".to_owned(), number(&check["counts"], "vendor")?),
    ]);
    corpus::judge(context, name, &figures)
}

/// Firmware does on an emulated board what `firmware-tests.toml` says.
pub(crate) fn firmware(context: &Context, _: &str) -> Result<Outcome> {
    targets(context)?;
    let run = hal(context, &["test"])?.finish()?;
    let code = run.status.code();
    ensure!([Some(0), Some(GATE_FAILED)].contains(&code), "no test has run: {:#}", run.error());
    let answer: Value = serde_json::from_str(&run.stdout).context("an answer in JSON")?;
    let tests = answer["tests"].as_array().context("tests in the answer")?;
    let failed: Vec<String> = tests
        .iter()
        .filter(|test| !is_empty(&test["failures"]).unwrap_or(false))
        .map(|test| format!("{}: {}", test["name"], test["failures"]))
        .collect();
    ensure!(failed.is_empty() && code == Some(0), "{}", failed.join("\n"));
    ensure!(tests.len() >= LEAST_TESTS, "only {} tests", tests.len());
    Ok(Outcome::Passed(format!("{} tests in {:.1} s", tests.len(), number(&answer, "run_seconds")?)))
}

/// A driver in Rust keeps within the limits of `firmware-tests.toml`, beside the same in C, and no image has code for panics.
pub(crate) fn bench(context: &Context, _: &str) -> Result<Outcome> {
    targets(context)?;
    let run = hal(context, &["bench"])?.finish()?;
    let code = run.status.code();
    ensure!([Some(0), Some(GATE_FAILED)].contains(&code), "nothing was measured: {:#}", run.error());
    let answer: Value = serde_json::from_str(&run.stdout).context("an answer in JSON")?;
    let list = |name: &str| answer[name].as_array().with_context(|| format!("`{name}` in the answer"));
    let (benches, gates) = (list("benches")?, list("gates")?);
    let broken = benches.iter().filter(|bench| !is_empty(&bench["failures"]).unwrap_or(false));
    let images = || gates.iter().filter_map(|gate| gate["images"].as_array()).flatten();
    let unclean = images().filter(|image| !is_empty(&image["symbols"]).unwrap_or(false));
    let said: Vec<String> = broken
        .map(|bench| format!("{}: {}", bench["name"], bench["failures"]))
        .chain(unclean.map(|image| format!("{}: {}", image["image"], image["symbols"])))
        .collect();
    ensure!(said.is_empty() && code == Some(0), "{}", said.join("\n"));
    let (drivers, gated) = (benches.len(), images().count());
    ensure!(drivers >= LEAST_BENCHES && gated >= LEAST_TESTS, "only {drivers} benches and {gated} images");
    let seconds = number(&answer, "run_seconds")?;
    Ok(Outcome::Passed(format!("{drivers} drivers and {gated} images in {seconds:.1} s")))
}

/// Drivers over the vendor's C on this machine, and every fault that the simulated registers can have.
pub(crate) fn simulator(context: &Context, _: &str) -> Result<Outcome> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Err(Unavailable::error("the simulator traps registers of x86-64 on Linux only", "run it there"));
    }
    tests(context, &["host"])
}

/// What the build scripts of firmware are made of. To be tested, it is compiled once more with all it needs.
pub(crate) fn build_scripts(context: &Context, _: &str) -> Result<Outcome> {
    tests(context, &["test", "--package", "vendor-build"])
}

/// Tests of the firmware's packages that run on this machine, by words for cargo.
fn tests(context: &Context, words: &[&str]) -> Result<Outcome> {
    let said = context.cargo().args(words).dir(&context.root.join(FIRMWARE)).stdout()?;
    let passed: u64 = said
        .lines()
        .filter_map(|line| line.strip_prefix("test result: ok. ")?.split_once(" passed")?.0.parse::<u64>().ok())
        .sum();
    ensure!(passed > 0, "no test has run:\n{said}");
    Ok(Outcome::Passed(format!("{passed} tests")))
}

/// Rust's own library for the targets.
pub(super) fn targets(context: &Context) -> Result<()> {
    let words = [["target", "add"].as_slice(), &TARGETS].concat();
    context.run("rustup").args(&words).ok().map(drop).map_err(|error| {
        Unavailable::error(
            format!("rustup cannot get Rust for {}: {error:#}", TARGETS.join(", ")),
            format!("rustup {}", words.join(" ")),
        )
    })
}

pub(super) fn hal(context: &Context, arguments: &[&str]) -> Result<Run> {
    let run = context.run(context.migrate()?).dir(&context.root.join(FIRMWARE));
    Ok(run.args(["--format", "json", "hal"]).args(arguments))
}

fn answer(run: Run) -> Result<Value> {
    serde_json::from_str(&run.stdout()?).context("an answer in JSON")
}

fn number(of: &Value, name: &str) -> Result<f64> {
    of[name].as_f64().with_context(|| format!("`{name}` in the answer"))
}

fn is_empty(list: &Value) -> Result<bool> {
    Ok(list.as_array().context("a list in the answer")?.is_empty())
}
