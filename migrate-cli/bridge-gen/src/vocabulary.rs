//! The words that generated C++ uses itself.
//!
//! Types of the library get other aliases, and macros of the library with such names are undefined behind its headers:
//! else the name of one macro would cost the whole bridge.

use std::collections::BTreeSet;

use migrate_model::facts::Macro;

use crate::package::{GLUE_H, SUPPORT_H};
use crate::survey;

/// Words of thunks, and of what the transport writes behind the library's headers.
const WRITTEN: [&str; 30] = [
    "Fat",
    "ManuallyDrop",
    "MaybeUninit",
    "T",
    "Throw",
    "Try",
    "bits",
    "capacity",
    "drop",
    "error",
    "fail",
    "func",
    "got_",
    "impl",
    "len",
    "methods",
    "new_len",
    "outcome",
    "pos",
    "ptr",
    "repr",
    "result",
    "self_",
    "size_",
    "ssize_t",
    "trycatch",
    "uintptr_t",
    "unsafe_bitcopy",
    "value",
    "what",
];

/// Every word of generated C++ that no header of the library decides about.
pub(crate) fn words() -> BTreeSet<&'static str> {
    let texts = [SUPPORT_H, GLUE_H, survey::PRELUDE];
    let code = texts.into_iter().flat_map(str::lines).map(|line| line.split("//").next().unwrap_or(line));
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let all = code.flat_map(move |line| line.split(move |c: char| !word(c)));
    all.filter(|w| w.starts_with(|c: char| c.is_ascii_alphabetic())).chain(WRITTEN).collect()
}

/// Lines that take macros with such names away.
pub(crate) fn undefined(macros: &[Macro]) -> String {
    let words = words();
    let names: BTreeSet<&str> = macros.iter().map(|m| m.name.as_str()).filter(|name| words.contains(name)).collect();
    names.into_iter().map(|name| format!("#undef {name}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_code() {
        let words = words();
        assert!(words.contains("Wire") && words.contains("unpack") && words.contains("self_"));
        assert!(!words.contains("gateway") && !words.contains("__EXCEPTIONS"));
    }
}
