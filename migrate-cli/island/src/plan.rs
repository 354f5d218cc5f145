//! What is renamed in the objects of an island, and what becomes weak.

use std::collections::{BTreeMap, BTreeSet};

use crate::closure::{Closure, closure};
use crate::names::{Kind, mark};
use crate::object::{Binding, Definition, Object};

/// What stands behind the name of everything that a facade defines, in the objects of the original.
pub const TWIN: &str = ".cpp_twin";

/// Why an island cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// `MG0604`: no object defines these symbols.
    #[error("the facade defines what the original does not: {}", .0.join(", "))]
    Missing(Vec<String>),
    /// Several objects define these symbols, and not as copies of one inline function.
    #[error("several objects define {}", .0.join(", "))]
    Twice(Vec<String>),
    /// These are variables: there is one of each, and it stays where it is.
    #[error("the facade defines variables of the original: {}", .0.join(", "))]
    Data(Vec<String>),
}

/// What is done to every object of an island.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Old and new names.
    pub renames: BTreeMap<String, String>,
    /// Type information that is strong in the original and in the facade, and has to be one.
    pub weaken: BTreeSet<String>,
    /// How many names are renamed that the facade does not define.
    pub beside: usize,
}

/// Decides for all objects of a module at once. `listed` are the symbols that its facade defines.
///
/// # Errors
/// The list and the objects do not fit.
pub fn plan(listed: &BTreeSet<String>, objects: &[Object], which: Closure) -> Result<Plan, PlanError> {
    check(listed, objects)?;
    let mut out = Plan::default();
    let whole = with_type_information(listed, objects);
    for name in &whole {
        let found: Vec<_> = objects.iter().filter_map(|o| o.definition(name)).collect();
        if found.iter().any(|d| d.kind.is_renamed()) {
            out.renames.insert(name.clone(), format!("{name}{TWIN}"));
        } else if found.iter().any(|d| d.binding == Binding::Strong) {
            out.weaken.insert(name.clone());
        }
    }
    let suffix = suffix(listed);
    for name in closure(&out.renames.keys().cloned().collect(), objects, which) {
        out.renames.insert(name.clone(), format!("{name}{suffix}"));
    }
    for name in signatures(&out.renames, objects) {
        out.renames.insert(name.clone(), format!("{name}{suffix}"));
    }
    for (old, new) in marks(&whole, &out.renames, objects) {
        out.renames.insert(old, new);
    }
    out.beside = out.renames.len() - listed.iter().filter(|name| out.renames.contains_key(*name)).count();
    Ok(out)
}

/// The list with the type information of every table in it: whoever defines one defines the other, but how strong that is
/// differs from compiler to compiler, and so do lists.
fn with_type_information(listed: &BTreeSet<String>, objects: &[Object]) -> BTreeSet<String> {
    let classes = listed.iter().filter_map(|name| name.strip_prefix("_ZTV"));
    let names = classes.flat_map(|class| ["_ZTI", "_ZTS"].map(|prefix| format!("{prefix}{class}")));
    let defined = names.filter(|name| objects.iter().any(|o| o.definition(name).is_some()));
    defined.chain(listed.iter().cloned()).collect()
}

fn check(listed: &BTreeSet<String>, objects: &[Object]) -> Result<(), PlanError> {
    let (mut missing, mut twice, mut data) = (Vec::new(), Vec::new(), Vec::new());
    for name in listed {
        let found: Vec<_> = objects.iter().filter_map(|o| o.definition(name)).collect();
        if found.is_empty() {
            missing.push(name.clone());
        } else if found.iter().any(|d| d.kind == Kind::Data) {
            data.push(name.clone());
        } else if found.iter().filter(|d| d.binding == Binding::Strong).count() > 1 {
            twice.push(name.clone());
        }
    }
    match (missing.is_empty(), data.is_empty(), twice.is_empty()) {
        (false, _, _) => Err(PlanError::Missing(missing)),
        (_, false, _) => Err(PlanError::Data(data)),
        (_, _, false) => Err(PlanError::Twice(twice)),
        _ => Ok(()),
    }
}

/// The suffix of names that only the island itself uses. It differs from module to module: two islands may hold a copy of
/// one inline function, each with references to originals of its own, and the linker would keep one of the two.
/// Demanglers know a number behind a word.
fn suffix(listed: &BTreeSet<String>) -> String {
    let mut hasher = blake3::Hasher::new();
    for name in listed {
        hasher.update(name.as_bytes()).update(b"\n");
    }
    let number = hasher.finalize().as_bytes().iter().take(4).fold(0_u32, |n, byte| (n << 8) | u32::from(*byte));
    format!("{TWIN}.{number}")
}

/// Names of section groups with a renamed member that are not the names of members. The linker keeps one group of a name:
/// under the old one it could be somebody else's, which holds the old names only.
fn signatures(renames: &BTreeMap<String, String>, objects: &[Object]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for object in objects {
        let members = |sections: &BTreeSet<usize>| {
            object
                .definitions
                .values()
                .any(|(d, section)| section.is_some_and(|s| sections.contains(&s)) && renames.contains_key(&d.name))
        };
        let wanted = object.groups.iter().filter(|g| !renames.contains_key(&g.signature) && members(&g.sections));
        found.extend(wanted.map(|g| g.signature.clone()));
    }
    // What is defined under that name stays one in the program.
    found.retain(|name| objects.iter().all(|o| o.definition(name).is_none()));
    found
}

/// Marks of AddressSanitizer, for what is there twice on purpose: tables, and type information of which the program uses one
/// only after the linker has chosen.
fn marks(listed: &BTreeSet<String>, renames: &BTreeMap<String, String>, objects: &[Object]) -> Vec<(String, String)> {
    let all = objects.iter().flat_map(Object::definitions);
    let twice = all.filter_map(|d| {
        let (prefix, variable) = mark(&d.name)?;
        let same = || listed.contains(variable).then(|| format!("{variable}{TWIN}"));
        let new = renames.get(variable).cloned().or_else(same)?;
        Some((d.name.clone(), format!("{prefix}{new}")))
    });
    twice.collect()
}

impl Plan {
    /// The name that a symbol has afterwards.
    #[must_use]
    pub fn renamed<'a>(&'a self, name: &'a str) -> &'a str {
        self.renames.get(name).map_or(name, String::as_str)
    }

    /// What is wrong with an object that was made after this plan, in words.
    ///
    /// # Errors
    /// A definition, a reference or a group is not as the plan says.
    pub fn verify(&self, before: &Object, after: &Object) -> Result<(), String> {
        let expected: BTreeSet<_> = before.definitions().map(|d| self.applied(d)).collect();
        let found: BTreeSet<_> = after.definitions().map(|d| (d.name.as_str(), d.kind, d.binding)).collect();
        if let Some((name, ..)) = expected.difference(&found).next() {
            return Err(format!("it does not define {name} as it should"));
        }
        if let Some((name, ..)) = found.difference(&expected).next() {
            return Err(format!("it defines {name}, which it should not"));
        }
        let expected: BTreeSet<_> = before.references().into_iter().map(|name| self.renamed(name)).collect();
        if let Some(name) = after.references().symmetric_difference(&expected).next() {
            return Err(format!("its references to {name} are not as they should be"));
        }
        // LLVM's program makes plain groups of those that are named by a local symbol: then every copy stays.
        let expected: BTreeSet<_> = before.groups.iter().map(|g| self.renamed(&g.signature)).collect();
        match after.groups.iter().find(|g| !expected.contains(g.signature.as_str())) {
            Some(group) => Err(format!("it has a section group {}, which it should not", group.signature)),
            None => Ok(()),
        }
    }

    fn applied<'a>(&'a self, definition: &'a Definition) -> (&'a str, Kind, Binding) {
        let weak = self.weaken.contains(&definition.name);
        (self.renamed(&definition.name), definition.kind, if weak { Binding::Weak } else { definition.binding })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::Group;

    fn definition(name: &str, kind: Kind, binding: Binding) -> (String, (Definition, Option<usize>)) {
        let inline = binding == Binding::Weak;
        (name.to_owned(), (Definition { name: name.to_owned(), kind, binding, inline }, Some(1)))
    }

    fn list(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    fn strong(name: &str) -> Object {
        Object { definitions: BTreeMap::from([definition(name, Kind::Function, Binding::Strong)]), ..Object::default() }
    }

    #[test]
    fn list_and_objects_must_fit() {
        let objects = [strong("a"), strong("b"), strong("b")];
        let plan = |names: &[&str]| plan(&list(names), &objects, Closure::Used);
        assert_eq!(plan(&["x", "a", "w"]), Err(PlanError::Missing(vec!["w".into(), "x".into()])));
        assert_eq!(plan(&["a", "b"]), Err(PlanError::Twice(vec!["b".into()])));
        assert_eq!(plan(&["a"]).unwrap().renames, BTreeMap::from([("a".into(), "a.cpp_twin".into())]));
        let variable = definition("v", Kind::Data, Binding::Strong);
        let object = Object { definitions: BTreeMap::from([variable]), ..Object::default() };
        assert_eq!(super::plan(&list(&["v"]), &[object], Closure::Used), Err(PlanError::Data(vec!["v".into()])));
    }

    #[test]
    fn strong_type_information_becomes_weak_and_keeps_its_name() {
        let definitions = [
            definition("_ZTI1A", Kind::Typeinfo, Binding::Strong),
            definition("_ZTS1A", Kind::Typeinfo, Binding::Weak),
            definition("_ZTV1A", Kind::Vtable, Binding::Strong),
        ];
        let object = Object { definitions: BTreeMap::from(definitions), ..Object::default() };
        let plan = plan(&list(&["_ZTI1A", "_ZTS1A", "_ZTV1A"]), &[object], Closure::Used).unwrap();
        assert_eq!(plan.renames, BTreeMap::from([("_ZTV1A".into(), "_ZTV1A.cpp_twin".into())]));
        assert_eq!(plan.weaken, list(&["_ZTI1A"]));
    }

    #[test]
    fn a_table_brings_its_type_information() {
        let definitions = [
            definition("_ZTI1A", Kind::Typeinfo, Binding::Strong),
            definition("_ZTI1B", Kind::Typeinfo, Binding::Strong),
            definition("_ZTV1A", Kind::Vtable, Binding::Strong),
            definition("__odr_asan_gen__ZTI1A", Kind::Data, Binding::Strong),
        ];
        let object = Object { definitions: BTreeMap::from(definitions), ..Object::default() };
        let plan = plan(&list(&["_ZTV1A"]), &[object], Closure::Used).unwrap();
        assert_eq!(plan.weaken, list(&["_ZTI1A"]));
        assert_eq!(plan.renamed("__odr_asan_gen__ZTI1A"), "__odr_asan_gen__ZTI1A.cpp_twin");
    }

    #[test]
    fn marks_of_a_sanitizer_follow_what_is_there_twice() {
        let definitions = [
            definition("_ZTI1A", Kind::Typeinfo, Binding::Strong),
            definition("_ZTV1A", Kind::Vtable, Binding::Strong),
            definition("__odr_asan_gen__ZTI1A", Kind::Data, Binding::Strong),
            definition("__odr_asan_gen__ZTV1A", Kind::Data, Binding::Strong),
            definition("__odr_asan_gen_variable", Kind::Data, Binding::Strong),
        ];
        let object = Object { definitions: BTreeMap::from(definitions), ..Object::default() };
        let plan = plan(&list(&["_ZTI1A", "_ZTV1A"]), &[object], Closure::Used).unwrap();
        assert_eq!(plan.renamed("__odr_asan_gen__ZTI1A"), "__odr_asan_gen__ZTI1A.cpp_twin");
        assert_eq!(plan.renamed("__odr_asan_gen__ZTV1A"), "__odr_asan_gen__ZTV1A.cpp_twin");
        assert_eq!(plan.renamed("__odr_asan_gen_variable"), "__odr_asan_gen_variable");
    }

    #[test]
    fn groups_of_renamed_members_have_new_names_of_the_module() {
        let mut object = strong("a");
        object.groups.push(Group { signature: "_ZN1AC5Ev".into(), sections: BTreeSet::from([1]) });
        object.groups.push(Group { signature: "other".into(), sections: BTreeSet::from([2]) });
        let one = plan(&list(&["a"]), &[object.clone()], Closure::Used).unwrap();
        assert_eq!((one.renames.len(), one.beside), (2, 1));
        let new = one.renamed("_ZN1AC5Ev");
        let number = new.strip_prefix("_ZN1AC5Ev.cpp_twin.").unwrap();
        assert!(number.bytes().all(|b| b.is_ascii_digit()), "{new}");
        object.definitions.extend([definition("b", Kind::Function, Binding::Strong)]);
        assert_ne!(plan(&list(&["a", "b"]), &[object], Closure::Used).unwrap().renamed("_ZN1AC5Ev"), new);
    }

    #[test]
    fn what_came_out_is_compared() {
        let (before, plan) = (strong("a"), plan(&list(&["a"]), &[strong("a")], Closure::Used).unwrap());
        assert_eq!(plan.verify(&before, &strong("a.cpp_twin")), Ok(()));
        let said = plan.verify(&before, &before).unwrap_err();
        assert_eq!(said, "it does not define a.cpp_twin as it should");
        let mut grouped = strong("a.cpp_twin");
        grouped.groups.push(Group { signature: "g".into(), sections: BTreeSet::new() });
        assert!(plan.verify(&before, &grouped).unwrap_err().contains("section group g"));
    }
}
