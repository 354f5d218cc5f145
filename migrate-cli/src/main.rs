//! `migrate`: arguments, wiring, printing and exit codes. Everything else lives in the library crates.
#![allow(unreachable_pub, reason = "a binary has no outside: `pub` says that other modules use it")]

mod args;
mod bench;
mod bridge;
mod codebase;
mod config;
mod documents;
mod failure;
mod help;
mod init;
mod lookup;
mod page;
mod panic;
mod planning;
mod port;
mod progress;
mod request;
mod rules;
mod schemas;
mod talk;
mod tool;
mod verbs;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};
use migrate_model::exit;

use crate::args::{Args, Colour, Format};
use crate::failure::Failure;

fn main() -> ExitCode {
    panic::install();
    let run = || match parse() {
        Ok(args) => finish(&args),
        Err(error) => refuse(&error),
    };
    std::panic::catch_unwind(run).unwrap_or(ExitCode::from(exit::UNEXPECTED))
}

/// Parses the command line. The colours have to be known before, because clap prints help and errors while it parses.
fn parse() -> Result<Args, clap::Error> {
    let mut command = Args::command();
    if let Some(colour) = typed_colour(std::env::args_os().skip(1).filter_map(|a| a.into_string().ok())) {
        talk::choose_colour(colour);
        command = command.color(match colour {
            Colour::Auto => clap::ColorChoice::Auto,
            Colour::Always => clap::ColorChoice::Always,
            Colour::Never => clap::ColorChoice::Never,
        });
    }
    Args::from_arg_matches(&command.try_get_matches()?)
}

/// The colour that was typed, if it was.
fn typed_colour(words: impl Iterator<Item = String>) -> Option<Colour> {
    <Colour as clap::ValueEnum>::from_str(&typed("--color", words)?, false).ok()
}

/// The last value of an option on a command line that may be wrong elsewhere.
fn typed(option: &str, mut words: impl Iterator<Item = String>) -> Option<String> {
    let mut found = None;
    while let Some(word) = words.next() {
        found = match word.strip_prefix(option) {
            Some("") => words.next(),
            Some(rest) if rest.starts_with('=') => Some(rest[1..].to_owned()),
            _ => found,
        };
    }
    found
}

/// Prints what clap has to say: help, the version, or what is wrong with the command line.
fn refuse(error: &clap::Error) -> ExitCode {
    let code = u8::try_from(error.exit_code()).unwrap_or(exit::USAGE);
    let words = std::env::args_os().skip(1).filter_map(|a| a.into_string().ok());
    if code != exit::OK && typed("--format", words).as_deref() == Some("json") {
        let text = error.render().to_string();
        let first = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        let failure = Failure::usage(first).help("`migrate --help`");
        let _ = talk::answer(&documents::print(&documents::Error::from(&failure)));
    }
    // clap knows which stream and which colours; a reader that has gone away is none of its troubles.
    let _ = error.print();
    ExitCode::from(code)
}

fn finish(args: &Args) -> ExitCode {
    let failure = match run(args) {
        Ok(code) => return ExitCode::from(code),
        Err(failure) => failure,
    };
    if args.global.format == Format::Json && !failure.silent {
        // Programs that read the answer get the reason in the same place.
        let _ = talk::answer(&documents::print(&documents::Error::from(&failure)));
    }
    talk::complain(&failure);
    ExitCode::from(failure.code)
}

fn run(args: &Args) -> Result<u8, Failure> {
    use args::Verb;
    let context = request::context(&args.global)?;
    match &args.verb {
        Verb::Init(a) => verbs::init::run(a, &context),
        Verb::Scan(a) => verbs::scan::run(a, &context),
        Verb::Facts(a) => verbs::facts::run(a, &context),
        Verb::Plan(a) => verbs::plan::run(a, &context),
        Verb::Bridge(a) => verbs::bridge::run(a, &context),
        Verb::Port(a) => verbs::port::run(a, &context),
        Verb::Switch(a) => verbs::switch::run(a, &context),
        Verb::Miri(a) => verbs::miri::run(a, &context),
        Verb::Bench(a) => verbs::bench::run(a, &context),
        Verb::Hal(a) => verbs::hal::run(a, &context),
        Verb::Show(a) => verbs::show::run(a, &context),
        Verb::Explain(a) => verbs::explain::run(a, &context),
        Verb::Completions(a) => verbs::completions::run(a.shell),
        Verb::Island(a) => verbs::island::run(a, &context),
        Verb::Overlay(a) => verbs::overlay::run(a, &context),
        Verb::BenchWorker => verbs::bench::worker(),
        Verb::Worker => verbs::worker::run(),
        Verb::GenerateDocs(a) => verbs::generate_docs::run(a, &context),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_typed_colour_counts() {
        let typed = |line: &str| typed_colour(line.split_whitespace().map(str::to_owned));
        assert_eq!(typed("scan --color never"), Some(Colour::Never));
        assert_eq!(typed("--color=always scan --color=never"), Some(Colour::Never));
        assert_eq!(typed("scan"), None);
        assert_eq!(typed("scan --color"), None);
        assert_eq!(typed("scan --color=green"), None);
    }
}
