//! Code that small images have no room for, found by its names.

use migrate_model::hal::{ForbiddenSymbol, SymbolKind};

use super::elf::Image;

/// What is in a name of each kind. Names of C have to be the same in full.
const KINDS: &[(SymbolKind, &[&str], &[&str])] = &[
    (
        SymbolKind::Panic,
        &[
            "core::panicking::",
            "rust_begin_unwind",
            "unwrap_failed",
            "expect_failed",
            "core::slice::index::slice_",
            "slice_error_fail",
        ],
        &[],
    ),
    (
        SymbolKind::Fmt,
        &["core::fmt::", "alloc::fmt::"],
        &["printf", "sprintf", "snprintf", "vsnprintf", "_vfiprintf_r"],
    ),
    (
        SymbolKind::Alloc,
        &["alloc::", "__rust_alloc", "__rust_dealloc"],
        &["malloc", "calloc", "realloc", "free", "_sbrk"],
    ),
];

/// Symbols of an image that are of one of the kinds, each once, of the first kind that fits.
pub(crate) fn forbidden(image: &Image) -> Vec<ForbiddenSymbol> {
    let found = image.symbols.iter().filter_map(|symbol| {
        let kind = kind(&symbol.name)?;
        Some(ForbiddenSymbol { name: symbol.name.clone(), kind, bytes: symbol.size })
    });
    found.collect()
}

fn kind(name: &str) -> Option<SymbolKind> {
    let fits = |(_, parts, names): &&(SymbolKind, &[&str], &[&str])| {
        parts.iter().any(|part| name.contains(part)) || names.contains(&name)
    };
    KINDS.iter().find(fits).map(|(kind, ..)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_name() {
        assert_eq!(kind("core::panicking::panic_fmt"), Some(SymbolKind::Panic));
        assert_eq!(kind("<u32 as core::fmt::Display>::fmt"), Some(SymbolKind::Fmt));
        assert_eq!(kind("alloc::vec::Vec<T>::push"), Some(SymbolKind::Alloc));
        assert_eq!(kind("malloc"), Some(SymbolKind::Alloc));
        assert_eq!(kind("free_running_timer"), None);
        assert_eq!(kind("HAL_UART_Transmit"), None);
    }
}
