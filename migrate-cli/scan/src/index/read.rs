//! The reading side: facts as JSON lines, queries of rules, sizes.

use std::path::{Path, PathBuf};

use migrate_model::facts::Ref;
use migrate_model::finding::Finding;
use migrate_model::graph::SymbolGraph;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::{SCHEMA_VERSION, sqlite_error};
use crate::{Counts, IndexError};

/// Kinds of facts that can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// Linker symbols.
    Symbols,
    /// References.
    Refs,
    /// Types and templates.
    Types,
    /// Macros.
    Macros,
    /// Includes.
    Includes,
    /// Places that matter to a migration.
    Sites,
    /// Files.
    Files,
    /// CMake targets.
    Targets,
    /// Findings of the scan.
    Diagnostics,
}

/// A value of a query's result.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// SQL's `NULL`.
    Null,
    /// An integer.
    Int(i64),
    /// A floating-point number.
    Real(f64),
    /// Text; blobs are read as text.
    Text(String),
}

/// A finished index, open for reading.
pub struct Index {
    pub(super) db: Connection,
    path: PathBuf,
}

impl Index {
    /// Opens the index for reading.
    ///
    /// # Errors
    /// There is none, it has another schema, it is damaged, or the scan that made it has not come to its end.
    pub fn open(file: &Path) -> Result<Index, IndexError> {
        let index = Index::open_any(file)?;
        let complete: Option<String> = index
            .db
            .query_row("SELECT value FROM meta WHERE key = 'inputs'", [], |r| r.get(0))
            .optional()
            .map_err(|e| sqlite_error(file, &e))?;
        if complete.is_none() {
            return Err(IndexError::Incomplete(file.to_owned()));
        }
        Ok(index)
    }

    /// Opens an index of the right schema, complete or not.
    pub(crate) fn open_any(file: &Path) -> Result<Index, IndexError> {
        if !file.is_file() {
            return Err(IndexError::Missing(file.to_owned()));
        }
        let fail = |e: rusqlite::Error| sqlite_error(file, &e);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(file, flags).map_err(fail)?;
        let found: u32 = db.query_row("PRAGMA user_version", [], |r| r.get(0)).map_err(fail)?;
        let wanted = SCHEMA_VERSION;
        let path = file.to_owned();
        if found < wanted {
            return Err(IndexError::Older { path, found, wanted });
        }
        if found > wanted {
            return Err(IndexError::Newer { path, found, wanted });
        }
        db.query_row("SELECT count(*) FROM tu", [], |r| r.get::<_, i64>(0)).map_err(fail)?;
        Ok(Index { db, path })
    }

    fn fail(&self, e: &rusqlite::Error) -> IndexError {
        sqlite_error(&self.path, e)
    }

    /// Hands every row of one kind to `row` as one JSON object without a line break, in a stable order.
    /// `row` returns false to stop early.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn facts(&self, kind: FactKind, row: &mut dyn FnMut(&str) -> bool) -> Result<(), IndexError> {
        let result = match kind {
            FactKind::Symbols => self.json_rows("SELECT json FROM symbols ORDER BY id", row),
            FactKind::Types => self.json_rows("SELECT json FROM types ORDER BY id", row),
            FactKind::Macros => self.json_rows("SELECT json FROM macros ORDER BY id", row),
            FactKind::Includes => self.json_rows("SELECT json FROM includes ORDER BY id", row),
            FactKind::Sites => self.json_rows("SELECT json FROM sites ORDER BY id", row),
            FactKind::Targets => self.json_rows("SELECT json FROM targets ORDER BY name", row),
            FactKind::Diagnostics => self.json_rows("SELECT json FROM diagnostics ORDER BY id", row),
            FactKind::Refs => self.refs(row),
            FactKind::Files => self.json_rows(
                "SELECT json_object('path', path, 'source', json(iif(source, 'true', 'false')), 'lines', lines, \
                 'hash', hash, 'variants', variants) FROM files ORDER BY path",
                row,
            ),
        };
        result.map_err(|e| self.fail(&e))
    }

    fn json_rows(&self, sql: &str, row: &mut dyn FnMut(&str) -> bool) -> rusqlite::Result<()> {
        let mut query = self.db.prepare(sql)?;
        let mut rows = query.query([])?;
        while let Some(r) = rows.next()? {
            if !row(r.get_ref(0)?.as_str()?) {
                break;
            }
        }
        Ok(())
    }

    fn refs(&self, row: &mut dyn FnMut(&str) -> bool) -> rusqlite::Result<()> {
        let mut query = self.db.prepare(
            "SELECT from_file, from_symbol, kind, to_symbol, to_usr, to_name, to_file, count, line FROM refs ORDER BY id",
        )?;
        let mut rows = query.query([])?;
        while let Some(r) = rows.next()? {
            let kind: String = r.get(2)?;
            let fact = Ref {
                from_file: r.get(0)?,
                from: r.get(1)?,
                kind: serde_json::from_value(kind.into()).map_err(|e| {
                    rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Text, Box::new(e))
                })?,
                to: r.get(3)?,
                to_usr: r.get::<_, Option<String>>(4)?.unwrap_or_default(),
                to_name: r.get::<_, Option<String>>(5)?.unwrap_or_default(),
                to_file: r.get(6)?,
                count: r.get(7)?,
                line: r.get(8)?,
            };
            if !row(&serde_json::to_string(&fact).unwrap_or_default()) {
                break;
            }
        }
        Ok(())
    }

    /// What is known of the TUs, by key.
    pub(crate) fn tus(&self) -> Result<std::collections::BTreeMap<String, super::StoredTu>, IndexError> {
        super::store::read_tus(&self.db).map_err(|e| self.fail(&e))
    }

    /// The symbol graph between source files.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn graph(&self) -> Result<SymbolGraph, IndexError> {
        super::graph::read(&self.db).map_err(|e| self.fail(&e))
    }

    /// Findings of the scan, most severe first.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn findings(&self) -> Result<Vec<Finding>, IndexError> {
        let mut out = Vec::new();
        self.facts(FactKind::Diagnostics, &mut |row| {
            out.extend(serde_json::from_str::<Finding>(row));
            true
        })?;
        Ok(out)
    }

    /// Runs one read-only query (of a rule); each row is its columns by name.
    ///
    /// # Errors
    /// The query is wrong, or the index is damaged.
    pub fn query(&self, sql: &str) -> Result<Vec<Vec<(String, Value)>>, IndexError> {
        self.try_query(sql).map_err(|e| self.fail(&e))
    }

    fn try_query(&self, sql: &str) -> rusqlite::Result<Vec<Vec<(String, Value)>>> {
        let mut query = self.db.prepare(sql)?;
        let names: Vec<String> = query.column_names().into_iter().map(str::to_owned).collect();
        let mut rows = query.query([])?;
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            let mut row = Vec::with_capacity(names.len());
            for (i, name) in names.iter().enumerate() {
                let value = match r.get_ref(i)? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(v) => Value::Int(v),
                    ValueRef::Real(v) => Value::Real(v),
                    ValueRef::Text(t) | ValueRef::Blob(t) => Value::Text(String::from_utf8_lossy(t).into_owned()),
                };
                row.push((name.clone(), value));
            }
            out.push(row);
        }
        Ok(out)
    }

    /// Sizes.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn counts(&self) -> Result<Counts, IndexError> {
        counts(&self.db).map_err(|e| self.fail(&e))
    }
}

pub(super) fn counts(db: &Connection) -> rusqlite::Result<Counts> {
    let one = |sql: &str| db.query_row(sql, [], |r| r.get::<_, u64>(0));
    Ok(Counts {
        files: one("SELECT count(*) FROM files")?,
        lines: one("SELECT coalesce(sum(lines), 0) FROM files")?,
        symbols: one("SELECT count(*) FROM symbols")?,
        references: one("SELECT count(*) FROM reference")?,
    })
}
