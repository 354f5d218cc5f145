//! Sources that are a Debian source package: fetched once with a private state of apt, so without rights and without a
//! change of the machine's configuration, into an ignored folder beside `migrate.toml`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Error;

/// Where unpacked packages are kept, unless `MIGRATE_CORPUS_DIR` names a folder.
const CACHE: &str = ".migrate/sources";
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";
const MIRROR: &str = "http://deb.debian.org/debian";
const RELEASE: &str = "bookworm";

/// The folder of the unpacked package. `apt-get` checks what it fetches by the archive's signatures.
pub(crate) fn folder(name: &str, version: &str, root: &Path) -> Result<PathBuf, Error> {
    println!("cargo::rerun-if-env-changed=MIGRATE_CORPUS_DIR");
    let cache = std::env::var_os("MIGRATE_CORPUS_DIR").map_or_else(|| root.join(CACHE), PathBuf::from);
    let folder = cache.join(format!("{name}-{version}"));
    if !folder.is_dir() {
        fetch(name, version, &cache, &folder)?;
    }
    Ok(folder)
}

fn fetch(name: &str, version: &str, cache: &Path, folder: &Path) -> Result<(), Error> {
    // Beside the final place, so that a rename puts it there whole or not at all.
    let work = cache.join(format!(".{name}-{}", std::process::id()));
    for state in ["lists/partial", "cache/archives/partial"] {
        fs::create_dir_all(work.join(state)).map_err(|error| Error::Io(work.clone(), error))?;
    }
    let list = work.join("sources.list");
    fs::write(&list, format!("deb-src [signed-by={KEYRING}] {MIRROR} {RELEASE} main\n"))
        .map_err(|error| Error::Io(list.clone(), error))?;
    apt(&work, &["update", "-q"])?;
    apt(&work, &["source", "-q", "--download-only", &format!("{name}={version}")])?;
    let description = work.join(format!("{name}_{version}.dsc"));
    let unpacked = work.join("unpacked");
    run(Command::new("dpkg-source").args(["--no-check", "-x"]).arg(&description).arg(&unpacked))?;
    // Another build script may have been quicker.
    if fs::rename(&unpacked, folder).is_err() && !folder.is_dir() {
        return Err(Error::Sources(format!("{} cannot be made", folder.display())));
    }
    fs::remove_dir_all(&work).map_err(|error| Error::Io(work, error))
}

fn apt(work: &Path, arguments: &[&str]) -> Result<(), Error> {
    let option = |key: &str, value: PathBuf| format!("{key}={}", value.display());
    run(Command::new("apt-get")
        .current_dir(work)
        .args(["-o", &option("Dir::Etc::sourcelist", work.join("sources.list"))])
        .args(["-o", "Dir::Etc::sourceparts=/dev/null"])
        .args(["-o", &option("Dir::State::lists", work.join("lists"))])
        .args(["-o", &option("Dir::Cache", work.join("cache"))])
        // As root apt would give up its rights and then could not write in a private folder.
        .args(["-o", "APT::Sandbox::User=root"])
        .args(arguments))
}

fn run(command: &mut Command) -> Result<(), Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| {
        Error::Tool(format!("{program}: {error}; `apt-get install dpkg-dev` has what unpacks sources"))
    })?;
    if output.status.success() {
        return Ok(());
    }
    Err(Error::Tool(format!("{program}: {}", String::from_utf8_lossy(&output.stderr).trim_end())))
}
