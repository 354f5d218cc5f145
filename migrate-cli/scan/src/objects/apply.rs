//! Facts corrected by objects. Pure.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use migrate_model::facts::{Linkage, Ref, RefKind, Symbol, SymbolAbout, SymbolKind};

use super::LinkTier;
use super::read::Code;
use crate::index::{Facts, RefKey, ref_key};

/// Adds what libclang could not see and takes back what no object needs.
pub(crate) fn apply(tier: &LinkTier, facts: &mut Facts) {
    let folded = Variants::new(facts);
    definitions(tier, facts);
    references(tier, facts, &folded);
    facts.sort();
}

/// Constructor and destructor variants by one name, because a compiler may refer to another one than libclang names.
struct Variants {
    all: HashMap<String, Vec<String>>,
}

impl Variants {
    fn new(facts: &Facts) -> Variants {
        let mut by_usr: HashMap<&str, Vec<String>> = HashMap::new();
        let special = |s: &&Symbol| matches!(s.kind, SymbolKind::Constructor | SymbolKind::Destructor);
        for s in facts.symbols.iter().filter(special) {
            let list = by_usr.entry(&s.about.usr).or_default();
            if !list.contains(&s.mangled) {
                list.push(s.mangled.clone());
            }
        }
        let mut all = HashMap::new();
        for list in by_usr.into_values().filter(|l| l.len() > 1) {
            for name in &list {
                all.insert(name.clone(), list.clone());
            }
        }
        Variants { all }
    }

    fn of<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let list = self.all.get(name);
        let own = if list.is_none() { Some(name) } else { None };
        list.into_iter().flatten().map(String::as_str).chain(own)
    }
}

fn definitions(tier: &LinkTier, facts: &mut Facts) {
    let mut known: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, s) in facts.symbols.iter().enumerate() {
        known.entry(&s.mangled).or_default().push(i);
    }
    let known: HashMap<String, Vec<usize>> = known.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
    let mut new = Vec::new();
    for (file, object) in &tier.files {
        for (name, code) in &object.strong {
            let rows = known.get(name).map(Vec::as_slice).unwrap_or_default();
            if rows
                .iter()
                .any(|i| facts.symbols[*i].defined && facts.symbols[*i].file == *file && is_strong(&facts.symbols[*i]))
            {
                continue;
            }
            match rows.iter().find(|i| !facts.symbols[**i].defined) {
                Some(i) => {
                    let row = &mut facts.symbols[*i];
                    row.about.declared_in = Some(std::mem::replace(&mut row.file, file.clone()));
                    row.defined = true;
                }
                None => new.extend(made(file, name, *code)),
            }
        }
        for row in facts.symbols.iter_mut().filter(|s| s.file == *file && s.defined && is_strong(s)) {
            // Vtables are weak in every object, also where a key function gives them an owner.
            let vtable = row.kind == SymbolKind::Vtable;
            if !vtable && object.weak.contains(&row.mangled) && !object.defines(&row.mangled) {
                row.weak = true;
            }
        }
    }
    facts.symbols.extend(new);
}

fn is_strong(s: &Symbol) -> bool {
    s.linkage == Linkage::External && !(s.inline || s.implicit || s.template || s.weak)
}

/// A row for what only the object knows. Typeinfo, guards and thunks belong to their classes and get none.
fn made(file: &str, name: &str, code: Code) -> Option<Symbol> {
    let kind = match (name.get(..4), code) {
        (Some("_ZTV"), _) => SymbolKind::Vtable,
        (Some("_ZTI" | "_ZTS" | "_ZTT" | "_ZGV" | "_ZGR" | "_ZTh" | "_ZTv" | "_ZTc" | "_ZTC" | "_ZTH" | "_ZTW"), _) => {
            return None;
        }
        (_, Code::Function) => SymbolKind::Function,
        (_, Code::Data) => SymbolKind::Variable,
    };
    Some(Symbol {
        mangled: name.to_owned(),
        name: name.to_owned(),
        kind,
        file: file.to_owned(),
        line: 0,
        linkage: Linkage::External,
        defined: true,
        inline: false,
        implicit: false,
        template: false,
        weak: false,
        written_in: None,
        about: SymbolAbout::default(),
    })
}

fn references(tier: &LinkTier, facts: &mut Facts, folded: &Variants) {
    // A reference in a header counts where every object that holds its function agrees.
    let mut holders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (file, object) in &tier.files {
        for name in object.weak.iter().chain(object.strong.iter().map(|(n, _)| n)) {
            holders.entry(name).or_default().push(file);
        }
    }
    let mentions = |file: &str, name: &str| folded.of(name).any(|n| tier.files[file].mentions(n));
    for r in &mut facts.refs {
        let Some(to) = &r.to else { continue };
        let needed = if tier.files.contains_key(&r.from_file) {
            mentions(&r.from_file, to)
        } else {
            let held: Vec<&str> = r
                .from
                .iter()
                .flat_map(|f| folded.of(f).collect::<Vec<_>>())
                .flat_map(|f| holders.get(f).into_iter().flatten().copied())
                .collect();
            held.iter().all(|file| mentions(file, to))
        };
        if !needed {
            r.to = None;
        }
    }
    missing_references(tier, facts);
    // Rows that differed by their symbol only are one row now.
    let mut seen: HashSet<RefKey> = HashSet::new();
    facts.refs.retain(|r| seen.insert(ref_key(r)));
}

/// What objects need from other source files and no row of theirs says.
fn missing_references(tier: &LinkTier, facts: &mut Facts) {
    let mut owners: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for (file, object) in &tier.files {
        for (name, _) in &object.strong {
            owners.entry(name).or_default().insert(file);
        }
    }
    let said: HashSet<(&str, &str)> =
        facts.refs.iter().filter_map(|r| Some((r.from_file.as_str(), r.to.as_deref()?))).collect();
    let shown: HashMap<&str, (&str, &str)> =
        facts.symbols.iter().map(|s| (s.mangled.as_str(), (s.about.usr.as_str(), s.name.as_str()))).collect();
    let mut new = Vec::new();
    for (file, object) in &tier.files {
        for name in &object.undefined {
            let Some(owner) = owners.get(name.as_str()).filter(|o| o.len() == 1).and_then(|o| o.first()) else {
                continue;
            };
            if *owner == file || said.contains(&(file.as_str(), name.as_str())) {
                continue;
            }
            let (usr, known) = shown.get(name.as_str()).copied().unwrap_or(("", name));
            new.push(Ref {
                from_file: file.clone(),
                from: None,
                kind: RefKind::Link,
                to: Some(name.clone()),
                to_usr: usr.to_owned(),
                to_name: known.to_owned(),
                to_file: Some((*owner).to_owned()),
                count: 1,
                line: 0,
            });
        }
    }
    facts.refs.extend(new);
}
