//! The programs and packages that steps need, how to see that they are there, and how to install them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::context::Context;
use crate::unavailable::Unavailable;

/// Something from outside that a step needs.
#[derive(Debug)]
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    /// It is there if any of these is: a program of `PATH`, or an absolute file.
    proof: &'static [&'static str],
    /// Debian packages that bring it.
    packages: &'static [&'static str],
    /// Nothing works without it; what is not required only skips steps.
    pub(crate) required: bool,
}

/// Every tool that any step names.
pub(crate) static TOOLS: &[Tool] = &[
    tool("g++", &["g++"], &["g++", "binutils", "libc6-dev"], true),
    tool("clang-19", &["clang++-19"], &["clang-19", "libclang-rt-19-dev"], true),
    tool(
        "libclang-19",
        &["/usr/lib/llvm-19/lib/libclang.so", "/usr/lib/llvm-19/lib/libclang.so.1"],
        &["libclang-19-dev", "libclang1-19", "libclang-common-19-dev"],
        true,
    ),
    tool("cmake", &["cmake"], &["cmake"], true),
    tool("ninja", &["ninja"], &["ninja-build"], true),
    tool("python3", &["python3"], &["python3"], false),
    // It brings no program; Python's own module for this is there even where it cannot work.
    tool("python3-venv", &["/var/lib/dpkg/info/python3-venv.list"], &["python3-venv"], false),
    tool("perl", &["perl"], &["perl"], false),
    tool("dpkg-source", &["dpkg-source"], &["dpkg-dev"], false),
    tool("tar", &["tar"], &["tar"], false),
    tool("patch", &["patch"], &["patch"], false),
    tool("unicode-data", &["/usr/share/unicode/UnicodeData.txt"], &["unicode-data"], false),
    tool(
        "debian-archive-keyring",
        &["/usr/share/keyrings/debian-archive-keyring.gpg"],
        &["debian-archive-keyring"],
        false,
    ),
    tool(
        "googletest",
        &["/usr/include/benchmark/benchmark.h"],
        &["libgtest-dev", "libgmock-dev", "libbenchmark-dev"],
        false,
    ),
    tool("apt-get", &["apt-get"], &["apt"], false),
    tool("gcov", &["gcov"], &["gcc"], false),
    tool("valgrind", &["valgrind"], &["valgrind"], false),
    tool("chromium", &["chromium"], &["chromium", "fonts-dejavu-core"], false),
    tool("arm-none-eabi-gcc", &["arm-none-eabi-gcc"], &["gcc-arm-none-eabi", "libnewlib-arm-none-eabi"], false),
    tool("qemu-system-arm", &["qemu-system-arm"], &["qemu-system-arm"], false),
    tool("unshare", &["unshare"], &["util-linux"], false),
];

const fn tool(
    name: &'static str,
    proof: &'static [&'static str],
    packages: &'static [&'static str],
    required: bool,
) -> Tool {
    Tool { name, proof, packages, required }
}

impl Tool {
    /// Whether it is there now.
    pub(crate) fn present(&self) -> bool {
        self.proof.iter().any(|p| if p.starts_with('/') { Path::new(p).exists() } else { find(p).is_some() })
    }
}

/// The tool of this name. Names are written in this crate only, so a wrong one is a bug.
pub(crate) fn by_name(name: &str) -> &'static Tool {
    TOOLS.iter().find(|t| t.name == name).unwrap_or_else(|| panic!("no tool is called {name}"))
}

/// A program of `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// Installs what is missing of `tools` if that is allowed without asking for a password. What cannot be installed is an
/// error if it is required; else it is named, and the steps that need it will be skipped.
pub(crate) fn ensure(context: &Context, tools: &[&'static Tool]) -> Result<()> {
    let missing: Vec<&Tool> = tools.iter().copied().filter(|t| !t.present()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut packages: Vec<&str> = missing.iter().flat_map(|t| t.packages.iter().copied()).collect();
    packages.dedup();
    let names = missing.iter().map(|t| t.name).collect::<Vec<_>>().join(", ");
    let command = format!("apt-get update && apt-get install -y --no-install-recommends {}", packages.join(" "));
    let problem = match privilege() {
        None => "neither root nor passwordless sudo".to_owned(),
        Some(_) if find("apt-get").is_none() => "this system has no apt-get".to_owned(),
        Some(prefix) => {
            eprintln!("installing {names}: {command}");
            match install(context, prefix, &packages) {
                Ok(()) => String::new(),
                Err(error) => format!("{error:#}"),
            }
        }
    };
    let left: Vec<&&Tool> = missing.iter().filter(|t| !t.present()).collect();
    let Some(required) = left.iter().find(|t| t.required) else {
        for tool in left {
            eprintln!("warning: {} is missing ({problem}); steps that need it are skipped", tool.name);
        }
        return Ok(());
    };
    Err(Unavailable::error(
        format!("{} is missing and cannot be installed: {problem}", required.name),
        format!("run as root: {command}"),
    ))
}

fn install(context: &Context, prefix: &[&str], packages: &[&str]) -> Result<()> {
    let apt = |args: &[&str]| {
        let words = prefix.iter().chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"].iter());
        let words: Vec<&str> = words.copied().chain(args.iter().copied()).collect();
        context.run(words[0]).args(&words[1..]).ok()
    };
    apt(&["update", "-q"])?;
    let mut args = vec!["install", "-y", "-q", "--no-install-recommends"];
    args.extend(packages);
    apt(&args)?;
    Ok(())
}

/// What to put before a command that needs root: nothing as root, `sudo -n` where no password is asked.
fn privilege() -> Option<&'static [&'static str]> {
    if is_root() {
        return Some(&[]);
    }
    let sudo = Command::new("sudo").args(["-n", "true"]).stdin(Stdio::null()).stderr(Stdio::null()).status();
    sudo.is_ok_and(|s| s.success()).then_some(&["sudo", "-n"])
}

/// Whether this process is root.
pub(crate) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found() {
        for tool in TOOLS {
            assert!(std::ptr::eq(by_name(tool.name), tool), "{} is there twice", tool.name);
            assert!(!tool.packages.is_empty() && !tool.proof.is_empty());
        }
    }

    #[test]
    fn programs_are_found_in_path() {
        assert!(find("sh").is_some());
        assert!(find("no-such-program-as-this").is_none());
    }
}
