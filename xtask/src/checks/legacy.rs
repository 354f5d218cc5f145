//! The legacy system: it builds without a warning, its tests pass, in every compiler and sanitizer; a build that has
//! nothing to do says so.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::check::Outcome;
use crate::context::Context;

/// Least share of the lines of `legacy-cpp/src` that its tests reach, in percent.
const COVERAGE: f64 = 85.0;

/// One way to build it.
struct Build {
    name: &'static str,
    compiler: &'static str,
    options: &'static [&'static str],
}

/// The way of [`plain_build`], which is named as its compiler.
const PLAIN: &str = "g++";

const BUILDS: &[Build] = &[
    Build { name: PLAIN, compiler: PLAIN, options: &[] },
    Build { name: "clang++", compiler: "clang++-19", options: &[] },
    Build {
        name: "asan+ubsan",
        compiler: "clang++-19",
        options: &["-DGATEWAY_SANITIZE=address,undefined", "-DCMAKE_BUILD_TYPE=Debug"],
    },
    Build { name: "tsan", compiler: "clang++-19", options: &["-DGATEWAY_SANITIZE=thread", "-DCMAKE_BUILD_TYPE=Debug"] },
];

/// Builds one of [`BUILDS`] with warnings as errors, runs ctest, and builds again for nothing.
pub(crate) fn build_and_test(context: &Context, name: &str) -> Result<Outcome> {
    let build = BUILDS.iter().find(|b| b.name == name).context("no such build")?;
    let folder = match name {
        // Scans have it already.
        PLAIN => plain_build(context)?,
        _ => {
            let folder = context.cache.join("legacy").join(name);
            configure(context, build.compiler, build.options, &folder)?;
            compile(context, &folder)?;
            folder
        }
    };
    let tests = ctest(context, &folder)?;
    let again = context.run("cmake").arg("--build").arg(&folder).stdout()?;
    ensure!(again.contains("no work to do"), "a build with nothing to do did something:\n{again}");
    Ok(Outcome::Passed(format!("{tests} tests")))
}

/// The share of lines that the tests reach, as gcov counts it.
pub(crate) fn coverage(context: &Context, _: &str) -> Result<Outcome> {
    let script = context.root.join("legacy-cpp/tools/coverage.sh");
    ensure!(script.is_file(), "legacy-cpp/tools/coverage.sh is missing");
    let folder = context.cache.join("legacy/coverage");
    let text = context.run("bash").arg(script).arg(&folder).stdout()?;
    let total = text.lines().find(|l| l.ends_with("total of src")).with_context(|| format!("no total in:\n{text}"))?;
    let percent = last_percentage(total).with_context(|| format!("no percentage in: {total}"))?;
    ensure!(percent >= COVERAGE, "line coverage of legacy-cpp/src is {percent} %, at least {COVERAGE} % is wanted");
    Ok(Outcome::Passed(format!("{percent} % of lines")))
}

/// Configures and builds with g++, no tests run; what `demo` and the scans need. The folder with the compile database.
pub(crate) fn plain_build(context: &Context) -> Result<PathBuf> {
    let folder = context.root.join("build/legacy");
    configure(context, PLAIN, &[], &folder)?;
    compile(context, &folder)?;
    Ok(folder)
}

/// Runs the tests of a build; how many there are.
pub(crate) fn ctest(context: &Context, folder: &Path) -> Result<u64> {
    let jobs = context.jobs().to_string();
    let text = context
        .run("ctest")
        .arg("--test-dir")
        .arg(folder)
        .args(["--output-on-failure", "--no-tests=error", "--timeout", "300", "-j", &jobs])
        .stdout()?;
    let line = text.lines().find(|l| l.contains("tests passed")).context("ctest printed no count")?;
    line.rsplit(' ').next().and_then(|n| n.parse().ok()).with_context(|| format!("no count in: {line}"))
}

fn configure(context: &Context, compiler: &str, options: &[&str], folder: &Path) -> Result<()> {
    context
        .run("cmake")
        .args(["-G", "Ninja", "-S"])
        .arg(context.root.join("legacy-cpp"))
        .arg("-B")
        .arg(folder)
        .arg(format!("-DCMAKE_CXX_COMPILER={compiler}"))
        .args(["-DCMAKE_COMPILE_WARNING_AS_ERROR=ON", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"])
        .args(options)
        .ok()?;
    Ok(())
}

fn compile(context: &Context, folder: &Path) -> Result<()> {
    context.run("cmake").arg("--build").arg(folder).ok()?;
    Ok(())
}

/// The last number before a percent sign.
fn last_percentage(text: &str) -> Option<f64> {
    let before = text[..text.rfind('%')?].trim_end();
    let start = before.rfind(|c: char| !c.is_ascii_digit() && c != '.').map_or(0, |at| at + 1);
    before[start..].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_found() {
        assert_eq!(last_percentage(" 87.25% 3490/4000  total of src"), Some(87.25));
        assert_eq!(last_percentage("nothing"), None);
    }

    #[test]
    fn build_names_are_those_of_the_table() {
        for check in crate::commands::test::CHECKS.iter().filter(|c| c.name == "legacy") {
            assert!(BUILDS.iter().any(|b| b.name == check.subject), "{}", check.subject);
        }
    }
}
