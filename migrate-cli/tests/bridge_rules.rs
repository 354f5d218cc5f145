//! Every reason code of `migrate bridge` against its fixtures: on the bad header an item has the code, on the good one
//! none has.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use migrate_model::bridge::{BridgeDocument, Item};
use migrate_rules::{Emitter, Rule, all};

/// Where the generator's codes are declared.
const CODES: &str = include_str!("../crossing/src/code.rs");
const SIDES: [&str; 2] = ["bad", "good"];

fn of_bridges() -> impl Iterator<Item = &'static Rule> {
    all().iter().filter(|rule| rule.emitter == Emitter::Bridge)
}

fn has_compiler() -> bool {
    let named = std::env::var("CXX").ok().filter(|name| !name.trim().is_empty());
    let names = named.map_or_else(|| ["c++", "g++", "clang++"].map(str::to_owned).to_vec(), |name| vec![name]);
    names.iter().any(|name| {
        let mut words = name.split_whitespace();
        let mut command = Command::new(words.next().unwrap_or(name));
        command.args(words).arg("--version").output().is_ok_and(|o| o.status.success())
    })
}

/// Copies the files of a fixture, and gives it an empty configuration if it has none, so that none above it counts.
fn copy(from: &Path, to: &Path) -> Vec<String> {
    std::fs::write(to.join("migrate.toml"), "").unwrap();
    let files =
        std::fs::read_dir(from).unwrap_or_else(|e| panic!("{}: {e}", from.display())).map(|e| e.unwrap().path());
    let mut headers = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        std::fs::copy(&file, to.join(&name)).unwrap();
        headers.extend(Some(name).filter(|name| Path::new(name).extension().is_some_and(|e| e == "h")));
    }
    headers.sort();
    headers
}

/// The rows of the bridge to a fixture.
fn items(rule: &Rule, side: &str) -> Vec<Item> {
    let dir = tempfile::tempdir().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/rules").join(rule.folder()).join(side);
    let headers = copy(&fixture, dir.path());
    let mut migrate = Command::new(env!("CARGO_BIN_EXE_migrate"));
    migrate.arg("-C").arg(dir.path()).args(["bridge", "--headers"]).args(headers);
    migrate.args(["--include", ".", "--namespace", "zoo", "--std", "c++14", "--out", "out", "--format", "json"]);
    migrate.env("MIGRATE_RUST_CHECK", "off");
    let said = migrate.output().unwrap();
    let error = String::from_utf8_lossy(&said.stderr);
    assert!(said.status.success(), "{} {side}: bridge says {:?}\n{error}", rule.code, said.status.code());
    serde_json::from_slice::<BridgeDocument>(&said.stdout).unwrap().items
}

fn row(item: &Item) -> String {
    let code = item.code.as_deref().unwrap_or("no code");
    format!("{}: {:?}, {code} {}", item.name, item.status, item.reason.as_deref().unwrap_or_default())
}

/// What is wrong with one fixture.
fn judge(rule: &Rule, side: &str, items: &[Item]) -> Option<String> {
    let has = items.iter().any(|item| item.code.as_deref() == Some(rule.code));
    let fine = items.iter().any(|item| item.code.is_none() && item.safe);
    let right = if side == "bad" { has } else { !has && fine };
    let rows: Vec<String> = items.iter().map(row).collect();
    (!right).then(|| format!("{} {side}:\n    {}", rule.code, rows.join("\n    ")))
}

#[test]
fn every_code_of_a_bridge_has_a_rule() {
    let declared: BTreeSet<&str> =
        CODES.match_indices("\"MG").filter_map(|(at, _)| CODES.get(at + 1..at + 7)).collect();
    // Codes of ports have fixtures of their own: `port_rules.rs`.
    let (ports, bridges): (BTreeSet<&str>, _) = declared.into_iter().partition(|code| code.starts_with("MG06"));
    assert_eq!(of_bridges().map(|rule| rule.code).collect::<BTreeSet<_>>(), bridges);
    let known: BTreeSet<&str> = all().iter().filter(|r| r.emitter == Emitter::Port).map(|r| r.code).collect();
    assert!(ports.is_subset(&known), "{ports:?} are not all among {known:?}");
}

#[test]
fn every_reason_against_its_fixtures() {
    if !has_compiler() {
        println!("SKIPPED: every_reason_against_its_fixtures: there is no C++ compiler, which judges the headers");
        return;
    }
    let jobs: Vec<_> =
        of_bridges().filter(|rule| rule.no_fixture.is_none()).flat_map(|rule| SIDES.map(|side| (rule, side))).collect();
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((rule, side)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let items = items(rule, side);
                    wrong.lock().unwrap().extend(judge(rule, side, &items));
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort();
    assert!(
        wrong.is_empty(),
        "an item of the bad header must have the code, none of the good one:\n{}",
        wrong.join("\n")
    );
}
