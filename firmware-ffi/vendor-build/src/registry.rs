//! Sources that are in a crate of the registry. The crate is a dependency for no target, so cargo locks, fetches and
//! checks it, and never builds or links it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::Error;

/// The folder of a package, as cargo knows it.
pub(crate) fn folder(name: &str, version: &str, root: &Path) -> Result<PathBuf, Error> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .map_err(|error| Error::Tool(format!("cargo cannot be run: {error}")))?;
    if !output.status.success() {
        return Err(Error::Tool(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr).trim_end())));
    }
    let metadata: Value =
        serde_json::from_slice(&output.stdout).map_err(|error| Error::Tool(format!("cargo metadata: {error}")))?;
    manifest(&metadata, name, version).and_then(|path| path.parent().map(Path::to_owned)).ok_or_else(|| {
        Error::Sources(format!("{name} {version} is no dependency of the workspace: add it for no target"))
    })
}

fn manifest(metadata: &Value, name: &str, version: &str) -> Option<PathBuf> {
    let packages = metadata.get("packages")?.as_array()?;
    let is = |package: &&Value| package["name"] == name && package["version"] == version;
    packages.iter().find(is)?["manifest_path"].as_str().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_and_version_must_both_fit() {
        let text = r#"{"packages": [{"name": "a", "version": "1.0.0", "manifest_path": "/r/a/Cargo.toml"}]}"#;
        let metadata: Value = serde_json::from_str(text).unwrap();
        assert_eq!(manifest(&metadata, "a", "1.0.0"), Some(PathBuf::from("/r/a/Cargo.toml")));
        assert_eq!(manifest(&metadata, "a", "1.0.1"), None);
    }
}
