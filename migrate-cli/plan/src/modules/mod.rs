//! How a codebase divides into modules.
//!
//! Source files go to the modules whose patterns name them. What no pattern names goes by CMake target if the targets
//! divide the code, else by folder if the folders do, else every unit is a module. Headers follow the source files.

mod directories;
mod headers;
mod patterns;
mod targets;
mod units;

use std::collections::{BTreeMap, BTreeSet};

use migrate_model::graph::SymbolGraph;
use migrate_model::plan::{Granularity, ModuleSource};

use crate::input::{PlanError, PlanInput};
use patterns::Patterns;

/// A module before anything is known of its seam.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Group {
    /// Unique name.
    pub(crate) name: String,
    /// Source files, sorted.
    pub(crate) sources: Vec<String>,
    /// Headers, sorted.
    pub(crate) headers: Vec<String>,
}

/// Source files by module name.
type Named = BTreeMap<String, Vec<String>>;

/// A division of source files that covers nearly all of them with one name is none.
const NEARLY_ALL: f64 = 0.8;

/// The modules, sorted by name, and what the division rests on.
pub(crate) fn divide(input: &PlanInput<'_>, granularity: Granularity) -> Result<(ModuleSource, Vec<Group>), PlanError> {
    let patterns = Patterns::new(input.modules)?;
    let all: Vec<&str> = input.graph.files.keys().map(String::as_str).collect();
    let (from, mut named, patterns) = match granularity {
        Granularity::Unit => (ModuleSource::Units, units::by_unit(&all), Patterns::default()),
        Granularity::Module => {
            let (from, named) = by_module(input.graph, &all, &patterns);
            (from, named, patterns)
        }
    };
    for name in patterns.names() {
        named.entry(name.to_owned()).or_default();
    }
    let mut groups: Vec<Group> =
        named.into_iter().map(|(name, sources)| Group { name, sources, headers: Vec::new() }).collect();
    headers::assign(input, &patterns, granularity, &mut groups);
    groups.retain(|g| !g.sources.is_empty() || !g.headers.is_empty());
    Ok((from, groups))
}

fn by_module(graph: &SymbolGraph, all: &[&str], patterns: &Patterns) -> (ModuleSource, Named) {
    let mut named = Named::new();
    let mut rest = Vec::new();
    for &file in all {
        match patterns.module_of(file) {
            Some(name) => named.entry(name.to_owned()).or_default().push(file.to_owned()),
            None => rest.push(file),
        }
    }
    let configured: BTreeSet<String> = patterns.names().map(str::to_owned).collect();
    let (from, fallback) = unconfigured(graph, &rest, all.len());
    for (name, files) in fallback {
        named.insert(free_name(name, &configured), files);
    }
    (if configured.is_empty() { from } else { ModuleSource::Config }, named)
}

fn unconfigured(graph: &SymbolGraph, files: &[&str], of_all: usize) -> (ModuleSource, Named) {
    if let Some(named) = targets::by_target(graph, files) {
        return (ModuleSource::Targets, named);
    }
    let named = directories::by_directory(files);
    let largest = named.values().map(Vec::len).max().unwrap_or(0);
    if largest as f64 > NEARLY_ALL * of_all as f64 {
        return (ModuleSource::Units, units::by_unit(files));
    }
    (ModuleSource::Directories, named)
}

/// A name that no configured module has.
fn free_name(name: String, taken: &BTreeSet<String>) -> String {
    let mut free = name;
    while taken.contains(&free) {
        free.push_str("-rest");
    }
    free
}

#[cfg(test)]
mod tests;
