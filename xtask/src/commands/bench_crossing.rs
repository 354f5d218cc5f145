//! `cargo xtask bench-crossing`: what a call through a bridge costs, by kind, against the same call in C++.

use std::process::ExitCode;

use anyhow::Result;

use crate::checks::crossing;
use crate::context::Context;

/// Arguments of `bench-crossing`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often each kind is measured
    #[arg(long, default_value_t = 101, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

pub(crate) fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    context.open_log("bench-crossing")?;
    print!("{}", crossing::measured(context, args.rounds)?);
    Ok(ExitCode::SUCCESS)
}
