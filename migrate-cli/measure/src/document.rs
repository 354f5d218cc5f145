//! The answer of a measurement. Everything in it follows from its raw numbers and from what was asked for, so a stored answer
//! can be made again.

use migrate_model::bench::{BenchDocument, Machine, Metric, SCHEMA, SCHEMA_VERSION, Settings, Verdict};
use migrate_model::finding::{Finding, Severity};

use crate::Measured;
use crate::relations::{broken, figures};
use crate::stats::evaluate::evaluate;

/// Puts the answer together.
#[must_use]
pub fn document(sides: [String; 2], measured: Measured, settings: Settings, machine: Machine) -> BenchDocument {
    let found = evaluate(&measured.raw, &settings, measured.seconds);
    let mut out = BenchDocument {
        schema: SCHEMA.to_owned(),
        schema_version: SCHEMA_VERSION,
        verdict: found.verdict,
        sides,
        metrics: found.metrics,
        outputs: measured.outputs,
        self_check: found.self_check,
        margin: found.margin,
        seconds: measured.seconds,
        figures: figures(&measured.raw, &settings.relations),
        findings: measured.raw.trouble.clone(),
        notes: measured.notes,
        settings,
        machine,
        raw: measured.raw,
        module: None,
        native: None,
    };
    if let Some(what) = &out.outputs.difference {
        let text = format!("the sides do not do the same: {what}");
        out.findings.push(Finding::new("MG0801", Severity::Error, text));
    }
    if out.findings.is_empty() {
        out.findings.extend(out.figures.iter().filter(|f| !f.holds).map(broken));
    }
    if !out.findings.is_empty() {
        // Nobody asks which of two different things is quicker.
        out.verdict = Verdict::Undecided;
        out.metrics.iter_mut().for_each(|m| m.verdict = Verdict::Undecided);
        return out;
    }
    if let Some(check) = out.self_check.filter(|c| c.alarm) {
        let [low, high] = check.ci;
        let text = format!(
            "this machine tells the first side from itself: {:.3} [{low:.3}, {high:.3}], so no verdict on time holds",
            check.ratio
        );
        out.findings.push(Finding::new("MG0806", Severity::Warning, text));
        for metric in out.metrics.iter_mut().filter(|m| m.is_time()) {
            // Such a machine knows no times, so no report may say that one is too long.
            metric.verdict = Verdict::Undecided;
            metric.gate = None;
        }
    }
    let failing: Vec<Finding> = out.metrics.iter().filter(|m| m.fails()).map(gate).collect();
    out.findings.extend(failing);
    out
}

/// The same answer from its raw numbers.
#[must_use]
pub fn again(document: BenchDocument) -> BenchDocument {
    let measured =
        Measured { raw: document.raw, outputs: document.outputs, seconds: document.seconds, notes: document.notes };
    let made = self::document(document.sides, measured, document.settings, document.machine);
    let native = document.native.map(|native| Box::new(again(*native)));
    BenchDocument { module: document.module, native, ..made }
}

/// `MG0807`
fn gate(metric: &Metric) -> Finding {
    let [low, high] = metric.ci.unwrap_or_default();
    let allowed = 100.0 * metric.gate.unwrap_or_default();
    let ratio = metric.ratio.unwrap_or_default();
    let text = format!(
        "{} has grown to {ratio:.3} [{low:.3}, {high:.3}] of what it was; {allowed} % more are allowed",
        metric.name
    );
    Finding::new("MG0807", Severity::Error, text)
}

/// Whether a job that gates on this answer fails.
#[must_use]
pub fn fails_gate(document: &BenchDocument) -> bool {
    document.findings.iter().any(|f| f.severity == Severity::Error)
}
