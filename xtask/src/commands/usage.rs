//! `cargo xtask usage`: runs a command and writes what it used.
//!
//! A child starts with its parent's resident size, so peaks are measured from a process as small as this one; and
//! `RUSAGE_CHILDREN` knows the peak of the largest of all descendants, which is the largest worker of a scan.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use crate::usage;

/// Arguments of `usage`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where to write the JSON
    #[arg(long)]
    out: PathBuf,
    /// The command
    #[arg(trailing_var_arg = true, required = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let status = match Command::new(&args.command[0]).args(&args.command[1..]).status() {
        Ok(status) => status,
        Err(error) => {
            eprintln!("cannot run {}: {error}", args.command[0].display());
            return ExitCode::FAILURE;
        }
    };
    let written = usage::of_children().and_then(|used| Ok(std::fs::write(&args.out, serde_json::to_string(&used)?)?));
    match (written, status.code()) {
        (Ok(()), Some(code)) => ExitCode::from(code as u8),
        (Ok(()), None) => ExitCode::FAILURE,
        (Err(error), _) => {
            eprintln!("cannot write {}: {error:#}", args.out.display());
            ExitCode::FAILURE
        }
    }
}
