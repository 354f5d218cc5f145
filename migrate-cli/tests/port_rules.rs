//! Every reason code of `migrate port` against its fixtures: on the bad module a symbol has the code, on the good one none
//! has, and something becomes Rust.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use std::path::Path;
use std::process::Command;

use migrate_model::port::{Faced, Implementation, PortDocument};
use migrate_rules::{Emitter, Rule, all};

/// Rules whose fixtures are modules; the others are judged where they arise.
fn of_ports() -> impl Iterator<Item = &'static Rule> {
    let whole = |rule: &&Rule| ["zoo.h", "zoo.cc"].iter().all(|name| fixture(rule, "bad").join(name).is_file());
    all().iter().filter(|rule| rule.emitter == Emitter::Port).filter(whole)
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
    let own = std::fs::read_to_string(fixture(rule, side).join("migrate.toml")).unwrap_or_default();
    std::fs::write(dir.path().join("migrate.toml"), format!("[modules]\nzoo = [\"zoo.*\"]\n{own}")).unwrap();
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

/// `migrate overlay` on a fixture of MG0607: exit code, what it printed, what it said.
fn overlay(side: &str) -> (Option<i32>, String, String) {
    let dir = tempfile::tempdir().unwrap();
    let folder = fixture(migrate_rules::find("MG0607").unwrap(), side);
    let mut migrate = Command::new(env!("CARGO_BIN_EXE_migrate"));
    let recipe = format!("zoo={}", folder.join("headers.json").display());
    migrate.args(["overlay", "--recipe", &recipe, "--root"]).arg(&folder);
    let said = migrate.arg("--out").arg(dir.path()).output().unwrap();
    let made = String::from_utf8(said.stdout).unwrap();
    let text = made.lines().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    (said.status.code(), text, String::from_utf8(said.stderr).unwrap())
}

#[test]
fn a_header_is_replaced_as_long_as_it_is_the_one_that_was_read() {
    let (code, text, _) = overlay("good");
    assert_eq!((code, text.as_str()), (Some(0), "// replaced\n#ifndef ZOO_H\n#define ZOO_H\nint legs();\n#endif\n"));
    let (code, text, said) = overlay("bad");
    assert_eq!((code, text.as_str()), (Some(migrate_model::exit::GATE_FAILED.into()), ""));
    assert!(said.contains("MG0607: zoo.h was changed"), "{said}");
}

#[test]
fn every_fixture_of_a_port_has_its_code() {
    let rules: Vec<&Rule> = of_ports().collect();
    assert!(rules.len() >= 4, "{} rules of ports with modules", rules.len());
    for rule in rules {
        for side in ["bad", "good"] {
            let symbols = symbols(rule, side);
            let has = symbols.iter().any(|s| s.code.as_deref() == Some(rule.code));
            let moves = symbols.iter().any(|s| s.implementation == Implementation::Both);
            assert!(has == (side == "bad") && moves, "{} {side}: {symbols:#?}", rule.code);
        }
    }
}
