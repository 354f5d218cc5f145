//! The plan page: one file that shows a plan to somebody who has never seen the codebase. And the pages of a
//! bridge and of a comparison.
//!
//! A page holds everything that it needs: style, scripts and data; a policy in its head forbids it the network. Its
//! tables are written as HTML, so that they can be read and printed where scripts do not run; the scripts of the plan add
//! the border curve, the graph and the panel of the unit in hand, those of a bridge search and order. Names of files and symbols come from foreign code: in HTML
//! they are escaped by the template engine, in the data every character that HTML gives a meaning to is a JSON escape,
//! and the scripts only ever set text.

mod bridge;
mod compare;
mod curves;
mod data;

use std::collections::BTreeMap;

use migrate_model::plan::{Decision, Granularity, Module, Plan, SeamSymbol};
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

use crate::table::thousands;
pub use bridge::{BridgePage, bridge_page};
pub use compare::compare_page;

/// What the pages have in common: colours, type, the sentences at the top.
const BASE: &str = include_str!("page/base.css");
const TEMPLATE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/plan.css");
/// In the order in which they stand in the page: each uses what those before it declare.
const SCRIPTS: [&str; 7] = [
    include_str!("page/dom.js"),
    include_str!("page/model.js"),
    include_str!("page/curve.js"),
    include_str!("page/steps.js"),
    include_str!("page/graph.js"),
    include_str!("page/detail.js"),
    include_str!("page/app.js"),
];

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct PlanPage<'a> {
    /// Name of the codebase, for the title.
    pub codebase: &'a str,
    /// The plan.
    pub plan: &'a Plan,
    /// The symbols of its seams, as the planner lists them.
    pub symbols: &'a [SeamSymbol],
    /// Source lines that findings point at, by file and line (from 1), without the line break. Those that are not there
    /// are not shown.
    pub lines: &'a BTreeMap<(String, u32), String>,
}

/// The page as HTML.
///
/// # Panics
/// Never: the template is part of the program, and a test renders it.
#[must_use]
pub fn plan_page(page: &PlanPage<'_>) -> String {
    let values = context! {
        codebase => page.codebase,
        style => [BASE, STYLE].concat(),
        scripts => SCRIPTS.concat(),
        data => data::json(page),
        lead => Lead::new(page.plan),
        steps => rows(page.plan),
    };
    render(TEMPLATE, values)
}

/// Fills a template; whatever stands in a value stays text.
fn render(template: &str, values: minijinja::Value) -> String {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("page", template).expect("the template is part of the program");
    let template = environment.get_template("page").expect("the template was added");
    template.render(values).expect("the template knows its values")
}

/// The sentences at the top.
#[derive(Serialize)]
struct Lead {
    what: String,
    lines: String,
    modules: String,
    steps: String,
    /// The last moment of the migration.
    last: usize,
    start: Option<String>,
    hub: Option<Hub>,
    area: String,
    peak: String,
    symbols: String,
    random: String,
    leaf_first: String,
    greedy: String,
}

/// The module that most others use.
#[derive(Serialize)]
struct Hub {
    name: String,
    users: String,
    others: String,
    /// Whether these are many.
    wide: bool,
}

impl Lead {
    fn new(plan: &Plan) -> Self {
        let one = plan.modules.len() == 1;
        let what = match plan.granularity {
            Granularity::Module if one => "module",
            Granularity::Module => "modules",
            Granularity::Unit if one => "unit",
            Granularity::Unit => "units",
        };
        let border = &plan.border;
        let mean = |area: f64| if area < 9.95 { format!("{area:.1}") } else { thousands(area.round() as u64) };
        Lead {
            what: what.to_owned(),
            lines: thousands(plan.modules.iter().map(|m| m.lines).sum()),
            modules: thousands(plan.modules.len() as u64),
            steps: thousands(plan.steps.len() as u64),
            last: plan.steps.len(),
            start: plan.steps.first().map(|s| s.modules.join(" + ")),
            hub: most_used(plan),
            area: mean(border.area),
            peak: thousands(border.peak),
            symbols: thousands(border.symbols),
            random: mean(border.baselines.random.area),
            leaf_first: mean(border.baselines.leaf_first.area),
            greedy: mean(border.baselines.greedy.area),
        }
    }
}

fn most_used(plan: &Plan) -> Option<Hub> {
    let users = |m: &Module| m.used_by.len();
    let best = plan.modules.iter().filter(|m| users(m) > 1).max_by_key(|m| (users(m), std::cmp::Reverse(&m.name)))?;
    let others = plan.modules.len() - 1;
    Some(Hub {
        name: best.name.clone(),
        users: thousands(users(best) as u64),
        others: thousands(others as u64),
        wide: 3 * users(best) >= others,
    })
}

/// A row of the table of steps.
#[derive(Serialize)]
struct Row {
    n: u32,
    names: Vec<Name>,
    lines: String,
    decision: &'static str,
    why: String,
    live: String,
    /// Widths of the bar, in per cent of the peak.
    cpp_to_rust: f64,
    rust_to_cpp: f64,
    findings: usize,
}

/// A name with its folder apart.
#[derive(Serialize)]
struct Name {
    folder: String,
    base: String,
}

fn rows(plan: &Plan) -> Vec<Row> {
    let by_name: BTreeMap<&str, &Module> = plan.modules.iter().map(|m| (m.name.as_str(), m)).collect();
    let most =
        plan.steps.iter().map(|s| s.live_symbols.cpp_to_rust + s.live_symbols.rust_to_cpp).max().unwrap_or(0).max(1);
    let width = |symbols: u64| (symbols as f64 * 1000.0 / most as f64).round() / 10.0;
    let row = |step: &migrate_model::plan::Step| Row {
        n: step.n,
        names: step.modules.iter().map(|name| split(name)).collect(),
        lines: thousands(step.lines),
        decision: word(step.decision),
        why: step.why.clone(),
        live: thousands(step.live_symbols.cpp_to_rust + step.live_symbols.rust_to_cpp),
        cpp_to_rust: width(step.live_symbols.cpp_to_rust),
        rust_to_cpp: width(step.live_symbols.rust_to_cpp),
        findings: step.modules.iter().filter_map(|m| by_name.get(m.as_str())).map(|m| m.findings.len()).sum(),
    };
    plan.steps.iter().map(row).collect()
}

fn split(name: &str) -> Name {
    let at = name.rfind('/').map_or(0, |slash| slash + 1);
    Name { folder: name[..at].to_owned(), base: name[at..].to_owned() }
}

fn word(decision: Decision) -> &'static str {
    match decision {
        Decision::Bridge => "bridge",
        Decision::Twin => "twin",
        Decision::Together => "together",
        Decision::Leave => "leave",
    }
}

/// A tenth of a pixel is all that a picture shows.
fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests;
