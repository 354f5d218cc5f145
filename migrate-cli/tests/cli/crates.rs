//! Bridges that are built and run: a small C++ library, its generated crate, and a program that uses it.

use std::path::Path;
use std::process::Command;

use crate::project::Project;

/// Generates the bridge to `lib.h` (and `lib.cc`, unless that is empty) with further options, and runs a program against
/// it as the crate `lib`. Warnings of generated Rust are faults.
pub fn program(name: &str, header: &str, source: &str, options: &str, main: &str) -> Project {
    program_with("", name, header, source, options, main)
}

/// The same with decisions in `migrate.toml`.
pub fn program_with(config: &str, name: &str, header: &str, source: &str, options: &str, main: &str) -> Project {
    let p = Project::empty();
    if !config.is_empty() {
        p.write("migrate.toml", config);
    }
    p.write("inc/lib.h", format!("#pragma once\n{header}"));
    let mut library = String::new();
    if !source.is_empty() {
        p.write("lib.cc", format!("#include \"lib.h\"\n{source}"));
        tool(&p, "c++ -std=c++17 -c -fPIC -g -Iinc lib.cc -o lib.o");
        tool(&p, "ar rcs liblib.a lib.o");
        library.push_str("--lib liblib.a");
    }
    let said = p.run(&format!("bridge --headers lib.h --include inc --namespace lib --out lib {library} {options}"));
    assert_eq!(said.code, 0, "{}", said.err);
    run(&p, name, main);
    p
}

/// Runs a program against the generated crate in `lib`.
pub fn run(p: &Project, name: &str, main: &str) {
    p.write(
        "program/Cargo.toml",
        format!(
            "[package]\nname = \"program-{name}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[dependencies]\ncxx = \"1\"\n\
             lib = {{ path = \"../lib\" }}\n\n[workspace]\n"
        ),
    );
    p.write("program/src/main.rs", main);
    // One folder for all programs: what every bridge needs is built once.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bridge-programs");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet"])
        .current_dir(p.path().join("program"))
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTFLAGS", "-Dwarnings")
        .output()
        .expect("cargo runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}\n{}", text(&output.stdout), text(&output.stderr));
}

/// Runs a tool of the C++ side in the project.
pub fn tool(p: &Project, line: &str) {
    let mut words = line.split_whitespace();
    let program = words.next().expect("a program");
    let done = Command::new(program).args(words).current_dir(p.path()).output().expect("the tool runs");
    assert!(done.status.success(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
}
