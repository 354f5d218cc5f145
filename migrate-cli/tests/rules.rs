//! Every rule against every fixture, through a real scan: the bad one has the finding, the good one has not.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use migrate_model::finding::Finding;
use migrate_rules::{Emitter, Row, Rule, Value, all};
use migrate_scan::Index;

const SIDES: [&str; 2] = ["bad", "good"];

fn fixture(rule: &Rule, side: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/rules").join(rule.folder()).join(side)
}

/// Copies a fixture, filling in where it is; without a compile database each source file gets a plain command.
fn set_up(from: &Path, to: &Path) {
    let mut sources = Vec::new();
    copy(from, to, to, &mut sources);
    if !to.join("compile_commands.json").exists() {
        sources.sort();
        let entry = |file: &String| serde_json::json!({"directory": to, "file": file, "arguments": ["c++", "-std=c++17", "-I.", "-c", file]});
        let entries: Vec<_> = sources.iter().map(entry).collect();
        std::fs::write(to.join("compile_commands.json"), serde_json::to_vec(&entries).unwrap()).unwrap();
    }
    if !to.join("migrate.toml").exists() {
        std::fs::write(to.join("migrate.toml"), "").unwrap();
    }
    if to.join("build-first").exists() {
        build(to);
    }
}

fn copy(from: &Path, to: &Path, root: &Path, sources: &mut Vec<String>) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap_or_else(|e| panic!("{}: {e}", from.display())) {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target, root, sources);
        } else if path.file_name().unwrap() == "compile_commands.json" {
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(&target, text.replace("{dir}", root.to_str().unwrap())).unwrap();
        } else {
            std::fs::copy(&path, &target).unwrap();
            if path.extension().is_some_and(|e| e == "cc") {
                sources.push(target.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
}

/// Runs the commands of the compile database, for fixtures that need their object files.
fn build(dir: &Path) {
    let text = std::fs::read(dir.join("compile_commands.json")).unwrap();
    let entries: Vec<serde_json::Value> = serde_json::from_slice(&text).unwrap();
    for entry in entries {
        let command = entry["command"].as_str().unwrap();
        assert!(Command::new("sh").args(["-c", command]).current_dir(dir).status().unwrap().success(), "{command}");
    }
}

/// The findings of one fixture.
fn findings(rule: &Rule, side: &str) -> Vec<Finding> {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    set_up(&fixture(rule, side), &root);
    let migrate = Command::new(env!("CARGO_BIN_EXE_migrate")).arg("-C").arg(&root).arg("scan").output().unwrap();
    let said = String::from_utf8_lossy(&migrate.stderr);
    assert!(migrate.status.success(), "{} {side}: scan says {:?}\n{said}", rule.code, migrate.status.code());
    let index = Index::open(&root.join(".migrate/index.db")).unwrap();
    let mut found = index.findings().unwrap();
    found.extend(migrate_rules::evaluate(&mut |sql| index.query(sql).map(rows)).unwrap());
    found
}

fn rows(rows: Vec<Vec<(String, migrate_scan::Value)>>) -> Vec<Row> {
    let value = |v| match v {
        migrate_scan::Value::Null => Value::Null,
        migrate_scan::Value::Int(n) => Value::Int(n),
        migrate_scan::Value::Real(x) => Value::Real(x),
        migrate_scan::Value::Text(t) => Value::Text(t),
    };
    rows.into_iter().map(|row| row.into_iter().map(|(name, v)| (name, value(v))).collect()).collect()
}

/// It has fixtures, and a scan is what judges them; `bridge_rules.rs` has those of bridges, `cli/` those of ports,
/// `miri_rules.rs` those of Miri.
fn of_a_scan(rule: &Rule) -> bool {
    rule.no_fixture.is_none() && matches!(rule.emitter, Emitter::Query | Emitter::Scan)
}

/// Findings of all fixtures, two scans at a time.
fn everything() -> BTreeMap<(&'static str, &'static str), Vec<Finding>> {
    let jobs: Vec<_> =
        all().iter().filter(|rule| of_a_scan(rule)).flat_map(|rule| SIDES.map(|side| (rule, side))).collect();
    let (next, found) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((rule, side)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let of_one = findings(rule, side);
                    found.lock().unwrap().insert((rule.code, *side), of_one);
                }
            });
        }
    });
    found.into_inner().unwrap()
}

#[test]
fn every_rule_against_every_fixture() {
    let everything = everything();
    let mut matrix = String::new();
    let mut wrong = Vec::new();
    for ((code, side), findings) in &everything {
        let mut codes: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for f in findings {
            let rule = migrate_rules::find(&f.code);
            if rule.is_none_or(|rule| rule.severity != f.severity) {
                wrong.push(format!("{} is no rule, or one of another severity than {:?}", f.code, f.severity));
            }
            codes.entry(&f.code).or_default().push(format!("{}×{}", f.subject, f.count));
        }
        if codes.contains_key(code) != (*side == "bad") {
            wrong.push(format!("{code} {side}: {codes:?}"));
        }
        write!(matrix, "{code} {side}:").unwrap();
        for (code, subjects) in codes {
            write!(matrix, "\n    {code} {}", subjects.join(", ")).unwrap();
        }
        matrix.push('\n');
    }
    assert!(wrong.is_empty(), "the bad fixture must have the finding, the good one must not:\n{}", wrong.join("\n"));
    insta::assert_snapshot!(matrix);
}
