//! Calls in both directions: a bridge is generated, built and used by a program, under each policy of panics.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use migrate_model::bridge::{BridgeDocument, Item};

const HEADER: &str = include_str!("bridge_calls/calls.h");
const PROGRAM: &str = include_str!("bridge_calls/program.rs");

fn expect(output: &Output, what: &str) {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{what}:\n{}\n{}", text(&output.stdout), text(&output.stderr));
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    // What has not changed is not built again.
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text).unwrap();
    }
}

fn has_compiler() -> bool {
    let name = std::env::var("CXX").unwrap_or_else(|_| "c++".to_owned());
    Command::new(name).arg("--version").output().is_ok_and(|o| o.status.success())
}

/// The folder of one policy, with a bridge to the header in it, and the bridge's rows.
fn bridge(policy: &str) -> (PathBuf, Vec<Item>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bridge-calls").join(policy);
    write(&folder.join("inc/calls.h"), HEADER);
    write(&folder.join("migrate.toml"), "");
    let mut migrate = Command::new(env!("CARGO_BIN_EXE_migrate"));
    migrate.current_dir(&folder).args(["bridge", "--headers", "calls.h", "--include", "inc", "--namespace", "calls"]);
    migrate.args(["--std", "c++14", "--out", "calls", "--panic", policy, "--force", "--format", "json"]);
    // In one target folder cargo takes packages of one name and place for one another.
    migrate.args(["--name", &format!("calls-{policy}")]);
    let said = migrate.output().unwrap();
    expect(&said, "migrate bridge");
    (folder, serde_json::from_slice::<BridgeDocument>(&said.stdout).unwrap().items)
}

/// Builds the program against the bridge and runs it.
fn run(folder: &Path, argument: &str) -> Output {
    let manifest = "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [[bin]]\nname = \"program\"\npath = \"program.rs\"\n\n[[bin]]\nname = \"refused\"\npath = \"refused.rs\"\n\n\
         [dependencies]\ncalls = { path = \"calls\", package = \"PACKAGE\" }\n\n[workspace]\n";
    let generated: toml::Table = toml::from_str(&fs::read_to_string(folder.join("calls/Cargo.toml")).unwrap()).unwrap();
    let package = generated["package"]["name"].as_str().unwrap();
    write(&folder.join("Cargo.toml"), &manifest.replace("PACKAGE", package));
    write(&folder.join("program.rs"), PROGRAM);
    write(&folder.join("refused.rs"), "fn main() {}\n");
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["run", "--quiet", "--bin", "program", "--target-dir"])
        .arg(folder.join("../target"))
        .arg("--")
        .arg(argument);
    cargo.current_dir(folder).output().unwrap()
}

/// What the compiler of Rust says of a program that may not be.
fn refused(folder: &Path, body: &str) -> String {
    write(&folder.join("refused.rs"), &format!("use calls::Table;\n\nfn main() {{\n{body}\n}}\n"));
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--quiet", "--bin", "refused", "--target-dir"]).arg(folder.join("../target"));
    let said = cargo.current_dir(folder).output().unwrap();
    assert!(!said.status.success(), "{body} compiles");
    String::from_utf8_lossy(&said.stderr).into_owned()
}

#[test]
fn a_program() {
    if !has_compiler() {
        println!("SKIPPED: there is no C++ compiler");
        return;
    }
    let (folder, items) = bridge("abort");
    judged(&items);
    for (class, trait_, expected) in [
        ("part", "Send", true),
        ("part", "Sync", true),
        ("counter", "Send", true),
        ("counter", "Sync", false),
        ("bell", "Send", false),
        ("node", "Send", false),
        ("label", "Send", false),
        ("judge", "Send", false),
    ] {
        let text = fs::read_to_string(folder.join(format!("calls/src/{class}.rs"))).unwrap();
        assert_eq!(text.contains(&format!("unsafe impl {trait_} for ")), expected, "{class}: {trait_}");
    }
    expect(&run(&folder, "abort"), "the program");
    let ended = run(&folder, "abort-now");
    assert!(!ended.status.success() && String::from_utf8_lossy(&ended.stderr).contains("on purpose"), "{ended:?}");
    expect(&run(&folder, "handles"), "handles");
    let twice = run(&folder, "handle-twice");
    let said = String::from_utf8_lossy(&twice.stderr);
    assert!(!twice.status.success() && said.contains("C++ ends something of Rust"), "{twice:?}");
    assert!(said.contains("Arc<i32>") && said.contains("ownership.md"), "{said}");
    let lent = refused(
        &folder,
        "let mut walk;\nlet mut table = Table::new();\nwalk = table.pin_mut().new_walk_if(true);\nwalk.pin_mut();",
    );
    assert!(lent.contains("`table` does not live long enough"), "{lent}");
    let changed = refused(
        &folder,
        "let mut table = Table::new();\nlet walk = table.pin_mut().new_walk_if(true);\ntable.pin_mut().add(1);\ndrop(walk);",
    );
    assert!(changed.contains("cannot borrow `table` as mutable more than once"), "{changed}");
    for policy in ["exception", "error"] {
        let (folder, _) = bridge(policy);
        expect(&run(&folder, policy), policy);
    }
}

/// What is safe, and by which rule the rest is not.
fn judged(items: &[Item]) {
    let code = |path: &str| match items.iter().find(|i| i.rust_path.as_deref() == Some(path)) {
        Some(item) if item.safe => "safe",
        Some(item) => item.code.as_deref().unwrap_or("no code"),
        None => "not there",
    };
    for (path, expected) in [
        ("Label::set_name", "MG0522"),
        ("Label::compare", "safe"),
        ("Cursor::look_at", "MG0522"),
        ("Cursor::now", "safe"),
        ("Node::name", "safe"),
        ("Node::rename", "MG0528"),
        ("Node::increment", "safe"),
        ("fold", "safe"),
        ("Table::new_walk", "safe"),
        ("create_walk", "safe"),
        ("Timer::set_alarm", "safe"),
    ] {
        assert_eq!(code(path), expected, "{path}");
    }
}
