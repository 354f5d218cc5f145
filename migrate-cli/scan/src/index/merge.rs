//! Rows of many TUs become rows of the codebase. Pure: the order in which groups come makes no difference.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use migrate_model::facts::{Include, Linkage, Macro, Ref, RefKind, Site, SiteKind, Symbol, SymbolKind, Type};

use crate::paths::is_source_name;
use crate::protocol::FactGroup;

/// Rows of the whole codebase, sorted.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) symbols: Vec<Symbol>,
    pub(crate) refs: Vec<Ref>,
    pub(crate) types: Vec<Type>,
    pub(crate) macros: Vec<Macro>,
    pub(crate) includes: Vec<Include>,
    pub(crate) sites: Vec<Site>,
}

/// What makes two reference rows the same.
pub(crate) type RefKey = (String, Option<String>, RefKind, Option<String>, String);

/// The key of a reference row.
pub(crate) fn ref_key(r: &Ref) -> RefKey {
    (r.from_file.clone(), r.from.clone(), r.kind, r.to.clone(), r.to_usr.clone())
}

type SiteKey = (String, SiteKind, String, Option<String>);

/// Collects groups.
#[derive(Debug, Default)]
pub(crate) struct Merger {
    symbols: HashMap<String, Vec<Symbol>>,
    refs: HashMap<RefKey, Ref>,
    types: HashMap<String, Vec<Type>>,
    macros: Vec<Macro>,
    includes: Vec<Include>,
    sites: HashMap<SiteKey, Site>,
}

impl Merger {
    /// Takes in one group.
    pub(crate) fn add(&mut self, group: FactGroup) {
        for s in group.symbols {
            let rows = self.symbols.entry(s.mangled.clone()).or_default();
            if !rows.contains(&s) {
                rows.push(s);
            }
        }
        for r in group.refs {
            let key = ref_key(&r);
            match self.refs.get_mut(&key) {
                None => {
                    self.refs.insert(key, r);
                }
                Some(known) => {
                    known.count = known.count.max(r.count);
                    known.line = known.line.min(r.line);
                    known.to_file = known.to_file.take().min(r.to_file);
                    known.to_name = std::mem::take(&mut known.to_name).min(r.to_name);
                }
            }
        }
        for t in group.types {
            let rows = self.types.entry(t.usr.clone()).or_default();
            if !rows.contains(&t) {
                rows.push(t);
            }
        }
        self.macros.extend(group.macros);
        self.includes.extend(group.includes);
        for s in group.sites {
            let key = (s.file.clone(), s.kind, s.detail.clone(), s.within.clone());
            match self.sites.get_mut(&key) {
                None => {
                    self.sites.insert(key, s);
                }
                Some(known) => {
                    known.count = known.count.max(s.count);
                    (known.line, known.column) = (known.line, known.column).min((s.line, s.column));
                }
            }
        }
    }

    /// The merged rows.
    pub(crate) fn finish(mut self) -> Facts {
        let symbols: Vec<Symbol> = self.symbols.into_values().flat_map(settle_symbol).collect();
        let mut places: HashMap<&str, Vec<&Symbol>> = HashMap::new();
        for s in &symbols {
            places.entry(&s.mangled).or_default().push(s);
        }
        let mut refs: Vec<Ref> = self.refs.into_values().collect();
        for r in &mut refs {
            if let Some([one]) = r.to.as_deref().and_then(|t| places.get(t)).map(Vec::as_slice) {
                r.to_file = Some(one.file.clone());
            }
        }
        let mut types: Vec<Type> = self.types.into_values().flat_map(settle_type).collect();
        types.sort_unstable_by(|a, b| (&a.file, a.extent, &a.usr, &a.name).cmp(&(&b.file, b.extent, &b.usr, &b.name)));
        self.macros.sort_unstable_by(|a, b| (&a.file, a.extent, &a.name).cmp(&(&b.file, b.extent, &b.name)));
        self.macros.dedup();
        self.includes.sort_unstable_by(|a, b| (&a.from, a.line, a).cmp(&(&b.from, b.line, b)));
        self.includes.dedup();
        let mut sites: Vec<Site> = self.sites.into_values().collect();
        sites.sort_unstable();
        let mut out = Facts { symbols, refs, types, macros: self.macros, includes: self.includes, sites };
        out.sort();
        out
    }
}

impl Facts {
    /// Puts symbols and references into their order.
    pub(crate) fn sort(&mut self) {
        self.symbols.sort_unstable_by(|a, b| {
            (&a.file, a.line, &a.mangled, &a.name).cmp(&(&b.file, b.line, &b.mangled, &b.name))
        });
        self.refs.sort_unstable();
    }
}

/// All rows of one linker symbol become one row for each file that owns a definition, else one row.
fn settle_symbol(mut rows: Vec<Symbol>) -> Vec<Symbol> {
    rows.sort_unstable();
    let friend_of = hidden_friend(&rows);
    let friends: BTreeSet<&String> = rows.iter().flat_map(|r| &r.about.friends).collect();
    let friends: Vec<String> = friends.into_iter().cloned().collect();
    let declarations: Vec<Symbol> = rows.iter().filter(|r| !r.defined).cloned().collect();
    let owned =
        |r: &Symbol| r.defined && (r.linkage == Linkage::Internal || !(r.inline || r.implicit || r.template || r.weak));
    let mut out: BTreeMap<String, Symbol> = BTreeMap::new();
    for row in rows.iter().filter(|r| owned(r)) {
        out.entry(row.file.clone()).or_insert_with(|| row.clone());
    }
    let mut out: Vec<Symbol> = if out.is_empty() {
        let weak = rows.iter().filter(|r| r.defined).min_by_key(|r| (r.implicit, r.template, &r.file, r.line));
        // `= default` in a class: the compiler made the definition, and a person wrote what is said about it.
        let written = weak.filter(|r| r.implicit).and_then(|_| declarations.iter().find(|d| d.about.defaulted));
        match written {
            Some(declaration) => vec![Symbol { defined: true, ..declaration.clone() }],
            None => weak.or(rows.first()).cloned().into_iter().collect(),
        }
    } else {
        out.into_values().collect()
    };
    for row in &mut out {
        complete(row, &declarations);
        row.about.is_friend = friend_of.is_some();
        row.about.friend_of.clone_from(&friend_of);
        row.about.friends.clone_from(&friends);
    }
    out
}

/// The class that declares a hidden friend: no other declaration is visible to those who see the class. A definition in a
/// source file is visible to that file alone.
fn hidden_friend(rows: &[Symbol]) -> Option<String> {
    let friends: Vec<&Symbol> = rows.iter().filter(|r| r.about.is_friend).collect();
    let written = |r: &Symbol| r.written_in.as_ref().unwrap_or(&r.file).clone();
    let plain = rows.iter().filter(|r| !r.about.is_friend && !r.implicit).map(written);
    let visible = |file: String| !is_source_name(&file) || friends.iter().any(|f| written(f) == file);
    if plain.into_iter().any(visible) { None } else { friends.iter().find_map(|f| f.about.friend_of.clone()) }
}

/// A definition lacks what only its declaration says: default arguments, documentation, the header.
fn complete(row: &mut Symbol, declarations: &[Symbol]) {
    for d in declarations {
        if row.about.declared_in.is_none() && d.file != row.file && row.kind != SymbolKind::Vtable {
            row.about.declared_in = Some(d.file.clone());
            // Where a declaration was itself declared before counts in the same file only.
            row.about.declared_line = d.about.declared_line.filter(|_| d.about.declared_in.is_none()).or(Some(d.line));
        }
        if row.about.brief.is_none() {
            row.about.brief.clone_from(&d.about.brief);
            row.about.doc.clone_from(&d.about.doc);
        }
        if row.about.access.is_none() {
            row.about.access = d.about.access;
        }
        row.about.is_static |= d.about.is_static;
        row.about.explicit |= d.about.explicit;
        if let (Some(mine), Some(theirs)) = (&mut row.about.signature, &d.about.signature)
            && mine.params.len() == theirs.params.len()
        {
            for (m, t) in mine.params.iter_mut().zip(&theirs.params) {
                if m.default.is_none() {
                    m.default.clone_from(&t.default);
                }
            }
        }
    }
}

/// All rows of one type become its definition (one for each file: unnamed namespaces share names), else one declaration.
fn settle_type(mut rows: Vec<Type>) -> Vec<Type> {
    rows.sort_unstable_by(|a, b| (&a.file, a.extent, a).cmp(&(&b.file, b.extent, b)));
    let mut out: BTreeMap<String, Type> = BTreeMap::new();
    for row in rows.iter().filter(|r| r.defined) {
        out.entry(row.file.clone()).or_insert_with(|| row.clone());
    }
    if out.is_empty() { rows.into_iter().take(1).collect() } else { out.into_values().collect() }
}
