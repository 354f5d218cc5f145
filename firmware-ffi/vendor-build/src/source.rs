//! Where a HAL's sources are on this machine.

use std::path::{Path, PathBuf};

use crate::{Error, Hal, package, registry};

/// The folder of the sources.
pub(crate) fn folder(hal: &Hal, root: &Path) -> Result<PathBuf, Error> {
    match (&hal.registry_crate, &hal.package, &hal.path) {
        (Some(name), None, None) => registry::folder(name, pinned(hal.version.as_deref(), "version", name)?, root),
        (None, Some(name), None) => {
            package::folder(name, pinned(hal.package_version.as_deref(), "package-version", name)?, root)
        }
        (None, None, Some(path)) => Ok(root.join(path)),
        _ => Err(Error::Config("a HAL has one of `crate`, `package` and `path`".to_owned())),
    }
}

fn pinned<'a>(version: Option<&'a str>, key: &str, name: &str) -> Result<&'a str, Error> {
    version.ok_or_else(|| Error::Config(format!("`{name}` needs `{key}`: what is not pinned is not the same tomorrow")))
}
