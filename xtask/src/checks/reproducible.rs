//! The same sources give the same facts, byte for byte, however the scan was run.

use std::fs;

use anyhow::{Context as _, Result, bail, ensure};

use super::scans::{Codebase, difference};
use crate::check::Outcome;
use crate::context::Context;
use crate::usage;

/// One worker or two, two checkout paths, shards that were merged: the same export as one plain scan.
pub(crate) fn exports(context: &Context, library: &str) -> Result<Outcome> {
    let work = context.scratch(&format!("reproducible-{library}"))?;
    let codebase = Codebase::library(context, library)?;
    codebase.scan(&["--jobs", "2"])?;
    let expected = codebase.export()?;
    let same = |how: &str, other: &str| match difference(&expected, other) {
        Some(difference) => bail!("{how}: another export, {difference}"),
        None => Ok(()),
    };

    codebase.forget()?;
    codebase.scan(&["--jobs", "1"])?;
    same("--jobs 1", &codebase.export()?)?;
    codebase.scan(&[])?;
    same("a second scan", &codebase.export()?)?;

    let mut shards = Vec::new();
    for shard in ["1/3", "2/3", "3/3"] {
        codebase.forget()?;
        codebase.scan(&["--shard", shard])?;
        let kept = work.join(format!("shard-{}.db", &shard[..1]));
        fs::copy(codebase.state().join("index.db"), &kept).context("a shard has no index")?;
        shards.push(kept);
    }
    codebase.forget()?;
    codebase.migrate().args(["scan", "--merge"]).args(&shards).ok()?;
    same("three merged shards", &codebase.export()?)?;

    let elsewhere = Codebase::checkout(context, library, &work.join("another-path"))?;
    elsewhere.scan(&[])?;
    same("a second checkout path", &elsewhere.export()?)?;
    Ok(Outcome::Passed(format!("{} lines of facts, 5 ways", expected.lines().count())))
}

/// A comment of a header that nearly every source includes is changed: the facts stay, and the cost is stated.
pub(crate) fn hub_comment(context: &Context, subject: &str) -> Result<Outcome> {
    let (library, header) = subject.split_once(':').context("LIBRARY:HEADER")?;
    let work = context.scratch(&format!("hub-{library}"))?;
    let codebase = Codebase::checkout(context, library, &work.join("tree"))?;
    let ((), cold) = usage::cpu_of(|| codebase.scan(&[]))?;
    let before = facts(&codebase)?;
    let path = codebase.folder.join(header);
    let text = crate::files::read(&path)?;
    let changed = text.replacen("// ", "//~", 1);
    ensure!(changed != text && changed.len() == text.len(), "{header} has no comment to change");
    crate::files::write(&path, &changed)?;
    let ((), cost) = usage::cpu_of(|| codebase.scan(&[]))?;
    match difference(&before, &facts(&codebase)?) {
        Some(difference) => bail!("a comment of {header} changed facts, {difference}"),
        None => Ok(Outcome::Passed(format!("same facts for {:.2} of a cold scan's CPU", cost / cold))),
    }
}

/// What a comment cannot change: everything but the content hashes that `facts files` lists.
fn facts(codebase: &Codebase) -> Result<String> {
    let kinds = super::scans::KINDS.iter().filter(|kind| **kind != "files");
    kinds.map(|kind| codebase.facts(kind)).collect()
}
