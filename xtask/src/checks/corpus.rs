//! The tool on real libraries: the first hour without a hand edit, and the figures against their floors.

use anyhow::{Result, bail, ensure};
use serde_json::Value;

use super::scans::Codebase;
use crate::check::Outcome;
use crate::context::Context;
use crate::figures::counters::{self, Facts};
use crate::figures::floors::Floors;
use crate::figures::{Figures, store};
use crate::files;

/// `init`, `scan` and `plan` in the unpacked sources, with nothing edited by hand.
pub(crate) fn first_hour(context: &Context, library: &str) -> Result<Outcome> {
    let codebase = Codebase::library(context, library)?;
    codebase.scan(&[])?;
    let plan: Value = serde_json::from_str(&codebase.migrate().args(["plan", "--format", "json"]).stdout()?)?;
    let count = |key: &str| plan[key].as_array().map_or(0, Vec::len);
    ensure!(count("modules") > 0 && count("steps") > 0, "an empty plan");
    codebase.migrate().arg("plan").ok()?;
    Ok(Outcome::Passed(format!("{} modules, {} steps", count("modules"), count("steps"))))
}

/// Figures that are the same in every run: definitions, edges, border.
pub(crate) fn floors(context: &Context, library: &str) -> Result<Outcome> {
    let figures = measure(context, library)?;
    judge(context, library, &figures)
}

/// Compares with the floors, after the figures have been written down.
pub(crate) fn judge(context: &Context, library: &str, figures: &Figures) -> Result<Outcome> {
    store::remember(context, library, figures)?;
    let judgement = Floors::load(context)?.judge(library, figures);
    if !judgement.below.is_empty() {
        bail!("{library} is below its floors:\n  {}", judgement.below.join("\n  "));
    }
    let mut note = format!("{} figures", figures.len());
    if !judgement.short.is_empty() {
        note += &format!(", below the bar: {}", judgement.short.join(", "));
    }
    if judgement.risen > 0 {
        note += &format!("; {} rose: cargo xtask floors --raise", judgement.risen);
    }
    Ok(Outcome::Passed(note))
}

fn measure(context: &Context, library: &str) -> Result<Figures> {
    let work = context.scratch(&format!("floors-{library}"))?;
    let codebase = Codebase::library(context, library)?;
    let build = codebase.folder.join("build");
    let graph = work.join("graph.json");
    let mut figures = Figures::new();
    for (group, objects) in [("libclang", "off"), ("objects", "existing")] {
        codebase.scan(&["--objects", objects])?;
        let facts = Facts { symbols: work.join(format!("{group}.symbols")), refs: work.join(format!("{group}.refs")) };
        files::write(&facts.symbols, &codebase.facts("symbols")?)?;
        files::write(&facts.refs, &codebase.facts("refs")?)?;
        figures.extend(counters::link_edges(context, group, &build, &facts, &graph)?);
        if group == "libclang" {
            let plan = work.join("plan.json");
            let arguments = ["plan", "--granularity", "unit", "--format", "json"];
            files::write(&plan, &codebase.migrate().args(arguments).stdout()?)?;
            figures.extend(counters::border(context, &graph, &plan)?);
        }
    }
    Ok(figures)
}
