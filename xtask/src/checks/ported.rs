//! Ported modules: what was generated is fresh.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use super::legacy;
use super::scans::Codebase;
use crate::check::Outcome;
use crate::context::Context;
use crate::corpus::{self, Manifest};

/// How leveldb is configured. Its benchmarks want more of the system than tests do.
pub(super) const LEVELDB: &[&str] =
    &["-DCMAKE_BUILD_TYPE=RelWithDebInfo", "-DLEVELDB_BUILD_BENCHMARKS=OFF", "-DLEVELDB_BUILD_TESTS=ON"];

/// Folder of a codebase's `migrate.toml`.
pub(super) fn folder(context: &Context, name: &str) -> PathBuf {
    match name {
        "legacy-cpp" => context.root.clone(),
        _ => context.root.join("examples").join(name),
    }
}

/// Names of the modules that were ported, from what `port` wrote for CMake.
pub(super) fn modules(folder: &Path) -> Result<Vec<String>> {
    let text = crate::files::read(&folder.join("bridge/generated/modules.cmake"))?;
    let names = text.lines().filter_map(|l| Some(l.strip_prefix("migrate_module(\"")?.split('"').next()?.to_owned()));
    let names: Vec<String> = names.collect();
    ensure!(!names.is_empty(), "no module of {} is ported", folder.display());
    Ok(names)
}

/// `migrate port MODULE --check` of every ported module.
pub(crate) fn fresh(context: &Context, name: &str) -> Result<Outcome> {
    let folder = folder(context, name);
    if name == "legacy-cpp" {
        legacy::plain_build(context)?;
    } else {
        plain_library(context, name)?;
    }
    let codebase = Codebase::at(context, folder.clone())?;
    codebase.scan(&[])?;
    let modules = modules(&folder)?;
    for module in &modules {
        codebase.migrate().args(["port", module, "--check"]).ok()?;
    }
    Ok(Outcome::Passed(format!("{} modules", modules.len())))
}

/// The sources of a library of the corpus, and the folder of its plain build beside the example, built.
pub(super) fn plain_library(context: &Context, name: &str) -> Result<(PathBuf, PathBuf)> {
    let manifest = Manifest::load(context)?;
    let sources = corpus::ensure(context, manifest.get(name)?)?;
    let build = folder(context, name).join("build");
    let configure =
        context.run("cmake").args(["-G", "Ninja", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", "-S"]).arg(&sources);
    configure.arg("-B").arg(&build).args(LEVELDB).ok()?;
    // A bridge names the archives that it finds.
    context.run("cmake").arg("--build").arg(&build).ok()?;
    Ok((sources, build))
}
