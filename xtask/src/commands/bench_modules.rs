//! `cargo xtask bench-modules`: the modules of the legacy system, Rust against C++.

use std::process::ExitCode;

use anyhow::Result;

use crate::checks::scenarios;
use crate::context::Context;

/// Arguments of `bench-modules`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Most time for each module, as `migrate bench compare --budget` takes it
    #[arg(long, default_value = "20s")]
    budget: String,
}

pub(crate) fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    context.open_log("bench-modules")?;
    print!("{}", scenarios::table(context, &args.budget)?);
    Ok(ExitCode::SUCCESS)
}
