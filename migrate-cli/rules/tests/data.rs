//! What holds for every rule as data, before anything is scanned.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use migrate_rules::{Emitter, all, find, suggest};

const SECTIONS: [&str; 5] =
    ["## What it means", "## Why it matters", "## Example", "## Ways out", "## How it is found"];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(name)
}

#[test]
fn codes_are_sorted_and_unique_and_names_too() {
    let codes: Vec<_> = all().iter().map(|rule| rule.code).collect();
    assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    let names: BTreeSet<_> = all().iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), codes.len());
}

#[test]
fn there_are_enough_of_each_kind() {
    for (emitter, family, least) in [
        (Emitter::Scan, "MG01", 12),
        (Emitter::Query, "MG03", 16),
        (Emitter::Bridge, "MG05", 16),
        (Emitter::Port, "MG06", 1),
        (Emitter::Miri, "MG07", 6),
        (Emitter::Bench, "MG08", 7),
        (Emitter::Hal, "MG09", 7),
    ] {
        let rules: Vec<_> = all().iter().filter(|rule| rule.emitter == emitter).collect();
        assert!(rules.len() >= least, "{} rules {emitter:?}", rules.len());
        for rule in rules {
            assert!(rule.code.starts_with(family), "{} is in the wrong family", rule.code);
            assert_eq!(rule.query.is_some(), emitter == Emitter::Query, "{}", rule.code);
        }
    }
}

#[test]
fn every_page_has_its_heading_and_sections() {
    for rule in all() {
        let code = rule.code;
        let first = rule.explain.lines().next().unwrap_or_default();
        assert_eq!(first, format!("# {code}: {}", rule.title), "{code}: first line of explain.md");
        let headings: Vec<_> = rule.explain.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(headings, SECTIONS, "{code}: sections of explain.md");
        let lines = rule.explain.lines().count();
        assert!((25..=65).contains(&lines), "{code}: explain.md has {lines} lines");
        let fences = rule.explain.lines().filter(|line| line.trim_start().starts_with("```")).count();
        assert!(fences >= 2 && fences % 2 == 0, "{code}: explain.md has {fences} fences");
        for line in rule.explain.lines() {
            assert!(line.chars().count() <= 120, "{code}: explain.md: too long: {line}");
        }
    }
}

#[test]
fn pages_name_codes_that_exist() {
    for rule in all() {
        for (at, _) in rule.explain.match_indices("MG0") {
            let code = rule.explain.get(at..at + 6).unwrap_or_default();
            assert!(find(code).is_some_and(|r| r.code == code), "{}: explain.md names {code}", rule.code);
        }
    }
}

#[test]
fn fixtures_hold_sources_and_no_folder_is_left_over() {
    for rule in all() {
        let dir = folder(&rule.folder());
        assert!(dir.join("rule.toml").is_file());
        for side in ["bad", "good"] {
            let sources = std::fs::read_dir(dir.join(side)).map_or(0, Iterator::count);
            assert_eq!(sources > 0, rule.no_fixture.is_none(), "{}: {side}", rule.code);
        }
    }
    let folders = std::fs::read_dir(folder("")).expect("rules/ is there").filter_map(Result::ok);
    assert_eq!(folders.filter(|entry| entry.path().is_dir()).count(), all().len());
}

#[test]
fn a_rule_is_found_by_code_and_by_name() {
    for wanted in ["MG0311", "mg0311", " 0311 ", "311", "template-in-api", "Template-In-API"] {
        assert_eq!(find(wanted).map(|rule| rule.code), Some("MG0311"), "{wanted}");
    }
    for unknown in ["", "MG", "MG9999", "MG031", "0", "x", "é1", "99999999999999999999"] {
        assert_eq!(find(unknown).map(|rule| rule.code), None, "{unknown}");
    }
}

#[test]
fn an_unknown_code_has_a_suggestion_only_if_one_is_close() {
    assert_eq!(suggest("MG03111").map(|rule| rule.code), Some("MG0311"));
    assert!(suggest("MG0131").is_some());
    assert_eq!(suggest("template-in-apis").map(|rule| rule.code), Some("MG0311"));
    assert_eq!(suggest("something else"), None);
}
