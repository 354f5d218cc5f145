use std::collections::BTreeMap;

use migrate_model::graph::SymbolGraph;
use migrate_model::plan::{Granularity, ModuleSource};

use super::{Group, divide};
use crate::fixtures::{file, graph};
use crate::input::{HeaderFile, PlanError, PlanInput};

fn divided(graph: &SymbolGraph, config: &[(&str, &[&str])], headers: &[&str]) -> (ModuleSource, Vec<Group>) {
    let headers: Vec<HeaderFile> = headers.iter().map(|h| HeaderFile { path: (*h).into(), lines: 1 }).collect();
    let modules = modules(config);
    let input = PlanInput { graph, modules: &modules, headers: &headers, findings: &[] };
    divide(&input, Granularity::Module).expect("patterns are good")
}

fn modules(config: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    config.iter().map(|(name, p)| ((*name).into(), p.iter().map(|p| (*p).into()).collect())).collect()
}

fn show(groups: &[Group]) -> Vec<String> {
    groups.iter().map(|g| format!("{}: {}", g.name, [&g.sources[..], &g.headers[..]].concat().join(" "))).collect()
}

#[test]
fn the_most_specific_pattern_wins_and_the_rest_goes_by_folder() {
    let g = graph(&[file("util/hash.cc", 1), file("util/env.cc", 1), file("db/a.cc", 1), file("db/b.cc", 1)], &[]);
    let (from, groups) = divided(&g, &[("hashing", &["util/hash.*"]), ("util", &["util"])], &["util/hash.h"]);
    assert_eq!(from, ModuleSource::Config);
    assert_eq!(show(&groups), ["db: db/a.cc db/b.cc", "hashing: util/hash.cc util/hash.h", "util: util/env.cc"]);
}

#[test]
fn a_fallback_never_takes_the_name_of_a_configured_module() {
    let g = graph(&[file("a/x.cc", 1), file("a/y.cc", 1), file("b/z.cc", 1)], &[]);
    let (_, groups) = divided(&g, &[("a", &["a/x.cc"])], &[]);
    assert_eq!(show(&groups), ["a: a/x.cc", "a-rest: a/y.cc", "b: b/z.cc"]);
}

#[test]
fn a_header_that_nobody_listed_goes_to_what_nobody_listed() {
    let files = [file("util/bloom.cc", 1), file("util/policy.cc", 1), file("util/env.cc", 1)];
    let g = graph(&files, &[]);
    let config: [(&str, &[&str]); 1] = [("bloom", &["util/bloom.cc", "util/policy.cc"])];
    let (_, groups) = divided(&g, &config, &["util/mutex.h"]);
    assert_eq!(show(&groups), ["bloom: util/bloom.cc util/policy.cc", "util: util/env.cc util/mutex.h"]);
}

#[test]
fn stars_stay_within_a_folder() {
    let g = graph(&[file("a/x.cc", 1), file("a/b/y.cc", 1), file("c/z.cc", 1)], &[]);
    let (_, groups) = divided(&g, &[("one", &["a/*"]), ("two", &["a/**"])], &[]);
    assert_eq!(show(&groups), ["c: c/z.cc", "one: a/x.cc", "two: a/b/y.cc"]);
}

#[test]
fn a_bad_pattern_is_an_error_with_its_module() {
    let g = graph(&[], &[]);
    let modules = modules(&[("m", &["a[b"])]);
    let error = divide(&PlanInput { graph: &g, modules: &modules, headers: &[], findings: &[] }, Granularity::Module);
    assert!(matches!(error, Err(PlanError::Pattern { module, pattern, .. }) if module == "m" && pattern == "a[b"));
}

#[test]
fn targets_divide_and_a_shared_file_goes_to_the_smallest() {
    let mut g = graph(&[file("a.cc", 1), file("b.cc", 1), file("c.cc", 1), file("d.cc", 1), file("e/f.cc", 1)], &[]);
    for (file, targets) in
        [("a.cc", vec!["big"]), ("b.cc", vec!["big", "mid"]), ("c.cc", vec!["mid"]), ("d.cc", vec!["x"])]
    {
        g.files.get_mut(file).expect("is there").targets = targets.into_iter().map(str::to_owned).collect();
    }
    let (from, groups) = divided(&g, &[], &[]);
    assert_eq!(from, ModuleSource::Targets);
    assert_eq!(show(&groups), ["big: a.cc b.cc", "e: e/f.cc", "mid: c.cc", "x: d.cc"]);
}

#[test]
fn one_target_for_everything_leaves_the_folders() {
    let mut g = graph(&[file("src/a/x.cc", 1), file("src/b/y.cc", 1), file("src/c/z.cc", 1)], &[]);
    g.files.values_mut().for_each(|f| f.targets = vec!["all".into()]);
    let (from, groups) = divided(&g, &[], &["src/a/only.h"]);
    assert_eq!(from, ModuleSource::Directories);
    assert_eq!(show(&groups), ["src/a: src/a/x.cc src/a/only.h", "src/b: src/b/y.cc", "src/c: src/c/z.cc"]);
}

#[test]
fn a_flat_tree_falls_back_to_units() {
    let g = graph(&[file("src/a.cc", 1), file("src/b.cc", 1), file("src/b.c", 1)], &[]);
    let (from, groups) = divided(&g, &[], &["src/a.h"]);
    assert_eq!(from, ModuleSource::Units);
    assert_eq!(groups.iter().map(|g| g.name.as_str()).collect::<Vec<_>>(), ["src/a", "src/b.c", "src/b.cc"]);
}

#[test]
fn a_header_goes_to_the_unit_with_its_stem_wherever_it_lies() {
    let mut g = graph(&[file("db/a.cc", 1), file("db/b.cc", 1), file("util/c.cc", 1)], &[]);
    for f in g.files.values_mut() {
        f.includes = vec!["include/a.h".into(), "include/c_api.h".into()];
    }
    let modules = BTreeMap::new();
    let headers = [HeaderFile { path: "include/c_api.h".into(), lines: 1 }];
    let input = PlanInput { graph: &g, modules: &modules, headers: &headers, findings: &[] };
    let (_, groups) = divide(&input, Granularity::Unit).expect("no patterns");
    assert_eq!(show(&groups), ["db/a: db/a.cc include/a.h", "db/b: db/b.cc", "util/c: util/c.cc include/c_api.h"]);
}
