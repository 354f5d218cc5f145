//! Real C++ libraries, fetched and built into an ignored cache: a manifest, then download, unpack and build.
//!
//! Every stage ends with a rename or a stamp, so an interrupted run leaves either the old state or the new one.

mod build;
mod download;
mod install;
mod manifest;
mod mirror;
mod unpack;

use std::path::PathBuf;

use anyhow::Result;

use crate::context::Context;
pub(crate) use build::configure;
pub(crate) use install::Installed;
pub(crate) use manifest::{Manifest, Package};

/// A library, unpacked, prepared, configured and built; made on first use.
pub(crate) fn ensure(context: &Context, package: &Package) -> Result<PathBuf> {
    let sources = unpack::ensure(context, package)?;
    build::ensure(context, package, &sources)?;
    Ok(sources)
}

/// A library, unpacked, prepared, built as Release and installed; made on first use. An error if the manifest does not say
/// how it is used.
pub(crate) fn ensure_installed<'a>(context: &Context, package: &'a Package) -> Result<Installed<'a>> {
    let sources = unpack::ensure(context, package)?;
    install::ensure(context, package, &sources)
}
