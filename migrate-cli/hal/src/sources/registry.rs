//! Sources in a crate of the registry. Cargo fetches it, checks its hash, and says where it is.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use migrate_probe::process;
use serde::Deserialize;

use super::Sources;
use crate::error::HalError;

const LIMIT: Duration = Duration::from_secs(300);

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
}

pub(super) fn locate(krate: &str, version: &str) -> Result<Sources, HalError> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let is_version = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
    if krate.is_empty() || !krate.chars().all(is_name) || !version.chars().all(is_version) {
        return Err(HalError::config(format!("`{krate}` `{version}` is no crate and version"))
            .help("an exact version, such as `version = \"0.4.0\"`"));
    }
    let root = match metadata(krate, version, true) {
        Ok(root) => root,
        // Not in cargo's cache: fetch it.
        Err(_) => metadata(krate, version, false)?,
    };
    Ok(Sources { root, from: format!("crate {krate} {version}") })
}

fn metadata(krate: &str, version: &str, offline: bool) -> Result<PathBuf, HalError> {
    let folder = tempfile::tempdir().map_err(|e| HalError::io("make a folder in", &std::env::temp_dir(), &e))?;
    let manifest = format!(
        "[package]\nname = \"migrate-hal-sources\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n\
         [lib]\npath = \"lib.rs\"\n[dependencies]\n{krate} = {{ version = \"={version}\", default-features = false }}\n"
    );
    for (name, text) in [("Cargo.toml", manifest.as_str()), ("lib.rs", "")] {
        let file = folder.path().join(name);
        std::fs::write(&file, text).map_err(|e| HalError::io("write", &file, &e))?;
    }
    let mut command = Command::new("cargo");
    command.args(["metadata", "--format-version", "1", "--quiet"]).current_dir(folder.path());
    if offline {
        command.arg("--offline");
    }
    let done = process::run(&mut command, String::new(), LIMIT)
        .map_err(|e| HalError::tool(format!("cargo cannot be started: {e}")).help("https://rustup.rs"))?;
    let failed = || {
        let said = done.stderr.lines().find(|l| l.starts_with("error")).unwrap_or("").trim_start_matches("error: ");
        HalError::config(format!("the crate `{krate}` {version} cannot be had"))
            .note(format!("cargo says: {said}"))
            .help("look at `crate` and `version` of the HAL in migrate.toml, and whether this machine is connected")
    };
    if !done.succeeded() {
        return Err(failed());
    }
    let metadata: Metadata = serde_json::from_str(&done.stdout).map_err(|_| failed())?;
    let package = metadata.packages.into_iter().find(|p| p.name == krate).ok_or_else(failed)?;
    let root = package.manifest_path.parent().map(PathBuf::from).ok_or_else(failed)?;
    root.canonicalize().map_err(|e| HalError::io("find", &root, &e))
}
