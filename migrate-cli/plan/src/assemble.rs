//! Puts a plan together.

use std::collections::BTreeMap;

use migrate_model::plan::{self, Border, Decision, Granularity, Module, Plan, Step};

use crate::baselines::baselines;
use crate::border::price;
use crate::decide::{Draft, decide, hubs, share};
use crate::findings;
use crate::input::{PlanError, PlanInput};
use crate::modules::{Group, divide};
use crate::net::{Net, Node};
use crate::order::{Frontier, Greed, greedy};
use crate::seams::seam;
use crate::search::{Arrangement, Effort, Hyper, improve};
use crate::terms::{Explainer, score};

/// Divides the codebase into modules, orders their moves by what they cost at the border, and decides on each.
///
/// Every source file of the graph is in exactly one module, and every module in exactly one step. Of a step's files the
/// source files stand first, in the order of the move.
///
/// # Errors
/// If a pattern of the configuration is not a glob.
pub fn plan(input: &PlanInput<'_>, granularity: Granularity) -> Result<Plan, PlanError> {
    plan_with(input, granularity, Effort::normal(input.graph.files.len()))
}

/// [`plan()`] with a bound of its own for the search.
pub(crate) fn plan_with(input: &PlanInput<'_>, granularity: Granularity, effort: Effort) -> Result<Plan, PlanError> {
    let (modules_from, mut groups) = divide(input, granularity)?;
    if granularity == Granularity::Unit {
        groups.sort_by(|a, b| a.sources.cmp(&b.sources));
    }
    let facts = Facts::new(input, &groups);
    let net = &facts.net;
    let first = greedy(net, Greed::PerLine);
    let order = improve(net, &first, effort);
    let hubs = hubs(net);
    let names: Vec<&str> = groups.iter().map(|g| g.name.as_str()).collect();
    let drafts = decide(net, &order, &hubs, &names);
    let mut modules = facts.modules(input, &groups, &hubs);
    modules.sort_by(|a, b| a.name.cmp(&b.name));
    let cost = price(net, &order);
    let baselines = baselines(net, &first);
    let explainer = Explainer { net, names: &names, peak_limit: baselines.greedy.peak as u64 };
    let steps = facts.steps(&groups, &order, drafts, &explainer);
    let symbols = net.crossings.len() as u64;
    let border = Border { area: cost.area, peak: cost.peak as u64, symbols, baselines, curve: cost.curve };
    Ok(Plan {
        schema: plan::SCHEMA.to_owned(),
        schema_version: plan::SCHEMA_VERSION,
        granularity,
        modules_from,
        modules,
        steps,
        border,
    })
}

/// What is known of the groups.
struct Facts<'a> {
    /// The net of the groups.
    net: Net,
    /// The net of the source files, to order those of one module.
    files: Net,
    file_node: BTreeMap<&'a str, Node>,
    lines: BTreeMap<&'a str, u64>,
}

impl<'a> Facts<'a> {
    fn new(input: &PlanInput<'a>, groups: &'a [Group]) -> Self {
        let graph = input.graph;
        let own_headers = graph.files.values().filter_map(|f| Some((f.header.as_deref()?, f.header_lines)));
        let mut lines: BTreeMap<&str, u64> = own_headers.collect();
        lines.extend(input.headers.iter().map(|h| (h.path.as_str(), h.lines)));
        lines.extend(graph.files.iter().map(|(path, f)| (path.as_str(), f.lines)));
        let held = groups.iter().enumerate().flat_map(|(i, g)| g.sources.iter().map(move |s| (s.as_str(), i as Node)));
        let group_of: BTreeMap<&str, Node> = held.collect();
        let weight = |g: &Group| g.sources.iter().map(|s| lines[s.as_str()]).sum();
        let net = Net::new(graph, groups.iter().map(weight).collect(), &group_of);
        let file_node: BTreeMap<&str, Node> =
            graph.files.keys().enumerate().map(|(i, path)| (path.as_str(), i as Node)).collect();
        let files = Net::new(graph, graph.files.values().map(|f| f.lines).collect(), &file_node);
        Facts { net, files, file_node, lines }
    }

    /// The modules in the order of the groups.
    fn modules(&self, input: &PlanInput<'_>, groups: &[Group], hubs: &[bool]) -> Vec<Module> {
        let held = groups.iter().enumerate();
        let files = |g: &'_ Group| g.sources.iter().chain(&g.headers).cloned().collect::<Vec<_>>();
        let module_of: BTreeMap<String, usize> =
            held.clone().flat_map(|(i, g)| files(g).into_iter().map(move |f| (f, i))).collect();
        let module_of = module_of.iter().map(|(f, &i)| (f.as_str(), i)).collect();
        let mut findings = findings::by_module(input.findings, &module_of, groups.len());
        let names = |nodes: Vec<Node>| {
            let mut names: Vec<String> = nodes.into_iter().map(|n| groups[n as usize].name.clone()).collect();
            names.sort_unstable();
            names
        };
        held.map(|(i, group)| {
            let node = i as Node;
            let mut files = files(group);
            files.sort_unstable();
            let used_by = names(self.net.used_by(node));
            Module {
                name: group.name.clone(),
                lines: self.lines_of(&files),
                files,
                source_lines: self.net.lines[i],
                hub: hubs[i],
                used_by_share: share(&self.net, used_by.len()),
                seam: seam(&self.net, node),
                uses: names(self.net.uses(node)),
                used_by,
                findings: std::mem::take(&mut findings[i]),
            }
        })
        .collect()
    }

    fn lines_of(&self, files: &[String]) -> u64 {
        files.iter().map(|f| self.lines.get(f.as_str()).copied().unwrap_or(0)).sum()
    }

    fn steps(&self, groups: &[Group], order: &[Node], drafts: Vec<Draft>, explainer: &Explainer<'_>) -> Vec<Step> {
        let hyper = Hyper::new(&self.net);
        let mut priced = Arrangement::new(&hyper, order);
        let mut frontier = Frontier::new(&self.net);
        let mut file_frontier = Frontier::new(&self.files);
        let mut step_of = vec![0; order.len()];
        for (i, draft) in drafts.iter().enumerate() {
            draft.nodes.iter().for_each(|&n| step_of[n as usize] = i as u32 + 1);
        }
        let mut at = 0;
        let mut steps = Vec::with_capacity(drafts.len());
        for (i, draft) in drafts.into_iter().enumerate() {
            let terms = explainer.step(&mut frontier, &draft.nodes, &mut priced, at);
            at += draft.nodes.len();
            let files = self.files_of(groups, &draft.nodes, &mut file_frontier);
            steps.push(Step {
                n: i as u32 + 1,
                modules: draft.nodes.iter().map(|&n| groups[n as usize].name.clone()).collect(),
                lines: self.lines_of(&files),
                files,
                decision: draft.decision,
                why: draft.why,
                twin_until: draft.last_user.filter(|_| draft.decision == Decision::Twin).map(|n| step_of[n as usize]),
                live_symbols: frontier.live().now(),
                score: score(&terms),
                terms,
            });
        }
        steps
    }

    /// Source files, module by module and each time the cheapest next, then headers.
    fn files_of(&self, groups: &[Group], nodes: &[Node], frontier: &mut Frontier<'_>) -> Vec<String> {
        let mut files = Vec::new();
        for &node in nodes {
            let sources = &groups[node as usize].sources;
            let mut rest: Vec<Node> = sources.iter().map(|s| self.file_node[s.as_str()]).collect();
            while let Some(next) = frontier.cheapest_of(Greed::PerLine, &rest) {
                frontier.advance(next);
                let at = rest.iter().position(|&n| n == next).unwrap_or_default();
                rest.remove(at);
                let path = sources.iter().find(|s| self.file_node[s.as_str()] == next);
                files.extend(path.cloned());
            }
        }
        files.extend(nodes.iter().flat_map(|&n| groups[n as usize].headers.iter().cloned()));
        files
    }
}

#[cfg(test)]
mod tests;
