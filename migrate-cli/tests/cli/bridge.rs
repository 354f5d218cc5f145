//! `migrate bridge`, both ways in: a small library of its own, and a module of the small project.

use std::process::Command;

use serde_json::Value;

use crate::project::{Project, exists, snapshot};
use crate::schemas::keeps;

/// An installed library: a header and an archive.
fn zoo() -> Project {
    let p = Project::empty();
    p.write(
        "zoo/include/zoo.h",
        "#pragma once\nnamespace zoo {\n/// Counts the legs of so many animals.\nint legs(int animals);\n\
         inline int twice(int x) { return x + x; }\nint never_defined();\n}\nnamespace other { int elsewhere(); }\n",
    );
    p.write("zoo.cc", "#include \"zoo.h\"\nnamespace zoo { int legs(int animals) { return 4 * animals; } }\n");
    tool(&p, "c++ -c -fPIC -Izoo/include zoo.cc -o zoo.o");
    tool(&p, "ar rcs zoo/libzoo.a zoo.o");
    p
}

/// Runs a tool of the C++ side in the project.
fn tool(p: &Project, line: &str) {
    let mut words = line.split_whitespace();
    let program = words.next().expect("a program");
    let done = Command::new(program).args(words).current_dir(p.path()).output().expect("the tool runs");
    assert!(done.status.success(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
}

const ZOO: &str = "bridge --headers zoo.h --include zoo/include --namespace zoo --lib zoo/libzoo.a --out out/zoo";

/// The rows of a bridge by name.
fn items(json: &str) -> Vec<(String, String, String)> {
    let document: Value = serde_json::from_str(json).expect("JSON");
    let text = |i: &Value, key: &str| i[key].as_str().unwrap_or_default().to_owned();
    let rows = document["items"].as_array().expect("items").iter();
    rows.map(|i| (text(i, "name"), text(i, "status"), text(i, "code"))).collect()
}

#[test]
fn asked_wrong() {
    let p = Project::empty();
    p.write("inc/a.h", "int f();\n");
    let lines = [
        "bridge",
        "bridge --headers a.h --include inc",
        "bridge util --headers a.h --out out",
        "bridge --headers a.h --include nowhere --out out",
        "bridge --headers a.h --include inc --lib liba.a --out out",
        "bridge --headers a.h --include inc --out out --name 9lives",
        "bridge --headers a.h --include inc --out out --compiler no-such-compiler",
        "bridge --headers a.h --include inc --out out --panic never",
        "--format sarif bridge util",
        "bridge util",
    ];
    snapshot!("bridge_asked_wrong", p.session(&lines));
    assert!(!exists(&p, "out/Cargo.toml"));
}

#[test]
fn a_library_from_its_headers_and_archive() {
    let p = zoo();
    let said = p.run(&format!("{ZOO} --format json"));
    assert_eq!(said.code, 0, "{}", said.err);
    let document: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!((&document["schema"], &document["crate_dir"]), (&"migrate.bridge".into(), &"out/zoo".into()));
    for source in document["cpp_sources"].as_array().expect("sources") {
        assert!(exists(&p, source.as_str().expect("a path")), "{source}");
    }
    let rows = items(&said.out);
    let status = |name: &str| rows.iter().find(|(n, ..)| n == name).map(|(_, status, _)| status.as_str());
    assert_eq!((status("zoo::legs"), status("zoo::twice")), (Some("bound"), Some("bound")));
    assert_eq!(status("zoo::never_defined"), Some("skipped"), "no archive defines it");
    assert_eq!(status("other::elsewhere"), None, "another namespace");
    assert!(rows.iter().all(|(_, status, code)| status == "bound" || code.starts_with("MG")), "{rows:?}");
    // Nothing in the crate says where it was made.
    let place = p.path().display().to_string();
    for line in p.read("out/zoo/generated.txt").lines().filter(|l| !l.starts_with('#')) {
        let (_, file) = line.split_once("  ").expect("a hash and a path");
        assert!(!p.read(&format!("out/zoo/{file}")).contains(&place), "{file}");
    }

    let said = p.run("-C out/zoo show legs");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("C++  int zoo::legs(int animals);") && said.out.contains("Rust  "), "{}", said.out);
    let said = p.run("-C out/zoo show never_defined");
    assert!(said.out.contains("skipped") && said.out.contains("Why  MG"), "{}", said.out);
    let said = p.run("-C out/zoo show lgs");
    assert_eq!(said.code, 104);
    assert!(said.err.contains("did you mean `legs`?"), "{}", said.err);
}

#[test]
fn again_and_after_changes() {
    let p = zoo();
    let first = p.run(&format!("{ZOO} --format json"));
    assert_eq!(first.code, 0, "{}", first.err);
    let second = p.run(&format!("{ZOO} --format json"));
    assert!(second.err.contains("Unchanged out/zoo: nothing to do"), "{}", second.err);
    assert_eq!(first.out, second.out);
    assert_eq!(p.run(&format!("{ZOO} --check")).code, 0);

    // A clean checkout has no state folder, and needs none.
    std::fs::remove_dir_all(p.path().join("out/zoo/.migrate")).expect("the state can go");
    assert_eq!(p.run(&format!("{ZOO} --check")).code, 0);
    assert!(!exists(&p, "out/zoo/.migrate"));

    // The same elsewhere gives the same bytes.
    let other = zoo();
    assert_eq!(other.run(ZOO).code, 0);
    assert_eq!(other.read("out/zoo/generated.txt"), p.read("out/zoo/generated.txt"));

    p.write("zoo/include/zoo.h", "#pragma once\nnamespace zoo { int legs(int animals); }\n");
    let stale = p.run(&format!("{ZOO} --check"));
    assert_eq!(stale.code, 100, "{}", stale.err);
    assert!(stale.out.starts_with("Stale: ") && stale.out.contains("  out/zoo/generated.txt\n"), "{}", stale.out);
    let document: Value = serde_json::from_str(&p.run(&format!("{ZOO} --check --format json")).out).expect("JSON");
    assert!(document["stale"].as_array().is_some_and(|files| files.contains(&"out/zoo/generated.txt".into())));
    let pretended = p.run(&format!("--dry-run {ZOO}"));
    assert!(pretended.err.contains("Would write"), "{}", pretended.err);
    assert_eq!(p.run(&format!("{ZOO} --check")).code, 100, "nothing was written");
    assert_eq!(p.run(ZOO).code, 0);
    assert_eq!(p.run(&format!("{ZOO} --check")).code, 0);
}

#[test]
fn what_a_person_wrote_stays() {
    let p = zoo();
    p.write("out/zoo/Cargo.toml", "# mine\n");
    snapshot!("bridge_in_the_way", p.session(&[ZOO]));
    assert_eq!(p.read("out/zoo/Cargo.toml"), "# mine\n");
    assert!(!exists(&p, "out/zoo/generated.txt"));
    std::fs::remove_file(p.path().join("out/zoo/Cargo.toml")).expect("it can go");

    p.write("out/zoo/tests/mine.rs", "// mine\n");
    assert_eq!(p.run(ZOO).code, 0);
    let edited = p.read("out/zoo/Cargo.toml") + "# edited\n";
    p.write("out/zoo/Cargo.toml", &edited);
    snapshot!("bridge_edited", p.session(&[ZOO]));
    assert_eq!(p.read("out/zoo/Cargo.toml"), edited);
    assert_eq!(p.run(&format!("{ZOO} --force")).code, 0);
    assert!(!p.read("out/zoo/Cargo.toml").contains("# edited"));
    assert_eq!(p.read("out/zoo/tests/mine.rs"), "// mine\n");
}

#[test]
fn headers_that_do_not_compile() {
    let p = Project::empty();
    p.write("inc/broken.h", "#pragma once\nint f(;\n");
    p.write("inc/good.h", "#pragma once\ninline int good() { return 1; }\n");
    p.write("inc/needy.h", "#pragma once\ninline base needs() { return 1; }\n");
    p.write("inc/base.h", "#pragma once\nusing base = int;\n");
    let said = p.run("bridge --headers broken.h --include inc --out out");
    assert_eq!(said.code, 101, "{}", said.err);
    assert!(said.err.contains("inc/broken.h:2:"), "{}", said.err);
    assert!(!exists(&p, "out/Cargo.toml"));

    let said = p.run("bridge --headers needy.h broken.h good.h base.h --include inc --out out --format json");
    assert_eq!(said.code, 0, "{}", said.err);
    let names: Vec<String> = items(&said.out).into_iter().map(|(name, ..)| name).collect();
    assert!(names.contains(&"good".to_owned()) && names.contains(&"needs".to_owned()), "{names:?}");
    assert!(said.out.contains("broken.h does not compile and is left out"), "{}", said.out);
}

#[test]
fn nothing_is_selected() {
    let p = Project::empty();
    p.write("inc/a.h", "namespace a { inline int f() { return 1; } }\n");
    let said = p.run("bridge --headers a.h --include inc --namespace b --out out");
    assert_eq!(said.code, 104, "{}", said.err);
}

#[test]
fn without_a_compiler() {
    let p = Project::empty();
    p.write("inc/a.h", "int f();\n");
    let mut command = p.command("bridge --headers a.h --include inc --out out");
    let said = crate::project::said(&command.env("PATH", p.path()).env_remove("CXX").output().expect("a run"));
    assert_eq!(said.code, 102, "{}", said.err);
    snapshot!("bridge_no_compiler", p.tidy(&said));
}

#[test]
fn a_module_of_the_codebase() {
    let p = Project::small();
    p.run("init");
    assert_eq!(p.run("bridge util").code, 2, "there is no index");
    assert_eq!(p.run("scan").code, 0);
    assert_eq!(p.run("bridge utli").code, 104);
    let said = p.run("bridge util --format json");
    assert_eq!(said.code, 0, "{}", said.err);
    let document: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(document["crate_dir"], "bridge/generated/util/bridge");
    let rows = items(&said.out);
    assert!(rows.iter().any(|(name, status, _)| name == "util::length" && status == "bound"), "{rows:?}");
    assert!(rows.iter().all(|(name, ..)| name != "run"), "another module");
    assert!(p.run("bridge util").err.contains("nothing to do"));
    keeps(&p, "bridge util --format json", "bridge");
    keeps(&p, "show util::length --format json", "show");
    let said = p.run("show util::length");
    assert!(said.out.contains("Bridge util-bridge") && said.out.contains("Rust  "), "{}", said.out);
    assert!(exists(&p, ".migrate/bridge-util-bridge.html"));
}

#[test]
fn decisions_of_the_configuration() {
    let p = Project::small();
    let config = |bridge: &str| p.write("migrate.toml", format!("build = \"build\"\n{bridge}"));
    config("");
    assert_eq!(p.run("scan").code, 0);
    let wrong = [
        "[bridge]\npanik = \"abort\"\n",
        "[bridge]\npanic = \"unwind\"\n",
        "[bridge.item.\"util::length\"]\nrenam = \"len\"\n",
        "[bridge.item.\"util::length\"]\nrename = \"not a name\"\n",
        "[bridge.item.\"util::length\"]\nsafe = false\n",
        "[bridge.item.\"util::length\"]\ncontract = \"s is not null\"\n",
        "[bridge.item.\"util::lenght\"]\nskip = true\n",
    ];
    let shown = wrong.map(|text| {
        config(text);
        p.session(&["bridge util"])
    });
    snapshot!("bridge_decided_wrong", shown.join("\n"));

    config("[bridge.item.\"util::length\"]\nskip = true\n");
    let said = p.run("bridge util --format json");
    assert_eq!(said.code, 0, "{}", said.err);
    let rows = items(&said.out);
    assert!(rows.iter().any(|(name, status, _)| name == "util::length" && status == "skipped"), "{rows:?}");
}

#[test]
fn a_standard_may_be_a_number() {
    let p = zoo();
    let said = p.run(&format!("{ZOO} --std seventeen"));
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("--std seventeen") && said.err.contains("`c++17`"), "{}", said.err);
    let said = p.run(&format!("{ZOO} --std 14"));
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(p.read("out/zoo/build.rs").contains("c++14"));
}
