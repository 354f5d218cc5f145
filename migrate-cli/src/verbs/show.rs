//! `migrate show NAME`: one module, unit or symbol.

use std::collections::{BTreeMap, BTreeSet};

use migrate_model::exit;
use migrate_model::finding::Finding;
use migrate_model::plan::Granularity;
use migrate_report::show::Shown;
use migrate_report::{human, show as text};
use migrate_scan::{Codebase, Index};

use crate::args::{Format, ShowArgs};
use crate::bridge::show;
use crate::config::nearest;
use crate::failure::Failure;
use crate::planning::{self, Planned};
use crate::request::Context;
use crate::{codebase, documents, lookup, talk};

/// Findings of one thing before `--all` is needed.
const FINDINGS: usize = 2;
/// Things of one name that are shown in full.
const FULL: usize = 3;

pub fn run(args: &ShowArgs, context: &Context) -> Result<u8, Failure> {
    context.allow("show", &[Format::Human, Format::Json])?;
    let (found, code) = match show::beside_crate(&args.names, context) {
        Some(found) => (found?, None),
        None => {
            let code = codebase::open(context)?;
            let index = codebase::index(&code, context)?;
            let planned = planning::plan(&code, &index, Granularity::Module, context)?;
            let mut found = find(&args.names, &planned, &index, context)?;
            show::add(&mut found, &show::bridges(context));
            (found, Some(code))
        }
    };
    let next = next(&found, code.is_some());
    let answer = match context.format {
        Format::Json => documents::print(&documents::Show {
            schema: "migrate.show",
            schema_version: documents::VERSION,
            names: args.names.clone(),
            found,
        }),
        _ => people(&found, args.all, code.as_ref()),
    };
    talk::answer(&answer)?;
    if let Some(next) = next {
        context.talk.next(next);
    }
    Ok(exit::OK)
}

/// The next command: what explains the first finding or verdict.
fn next(found: &[Shown], has_plan: bool) -> Option<String> {
    let finding = found.iter().flat_map(findings).map(|f| f.code.as_str());
    let verdict = found.iter().flat_map(show::codes);
    let known = |code: &&str| migrate_rules::find(code).is_some();
    match finding.chain(verdict).find(known) {
        Some(code) => Some(format!("migrate explain {code}")),
        None => has_plan.then(|| "migrate plan".to_owned()),
    }
}

/// The last name is the thing; those before it say in which module or unit.
fn find(names: &[String], planned: &Planned, index: &Index, context: &Context) -> Result<Vec<Shown>, Failure> {
    let Some((name, around)) = names.split_last() else { return Ok(Vec::new()) };
    let Planned { plan, graph, findings, .. } = planned;
    let mut within: Option<BTreeSet<String>> = None;
    for outer in around {
        let parts = lookup::part(outer, plan, graph, findings);
        if parts.is_empty() {
            return Err(unknown(outer, planned));
        }
        let files = parts.iter().flat_map(|p| match p {
            Shown::Module(p) | Shown::Unit(p) => p.files.clone(),
            Shown::Symbol(_) | Shown::Bridged(_) => Vec::new(),
        });
        let files: BTreeSet<String> = files.collect();
        within = Some(match within {
            Some(before) => before.intersection(&files).cloned().collect(),
            None => files,
        });
    }
    let mut found = if around.is_empty() { lookup::part(name, plan, graph, findings) } else { Vec::new() };
    if found.is_empty() {
        found =
            lookup::symbols(name, within.as_ref(), index, findings).map_err(|e| Failure::index(e, context.locked))?;
    }
    if found.is_empty() { Err(unknown(name, planned)) } else { Ok(found) }
}

fn unknown(name: &str, planned: &Planned) -> Failure {
    let modules = planned.plan.modules.iter().map(|m| m.name.as_str());
    let files = planned.graph.files.keys().map(String::as_str);
    let symbols = planned.graph.symbols.iter().map(|s| s.name.as_str());
    let failure = Failure::nothing(format!("no module, unit or symbol is called `{name}`"));
    match nearest(name, modules.chain(files).chain(symbols)) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("`migrate plan` lists modules, `migrate facts symbols` all symbols"),
    }
}

fn people(found: &[Shown], all: bool, code: Option<&Codebase>) -> String {
    let mut parts = Vec::new();
    let full = if all { found.len() } else { FULL.min(found.len()) };
    for shown in &found[..full] {
        let mut part = text::human(shown, all, &|code| migrate_rules::find(code).map(|r| r.help));
        if let Some(code) = code {
            part.push_str(&problems(findings(shown), all, code));
        }
        parts.push(part);
    }
    if full < found.len() {
        let names = found[full..].iter().take(10).map(|s| format!("  {}\n", name(s)));
        parts.push(format!("{} more have this name (--all):\n{}", found.len() - full, names.collect::<String>()));
    }
    parts.join("\n")
}

fn findings(shown: &Shown) -> &[Finding] {
    match shown {
        Shown::Module(p) | Shown::Unit(p) => &p.findings,
        Shown::Symbol(e) => &e.findings,
        Shown::Bridged(_) => &[],
    }
}

fn name(shown: &Shown) -> String {
    match shown {
        Shown::Module(p) | Shown::Unit(p) => p.name.clone(),
        Shown::Symbol(e) => format!("{}  {}:{}", e.symbol.name, e.symbol.file, e.symbol.line),
        Shown::Bridged(b) => b.items.first().map_or_else(String::new, |i| format!("{}  {}:{}", i.name, i.file, i.line)),
    }
}

/// The first finding of each code, and the number of the others by code.
fn problems(findings: &[Finding], all: bool, code: &Codebase) -> String {
    let mut by_code: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for f in findings {
        by_code.entry(&f.code).or_default().push(f);
    }
    let shown: Vec<&Finding> = if all {
        findings.iter().collect()
    } else {
        findings
            .iter()
            .filter(|f| by_code[f.code.as_str()].first().is_some_and(|first| std::ptr::eq(*first, *f)))
            .take(FINDINGS)
            .collect()
    };
    if shown.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}", human::findings(shown.iter().copied(), &mut |path| codebase::source(code, path)));
    if shown.len() < findings.len() {
        let mut codes: Vec<(usize, &str)> = by_code.iter().map(|(code, all)| (all.len(), *code)).collect();
        codes.sort_by_key(|(n, code)| (std::cmp::Reverse(*n), *code));
        let codes: Vec<String> = codes.iter().take(6).map(|(n, code)| format!("{code} ×{n}")).collect();
        text.push_str(&format!("\n{} findings ({}, …): --all\n", findings.len(), codes.join(" · ")));
    }
    text
}
