//! The writing side: what translation units said.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, params};

use super::{SCHEMA_VERSION, sqlite_error};
use crate::IndexError;
use crate::protocol::{Reply, Status};

const SCHEMA: &str = include_str!("schema.sql");

/// What the index holds of a TU, apart from its facts.
#[derive(Clone, Debug)]
pub(crate) struct StoredTu {
    pub(crate) status: Status,
    pub(crate) digest: String,
    pub(crate) millis: u64,
    /// Files that it read, by name, with their hashes.
    pub(crate) reads: BTreeMap<String, String>,
    /// Where a missing header could appear, by name.
    pub(crate) missing: Vec<String>,
}

/// An index open for writing.
pub(crate) struct Store {
    pub(super) db: Connection,
    pub(super) path: PathBuf,
}

/// What opening an index for writing came to.
pub(crate) struct Opened {
    pub(crate) store: Store,
    /// Something to tell the user: an index was replaced.
    pub(crate) note: Option<String>,
}

impl Store {
    /// Opens or makes the index. One of another schema or a damaged one is a cache that has lost its worth: it is set
    /// aside and made anew; one of a newer version is refused.
    pub(crate) fn open(path: &Path) -> Result<Opened, IndexError> {
        match Store::try_open(path) {
            Ok(store) => Ok(Opened { store, note: None }),
            Err(IndexError::Older { found, .. }) => {
                remove(path)?;
                let note = format!("the index had schema {found}, which this version does not read; it is made anew");
                Ok(Opened { store: Store::try_open(path)?, note: Some(note) })
            }
            Err(IndexError::Corrupt { reason, .. }) => {
                let aside = path.with_extension("db.damaged");
                let _ = std::fs::rename(path, &aside);
                remove(path)?;
                let note = format!("the index was damaged ({reason}); it is kept as {} and made anew", aside.display());
                Ok(Opened { store: Store::try_open(path)?, note: Some(note) })
            }
            Err(e) => Err(e),
        }
    }

    fn try_open(path: &Path) -> Result<Store, IndexError> {
        let fail = |e: rusqlite::Error| sqlite_error(path, &e);
        let db = Connection::open(path).map_err(fail)?;
        // The index is a cache: after a power cut it is checked and made anew, so no transaction waits for the disk.
        db.execute_batch("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;")
            .map_err(fail)?;
        let found: u32 = db.query_row("PRAGMA user_version", [], |r| r.get(0)).map_err(fail)?;
        let tables: u32 = db.query_row("SELECT count(*) FROM sqlite_master", [], |r| r.get(0)).map_err(fail)?;
        let wanted = SCHEMA_VERSION;
        if tables == 0 {
            db.execute_batch(&format!("BEGIN; {SCHEMA} PRAGMA user_version={wanted}; COMMIT;")).map_err(fail)?;
        } else if found < wanted {
            return Err(IndexError::Older { path: path.to_owned(), found, wanted });
        } else if found > wanted {
            return Err(IndexError::Newer { path: path.to_owned(), found, wanted });
        }
        Ok(Store { db, path: path.to_owned() })
    }

    pub(super) fn fail(&self, e: &rusqlite::Error) -> IndexError {
        sqlite_error(&self.path, e)
    }

    /// A value of `meta`.
    pub(crate) fn meta(&self, key: &str) -> Result<Option<String>, IndexError> {
        self.db
            .query_row("SELECT value FROM meta WHERE key = ?1", [key], |r| r.get(0))
            .optional()
            .map_err(|e| self.fail(&e))
    }

    /// Everything that is known of the TUs, by key.
    pub(crate) fn tus(&self) -> Result<BTreeMap<String, StoredTu>, IndexError> {
        read_tus(&self.db).map_err(|e| self.fail(&e))
    }

    /// Sizes.
    pub(crate) fn counts(&self) -> Result<crate::Counts, IndexError> {
        super::read::counts(&self.db).map_err(|e| self.fail(&e))
    }

    /// Keeps what a TU said, in place of what it said before. `reads` are names with hashes.
    pub(crate) fn put(
        &mut self,
        key: &str,
        file: &str,
        reply: &Reply,
        reads: &BTreeMap<String, String>,
        missing: &[String],
        digest: &str,
    ) -> Result<(), IndexError> {
        let path = self.path.clone();
        self.try_put(key, file, reply, reads, missing, digest).map_err(|e| sqlite_error(&path, &e))
    }

    fn try_put(
        &mut self,
        key: &str,
        file: &str,
        reply: &Reply,
        reads: &BTreeMap<String, String>,
        missing: &[String],
        digest: &str,
    ) -> rusqlite::Result<()> {
        let findings = serde_json::to_string(&reply.findings).unwrap_or_else(|_| "[]".to_owned());
        let tx = self.db.transaction()?;
        for table in ["tu_group", "tu_read", "tu_missing"] {
            tx.execute(&format!("DELETE FROM {table} WHERE tu = ?1"), [key])?;
        }
        tx.execute(
            "INSERT OR REPLACE INTO tu (key, file, status, digest, millis, findings) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![key, file, reply.status.as_str(), digest, reply.cpu_millis, findings],
        )?;
        for group in &reply.groups {
            if let Some(body) = &group.body {
                tx.prepare_cached("INSERT OR IGNORE INTO fact_group (hash, body) VALUES (?1, ?2)")?
                    .execute(params![group.hash, body.as_bytes()])?;
            }
            tx.prepare_cached("INSERT OR IGNORE INTO tu_group (tu, hash) VALUES (?1, ?2)")?
                .execute(params![key, group.hash])?;
        }
        for (path, hash) in reads {
            tx.prepare_cached("INSERT INTO tu_read (tu, path, hash) VALUES (?1, ?2, ?3)")?
                .execute(params![key, path, hash])?;
        }
        for path in missing {
            tx.prepare_cached("INSERT OR IGNORE INTO tu_missing (tu, path) VALUES (?1, ?2)")?
                .execute(params![key, path])?;
        }
        tx.commit()
    }

    /// Forgets TUs that no command names any more, and facts that no TU holds.
    pub(crate) fn retain(&mut self, keys: &dyn Fn(&str) -> bool) -> Result<(), IndexError> {
        let path = self.path.clone();
        self.try_retain(keys).map_err(|e| sqlite_error(&path, &e))
    }

    fn try_retain(&mut self, keys: &dyn Fn(&str) -> bool) -> rusqlite::Result<()> {
        let tx = self.db.transaction()?;
        let gone: Vec<String> = tx
            .prepare("SELECT key FROM tu")?
            .query_map([], |r| r.get::<_, String>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?
            .into_iter()
            .filter(|k| !keys(k))
            .collect();
        for key in gone {
            for (table, column) in [("tu_group", "tu"), ("tu_read", "tu"), ("tu_missing", "tu"), ("tu", "key")] {
                tx.execute(&format!("DELETE FROM {table} WHERE {column} = ?1"), [&key])?;
            }
        }
        tx.execute("DELETE FROM fact_group WHERE hash NOT IN (SELECT hash FROM tu_group)", [])?;
        tx.commit()
    }

    /// Takes over the TUs of another index that this one does not have with the same digest.
    pub(crate) fn absorb(&mut self, other: &Path) -> Result<usize, IndexError> {
        // Opened once on its own, so that a wrong file is named as what it is.
        drop(super::Index::open_any(other)?);
        let path = self.path.clone();
        self.try_absorb(other).map_err(|e| sqlite_error(&path, &e))
    }

    fn try_absorb(&mut self, other: &Path) -> rusqlite::Result<usize> {
        self.db.execute("ATTACH DATABASE ?1 AS other", [other.to_string_lossy()])?;
        let tx = self.db.transaction()?;
        let new = "SELECT o.key FROM other.tu o LEFT JOIN main.tu m ON m.key = o.key \
                   WHERE m.key IS NULL OR m.digest <> o.digest";
        let keys: Vec<String> = tx.prepare(new)?.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
        for key in &keys {
            for (table, column) in [("tu_group", "tu"), ("tu_read", "tu"), ("tu_missing", "tu"), ("tu", "key")] {
                tx.execute(&format!("DELETE FROM main.{table} WHERE {column} = ?1"), [key])?;
            }
            tx.execute("INSERT INTO main.tu SELECT * FROM other.tu WHERE key = ?1", [key])?;
            tx.execute(
                "INSERT OR IGNORE INTO main.fact_group SELECT * FROM other.fact_group WHERE hash IN \
                 (SELECT hash FROM other.tu_group WHERE tu = ?1)",
                [key],
            )?;
            for table in ["tu_group", "tu_read", "tu_missing"] {
                tx.execute(&format!("INSERT INTO main.{table} SELECT * FROM other.{table} WHERE tu = ?1"), [key])?;
            }
        }
        tx.commit()?;
        self.db.execute("DETACH DATABASE other", [])?;
        Ok(keys.len())
    }

    /// How each TU ended and what was said of it: file, status, findings as JSON.
    pub(crate) fn outcomes(&self) -> Result<Vec<(String, String, String)>, IndexError> {
        let read = || -> rusqlite::Result<Vec<(String, String, String)>> {
            self.db
                .prepare("SELECT file, status, findings FROM tu ORDER BY file, key")?
                .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
                .collect()
        };
        read().map_err(|e| self.fail(&e))
    }
}

impl Status {
    /// The status of a stored text.
    pub(crate) fn from_stored(text: &str) -> Option<Status> {
        [Status::Ok, Status::Partial, Status::Crashed, Status::Timeout, Status::Memory, Status::Failed]
            .into_iter()
            .find(|s| s.as_str() == text)
    }
}

fn remove(path: &Path) -> Result<(), IndexError> {
    for extra in ["", "-journal", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(extra);
        match std::fs::remove_file(PathBuf::from(&name)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                return Err(IndexError::Sqlite { path: path.to_owned(), reason: e.to_string() });
            }
            _ => {}
        }
    }
    Ok(())
}

pub(super) fn read_tus(db: &Connection) -> rusqlite::Result<BTreeMap<String, StoredTu>> {
    let mut out = BTreeMap::new();
    let mut query = db.prepare("SELECT key, digest, millis, status FROM tu")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let status = Status::from_stored(row.get_ref(3)?.as_str()?).unwrap_or(Status::Failed);
        let (digest, millis) = (row.get(1)?, row.get(2)?);
        let tu = StoredTu { status, digest, millis, reads: BTreeMap::new(), missing: Vec::new() };
        out.insert(row.get::<_, String>(0)?, tu);
    }
    let mut query = db.prepare("SELECT tu, path, hash FROM tu_read")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(tu) = out.get_mut(row.get_ref(0)?.as_str()?) {
            tu.reads.insert(row.get(1)?, row.get(2)?);
        }
    }
    let mut query = db.prepare("SELECT tu, path FROM tu_missing")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(tu) = out.get_mut(row.get_ref(0)?.as_str()?) {
            tu.missing.push(row.get(1)?);
        }
    }
    Ok(out)
}
