//! `migrate miri` with a rustup that plays Miri: what is said does not hang on what is installed. `miri_rules.rs` asks the
//! real one.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;

use crate::project::{Project, Said, path_without, said, snapshot};
use crate::validate::validate;

/// A module with two tests, of which the second frees too early.
fn project() -> Project {
    let p = Project::empty();
    p.write("migrate.toml", "");
    p.write("rust-modules/codec/Cargo.toml", "");
    p.write("rust-modules/codec/src/lib.rs", "//! Frames.\n\nfn last(p: *const u8) -> u8 {\n    unsafe { *p }\n}\n");
    p
}

/// What Miri says of the second test.
const FREED: &str = r#"{"$message_type":"diagnostic","message":"Undefined Behavior: memory access failed: alloc45200 has been freed, so this pointer is dangling","code":null,"level":"error","spans":[{"file_name":"src/lib.rs","line_start":4,"line_end":4,"column_start":14,"column_end":16,"is_primary":true,"label":"here"}],"children":[{"message":"alloc45200 was deallocated here:","code":null,"level":"help","spans":[{"file_name":"src/lib.rs","line_start":3,"line_end":3,"column_start":1,"column_end":2,"is_primary":true,"label":null}],"children":[],"rendered":null},{"message":"stack backtrace:\n0: last\n    at src/lib.rs:4:14: 4:16\n1: tests::frees\n    at src/lib.rs:3:1: 3:2","code":null,"level":"note","spans":[],"children":[],"rendered":null}],"rendered":null}"#;

/// A program that answers for rustup, cargo and Miri. `SYSROOT` is a folder below the project.
const RUSTUP: &str = r#"#!/bin/sh
here=$(dirname "$0")
[ "$1 $2" = "run nightly" ] || exit 1
shift 2
event() { echo "{ \"type\": \"test\", \"event\": \"$1\", \"name\": \"$2\" }"; }
all() { echo "{ \"type\": \"suite\", \"event\": \"$1\" }"; }
case "$*" in
*sysroot*) echo "$here/sysroot" ;;
*--version*) echo "miri 0.1.0 (test)" ;;
*metadata*) echo "{\"packages\":[{\"name\":\"codec\",\"manifest_path\":\"$PWD/Cargo.toml\"}],\"workspace_root\":\"$PWD\"}" ;;
*setup*) ;;
*--no-run*) echo "{\"reason\":\"compiler-artifact\",\"manifest_path\":\"$PWD/Cargo.toml\",\"target\":{\"kind\":[\"lib\"],\"name\":\"codec\"},\"profile\":{\"test\":true},\"executable\":\"x\"}" ;;
*--list*nothing) all completed ;;
*--list*) event discovered tests::frees; event discovered tests::reads; all completed ;;
*--exact*) event started tests::reads; event ok tests::reads; all ok ;;
*) event started tests::frees; cat "$here/freed.json" >&2; exit 1 ;;
esac
"#;

const SYSROOT: [&str; 2] = ["bin/sysroot/bin/cargo-miri", "bin/sysroot/lib/rustlib/src/rust/library/Cargo.toml"];

/// Puts the program into the project.
fn install(p: &Project, script: &str) {
    p.write("bin/rustup", script);
    p.write("bin/freed.json", format!("{FREED}\n"));
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(p.path().join("bin/rustup"), mode).expect("a program");
}

/// A run that finds this rustup and no other.
fn run(p: &Project, line: &str) -> Said {
    let mut path = p.path().join("bin").into_os_string();
    path.push(":");
    path.push(path_without("rustup"));
    said(&p.command(line).env("PATH", path).env_remove("MIRIFLAGS").output().expect("the program runs"))
}

fn session(p: &Project, lines: &[&str]) -> String {
    let shown = lines.iter().map(|l| format!("$ migrate {l}\n{}", p.tidy(&run(p, l))));
    shown.collect::<Vec<_>>().join("\n")
}

fn ready() -> Project {
    let p = project();
    install(&p, RUSTUP);
    SYSROOT.iter().for_each(|file| p.write(file, ""));
    p
}

#[test]
fn undefined_behaviour_in_every_format() {
    let lines = [
        "miri codec --seeds 2",
        "miri codec --seeds 2 --format json",
        "miri codec --seeds 2 --format github -q",
        "miri --package rust-modules/codec --seeds 1 -q",
    ];
    snapshot!("miri_undefined", session(&ready(), &lines));
    let p = ready();
    let sarif: Value = serde_json::from_str(&run(&p, "miri codec --format sarif -q").out).expect("SARIF");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "MG0701");
    assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "rust-modules/codec/src/lib.rs");
}

#[test]
fn the_document_keeps_to_its_schema() {
    let p = ready();
    p.run("generate-docs docs");
    let schema: Value = serde_json::from_str(&p.read("docs/schema/miri.json")).expect("a schema");
    for (line, code) in [("miri codec --format json", 100), ("miri codec --dry-run --format json", 0)] {
        let said = run(&p, line);
        assert_eq!(said.code, code, "{}", said.err);
        let document: Value = serde_json::from_str(&said.out).expect("JSON");
        validate(&document, &schema).unwrap_or_else(|e| panic!("{line}: {e}"));
    }
}

#[test]
fn what_is_missing_and_how_to_get_it() {
    let p = project();
    let mut text = format!("# rustup\n{}", p.tidy(&run(&p, "miri codec")));
    install(&p, RUSTUP);
    text += &format!("\n# toolchain\n{}", p.tidy(&run(&p, "miri codec --toolchain nightly-2020-01-01")));
    text += &format!("\n# miri\n{}", p.tidy(&run(&p, "miri codec --format json")));
    p.write(SYSROOT[0], "");
    text += &format!("\n# rust-src\n{}", p.tidy(&run(&p, "miri codec")));
    snapshot!("miri_missing", text);
}

#[test]
fn nothing_to_run() {
    let lines = ["miri codec --filter nothing", "miri code", "miri other --format json", "miri --package nowhere"];
    snapshot!("miri_nothing", session(&ready(), &lines));
}

#[test]
fn a_dry_run_prints_the_command() {
    let line = "miri codec --dry-run --seeds 8 --no-isolation --flag=-Zmiri-tree-borrows --filter frame";
    snapshot!("miri_dry_run", session(&project(), &[line]));
}

#[test]
fn typed_wrong() {
    let lines =
        ["miri", "miri codec --package x", "miri codec --seeds 0", "miri codec --timeout 10", "miri codec --flag tree"];
    snapshot!("miri_typed_wrong", Project::empty().session(&lines));
}

#[test]
fn the_folder_of_modules_can_be_named() {
    let p = project();
    p.write("migrate.toml", "[port]\nrust_modules = \"rust\"\n");
    p.write("rust/codec/frames/Cargo.toml", "");
    let said = p.run("miri codec/frames --dry-run");
    assert_eq!((said.code, said.err.contains("this in rust/codec/frames,")), (0, true), "{}", said.err);
    let said = p.run("miri frames");
    assert!(said.code == 2 && said.err.contains("codec/frames"), "{}", said.err);
}
