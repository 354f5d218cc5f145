//! Finds Miri, and says which part of it is missing.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Output;
use std::sync::atomic::AtomicBool;

use crate::command::{cargo_miri, tool};
use crate::process::{End, Line, stream};
use crate::{MiriError, Options};

/// Lines of a failed preparation that an error shows.
const TAIL: usize = 20;

/// Where a toolchain has its components, from its folder.
const COMPONENTS: [(&str, &str); 2] =
    [("miri", "bin/cargo-miri"), ("rust-src", "lib/rustlib/src/rust/library/Cargo.toml")];

/// Looks for rustup, the toolchain and its components, and gives back Miri's version.
pub(crate) fn find(options: &Options) -> Result<String, MiriError> {
    let sysroot = match said(options, "rustc", &["--print", "sysroot"]) {
        Ok(done) if done.status.success() => first_line(&done),
        Ok(_) => return Err(MiriError::NoToolchain { toolchain: options.toolchain.clone() }),
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(MiriError::NoRustup),
        Err(source) => return Err(io(options, source)),
    };
    for (component, proof) in COMPONENTS {
        if !Path::new(&sysroot).join(proof).exists() {
            return Err(MiriError::NoComponent { toolchain: options.toolchain.clone(), component });
        }
    }
    said(options, "cargo", &["miri", "--version"]).map(|done| first_line(&done)).map_err(|source| io(options, source))
}

/// Has Miri compile the standard library for itself, unless it has done so before.
pub(crate) fn prepare(options: &Options, stop: &AtomicBool) -> Result<(), MiriError> {
    let mut command = cargo_miri(options);
    command.arg("setup");
    let mut said = Vec::new();
    let end = stream(&mut command, None, stop, &mut |line| {
        let (Line::Out(line) | Line::Err(line)) = line;
        said.push(line);
        true
    });
    match end.map_err(|source| io(options, source))? {
        End::Code(0) => Ok(()),
        End::Stopped => Err(MiriError::Interrupted),
        _ => Err(MiriError::Setup { message: said[said.len().saturating_sub(TAIL)..].join("\n") }),
    }
}

/// The root folder, because the package's may pin another toolchain or not exist.
fn said(options: &Options, program: &str, arguments: &[&str]) -> std::io::Result<Output> {
    tool(options, program, Path::new("/")).args(arguments).output()
}

fn first_line(done: &Output) -> String {
    String::from_utf8_lossy(&done.stdout).lines().next().unwrap_or_default().trim().to_owned()
}

pub(crate) fn io(options: &Options, source: std::io::Error) -> MiriError {
    MiriError::Io { context: format!("cannot run {}", options.rustup.display()), source }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::PathBuf;

    use super::*;

    /// A rustup that knows one toolchain with these files.
    fn rustup(dir: &Path, files: &[&str]) -> PathBuf {
        for file in files {
            std::fs::create_dir_all(dir.join(file).parent().unwrap()).unwrap();
            std::fs::write(dir.join(file), "").unwrap();
        }
        let (program, sysroot) = (dir.join("rustup"), dir.display());
        let script = format!(
            "#!/bin/sh\n[ \"$1 $2\" = 'run nightly' ] || exit 1\n\
             case \"$3\" in rustc) echo '{sysroot}';; *) echo 'miri 0.1.0 (test)';; esac\n"
        );
        std::fs::write(&program, script).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        program
    }

    fn look(rustup: PathBuf, toolchain: &str) -> Result<String, MiriError> {
        find(&Options { rustup, toolchain: toolchain.to_owned(), ..Options::new(Path::new("/")) })
    }

    #[test]
    fn each_missing_part_is_named() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(look(dir.path().join("none"), "nightly"), Err(MiriError::NoRustup)));
        let program = rustup(dir.path(), &[]);
        let missing = look(program.clone(), "nightly-2020-01-01");
        assert!(matches!(missing, Err(MiriError::NoToolchain { toolchain }) if toolchain == "nightly-2020-01-01"));
        let missing = |program: &PathBuf| match look(program.clone(), "nightly") {
            Err(MiriError::NoComponent { component, .. }) => component,
            other => panic!("{other:?}"),
        };
        assert_eq!(missing(&program), "miri");
        rustup(dir.path(), &[COMPONENTS[0].1]);
        assert_eq!(missing(&program), "rust-src");
        rustup(dir.path(), &[COMPONENTS[1].1]);
        assert_eq!(look(program, "nightly").unwrap(), "miri 0.1.0 (test)");
    }
}
