//! Reads arrays of constants from object files.

use std::collections::HashMap;

use object::{Endianness, File, Object as _, ObjectSection as _, ObjectSymbol as _, SectionKind, Symbol};

use crate::{Complaint, ProbeError};

/// Bytes of an `unsigned long long`.
const WIDTH: usize = 8;

/// The values of each array, as the compiler laid them out for its target.
pub(crate) fn read(object: &[u8], symbols: &[&str]) -> Result<Vec<Result<Vec<u64>, Complaint>>, ProbeError> {
    let file = File::parse(object).map_err(|e| ProbeError::Object(e.to_string()))?;
    let defined: HashMap<&str, Symbol<'_, '_>> = file
        .symbols()
        .filter(|s| s.is_definition() && s.is_global())
        .filter_map(|s| Some((s.name().ok()?, s)))
        .collect();
    let values = |name: &&str| match defined.get(name) {
        Some(symbol) => values(&file, symbol).ok_or_else(|| complaint(name, "is no array of constants")),
        None => Err(complaint(name, "is not defined for other translation units")),
    };
    Ok(symbols.iter().map(values).collect())
}

fn complaint(name: &str, what: &str) -> Complaint {
    Complaint { message: format!("'{name}' {what}"), line: None }
}

/// Only bytes that neither the program nor the linker changes are values: what is computed when the program starts stands in
/// writable memory, and addresses are relocated.
fn values(file: &File<'_>, symbol: &Symbol<'_, '_>) -> Option<Vec<u64>> {
    let section = file.section_by_index(symbol.section_index()?).ok()?;
    if !matches!(section.kind(), SectionKind::ReadOnlyData | SectionKind::ReadOnlyString) {
        return None;
    }
    let start = symbol.address().checked_sub(section.address())?;
    let range = start..start.checked_add(symbol.size())?;
    if section.relocations().any(|(at, _)| range.contains(&at)) {
        return None;
    }
    let bytes = section.data().ok()?.get(usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?)?;
    let (words, rest) = bytes.as_chunks::<WIDTH>();
    let value = |word: &[u8; WIDTH]| match file.endianness() {
        Endianness::Little => u64::from_le_bytes(*word),
        Endianness::Big => u64::from_be_bytes(*word),
    };
    (rest.is_empty() && !words.is_empty()).then(|| words.iter().map(value).collect())
}
