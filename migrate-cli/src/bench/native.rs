//! A scenario in Rust: the same work, with no border between the module and its caller.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::failure::Failure;
use crate::request::Context;
use crate::tool;

/// Builds a package, and finds the shared object that it makes.
pub fn build(package: &Path, target: &Path, context: &Context) -> Result<PathBuf, Failure> {
    let manifest = package.join("Cargo.toml");
    if !manifest.is_file() {
        return Err(Failure::usage(format!("there is no {}", context.shown(&manifest)))
            .help("`native` of `[bench.module.NAME]` in migrate.toml names its folder"));
    }
    let mut command = Command::new("cargo");
    command.args(["build", "--release", "--message-format=json-render-diagnostics", "--manifest-path"]);
    command.arg(&manifest).arg("--target-dir").arg(target);
    // The Rust of a module comes with its bridge, which would link the C++.
    command.env("MIGRATE_LINK", "off");
    let output = tool::run(&mut command, "https://rustup.rs installs it", context)?;
    if !output.status.success() {
        return Err(Failure::build(format!("{} does not build", context.shown(package)))
            .note(format!("cargo's last words:\n{}", tool::last_words(&output)))
            .help(format!("make `cargo build --manifest-path {}` work", context.shown(&manifest))));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    said.lines().rev().find_map(|line| shared_object(line, &manifest)).ok_or_else(|| {
        Failure::usage(format!("{} makes no shared object", context.shown(package)))
            .help("`crate-type = [\"cdylib\"]` of `[lib]` in its Cargo.toml makes one")
    })
}

/// The file of a line of cargo's that tells of the package's shared object.
fn shared_object(line: &str, manifest: &Path) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    let ours = message["manifest_path"].as_str().is_some_and(|m| same(Path::new(m), manifest));
    let kinds = message["target"]["crate_types"].as_array()?;
    if !ours || !kinds.iter().any(|k| k == "cdylib") {
        return None;
    }
    let files = message["filenames"].as_array()?.iter().filter_map(Value::as_str);
    files.map(PathBuf::from).find(|f| f.extension().is_some_and(|e| e == std::env::consts::DLL_EXTENSION))
}

fn same(a: &Path, b: &Path) -> bool {
    a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b)
}
