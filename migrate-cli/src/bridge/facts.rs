//! From the index to what the generator wants to know.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use migrate_bridge_gen::Facts;
use migrate_model::facts::{Linkage, Ref, RefKind, Site, SiteKind, Symbol, SymbolKind};
use migrate_model::types::TypeExpr;
use migrate_scan::{FactKind, Index, IndexError};
use serde::de::DeserializeOwned;

/// Facts and a name for their content.
pub struct Read {
    /// The facts, without what archives know.
    pub facts: Facts,
    /// Hash of all rows.
    pub hash: String,
}

/// Reads the facts of an index.
pub fn read(index: &Index) -> Result<Read, IndexError> {
    let mut hasher = blake3::Hasher::new();
    let symbols: Vec<Symbol> = rows(index, FactKind::Symbols, &mut hasher)?;
    let types = rows(index, FactKind::Types, &mut hasher)?;
    let macros = rows(index, FactKind::Macros, &mut hasher)?;
    let sites: Vec<Site> = rows(index, FactKind::Sites, &mut hasher)?;
    let refs: Vec<Ref> = rows(index, FactKind::Refs, &mut hasher)?;
    let facts = Facts {
        calls: calls(&refs, &symbols),
        state: state(&refs, &symbols, &sites),
        symbols,
        types,
        macros,
        sites,
        defined: None,
        throwing: BTreeSet::new(),
    };
    // Files that give no row can still change what compiles.
    index.facts(FactKind::Files, &mut |row| {
        hasher.update(row.as_bytes());
        true
    })?;
    Ok(Read { facts, hash: hasher.finalize().to_hex().to_string() })
}

/// The rows of a kind. A row that this version cannot read is no reason to lose the others.
fn rows<T: DeserializeOwned>(index: &Index, kind: FactKind, hasher: &mut blake3::Hasher) -> Result<Vec<T>, IndexError> {
    let mut out = Vec::new();
    index.facts(kind, &mut |row| {
        hasher.update(row.as_bytes());
        out.extend(serde_json::from_str(row));
        true
    })?;
    Ok(out)
}

/// Linker symbols of what only one file can name, by USR: references to these have no linker symbol of their own.
fn internal(symbols: &[Symbol]) -> HashMap<&str, &Symbol> {
    let internal = symbols.iter().filter(|s| s.linkage != Linkage::External && !s.about.usr.is_empty());
    internal.map(|s| (s.about.usr.as_str(), s)).collect()
}

fn calls(refs: &[Ref], symbols: &[Symbol]) -> BTreeMap<String, BTreeSet<String>> {
    let internal = internal(symbols);
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for r in refs.iter().filter(|r| matches!(r.kind, RefKind::Call | RefKind::ImplicitCall)) {
        let to = r.to.as_ref().or_else(|| internal.get(r.to_usr.as_str()).map(|s| &s.mangled));
        if let (Some(from), Some(to)) = (&r.from, to) {
            out.entry(from.clone()).or_default().insert(to.clone());
        }
    }
    out
}

/// Variables that only one file can name and that may change, by the functions that use them; variables inside of functions
/// too, constant or not: facts do not tell.
fn state(refs: &[Ref], symbols: &[Symbol], sites: &[Site]) -> BTreeMap<String, BTreeSet<String>> {
    let internal = internal(symbols);
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let changes = |s: &&&Symbol| s.kind == SymbolKind::Variable && !s.about.ty.as_ref().is_some_and(is_const);
    for r in refs {
        if let (Some(from), Some(to)) = (&r.from, internal.get(r.to_usr.as_str()).filter(changes)) {
            out.entry(from.clone()).or_default().insert(to.name.clone());
        }
    }
    for site in sites.iter().filter(|s| s.kind == SiteKind::Global) {
        if let Some(within) = &site.within {
            out.entry(within.clone()).or_default().insert(format!("{} in {within}", site.detail));
        }
    }
    out
}

fn is_const(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Qualified { is_const, .. } => *is_const,
        TypeExpr::Array { of, .. } => is_const(of),
        _ => false,
    }
}
