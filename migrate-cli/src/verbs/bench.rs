//! `migrate bench`: how a second implementation is against a first one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use migrate_measure::document::{again, document, fails_gate};
use migrate_measure::stats::evaluate::DECIDES;
use migrate_measure::{BenchError, Measured, commands, compare, machine, worker as measuring};
use migrate_model::bench::{BenchDocument, Gate, SCHEMA, SCHEMA_VERSION, Settings, Verdict};
use migrate_model::exit;
use migrate_report::html::compare_page;
use migrate_report::{bench as text, github, sarif};

use crate::args::{BenchArgs, BenchReports, BenchVerb, CompareArgs, Format};
use crate::failure::{Failure, reason};
use crate::progress::Measuring;
use crate::request::Context;
use crate::verbs::plan::save;
use crate::{documents, rules, talk};

/// Most time for timing shared objects, and commands.
const BUDGET: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(60));
/// Share of runs in which an interval may miss the truth.
const ALPHA: f64 = 0.01;
/// Exit code of a process that Ctrl-C ended.
const INTERRUPTED: u8 = 130;
/// The word that makes this program one that measures.
const WORKER: &str = "bench-worker";

pub fn run(args: &BenchArgs, context: &Context) -> Result<u8, Failure> {
    match (&args.what, &args.replay) {
        (Some(BenchVerb::Compare(compare)), _) => {
            let settings = settings(compare);
            if context.dry_run {
                return pretend(compare, &settings, context);
            }
            let machine = machine::here();
            let (sides, measured) = measure(compare, &settings, context)?;
            finish(document(sides, measured, settings, machine), &compare.reports, context)
        }
        (None, Some(file)) => finish(again(read(&context.path(file), context)?), &args.reports, context),
        (None, None) => Err(Failure::usage("nothing to compare")
            .help("`migrate bench compare FIRST.so SECOND.so` compares, `--replay FILE` judges again")),
    }
}

/// The life of a process that measures.
pub fn worker() -> Result<u8, Failure> {
    measuring::run().map_err(|e| Failure::unexpected(format!("{WORKER}: {}", reason(&e))))?;
    Ok(exit::OK)
}

fn settings(args: &CompareArgs) -> Settings {
    let budget = args.budget.unwrap_or(if args.cmd.is_empty() { BUDGET.0 } else { BUDGET.1 });
    let gate = |(metric, growth): &(String, f64)| Gate { metric: metric.clone(), growth: *growth };
    let mut gates: Vec<Gate> = args.gate.iter().map(gate).collect();
    if !gates.iter().any(|g| g.metric == DECIDES) {
        gates.push(Gate { metric: DECIDES.to_owned(), growth: args.margin });
    }
    Settings { margin: args.margin, alpha: ALPHA, budget: budget.as_secs_f64(), seed: args.seed, gates }
}

fn measure(args: &CompareArgs, settings: &Settings, context: &Context) -> Result<([String; 2], Measured), Failure> {
    let scratch = tempfile::Builder::new().prefix("migrate-bench-").tempdir();
    let scratch =
        scratch.map_err(|e| Failure::unexpected(format!("cannot make a temporary folder: {}", reason(&e))))?;
    let progress = Measuring::new(context.talk);
    let measured = match args.cmd.as_slice() {
        [] => shared_objects(args, settings, scratch.path(), &progress, context),
        [first, second] => {
            let options = commands::Options {
                commands: [words(first)?, words(second)?],
                settings: settings.clone(),
                outputs: !args.ignore_output,
                scratch: scratch.path().to_owned(),
            };
            let sides = [first.clone(), second.clone()];
            commands::run(&options, &progress, progress.stop()).map_err(failure).map(|m| (sides, m))
        }
        _ => Err(Failure::usage("two commands are compared").help("give `--cmd` twice")),
    };
    progress.clear();
    measured
}

fn shared_objects(
    args: &CompareArgs,
    settings: &Settings,
    scratch: &Path,
    progress: &Measuring,
    context: &Context,
) -> Result<([String; 2], Measured), Failure> {
    let program = std::env::current_exe()
        .map_err(|e| Failure::unexpected(format!("this program does not know its own file: {}", reason(&e))))?;
    let options = compare::Options {
        layouts: layouts(args, context),
        settings: settings.clone(),
        memory: args.memory_limit.map_or_else(machine::spare_memory, |mebibytes| mebibytes << 20),
        iterations: args.iterations,
        latency: args.latency,
        instructions: args.instructions,
        worker: (program, WORKER.to_owned()),
        scratch: scratch.to_owned(),
    };
    let sides = [&options.layouts[0][0], &options.layouts[0][1]].map(|file| context.shown(file));
    let measured = compare::run(&options, progress, progress.stop()).map_err(failure)?;
    Ok((sides, measured))
}

/// Pairs of files: clap has seen to it that there are two of each.
fn layouts(args: &CompareArgs, context: &Context) -> Vec<[PathBuf; 2]> {
    let given = args.first.iter().zip(&args.second);
    let more = args.layout.chunks_exact(2).map(|pair| (&pair[0], &pair[1]));
    given.chain(more).map(|(first, second)| [context.path(first), context.path(second)]).collect()
}

/// A command line as a shell would split it.
fn words(command: &str) -> Result<Vec<String>, Failure> {
    let words = shlex::split(command).filter(|words| !words.is_empty());
    words.ok_or_else(|| {
        Failure::usage(format!("`{command}` is no command"))
            .help("quote it once for your shell and once for this program: --cmd './old \"a b\"'")
    })
}

fn pretend(args: &CompareArgs, settings: &Settings, context: &Context) -> Result<u8, Failure> {
    let what = match args.cmd.as_slice() {
        [] => layouts(args, context).iter().flatten().map(|f| context.shown(f)).collect::<Vec<_>>().join(" "),
        commands => commands.join(" / "),
    };
    context.talk.say("Would measure", format!("{what}, for at most {:.0} s", settings.budget));
    Ok(exit::OK)
}

fn read(file: &Path, context: &Context) -> Result<BenchDocument, Failure> {
    let shown = context.shown(file);
    let wrong = |why: String| Failure::usage(format!("{shown} is no answer of `migrate bench`: {why}"));
    let text = std::fs::read(file).map_err(|e| Failure::usage(format!("cannot read {shown}: {}", reason(&e))))?;
    let document: BenchDocument = serde_json::from_slice(&text)
        .map_err(|e| wrong(e.to_string()).help("`migrate bench compare … --format json` prints one"))?;
    match (document.schema == SCHEMA, document.schema_version == SCHEMA_VERSION) {
        (true, true) => Ok(document),
        (true, false) => Err(wrong(format!("its version is {}", document.schema_version))),
        (false, _) => Err(wrong(format!("its schema is `{}`", document.schema))),
    }
}

fn finish(document: BenchDocument, reports: &BenchReports, context: &Context) -> Result<u8, Failure> {
    report("Page", reports.html.as_deref(), &compare_page(&document), context)?;
    report("JUnit", reports.junit.as_deref(), &text::junit(&document), context)?;
    report("Markdown", reports.markdown.as_deref(), &text::markdown(&document), context)?;
    let findings = &document.findings;
    talk::answer(&match context.format {
        Format::Json => documents::print(&document),
        Format::Sarif => {
            documents::print(&sarif::document(findings, &rules::described(), env!("CARGO_PKG_VERSION"), ""))
        }
        Format::Github => github::annotations(findings, ""),
        Format::Human => text::human(&document),
    })?;
    if let Some(finding) = findings.first() {
        context.talk.next(format!("migrate explain {}", finding.code));
    }
    Ok(if fails_gate(&document) {
        exit::GATE_FAILED
    } else if reports.require_verdict
        && (document.verdict == Verdict::Undecided || document.open_gates().next().is_some())
    {
        exit::UNDECIDED
    } else {
        exit::OK
    })
}

/// Writes a report that was asked for.
fn report(verb: &str, file: Option<&Path>, text: &str, context: &Context) -> Result<(), Failure> {
    file.map_or(Ok(()), |file| save(verb, &context.path(file), text, context))
}

fn failure(error: BenchError) -> Failure {
    let text = error.to_string();
    match error {
        BenchError::NoScenario { .. } => {
            Failure::usage(text).help("`migrate bench compare --help` has the three functions of a scenario")
        }
        BenchError::NoValgrind => Failure::tool(text).help("`apt-get install valgrind`, or leave `--instructions` out"),
        BenchError::NoCommand { .. } => Failure::usage(text),
        BenchError::Io { what, error } => {
            let text = format!("{what}: {}", reason(&error));
            if error.kind() == std::io::ErrorKind::NotFound { Failure::usage(text) } else { Failure::unexpected(text) }
        }
        BenchError::Interrupted => {
            Failure { code: INTERRUPTED, ..Failure::unexpected("interrupted: nothing is known yet") }
        }
        BenchError::Worker(_) => Failure::unexpected(text),
    }
}
