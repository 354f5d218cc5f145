//! Unpacks and prepares the sources in a temporary folder, then puts them in place with one rename.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::download;
use super::manifest::Package;
use crate::context::Context;
use crate::files;
use crate::tools;
use crate::unavailable::Unavailable;

/// The unpacked and prepared tree.
pub(crate) fn ensure(context: &Context, package: &Package) -> Result<PathBuf> {
    let folder = package.folder(context);
    let stamp = context.corpus.join("stamps").join(format!("{}.source", package.name));
    if folder.is_dir() && fs::read_to_string(&stamp).is_ok_and(|s| s == package.source_key()) {
        return Ok(folder);
    }
    let downloads = download::ensure(context, package)?;
    for tool in &package.needs {
        if !tools::by_name(tool).present() {
            return Err(Unavailable::error(format!("{} needs {tool}", package.name), "cargo xtask setup"));
        }
    }
    eprintln!("  corpus: unpacking {} {}", package.name, package.version);
    let temp = tempfile::tempdir_in(&context.corpus)?;
    let tree = temp.path().join("tree");
    if package.patches {
        context.run("dpkg-source").args(["--no-check", "-x"]).arg(description(&downloads)?).arg(&tree).ok()?;
    } else {
        fs::create_dir(&tree)?;
        context
            .run("tar")
            .arg("-xf")
            .arg(downloads.join(&package.orig))
            .args(["--strip-components=1", "-C"])
            .arg(&tree)
            .ok()?;
    }
    for command in &package.prepare {
        context.run("sh").args(["-ec", command]).dir(&tree).ok()?;
    }
    match fs::remove_file(&stamp) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::rename(&tree, &folder)?;
    files::write(&stamp, &package.source_key())?;
    Ok(folder)
}

fn description(downloads: &Path) -> Result<PathBuf> {
    let found = files::with_extension(downloads, "dsc")?;
    found.into_iter().next().with_context(|| format!("no .dsc in {}", downloads.display()))
}
