//! `migrate bridge` on headers that nobody would write, but somebody has: whatever is odd costs itself, and the crate
//! builds.

use std::path::{Path, PathBuf};
use std::process::Command;

use migrate_model::bridge::{BridgeDocument, Item, Status};

use crate::project::{Project, has};

/// A bridge to headers of `hostile/`.
struct Bridge {
    name: &'static str,
    headers: &'static [&'static str],
}

const BRIDGES: [Bridge; 3] = [
    Bridge { name: "names", headers: &["functions.h", "types.h", "namespaces.h"] },
    Bridge {
        name: "odd",
        headers: &[
            "layouts.h",
            "cycle.h",
            "odd.h",
            "chead.h",
            "bytes.h",
            "empty.h",
            "unguarded.h",
            "one.h",
            "two.h",
            "three.h",
            "define.h",
            "absent.h",
        ],
    },
    Bridge { name: "macros", headers: &["root.h", "clash.h", "macros.h"] },
];

/// What the crates do, in one program.
const PROGRAM: &str = include_str!("hostile/program.rs");

fn headers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/hostile")
}

/// The folder of the crates; it stays, so that what they depend on is built once.
fn workspace() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    std::fs::create_dir_all(folder.join("program/src")).expect("a folder");
    let members: Vec<String> = BRIDGES.iter().map(|b| format!("{:?}", b.name)).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\"program\", {}]\n", members.join(", "));
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    let uses: Vec<String> =
        BRIDGES.iter().map(|b| format!("{0} = {{ package = \"hostile-{0}\", path = \"../{0}\" }}\n", b.name)).collect();
    let manifest =
        "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n";
    std::fs::write(folder.join("program/Cargo.toml"), format!("{manifest}{}", uses.concat())).expect("a manifest");
    std::fs::write(folder.join("program/src/main.rs"), PROGRAM).expect("a program");
    folder
}

/// Generates a bridge; gives back its rows.
fn generate(bridge: &Bridge, folder: &Path) -> BridgeDocument {
    let mut migrate = Command::new(env!("CARGO_BIN_EXE_migrate"));
    migrate.arg("-C").arg(folder).arg("bridge").arg("--headers").args(bridge.headers).arg("--include").arg(headers());
    migrate.args(["--std", "c++17", "--format", "json", "--force", "--out", bridge.name]);
    let said = migrate.args(["--name", &format!("hostile-{}", bridge.name)]).output().expect("the program runs");
    let error = String::from_utf8_lossy(&said.stderr);
    assert!(said.status.success(), "{}: {error}", bridge.name);
    serde_json::from_slice(&said.stdout).expect("a document")
}

/// What was not bound, with its code.
fn skipped(items: &[Item]) -> Vec<(&str, &str)> {
    let skipped = items.iter().filter(|i| i.status == Status::Skipped);
    skipped.map(|i| (i.name.as_str(), i.code.as_deref().unwrap_or("no code"))).collect()
}

#[test]
fn every_crate_builds_and_runs() {
    if !has("g++") && !has("c++") && !has("clang++") {
        println!("SKIPPED: there is no C++ compiler");
        return;
    }
    let folder = workspace();
    let documents = BRIDGES.each_ref().map(|bridge| generate(bridge, &folder));
    let lost = documents.each_ref().map(|d| skipped(&d.items));
    assert!(lost[0].is_empty() && lost[2].is_empty(), "{lost:?}");
    assert!(lost[1].iter().all(|(_, code)| code.starts_with("MG05")), "{lost:?}");
    let lost = |name: &str| lost[1].iter().any(|(n, _)| *n == name);
    for name in ["int128", "member_pointer", "handle_open", "Operators::operator new"] {
        assert!(lost(name), "{name} cannot cross");
    }
    let fine =
        ["by_compiler", "same_size", "same_names", "packed", "aligned", "other_size", "of_größe", "latin", "conflict"];
    for name in fine {
        assert!(!lost(name), "{name} can cross");
    }
    let notes = documents[1].notes.join("\n");
    for header in
        ["two.h does not compile", "three.h does not compile", "define.h does not compile", "absent.h does not"]
    {
        assert!(notes.contains(header), "{header}: {notes}");
    }
    let mut cargo = Command::new(env!("CARGO"));
    let cargo = cargo.args(["run", "--quiet", "--package", "program"]).current_dir(&folder).output();
    let cargo = cargo.expect("cargo runs");
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
}

#[test]
fn nothing_to_bridge() {
    let p = Project::empty();
    p.write("inc/empty.h", "");
    assert_eq!(p.run("bridge --headers empty.h --include inc --out out").code, 104);
    p.write("inc/needs.h", "#ifndef WANTED\n#error define WANTED\n#endif\ninline int wanted() { return WANTED; }\n");
    let said = p.run("bridge --headers needs.h --include inc --out out");
    assert!(said.code == 101 && said.err.contains("--define"), "{}", said.err);
    assert_eq!(p.run("bridge --headers needs.h --include inc --define WANTED=1 --out out").code, 0);
}
