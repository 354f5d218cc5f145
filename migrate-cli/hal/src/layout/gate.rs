//! The gate itself: both compilers are asked, and must say the same.

use std::collections::HashSet;
use std::time::Instant;

use migrate_model::finding::{Finding, Severity, Span};
use migrate_model::hal::{CHECK_SCHEMA, CheckCounts, Disagreement, HalCheck, SCHEMA_VERSION};

use super::bindings::Bindings;
use super::facts::{Fact, Table, table};
use super::rust;
use super::shapes::Shapes;
use super::target::{Compiled, compile};
use crate::error::HalError;
use crate::hal::Hal;
use crate::image::Image;
use crate::scan::tally;

/// Puts bindings through the gate.
///
/// # Errors
/// If a tool is missing, the Rust target is unknown, or the bindings do not compile at all.
pub fn gate(hal: &Hal, bindings: &Bindings) -> Result<HalCheck, HalError> {
    let shapes = Shapes::read(&bindings.text)?;
    let started = Instant::now();
    let table = table(hal, &bindings.api, &shapes)?;
    let (text, first) = rust::assertions(&bindings.text, &table.facts);
    let agreed: Vec<i128> = table.facts.iter().map(|f| f.vendor).collect();
    // Most of the time both agree: then the vendor's compiler need not wait for what Rust has instead.
    let (compiled, asserted) = std::thread::scope(|scope| {
        let asserted = scope.spawn(|| assert_in_c(hal, &table, &agreed, 0));
        (compile(&hal.config.target, &text), asserted.join())
    });
    let (mut disagreements, image, vendor) = match compiled? {
        Compiled::Object(image) => {
            let asserted =
                asserted.map_err(|_| HalError::unexpected("the question to the vendor's compiler panicked"))?;
            (Vec::new(), image, asserted?)
        }
        Compiled::Refused(errors) => {
            let (found, image, numbers) = differing(hal, bindings, &table, &errors, first)?;
            let in_c = found.iter().filter(|d| !d.fact.starts_with("bit ")).count();
            let vendor = assert_in_c(hal, &table, &numbers, in_c)?;
            (found, image, vendor)
        }
    };
    disagreements.extend(conventions(bindings, &image));
    let spans: Vec<Option<Span>> = disagreements.iter().map(|d| span(d, &table.facts)).collect();
    Ok(HalCheck {
        schema: CHECK_SCHEMA.to_owned(),
        schema_version: SCHEMA_VERSION,
        name: hal.name.clone(),
        target: hal.config.target.clone(),
        counts: CheckCounts {
            records: table.records,
            enums: table.enums,
            rust: table.facts.len() as u64,
            vendor,
            kinds: tally(table.facts.iter().map(|f| f.kind)),
            left_out: table.left_out,
        },
        findings: disagreements.iter().zip(spans).map(|(d, span)| finding(d, span)).collect(),
        disagreements,
        parse_seconds: bindings.seconds,
        gate_seconds: started.elapsed().as_secs_f64(),
    })
}

/// Rust refuses: which facts, and what it has instead.
fn differing(
    hal: &Hal,
    bindings: &Bindings,
    table: &Table,
    errors: &str,
    first: usize,
) -> Result<(Vec<Disagreement>, Image, Vec<i128>), HalError> {
    let failed = failed(errors, first, table.facts.len());
    if failed.is_empty() {
        let said = errors.lines().find(|l| l.starts_with("error")).unwrap_or("nothing").to_owned();
        return Err(HalError::build("the bindings do not compile for the target").note(format!("rustc says: {said}")));
    }
    let Compiled::Object(image) = compile(&hal.config.target, &rust::values(&bindings.text, &table.facts))? else {
        return Err(HalError::unexpected("rustc takes the assertions apart, and not the values"));
    };
    let bytes = image.variables("migrate_rust_values").remove("").unwrap_or_default();
    let numbers: Vec<i128> = bytes.chunks_exact(8).map(|b| i128::from(image.number(b).cast_signed())).collect();
    if numbers.len() != table.facts.len() {
        return Err(HalError::unexpected("the object of the Rust compiler does not hold all values"));
    }
    let differ = table.facts.iter().zip(&numbers).filter(|(fact, rust)| fact.vendor != **rust);
    let found: Vec<Disagreement> = differ
        .map(|(fact, rust)| Disagreement {
            subject: fact.subject.clone(),
            fact: fact.kind.to_owned(),
            vendor: fact.vendor.to_string(),
            rust: rust.to_string(),
        })
        .collect();
    if found.len() != failed.len() {
        return Err(HalError::unexpected(format!(
            "rustc refuses {} assertions, but {} values differ",
            failed.len(),
            found.len()
        )));
    }
    Ok((found, image, numbers))
}

/// Assertions that rustc names by their lines.
fn failed(errors: &str, first: usize, count: usize) -> HashSet<usize> {
    let at = |line: &str| -> Option<usize> {
        let place = line.trim_start().strip_prefix("--> facts.rs:")?;
        place.split(':').next()?.parse::<usize>().ok()?.checked_sub(first).filter(|index| *index < count)
    };
    errors.lines().filter_map(at).collect()
}

/// The same numbers in C: the vendor's compiler must refuse where `expected` of them differ. Returns how many it was given.
fn assert_in_c(hal: &Hal, table: &Table, numbers: &[i128], expected: usize) -> Result<u64, HalError> {
    let (text, count) = rust::c_assertions(&hal.includes(), table.facts.iter().zip(numbers.iter().copied()));
    let done = hal.vendor.run(&["-w", "-x", "c", "-fsyntax-only", "-"], &text)?;
    let errors = migrate_probe::diagnostic::errors(&done.stderr);
    if done.succeeded() != (expected == 0) || (!done.succeeded() && errors.is_empty()) {
        let said = errors.first().map_or("nothing", |e| e.message.as_str()).to_owned();
        return Err(HalError::unexpected("the vendor's compiler contradicts its own object file").note(said));
    }
    Ok(count)
}

/// How calls work: architecture, and where floating-point arguments go.
fn conventions(bindings: &Bindings, rust: &Image) -> Vec<Disagreement> {
    let view = &bindings.probed.view;
    let rust = rust.conventions();
    let pairs = [("machine", &view.object, rust.machine), ("floats", &view.floats, rust.floats)];
    let differ = pairs.into_iter().filter(|(_, vendor, rust)| *vendor != rust);
    differ
        .map(|(fact, vendor, rust)| Disagreement {
            subject: "every call".into(),
            fact: fact.into(),
            vendor: vendor.clone(),
            rust,
        })
        .collect()
}

fn span(disagreement: &Disagreement, facts: &[Fact]) -> Option<Span> {
    let is_it = |f: &&Fact| f.subject == disagreement.subject && f.kind == disagreement.fact;
    facts.iter().find(is_it).map(|f| f.span.clone())
}

/// Codes by fact.
fn code(fact: &str) -> &'static str {
    match fact {
        "enum size" => "MG0911",
        "enum value" => "MG0912",
        "bit position" | "bit width" => "MG0913",
        "machine" | "floats" => "MG0914",
        _ => "MG0910",
    }
}

fn finding(d: &Disagreement, span: Option<Span>) -> Finding {
    let message = match d.fact.as_str() {
        "machine" => format!("the vendor's compiler makes code for {}, Rust for {}", d.vendor, d.rust),
        "floats" => format!("C passes floating-point arguments {}, Rust {}", d.vendor, d.rust),
        fact => format!("{fact} of `{}` is {} in C and {} in Rust", d.subject, d.vendor, d.rust),
    };
    let rule = migrate_rules::find(code(&d.fact));
    let mut finding = Finding::new(code(&d.fact), Severity::Error, message);
    if let Some(rule) = rule {
        finding = finding.cost(rule.cost).help(rule.help);
    }
    finding.subject.clone_from(&d.subject);
    finding.span = span;
    finding
}
