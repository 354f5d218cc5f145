//! The fact index: one SQLite file.

mod derive;
mod graph;
mod merge;
mod read;
mod store;

pub(crate) use derive::{Inputs, derive, fold};
pub(crate) use merge::{Facts, RefKey, ref_key};
pub use read::{FactKind, Index, Value};
pub(crate) use store::{Store, StoredTu};

use crate::IndexError;

/// Version of `schema.sql`, kept in SQLite's `user_version`.
pub(crate) const SCHEMA_VERSION: u32 = 1;

pub(crate) fn sqlite_error(path: &std::path::Path, e: &rusqlite::Error) -> IndexError {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    let reason = e.to_string();
    match e.sqlite_error_code() {
        Some(NotADatabase | DatabaseCorrupt) => IndexError::Corrupt { path: path.to_owned(), reason },
        _ => IndexError::Sqlite { path: path.to_owned(), reason },
    }
}
