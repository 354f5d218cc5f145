//! Rust's compiler for the target of the firmware.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use migrate_probe::process::{self, Done};

use crate::error::HalError;
use crate::image::Image;

const LIMIT: Duration = Duration::from_secs(120);

/// What came of a crate.
pub(super) enum Compiled {
    /// Its object.
    Object(Image),
    /// rustc's errors, as text.
    Refused(String),
}

/// Compiles a crate of one file; nothing of it is run or linked.
pub(super) fn compile(target: &str, text: &str) -> Result<Compiled, HalError> {
    let folder = tempfile::tempdir().map_err(|e| HalError::io("make a folder in", &std::env::temp_dir(), &e))?;
    let source = folder.path().join("facts.rs");
    std::fs::write(&source, text).map_err(|e| HalError::io("write", &source, &e))?;
    let emit = format!("--emit=obj={}", folder.path().join("facts.o").display());
    let args = [
        "--crate-type=lib",
        "--crate-name=facts",
        "--edition=2021",
        "-Cpanic=abort",
        "-Ccodegen-units=1",
        "-Copt-level=0",
        "-Cdebuginfo=0",
        "--cap-lints=allow",
        &emit,
        "--target",
        target,
    ];
    let done = rustc(folder.path(), &args, Some("facts.rs"))?;
    if !done.succeeded() {
        return Ok(Compiled::Refused(refused(target, done.stderr)?));
    }
    let object = folder.path().join("facts.o");
    let bytes = std::fs::read(&object).map_err(|e| HalError::io("read", &object, &e))?;
    Ok(Compiled::Object(Image::new(bytes)?))
}

fn rustc(dir: &Path, args: &[&str], file: Option<&str>) -> Result<Done, HalError> {
    let mut command = Command::new("rustc");
    command.args(args).args(file).current_dir(dir);
    process::run(&mut command, String::new(), LIMIT)
        .map_err(|e| HalError::tool(format!("rustc cannot be started: {e}")).help("https://rustup.rs"))
}

/// Errors that are about the target and not about the crate.
fn refused(target: &str, stderr: String) -> Result<String, HalError> {
    if stderr.contains("can't find crate for `core`") {
        return Err(HalError::tool(format!("Rust's core library for `{target}` is not installed"))
            .help(format!("rustup target add {target}")));
    }
    if stderr.contains("could not find specification for target") || stderr.contains("Could not find specification") {
        let list = rustc(&std::env::temp_dir(), &["--print", "target-list"], None)?.stdout;
        let near = list.lines().map(|known| (common(known, target), known)).max().map(|(_, known)| known.to_owned());
        let error = HalError::config(format!("rustc knows no target `{target}`"));
        return Err(match near {
            Some(near) => error.help(format!("did you mean `{near}`? `rustc --print target-list` names all")),
            None => error,
        });
    }
    Ok(stderr)
}

/// Letters that two names start with alike, and end with alike.
fn common(a: &str, b: &str) -> usize {
    let alike = |x: &mut dyn Iterator<Item = (char, char)>| x.take_while(|(a, b)| a == b).count();
    alike(&mut a.chars().zip(b.chars())) + alike(&mut a.chars().rev().zip(b.chars().rev()))
}
