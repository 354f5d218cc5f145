//! What needs what in objects whose functions and variables have sections of their own.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use object::{
    File, Object as _, ObjectSection as _, ObjectSymbol as _, Relocation, RelocationTarget, SectionIndex, SymbolIndex,
};

use crate::ProbeError;

/// A section of an object.
type Node = (usize, SectionIndex);
type Nodes = HashSet<Node>;

/// Sections of objects, and the symbols between them.
#[derive(Debug, Default)]
pub(super) struct Graph {
    /// Who refers to a section.
    users: HashMap<Node, Nodes>,
    /// Who refers to a symbol that its own object does not define.
    needs: HashMap<String, Nodes>,
    /// Definitions that other objects see: where, and whether the name can be nobody else's.
    defined: HashMap<String, Vec<(Node, bool)>>,
    /// Strong definitions in a section.
    strong: HashMap<Node, BTreeSet<String>>,
}

impl Graph {
    pub(super) fn new<'a>(objects: impl IntoIterator<Item = &'a [u8]>) -> Result<Graph, ProbeError> {
        let mut graph = Graph::default();
        for (index, bytes) in objects.into_iter().enumerate() {
            let wrong = |e: object::Error| ProbeError::Object(e.to_string());
            graph.read(index, &File::parse(bytes).map_err(wrong)?).map_err(wrong)?;
        }
        graph.join();
        Ok(graph)
    }

    pub(super) fn defines(&self, name: &str) -> bool {
        self.defined.contains_key(name)
    }

    /// For every symbol of these that the objects need: the strong definitions from which it is reached.
    pub(super) fn needed_by(&self, symbols: &BTreeSet<String>) -> BTreeMap<String, BTreeSet<String>> {
        let needed = |symbol: &String| Some((symbol.clone(), self.reaching(self.needs.get(symbol)?)));
        symbols.iter().filter_map(needed).collect()
    }

    fn reaching(&self, from: &Nodes) -> BTreeSet<String> {
        let mut seen = from.clone();
        let mut open: Vec<Node> = from.iter().copied().collect();
        let mut found = BTreeSet::new();
        while let Some(node) = open.pop() {
            found.extend(self.strong.get(&node).into_iter().flatten().cloned());
            let users = self.users.get(&node).into_iter().flatten().copied();
            open.extend(users.filter(|user| seen.insert(*user)));
        }
        found
    }

    fn read(&mut self, index: usize, file: &File<'_>) -> Result<(), object::Error> {
        for symbol in file.symbols() {
            let (Some(section), false) = (symbol.section_index(), symbol.is_local()) else { continue };
            let name = symbol.name()?.to_owned();
            let strong = !symbol.is_weak();
            self.defined.entry(name.clone()).or_default().push(((index, section), strong));
            if strong {
                self.strong.entry((index, section)).or_default().insert(name);
            }
        }
        for section in file.sections() {
            if section.name()? == ".eh_frame" {
                self.read_unwinding(index, file, &section)?;
                continue;
            }
            for (_, relocation) in section.relocations() {
                self.add((index, section.index()), target(file, &relocation)?);
            }
        }
        Ok(())
    }

    fn add(&mut self, user: Node, used: Option<Target>) {
        match used {
            Some(Target::Section(section)) => {
                self.users.entry((user.0, section)).or_default().insert(user);
            }
            Some(Target::Symbol(name)) => {
                self.needs.entry(name).or_default().insert(user);
            }
            None => {}
        }
    }

    /// A record of `.eh_frame` names a function first, then the table of its landing pads, which names the types that it
    /// catches: the function needs these, too.
    fn read_unwinding(
        &mut self,
        index: usize,
        file: &File<'_>,
        section: &object::Section<'_, '_>,
    ) -> Result<(), object::Error> {
        let ends = record_ends(section.data()?, file.is_little_endian());
        let mut relocations: Vec<(u64, Relocation)> = section.relocations().collect();
        relocations.sort_by_key(|(at, _)| *at);
        for record in relocations.chunk_by(|(a, _), (b, _)| record_of(&ends, *a) == record_of(&ends, *b)) {
            let Some(((_, function), rest)) = record.split_first() else { continue };
            let Some(Target::Section(function)) = target(file, function)? else { continue };
            for (_, relocation) in rest {
                self.add((index, function), target(file, relocation)?);
            }
        }
        Ok(())
    }

    /// What one object needs and another defines becomes an edge; a strong definition is the one that is used.
    fn join(&mut self) {
        for (name, users) in &self.needs {
            let defined = self.defined.get(name).map(Vec::as_slice).unwrap_or_default();
            if let Some((node, _)) = defined.iter().find(|(_, strong)| *strong).or(defined.first()) {
                self.users.entry(*node).or_default().extend(users);
            }
        }
    }
}

/// What a relocation refers to.
enum Target {
    Section(SectionIndex),
    Symbol(String),
}

fn target(file: &File<'_>, relocation: &Relocation) -> Result<Option<Target>, object::Error> {
    match relocation.target() {
        RelocationTarget::Symbol(symbol) => of_symbol(file, symbol),
        RelocationTarget::Section(section) => Ok(Some(Target::Section(section))),
        _ => Ok(None),
    }
}

fn of_symbol(file: &File<'_>, index: SymbolIndex) -> Result<Option<Target>, object::Error> {
    let symbol = file.symbol_by_index(index)?;
    match symbol.section_index() {
        Some(section) => Ok(Some(Target::Section(section))),
        None if symbol.is_undefined() => Ok(Some(Target::Symbol(symbol.name()?.to_owned()))),
        None => Ok(None),
    }
}

/// Where the records of an `.eh_frame` section end: each starts with its length.
fn record_ends(data: &[u8], little: bool) -> Vec<u64> {
    let mut ends = Vec::new();
    let mut at = 0_usize;
    while let Some(length) = data.get(at..).and_then(|rest| rest.first_chunk::<4>()) {
        let length = if little { u32::from_le_bytes(*length) } else { u32::from_be_bytes(*length) };
        at = at.saturating_add(4).saturating_add(length as usize);
        ends.push(at as u64);
    }
    ends
}

fn record_of(ends: &[u64], at: u64) -> usize {
    ends.partition_point(|end| *end <= at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_by_their_lengths() {
        let mut data = vec![8, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 4, 0, 0, 0, 2, 2, 2, 2];
        assert_eq!(record_ends(&data, true), [12, 20]);
        assert_eq!([0, 11, 12, 19].map(|at| record_of(&[12, 20], at)), [0, 0, 1, 1]);
        data[..4].copy_from_slice(&[0, 0, 0, 8]);
        data[12..16].copy_from_slice(&[0, 0, 0, 4]);
        assert_eq!(record_ends(&data, false), [12, 20]);
        assert_eq!(record_ends(&[0xff; 8], true), [0xffff_ffff + 4]);
    }

    #[test]
    fn strong_definitions_are_found_through_others() {
        let node = |object, section| (object, SectionIndex(section));
        let mut graph = Graph::default();
        graph.strong.insert(node(0, 1), BTreeSet::from(["caller".to_owned()]));
        graph.strong.insert(node(1, 1), BTreeSet::from(["far".to_owned()]));
        graph.defined.insert("caller".to_owned(), vec![(node(0, 1), true)]);
        // caller -> inline function -> missing; far -> caller
        graph.add(node(0, 1), Some(Target::Section(SectionIndex(2))));
        graph.add(node(0, 2), Some(Target::Symbol("missing".to_owned())));
        graph.add(node(1, 1), Some(Target::Symbol("caller".to_owned())));
        graph.join();
        let asked = BTreeSet::from(["missing".to_owned(), "unknown".to_owned()]);
        let expected = BTreeSet::from(["caller".to_owned(), "far".to_owned()]);
        assert_eq!(graph.needed_by(&asked), BTreeMap::from([("missing".to_owned(), expected)]));
    }
}
