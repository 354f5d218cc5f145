//! `migrate hal generate`: crates over a vendor's C HAL.

use std::collections::BTreeSet;
use std::path::PathBuf;

use migrate_hal::{Generated, Hal};
use migrate_model::exit;
use migrate_model::finding::Finding;
use migrate_report::hal_generate as text;

use super::hal::{failure, open, print};
use crate::args::HalGenerateArgs;
use crate::bridge::output::{self, Changes, Files};
use crate::config;
use crate::failure::Failure;
use crate::request::Context;

/// Folder of generated crates, if the configuration names none.
const GENERATED: &str = "generated";

pub fn run(args: &HalGenerateArgs, context: &Context) -> Result<u8, Failure> {
    let hal = open(args.name.as_deref(), context)?;
    context.talk.detail("Reading", format!("{} in {}", hal.sources.from, hal.sources.root.display()));
    let Generated { files, mut answer, defined } = migrate_hal::generate(&hal).map_err(failure)?;
    answer.findings.extend(clashes(&hal, &defined, context)?);
    let dir = folder(args, &hal, context)?;
    let files: Files = output::with_list_by("hal generate", "change migrate.toml", files);
    let changes = output::compare(&dir, &files, args.force, context)?;
    let is_looked_at = args.check || context.dry_run;
    if !is_looked_at {
        output::apply(&dir, &files, &changes)?;
    }
    let differing = changed(&changes);
    answer.dir = context.shown(&dir);
    match is_looked_at {
        true => answer.stale = differing,
        false => answer.written = differing,
    }
    print(&answer, &answer.findings, &hal, context, |source| text::human(&answer, args.all, args.check, source))?;
    let is_stale = args.check && !answer.stale.is_empty();
    if is_stale {
        context.talk.next("the same without --check, and commit what it writes");
    }
    Ok(if is_stale { exit::GATE_FAILED } else { exit::OK })
}

/// Symbols that another HAL of the configuration defines, too. One that cannot be had says nothing.
fn clashes(hal: &Hal, own: &BTreeSet<String>, context: &Context) -> Result<Vec<Finding>, Failure> {
    let loaded = config::load(context)?;
    if loaded.config.hal.len() < 2 {
        return Ok(Vec::new());
    }
    let others = loaded.config.hal.keys().filter(|name| **name != hal.name);
    let found = others.filter_map(|name| {
        let other = open(Some(name), context).ok()?;
        let defined = migrate_hal::defined(&other).ok()?;
        migrate_hal::clash((&hal.name, own), (name, &defined))
    });
    Ok(found.collect())
}

fn changed(changes: &Changes) -> Vec<String> {
    changes.stale().into_iter().map(str::to_owned).collect()
}

/// Where the crates are: as asked, as configured, or beside the configuration.
fn folder(args: &HalGenerateArgs, hal: &Hal, context: &Context) -> Result<PathBuf, Failure> {
    if let Some(out) = &args.out {
        return Ok(context.path(out));
    }
    let dir = config::load(context)?.dir;
    let asked = hal.config.generate.as_ref().and_then(|g| g.out.as_ref());
    Ok(match asked {
        Some(out) => dir.join(out),
        None => dir.join(GENERATED).join(&hal.name),
    })
}
