//! `migrate miri`: the tests of a package under Miri.

use std::path::{Path, PathBuf};
use std::time::Instant;

use migrate_model::exit;
use migrate_model::miri::{MiriDocument, SCHEMA, SCHEMA_VERSION};
use migrate_report::{github, miri as text, sarif};
use miri_runner::{Answer, MiriError, Options};

use crate::args::{Format, MiriArgs};
use crate::config::{self, Loaded, nearest};
use crate::failure::{Failure, reason};
use crate::progress::Tests;
use crate::request::Context;
use crate::{documents, rules, talk};

pub fn run(args: &MiriArgs, context: &Context) -> Result<u8, Failure> {
    let options = options(args, context)?;
    if context.dry_run {
        return pretend(&options, context);
    }
    let started = Instant::now();
    let progress = Tests::new(context.talk);
    let answer = miri_runner::run(&options, &progress, progress.stop());
    progress.clear();
    let answer = answer.map_err(failure)?;
    if answer.tests.is_empty() {
        return Err(nothing(&answer, &options));
    }
    let document = document(&options, Some(answer), started.elapsed().as_secs_f64(), context);
    print(&document, &options.package, context)?;
    next(&document, context);
    Ok(if document.is_clean() { exit::OK } else { exit::GATE_FAILED })
}

/// What was typed, with the package's folder.
fn options(args: &MiriArgs, context: &Context) -> Result<Options, Failure> {
    let package = match (&args.package, &args.module) {
        (Some(folder), _) => context.path(folder),
        (None, Some(module)) => of_module(module, &config::load(context)?, context)?,
        (None, None) => return Err(Failure::usage("neither a module nor a package is named")),
    };
    Ok(Options {
        filter: args.filter.clone(),
        seeds: args.seeds,
        isolation: !args.no_isolation,
        flags: args.flag.clone(),
        timeout: args.timeout,
        toolchain: args.toolchain.clone(),
        ..Options::new(&package)
    })
}

/// The crate that replaces a module.
fn of_module(module: &str, loaded: &Loaded, context: &Context) -> Result<PathBuf, Failure> {
    let below = loaded.dir.join(&loaded.config.port.rust_modules);
    let package = below.join(module);
    if package.join("Cargo.toml").is_file() {
        return Ok(package);
    }
    let known = packages(&below, "");
    let failure = Failure::usage(format!("the module `{module}` has no Rust"))
        .note(format!("looked for {}", context.shown(&package.join("Cargo.toml"))));
    Err(match (nearest(module, known.iter().map(String::as_str)), known.is_empty()) {
        (Some(near), _) => failure.help(format!("did you mean `{near}`?")),
        (None, false) => failure.help(format!("modules with Rust: {}", known.join(", "))),
        (None, true) => {
            failure.help("`port.rust_modules` of migrate.toml names the folder, `--package DIR` any package")
        }
    })
}

/// Names of folders with a manifest, sorted. A module's name may have slashes; nothing below a crate is a module.
fn packages(below: &Path, prefix: &str) -> Vec<String> {
    let entries = std::fs::read_dir(below).into_iter().flatten().filter_map(Result::ok);
    let mut names = Vec::new();
    for folder in entries.filter(|e| e.file_type().is_ok_and(|kind| kind.is_dir())) {
        let name = format!("{prefix}{}", folder.file_name().to_string_lossy());
        if folder.path().join("Cargo.toml").is_file() {
            names.push(name);
        } else {
            names.extend(packages(&folder.path(), &format!("{name}/")));
        }
    }
    names.sort();
    names
}

fn pretend(options: &Options, context: &Context) -> Result<u8, Failure> {
    let document = document(options, None, 0.0, context);
    match context.format {
        Format::Json => talk::answer(&documents::print(&document))?,
        _ => talk::answer(&format!("{}\n", document.command))?,
    }
    let last = options.seeds.saturating_sub(1);
    context.talk.say("Would run", format!("this in {}, for the seeds 0 to {last}", document.package_dir));
    Ok(exit::OK)
}

fn document(options: &Options, answer: Option<Answer>, seconds: f64, context: &Context) -> MiriDocument {
    let dry_run = answer.is_none();
    let none = Answer { package: String::new(), version: String::new(), tests: Vec::new(), notes: Vec::new() };
    let answer = answer.unwrap_or(none);
    MiriDocument {
        schema: SCHEMA.to_owned(),
        schema_version: SCHEMA_VERSION,
        package: answer.package,
        package_dir: context.shown(&options.package),
        toolchain: options.toolchain.clone(),
        version: answer.version,
        seeds: options.seeds,
        flags: miri_runner::miri_flags(options),
        command: miri_runner::command_line(options, 0),
        seconds,
        findings: miri_runner::findings(&answer.tests),
        tests: answer.tests,
        notes: answer.notes,
        dry_run,
    }
}

fn print(document: &MiriDocument, package: &Path, context: &Context) -> Result<(), Failure> {
    let prefix = || rules::prefix_of(package, context);
    let findings = &document.findings;
    talk::answer(&match context.format {
        Format::Json => documents::print(document),
        Format::Sarif => {
            documents::print(&sarif::document(findings, &rules::described(), env!("CARGO_PKG_VERSION"), &prefix()))
        }
        Format::Github => github::annotations(findings, &prefix()),
        Format::Human => text::human(document, &mut |file| std::fs::read(package.join(file)).ok()),
    })
}

/// The next command: what the first finding means, and how to see it again.
fn next(document: &MiriDocument, context: &Context) {
    if let Some(finding) = document.findings.first() {
        context.talk.next(format!("migrate explain {}", finding.code));
        context.talk.detail("Again", format!("in {}: {}", document.package_dir, document.command));
    }
}

fn nothing(answer: &Answer, options: &Options) -> Failure {
    let failure = match &options.filter {
        Some(filter) => Failure::nothing(format!("no test of `{}` has a name with `{filter}` in it", answer.package)),
        None => Failure::nothing(format!("`{}` has no tests", answer.package)),
    };
    answer.notes.iter().fold(failure, Failure::note)
}

fn failure(error: MiriError) -> Failure {
    let (text, remedy) = (error.to_string(), error.remedy());
    match error {
        MiriError::NoRustup | MiriError::NoToolchain { .. } | MiriError::NoComponent { .. } => {
            Failure::tool(text).help(remedy.unwrap_or_default())
        }
        MiriError::Setup { message } => Failure::tool("Miri cannot prepare the standard library").note(message),
        MiriError::NoPackage { .. } => Failure::usage(text),
        MiriError::Build { errors, .. } => {
            let help = "`cargo test --no-run` says the same without Miri, unless `cfg(miri)` makes the difference";
            Failure::build(text).note(errors.trim_end()).help(help)
        }
        MiriError::Interrupted => {
            Failure { code: exit::INTERRUPTED, ..Failure::unexpected("interrupted: nothing is known about the tests") }
        }
        MiriError::Io { context, source } => Failure::unexpected(format!("{context}: {}", reason(&source))),
    }
}
