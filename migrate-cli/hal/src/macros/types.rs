//! Types of expressions, by libclang.

use std::collections::HashMap;
use std::fmt::Write as _;

use clang_sys::CXCursor_VarDecl;

use crate::error::HalError;
use crate::hal::Hal;
use crate::parse::Type;
use crate::view::Reader;

/// Start of the names of the declarations that carry the types.
const PREFIX: &str = "migrate_type_";

/// The types of those macros that libclang takes as expressions, by their index.
pub(super) fn types(hal: &Hal, reader: &Reader, names: &[(usize, &str)]) -> Result<HashMap<usize, Type>, HalError> {
    let mut text = hal.includes();
    for (index, name) in names {
        let _ = writeln!(text, "extern __typeof__({name}) {PREFIX}{index};");
    }
    let unit = reader.parse(&text)?;
    let mut found = HashMap::new();
    unit.cursor().each(|cursor| {
        if cursor.kind() == CXCursor_VarDecl
            && let Some(index) = cursor.spelling().strip_prefix(PREFIX).and_then(|rest| rest.parse().ok())
        {
            found.insert(index, Type::of(cursor.ty().canonical(), cursor.ty()));
        }
    });
    Ok(found)
}
