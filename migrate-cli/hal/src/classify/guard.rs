//! Memory whose units depend on how the device is set: with which settings of the handle some code takes it for larger ones.
//!
//! What is looked for is a proof: each such place stands in branches that compare settings of the handle with constants, and
//! nothing on the way changes those settings. Then a look at them before the call is enough.

use std::collections::{BTreeSet, HashSet};

use migrate_model::hal::GuardTerm;

use super::words::words;
use super::world::World;
use crate::parse::{Body, Function, Memory, Term};

impl World<'_> {
    /// The settings with which the memory of a parameter is taken for larger units; `None` if that is not proven.
    ///
    /// A function that waits is done with the memory when it returns, so only what it calls matters. What another one keeps
    /// in a struct any code of the HAL may use later.
    pub(super) fn guard(&self, function: &Function, index: usize, waits: bool) -> Option<Vec<Vec<GuardTerm>>> {
        let mut found = BTreeSet::new();
        let mut seen = HashSet::new();
        self.places(&function.name, index, &mut seen, &mut found)?;
        let body = self.bodies.get(&function.name)?;
        let kept: HashSet<&String> = body.kept_in.iter().filter(|(i, _)| *i == index).map(|(_, m)| m).collect();
        let users: Vec<&Body> = match waits {
            true => self.reached(&function.name).into_iter().filter_map(|name| self.bodies.get(name)).collect(),
            false => self.bodies.values().collect(),
        };
        for wide in users.iter().flat_map(|b| &b.wide) {
            if matches!(&wide.memory, Memory::Member(member) if kept.contains(member)) {
                found.insert(wide.when.clone());
            }
        }
        let holds = |terms: &Vec<Term>| !terms.is_empty() && terms.iter().all(|t| self.is_setting(t, body));
        let settings =
            |terms: &Vec<Term>| -> Vec<Term> { terms.iter().filter(|t| self.is_setting(t, body)).cloned().collect() };
        let found: BTreeSet<Vec<Term>> = found.iter().map(settings).collect();
        // A function that waits and has no such place does not care what others do with what they keep.
        ((waits || !found.is_empty()) && found.iter().all(holds)).then(|| found.into_iter().map(guard_terms).collect())
    }

    /// Places in the function and in those that it hands the memory to, together with the handle.
    fn places<'a>(
        &'a self,
        name: &'a str,
        index: usize,
        seen: &mut HashSet<(&'a str, usize)>,
        found: &mut BTreeSet<Vec<Term>>,
    ) -> Option<()> {
        if !seen.insert((name, index)) {
            return Some(());
        }
        let Some(body) = self.bodies.get(name) else { return Some(()) };
        let own = body.wide.iter().filter(|w| w.memory == Memory::Parameter(index));
        found.extend(own.map(|w| w.when.clone()));
        for (_, callee, at) in body.passes.iter().filter(|(own, ..)| *own == index) {
            let widens = self.bodies.get(callee).is_some_and(|b| b.widened.contains(at));
            if widens && !body.passes.contains(&(0, callee.clone(), 0)) {
                return None;
            }
            self.places(callee, *at, seen, found)?;
        }
        Some(())
    }

    /// The function and all that it calls.
    fn reached<'a>(&'a self, name: &'a str) -> HashSet<&'a str> {
        let (mut seen, mut open) = (HashSet::new(), vec![name]);
        while let Some(name) = open.pop() {
            if seen.insert(name) {
                open.extend(self.bodies.get(name).into_iter().flat_map(|b| b.calls.iter().map(String::as_str)));
            }
        }
        seen
    }

    /// A member of the settings in the handle that the function leaves alone.
    fn is_setting(&self, term: &Term, body: &Body) -> bool {
        let Some((first, rest)) = term.member.split_once('.') else { return false };
        let last = rest.rsplit('.').next().unwrap_or(rest);
        words(first).iter().any(|word| self.vocabulary.settings.contains(word)) && !body.assigned.contains(last)
    }
}

fn guard_terms(terms: Vec<Term>) -> Vec<GuardTerm> {
    let mut terms: Vec<GuardTerm> =
        terms.into_iter().map(|t| GuardTerm { member: t.member, op: t.op, value: t.value }).collect();
    terms.sort();
    terms.dedup();
    terms
}
