//! Builds a library as its users have it: Release, static, installed into a prefix. Bridges are made from that.
//!
//! It lies beside the unpacked trees and not in one, so that neither a scan nor a copied checkout meets it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::manifest::{Install, Package};
use crate::context::Context;
use crate::files;

/// How every library is built; the options of the manifest come later and win.
const OPTIONS: &[&str] = &[
    "-DCMAKE_BUILD_TYPE=Release",
    "-DBUILD_SHARED_LIBS=OFF",
    "-DCMAKE_POSITION_INDEPENDENT_CODE=ON",
    "-DCMAKE_INSTALL_LIBDIR=lib",
];

/// An installed library.
pub(crate) struct Installed<'a> {
    /// How it is used.
    pub(crate) usage: &'a Install,
    /// Where it was installed.
    pub(crate) prefix: PathBuf,
}

impl Installed<'_> {
    /// The folder of its headers.
    pub(crate) fn include(&self) -> PathBuf {
        self.prefix.join("include")
    }

    /// Its static archives.
    pub(crate) fn archives(&self) -> impl Iterator<Item = PathBuf> {
        self.usage.archives.iter().map(|archive| self.prefix.join(archive))
    }
}

/// Builds and installs into `installed/NAME/` of the corpus unless that is done.
pub(crate) fn ensure<'a>(context: &Context, package: &'a Package, sources: &Path) -> Result<Installed<'a>> {
    let name = &package.name;
    let usage =
        package.install.as_ref().with_context(|| format!("xtask/corpus.toml does not say how {name} is used"))?;
    let folder = context.corpus.join("installed").join(name);
    let installed = Installed { usage, prefix: folder.join("prefix") };
    let stamp = context.corpus.join("stamps").join(format!("{name}.install"));
    let key = package.install_key(sources, &folder, OPTIONS);
    if installed.prefix.is_dir() && fs::read_to_string(&stamp).is_ok_and(|s| s == key) {
        return Ok(installed);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    eprintln!("  corpus: installing {name}");
    let build = folder.join("build");
    context
        .run("cmake")
        .args(["-G", "Ninja"])
        .args(OPTIONS)
        .arg(format!("-DCMAKE_INSTALL_PREFIX={}", installed.prefix.display()))
        .args(&package.cmake)
        .arg("-S")
        .arg(sources)
        .arg("-B")
        .arg(&build)
        .ok()?;
    context.run("ninja").arg("-C").arg(&build).arg("install").ok()?;
    files::write(&stamp, &key)?;
    Ok(installed)
}
