//! What generated bridge crates share, C++ against Rust: a crate is made of it and run.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MANIFEST: &str = r#"[package]
name = "support-test"
version = "0.0.0"
edition = "2021"
publish = false

[dependencies]
cxx = "1"

[build-dependencies]
cxx-build = "1"

[workspace]
"#;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The compilers of this machine: the one that is asked for or usual, and clang.
fn compilers() -> Vec<String> {
    let usual = std::env::var("CXX").unwrap_or_else(|_| "c++".to_owned());
    let clang = ["clang++", "clang++-19"].map(str::to_owned);
    let works = |name: &String| Command::new(name).arg("--version").output().is_ok_and(|o| o.status.success());
    let mut found: Vec<String> = Some(usual).into_iter().filter(works).collect();
    found.extend(clang.into_iter().find(works));
    found
}

/// Puts the crate together, with the support of two bridges.
fn assemble(folder: &Path) {
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // What has not changed is not built again.
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::write(path, text).unwrap();
        }
    };
    let fixture = |name: &str| fs::read_to_string(here().join("tests/support").join(name)).unwrap();
    let support = |name: &str, bridge: &str| {
        let text = fs::read_to_string(here().join("src/support").join(name)).unwrap();
        text.replace("@NS@", &format!("migrate_bridge_{bridge}"))
    };
    write("Cargo.toml", MANIFEST);
    write("build.rs", &fixture("build.rs"));
    write("src/main.rs", &fixture("crate.rs"));
    write("src/second.rs", &fixture("second.rs"));
    for name in ["thunks.h", "thunks.cc", "second.h", "second.cc", "plain.cc"] {
        write(&format!("cpp/{name}"), &fixture(name));
    }
    for bridge in ["first", "second"] {
        write(&format!("cpp/{bridge}/support.h"), &support("support.h.in", bridge));
    }
    write("src/support.rs", &support("support.rs.in", "first"));
    write("src/second_support.rs", &support("support.rs.in", "second"));
}

fn expect(output: &Output, what: &str) {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{what}:\n{}\n{}", text(&output.stdout), text(&output.stderr));
}

/// The folder of `rust/cxx.h`, which the build has made.
fn headers(target: &Path) -> PathBuf {
    let built = fs::read_dir(target.join("debug/build")).unwrap();
    let headers = built.map(|entry| entry.unwrap().path().join("out/cxxbridge/include"));
    headers.into_iter().find(|path| path.join("rust/cxx.h").exists()).expect("cxx has made its headers")
}

#[test]
fn both_halves() {
    let compilers = compilers();
    let (Some(usual), Some(other)) = (compilers.first(), compilers.last()) else {
        println!("SKIPPED: there is no C++ compiler, so nothing shows that C++ and Rust understand each other");
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bridge-support");
    let target = folder.join("target");
    assemble(&folder);

    let runs = [(usual, "c++11"), (other, "c++17"), (usual, "c++20")];
    for (compiler, standard) in runs {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["run", "--quiet", "--manifest-path"]).arg(folder.join("Cargo.toml"));
        cargo.arg("--target-dir").arg(&target).env("CXX", compiler).env("SUPPORT_STD", standard);
        expect(&cargo.output().unwrap(), &format!("{compiler} in {standard}"));
    }

    for compiler in &compilers {
        for standard in ["c++11", "c++17", "c++20"] {
            let mut compile = Command::new(compiler);
            compile.args(["-fsyntax-only", "-fno-exceptions", "-fno-rtti", "-Wall", "-Wextra", "-Wshadow", "-Werror"]);
            compile.arg(format!("-std={standard}")).arg("-I").arg(folder.join("cpp"));
            compile.arg("-isystem").arg(headers(&target)).arg(folder.join("cpp/plain.cc"));
            expect(&compile.output().unwrap(), &format!("{compiler} in {standard} without exceptions and RTTI"));
        }
    }
}

/// Bridge crates are formatted as Rust is by default, and this file is in them as it is.
#[test]
fn formatted() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bridge-support-format");
    fs::create_dir_all(&folder).unwrap();
    fs::copy(here().join("src/support/support.rs.in"), folder.join("support.rs")).unwrap();
    fs::write(folder.join("rustfmt.toml"), "").unwrap();
    let rustfmt =
        Command::new("rustfmt").args(["--check", "--edition", "2021", "support.rs"]).current_dir(&folder).output();
    match rustfmt {
        Ok(output) => expect(&output, "rustfmt"),
        Err(error) => println!("SKIPPED: no rustfmt: {error}"),
    }
}
