//! Every code of `migrate miri` against its fixtures, under the real Miri: the bad package has the finding, the good one has
//! none.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use std::path::Path;
use std::process::{Command, Output};

use migrate_model::exit;
use migrate_model::miri::MiriDocument;
use migrate_rules::{Emitter, all};

const SIDES: [(&str, u8); 2] = [("bad", exit::GATE_FAILED), ("good", exit::OK)];
const FILES: [&str; 2] = ["Cargo.toml", "src/lib.rs"];

/// Runs the tests of a fixture, copied because cargo writes beside what it builds.
fn miri(fixture: &Path) -> Output {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("src")).unwrap();
    for file in FILES {
        std::fs::copy(fixture.join(file), dir.path().join(file)).unwrap();
    }
    let mut migrate = Command::new(env!("CARGO_BIN_EXE_migrate"));
    migrate.args(["miri", "--format", "json", "--seeds", "1", "--toolchain", miri_runner::TESTED_TOOLCHAIN]);
    migrate.arg("--package").arg(dir.path()).env_remove("MIRIFLAGS");
    // Both sides are packages of one name, which must not share a folder.
    migrate.env("CARGO_TARGET_DIR", dir.path().join("target"));
    migrate.output().unwrap()
}

#[test]
fn every_code_against_its_fixtures() {
    let mut wrong = Vec::new();
    for rule in all().iter().filter(|rule| rule.emitter == Emitter::Miri) {
        for (side, code) in SIDES {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/rules").join(rule.folder()).join(side);
            let said = miri(&folder);
            if said.status.code() == Some(exit::TOOL_MISSING.into()) {
                println!("SKIPPED: {}", String::from_utf8_lossy(&said.stderr));
                return;
            }
            let document: Result<MiriDocument, _> = serde_json::from_slice(&said.stdout);
            let found: Vec<String> =
                document.iter().flat_map(|d| &d.findings).map(|f| format!("{} {}", f.code, f.message)).collect();
            let right = match found.as_slice() {
                [only] => side == "bad" && only.starts_with(rule.code),
                none => side == "good" && none.is_empty(),
            };
            if !right || said.status.code() != Some(code.into()) {
                let text = String::from_utf8_lossy(&said.stderr);
                wrong.push(format!("{} {side}: {:?}: {found:?}\n{text}", rule.code, said.status.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
