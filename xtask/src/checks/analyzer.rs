//! rust-analyzer understands the generated crates and what people write beside them: completion and go-to-definition work.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use crate::check::Outcome;
use crate::context::Context;
use crate::files;
use crate::process::Finished;
use crate::unavailable::Unavailable;

/// A crate in which it has to find something.
const MANIFEST: &str = "[package]\nname = \"planted\"\nedition = \"2024\"\n[workspace]\n";
const MISTAKE: &str = "pub fn planted() -> u32 {\n    missing()\n}\n";

/// No error in the workspace of a codebase's ported modules, and one where one was planted.
pub(crate) fn understands(context: &Context, _: &str) -> Result<Outcome> {
    install(context)?;
    let planted = context.scratch("analyzer")?;
    files::write(&planted.join("Cargo.toml"), MANIFEST)?;
    files::write(&planted.join("src/lib.rs"), MISTAKE)?;
    let found = diagnostics(context, &planted)?;
    ensure!(
        !found.status.success() && found.stdout.contains("E0425"),
        "a planted mistake is not found: {:#}",
        found.error()
    );
    let looked = diagnostics(context, &context.root.join("bridge/generated"))?;
    ensure!(looked.status.success(), "{:#}", looked.error());
    let files = looked.stdout.rsplit_once("100% processing").and_then(|(before, _)| before.rsplit('/').next());
    let files =
        files.and_then(|count| count.trim().parse::<u32>().ok()).context("it does not say how many files it read")?;
    Ok(Outcome::Passed(format!("{files} files, no error")))
}

fn diagnostics(context: &Context, folder: &Path) -> Result<Finished> {
    context.run("rust-analyzer").args(["diagnostics", "--severity", "error"]).arg(folder).finish()
}

fn install(context: &Context) -> Result<()> {
    let is_there = || context.run("rust-analyzer").arg("--version").finish().is_ok_and(|done| done.status.success());
    let words = ["component", "add", "rust-analyzer"];
    if is_there() || (context.run("rustup").args(words).ok().is_ok() && is_there()) {
        return Ok(());
    }
    Err(Unavailable::error(
        "rust-analyzer is not installed and rustup cannot get it".to_owned(),
        format!("rustup {}", words.join(" ")),
    ))
}
