//! Programs of the system that a verb calls.

use std::io::ErrorKind;
use std::process::{Command, Output};

use crate::failure::{Failure, reason};
use crate::request::Context;

/// Lines of a failed program that are shown.
const LAST_LINES: usize = 15;

/// Runs a program to its end. That it fails is no error here.
///
/// # Errors
/// It is not installed, and `install` says what to do; or the system does not start it.
pub fn run(command: &mut Command, install: &str, context: &Context) -> Result<Output, Failure> {
    context.talk.detail("Running", format!("{command:?}"));
    let name = command.get_program().to_string_lossy().into_owned();
    command.output().map_err(|e| match e.kind() {
        ErrorKind::NotFound => Failure::tool(format!("{name} is not installed")).help(install),
        _ => Failure::unexpected(format!("cannot run {name}: {}", reason(&e))),
    })
}

/// The end of what a failed program said.
pub fn last_words(output: &Output) -> String {
    let said = if output.stderr.trim_ascii().is_empty() { &output.stdout } else { &output.stderr };
    let text = String::from_utf8_lossy(said);
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(LAST_LINES)..].join("\n")
}
