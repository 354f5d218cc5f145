//! The workspace itself: format, lints, documentation, tests, the oldest supported compiler.

use anyhow::Result;

use crate::check::Outcome;
use crate::context::Context;
use crate::files;

/// The oldest compiler that the workspace promises to build with.
const MSRV: &str = "1.88";

/// Folders with Rust that belongs to no crate of the workspace.
const APART: [&str; 7] = [
    "xtask/programs",
    "migrate-cli/miri-runner/tests/fixtures",
    "migrate-cli/rules/rules",
    "rust-modules",
    "examples/leveldb/rust-modules",
    "benches/native",
    "benches/dispatch/rust",
];

pub(crate) fn format(context: &Context, _: &str) -> Result<Outcome> {
    component(context, "fmt", "rustfmt")?;
    context.cargo().args(["fmt", "--all", "--check"]).ok()?;
    let mut programs = Vec::new();
    for folder in APART {
        programs.extend(files::with_extension(&context.root.join(folder), "rs")?);
    }
    context.run("rustfmt").env_remove("RUSTUP_TOOLCHAIN").args(["--check", "--edition", "2024"]).args(programs).ok()?;
    Ok(Outcome::passed())
}

pub(crate) fn clippy(context: &Context, _: &str) -> Result<Outcome> {
    component(context, "clippy", "clippy")?;
    context.cargo().args(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]).ok()?;
    Ok(Outcome::passed())
}

pub(crate) fn rustdoc(context: &Context, _: &str) -> Result<Outcome> {
    context
        .cargo()
        .args(["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .ok()?;
    Ok(Outcome::passed())
}

/// All tests of the workspace; snapshots must match and never be written.
pub(crate) fn tests(context: &Context, _: &str) -> Result<Outcome> {
    let done = context.cargo().args(["test", "--workspace", "--no-fail-fast"]).env("INSTA_UPDATE", "no").finish()?;
    if !done.status.success() {
        let failures = failures(&done.stdout);
        return Err(if failures.is_empty() { done.error() } else { anyhow::anyhow!("{failures}") });
    }
    let (passed, ignored) = counts(&done.stdout);
    anyhow::ensure!(passed > 0, "cargo test ran no test");
    Ok(Outcome::Passed(match ignored {
        0 => format!("{passed} tests"),
        n => format!("{passed} tests, {n} ignored"),
    }))
}

pub(crate) fn msrv(context: &Context, _: &str) -> Result<Outcome> {
    let toolchain = format!("+{MSRV}");
    let present = || context.cargo().args([&toolchain, "--version"]).finish().is_ok_and(|d| d.status.success());
    if !present() {
        let install = context.run("rustup").args(["toolchain", "install", MSRV, "--profile", "minimal"]).finish();
        if !install.is_ok_and(|done| done.status.success()) || !present() {
            return Ok(Outcome::Skipped(format!("Rust {MSRV} is not installed and rustup cannot get it")));
        }
    }
    // A folder of its own, so that the two compilers do not drive out each other's artefacts.
    let target = context.cache.join("msrv");
    context.cargo().args([&toolchain, "check", "--workspace", "--quiet"]).env("CARGO_TARGET_DIR", target).ok()?;
    Ok(Outcome::Passed(format!("Rust {MSRV}")))
}

fn component(context: &Context, command: &str, component: &str) -> Result<()> {
    if !context.cargo().args([command, "--version"]).finish()?.status.success() {
        context.run("rustup").args(["component", "add", component]).ok()?;
    }
    Ok(())
}

/// What failing tests said, without the list of those that passed.
fn failures(stdout: &str) -> String {
    let mut inside = false;
    let mut kept = Vec::new();
    for line in stdout.lines() {
        inside = (inside || line == "failures:") && !line.starts_with("test result:");
        if inside {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// Sums up the `test result:` lines: passed, ignored.
fn counts(stdout: &str) -> (u64, u64) {
    let number = |line: &str, word: &str| -> u64 {
        let before = line.split(word).next().unwrap_or("").trim_end();
        before.rsplit(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0)
    };
    let results = stdout.lines().filter(|l| l.starts_with("test result:"));
    results.fold((0, 0), |(p, i), l| (p + number(l, " passed"), i + number(l, " ignored")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_summed() {
        let text = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\nother\n\
                    test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(counts(text), (15, 1));
    }

    #[test]
    fn failures_are_cut_out() {
        let text =
            "test a ... ok\n\nfailures:\n\n---- b ----\nwrong\n\ntest result: FAILED. 1 passed; 1 failed\nrunning 0";
        assert_eq!(failures(text), "failures:\n\n---- b ----\nwrong\n");
    }

    #[test]
    fn msrv_is_the_manifests() {
        assert!(include_str!("../../../Cargo.toml").contains(&format!("rust-version = \"{MSRV}\"")));
    }
}
