//! The independent counters: scripts that read object files and plans, never the tool's own log.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::Figures;
use crate::context::Context;
use crate::unavailable::Unavailable;

/// The folder of the counters.
pub(crate) fn folder(context: &Context) -> Result<PathBuf> {
    context.counters().ok_or_else(|| {
        Unavailable::error("no counters beside the clone", "set MIGRATE_MEASURE_DIR to the folder with link_edges.py")
    })
}

/// `link_edges.py`: facts against the objects of a build. Figures are named `GROUP.KIND_recall` and `…_precision`.
pub(crate) fn link_edges(context: &Context, group: &str, build: &Path, facts: &Facts, graph: &Path) -> Result<Figures> {
    let out = facts.symbols.with_extension("edges.json");
    python(context, "link_edges.py")?
        .arg("--build")
        .arg(build)
        .arg("--symbols")
        .arg(&facts.symbols)
        .arg("--refs")
        .arg(&facts.refs)
        .arg("--graph-out")
        .arg(graph)
        .arg("--json")
        .arg(&out)
        .ok()?;
    let json = read(&out)?;
    let mut figures = Figures::new();
    for kind in ["definitions", "file_edges", "symbol_edges"] {
        for which in ["recall", "precision"] {
            // Nothing to find and nothing claimed (0 / 0) is written as no number, and is no shortfall.
            let figure = match &json[kind][which] {
                Value::Null if json[kind].is_object() => 1.0,
                number => number.as_f64().with_context(|| format!("link_edges.py wrote no {which} of {kind}"))?,
            };
            figures.insert(format!("{group}.{kind}_{which}"), figure);
        }
    }
    Ok(figures)
}

/// Files with `facts symbols` and `facts refs`.
pub(crate) struct Facts {
    pub(crate) symbols: PathBuf,
    pub(crate) refs: PathBuf,
}

/// `border.py`: what the order of a plan costs on the graph of the objects.
pub(crate) fn border(context: &Context, graph: &Path, plan: &Path) -> Result<Figures> {
    let out = plan.with_extension("border.json");
    python(context, "border.py")?.arg("--graph").arg(graph).arg("--plan").arg(plan).arg("--json").arg(&out).ok()?;
    let json = read(&out)?;
    let number = |row: &Value, which: &str| row[which].as_f64().with_context(|| format!("border.py wrote no {which}"));
    let (mine, greedy) = (&json["plan"], &json["baselines"]["greedy"]);
    let mut figures = Figures::new();
    for which in ["area", "peak"] {
        let figure = number(mine, which)?;
        let base = number(greedy, which)?;
        figures.insert(format!("plan.{which}"), figure);
        if base > 0.0 {
            figures.insert(format!("plan.{which}_over_greedy"), figure / base);
        }
    }
    Ok(figures)
}

/// One of the scripts, ready for its arguments.
pub(crate) fn python(context: &Context, script: &str) -> Result<crate::process::Run> {
    let path = folder(context)?.join(script);
    if !path.is_file() {
        bail!("{} is missing", path.display());
    }
    Ok(context.run("python3").arg("-B").arg(path))
}

fn read(path: &Path) -> Result<Value> {
    // Python writes what is no number as NaN.
    let text = crate::files::read(path)?.replace(": NaN", ": null");
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))
}
