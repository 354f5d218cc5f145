//! From the index to a plan: collects what the planner wants to know.

use std::path::Path;

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
    let graph = inside(index.graph().map_err(wrong)?);
    if graph.files.is_empty() {
        return Err(Failure::nothing("the index holds no source file below the source root")
            .help("look at `root`, `build` and `scan.exclude` in migrate.toml, then run `migrate scan`"));
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

/// The graph without files outside of the source root: their paths are absolute, and they are somebody else's to migrate.
fn inside(mut graph: SymbolGraph) -> SymbolGraph {
    let files = &mut graph.files;
    files.retain(|path, _| !Path::new(path).is_absolute());
    graph.symbols.retain_mut(|s| {
        s.users.retain(|u| files.contains_key(u));
        files.contains_key(&s.owner) && !s.users.is_empty()
    });
    graph
}

fn headers(index: &Index) -> Result<Vec<HeaderFile>, migrate_scan::IndexError> {
    let mut headers = Vec::new();
    index.facts(FactKind::Files, &mut |row| {
        if let Ok(file) = serde_json::from_str::<File>(row)
            && !file.source
            && !Path::new(&file.path).is_absolute()
        {
            headers.push(HeaderFile { path: file.path, lines: file.lines });
        }
        true
    })?;
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use migrate_model::graph::{CrossSymbol, SourceFile};

    use super::*;

    #[test]
    fn files_outside_of_the_root_are_not_planned() {
        let symbol = |owner: &str, users: &[&str]| CrossSymbol {
            mangled: "m".into(),
            name: "m".into(),
            owner: owner.into(),
            users: users.iter().map(|u| (*u).to_owned()).collect(),
        };
        let files = ["a.cc", "b.cc", "/x/c.cc"].map(|f| (f.to_owned(), SourceFile::default()));
        let symbols =
            vec![symbol("a.cc", &["/x/c.cc", "b.cc"]), symbol("/x/c.cc", &["a.cc"]), symbol("b.cc", &["/x/c.cc"])];
        let graph = inside(SymbolGraph { files: files.into(), symbols });
        assert_eq!(graph.files.len(), 2);
        assert_eq!(graph.symbols, [symbol("a.cc", &["b.cc"])]);
    }
}
