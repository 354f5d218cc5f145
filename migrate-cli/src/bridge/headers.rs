//! Facts of headers alone.

use migrate_model::finding::{Finding, Severity};
use migrate_scan::{HeaderSet, Index, ScanOptions};

use super::State;
use super::toolchain::Toolchain;
use crate::failure::Failure;
use crate::progress::Bar;
use crate::request::Context;
use crate::verbs::scan::worker_command;

/// Scans headers, as `#include` spells them, into the index of the state folder.
pub fn index(
    headers: &[String],
    toolchain: &Toolchain,
    state: &State,
    context: &Context,
) -> Result<(Index, Vec<String>), Failure> {
    let set = HeaderSet {
        headers: headers.to_vec(),
        include_dirs: toolchain.include_dirs.clone(),
        flags: toolchain.flags.clone(),
        state: state.dir.clone(),
        compiler: Some(toolchain.program.clone()),
    };
    let options =
        ScanOptions { jobs: 1, shard: None, worker: worker_command()?, locked: context.locked, dry_run: false };
    let bar = Bar::plain(context.talk);
    let scanned = migrate_scan::scan_headers(&set, &options, &bar);
    bar.clear();
    let report = scanned.map_err(|e| Failure::scan(e, context.locked))?;
    let index = Index::open(&set.index_file()).map_err(|e| Failure::index(e, context.locked))?;
    let notes = report.findings.iter().filter(|f| f.severity < Severity::Note).map(note);
    Ok((index, notes.chain(report.notes.iter().cloned()).collect()))
}

/// A finding of the scan in one line.
fn note(f: &Finding) -> String {
    let place = match &f.span {
        Some(s) if s.line > 0 => format!(" ({}:{})", s.file, s.line),
        _ => String::new(),
    };
    format!("{}: {}{place}", f.code, f.message)
}
