//! What can be iterated over: classes with `begin()` and `end()` become Rust iterators.
//!
//! Only the compiler knows what an iterator gives, so it is asked for the type of `*object.begin()`; the answer is an
//! alias among the facts. Elements cross in batches.

use std::collections::{BTreeMap, BTreeSet};

use migrate_crossing::{Book, Class, Shape};
use migrate_model::bridge::ItemKind;
use migrate_model::facts::{Access, SymbolKind, Type};
use migrate_model::types::TypeExpr;

use crate::api::last_name;
use crate::catalogue::Entry;
use crate::input::{Facts, Request};
use crate::names::Scope;
use crate::survey;
use crate::thunk::{Call, Callee};

/// The namespace of answers, as the scanner names it.
const ANSWERS: &str = "migrate_questions";

/// Names and expressions for the elements of the API's classes and of the given instances.
pub(crate) fn questions(
    request: &Request,
    facts: &Facts,
    instances: &BTreeMap<String, Vec<String>>,
    book: &Book<'_>,
) -> Vec<(String, String)> {
    let (begins, ends) = (classes_with(facts, "begin"), classes_with(facts, "end"));
    let api = survey::api_types(request, &facts.types, book);
    let own = api.iter().filter(|t| begins.contains(t.usr.as_str()) && ends.contains(t.usr.as_str()));
    let has = |names: &[String], name: &str| names.iter().any(|n| n == name);
    let made = instances.iter().filter(|(_, names)| has(names, "begin") && has(names, "end")).map(|(c, _)| c.clone());
    let classes: BTreeSet<String> = own.map(|t| Class::of(t).spelling).chain(made).collect();
    let ask = |class: &String| {
        [true, false].map(|reads| {
            let constness = if reads { "const " } else { "" };
            (alias(class, reads), format!("*std::declval<{constness}::{class}&>().begin()"))
        })
    };
    classes.iter().flat_map(ask).collect()
}

fn classes_with<'f>(facts: &'f Facts, name: &str) -> BTreeSet<&'f str> {
    let public = |s: &&migrate_model::facts::Symbol| {
        s.kind == SymbolKind::Method
            && last_name(&s.name) == name
            && s.about.access == Some(Access::Public)
            && s.about.signature.as_ref().is_some_and(|s| s.params.is_empty())
    };
    facts.symbols.iter().filter(public).filter_map(|s| s.about.class.as_deref()).collect()
}

/// Name of the alias for the elements of a class; `reads`: of a constant object.
fn alias(class: &str, reads: bool) -> String {
    let mut name = String::from(if reads { "element_" } else { "changing_" });
    for c in class.chars() {
        if c.is_ascii_alphanumeric() { name.push(c) } else { name.push_str(&format!("_{:x}_", u32::from(c))) }
    }
    name
}

/// What a loop over an object gives, and whether the object is only read.
pub(crate) fn element(class: &str, book: &Book<'_>) -> Option<(Shape, bool)> {
    declared(class, book).map(|(ty, reads)| (Shape::of(ty, book), reads))
}

/// The same as a type.
pub(crate) fn declared<'a>(class: &str, book: &Book<'a>) -> Option<(&'a TypeExpr, bool)> {
    [true, false].into_iter().find_map(|reads| {
        let answer = book.named(&format!("{ANSWERS}::{}", alias(class, reads)))?;
        Some((answer.underlying.as_ref()?, reads))
    })
}

/// The loop over objects of a class.
pub(crate) fn call<'a>(ty: &'a Type, entry: &'a Entry, scope: &mut Scope, book: &Book<'_>) -> Option<Call<'a>> {
    let (element, reads) = element(&entry.spelling, book)?;
    let mut call = Call::blank(ty, entry, "begin", ItemKind::Method);
    call.object = Some(reads);
    call.callee = Callee::Forms(vec!["self_.begin(), self_.end()".to_owned()]);
    call.elements = Some(element);
    call.doc = Some("The elements from `begin()` to `end()`.".to_owned());
    let name = if reads { "iter" } else { "iter_mut" };
    call.rust_name = scope.claim(&[name.to_owned(), format!("{name}_elements")]);
    Some(call)
}
