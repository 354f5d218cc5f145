//! Whether a facade stands for the original: the same symbols on both sides.

use std::collections::BTreeMap;

use crate::names::{Kind, mark};
use crate::object::{Binding, Definition, Object};

/// How the definitions of a facade differ from those of the original. Type information is on both sides and one in the
/// program, so it does not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Only the original defines these; where several objects do, as the strongest of them does.
    pub missing: Vec<Definition>,
    /// Only the facade defines these.
    pub extra: Vec<Definition>,
}

impl Difference {
    /// What makes a link fail or leaves callers with the original: symbols of which the program has one. Inline functions
    /// that only one side happens to hold are left out.
    #[must_use]
    pub fn of_one_kind(&self) -> Difference {
        let keep = |side: &[Definition]| side.iter().filter(|d| !d.inline).cloned().collect();
        Difference { missing: keep(&self.missing), extra: keep(&self.extra) }
    }

    /// Both sides define the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty()
    }
}

/// Compares what the objects of a module define, strong, weak and inline, with what its facade defines. By name, both
/// sides sorted.
#[must_use]
pub fn symbol_sets(originals: &[Object], facade: &Object) -> Difference {
    let of_originals = strongest(originals);
    let missing = of_originals.values().copied().filter(|d| counts(d)).filter(|d| facade.definition(&d.name).is_none());
    let extra = facade.definitions().filter(|d| counts(d)).filter(|d| !of_originals.contains_key(d.name.as_str()));
    Difference { missing: missing.cloned().collect(), extra: extra.cloned().collect() }
}

/// What objects define, by name; where several do, as the strongest of them does.
pub(crate) fn strongest(objects: &[Object]) -> BTreeMap<&str, &Definition> {
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
pub(crate) fn counts(definition: &Definition) -> bool {
    definition.kind != Kind::Typeinfo && mark(&definition.name).is_none() && !is_instrumentation(&definition.name)
}

/// What clang puts into every object that a sanitizer instruments: the linker makes one of all.
fn is_instrumentation(name: &str) -> bool {
    ["___asan_", "__asan_", "__sanitizer_", "__sancov_"].iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(definitions: &[(&str, Kind, Binding)]) -> Object {
        let mut out = Object::default();
        for (name, kind, binding) in definitions {
            let (name, inline) = ((*name).to_owned(), *binding == Binding::Weak);
            let definition = Definition { name: name.clone(), kind: *kind, binding: *binding, inline };
            out.definitions.insert(name, (definition, None));
        }
        out
    }

    #[test]
    fn both_sides_are_sorted_and_type_information_is_left_out() {
        use Binding::{Strong, Weak};
        let first = object(&[("b", Kind::Function, Weak), ("_ZTI1A", Kind::Typeinfo, Strong)]);
        let second = object(&[("a", Kind::Function, Strong), ("b", Kind::Function, Weak), ("v", Kind::Data, Strong)]);
        let facade = object(&[("a", Kind::Function, Strong), ("c", Kind::Function, Weak), ("d", Kind::Vtable, Strong)]);
        let all = symbol_sets(&[first.clone(), second], &facade);
        let names = |side: &[Definition]| side.iter().map(|d| d.name.clone()).collect::<Vec<_>>();
        assert_eq!(
            (names(&all.missing), names(&all.extra)),
            (vec!["b".into(), "v".into()], vec!["c".into(), "d".into()])
        );
        let strict = all.of_one_kind();
        assert_eq!((names(&strict.missing), names(&strict.extra)), (vec!["v".into()], vec!["d".into()]));
        assert!(symbol_sets(std::slice::from_ref(&first), &first).is_empty());
    }

    #[test]
    fn the_strongest_definition_of_the_original_counts() {
        let weak = object(&[("f", Kind::Function, Binding::Weak)]);
        let strong = object(&[("f", Kind::Function, Binding::Strong)]);
        let difference = symbol_sets(&[weak, strong], &Object::default());
        assert_eq!(difference.missing.iter().map(|d| d.binding).collect::<Vec<_>>(), [Binding::Strong]);
    }

    #[test]
    fn what_a_sanitizer_adds_to_all_objects_does_not_count() {
        let one = object(&[("___asan_globals_registered", Kind::Data, Binding::Strong)]);
        assert_eq!(symbol_sets(std::slice::from_ref(&one), &Object::default()), Difference::default());
    }
}
