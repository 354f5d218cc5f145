//! Which findings belong to which module.

use std::collections::BTreeMap;

use migrate_model::finding::Finding;

/// Findings by the module (an index) that holds the file of their span, most severe first. Those without a place, or
/// with one outside of all modules, belong to none.
pub(crate) fn by_module(findings: &[Finding], module_of: &BTreeMap<&str, usize>, modules: usize) -> Vec<Vec<Finding>> {
    let mut held = vec![Vec::new(); modules];
    for finding in findings {
        let file = finding.span.as_ref().map(|s| s.file.as_str());
        if let Some(&module) = file.and_then(|f| module_of.get(f)) {
            held[module].push(finding.clone());
        }
    }
    for findings in &mut held {
        findings.sort_by(|a, b| (a.severity, a).cmp(&(b.severity, b)));
    }
    held
}
