//! `migrate hal scan`: from headers to a classified API.

use std::collections::BTreeMap;
use std::time::Instant;

use migrate_model::finding::{Finding, Severity, Span};
use migrate_model::hal::{Count, HalCounts, HalFunction, HalMacro, HalScan, MacroKind, SCAN_SCHEMA, SCHEMA_VERSION};

use crate::classify::{self, World, rules};
use crate::error::HalError;
use crate::hal::Hal;
use crate::parse::Api;
use crate::survey::{Survey, survey};
use crate::symbols::Failed;

/// Scans a HAL: every function and every macro that its own headers declare.
///
/// # Errors
/// If the compiler or libclang is missing, or the headers do not compile as they are configured.
pub fn scan(hal: &Hal) -> Result<HalScan, HalError> {
    let started = Instant::now();
    let survey = survey(hal)?;
    Ok(HalScan { seconds: started.elapsed().as_secs_f64(), ..judge(hal, &survey) })
}

/// What a survey comes to.
pub(crate) fn judge(hal: &Hal, survey: &Survey) -> HalScan {
    let world = World::new(&rules().vocabulary, &survey.api, &survey.symbols, &survey.bodies);
    let functions = classify::functions(&world, &survey.bodies);
    let mut view = survey.probed.view.clone();
    // Folders are named on their own.
    view.clang = survey.reader.arguments.iter().take_while(|flag| *flag != "-nostdinc").cloned().collect();
    HalScan {
        schema: SCAN_SCHEMA.to_owned(),
        schema_version: SCHEMA_VERSION,
        name: hal.name.clone(),
        from: hal.sources.from.clone(),
        target: hal.config.target.clone(),
        view,
        counts: counts(&functions, &survey.macros),
        statuses: classify::statuses(&world, &functions),
        handles: classify::handles(&survey.api, &functions),
        findings: findings(&survey.api, &survey.failed),
        functions,
        macros: survey.macros.clone(),
        seconds: 0.0,
    }
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
