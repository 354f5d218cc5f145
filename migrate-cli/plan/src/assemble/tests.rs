use std::collections::BTreeMap;

use migrate_model::finding::{Finding, Severity, Span};
use migrate_model::graph::SymbolGraph;
use migrate_model::plan::{Decision, Granularity, Plan};
use proptest::prelude::*;

use super::plan_with;
use crate::fixtures::{any_graph, file, graph};
use crate::input::PlanInput;
use crate::seams::seam_symbols;
use crate::search::Effort;

const BRIEF: Effort = Effort { operations: 100_000, idle_shakes: 20 };

fn planned(graph: &SymbolGraph, findings: &[Finding], granularity: Granularity) -> Plan {
    let modules = BTreeMap::new();
    let input = PlanInput { graph, modules: &modules, headers: &[], findings };
    plan_with(&input, granularity, BRIEF).expect("no patterns")
}

/// Live symbols with a set of moved files, by the definition alone.
fn live(graph: &SymbolGraph, moved: &[String]) -> (u64, u64) {
    let (mut to_rust, mut to_cpp) = (0, 0);
    for symbol in graph.symbols.iter().filter(|s| graph.files.contains_key(&s.owner)) {
        let users = symbol.users.iter().filter(|u| **u != symbol.owner && graph.files.contains_key(*u));
        let (rust, cpp): (Vec<_>, Vec<_>) = users.partition(|u| moved.contains(u));
        if moved.contains(&symbol.owner) {
            to_rust += u64::from(!cpp.is_empty());
        } else {
            to_cpp += u64::from(!rust.is_empty());
        }
    }
    (to_rust, to_cpp)
}

/// Area and peak of files that move one after another, by the definition alone.
fn brute_force(graph: &SymbolGraph, files: &[String]) -> (f64, u64) {
    let total: u64 = graph.files.values().map(|f| f.lines).sum();
    let (mut area, mut peak, mut last) = (0.0, 0, 0);
    for i in 0..files.len() {
        let (a, b) = live(graph, &files[..=i]);
        area += graph.files[&files[i]].lines as f64 / total.max(1) as f64 * (last + a + b) as f64 / 2.0;
        last = a + b;
        peak = peak.max(last);
    }
    (area, peak)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_plan_of_units_keeps_its_promises(graph in any_graph()) {
        let plan = planned(&graph, &[], Granularity::Unit);
        let files: Vec<String> = plan.steps.iter().flat_map(|s| s.files.clone()).collect();
        let mut sorted = files.clone();
        sorted.sort();
        prop_assert_eq!(sorted, graph.files.keys().cloned().collect::<Vec<_>>());

        let (area, peak) = brute_force(&graph, &files);
        prop_assert!((plan.border.area - area).abs() < 1e-9, "{} {}", plan.border.area, area);
        prop_assert_eq!(plan.border.peak, peak);
        prop_assert!(plan.border.area <= plan.border.baselines.greedy.area);

        let mut moved = Vec::new();
        for step in &plan.steps {
            prop_assert_eq!(step.score, step.terms.iter().fold(0.0, |sum, t| sum + t.value));
            moved.extend(step.files.iter().cloned());
            let said = (step.live_symbols.cpp_to_rust, step.live_symbols.rust_to_cpp);
            prop_assert_eq!(said, live(&graph, &moved));
        }
        let ends = [plan.border.curve.first(), plan.border.curve.last()];
        prop_assert!(ends.iter().flatten().all(|p| p.live.cpp_to_rust + p.live.rust_to_cpp == 0));
    }

    #[test]
    fn every_module_is_in_one_step(graph in any_graph()) {
        let plan = planned(&graph, &[], Granularity::Module);
        let mut moved: Vec<String> = plan.steps.iter().flat_map(|s| s.modules.clone()).collect();
        moved.sort();
        prop_assert_eq!(moved, plan.modules.iter().map(|m| m.name.clone()).collect::<Vec<_>>());
        prop_assert!(plan.steps.last().is_none_or(|s| s.live_symbols == Default::default()));
    }

    #[test]
    fn the_order_of_the_input_does_not_matter(graph in any_graph()) {
        let mut turned = graph.clone();
        turned.symbols.reverse();
        turned.symbols.iter_mut().for_each(|s| s.users.reverse());
        for granularity in [Granularity::Unit, Granularity::Module] {
            let (a, b) = (planned(&graph, &[], granularity), planned(&turned, &[], granularity));
            prop_assert_eq!(serde_json::to_string(&a).unwrap(), serde_json::to_string(&b).unwrap());
        }
    }
}

#[test]
fn nothing_gives_an_empty_plan() {
    let plan = planned(&SymbolGraph::default(), &[], Granularity::Module);
    assert!(plan.steps.is_empty() && plan.modules.is_empty());
    assert_eq!((plan.border.area, plan.border.peak), (0.0, 0));
}

#[test]
fn two_units_that_need_each_other_move_together() {
    let files: Vec<_> = ('a'..='h').map(|c| file(&format!("{c}.cc"), 100)).collect();
    let names: Vec<String> = (0..12).map(|i| format!("s{i}")).collect();
    let mut symbols: Vec<(&str, &str, &[&str])> = names.iter().map(|n| (n.as_str(), "c.cc", &["d.cc"][..])).collect();
    symbols.push(("x", "a.cc", &["b.cc"]));
    let plan = planned(&graph(&files, &symbols), &[], Granularity::Unit);
    let step = plan.steps.iter().find(|s| s.modules.contains(&"c".to_owned())).expect("every unit moves");
    assert_eq!((step.decision, step.modules.len()), (Decision::Together, 2));
    assert!(step.why.contains("12 symbols tie"), "{}", step.why);
}

#[test]
fn a_small_hub_becomes_a_twin_until_its_last_user_has_moved() {
    let mut files: Vec<_> = ('a'..='h').map(|c| file(&format!("{c}.cc"), 100)).collect();
    files.push(file("hub.cc", 10));
    let users: Vec<String> = ('a'..='h').map(|c| format!("{c}.cc")).collect();
    let users: Vec<&str> = users.iter().map(String::as_str).collect();
    let symbols = [("p", "hub.cc", &users[..]), ("q", "hub.cc", &users[..]), ("r", "a.cc", &users[1..])];
    let plan = planned(&graph(&files, &symbols), &[], Granularity::Unit);
    let step = plan.steps.iter().find(|s| s.modules == ["hub"]).expect("every unit moves");
    let hub = plan.modules.iter().find(|m| m.name == "hub").expect("every unit is a module");
    assert!(hub.hub);
    assert!((hub.used_by_share - 1.0).abs() < 1e-12);
    assert_eq!(step.decision, Decision::Twin);
    assert_eq!(step.twin_until, Some(plan.steps.len() as u32));
}

#[test]
fn findings_go_to_the_module_of_their_file_and_the_worst_comes_first() {
    let g = graph(&[file("a/x.cc", 1), file("b/y.cc", 1), file("b/z.cc", 1)], &[("s", "a/x.cc", &["b/y.cc"])]);
    let at = |file: &str| Span { file: file.into(), line: 3, ..Span::default() };
    let findings = [
        Finding::new("MG0311", Severity::Note, "a note").at(at("b/z.cc")),
        Finding::new("MG0320", Severity::Error, "an error").at(at("b/y.cc")),
        Finding::new("MG0001", Severity::Error, "elsewhere").at(at("/usr/include/q.h")),
    ];
    let plan = planned(&g, &findings, Granularity::Module);
    let codes = |i: usize| plan.modules[i].findings.iter().map(|f| f.code.as_str()).collect::<Vec<_>>();
    assert_eq!((codes(0), codes(1)), (vec![], vec!["MG0320", "MG0311"]));
}

#[test]
fn seam_symbols_name_both_ends_by_module() {
    let g = graph(
        &[file("a/x.cc", 1), file("b/y.cc", 1), file("b/z.cc", 1)],
        &[("s", "a/x.cc", &["b/y.cc", "b/z.cc"]), ("inside", "b/y.cc", &["b/z.cc"])],
    );
    let plan = planned(&g, &[], Granularity::Module);
    let modules = BTreeMap::new();
    let symbols = seam_symbols(&PlanInput { graph: &g, modules: &modules, headers: &[], findings: &[] }, &plan);
    assert_eq!(symbols.len(), 1);
    assert_eq!((symbols[0].name.as_str(), symbols[0].owner, &symbols[0].users[..]), ("s", 0, &[1][..]));
}
