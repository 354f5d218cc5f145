//! The legacy system, mixed: its tests in all settings of its modules.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use super::{RUST_ONLY, SANITIZED, SHARED, file_name, variable, way};
use crate::check::Outcome;
use crate::checks::ported::modules;
use crate::checks::shadow::ShadowLog;
use crate::context::Context;

/// Random mixes of modes that the legacy system is tested in.
const MIXES: u64 = 20;

/// Builds the mixed legacy system in a way; the build folder.
pub(crate) fn build(context: &Context, name: &str) -> Result<PathBuf> {
    let way = way(name)?;
    let options = match name {
        SANITIZED => vec!["-DGATEWAY_SANITIZE=address,undefined".to_owned()],
        SHARED => {
            let file = context.root.join("xtask/src/checks/mixed/shared.cmake");
            vec![format!("-DCMAKE_PROJECT_INCLUDE={}", file.display())]
        }
        _ => Vec::new(),
    };
    way.build(context, "legacy", &context.root, &options)
}

/// Builds the mixed legacy system and runs ctest in its modes.
pub(crate) fn mixed(context: &Context, name: &str) -> Result<Outcome> {
    let way = way(name)?;
    let modules = modules(&context.root)?;
    let folder = build(context, name)?;
    if name == RUST_ONLY {
        let tests = ctest(context, &folder, &[], &[])?;
        return Ok(Outcome::Passed(format!("{tests} tests, {} modules", modules.len())));
    }
    let all = |mode: &'static str| modules.iter().map(|m| (m.clone(), mode)).collect::<Vec<_>>();
    let mut runs = vec![all("cpp"), all("rust")];
    if way.thorough {
        runs.extend(modules.iter().map(|m| vec![(m.clone(), "rust")]));
        runs.extend((0..MIXES).map(|seed| mix(&modules, seed)));
    }
    let mut tests = 0;
    for modes in &runs {
        tests = ctest(context, &folder, modes, &[])?;
    }
    let log = ShadowLog::new(context, &format!("mixed-{}", file_name(name)))?;
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
pub(crate) fn ctest(
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn mixes_differ() {
        let modules: Vec<String> = (0..7).map(|i| i.to_string()).collect();
        let mixes: BTreeSet<_> = (0..MIXES).map(|seed| mix(&modules, seed)).collect();
        assert!(mixes.len() >= 18, "{} different mixes", mixes.len());
    }
}
