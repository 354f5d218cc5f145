//! Fetches a source package with a private state of apt: no root, no change of the machine's configuration.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use sha2::{Digest, Sha256};

use super::manifest::{Package, hex};
use super::mirror;
use crate::context::Context;
use crate::files;
use crate::process::Run;
use crate::tools;
use crate::unavailable::Unavailable;

/// The folder with the package's files, verified.
pub(crate) fn ensure(context: &Context, package: &Package) -> Result<PathBuf> {
    let all = context.corpus.join("downloads");
    let folder = all.join(format!("{}-{}", package.name, package.version));
    if folder.is_dir() {
        verify(package, &folder)?;
        return Ok(folder);
    }
    for tool in ["apt-get", "dpkg-source", "debian-archive-keyring"] {
        if !tools::by_name(tool).present() {
            return Err(Unavailable::error(
                format!("{} cannot be fetched: {tool} is not installed", package.name),
                "cargo xtask setup",
            ));
        }
    }
    fs::create_dir_all(&all)?;
    let temp = tempfile::tempdir_in(&all)?;
    fetch(context, package, temp.path())?;
    verify(package, temp.path())?;
    let temp = temp.keep();
    fs::set_permissions(&temp, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    fs::rename(&temp, &folder)?;
    Ok(folder)
}

fn fetch(context: &Context, package: &Package, into: &Path) -> Result<()> {
    let state = context.corpus.join("apt");
    let wanted = format!("{}={}", package.source, package.version);
    let get = |fresh: bool| -> Result<()> {
        if fresh {
            eprintln!("  corpus: reading Debian's list of sources");
            apt(context, &state)?.arg("update").ok()?;
        }
        let kind: &[&str] = if package.patches { &["--download-only"] } else { &["--download-only", "--tar-only"] };
        apt(context, &state)?.args(["source", "-q"]).args(kind).arg(&wanted).dir(into).ok()?;
        Ok(())
    };
    eprintln!("  corpus: fetching {wanted}");
    // The list of an earlier run is good enough if the pinned version is still there.
    let is_list = |name: std::ffi::OsString| name.to_string_lossy().contains("_main_source_Sources");
    let have_lists = fs::read_dir(state.join("lists")).is_ok_and(|d| d.flatten().any(|e| is_list(e.file_name())));
    if have_lists && get(false).is_ok() {
        return Ok(());
    }
    get(true).map_err(|error| {
        Unavailable::error(
            format!("source package {wanted} could not be fetched; offline? {}", first_error(&format!("{error:#}"))),
            "connect this machine to a Debian mirror once, or set MIGRATE_CORPUS_DIR to a filled cache",
        )
    })
}

fn first_error(text: &str) -> &str {
    text.lines().find(|l| l.starts_with("E:")).unwrap_or("")
}

fn apt(context: &Context, state: &Path) -> Result<Run> {
    fs::create_dir_all(state.join("lists/partial"))?;
    fs::create_dir_all(state.join("cache/archives/partial"))?;
    let list = state.join("sources.list");
    files::write(&list, &mirror::sources_list())?;
    let option = |key: &str, value: &Path| format!("{key}={}", value.display());
    Ok(context
        .run("apt-get")
        .arg("-o")
        .arg(option("Dir::Etc::sourcelist", &list))
        .args(["-o", "Dir::Etc::sourceparts=/dev/null", "-o"])
        .arg(option("Dir::State::lists", &state.join("lists")))
        .arg("-o")
        .arg(option("Dir::Cache", &state.join("cache")))
        // As root apt would give up its rights and then could not write in a private folder.
        .args(["-o", "APT::Sandbox::User=root", "-o", "Acquire::Retries=2"])
        .env("LC_ALL", "C"))
}

fn verify(package: &Package, folder: &Path) -> Result<()> {
    let path = folder.join(&package.orig);
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let found = hex(&Sha256::digest(&bytes));
    if found != package.sha256 {
        bail!("{} has sha256 {found}, expected {}; delete it to fetch it again", path.display(), package.sha256);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_hash_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.orig.tar"), "abc").unwrap();
        let text = |sha256: &str| {
            format!("name = 'a'\nsource = 'a'\nversion = '1'\norig = 'a.orig.tar'\nsha256 = '{sha256}'")
                .replace("name = 'a'\n", "")
        };
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let good: Package = toml::from_str(&text(abc)).unwrap();
        let bad: Package = toml::from_str(&text(&abc.replace('b', "c"))).unwrap();
        verify(&good, dir.path()).unwrap();
        assert!(verify(&bad, dir.path()).unwrap_err().to_string().contains("expected ca78"));
    }
}
