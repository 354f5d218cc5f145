//! `xtask/corpus.toml`: which libraries, at which version, built how.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::context::Context;
use crate::files;

/// Changes when unpacking or building works in another way, so that old caches are made again.
const RECIPE: &str = "1";

/// All libraries.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    package: BTreeMap<String, Package>,
}

/// One library.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Package {
    #[serde(skip)]
    pub(crate) name: String,
    pub(crate) source: String,
    pub(crate) version: String,
    pub(crate) orig: String,
    pub(crate) sha256: String,
    #[serde(default = "yes")]
    pub(crate) patches: bool,
    #[serde(default)]
    pub(crate) cmake: Vec<String>,
    #[serde(default)]
    pub(crate) prepare: Vec<String>,
    #[serde(default)]
    pub(crate) needs: Vec<String>,
    pub(crate) install: Option<Install>,
}

/// What a user of the installed library needs to know; bridges are made from it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Install {
    pub(crate) headers: Vec<String>,
    pub(crate) namespaces: Vec<String>,
    pub(crate) std: String,
    pub(crate) archives: Vec<PathBuf>,
}

fn yes() -> bool {
    true
}

impl Manifest {
    pub(crate) fn load(context: &Context) -> Result<Manifest> {
        Manifest::parse(&files::read(&context.root.join("xtask/corpus.toml"))?).context("xtask/corpus.toml")
    }

    fn parse(text: &str) -> Result<Manifest> {
        let mut manifest: Manifest = toml::from_str(text)?;
        for (name, package) in &mut manifest.package {
            package.name.clone_from(name);
        }
        Ok(manifest)
    }

    /// The libraries of these names; all if there are none.
    pub(crate) fn select(&self, names: &[String]) -> Result<Vec<&Package>> {
        if names.is_empty() {
            return Ok(self.package.values().collect());
        }
        names.iter().map(|name| self.get(name)).collect()
    }

    pub(crate) fn get(&self, name: &str) -> Result<&Package> {
        match self.package.get(name) {
            Some(package) => Ok(package),
            None => bail!("no library is called {name}; there are {}", self.names().join(", ")),
        }
    }

    pub(crate) fn names(&self) -> Vec<&str> {
        self.package.keys().map(String::as_str).collect()
    }
}

impl Package {
    /// Identifies the unpacked sources.
    pub(crate) fn source_key(&self) -> String {
        hash(&[&[RECIPE, &self.version, &self.sha256], &strs(&self.prepare)[..]].concat())
    }

    /// Identifies the build in this folder (CMake writes absolute paths).
    pub(crate) fn build_key(&self, sources: &Path) -> String {
        let folder = sources.to_string_lossy();
        hash(&[&[&self.source_key(), &*folder], &strs(&self.cmake)[..]].concat())
    }

    /// Identifies the installation in this folder, made from these sources with these options.
    pub(crate) fn install_key(&self, sources: &Path, folder: &Path, options: &[&str]) -> String {
        hash(&[&[&*self.build_key(sources), &*folder.to_string_lossy()], options].concat())
    }

    /// Where the unpacked tree lies; its build is in `build/` there.
    pub(crate) fn folder(&self, context: &Context) -> PathBuf {
        context.corpus.join(&self.name)
    }
}

fn strs(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

fn hash(words: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for word in words {
        hasher.update(word.as_bytes());
        hasher.update([0]);
    }
    hex(&hasher.finalize())
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_manifest_is_complete() {
        let manifest = Manifest::parse(include_str!("../../corpus.toml")).unwrap();
        assert_eq!(manifest.names().len(), 9);
        for package in manifest.select(&[]).unwrap() {
            assert_eq!(package.sha256.len(), 64, "{}", package.name);
            assert!(package.orig.contains(".orig.tar."), "{}", package.name);
            for tool in &package.needs {
                crate::tools::by_name(tool);
            }
        }
        let installed = manifest.select(&[]).unwrap().into_iter().filter_map(|p| p.install.as_ref());
        assert_eq!(installed.clone().count(), 8);
        for install in installed {
            assert!(!install.headers.is_empty() && !install.namespaces.is_empty() && !install.archives.is_empty());
            assert!(install.std.starts_with("c++"), "{}", install.std);
        }
        assert!(manifest.get("nothing").unwrap_err().to_string().contains("abseil, fmtlib"));
    }

    #[test]
    fn keys_follow_what_they_stand_for() {
        let text = "[package.a]\nsource='a'\nversion='1'\norig='a'\nsha256='0'\ncmake=['-DX=1']";
        let first = Manifest::parse(text).unwrap();
        let other_options = Manifest::parse(&text.replace("X=1", "X=2")).unwrap();
        let (a, b) = (first.get("a").unwrap(), other_options.get("a").unwrap());
        assert_eq!(a.source_key(), b.source_key());
        assert_ne!(a.build_key(Path::new("/x")), b.build_key(Path::new("/x")));
        assert_ne!(a.build_key(Path::new("/x")), a.build_key(Path::new("/y")));
        let installed = |options: &[&str]| a.install_key(Path::new("/x"), Path::new("/p"), options);
        assert_ne!(installed(&[]), installed(&["-DY=1"]));
    }
}
