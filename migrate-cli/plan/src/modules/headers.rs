//! Which module a header belongs to.
//!
//! In this order: the module whose pattern names it; the unit with its stem that includes it; of the modules that include
//! it or lie in its folder the one that fits best, those first that no pattern makes. A header that fits nowhere belongs to no module.

use std::collections::{BTreeMap, BTreeSet};

use migrate_model::graph::SymbolGraph;
use migrate_model::plan::Granularity;

use super::Group;
use super::patterns::Patterns;
use super::units::{folder, stem};
use crate::input::PlanInput;

/// Adds every header to its group.
pub(super) fn assign(input: &PlanInput<'_>, patterns: &Patterns, granularity: Granularity, groups: &mut [Group]) {
    let sites = Sites::new(input.graph, groups);
    let own = own_headers(input.graph);
    // What a person has listed is complete, as far as there is another module for the rest.
    let listed_in: BTreeSet<usize> =
        patterns.names().filter_map(|name| groups.binary_search_by(|g| g.name.as_str().cmp(name)).ok()).collect();
    let mut held: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); groups.len()];
    let listed = input.headers.iter().map(|h| h.path.as_str());
    let all: BTreeSet<&str> =
        listed.chain(own.keys().copied()).filter(|h| !input.graph.files.contains_key(*h)).collect();
    for header in all {
        let by_pattern =
            patterns.module_of(header).and_then(|name| groups.binary_search_by(|g| g.name.as_str().cmp(name)).ok());
        let by_unit = || own.get(header).and_then(|unit| sites.group_of.get(unit).copied());
        let by_place = || match granularity {
            Granularity::Module => sites.best_module(header, &listed_in),
            Granularity::Unit => sites.best_unit(header),
        };
        if let Some(group) = by_pattern.or_else(by_unit).or_else(by_place) {
            held[group].insert(header);
        }
    }
    for (group, headers) in groups.iter_mut().zip(held) {
        group.headers = headers.into_iter().map(str::to_owned).collect();
    }
}

/// The source file that each own header belongs to: as the graph says, else one with its stem that includes it. Of
/// several, one in the header's folder wins, then the first by name.
fn own_headers(graph: &SymbolGraph) -> BTreeMap<&str, &str> {
    let mut own: BTreeMap<&str, (bool, bool, &str)> = BTreeMap::new();
    for (source, fact) in &graph.files {
        let same_stem = fact.includes.iter().filter(|h| stem(h) == stem(source)).map(|h| (h.as_str(), true));
        for (header, guessed) in fact.header.iter().map(|h| (h.as_str(), false)).chain(same_stem) {
            let claim = (guessed, folder(header) != folder(source), source.as_str());
            own.entry(header).and_modify(|best| *best = claim.min(*best)).or_insert(claim);
        }
    }
    own.into_iter().map(|(header, (_, _, source))| (header, source)).collect()
}

/// Where the source files are and what they include.
struct Sites<'a> {
    group_of: BTreeMap<&'a str, usize>,
    /// Source files that include a header.
    includers: BTreeMap<&'a str, Vec<&'a str>>,
    /// Source files in a folder.
    in_folder: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Sites<'a> {
    fn new(graph: &'a SymbolGraph, groups: &[Group]) -> Self {
        let by_name = groups.iter().enumerate().flat_map(|(i, g)| g.sources.iter().map(move |s| (s.as_str(), i)));
        let by_name: BTreeMap<&str, usize> = by_name.collect();
        let mut sites = Sites { group_of: BTreeMap::new(), includers: BTreeMap::new(), in_folder: BTreeMap::new() };
        for (source, fact) in &graph.files {
            sites.group_of.insert(source, by_name[source.as_str()]);
            sites.in_folder.entry(folder(source)).or_default().push(source);
            for header in &fact.includes {
                sites.includers.entry(header).or_default().push(source);
            }
        }
        sites
    }

    fn includers(&self, header: &str) -> &[&'a str] {
        self.includers.get(header).map_or(&[], Vec::as_slice)
    }

    fn beside(&self, header: &str) -> &[&'a str] {
        self.in_folder.get(folder(header)).map_or(&[], Vec::as_slice)
    }

    /// The group with most source files in the header's folder, then with most includers; one in that folder that nobody has
    /// listed comes first.
    fn best_module(&self, header: &str, listed: &BTreeSet<usize>) -> Option<usize> {
        let mut votes: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        self.beside(header).iter().for_each(|s| votes.entry(self.group_of[s]).or_default().0 += 1);
        self.includers(header).iter().for_each(|s| votes.entry(self.group_of[s]).or_default().1 += 1);
        let rest = |group, (beside, _): (usize, usize)| beside > 0 && !listed.contains(&group);
        let fit = |&(group, votes): &(usize, (usize, usize))| (rest(group, votes), votes, std::cmp::Reverse(group));
        let best = votes.into_iter().max_by_key(fit);
        best.map(|(group, _)| group)
    }

    /// The includer (or a source file beside it, if nothing includes it) in the same folder, with the longest common
    /// start of the stem, nearest in the tree; then the first by name.
    fn best_unit(&self, header: &str) -> Option<usize> {
        let candidates = match self.includers(header) {
            [] => self.beside(header),
            includers => includers,
        };
        let fit = |s: &str| (folder(s) == folder(header), common(stem(s), stem(header)), common(s, header));
        let best = candidates.iter().max_by_key(|s| (fit(s), std::cmp::Reverse(**s)));
        best.map(|s| self.group_of[s])
    }
}

/// Length of the common start.
fn common(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}
