//! `migrate bench` of the modules here: the legacy system's and leveldb's, C++ against Rust.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::ported;
use crate::check::Outcome;
use crate::context::Context;
use crate::corpus::{self, Manifest};

/// What every module is measured by.
const METRICS: [&str; 9] = [
    "cpu_time",
    "wall_time",
    "allocations",
    "reallocations",
    "allocated",
    "peak_heap",
    "peak_rss",
    "cold_start",
    "size",
];
/// Enough to see that layouts differ.
const LAYOUTS: &str = "2";

/// Both sides of every module do the same, and everything is measured. Times are nobody's business here.
pub(crate) fn equal(context: &Context, name: &str) -> Result<Outcome> {
    let folder = ported::folder(context, name);
    if name != "legacy-cpp" {
        // Its sources have to be there.
        corpus::ensure(context, Manifest::load(context)?.get(name)?)?;
    }
    let run = context.run(context.migrate()?).dir(&folder);
    let run =
        run.args(["--format", "json", "bench", "--budget", "1s", "--layouts", LAYOUTS, "--gate", "cpu_time=900%"]);
    let said = run.finish()?;
    let answer: Value = serde_json::from_str(&said.stdout).with_context(|| format!("no answer: {}", said.stderr))?;
    let answers = answer["modules"].as_array().context("several modules")?;
    let modules: Vec<&str> = answers.iter().filter_map(|a| a["module"]["name"].as_str()).collect();
    ensure!(modules == ported::modules(&folder)?, "{modules:?} have scenarios");
    for (module, answer) in modules.iter().zip(answers) {
        ensure!(answer["outputs"]["equal"] == true, "{module}: {}", answer["findings"]);
        ensure!(answer["raw"]["trouble"] == Value::Array(vec![]), "{module}: {}", answer["raw"]["trouble"]);
        let measured: Vec<&str> =
            answer["metrics"].as_array().into_iter().flatten().filter_map(|m| m["name"].as_str()).collect();
        for metric in METRICS {
            ensure!(measured.contains(&metric), "{module}: {metric} was not measured");
        }
        ensure!(answer["native"].is_null() || answer["native"]["outputs"]["equal"] == true, "{module}: native differs");
    }
    Ok(Outcome::Passed(format!("{} modules", modules.len())))
}
