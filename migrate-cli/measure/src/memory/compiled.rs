//! Small C programs of this crate, built on first use by the C compiler of the machine.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CompileError {
    /// No C compiler.
    #[error("no C compiler: looked for {0}")]
    NoCompiler(String),
    /// It does not compile here.
    #[error("{0} does not compile: {1}")]
    Rejected(&'static str, String),
    /// A file cannot be written.
    #[error("cannot write {0}: {1}")]
    Io(PathBuf, std::io::Error),
}

/// Builds `NAME.c` with these flags into `folder`; the file that came out.
pub(crate) fn build(
    folder: &Path,
    name: &'static str,
    source: &str,
    flags: &[&str],
    libraries: &[&str],
) -> Result<PathBuf, CompileError> {
    let file = folder.join(format!("{name}.c"));
    std::fs::write(&file, source).map_err(|e| CompileError::Io(file.clone(), e))?;
    let made = folder.join(name);
    let named = std::env::var("CC").ok().filter(|cc| !cc.trim().is_empty());
    let compilers: Vec<String> = named.into_iter().chain(["cc", "gcc", "clang"].map(str::to_owned)).collect();
    for compiler in &compilers {
        let mut command = Command::new(compiler);
        match command.args(flags).arg("-o").arg(&made).arg(&file).args(libraries).output() {
            Ok(done) if done.status.success() => return Ok(made),
            Ok(done) => {
                return Err(CompileError::Rejected(name, String::from_utf8_lossy(&done.stderr).trim().to_owned()));
            }
            Err(_) => {}
        }
    }
    Err(CompileError::NoCompiler(compilers.join(", ")))
}
