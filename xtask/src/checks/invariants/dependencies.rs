//! Rules about which crate may know which.

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::context::Context;

/// The only crates that may know a type of libclang.
const KNOW_CLANG: &[&str] = &["migrate-clang", "migrate-scan", "migrate-hal"];

/// What each crate may use of the workspace; a crate that is not listed may use anything.
const MAY_USE: &[(&str, &[&str])] = &[
    ("migrate-model", &[]),
    ("migrate-rules", &["migrate-model"]),
    ("migrate-plan", &["migrate-model", "migrate-rules"]),
    ("migrate-clang", &[]),
    ("migrate-scan", &["migrate-clang", "migrate-model"]),
    ("migrate-session", &[]),
    ("migrate-emulate", &["migrate-model", "migrate-session"]),
    ("migrate-hal", &["migrate-clang", "migrate-model", "migrate-probe", "migrate-rules"]),
    ("migrate-report", &["migrate-model"]),
    ("migrate-crossing", &["migrate-model"]),
    ("migrate-bridge-gen", &["migrate-crossing", "migrate-model"]),
    ("migrate-probe", &[]),
    ("migrate-island", &[]),
    ("migrate-measure", &["migrate-model"]),
    ("migrate-rt", &[]),
    ("miri-runner", &["migrate-model", "migrate-rules"]),
];

/// What `model` may use at all.
const MODEL_MAY_USE: &[&str] = &["serde", "serde_json", "schemars"];

pub(super) fn clang_outside_scan(context: &Context) -> Result<Vec<String>> {
    Ok(judge(&edges(context)?, |from, to| to != "clang-sys" || KNOW_CLANG.contains(&from)))
}

pub(super) fn upwards(context: &Context) -> Result<Vec<String>> {
    Ok(judge(&edges(context)?, allowed))
}

fn allowed(from: &str, to: &str) -> bool {
    let workspace = to.starts_with("migrate-") || to == "miri-runner";
    let listed = MAY_USE.iter().find(|(name, _)| *name == from);
    let layer = !workspace || listed.is_none_or(|(_, may)| may.contains(&to));
    layer && (from != "migrate-model" || MODEL_MAY_USE.contains(&to))
}

fn judge(edges: &[(String, String)], allowed: impl Fn(&str, &str) -> bool) -> Vec<String> {
    edges.iter().filter(|(a, b)| !allowed(a, b)).map(|(a, b)| format!("{a} uses {b}")).collect()
}

/// Direct dependencies of every workspace crate; those of tests do not count.
fn edges(context: &Context) -> Result<Vec<(String, String)>> {
    let text = context.cargo().args(["metadata", "--format-version=1", "--no-deps", "--offline"]).stdout()?;
    let metadata: Value = serde_json::from_str(&text)?;
    let mut edges = Vec::new();
    for package in metadata["packages"].as_array().context("cargo metadata lists no package")? {
        let name = package["name"].as_str().context("a package has a name")?;
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            if dependency["kind"] != "dev" {
                edges.push((name.to_owned(), dependency["name"].as_str().unwrap_or("").to_owned()));
            }
        }
    }
    Ok(edges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_hold_here() {
        let context = Context::new().unwrap();
        assert_eq!(clang_outside_scan(&context).unwrap(), Vec::<String>::new());
        assert_eq!(upwards(&context).unwrap(), Vec::<String>::new());
        assert!(edges(&context).unwrap().contains(&("migrate-scan".into(), "clang-sys".into())));
    }

    #[test]
    fn a_wrong_edge_is_seen() {
        assert!(!allowed("migrate-plan", "migrate-scan"));
        assert!(!allowed("migrate-model", "rusqlite"));
        assert!(allowed("migrate-cli", "migrate-scan") && allowed("migrate-plan", "serde"));
    }
}
