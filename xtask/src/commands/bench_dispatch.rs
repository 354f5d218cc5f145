//! `cargo xtask bench-dispatch`: what a call through a facade costs, against the same call in the untouched library.

use std::process::ExitCode;

use anyhow::Result;

use crate::checks::dispatch;
use crate::context::Context;

/// Arguments of `bench-dispatch`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often each pair is measured
    #[arg(long, default_value_t = 401, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

pub(crate) fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    context.open_log("bench-dispatch")?;
    print!("{}", dispatch::measured(context, args.rounds)?);
    Ok(ExitCode::SUCCESS)
}
