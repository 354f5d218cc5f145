//! `cargo xtask bench-honesty`: how often `migrate bench` says what is true, where the truth is known.

use std::process::ExitCode;

use anyhow::Result;

use crate::checks::honesty::{self, anchors, latency, layouts};
use crate::context::Context;

/// Arguments of `bench-honesty`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often each case is measured, in percent of the number that the published table has
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    share: u32,
    /// Threads that keep the machine busy meanwhile [default: as many as there are cores]
    #[arg(long)]
    load: Option<usize>,
    /// Only cases whose name contains this
    #[arg(long, default_value = "")]
    only: String,
    /// Measure the same kernels with criterion, hyperfine, google/benchmark and tango as well, and nothing else
    #[arg(long, conflicts_with = "only")]
    anchors: bool,
}

pub(crate) fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    context.open_log("bench-honesty")?;
    let load = args.load.unwrap_or_else(|| context.jobs());
    if args.anchors {
        println!("{}", anchors::table(context, args.share, load)?);
        return Ok(ExitCode::SUCCESS);
    }
    println!("{}", honesty::HEAD);
    for case in honesty::CASES.iter().filter(|case| case.name.contains(&args.only)) {
        let runs = (case.runs * args.share / 100).max(1);
        println!("{}", honesty::measured(context, case, runs, load)?.row());
    }
    println!("\n{}", layouts::HEAD);
    for draw in layouts::DRAWS.iter().filter(|draw| draw.name.contains(&args.only)) {
        let runs = (draw.runs * args.share / 100).max(1);
        println!("{}", layouts::measured(context, draw, runs, load)?.row());
    }
    // Other load would be in latencies: these have none.
    println!("\n{}", latency::HEAD);
    for service in latency::SERVICES.iter().filter(|service| service.name.contains(&args.only)) {
        println!("{}", latency::measured(context, service)?.row());
    }
    Ok(ExitCode::SUCCESS)
}
