//! The data of the page: what its scripts need, as JSON that can stand inside of HTML.

use std::collections::BTreeMap;

use migrate_model::finding::Finding;
use migrate_model::plan::{CurvePoint, Module, Step};
use serde::Serialize;

use super::{PlanPage, word};

#[derive(Serialize)]
struct Data<'a> {
    granularity: &'a migrate_model::plan::Granularity,
    modules: Vec<PageModule<'a>>,
    steps: Vec<PageStep<'a>>,
    /// Name, owner, users.
    symbols: Vec<(&'a str, u32, &'a [u32])>,
    /// The curves: ours first.
    curves: Vec<Curve>,
}

#[derive(Serialize)]
struct PageModule<'a> {
    name: &'a str,
    files: &'a [String],
    lines: u64,
    hub: bool,
    share: f64,
    inward: u64,
    outward: u64,
    findings: Vec<PageFinding<'a>>,
}

#[derive(Serialize)]
struct PageFinding<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
}

#[derive(Serialize)]
struct PageStep<'a> {
    n: u32,
    /// Indices of its modules.
    modules: Vec<usize>,
    lines: u64,
    decision: &'static str,
    why: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    twin_until: Option<u32>,
    /// C++ to Rust, Rust to C++.
    live: (u64, u64),
    terms: Vec<(&'a str, f64, &'a str)>,
    score: f64,
}

#[derive(Serialize)]
struct Curve {
    name: &'static str,
    area: f64,
    peak: f64,
    /// Share moved, C++ to Rust, Rust to C++.
    points: Vec<(f64, u64, u64)>,
}

/// The data as JSON without any character that means something in HTML.
pub(super) fn json(page: &PlanPage<'_>) -> String {
    let plan = page.plan;
    let index: BTreeMap<&str, usize> = plan.modules.iter().enumerate().map(|(i, m)| (m.name.as_str(), i)).collect();
    let border = &plan.border;
    let other = &border.baselines;
    let data = Data {
        granularity: &plan.granularity,
        modules: plan.modules.iter().map(|m| module(m, page)).collect(),
        steps: plan.steps.iter().map(|s| step(s, &index)).collect(),
        symbols: page.symbols.iter().map(|s| (s.name.as_str(), s.owner, s.users.as_slice())).collect(),
        curves: vec![
            curve("this order", border.area, border.peak as f64, &border.curve),
            curve("greedy", other.greedy.area, other.greedy.peak, &other.greedy.curve),
            curve("leaf-first", other.leaf_first.area, other.leaf_first.peak, &other.leaf_first.curve),
            curve("smallest-first", other.smallest_first.area, other.smallest_first.peak, &other.smallest_first.curve),
            curve("random", other.random.area, other.random.peak, &other.random.curve),
        ],
    };
    inert(&serde_json::to_string(&data).unwrap_or_default())
}

fn module<'a>(module: &'a Module, page: &PlanPage<'a>) -> PageModule<'a> {
    let source = |f: &Finding| f.span.as_ref().and_then(|s| page.lines.get(&(s.file.clone(), s.line)));
    PageModule {
        name: &module.name,
        files: &module.files,
        lines: module.lines,
        hub: module.hub,
        share: module.used_by_share,
        inward: module.seam.inward,
        outward: module.seam.outward,
        findings: module
            .findings
            .iter()
            .map(|finding| PageFinding { finding, source: source(finding).map(String::as_str) })
            .collect(),
    }
}

fn step<'a>(step: &'a Step, index: &BTreeMap<&str, usize>) -> PageStep<'a> {
    PageStep {
        n: step.n,
        modules: step.modules.iter().filter_map(|m| index.get(m.as_str()).copied()).collect(),
        lines: step.lines,
        decision: word(step.decision),
        why: &step.why,
        twin_until: step.twin_until,
        live: (step.live_symbols.cpp_to_rust, step.live_symbols.rust_to_cpp),
        terms: step.terms.iter().map(|t| (t.name.as_str(), t.value, t.why.as_str())).collect(),
        score: step.score,
    }
}

fn curve(name: &'static str, area: f64, peak: f64, points: &[CurvePoint]) -> Curve {
    let rounded = |x: f64| (x * 1e5).round() / 1e5;
    let point = |p: &CurvePoint| (rounded(p.moved), p.live.cpp_to_rust, p.live.rust_to_cpp);
    Curve { name, area, peak, points: points.iter().map(point).collect() }
}

/// JSON has an escape for every character; in strings (and they stand nowhere else) these mean the same.
fn inert(json: &str) -> String {
    let mut text = String::with_capacity(json.len() + json.len() / 16);
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => text.push_str(&format!("\\u{:04x}", c as u32)),
            _ => text.push(c),
        }
    }
    text
}
