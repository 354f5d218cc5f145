//! Every code of `migrate bench` against its fixtures: the bad pair of scenarios has the finding, the good one has none.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use std::path::Path;
use std::process::{Command, Output};

use migrate_model::bench::BenchDocument;
use migrate_rules::{Emitter, all};

/// A side that a fixture does not have.
const PLAIN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/plain.c");

/// Builds both scenarios of a fixture and compares them.
fn compare(fixture: &Path) -> Output {
    let dir = tempfile::tempdir().unwrap();
    let mut migrate = Command::new(env!("CARGO_BIN_EXE_migrate"));
    migrate.args(["bench", "compare", "--format", "json", "--margin", "20%"]);
    for side in ["first", "second"] {
        let library = dir.path().join(format!("{side}.so"));
        let source = fixture.join(format!("{side}.c"));
        let source = if source.exists() { source.as_path() } else { Path::new(PLAIN) };
        let mut compiler = Command::new("cc");
        compiler.args(["-O1", "-fPIC", "-shared", "-o"]).arg(&library).arg(source);
        assert!(compiler.arg("-ldl").status().unwrap().success(), "{} does not compile", fixture.display());
        migrate.arg(library);
    }
    if let Ok(words) = std::fs::read_to_string(fixture.join("arguments")) {
        migrate.args(words.split_whitespace());
    }
    migrate.output().unwrap()
}

#[test]
fn every_code_against_its_fixtures() {
    let mut wrong = Vec::new();
    for rule in all().iter().filter(|rule| rule.emitter == Emitter::Bench) {
        for side in ["bad", "good"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/rules").join(rule.folder()).join(side);
            let said = compare(&folder);
            let document: Result<BenchDocument, _> = serde_json::from_slice(&said.stdout);
            let found: Vec<String> =
                document.iter().flat_map(|d| &d.findings).map(|f| format!("{} {}", f.code, f.message)).collect();
            let right = match found.as_slice() {
                [only] => side == "bad" && only.starts_with(rule.code),
                none => side == "good" && none.is_empty() && said.status.success(),
            };
            if !right {
                let text = String::from_utf8_lossy(&said.stderr);
                wrong.push(format!("{} {side}: {:?}: {found:?}\n{text}", rule.code, said.status.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
