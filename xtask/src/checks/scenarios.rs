//! The modules of the legacy system, C++ against Rust: the same scenario built over either, compared by the tool.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::ported;
use crate::check::Outcome;
use crate::context::Context;

/// The scenarios, in the repository.
const SOURCES: &str = "benches/scenarios";
/// Metrics of the table, as the tool calls them.
const METRICS: [&str; 6] = ["cpu_time", "wall_time", "allocations", "peak_heap", "peak_rss", "size"];

/// Both sides of every module do the same. Times are nobody's business here.
pub(crate) fn equal(context: &Context, _: &str) -> Result<Outcome> {
    let [cpp, rust] = build(context)?;
    let modules = ported::modules(&context.root)?;
    for module in &modules {
        let answer = compare(context, &[cpp.join(format!("{module}.so")), rust.join(format!("{module}.so"))], "1s")?;
        ensure!(answer["outputs"]["equal"] == true, "{module}: {}", answer["findings"]);
        ensure!(answer["raw"]["trouble"] == Value::Array(vec![]), "{module}: {}", answer["raw"]["trouble"]);
        for metric in METRICS {
            ensure!(ratio(&answer, metric).is_some(), "{module}: {metric} was not measured");
        }
    }
    Ok(Outcome::Passed(format!("{} modules", modules.len())))
}

/// The folders of the scenarios over C++ and over Rust.
pub(crate) fn build(context: &Context) -> Result<[PathBuf; 2]> {
    let folders = ["cpp", "rust"].map(|side| context.cache.join("scenarios").join(side));
    for (side, folder) in ["cpp", "rust"].iter().zip(&folders) {
        let run = context.run("cmake").args(["-G", "Ninja", "-DCMAKE_CXX_COMPILER=g++", "-S"]);
        let run = run.arg(context.root.join(SOURCES)).arg("-B").arg(folder).arg(format!("-DMIGRATE_SIDES={side}"));
        run.arg(format!("-DMIGRATE_EXECUTABLE={}", context.migrate()?.display())).ok()?;
        context.run("cmake").arg("--build").arg(folder).args(["-j", &context.jobs().to_string()]).ok()?;
    }
    Ok(folders)
}

/// What the tool says of a pair.
fn compare(context: &Context, pair: &[PathBuf; 2], budget: &str) -> Result<Value> {
    let run = context.run(context.migrate()?).args(["--format", "json", "bench", "compare", "--budget", budget]);
    let said = run.args(pair).finish()?;
    serde_json::from_str(&said.stdout).with_context(|| format!("no answer: {}", said.stderr))
}

/// A row for each module.
pub(crate) fn table(context: &Context, budget: &str) -> Result<String> {
    let [cpp, rust] = build(context)?;
    let mut out = format!("| module | verdict | C++ | {} | seconds |\n", METRICS.join(" | "));
    out += &format!("|---|---|---|{}---|\n", "---|".repeat(METRICS.len()));
    for module in ported::modules(&context.root)? {
        let answer = compare(context, &[cpp.join(format!("{module}.so")), rust.join(format!("{module}.so"))], budget)?;
        let verdict = answer["verdict"].as_str().context("a verdict")?;
        let first = find(&answer, "cpu_time").and_then(|m| m["first"].as_f64()).unwrap_or_default() / 1000.0;
        let cells: Vec<String> = METRICS.iter().map(|m| ratio(&answer, m).unwrap_or_else(|| "–".to_owned())).collect();
        let seconds = answer["seconds"].as_f64().unwrap_or_default();
        out += &format!("| {module} | {verdict} | {first:.1} µs | {} | {seconds:.1} |\n", cells.join(" | "));
    }
    Ok(out)
}

fn find<'a>(answer: &'a Value, metric: &str) -> Option<&'a Value> {
    answer["metrics"].as_array()?.iter().find(|m| m["name"] == metric)
}

/// `0.34 [0.34, 0.35]`, or the ratio alone where the interval is a point.
fn ratio(answer: &Value, metric: &str) -> Option<String> {
    let metric = find(answer, metric)?;
    let ratio = metric["ratio"].as_f64()?;
    let ends = [metric["ci"][0].as_f64()?, metric["ci"][1].as_f64()?];
    Some(match ends[0] == ends[1] {
        true => format!("{ratio:.2}"),
        false => format!("{ratio:.3} [{:.3}, {:.3}]", ends[0], ends[1]),
    })
}
