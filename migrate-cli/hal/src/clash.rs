//! Symbols that two HALs define.

use std::collections::BTreeSet;

use migrate_model::finding::{Finding, Severity};

use crate::classify::Symbols;
use crate::error::HalError;
use crate::hal::Hal;
use crate::symbols;

/// Functions that the sources of a HAL define, those aside that are weak.
///
/// # Errors
/// If the vendor's compiler is missing, or `sources` names nothing. A source that does not compile only costs itself.
pub fn defined(hal: &Hal) -> Result<BTreeSet<String>, HalError> {
    let files = symbols::sources(hal)?;
    let (symbols, _) = symbols::read(hal, &files)?;
    Ok(strong(&symbols))
}

/// Functions that are defined and not weak.
pub(crate) fn strong(symbols: &Symbols) -> BTreeSet<String> {
    symbols.defined.iter().filter(|(_, weak)| !**weak).map(|(name, _)| name.clone()).collect()
}

/// What a HAL and another one define both: one finding for all of it.
#[must_use]
pub fn clash(own: (&str, &BTreeSet<String>), other: (&str, &BTreeSet<String>)) -> Option<Finding> {
    const FEW: usize = 5;
    let both: Vec<&String> = own.1.intersection(other.1).collect();
    let first = both.first()?;
    let names: Vec<String> = both.iter().take(FEW).map(|name| format!("`{name}`")).collect();
    let more = both.len().saturating_sub(FEW);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("the HALs `{}` and `{}` define {}{rest}", own.0, other.0, names.join(", "));
    let mut finding = Finding::new("MG0903", Severity::Warning, message);
    if let Some(rule) = migrate_rules::find("MG0903") {
        finding = finding.cost(rule.cost).help(rule.help);
    }
    finding.subject = (*first).clone();
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_define_is_named() {
        let set = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<BTreeSet<String>>();
        let found = clash(("a", &set(&["x", "start"])), ("b", &set(&["start", "y"]))).unwrap();
        assert_eq!(found.message, "the HALs `a` and `b` define `start`");
        assert!(clash(("a", &set(&["x"])), ("b", &set(&["y"]))).is_none());
    }
}
