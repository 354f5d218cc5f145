//! The commands of this repository: `cargo xtask demo`, `test`, `corpus`, `docs`, `floors`,
//! `bench-crossing`, `bench-dispatch`, `bench-honesty`, `setup`.
//!
//! A command is a file under `commands/`. What a command consists of is a table: tools in [`tools`], checks in
//! [`commands::test`]. A tool that a step needs is named by the step, so that a missing one skips that step by name.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod check;
mod checks;
mod commands;
mod context;
mod corpus;
mod figures;
mod files;
mod process;
mod tools;
mod unavailable;
mod usage;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Exit code when a tool, a network or another precondition is missing.
const UNAVAILABLE: u8 = 102;

/// The commands of this repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what building and testing needs (apt-get, rustup)
    Setup(commands::setup::Args),
    /// Build the legacy system, scan it, write its migration plan and a bridge to one of its modules
    Demo(commands::demo::Args),
    /// Run every check; closes with counts
    Test(commands::test::Args),
    /// Fetch, verify, unpack and build the real libraries that the tool is measured on
    Corpus(commands::corpus::Args),
    /// Generate the reference pages and build the book
    Docs(commands::docs::Args),
    /// Show measured figures beside their floors, or raise the floors
    Floors(commands::floors::Args),
    /// Measure what a call through a bridge costs, by kind
    BenchCrossing(commands::bench_crossing::Args),
    /// Measure what a call through a facade costs, in each mode
    BenchDispatch(commands::bench_dispatch::Args),
    /// Measure how often `migrate bench` says what is true, where the truth is known
    BenchHonesty(commands::bench_honesty::Args),
    /// Run a command and write what it used as JSON (the small launcher of the measurements)
    #[command(hide = true)]
    Usage(commands::usage::Args),
    /// Run a linker with its archives in another order
    #[command(hide = true)]
    Link {
        order: checks::mixed::Order,
        #[arg(last = true, required = true)]
        command: Vec<std::ffi::OsString>,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let context = match context::Context::new() {
        Ok(context) => context,
        Err(error) => return fail(&error),
    };
    let result = match cli.command {
        Command::Setup(args) => commands::setup::run(&context, &args),
        Command::Demo(args) => commands::demo::run(&context, &args),
        Command::Test(args) => commands::test::run(&context, &args),
        Command::Corpus(args) => commands::corpus::run(&context, &args),
        Command::Docs(args) => commands::docs::run(&context, &args),
        Command::Floors(args) => commands::floors::run(&context, &args),
        Command::BenchCrossing(args) => commands::bench_crossing::run(&context, &args),
        Command::BenchDispatch(args) => commands::bench_dispatch::run(&context, &args),
        Command::BenchHonesty(args) => commands::bench_honesty::run(&context, &args),
        Command::Link { order, command } => checks::mixed::link(order, &command),
        Command::Usage(args) => return commands::usage::run(&args),
    };
    match result {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("error: {error:#}");
    match error.downcast_ref::<unavailable::Unavailable>() {
        Some(_) => ExitCode::from(UNAVAILABLE),
        None => ExitCode::FAILURE,
    }
}
