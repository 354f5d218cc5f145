//! The objects of a facade, out of the archive that holds all Rust and all facades.

use std::collections::{BTreeMap, BTreeSet};

use object::read::archive::{ArchiveFile, ArchiveOffset};

use crate::object::{Binding, Object, ObjectError};

/// The members of an archive that define one of these symbols as the only one of the program.
///
/// # Errors
/// It is no archive, or such a member is no object that can be read.
pub(crate) fn definers(bytes: &[u8], symbols: &BTreeSet<String>) -> Result<Vec<Object>, ObjectError> {
    let damaged = |e: object::Error| ObjectError::Damaged(e.to_string());
    let archive = ArchiveFile::parse(bytes).map_err(|_| ObjectError::NoArchive)?;
    let mut members: BTreeMap<u64, ArchiveOffset> = BTreeMap::new();
    for symbol in archive.symbols().map_err(damaged)?.ok_or(ObjectError::NoIndex)? {
        let symbol = symbol.map_err(damaged)?;
        if std::str::from_utf8(symbol.name()).is_ok_and(|name| symbols.contains(name)) {
            members.insert(symbol.offset().0, symbol.offset());
        }
    }
    let mut out = Vec::new();
    for offset in members.into_values() {
        let member = archive.member(offset).map_err(damaged)?;
        let object = Object::parse(member.data(bytes).map_err(damaged)?)?;
        // An inline function that is listed for another module is in other objects as well.
        if symbols.iter().filter_map(|s| object.definition(s)).any(|d| d.binding == Binding::Strong) {
            out.push(object);
        }
    }
    Ok(out)
}
