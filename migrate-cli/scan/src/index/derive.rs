//! The derived half of the index, made anew in one transaction from what the TUs said.

use std::collections::{BTreeMap, HashMap};

use migrate_model::facts::{File, Include, Linkage, Target};
use migrate_model::finding::Finding;
use rusqlite::{Transaction, params};
use serde::Serialize;

use super::merge::{Facts, Merger};
use super::{Store, sqlite_error};
use crate::IndexError;
use crate::protocol::FactGroup;

/// What deriving needs beside the facts of the TUs.
pub(crate) struct Inputs<'a> {
    pub(crate) files: Vec<File>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) targets: Vec<Target>,
    /// Names everything that the result depends on: two equal ones give the same tables.
    pub(crate) fingerprint: String,
    /// Fills in the conditions around includes.
    pub(crate) conditions: &'a dyn Fn(&mut [Include]),
    /// Corrects facts by what the object files hold (the link tier).
    pub(crate) objects: &'a dyn Fn(&mut Facts),
}

/// Makes the derived tables. Does nothing if they were made from the same inputs.
pub(crate) fn derive(store: &mut Store, inputs: &Inputs<'_>) -> Result<bool, IndexError> {
    if store.meta("inputs")?.as_deref() == Some(&inputs.fingerprint) {
        return Ok(false);
    }
    let path = store.path.clone();
    try_derive(store, inputs).map_err(|e| sqlite_error(&path, &e))?;
    Ok(true)
}

fn try_derive(store: &mut Store, inputs: &Inputs<'_>) -> rusqlite::Result<()> {
    let tx = store.db.transaction()?;
    let mut facts = merged(&tx)?;
    (inputs.conditions)(&mut facts.includes);
    (inputs.objects)(&mut facts);
    for table in [
        "meta",
        "files",
        "symbols",
        "reference",
        "text",
        "types",
        "macros",
        "includes",
        "sites",
        "diagnostics",
        "targets",
    ] {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    write_facts(&tx, &facts)?;
    write_references(&tx, &facts)?;
    write_inputs(&tx, inputs)?;
    tx.execute("INSERT INTO meta (key, value) VALUES ('inputs', ?1)", [&inputs.fingerprint])?;
    tx.commit()
}

fn merged(tx: &Transaction<'_>) -> rusqlite::Result<Facts> {
    let mut merger = Merger::default();
    let mut query = tx.prepare("SELECT body FROM fact_group ORDER BY hash")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let body = row.get_ref(0)?.as_blob()?;
        if let Ok(group) = serde_json::from_slice::<FactGroup>(body) {
            merger.add(group);
        }
    }
    Ok(merger.finish())
}

/// The word by which an enum's value is written in JSON.
fn word(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().trim_matches('"').to_owned()
}

fn json(row: &impl Serialize) -> String {
    serde_json::to_string(row).unwrap_or_default()
}

fn write_facts(tx: &Transaction<'_>, facts: &Facts) -> rusqlite::Result<()> {
    let mut insert = tx.prepare(
        "INSERT INTO symbols (mangled, name, kind, file, line, linkage, defined, inline, implicit, template, weak, usr, \
         class, access, declared_in, json) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)",
    )?;
    for s in &facts.symbols {
        insert.execute(params![
            s.mangled,
            s.name,
            word(&s.kind),
            s.file,
            s.line,
            word(&s.linkage),
            s.defined,
            s.inline,
            s.implicit,
            s.template,
            s.weak,
            s.about.usr,
            s.about.class,
            s.about.access.as_ref().map(word),
            s.about.declared_in,
            json(s)
        ])?;
    }
    let mut insert = tx.prepare(
        "INSERT INTO types (usr, name, kind, file, line, defined, local, json) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
    )?;
    for t in &facts.types {
        insert.execute(params![t.usr, t.name, word(&t.kind), t.file, t.extent.line, t.defined, t.local, json(t)])?;
    }
    let mut insert =
        tx.prepare("INSERT INTO macros (name, file, line, function_like, json) VALUES (?1,?2,?3,?4,?5)")?;
    for m in &facts.macros {
        insert.execute(params![m.name, m.file, m.extent.line, m.function_like, json(m)])?;
    }
    let mut insert =
        tx.prepare("INSERT INTO includes (from_file, to_file, spelled, line, json) VALUES (?1,?2,?3,?4,?5)")?;
    for i in &facts.includes {
        insert.execute(params![i.from, i.to, i.spelled, i.line, json(i)])?;
    }
    let mut insert = tx.prepare(
        "INSERT INTO sites (file, kind, detail, within, line, col, count, json) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
    )?;
    for s in &facts.sites {
        insert.execute(params![s.file, word(&s.kind), s.detail, s.within, s.line, s.column, s.count, json(s)])?;
    }
    Ok(())
}

fn write_references<'f>(tx: &Transaction<'_>, facts: &'f Facts) -> rusqlite::Result<()> {
    let mut texts: HashMap<&'f str, i64> = HashMap::new();
    let mut insert_text = tx.prepare("INSERT INTO text (id, value) VALUES (?1, ?2)")?;
    let mut insert = tx.prepare(
        "INSERT INTO reference (from_file, from_sym, kind, to_sym, to_usr, to_name, to_file, count, line) \
         VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)",
    )?;
    let mut id = |text: &'f str| -> rusqlite::Result<i64> {
        if let Some(id) = texts.get(text) {
            return Ok(*id);
        }
        let id = i64::try_from(texts.len()).unwrap_or(i64::MAX) + 1;
        insert_text.execute(params![id, text])?;
        texts.insert(text, id);
        Ok(id)
    };
    // References name such symbols by USR; queries that follow calls through them need their texts.
    for s in facts.symbols.iter().filter(|s| s.linkage != Linkage::External) {
        id(&s.mangled)?;
    }
    for r in &facts.refs {
        let from_file = id(&r.from_file)?;
        let from = r.from.as_deref().map(&mut id).transpose()?;
        let to = r.to.as_deref().map(&mut id).transpose()?;
        let usr = if r.to_usr.is_empty() { None } else { Some(id(&r.to_usr)?) };
        let name = if r.to_name.is_empty() { None } else { Some(id(&r.to_name)?) };
        let to_file = r.to_file.as_deref().map(&mut id).transpose()?;
        insert.execute(params![from_file, from, word(&r.kind), to, usr, name, to_file, r.count, r.line])?;
    }
    Ok(())
}

fn write_inputs(tx: &Transaction<'_>, inputs: &Inputs<'_>) -> rusqlite::Result<()> {
    for f in &inputs.files {
        tx.prepare_cached("INSERT INTO files (path, source, lines, hash, variants) VALUES (?1,?2,?3,?4,?5)")?
            .execute(params![f.path, f.source, f.lines, f.hash, f.variants])?;
    }
    for f in &inputs.findings {
        let span = f.span.as_ref();
        tx.prepare_cached(
            "INSERT INTO diagnostics (code, severity, file, line, count, json) VALUES (?1,?2,?3,?4,?5,?6)",
        )?
        .execute(params![
            f.code,
            f.severity.as_str(),
            span.map(|s| &s.file),
            span.map(|s| s.line),
            f.count,
            json(f)
        ])?;
    }
    for t in &inputs.targets {
        tx.prepare_cached("INSERT OR REPLACE INTO targets (name, kind, json) VALUES (?1,?2,?3)")?.execute(params![
            t.name,
            t.kind,
            json(t)
        ])?;
    }
    Ok(())
}

/// Findings of many TUs: one for each cause, with the number of TUs that it costs.
pub(crate) fn fold(findings: impl IntoIterator<Item = Finding>) -> Vec<Finding> {
    /// Causes that are named once, wherever they turn up.
    const ONCE: [&str; 3] = ["MG0103", "MG0104", "MG0117"];
    let mut out: BTreeMap<(String, String, Option<migrate_model::finding::Span>), Finding> = BTreeMap::new();
    for f in findings {
        let place = if ONCE.contains(&f.code.as_str()) { None } else { f.span.clone() };
        match out.get_mut(&(f.code.clone(), f.message.clone(), place.clone())) {
            None => {
                out.insert((f.code.clone(), f.message.clone(), place), f);
            }
            Some(known) => {
                known.count += f.count;
                if f.span < known.span {
                    known.span = f.span;
                    known.label = f.label;
                }
            }
        }
    }
    let mut out: Vec<Finding> = out.into_values().collect();
    out.sort_by(|a, b| (a.severity, &a.code, &a.span, &a.message).cmp(&(b.severity, &b.code, &b.span, &b.message)));
    out
}
