//! `cargo xtask setup`: installs what building and testing needs, and the nightly whose Miri tests use.

use std::process::ExitCode;

use anyhow::Result;

use crate::checks::miri;
use crate::context::Context;
use crate::tools::{self, TOOLS, Tool};

/// Arguments of `setup`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only say what is there and what is missing
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    if !args.check {
        let all: Vec<&'static Tool> = TOOLS.iter().collect();
        tools::ensure(context, &all)?;
    }
    let miri = if args.check { miri::present(context) } else { miri::install(context).is_ok() };
    for tool in TOOLS {
        let state = match (tool.present(), tool.required) {
            (true, _) => "there",
            (false, true) => "MISSING, required",
            (false, false) => "missing, steps that need it are skipped",
        };
        println!("{:24} {state}", tool.name);
    }
    println!("{:24} {}", "miri", if miri { "there" } else { "missing, steps that need it are skipped" });
    let complete = TOOLS.iter().all(|t| t.present() || !t.required);
    Ok(if complete { ExitCode::SUCCESS } else { ExitCode::from(crate::UNAVAILABLE) })
}
