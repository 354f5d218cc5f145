//! What a name means: modules, units and symbols of an index.

use std::collections::{BTreeMap, BTreeSet};

use migrate_model::facts::Symbol;
use migrate_model::finding::Finding;
use migrate_model::graph::SymbolGraph;
use migrate_model::plan::Plan;
use migrate_report::show::{Crossing, Entity, Part, Position, Shown, Use};
use migrate_scan::{Index, IndexError, Value};

/// Symbols that one name may mean before they are too many to show.
const SYMBOLS: usize = 50;

/// The module of this name, or the one unit that the name or path means.
pub fn part(name: &str, plan: &Plan, graph: &SymbolGraph, findings: &[Finding]) -> Vec<Shown> {
    if let Some(m) = plan.modules.iter().find(|m| m.name == name) {
        let mut part = cut_out(&m.files, graph);
        part.name.clone_from(&m.name);
        (part.lines, part.hub) = (m.lines, m.hub);
        part.findings.clone_from(&m.findings);
        part.step = position(&m.name, plan);
        return vec![Shown::Module(part)];
    }
    let units = units(name, graph);
    units.into_iter().map(|file| Shown::Unit(unit(file, plan, graph, findings))).collect()
}

fn unit(file: &str, plan: &Plan, graph: &SymbolGraph, findings: &[Finding]) -> Part {
    let about = &graph.files[file];
    let files: Vec<String> = std::iter::once(file.to_owned()).chain(about.header.clone()).collect();
    let mut part = cut_out(&files, graph);
    part.name = file.to_owned();
    part.lines = about.lines + about.header_lines;
    let module = plan.modules.iter().find(|m| m.files.iter().any(|f| f == file));
    part.module = module.map(|m| m.name.clone());
    part.step = module.and_then(|m| position(&m.name, plan));
    part.findings =
        findings.iter().filter(|f| f.span.as_ref().is_some_and(|s| files.contains(&s.file))).cloned().collect();
    part
}

/// Source files that a path means: itself, its header, its path without extension, or the end of such a path.
fn units<'a>(name: &str, graph: &'a SymbolGraph) -> Vec<&'a str> {
    let name = name.strip_prefix("./").unwrap_or(name);
    let stem =
        |path: &str| path.rsplit_once('.').filter(|(s, _)| !s.ends_with('/')).map_or(path, |(s, _)| s).to_owned();
    let names = |file: &str| -> Vec<String> {
        let header = graph.files[file].header.clone();
        [Some(file.to_owned()), header.clone(), Some(stem(file)), header.map(|h| stem(&h))]
            .into_iter()
            .flatten()
            .collect()
    };
    let exact: Vec<&str> =
        graph.files.keys().map(String::as_str).filter(|f| names(f).iter().any(|n| n == name)).collect();
    if !exact.is_empty() {
        return exact;
    }
    let end = format!("/{name}");
    graph.files.keys().map(String::as_str).filter(|f| names(f).iter().any(|n| n.ends_with(&end))).collect()
}

/// The seam of a set of files.
fn cut_out(files: &[String], graph: &SymbolGraph) -> Part {
    let inside: BTreeSet<&str> = files.iter().map(String::as_str).collect();
    let mut part = Part { files: files.to_vec(), ..Part::default() };
    for s in &graph.symbols {
        let owned = inside.contains(s.owner.as_str());
        let users: Vec<String> = s.users.iter().filter(|u| inside.contains(u.as_str()) != owned).cloned().collect();
        if users.is_empty() {
            continue;
        }
        let crossing = Crossing { name: s.name.clone(), mangled: s.mangled.clone(), owner: s.owner.clone(), users };
        if owned { part.inward.push(crossing) } else { part.outward.push(crossing) }
    }
    part.inward.sort_by(|a, b| b.users.len().cmp(&a.users.len()).then_with(|| a.name.cmp(&b.name)));
    part.outward.sort_by(|a, b| (&a.owner, &a.name).cmp(&(&b.owner, &b.name)));
    part
}

fn position(module: &str, plan: &Plan) -> Option<Position> {
    let step = plan.steps.iter().find(|s| s.modules.iter().any(|m| m == module))?;
    let of = u32::try_from(plan.steps.len()).unwrap_or(u32::MAX);
    Some(Position { n: step.n, of, decision: step.decision, why: step.why.clone() })
}

/// The symbols of this name: qualified, its last part, or mangled. `within` keeps those of some files only.
pub fn symbols(
    name: &str,
    within: Option<&BTreeSet<String>>,
    index: &Index,
    findings: &[Finding],
) -> Result<Vec<Shown>, IndexError> {
    let (n, like) = (quoted(name), quoted(&format!("%::{}", escaped(name))));
    let sql = format!(
        "SELECT json FROM symbols WHERE name = {n} OR mangled = {n} OR name LIKE {like} ESCAPE '\\' \
         ORDER BY defined DESC, name, file, mangled LIMIT 1000"
    );
    let mut entities: BTreeMap<(String, String), Vec<Symbol>> = BTreeMap::new();
    for row in index.query(&sql)? {
        let json = text(&row, "json");
        // A row that this version cannot read is no reason to hide the others.
        let Ok(symbol) = serde_json::from_str::<Symbol>(&json) else { continue };
        let inside = |files: &BTreeSet<String>| {
            files.contains(&symbol.file) || symbol.about.declared_in.as_ref().is_some_and(|d| files.contains(d))
        };
        if within.is_none_or(inside) {
            let usr = if symbol.about.usr.is_empty() { symbol.mangled.clone() } else { symbol.about.usr.clone() };
            entities.entry((symbol.name.clone(), usr)).or_default().push(symbol);
        }
    }
    let wanted = entities.into_values().take(SYMBOLS);
    wanted.map(|variants| entity(variants, index, findings).map(|e| Shown::Symbol(Box::new(e)))).collect()
}

fn entity(variants: Vec<Symbol>, index: &Index, findings: &[Finding]) -> Result<Entity, IndexError> {
    let mangled: Vec<String> = variants.iter().map(|v| v.mangled.clone()).collect();
    let list = mangled.iter().map(|m| quoted(m)).collect::<Vec<_>>().join(", ");
    let callers = uses(
        index,
        &format!(
            "SELECT coalesce(s.name, r.from_file) AS name, r.kind AS kind, r.from_file AS file, min(r.line) AS line, \
         sum(r.count) AS count FROM refs r LEFT JOIN symbols s ON s.mangled = r.from_symbol \
         WHERE r.to_symbol IN ({list}) GROUP BY 1, 2, 3 ORDER BY 5 DESC, 1, 2, 3"
        ),
    )?;
    let callees = uses(
        index,
        &format!(
            "SELECT coalesce(to_name, to_symbol, '') AS name, kind, coalesce(to_file, '') AS file, 0 AS line, \
         sum(count) AS count FROM refs WHERE from_symbol IN ({list}) GROUP BY 1, 2, 3 ORDER BY 5 DESC, 1, 2, 3"
        ),
    )?;
    let mut variants = variants;
    let symbol = variants.swap_remove(0);
    let about = |f: &&Finding| f.subject == symbol.name;
    let findings = findings.iter().filter(about).cloned().collect();
    Ok(Entity { symbol, variants: mangled, callers, callees, findings, bridges: Vec::new() })
}

fn uses(index: &Index, sql: &str) -> Result<Vec<Use>, IndexError> {
    let rows = index.query(sql)?;
    let one = |row: &Vec<(String, Value)>| Use {
        name: text(row, "name"),
        kind: text(row, "kind"),
        file: text(row, "file"),
        line: number(row, "line"),
        count: number(row, "count"),
    };
    Ok(rows.iter().map(one).collect())
}

fn column<'a>(row: &'a [(String, Value)], name: &str) -> Option<&'a Value> {
    row.iter().find(|(n, _)| n == name).map(|(_, v)| v)
}

fn text(row: &[(String, Value)], name: &str) -> String {
    match column(row, name) {
        Some(Value::Text(t)) => t.clone(),
        _ => String::new(),
    }
}

fn number(row: &[(String, Value)], name: &str) -> u64 {
    match column(row, name) {
        Some(Value::Int(n)) => u64::try_from(*n).unwrap_or(0),
        _ => 0,
    }
}

/// A text as SQL writes it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''").replace('\0', ""))
}

/// A text that stands for itself in a LIKE pattern.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use migrate_model::graph::{CrossSymbol, SourceFile};

    use super::*;

    fn graph() -> SymbolGraph {
        let file = |header: &str| SourceFile { lines: 3, header: Some(header.to_owned()), ..SourceFile::default() };
        SymbolGraph {
            files: [("util/a.cc", "include/a.h"), ("util/b.cc", "util/b.h"), ("db/a.cc", "db/a.h")]
                .map(|(f, h)| (f.to_owned(), file(h)))
                .into(),
            symbols: vec![CrossSymbol {
                mangled: "_Z1fv".into(),
                name: "f".into(),
                owner: "util/a.cc".into(),
                users: vec!["db/a.cc".into(), "util/b.cc".into()],
            }],
        }
    }

    #[test]
    fn a_unit_is_named_by_its_files_or_their_stems() {
        let g = graph();
        assert_eq!(units("util/a.cc", &g), ["util/a.cc"]);
        assert_eq!(units("include/a.h", &g), ["util/a.cc"]);
        assert_eq!(units("util/b", &g), ["util/b.cc"]);
        assert_eq!(units("b", &g), ["util/b.cc"]);
        assert_eq!(units("a", &g), ["db/a.cc", "util/a.cc"]);
        assert!(units("til/a", &g).is_empty());
    }

    #[test]
    fn the_seam_of_several_files_hides_what_stays_inside() {
        let part = cut_out(&["util/a.cc".into(), "util/b.cc".into()], &graph());
        assert_eq!(part.inward[0].users, ["db/a.cc"]);
        assert!(part.outward.is_empty());
        let part = cut_out(&["db/a.cc".into()], &graph());
        assert_eq!(part.outward[0].owner, "util/a.cc");
    }

    #[test]
    fn names_are_quoted() {
        assert_eq!(quoted("a'b"), "'a''b'");
        assert_eq!(escaped("a_b%"), "a\\_b\\%");
    }
}
