//! `migrate hal scan`: from headers to a classified API.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use migrate_model::finding::{Finding, Severity, Span};
use migrate_model::hal::{Count, HalCounts, HalFunction, HalMacro, HalScan, MacroKind, SCAN_SCHEMA, SCHEMA_VERSION};

use crate::classify::{self, World, rules};
use crate::error::HalError;
use crate::hal::Hal;
use crate::parse::{self, Api, Bodies};
use crate::symbols::{self, Failed};
use crate::view::{Reader, probe};
use crate::{macros, trouble};

/// Scans a HAL: every function and every macro that its own headers declare.
///
/// # Errors
/// If the compiler or libclang is missing, or the headers do not compile as they are configured.
pub fn scan(hal: &Hal) -> Result<HalScan, HalError> {
    let started = Instant::now();
    let probed = probe(&hal.vendor)?;
    // The vendor's compiler goes first: its errors are what people know.
    let all_macros = macros::final_set(hal)?;
    trouble::compiles(hal)?;
    let reader = Reader::new(&hal.vendor, &probed, &hal.config.target)?;
    let unit = reader.parse(&hal.includes())?;
    let api = parse::read(&unit, hal);
    if api.functions.is_empty() && api.macros.is_empty() {
        return Err(HalError::config("the headers of the HAL declare nothing of their own")
            .help("look at `headers` in migrate.toml; what lies outside of the sources does not count"));
    }
    let files = symbols::sources(hal)?;
    let (defined, failed) = symbols::read(hal, &files)?;
    let bodies = bodies(hal, &reader, &unit, &files);
    let world = World::new(&rules().vocabulary, &api, &defined, &bodies);
    let functions = classify::functions(&world, &bodies);
    let macros = macros::resolve(hal, &reader, &api, &all_macros)?;
    let mut view = probed.view;
    // Folders are named on their own.
    view.clang = reader.arguments.iter().take_while(|flag| *flag != "-nostdinc").cloned().collect();
    Ok(HalScan {
        schema: SCAN_SCHEMA.to_owned(),
        schema_version: SCHEMA_VERSION,
        name: hal.name.clone(),
        from: hal.sources.from.clone(),
        target: hal.config.target.clone(),
        view,
        counts: counts(&functions, &macros),
        statuses: classify::statuses(&world, &functions),
        handles: classify::handles(&api, &functions),
        findings: findings(&api, &failed),
        functions,
        macros,
        seconds: started.elapsed().as_secs_f64(),
    })
}

/// Bodies of inline functions and of the sources. A source that libclang cannot parse only costs evidence.
fn bodies(hal: &Hal, reader: &Reader, headers: &migrate_clang::Unit, files: &[std::path::PathBuf]) -> Bodies {
    let mut bodies = Bodies::new();
    let mut is_own = |file: &Path| hal.name_of(file).is_some();
    parse::read_bodies(headers, &mut is_own, &mut bodies);
    for file in files {
        let text = format!("#include \"{}\"\n", hal.sources.root.join(file).display());
        if let Ok(unit) = reader.parse(&text) {
            parse::read_bodies(&unit, &mut is_own, &mut bodies);
        }
    }
    parse::close(&mut bodies);
    bodies
}

fn counts(functions: &[HalFunction], macros: &[HalMacro]) -> HalCounts {
    let object_like = || macros.iter().filter(|m| m.kind != MacroKind::Function);
    HalCounts {
        functions: functions.len() as u64,
        inlines: functions.iter().filter(|f| f.inline).count() as u64,
        classified: functions.iter().filter(|f| !f.rule.is_empty()).count() as u64,
        classes: tally(functions.iter().map(|f| f.class.as_str())),
        generated: tally(functions.iter().map(|f| f.generates.as_str())),
        object_macros: object_like().count() as u64,
        object_macros_resolved: object_like().filter(|m| m.kind != MacroKind::Unresolved).count() as u64,
        function_macros: macros.iter().filter(|m| m.kind == MacroKind::Function).count() as u64,
        macro_kinds: tally(macros.iter().map(|m| m.kind.as_str())),
    }
}

/// Counts words, in their order.
pub(crate) fn tally<'a>(words: impl Iterator<Item = &'a str>) -> Vec<Count> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    counts.into_iter().map(|(name, count)| Count { name: name.to_owned(), count }).collect()
}

fn findings(api: &Api, failed: &[Failed]) -> Vec<Finding> {
    let parse = api.errors.iter().map(|(message, span)| {
        Finding::new(
            "MG0901",
            Severity::Warning,
            format!("libclang reads the headers otherwise than the vendor's compiler: {message}"),
        )
        .at(span.clone())
        .cost("what stands there may be missing from the answer")
        .help("report it, with the lines there; the vendor's compiler takes them")
    });
    let sources = failed.iter().map(|f| {
        Finding::new("MG0902", Severity::Warning, format!("a source of the HAL does not compile: {}", f.message))
            .at(Span { file: f.file.clone(), line: f.line, column: 0, end_column: 0 })
            .cost("nothing is known of what it defines, so missing definitions are not reported")
            .help("look at `sources`, `defines` and `config` of the HAL in migrate.toml")
    });
    parse.chain(sources).collect()
}
