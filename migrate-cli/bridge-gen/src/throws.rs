//! Which functions may throw: those from which a `throw` can be reached, as far as headers and archives show it.

use std::collections::{BTreeSet, HashMap};

use migrate_model::facts::SiteKind;

use crate::input::Facts;

/// Answers by linker symbol.
#[derive(Debug)]
pub(crate) struct Throws<'a> {
    facts: &'a Facts,
    direct: BTreeSet<&'a str>,
    overriders: HashMap<&'a str, Vec<&'a str>>,
    usr_of: HashMap<&'a str, &'a str>,
    /// Anything at all may throw.
    any: bool,
}

impl<'a> Throws<'a> {
    /// Reads the facts.
    pub(crate) fn new(facts: &'a Facts) -> Throws<'a> {
        let direct: BTreeSet<&str> =
            facts.sites.iter().filter(|s| s.kind == SiteKind::Throw).filter_map(|s| s.within.as_deref()).collect();
        let mut overriders: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut usr_of = HashMap::new();
        for s in &facts.symbols {
            usr_of.insert(s.mangled.as_str(), s.about.usr.as_str());
            for o in &s.about.overrides {
                overriders.entry(o).or_default().push(&s.mangled);
            }
        }
        let any = !direct.is_empty() || !facts.throwing.is_empty();
        Throws { facts, direct, overriders, usr_of, any }
    }

    /// A call of this symbol may end with an exception.
    pub(crate) fn may(&self, mangled: &str, is_virtual: bool) -> bool {
        if !self.any {
            return false;
        }
        let mut seen = BTreeSet::new();
        let mut todo = vec![mangled];
        if is_virtual {
            let overriders = self.usr_of.get(mangled).and_then(|u| self.overriders.get(u));
            match overriders {
                Some(found) => todo.extend(found),
                None if !self.facts.throwing.contains(mangled) && !self.known(mangled) => return true,
                None => {}
            }
        }
        while let Some(at) = todo.pop() {
            if !seen.insert(at) {
                continue;
            }
            if self.direct.contains(at) || self.facts.throwing.contains(at) {
                return true;
            }
            if let Some(next) = self.facts.calls.get(at) {
                todo.extend(next.iter().map(String::as_str));
            }
        }
        false
    }

    /// The function of this identifier may, if it is one of the codebase's.
    pub(crate) fn named(&self, usr: &str) -> bool {
        self.usr_of.iter().any(|(mangled, u)| *u == usr && self.may(mangled, false))
    }

    /// Its code has been seen.
    fn known(&self, mangled: &str) -> bool {
        self.facts.calls.contains_key(mangled) || self.facts.defined.as_ref().is_some_and(|d| d.contains(mangled))
    }
}
