//! How objects of each class of a module cross, so that callers need not change, and why that way.

use std::collections::{BTreeMap, BTreeSet};

use migrate_crossing::{Book, Class};
use migrate_model::facts::{Access, Field, Symbol, Type, TypeKind};
use migrate_model::port::{Faced, FacedClass, Implementation, Mechanism};

use super::shell::{Shells, is_written};
use crate::api::last_name;
use crate::catalogue::Form;
use crate::input::{Facts, PortRequest};
use crate::lower::Texts;

/// A row for each class that the module's files define and that other files can name.
pub(super) fn classes(
    port: &PortRequest,
    facts: &Facts,
    texts: Texts<'_>,
    rows: &[Faced],
    shells: &Shells<'_>,
) -> Vec<FacedClass> {
    let by_symbol: BTreeMap<&str, &Faced> = rows.iter().map(|r| (r.mangled.as_str(), r)).collect();
    let mut of_class: BTreeMap<&str, Vec<&Faced>> = BTreeMap::new();
    for symbol in facts.symbols.iter() {
        if let (Some(class), Some(row)) = (&symbol.about.class, by_symbol.get(symbol.mangled.as_str())) {
            of_class.entry(class).or_default().push(row);
        }
    }
    let mine = facts.types.iter().filter(|t| {
        matches!(t.kind, TypeKind::Class | TypeKind::Struct)
            && t.defined
            && !t.local
            && t.spelling.is_none()
            && port.files.contains(&t.file)
    });
    let row = |t: &Type| {
        let rows = of_class.get(t.usr.as_str()).map_or(&[][..], Vec::as_slice);
        let mirrored = texts.catalogue.get(&Class::of(t)).is_some_and(|e| e.form == Form::Pod);
        let (mechanism, mut reason) = match shells.of(&t.usr) {
            Some(_) => (Mechanism::HeaderReplaced, cost(t, facts, texts.book)),
            None => judge(t.is_abstract, &t.fields, rows, mirrored),
        };
        if let Some(refusal) = shells.refused.get(&t.name) {
            reason = format!("{}: its header cannot be replaced: {}", refusal.code.text(), refusal.reason);
        }
        FacedClass { file: t.file.clone(), name: t.name.clone(), mechanism, reason }
    };
    let mut out: Vec<FacedClass> = mine.map(row).collect();
    out.sort();
    out.dedup();
    out
}

/// What it costs callers that the class has a shell.
fn cost(class: &Type, facts: &Facts, book: &Book<'_>) -> String {
    let inline = |s: &&Symbol| s.inline && !s.implicit && is_written(s, class, book);
    let names: BTreeSet<&str> = facts.symbols.iter().filter(inline).map(|s| last_name(&s.name)).collect();
    let calls = match names.len() {
        0 => "no inline function becomes a call".to_owned(),
        _ => format!("inline functions become calls: {}", names.into_iter().collect::<Vec<_>>().join(", ")),
    };
    format!("its state moves to Rust, one allocation for each object; {calls}")
}

fn judge(is_abstract: bool, fields: &[Field], rows: &[&Faced], mirrored: bool) -> (Mechanism, String) {
    let hidden = fields.iter().find(|f| f.access != Access::Public);
    let kept = rows.iter().find(|r| r.implementation == Implementation::Cpp);
    if let Some(row) = kept {
        let code = row.code.as_deref().unwrap_or_default();
        let why = match hidden {
            Some(f) => format!("private state (`{}`) is laid out in the header", f.name),
            None => row.reason.clone().unwrap_or_default(),
        };
        return (Mechanism::StaysInCpp, format!("{code}: `{}` and what belongs to it: {why}", row.name));
    }
    if mirrored {
        let members = match fields.len() {
            1 => "one member is".to_owned(),
            n => format!("{n} members are"),
        };
        return (Mechanism::LayoutKept, format!("plain data: {members} the same in both languages, which is asserted"));
    }
    let reason = match (is_abstract, rows.is_empty(), hidden) {
        (true, _, _) => "an interface: callers see virtual functions, and Rust gives them objects of its own",
        (false, false, _) => "its functions work on no state that the header hides",
        (false, true, Some(_)) => "the module's sources have no function of it: C++ holds its objects",
        (false, true, None) => "it has no function in the module's sources: Rust sees its objects through the bridge",
    };
    (Mechanism::HeaderUntouched, reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faced(implementation: Implementation) -> Faced {
        Faced {
            mangled: "_ZN1A3runEv".to_owned(),
            name: "A::run".to_owned(),
            signature: "void ()".to_owned(),
            file: "a.cc".to_owned(),
            line: 1,
            implementation,
            rust: None,
            not_compared: None,
            code: Some("MG0601".to_owned()),
            reason: Some("works on private state".to_owned()),
        }
    }

    #[test]
    fn each_class_has_a_mechanism() {
        let (both, cpp) = (faced(Implementation::Both), faced(Implementation::Cpp));
        let of = |is_abstract, rows: &[&Faced], mirrored| judge(is_abstract, &[], rows, mirrored).0;
        assert_eq!(of(true, &[], false), Mechanism::HeaderUntouched);
        assert_eq!(of(false, &[&both], false), Mechanism::HeaderUntouched);
        assert_eq!(of(false, &[&both], true), Mechanism::LayoutKept);
        assert_eq!(of(false, &[&both, &cpp], true), Mechanism::StaysInCpp);
        let why = judge(false, &[], &[&cpp], false).1;
        assert_eq!(why, "MG0601: `A::run` and what belongs to it: works on private state");
    }
}
