//! `migrate scan`: C++ into the fact index.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;

use migrate_model::exit;
use migrate_model::finding::Finding;
use migrate_report::table::{count, thousands};
use migrate_report::{github, human, sarif};
use migrate_scan::{Codebase, ScanOptions, ScanReport};

use crate::args::{Format, ScanArgs};
use crate::failure::{Failure, reason};
use crate::progress::Bar;
use crate::request::{self, Context, Scan};
use crate::{codebase, documents, rules, talk};

/// Findings that a person reads before `--all` is needed.
const SHOWN: usize = 8;

pub fn run(args: &ScanArgs, context: &Context) -> Result<u8, Failure> {
    let mut code = codebase::open(context)?;
    let request = request::scan(args, context);
    if !context.dry_run && !context.locked {
        codebase::make_state(&code.state)?;
    }
    if let (Scan::Merge(shards), true) = (&request, context.dry_run || context.locked) {
        return pretend(shards, context);
    }
    let sharded = matches!(request, Scan::Read { shard: Some(_), .. });
    let bar = Bar::new(context.talk);
    let result = match request {
        Scan::Merge(shards) => migrate_scan::merge(&code, &shards, &bar),
        Scan::Read { objects, jobs, shard } => {
            code.config.scan.objects = objects.unwrap_or(code.config.scan.objects);
            let worker = worker_command()?;
            let options = ScanOptions { jobs, shard, worker, locked: context.locked, dry_run: context.dry_run };
            migrate_scan::scan(&code, &options, &bar)
        }
    };
    bar.clear();
    let report = result.map_err(|e| Failure::scan(e, context.locked))?;
    match context.format {
        Format::Json => talk::answer(&documents::print(&document(&report, &code, context)))?,
        Format::Sarif => talk::answer(&documents::print(&sarif::document(
            &report.findings,
            &rules::described(),
            env!("CARGO_PKG_VERSION"),
            &rules::prefix(&code, context),
        )))?,
        Format::Github => talk::answer(&github::annotations(&report.findings, &rules::prefix(&code, context)))?,
        Format::Human => {}
    }
    tell(&report, &code, args.all, sharded, context);
    Ok(exit::OK)
}

/// A merge always writes: `--locked` forbids it, `--dry-run` looks whether the files are there.
fn pretend(shards: &[PathBuf], context: &Context) -> Result<u8, Failure> {
    if context.locked {
        return Err(Failure::usage("--merge renews the index, and --locked forbids that"));
    }
    for shard in shards {
        std::fs::File::open(shard).map_err(|e| Failure::io("read", shard, &e))?;
    }
    context.talk.say("Would merge", count(shards.len() as u64, "index file"));
    context.talk.next("migrate scan --merge");
    Ok(exit::OK)
}

/// The command that starts a worker: this program.
pub fn worker_command() -> Result<Vec<OsString>, Failure> {
    let program = std::env::current_exe()
        .map_err(|e| Failure::unexpected(format!("cannot find the program itself: {}", reason(&e))))?;
    Ok(vec![program.into(), "worker".into()])
}

/// The summary for people, on standard error.
fn tell(report: &ScanReport, code: &Codebase, all: bool, sharded: bool, context: &Context) {
    let talk = context.talk;
    let tus = |n: usize| count(n as u64, "TU");
    if context.dry_run {
        talk.say("Would parse", format!("{}, {} unchanged", tus(report.parsed), report.unchanged));
        talk.next("migrate scan");
        return;
    }
    match (report.parsed, report.unchanged) {
        (0, n) => talk.say("Unchanged", format!("{}: nothing to do ({})", tus(n), seconds(report.seconds))),
        (n, rest) => {
            let unchanged = if rest > 0 { format!(", {rest} unchanged") } else { String::new() };
            let cpu = seconds(report.worker_cpu_seconds);
            talk.say("Parsed", format!("{} in {} ({cpu} of CPU){unchanged}", tus(n), seconds(report.seconds)));
        }
    }
    let c = &report.counts;
    let sizes = [(c.lines, "line"), (c.symbols, "symbol"), (c.references, "reference"), (c.files, "file")];
    talk.say("Facts", sizes.map(|(n, noun)| count(n, noun)).join(" · "));
    if report.worker_peak_bytes > 0 {
        talk.detail("Memory", format!("{} MiB at most in a worker", thousands(report.worker_peak_bytes >> 20)));
    }
    for note in &report.notes {
        talk.warn(note);
    }
    problems(&report.findings, code, all, context);
    if sharded {
        let index = context.shown(&code.index_file());
        talk.next(format!(
            "migrate scan --merge FILE…, where the parts come together; the file of this part is {index}"
        ));
    } else {
        talk.next("migrate plan");
    }
}

/// Counts the findings and, for people, shows the first of each code.
fn problems(findings: &[Finding], code: &Codebase, all: bool, context: &Context) {
    let talk = context.talk;
    if findings.is_empty() {
        return;
    }
    let mut codes = BTreeSet::new();
    let first: Vec<&Finding> = findings.iter().filter(|f| codes.insert(f.code.as_str())).collect();
    let kinds = if codes.len() > 1 { format!(" of {} kinds", codes.len()) } else { String::new() };
    talk.say("Problems", format!("{}{kinds}", thousands(findings.len() as u64)));
    if context.format != Format::Human || talk.is_quiet() {
        return;
    }
    let shown: Vec<&Finding> = if all { findings.iter().collect() } else { first.into_iter().take(SHOWN).collect() };
    talk.raw(&human::findings(shown.iter().copied(), &mut |path| codebase::source(code, path)));
    if shown.len() < findings.len() {
        let more = thousands((findings.len() - shown.len()) as u64);
        talk.say("And", format!("{more} more: `migrate scan --all`, `migrate facts diagnostics`"));
    }
}

fn seconds(s: f64) -> String {
    if s < 9.95 { format!("{s:.2} s") } else { format!("{s:.0} s") }
}

fn document(r: &ScanReport, code: &Codebase, context: &Context) -> documents::Scan {
    documents::Scan {
        schema: "migrate.scan",
        schema_version: documents::VERSION,
        index: context.shown(&code.index_file()),
        tus: r.tus,
        parsed: r.parsed,
        unchanged: r.unchanged,
        seconds: r.seconds,
        worker_cpu_seconds: r.worker_cpu_seconds,
        worker_peak_bytes: r.worker_peak_bytes,
        counts: documents::Counts {
            files: r.counts.files,
            lines: r.counts.lines,
            symbols: r.counts.symbols,
            references: r.counts.references,
        },
        findings: r.findings.clone(),
        notes: r.notes.clone(),
        dry_run: context.dry_run,
    }
}
