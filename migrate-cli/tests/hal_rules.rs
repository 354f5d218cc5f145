//! Every code of `migrate hal` against its fixtures: the bad HAL has the finding, the good one has none.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use std::path::Path;
use std::process::{Command, Output};

use migrate_model::exit;
use migrate_rules::{Emitter, all};
use serde_json::Value;

/// A fixture with bindings is for `check`, one of two HALs for `generate`, any other for `scan`.
fn run(fixture: &Path) -> Output {
    let mut migrate = Command::new(env!("CARGO_BIN_EXE_migrate"));
    migrate.arg("-C").arg(fixture).arg("hal");
    match () {
        () if fixture.join("bindings.rs").exists() => migrate.args(["check", "--bindings", "bindings.rs"]),
        () if fixture.join("left.h").exists() => migrate.args(["generate", "left", "--dry-run"]),
        () => migrate.arg("scan"),
    };
    migrate.args(["--format", "json"]).output().unwrap()
}

#[test]
fn every_code_against_its_fixtures() {
    let mut wrong = Vec::new();
    for rule in all().iter().filter(|rule| rule.emitter == Emitter::Hal) {
        for side in ["bad", "good"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/rules").join(rule.folder()).join(side);
            let said = run(&folder);
            if said.status.code() == Some(exit::TOOL_MISSING.into()) {
                println!("SKIPPED: {}", String::from_utf8_lossy(&said.stderr));
                return;
            }
            let document: Value = serde_json::from_slice(&said.stdout).unwrap_or_default();
            let codes: Vec<&str> =
                document["findings"].as_array().into_iter().flatten().filter_map(|f| f["code"].as_str()).collect();
            let is_right = match side {
                "bad" => !codes.is_empty() && codes.iter().all(|code| *code == rule.code),
                _ => codes.is_empty() && said.status.success(),
            };
            if !is_right {
                let text = String::from_utf8_lossy(&said.stderr);
                wrong.push(format!("{} {side}: {:?}: {codes:?}\n{text}", rule.code, said.status.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
