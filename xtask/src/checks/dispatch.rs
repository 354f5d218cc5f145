//! What a facade costs: `benches/dispatch/` is ported by the tool as it is, built in all ways, and run.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::check::Outcome;
use crate::context::Context;
use crate::files;

/// The C++ library, its Rust and the program, in the repository.
const SOURCES: &str = "benches/dispatch";
/// Comparisons that the program makes.
const ROWS: usize = 24;

/// Everything is built and runs once. Times are nobody's business here.
pub(crate) fn smoke(context: &Context, _: &str) -> Result<Outcome> {
    let table = measured(context, 1)?;
    let rows = table.lines().count().saturating_sub(2);
    ensure!(rows == ROWS, "{rows} comparisons, {ROWS} are wanted:\n{table}");
    Ok(Outcome::Passed(format!("{rows} comparisons")))
}

/// The table of all comparisons, each measured in so many rounds.
pub(crate) fn measured(context: &Context, rounds: u32) -> Result<String> {
    let folder = context.target_dir()?.join("bridges/dispatch");
    for file in files::below(&context.root.join(SOURCES), &|_| true)? {
        let name = file.strip_prefix(context.root.join(SOURCES))?;
        files::write(&folder.join(name), &files::read(&file)?)?;
    }
    let plain = build(context, &folder, "plain", &[])?;
    port(context, &folder)?;
    let injected = [
        format!("-DCMAKE_PROJECT_INCLUDE={}", context.root.join("bridge/cmake/Migrate.cmake").display()),
        format!("-DMIGRATE_GENERATED={}", folder.join("generated").display()),
        format!("-DMIGRATE_ROOT={}", folder.display()),
        format!("-DMIGRATE_EXECUTABLE={}", context.migrate()?.display()),
        context.cargo_target("dispatch"),
    ];
    let both = build(context, &folder, "both", &injected)?;
    let only = build(context, &folder, "only", &[&injected[..], &["-DMIGRATE_SIDES=rust".to_owned()]].concat())?;
    // A library of another name is another one to the loader.
    let again = copy(&plain, "again")?;
    let in_rust = copy(&both, "in-rust")?;
    let program = folder.join("dispatch");
    let run = context.run("g++").args(["-O2", "-std=c++17", "-o"]).arg(&program);
    run.arg(folder.join("main.cc")).arg("-ldl").ok()?;
    context.run(program).arg(rounds.to_string()).args([plain, again, both, in_rust, only]).stdout()
}

/// The library in a build folder.
fn build(context: &Context, folder: &Path, name: &str, options: &[String]) -> Result<PathBuf> {
    let build = folder.join(name);
    let run = context.run("cmake").args(["-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_COMPILER=g++"]);
    run.arg("-S").arg(folder).arg("-B").arg(&build).args(options).ok()?;
    context.run("cmake").arg("--build").arg(&build).ok()?;
    Ok(build.join("libsteps.so"))
}

/// The module, ported, with its Rust.
fn port(context: &Context, folder: &Path) -> Result<()> {
    let migrate = |words: &[&str]| context.run(context.migrate()?).arg("-C").arg(folder).args(words).ok();
    migrate(&["scan"])?;
    migrate(&["port", "steps", "--force"])?;
    files::write(&folder.join("rust-modules/steps/src/lib.rs"), &files::read(&folder.join("rust/lib.rs"))?)?;
    Ok(())
}

fn copy(library: &Path, name: &str) -> Result<PathBuf> {
    let to = library.with_file_name(format!("lib{name}.so"));
    std::fs::copy(library, &to)?;
    Ok(to)
}
