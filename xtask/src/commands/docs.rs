//! `cargo xtask docs`: writes the pages that are derived from the code, then builds the book.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::context::Context;
use crate::files;
use crate::tools;
use crate::unavailable::Unavailable;

/// Arguments of `docs`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail with the names of stale pages
    #[arg(long)]
    check: bool,
    /// Only write the generated pages, do not build the book
    #[arg(long)]
    no_book: bool,
}

/// Where the rules lie, each with its explain text.
const RULES: &str = "migrate-cli/rules/rules";
/// The line of `docs/SUMMARY.in.md` that the list of findings replaces.
const PLACE: &str = "<!-- findings -->";
const NOTE: &str = "<!-- Written by `cargo xtask docs`. -->\n";

pub(crate) fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    context.open_log("docs")?;
    let changed = generate(context, args.check)?;
    for name in &changed {
        println!("{} {name}", if args.check { "stale" } else { "wrote" });
    }
    if args.check {
        return Ok(if changed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    if !args.no_book {
        println!("book  {}", build(context)?.join("index.html").display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes what is derived from the code and gives back what changed; with `check` it writes nothing and gives back what
/// would change. Files that nothing generates any more count as well.
pub(crate) fn generate(context: &Context, check: bool) -> Result<Vec<String>> {
    let docs = context.root.join("docs");
    let fresh = context.scratch("docs")?;
    context.run(context.migrate()?).arg("generate-docs").arg(&fresh).ok()?;
    findings(context, &fresh)?;
    schemas(&fresh)?;
    let mut changed = Vec::new();
    let new = files::below(&fresh, &|_| true)?;
    for path in &new {
        let name = path.strip_prefix(&fresh)?;
        let (target, text) = (docs.join(name), files::read(path)?);
        let stale = std::fs::read_to_string(&target).map_or(true, |old| old != text);
        if stale {
            changed.push(format!("docs/{}", name.display()));
            if !check {
                files::write(&target, &text)?;
            }
        }
    }
    for dir in ["schema", "man", "completions", "src/findings"] {
        for path in files::below(&docs.join(dir), &|_| true)? {
            let name = path.strip_prefix(&docs)?;
            if !fresh.join(name).exists() {
                changed.push(format!("docs/{} (no longer generated)", name.display()));
                if !check {
                    std::fs::remove_file(&path)?;
                }
            }
        }
    }
    Ok(changed)
}

/// A page for each finding that includes its explain text, and the table of contents that lists them.
fn findings(context: &Context, fresh: &Path) -> Result<()> {
    let mut list = String::new();
    for path in files::below(&context.root.join(RULES), &|p| p.ends_with("explain.md"))? {
        let folder = path.parent().and_then(Path::file_name).context("a rule has a folder")?.to_string_lossy();
        let code = folder.split('-').next().unwrap_or(&folder);
        let text = files::read(&path)?;
        let title = text.lines().find_map(|l| l.strip_prefix("# ")).with_context(|| format!("{folder}: no title"))?;
        list += &format!("  - [{title}](findings/{code}.md)\n");
        let page = format!("{NOTE}\n{{{{#include ../../../{RULES}/{folder}/explain.md}}}}\n");
        files::write(&fresh.join(format!("src/findings/{code}.md")), &page)?;
    }
    let template = files::read(&context.root.join("docs/SUMMARY.in.md"))?;
    let summary = template.replace(&format!("{PLACE}\n"), &list);
    files::write(&fresh.join("src/SUMMARY.md"), &summary)?;
    Ok(())
}

/// A table of the schemas with the first sentence of each.
fn schemas(fresh: &Path) -> Result<()> {
    let mut table = String::from("| file in `docs/schema/` | what |\n|---|---|\n");
    for path in files::with_extension(&fresh.join("schema"), "json")? {
        let name = path.file_name().context("a file has a name")?.to_string_lossy();
        let schema: serde_json::Value = serde_json::from_str(&files::read(&path)?)?;
        let text = schema["description"].as_str().with_context(|| format!("{name} has no description"))?;
        let line = text.split("\n\n").next().unwrap_or(text).replace('\n', " ").replace('|', "\\|");
        table += &format!("| `{name}` | {line} |\n");
    }
    files::write(&fresh.join("schema/README.md"), &format!("{NOTE}\n{table}"))?;
    Ok(())
}

/// Builds the book; the folder with its pages.
pub(crate) fn build(context: &Context) -> Result<PathBuf> {
    let mdbook = mdbook(context)?;
    let out = context.cache.join("book");
    context.run(mdbook).arg("build").arg(context.root.join("docs")).arg("--dest-dir").arg(&out).ok()?;
    Ok(out)
}

/// mdBook: of the machine, else installed into the cache.
fn mdbook(context: &Context) -> Result<PathBuf> {
    if let Some(path) = tools::find("mdbook") {
        return Ok(path);
    }
    let path = context.cache.join("tools/bin/mdbook");
    if !path.is_file() {
        eprintln!("  installing mdbook into .cache/tools (a few minutes)");
        let run = context.cargo().args(["install", "mdbook", "--locked", "--no-default-features", "--root"]);
        run.arg(context.cache.join("tools")).ok().map_err(|error| {
            Unavailable::error(
                "mdbook is not installed and cargo cannot get it",
                format!("cargo install mdbook ({error:#})"),
            )
        })?;
    }
    Ok(path)
}
