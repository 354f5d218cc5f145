//! Every reason code of `migrate port` against its fixtures: on the bad module a symbol has the code, on the good one none
//! has, and something becomes Rust.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use std::path::Path;
use std::process::Command;

use migrate_model::port::{Faced, Implementation, PortDocument};
use migrate_rules::{Emitter, Rule, all};

/// Rules whose fixtures are modules; the others are judged where they arise.
fn of_ports() -> impl Iterator<Item = &'static Rule> {
    all().iter().filter(|rule| rule.emitter == Emitter::Port && fixture(rule, "bad").join("zoo.h").is_file())
}

fn fixture(rule: &Rule, side: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/rules").join(rule.folder()).join(side)
}

fn symbols(rule: &Rule, side: &str) -> Vec<Faced> {
    let dir = tempfile::tempdir().unwrap();
    for name in ["zoo.h", "zoo.cc"] {
        std::fs::copy(fixture(rule, side).join(name), dir.path().join(name)).unwrap();
    }
    let folder = dir.path().to_str().unwrap();
    let database = format!(
        "[{{\"directory\": \"{folder}\", \"file\": \"zoo.cc\", \"command\": \"c++ -std=c++17 -I. -c zoo.cc -o zoo.o\"}}]"
    );
    std::fs::write(dir.path().join("compile_commands.json"), database).unwrap();
    std::fs::write(dir.path().join("migrate.toml"), "[modules]\nzoo = [\"zoo.*\"]\n").unwrap();
    let run = |words: &[&str]| {
        let mut migrate = Command::new(env!("CARGO_BIN_EXE_migrate"));
        let said = migrate.arg("-C").arg(dir.path()).args(words).env("MIGRATE_RUST_CHECK", "off").output().unwrap();
        let error = String::from_utf8_lossy(&said.stderr);
        assert!(said.status.success(), "{} {side}: {words:?} says {:?}\n{error}", rule.code, said.status.code());
        said.stdout
    };
    run(&["scan"]);
    serde_json::from_slice::<PortDocument>(&run(&["port", "zoo", "--format", "json"])).unwrap().symbols
}

#[test]
fn every_fixture_of_a_port_has_its_code() {
    let rules: Vec<&Rule> = of_ports().collect();
    assert!(rules.len() >= 3, "{} rules of ports with modules", rules.len());
    for rule in rules {
        for side in ["bad", "good"] {
            let symbols = symbols(rule, side);
            let has = symbols.iter().any(|s| s.code.as_deref() == Some(rule.code));
            let moves = symbols.iter().any(|s| s.implementation == Implementation::Both);
            assert!(has == (side == "bad") && moves, "{} {side}: {symbols:#?}", rule.code);
        }
    }
}
