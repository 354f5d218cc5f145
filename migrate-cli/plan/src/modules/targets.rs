//! Modules from CMake targets.

use std::collections::BTreeMap;

use migrate_model::graph::SymbolGraph;

use super::{Named, directories};

/// Targets divide the code if no one of them holds more than this share of the files.
const LARGEST: f64 = 0.5;
/// … and there are at least this many.
const FEWEST: usize = 3;

/// Source files by target, or `None` if the targets do not divide the code.
///
/// A file of several targets goes to the smallest that holds it (then the first by name): a test's double of a library
/// file stays with the library only if the library is smaller. Files without a target go by folder.
pub(super) fn by_target(graph: &SymbolGraph, files: &[&str]) -> Option<Named> {
    let targets_of = |file: &str| graph.files.get(file).map_or(&[][..], |f| f.targets.as_slice());
    let mut size: BTreeMap<&str, usize> = BTreeMap::new();
    for &file in files {
        for target in targets_of(file) {
            *size.entry(target).or_default() += 1;
        }
    }
    let mut named = Named::new();
    let mut rest = Vec::new();
    for &file in files {
        match targets_of(file).iter().min_by_key(|t| (size[t.as_str()], t.as_str())) {
            Some(target) => named.entry(target.clone()).or_default().push(file.to_owned()),
            None => rest.push(file),
        }
    }
    let largest = named.values().map(Vec::len).max()?;
    if named.len() < FEWEST || largest as f64 > LARGEST * files.len() as f64 {
        return None;
    }
    for (name, files) in directories::by_directory(&rest) {
        named.entry(name).or_default().extend(files);
    }
    named.values_mut().for_each(|files| files.sort_unstable());
    Some(named)
}
