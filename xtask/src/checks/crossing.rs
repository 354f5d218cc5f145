//! What a crossing costs: `benches/crossing/` is bridged by the tool as it is, built, and run.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::check::Outcome;
use crate::context::Context;
use crate::files;

/// The C++ library and the program, in the repository.
const SOURCES: &str = "benches/crossing";
/// The standard of the library.
const STANDARD: &str = "c++17";

/// Everything is built and runs once. Times are nobody's business here.
pub(crate) fn smoke(context: &Context, _: &str) -> Result<Outcome> {
    let table = measured(context, 1)?;
    let kinds = table.lines().count().saturating_sub(2);
    ensure!(kinds > 20, "only {kinds} kinds of crossings were run:\n{table}");
    Ok(Outcome::Passed(format!("{kinds} kinds of crossings")))
}

/// The table of all kinds, each measured in so many rounds.
pub(crate) fn measured(context: &Context, rounds: u32) -> Result<String> {
    let folder = context.target_dir()?.join("bridges/crossing");
    let library = library(context, &folder)?;
    let bridge = bridge(context, &folder, &library)?;
    let program = program(context, &folder, &bridge)?;
    context.run(program).arg(rounds.to_string()).stdout()
}

/// The library and the C++ loops, compiled as what is released is.
fn library(context: &Context, folder: &Path) -> Result<PathBuf> {
    let sources = context.root.join(SOURCES);
    let archive = folder.join("libcrossing.a");
    std::fs::create_dir_all(folder)?;
    if archive.exists() {
        std::fs::remove_file(&archive)?;
    }
    let mut objects = Vec::new();
    for name in ["crossing", "baseline"] {
        let object = folder.join(name).with_extension("o");
        let run = context.run("g++").args(["-O2", "-fPIC", "-c", &format!("-std={STANDARD}"), "-o"]).arg(&object);
        run.arg(sources.join(name).with_extension("cc")).ok()?;
        objects.push(object);
    }
    context.run("ar").arg("rcs").arg(&archive).args(objects).ok()?;
    Ok(archive)
}

/// The generated crate.
fn bridge(context: &Context, folder: &Path, library: &Path) -> Result<PathBuf> {
    let krate = folder.join("bridge");
    // A workspace of its own: the target folder may lie in ours.
    files::write(&folder.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"bridge\", \"program\"]\n")?;
    let mut run = context.run(context.migrate()?).dir(folder).env("CXX", "g++");
    run = run.args(["bridge", "--headers", "crossing.h", "--namespace", "crossing", "--std", STANDARD]);
    run = run.arg("--include").arg(context.root.join(SOURCES)).arg("--lib").arg(library);
    run.args(["--name", "crossing-bridge", "--out", "bridge", "--force"]).ok()?;
    Ok(krate)
}

fn program(context: &Context, folder: &Path, bridge: &Path) -> Result<PathBuf> {
    let source = toml::Value::from(context.root.join(SOURCES).join("main.rs").to_string_lossy().as_ref());
    let bridge = toml::Value::from(bridge.to_string_lossy().as_ref());
    let manifest = format!(
        "[package]\nname = \"crossing\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [[bin]]\nname = \"crossing\"\npath = {source}\n\n\
         [dependencies]\nbridge = {{ package = \"crossing-bridge\", path = {bridge} }}\n"
    );
    files::write(&folder.join("program/Cargo.toml"), &manifest)?;
    let target = folder.join("target");
    let cargo = context.cargo().dir(&folder.join("program")).args(["build", "--quiet", "--release"]);
    cargo.env("CARGO_TARGET_DIR", &target).env("CXX", "g++").ok()?;
    Ok(target.join("release/crossing"))
}
