//! From the index to what the generator wants to know.

use std::collections::{BTreeMap, BTreeSet};

use migrate_bridge_gen::Facts;
use migrate_model::facts::{Ref, RefKind};
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
    let facts = Facts {
        symbols: rows(index, FactKind::Symbols, &mut hasher)?,
        types: rows(index, FactKind::Types, &mut hasher)?,
        macros: rows(index, FactKind::Macros, &mut hasher)?,
        sites: rows(index, FactKind::Sites, &mut hasher)?,
        calls: calls(&rows(index, FactKind::Refs, &mut hasher)?),
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

fn calls(refs: &[Ref]) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for r in refs.iter().filter(|r| matches!(r.kind, RefKind::Call | RefKind::ImplicitCall)) {
        if let (Some(from), Some(to)) = (&r.from, &r.to) {
            out.entry(from.clone()).or_default().insert(to.clone());
        }
    }
    out
}
