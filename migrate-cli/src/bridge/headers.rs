//! Facts of headers alone.

use migrate_model::finding::{Finding, Severity};
use std::path::{Path, PathBuf};

use migrate_scan::{HeaderSet, Index, Question, ScanOptions};

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
    scan(set(headers, toolchain, &state.dir), context.locked, context)
}

/// The same with questions, in a folder of its own. What questions do not compile is nobody's concern.
pub fn answers(
    headers: &[String],
    questions: Vec<Question>,
    root: Option<PathBuf>,
    toolchain: &Toolchain,
    dir: &Path,
    context: &Context,
) -> Result<Index, Failure> {
    let set = HeaderSet { questions, root, ..set(headers, toolchain, dir) };
    scan(set, false, context).map(|(index, _)| index)
}

fn set(headers: &[String], toolchain: &Toolchain, dir: &Path) -> HeaderSet {
    HeaderSet {
        headers: headers.to_vec(),
        include_dirs: toolchain.include_dirs.clone(),
        flags: toolchain.flags.clone(),
        state: dir.to_owned(),
        compiler: Some(toolchain.program.clone()),
        ..HeaderSet::default()
    }
}

fn scan(set: HeaderSet, locked: bool, context: &Context) -> Result<(Index, Vec<String>), Failure> {
    let options = ScanOptions { jobs: 1, shard: None, worker: worker_command()?, locked, dry_run: false };
    let bar = Bar::plain(context.talk);
    let scanned = migrate_scan::scan_headers(&set, &options, &bar);
    bar.clear();
    let report = scanned.map_err(|e| Failure::scan(e, locked))?;
    let index = Index::open(&set.index_file()).map_err(|e| Failure::index(e, locked))?;
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
