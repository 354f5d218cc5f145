//! What the compiler said about a TU, as findings.

use std::collections::BTreeSet;
use std::path::Path;

use migrate_model::finding::{Finding, Severity, Span};

use crate::clang::{Diagnostic, Level, Unit};
use crate::paths::PathNames;
use crate::protocol::Request;

/// Errors of one TU beyond this many repeat a cause.
const MAX_ERRORS: usize = 8;

pub(super) struct Said {
    pub(super) findings: Vec<Finding>,
    /// The compiler reported an error.
    pub(super) errors: bool,
    /// Where missing headers could appear, absolute.
    pub(super) missing: Vec<String>,
}

/// Findings of one TU.
pub(super) fn of_unit(unit: &Unit, names: &PathNames, request: &Request) -> Said {
    let mut out = Said { findings: Vec::new(), errors: false, missing: Vec::new() };
    let mut missing = BTreeSet::new();
    let mut errors = 0;
    for d in unit.diagnostics() {
        if d.level < Level::Error {
            continue;
        }
        out.errors = true;
        if let Some(header) = missing_header(&d.message) {
            missing.extend(candidates(&header, &d, request));
            out.findings.push(not_found(&header, &d, names, request));
        } else {
            errors += 1;
            if errors <= MAX_ERRORS {
                out.findings.push(error(&d, names, request));
            }
        }
    }
    out.missing = missing.into_iter().collect();
    out
}

fn missing_header(message: &str) -> Option<String> {
    message.strip_suffix("' file not found")?.strip_prefix('\'').map(str::to_owned)
}

/// Every place in which the header would have been found.
fn candidates(header: &str, d: &Diagnostic, request: &Request) -> Vec<String> {
    let beside =
        d.file.map(|f| f.name()).and_then(|f| Path::new(&f).parent().map(|p| p.to_string_lossy().into_owned()));
    beside
        .iter()
        .chain(&request.include_dirs)
        .map(|dir| crate::paths::lexical(&Path::new(dir).join(header)).to_string_lossy().into_owned())
        .collect()
}

fn not_found(header: &str, d: &Diagnostic, names: &PathNames, request: &Request) -> Finding {
    let finding = Finding::new("MG0104", Severity::Warning, format!("header {header} was not found"))
        .cost("facts that need it are missing");
    match span(d, names, request) {
        Some(span) => finding
            .at(span)
            .label(format!("not found in {} include folders", request.include_dirs.len()))
            .help("if a build step makes it, build it first, then scan again"),
        None => finding.help("give the folder from which users include it"),
    }
}

fn error(d: &Diagnostic, names: &PathNames, request: &Request) -> Finding {
    let finding = Finding::new("MG0109", Severity::Warning, format!("the compiler reports: {}", d.message))
        .cost("facts near this place may be missing");
    match span(d, names, request) {
        Some(span) => finding.at(span),
        None => finding,
    }
}

/// The place of a diagnostic; nobody has written the umbrella of a set of headers.
fn span(d: &Diagnostic, names: &PathNames, request: &Request) -> Option<Span> {
    let path = match d.file {
        Some(f) => names.real(Path::new(&f.name())),
        None => Path::new(&request.main).to_owned(),
    };
    let file = names.name(&path);
    (!names.is_umbrella(&path)).then_some(Span { file, line: d.line, column: d.column, end_column: 0 })
}
