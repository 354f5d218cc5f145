//! What cargo knows about the package.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use serde::Deserialize;

use crate::command::tool;
use crate::places::Places;
use crate::process::{End, Line, stream};
use crate::toolchain::io;
use crate::{MiriError, Options};

/// A package.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    /// The manifest, as cargo names it.
    pub(crate) manifest: PathBuf,
    pub(crate) places: Places,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Described>,
    workspace_root: PathBuf,
}

#[derive(Deserialize)]
struct Described {
    name: String,
    manifest_path: PathBuf,
}

/// Reads the manifest of the folder.
pub(crate) fn read(options: &Options, stop: &AtomicBool) -> Result<Package, MiriError> {
    let none = |message: &str| MiriError::NoPackage { folder: options.package.clone(), message: message.to_owned() };
    let folder = options.package.canonicalize().map_err(|_| none("there is no such folder"))?;
    let manifest = folder.join("Cargo.toml");
    if !manifest.is_file() {
        return Err(none("there is no Cargo.toml"));
    }
    let mut command = tool(options, "cargo", &folder);
    command.args(["metadata", "--format-version=1", "--no-deps", "--manifest-path"]).arg(&manifest);
    let (mut out, mut err) = (String::new(), Vec::new());
    let end = stream(&mut command, None, stop, &mut |line| {
        match line {
            Line::Out(text) => out += &text,
            Line::Err(text) => err.push(text),
        }
        true
    });
    match end.map_err(|source| io(options, source))? {
        End::Code(0) => {}
        End::Stopped => return Err(MiriError::Interrupted),
        _ => return Err(none(err.join(" ").trim_start_matches("error: "))),
    }
    let metadata: Metadata = serde_json::from_str(&out).map_err(|e| none(&format!("cargo's answer: {e}")))?;
    let found = metadata.packages.into_iter().find(|p| p.manifest_path == manifest);
    let package = found.ok_or_else(|| none("its Cargo.toml is that of a workspace; name the folder of a member"))?;
    Ok(Package { name: package.name, places: Places { workspace: metadata.workspace_root, package: folder }, manifest })
}
