//! Configures and builds a library: Debug, so that the objects hold the references that the sources make.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::manifest::Package;
use crate::context::Context;
use crate::files;

/// Builds into `build/` of the tree unless that is done.
pub(crate) fn ensure(context: &Context, package: &Package, sources: &Path) -> Result<()> {
    let build = sources.join("build");
    let stamp = context.corpus.join("stamps").join(format!("{}.build", package.name));
    let key = package.build_key(sources);
    if build.is_dir() && fs::read_to_string(&stamp).is_ok_and(|s| s == key) {
        return Ok(());
    }
    if build.exists() {
        fs::remove_dir_all(&build)?;
    }
    eprintln!("  corpus: building {}", package.name);
    configure(context, package, sources)?;
    context.run("ninja").arg("-C").arg(&build).ok()?;
    files::write(&stamp, &key)?;
    Ok(())
}

/// Configures a tree of the library into its `build/`, wherever the tree lies.
pub(crate) fn configure(context: &Context, package: &Package, sources: &Path) -> Result<()> {
    context
        .run("cmake")
        .args(["-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"])
        .args(&package.cmake)
        .arg("-S")
        .arg(sources)
        .arg("-B")
        .arg(sources.join("build"))
        .ok()?;
    Ok(())
}
