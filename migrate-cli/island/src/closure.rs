//! Which inline functions and vtables of an island lead to what is renamed.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::Kind;
use crate::object::{Binding, Definition, Object};

/// Which inline functions are renamed beside what the facade defines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closure {
    /// Those whose relocations lead to a renamed symbol. Enough where nothing was inlined.
    Reached,
    /// Also those that code of an object with a renamed function uses: a compiler that sees the original's body may have
    /// put it into them, and then no relocation tells.
    #[default]
    Used,
    /// All that an object has for its own use: a class is laid out in another way for everybody else, and no name tells
    /// which functions know of it.
    All,
}

/// A section of an object of the island.
type Node = (usize, usize);

/// The names that are renamed beside `listed`.
pub(crate) fn closure(listed: &BTreeSet<String>, objects: &[Object], which: Closure) -> BTreeSet<String> {
    let mut found = reaching(listed, objects);
    if which != Closure::Reached {
        let listed = |d: &Definition| d.kind == Kind::Function && listed.contains(&d.name);
        let holds = |o: &&Object| which == Closure::All || o.definitions().any(listed);
        found.extend(objects.iter().filter(holds).flat_map(used).map(str::to_owned));
    }
    found.retain(|name| !listed.contains(name) && !objects.iter().any(|o| is_only_table(o, name, listed)));
    found
}

/// The only vtable of a class in the whole program, though it is in a section group: it stands where the first virtual
/// function of the class is defined (Itanium C++ ABI, 5.2.3), which is here and keeps its name. Of an abstract class the
/// table does not name the destructor, which is virtual if it can delete.
fn is_only_table(object: &Object, name: &str, listed: &BTreeSet<String>) -> bool {
    let Some(class) = name.strip_prefix("_ZTV") else { return false };
    let class = class.strip_prefix('N').and_then(|c| c.strip_suffix('E')).unwrap_or(class);
    let member = |f: &str| {
        f.strip_prefix("_ZN")?.trim_start_matches(['K', 'V', 'R', 'O']).strip_prefix(class).map(str::to_owned)
    };
    let Some(section) = object.definitions.get(name).and_then(|(_, s)| object.sections.get(s.as_ref()?)) else {
        return false;
    };
    object.definitions().any(|d| {
        let strong = d.kind == Kind::Function && d.binding == Binding::Strong && !listed.contains(&d.name);
        strong && member(&d.name).is_some_and(|rest| rest == "D0Ev" || section.names.contains(&d.name))
    })
}

/// A copy of it may be elsewhere: the names that may be renamed without being listed. A weak definition outside of section
/// groups is none, but a default that somebody may replace.
fn candidates(object: &Object) -> impl Iterator<Item = (&str, usize)> {
    object.definitions.values().filter_map(|(d, section)| {
        let copied = d.inline && d.binding == Binding::Weak && d.kind.is_renamed();
        Some((d.name.as_str(), (*section)?)).filter(|_| copied)
    })
}

/// The names, out of the candidates, from which one of `seeds` is reached: through each other and through what is local.
fn reaching(seeds: &BTreeSet<String>, objects: &[Object]) -> BTreeSet<String> {
    let mut by_name: BTreeMap<&str, Vec<Node>> = BTreeMap::new();
    let mut by_section: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    let mut holds: BTreeMap<Node, Vec<&str>> = BTreeMap::new();
    for (index, object) in objects.iter().enumerate() {
        for (section, content) in &object.sections {
            let user = (index, *section);
            content.names.iter().for_each(|name| by_name.entry(name).or_default().push(user));
            content.locals.iter().for_each(|other| by_section.entry((index, *other)).or_default().push(user));
        }
        candidates(object).for_each(|(name, section)| holds.entry((index, section)).or_default().push(name));
    }
    let mut found: BTreeSet<&str> = seeds.iter().map(String::as_str).collect();
    let mut names: Vec<&str> = found.iter().copied().collect();
    let mut hot: BTreeSet<Node> = BTreeSet::new();
    while let Some(name) = names.pop() {
        let mut open = by_name.get(name).cloned().unwrap_or_default();
        while let Some(node) = open.pop() {
            if hot.insert(node) {
                names.extend(holds.get(&node).into_iter().flatten().filter(|name| found.insert(name)));
                open.extend(by_section.get(&node).into_iter().flatten());
            }
        }
    }
    found.into_iter().map(str::to_owned).collect()
}

/// Inline functions and their tables that the object has for its own use. What nobody in it uses stands there because
/// somebody said so: an explicit instance, which others may count on.
fn used(object: &Object) -> Vec<&str> {
    let of: BTreeMap<&str, usize> = object.definitions.values().filter_map(|(d, s)| Some((&*d.name, (*s)?))).collect();
    let mut open: Vec<usize> = object.sections.iter().filter(|(_, s)| !s.grouped).map(|(index, _)| *index).collect();
    let mut seen: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(section) = open.pop() {
        let Some(content) = object.sections.get(&section) else { continue };
        let named = content.names.iter().filter_map(|name| of.get(name.as_str()));
        open.extend(named.chain(&content.locals).copied().filter(|next| seen.insert(*next)));
    }
    candidates(object).filter(|(_, section)| seen.contains(section)).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::Section;

    /// An object of inline functions and of one strong function, each in a section, with what they refer to.
    fn object(strong: (&str, &[&str]), inline: &[(&str, &[&str])]) -> Object {
        let mut out = Object::default();
        for (index, (name, uses)) in std::iter::once(&strong).chain(inline).enumerate() {
            let inline = index > 0;
            let binding = if inline { Binding::Weak } else { Binding::Strong };
            let definition = Definition { name: (*name).to_owned(), kind: Kind::Function, binding, inline };
            out.definitions.insert((*name).to_owned(), (definition, Some(index)));
            let names = uses.iter().map(|u| (*u).to_owned()).collect();
            out.sections.insert(index, Section { names, grouped: inline, ..Section::default() });
        }
        out
    }

    fn of(objects: &[Object], which: Closure) -> Vec<String> {
        closure(&BTreeSet::from(["listed".to_owned()]), objects, which).into_iter().collect()
    }

    #[test]
    fn what_leads_to_a_listed_function_is_found_across_objects() {
        let here = object(("listed", &[]), &[]);
        let there = object(("g", &["far"]), &[("far", &["near"]), ("near", &["listed"]), ("other", &["g"])]);
        assert_eq!(of(&[here, there], Closure::Reached), ["far", "near"]);
    }

    #[test]
    fn the_way_leads_through_what_is_local() {
        let mut object = object(("listed", &[]), &[("inline", &[])]);
        object.sections.insert(2, Section { names: BTreeSet::from(["listed".to_owned()]), ..Section::default() });
        assert!(of(std::slice::from_ref(&object), Closure::Reached).is_empty());
        object.sections.get_mut(&1).unwrap().locals.insert(2);
        assert_eq!(of(&[object], Closure::Reached), ["inline"]);
    }

    #[test]
    fn what_an_optimised_object_uses_may_hold_the_body() {
        let parts: &[(&str, &[&str])] = &[("used", &["deeper"]), ("deeper", &[]), ("explicit", &["deeper"])];
        let beside = object(("listed", &["used"]), parts);
        assert!(of(std::slice::from_ref(&beside), Closure::Reached).is_empty());
        // Nobody in the object uses the explicit instance: it is there for others.
        assert_eq!(of(&[beside], Closure::Used), ["deeper", "used"]);
        let elsewhere = object(("strong", &["used"]), &[("used", &[])]);
        assert!(of(&[elsewhere, object(("listed", &[]), &[("kept", &[])])], Closure::Used).is_empty());
    }

    #[test]
    fn a_table_beside_the_first_virtual_function_of_its_class_stays() {
        let table = |uses: &[&str]| {
            let mut object = object(("_ZN1n5CacheD1Ev", &["_ZTVN1n5CacheE"]), &[("_ZTVN1n5CacheE", uses)]);
            object.definitions.get_mut("_ZTVN1n5CacheE").unwrap().0.kind = Kind::Vtable;
            let listed =
                Definition { name: "listed".into(), kind: Kind::Function, binding: Binding::Strong, inline: false };
            object.definitions.insert("listed".to_owned(), (listed, Some(9)));
            object
        };
        assert!(of(&[table(&["_ZN1n5CacheD1Ev", "listed"])], Closure::Used).is_empty());
        let mut abstract_ = table(&[]);
        let ends = Definition {
            name: "_ZN1n5CacheD0Ev".into(),
            kind: Kind::Function,
            binding: Binding::Strong,
            inline: false,
        };
        abstract_.definitions.insert(ends.name.clone(), (ends, Some(8)));
        assert!(of(&[abstract_], Closure::Used).is_empty());
        // All its functions are inline, or inherited: each object that needs the table has a copy.
        assert_eq!(of(&[table(&["_ZN1n4BaseD1Ev"])], Closure::Used), ["_ZTVN1n5CacheE"]);
        // The function has moved, and its table with it.
        let moved = BTreeSet::from(["listed".to_owned(), "_ZN1n5CacheD1Ev".to_owned()]);
        assert_eq!(
            closure(&moved, &[table(&["_ZN1n5CacheD1Ev"])], Closure::Used),
            BTreeSet::from(["_ZTVN1n5CacheE".into()])
        );
    }

    #[test]
    fn where_a_class_is_replaced_all_copies_are_renamed() {
        let parts: &[(&str, &[&str])] = &[("used", &[]), ("explicit", &[])];
        let elsewhere = object(("strong", &["used"]), parts);
        assert!(of(std::slice::from_ref(&elsewhere), Closure::Used).is_empty());
        assert_eq!(of(&[elsewhere], Closure::All), ["used"]);
    }

    #[test]
    fn a_replaceable_default_keeps_its_name() {
        let mut object = object(("listed", &[]), &[("hook", &["listed"])]);
        object.definitions.get_mut("hook").unwrap().0.inline = false;
        assert!(of(&[object], Closure::Used).is_empty());
    }
}
