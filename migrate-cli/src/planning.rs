//! From the index to a plan: collects what the planner wants to know.

use migrate_model::facts::File;
use migrate_model::finding::Finding;
use migrate_model::graph::SymbolGraph;
use migrate_model::plan::{Granularity, Plan, SeamSymbol};
use migrate_plan::{HeaderFile, PlanInput};
use migrate_scan::{Codebase, FactKind, Index};

use crate::failure::Failure;
use crate::request::Context;
use crate::rules;

/// A plan and what it was made from.
pub struct Planned {
    /// The plan.
    pub plan: Plan,
    /// Source files and the symbols between them.
    pub graph: SymbolGraph,
    /// The symbols of the seams of its modules.
    pub symbols: Vec<SeamSymbol>,
    /// Findings of the scan and of the rules, most severe first.
    pub findings: Vec<Finding>,
}

/// Plans the migration of an indexed codebase.
pub fn plan(code: &Codebase, index: &Index, granularity: Granularity, context: &Context) -> Result<Planned, Failure> {
    let wrong = |e| Failure::index(e, context.locked);
    let graph = index.graph().map_err(wrong)?;
    if graph.files.is_empty() {
        return Err(Failure::nothing("the index holds no source file")
            .help("look at `build` and `scan.exclude` in migrate.toml, then run `migrate scan`"));
    }
    let mut findings = index.findings().map_err(wrong)?;
    findings.extend(rules::evaluate(index).map_err(wrong)?);
    findings
        .sort_by(|a, b| (a.severity, &a.code, &a.span, &a.subject).cmp(&(b.severity, &b.code, &b.span, &b.subject)));
    let headers = headers(index).map_err(wrong)?;
    let input = PlanInput { graph: &graph, modules: &code.config.modules, headers: &headers, findings: &findings };
    let plan = migrate_plan::plan(&input, granularity)
        .map_err(|e| Failure::usage(e.to_string()).help("patterns stand under [modules] in migrate.toml"))?;
    let symbols = migrate_plan::seam_symbols(&input, &plan);
    Ok(Planned { plan, symbols, graph, findings })
}

fn headers(index: &Index) -> Result<Vec<HeaderFile>, migrate_scan::IndexError> {
    let mut headers = Vec::new();
    index.facts(FactKind::Files, &mut |row| {
        if let Ok(file) = serde_json::from_str::<File>(row)
            && !file.source
            && !file.path.starts_with('/')
        {
            headers.push(HeaderFile { path: file.path, lines: file.lines });
        }
        true
    })?;
    Ok(headers)
}
