//! Names of Rust for names of C.

use std::collections::{BTreeMap, HashSet};

use crate::classify::words;

/// Words that Rust keeps for itself, and names of what generated types have anyway.
const TAKEN: [&str; 56] = [
    "as",
    "async",
    "await",
    "break",
    "const",
    "continue",
    "crate",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "fn",
    "for",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "match",
    "mod",
    "move",
    "mut",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "type",
    "unsafe",
    "use",
    "where",
    "while",
    "abstract",
    "become",
    "box",
    "do",
    "final",
    "gen",
    "macro",
    "override",
    "priv",
    "try",
    "typeof",
    "unsized",
    "virtual",
    "yield",
    "drop",
    "handle",
    "result",
    "peripheral",
    "union",
];

/// `some_name` of words.
pub(super) fn snake(words: &[String]) -> String {
    let name = words.join("_");
    match name.chars().next() {
        None => "it".into(),
        Some(c) if c.is_ascii_digit() => format!("n{name}"),
        Some(_) if TAKEN.contains(&name.as_str()) => format!("{name}_"),
        Some(_) => name,
    }
}

/// `SomeName` of words.
pub(super) fn camel(words: &[String]) -> String {
    let capital = |word: &String| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
    };
    let name: String = words.iter().map(capital).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() { format!("N{name}") } else { name }
}

/// The word that more than half of all names start with.
pub(super) fn common_start<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = 0;
    for name in names {
        all += 1;
        if let Some(first) = words(name).into_iter().next() {
            *counts.entry(first).or_default() += 1;
        }
    }
    counts.into_iter().find(|(_, count)| count * 2 > all).map(|(word, _)| word)
}

/// Words of a function without the HAL's and the module's.
pub(super) fn method(name: &str, start: Option<&str>, module: &[String]) -> Vec<String> {
    let mut rest = words(name);
    if start.is_some_and(|start| rest.first().is_some_and(|word| word == start)) && rest.len() > 1 {
        rest.remove(0);
    }
    if rest.len() > module.len() && rest.starts_with(module) {
        rest.drain(..module.len());
    }
    rest
}

/// Names that are given once.
#[derive(Default)]
pub(super) struct Unique(HashSet<String>);

impl Unique {
    pub(super) fn with(taken: &[&str]) -> Unique {
        Unique(taken.iter().map(|name| (*name).to_owned()).collect())
    }

    /// The first of these that is free, or the last with underscores behind it.
    pub(super) fn give(&mut self, candidates: [String; 2]) -> String {
        let mut name = candidates.iter().find(|name| !self.0.contains(*name)).unwrap_or(&candidates[1]).clone();
        while !self.0.insert(name.clone()) {
            name.push('_');
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn names_are_rust() {
        assert_eq!(snake(&list("transmit it")), "transmit_it");
        assert_eq!(snake(&list("loop")), "loop_");
        assert_eq!(snake(&list("7 bits")), "n7_bits");
        assert_eq!(camel(&list("i2c bus")), "I2cBus");
    }

    #[test]
    fn what_all_names_share_says_nothing() {
        assert_eq!(common_start(["DRV_A", "DRV_B", "other"].into_iter()).as_deref(), Some("drv"));
        assert_eq!(common_start(["a_b", "c_d"].into_iter()), None);
        assert_eq!(method("DRV_UART_Transmit", Some("drv"), &list("uart")), list("transmit"));
        assert_eq!(method("DRV_Delay", Some("drv"), &list("uart")), list("delay"));
    }

    #[test]
    fn a_name_is_given_once() {
        let mut unique = Unique::default();
        let pair = || ["a".to_owned(), "b".to_owned()];
        assert_eq!([unique.give(pair()), unique.give(pair()), unique.give(pair())], ["a", "b", "b_"]);
    }
}
