//! The section of a HAL in `migrate.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::Error;

const FILE: &str = "migrate.toml";

/// `[hal.NAME]`. Where sources come from is one of `crate`, `package` and `path`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Hal {
    /// A crate of the registry that holds the sources, at exactly `version`.
    #[serde(rename = "crate")]
    pub registry_crate: Option<String>,
    /// The version of that crate.
    pub version: Option<String>,
    /// A Debian source package that holds them, at exactly `package-version`.
    pub package: Option<String>,
    /// The version of that package.
    pub package_version: Option<String>,
    /// A folder that holds them.
    pub path: Option<PathBuf>,
    /// Commands that make the sources complete.
    #[serde(default)]
    pub prepare: Vec<String>,
    /// The chip's target as Rust names it.
    pub target: String,
    /// The vendor's compiler.
    pub compiler: String,
    /// Its flags.
    #[serde(default)]
    pub flags: Vec<String>,
    /// Folders of headers, relative to the sources.
    #[serde(default)]
    pub include: Vec<PathBuf>,
    /// Macros, `NAME` or `NAME=VALUE`.
    #[serde(default)]
    pub defines: Vec<String>,
    /// Headers that declare the HAL.
    pub headers: Vec<String>,
    /// Patterns of what is compiled, relative to the sources.
    pub sources: Vec<String>,
    /// A folder of the project's own headers, relative to `migrate.toml`.
    pub config: Option<PathBuf>,
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    hal: BTreeMap<String, Hal>,
}

/// The section, and the folder of the file.
pub(crate) fn nearest(name: &str) -> Result<(Hal, PathBuf), Error> {
    let from = PathBuf::from(environment("CARGO_MANIFEST_DIR")?);
    let root = from
        .ancestors()
        .find(|folder| folder.join(FILE).is_file())
        .ok_or_else(|| Error::Config(format!("no {FILE} in {} or above it", from.display())))?;
    let path = root.join(FILE);
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| Error::Io(path.clone(), error))?;
    Ok((section(&text, name, &path)?, root.to_owned()))
}

fn section(text: &str, name: &str, path: &Path) -> Result<Hal, Error> {
    let mut file: File = toml::from_str(text).map_err(|e| Error::Config(format!("{}: {e}", path.display())))?;
    file.hal.remove(name).ok_or_else(|| Error::Config(format!("{} has no section [hal.{name}]", path.display())))
}

/// A variable that cargo sets for build scripts.
pub(crate) fn environment(name: &str) -> Result<String, Error> {
    std::env::var(name).map_err(|_| Error::Config(format!("{name} is not set: this runs in a build script only")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[hal.a]\npath = 'v'\ntarget = 't'\ncompiler = 'gcc'\nheaders = ['a.h']\nsources = ['*.c']\n";

    #[test]
    fn a_section_is_found_by_name() {
        let path = Path::new("migrate.toml");
        assert_eq!(section(GOOD, "a", path).unwrap().compiler, "gcc");
        assert_eq!(section(GOOD, "b", path).unwrap_err().to_string(), "migrate.toml has no section [hal.b]");
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        let text = format!("{GOOD}flag = ['-Os']\n");
        assert!(section(&text, "a", Path::new("m")).unwrap_err().to_string().contains("unknown field `flag`"));
    }
}
