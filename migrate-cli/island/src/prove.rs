//! Whether a facade stands for the original: what callers could link against before is there afterwards, once.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::{Kind, mark, owner};
use crate::object::{Binding, Definition, Object};
use crate::plan::Plan;

/// What a module's facade says of the symbols of its original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// Symbols that the facade defines.
    pub listed: BTreeSet<String>,
    /// Symbols that stay in C++, and are called under the names that they have.
    pub stays: BTreeSet<String>,
    /// How symbols of the members of replaced classes begin, behind `_ZN` or `_ZNK`: inline functions of the original are
    /// functions of the facade.
    pub shells: BTreeSet<String>,
}

/// How the names of functions begin that lead to members of the original which have no symbol.
const THUNK: &str = "migrate_cpp_";

impl Declared {
    /// A member of a replaced class.
    fn is_of_shell(&self, name: &str) -> bool {
        let member = name.strip_prefix("_ZNK").or_else(|| name.strip_prefix("_ZN"));
        member.is_some_and(|rest| self.shells.iter().any(|shell| rest.starts_with(shell.as_str())))
    }
}

/// How the two sides differ in one symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// The facade is to define it, and its objects do not, or only as a copy that the linker may drop.
    Unfaced,
    /// Only the original defines it, and nobody said that it stays in C++.
    Undeclared,
    /// The facade defines it under the name that the original keeps.
    Twice,
    /// Only the facade defines it.
    Extra,
}

/// What was compared, and how it differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many symbols of the original have their place.
    pub same: usize,
    /// The others, by kind and name.
    pub gaps: Vec<(Gap, Definition)>,
}

/// Compares what the objects of a module define with what is there when its facade stands before them: the facade's objects,
/// and the originals as `plan` renames them.
///
/// Type information is on both sides and one in the program, so it does not count. Nor does an inline function that only one
/// side happens to hold: whoever uses it has a copy.
#[must_use]
pub fn prove(originals: &[Object], facade: &[Object], declared: &Declared, plan: &Plan) -> Proof {
    let (before, after) = (strongest(originals), strongest(facade));
    let mut proof = Proof::default();
    for definition in before.values().filter(|d| counts(d)) {
        match gap(definition, &after, declared, plan) {
            Some(gap) => proof.gaps.push((gap, (*definition).clone())),
            None => proof.same += 1,
        }
    }
    let strong = after.values().filter(|d| counts(d) && d.binding == Binding::Strong);
    let extra = strong.filter(|d| !before.contains_key(d.name.as_str()) && !declared.is_of_shell(&d.name));
    proof.gaps.extend(extra.map(|d| (Gap::Extra, (*d).clone())));
    proof.gaps.sort();
    proof
}

fn gap(original: &Definition, facade: &BTreeMap<&str, &Definition>, declared: &Declared, plan: &Plan) -> Option<Gap> {
    let name = original.name.as_str();
    let faced = facade.get(name);
    let strong = |d: &&Definition| d.binding == Binding::Strong;
    if declared.listed.contains(name) {
        let stands = faced.is_some_and(|d| original.binding == Binding::Weak || strong(d));
        return (!stands).then_some(Gap::Unfaced);
    }
    // A weak one keeps its name, or is inline: whoever uses it has a copy.
    if original.binding == Binding::Weak || plan.renamed(name) != name {
        return None;
    }
    if faced.is_some_and(strong) {
        return Some(Gap::Twice);
    }
    // What is private to the original, and what leads to it.
    if declared.is_of_shell(name) || name.starts_with(THUNK) {
        return None;
    }
    // A table stands where the functions of its class do.
    let said = original.kind == Kind::Vtable || stays(owner(name).as_ref(), &declared.stays);
    (!said).then_some(Gap::Undeclared)
}

/// Whether a symbol stays. Of a constructor and a destructor some compilers write more variants than others: of an abstract
/// class GCC also writes the one that makes complete objects (Itanium C++ ABI 5.1.4.3, `C1`…`C3`, `D0`…`D2`).
fn stays(name: &str, listed: &BTreeSet<String>) -> bool {
    const VARIANTS: [&[&str]; 2] = [&["C1", "C2", "C3"], &["D0", "D1", "D2"]];
    let others = |kinds: &'static [&'static str]| {
        kinds.iter().flat_map(move |from| kinds.iter().map(move |to| (*from, *to))).filter(|(from, to)| from != to)
    };
    let is_listed = |(from, to): (&str, &str)| {
        name.match_indices(from)
            .any(|(at, _)| listed.contains(&format!("{}{to}{}", &name[..at], &name[at + from.len()..])))
    };
    listed.contains(name) || name.starts_with("_ZN") && VARIANTS.into_iter().flat_map(others).any(is_listed)
}

/// What objects define, by name; where several do, as the strongest of them does.
fn strongest(objects: &[Object]) -> BTreeMap<&str, &Definition> {
    let mut out: BTreeMap<&str, &Definition> = BTreeMap::new();
    for definition in objects.iter().flat_map(Object::definitions) {
        let known = out.entry(&definition.name).or_insert(definition);
        if definition.binding == Binding::Strong {
            *known = definition;
        }
    }
    out
}

/// There is to be the same on both sides: type information is one in the program, and marks follow what they mark.
fn counts(definition: &Definition) -> bool {
    definition.kind != Kind::Typeinfo && mark(&definition.name).is_none() && !is_instrumentation(&definition.name)
}

/// What clang puts into every object that a sanitizer instruments: the linker makes one of all.
fn is_instrumentation(name: &str) -> bool {
    ["___asan_", "__asan_", "__sanitizer_", "__sancov_"].iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closure::Closure;
    use crate::plan::plan;

    /// Name, kind, and how: `s`trong, `w`eak or `i`nline.
    fn object(definitions: &[(&str, Kind, char)]) -> Object {
        let mut out = Object::default();
        for (name, kind, how) in definitions {
            let binding = if *how == 's' { Binding::Strong } else { Binding::Weak };
            let definition = Definition { name: (*name).to_owned(), kind: *kind, binding, inline: *how == 'i' };
            out.definitions.insert((*name).to_owned(), (definition, Some(1)));
        }
        out
    }

    fn names(words: &str) -> BTreeSet<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    fn gaps(original: &Object, facade: &Object, listed: &str, stays: &str) -> Vec<(Gap, String)> {
        let declared = Declared { listed: names(listed), stays: names(stays), ..Declared::default() };
        let originals = std::slice::from_ref(original);
        let plan = plan(&declared.listed, originals, Closure::Used).unwrap();
        let proof = prove(originals, std::slice::from_ref(facade), &declared, &plan);
        proof.gaps.into_iter().map(|(gap, d)| (gap, d.name)).collect()
    }

    use Kind::{Data, Function, Typeinfo, Vtable};

    fn original() -> Object {
        object(&[
            ("moved", Function, 's'),
            ("kept", Function, 's'),
            ("variable", Data, 's'),
            ("hook", Function, 'w'),
            ("copied", Function, 'i'),
            ("_ZTV1A", Vtable, 's'),
            ("_ZTI1A", Typeinfo, 's'),
            ("_ZThn8_N1A4keptEv", Function, 's'),
        ])
    }

    const STAYS: &str = "kept variable _ZN1A4keptEv";

    #[test]
    fn a_facade_of_what_moves_and_originals_of_what_stays_are_the_same() {
        let facade = object(&[("moved", Function, 's'), ("helper", Function, 'i'), ("_ZTI1A", Typeinfo, 's')]);
        assert_eq!(gaps(&original(), &facade, "moved", STAYS), []);
    }

    #[test]
    fn what_the_facade_lacks_is_found() {
        let lacks = object(&[]);
        assert_eq!(gaps(&original(), &lacks, "moved", STAYS), [(Gap::Unfaced, "moved".to_owned())]);
        let droppable = object(&[("moved", Function, 'i')]);
        assert_eq!(gaps(&original(), &droppable, "moved", STAYS), [(Gap::Unfaced, "moved".to_owned())]);
    }

    #[test]
    fn what_nobody_declared_is_found() {
        let facade = object(&[("moved", Function, 's')]);
        assert_eq!(gaps(&original(), &facade, "moved", "variable _ZN1A4keptEv"), [(Gap::Undeclared, "kept".into())]);
        let thunk = (Gap::Undeclared, "_ZThn8_N1A4keptEv".to_owned());
        assert_eq!(gaps(&original(), &facade, "moved", "kept variable"), [thunk]);
    }

    #[test]
    fn a_constructor_that_stays_stays_in_every_variant() {
        let original =
            object(&[("_ZN1AC1Ev", Function, 's'), ("_ZN1AC2Ev", Function, 's'), ("_ZN1AD0Ev", Function, 's')]);
        assert_eq!(gaps(&original, &object(&[]), "", "_ZN1AC2Ev _ZN1AD2Ev"), []);
        let missing = (Gap::Undeclared, "_ZN1AD0Ev".to_owned());
        assert_eq!(gaps(&original, &object(&[]), "", "_ZN1AC2Ev"), [missing]);
    }

    #[test]
    fn two_of_one_name_and_what_is_new_are_found() {
        let facade = object(&[("moved", Function, 's'), ("_ZTV1A", Vtable, 's'), ("new", Data, 's')]);
        let expected = [(Gap::Twice, "_ZTV1A".to_owned()), (Gap::Extra, "new".to_owned())];
        assert_eq!(gaps(&original(), &facade, "moved", STAYS), expected);
    }

    #[test]
    fn members_of_a_replaced_class_are_each_sides_own() {
        let original = object(&[
            ("_ZN1A4pushEv", Function, 's'),
            ("_ZN1A6secretEv", Function, 's'),
            ("_ZNK1A4sizeEv", Function, 'i'),
            ("migrate_cpp_zoo_size", Function, 's'),
        ]);
        let facade = object(&[
            ("_ZN1A4pushEv", Function, 's'),
            ("_ZNK1A4sizeEv", Function, 's'),
            ("_ZN1AD1Ev", Function, 's'),
            ("_ZN2AB1fEv", Function, 's'),
        ]);
        let declared = Declared { listed: names("_ZN1A4pushEv"), shells: names("1A"), ..Declared::default() };
        let plan = plan(&declared.listed, std::slice::from_ref(&original), Closure::All).unwrap();
        let proof = prove(&[original], &[facade], &declared, &plan);
        let found: Vec<(Gap, String)> = proof.gaps.into_iter().map(|(gap, d)| (gap, d.name)).collect();
        assert_eq!(found, [(Gap::Extra, "_ZN2AB1fEv".to_owned())]);
    }

    #[test]
    fn the_strongest_definition_of_a_side_counts() {
        let weak = object(&[("f", Function, 'w')]);
        let strong = object(&[("f", Function, 's')]);
        let found: Vec<Binding> = strongest(&[weak, strong]).values().map(|d| d.binding).collect();
        assert_eq!(found, [Binding::Strong]);
    }

    #[test]
    fn what_a_sanitizer_adds_to_all_objects_does_not_count() {
        let both = object(&[("___asan_globals_registered", Data, 's')]);
        assert_eq!(gaps(&both, &both, "", ""), []);
    }
}
