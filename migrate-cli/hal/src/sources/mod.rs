//! Where the sources of a HAL are.

mod debian;
mod registry;

use std::path::{Path, PathBuf};

use migrate_model::config::HalConfig;

use crate::error::HalError;

/// Sources on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// Their folder; absolute, without links.
    pub root: PathBuf,
    /// Where they come from, in words.
    pub from: String,
}

/// Finds the sources, or fetches them: of a crate into cargo's own cache, of a Debian package into `cache`.
///
/// # Errors
/// If the configuration names none or several, or they cannot be had.
pub(crate) fn locate(name: &str, config: &HalConfig, dir: &Path, cache: &Path) -> Result<Sources, HalError> {
    match (&config.krate, &config.package, &config.path) {
        (Some(krate), None, None) => {
            let version = config.version.as_deref().ok_or_else(|| no_version(name, "version"))?;
            registry::locate(krate, version)
        }
        (None, Some(package), None) => {
            let version = config.package_version.as_deref().ok_or_else(|| no_version(name, "package-version"))?;
            debian::locate(package, version, cache)
        }
        (None, None, Some(path)) => folder(name, path, dir),
        _ => Err(HalError::config(format!("[hal.{name}] of migrate.toml does not say where the sources are"))
            .help("exactly one of `path`, `crate` (with `version`) and `package` (with `package-version`)")),
    }
}

fn no_version(name: &str, key: &str) -> HalError {
    HalError::config(format!("[hal.{name}] of migrate.toml has no `{key}`"))
        .help("name one, so that every machine reads the same sources")
}

fn folder(name: &str, path: &str, dir: &Path) -> Result<Sources, HalError> {
    let root = dir.join(path);
    match root.canonicalize() {
        Ok(root) if root.is_dir() => Ok(Sources { root, from: format!("folder {path}") }),
        _ => Err(HalError::config(format!(
            "the sources of the HAL `{name}` are not there: {} is no folder",
            root.display()
        ))
        .help("unpack the vendor's archive there, or change `path` in migrate.toml")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_one_place_is_wanted() {
        let here = std::env::temp_dir();
        let two = HalConfig { path: Some("a".into()), krate: Some("b".into()), ..HalConfig::default() };
        for config in [HalConfig::default(), two] {
            let error = locate("x", &config, &here, &here).unwrap_err();
            assert!(error.message.contains("[hal.x]"), "{error}");
        }
        let unpinned = HalConfig { krate: Some("b".into()), ..HalConfig::default() };
        assert!(locate("x", &unpinned, &here, &here).unwrap_err().message.contains("`version`"));
    }

    #[test]
    fn a_folder_has_to_be_there() {
        let here = tempfile::tempdir().unwrap();
        let config = |path: &str| HalConfig { path: Some(path.into()), ..HalConfig::default() };
        assert!(locate("x", &config("no"), here.path(), here.path()).is_err());
        std::fs::create_dir(here.path().join("yes")).unwrap();
        let found = locate("x", &config("yes"), here.path(), here.path()).unwrap();
        assert_eq!(found.from, "folder yes");
    }
}
