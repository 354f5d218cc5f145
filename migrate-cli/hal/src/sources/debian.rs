//! Sources in a Debian source package. They are fetched with a private state of apt, so neither root nor a change of the
//! machine's configuration is needed, and unpacked below the tool's own folder.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use migrate_probe::process::{self, Done};

use super::Sources;
use crate::error::HalError;

const LIMIT: Duration = Duration::from_secs(600);
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";
const ARCHIVE: &str = "http://deb.debian.org/debian";
const RELEASES: [&str; 2] = ["bookworm", "trixie"];

pub(super) fn locate(package: &str, version: &str, cache: &Path) -> Result<Sources, HalError> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '~' | ':');
    if package.is_empty() || !package.chars().all(is_word) || !version.chars().all(is_word) {
        return Err(HalError::config(format!("`{package}` `{version}` is no Debian source package and version")));
    }
    let folder = cache.join(format!("{package}-{version}"));
    if !folder.is_dir() {
        let _lock = lock(cache)?;
        // Somebody else may have fetched it meanwhile.
        if !folder.is_dir() {
            fetch(package, version, cache, &folder)?;
        }
    }
    let root = folder.canonicalize().map_err(|e| HalError::io("find", &folder, &e))?;
    Ok(Sources { root, from: format!("Debian source package {package} {version}") })
}

/// One at a time fetches: the build scripts of several crates may want the same package at once, and apt's state is shared.
fn lock(cache: &Path) -> Result<File, HalError> {
    fs::create_dir_all(cache).map_err(|e| HalError::io("make", cache, &e))?;
    let path = cache.join("fetching.lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|e| HalError::io("write", &path, &e))?;
    fs4::FileExt::lock(&file).map_err(|e| HalError::io("lock", &path, &e))?;
    Ok(file)
}

/// Everything happens in a folder that gets its name when all is done.
fn fetch(package: &str, version: &str, cache: &Path, folder: &Path) -> Result<(), HalError> {
    let work = tempfile::tempdir_in(cache).map_err(|e| HalError::io("make a folder in", cache, &e))?;
    let apt = Apt { state: cache.join("apt") };
    apt.prepare()?;
    let wanted = format!("{package}={version}");
    let get = ["source", "-q", "--download-only", &wanted];
    if !apt.run(&get, work.path())?.succeeded() {
        apt.run(&["update"], work.path())?;
        let done = apt.run(&get, work.path())?;
        if !done.succeeded() {
            return Err(unavailable(&wanted, &done));
        }
    }
    let description =
        entry(work.path(), ".dsc").ok_or_else(|| HalError::unexpected(format!("{wanted} has no .dsc")))?;
    // apt has checked all hashes.
    let mut unpack = Command::new("dpkg-source");
    unpack.args(["--no-check", "-q", "-x"]).arg(description).arg("unpacked").current_dir(work.path());
    let done = run(&mut unpack, "dpkg-source", "apt-get install dpkg-dev")?;
    if !done.succeeded() {
        return Err(HalError::unexpected(format!("{wanted} cannot be unpacked")).note(done.stderr.trim().to_owned()));
    }
    fs::rename(work.path().join("unpacked"), folder).map_err(|e| HalError::io("make", folder, &e))
}

fn unavailable(wanted: &str, done: &Done) -> HalError {
    let said = done.stderr.lines().find(|line| line.starts_with("E:")).unwrap_or("nothing");
    HalError::config(format!("the Debian source package {wanted} cannot be had"))
        .note(format!("apt-get says: {said}"))
        .help("look at `package` and `package-version` in migrate.toml, and whether this machine is connected")
        .help("or unpack the sources yourself, and name their folder as `path`")
}

fn entry(dir: &Path, end: &str) -> Option<PathBuf> {
    let mut files = fs::read_dir(dir).ok()?.filter_map(Result::ok).map(|e| e.path());
    files.find(|path| path.to_string_lossy().ends_with(end))
}

struct Apt {
    state: PathBuf,
}

impl Apt {
    fn prepare(&self) -> Result<(), HalError> {
        for folder in ["lists/partial", "cache/archives/partial"] {
            let folder = self.state.join(folder);
            fs::create_dir_all(&folder).map_err(|e| HalError::io("make", &folder, &e))?;
        }
        let list: String =
            RELEASES.iter().map(|r| format!("deb-src [signed-by={KEYRING}] {ARCHIVE} {r} main\n")).collect();
        let file = self.state.join("sources.list");
        fs::write(&file, list).map_err(|e| HalError::io("write", &file, &e))
    }

    fn run(&self, args: &[&str], dir: &Path) -> Result<Done, HalError> {
        let option = |key: &str, value: &str| ["-o".to_owned(), format!("{key}={value}")];
        let inside = |part: &str| self.state.join(part).display().to_string();
        let mut command = Command::new("apt-get");
        command.args(option("Dir::Etc::sourcelist", &inside("sources.list")));
        command.args(option("Dir::Etc::sourceparts", "/dev/null"));
        command.args(option("Dir::State::lists", &inside("lists")));
        command.args(option("Dir::Cache", &inside("cache")));
        // As root apt would give up its rights and then could not write in a private folder.
        command.args(option("APT::Sandbox::User", "root")).args(args).current_dir(dir).env("LC_ALL", "C");
        run(&mut command, "apt-get", "on a machine without apt, unpack the sources yourself and name them as `path`")
    }
}

fn run(command: &mut Command, name: &str, help: &str) -> Result<Done, HalError> {
    process::run(command, String::new(), LIMIT)
        .map_err(|e| HalError::tool(format!("{name} cannot be started: {e}")).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_second_waits() {
        let dir = tempfile::tempdir().expect("a folder");
        let first = lock(dir.path()).expect("nobody has it");
        let path = dir.path().join("fetching.lock");
        let second = File::options().write(true).open(&path).expect("it is there");
        assert!(fs4::FileExt::try_lock(&second).is_err());
        drop(first);
        assert!(fs4::FileExt::try_lock(&second).is_ok());
    }
}
