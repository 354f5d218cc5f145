//! What headers do not declare, but a bridge needs: members of instances of class templates, instances of function
//! templates, elements of what can be iterated over. A scanner answers with further facts.

use std::collections::{BTreeMap, BTreeSet};

use migrate_crossing::{Book, Class, Shape};
use migrate_model::facts::{Access, Linkage, Type, TypeKind};
use migrate_model::types::{Param, Signature, TypeExpr};

use crate::api::{self, internal, selected};
use crate::input::{Facts, Request};
use crate::names::replaced;
use crate::{iterate, spell, survey};

/// More instances than these are not looked into by themselves; the configuration can name any number.
const MAX_INSTANCES: usize = 200;

/// Questions for a scanner. Everything in them is C++ from the global namespace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questions {
    /// Instances of class templates, without the leading `::`, with the names of their member functions.
    pub members: Vec<(String, Vec<String>)>,
    /// Addresses of instances of function templates, with the namespace in which their types are looked up.
    pub functions: Vec<(String, String)>,
    /// Names for the types of expressions.
    pub types: Vec<(String, String)>,
    /// What the request names and nobody declares as a template.
    pub unknown: Vec<String>,
}

impl Questions {
    /// There is nothing to ask.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty() && self.functions.is_empty() && self.types.is_empty()
    }
}

/// What to ask before a bridge is generated: instances that signatures name or the request lists, and the elements of the
/// API's classes.
#[must_use]
pub fn questions(request: &Request, facts: &Facts) -> Questions {
    let book = Book::new(&facts.types);
    let mut out = Questions::default();
    let mut members: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for asked in request.instances.iter().chain(&seen(request, facts)) {
        let name = without_arguments(asked);
        let patterns: Vec<&Type> = facts.types.iter().filter(|t| t.name == name).collect();
        let class = patterns.iter().find(|t| !t.methods.is_empty() || t.kind == TypeKind::ClassTemplate);
        let functions: Vec<&Type> = patterns
            .iter()
            .filter(|t| t.kind == TypeKind::FunctionTemplate && t.signature.is_some())
            .copied()
            .collect();
        if let Some(class) = class {
            members.insert(asked.trim_start_matches("::").to_owned(), class.methods.clone());
        } else if functions.is_empty() && request.instances.contains(asked) {
            out.unknown.push(asked.clone());
        } else if !functions.is_empty() {
            out.functions.extend(addresses(asked, &functions, &book));
        }
    }
    for class in named(request, facts, &book).into_iter().take(MAX_INSTANCES) {
        if let Some(pattern) = book.ty(&class.usr) {
            members.entry(class.spelling).or_insert_with(|| pattern.methods.clone());
        }
    }
    out.types = iterate::questions(request, facts, &members, &book);
    out.members = members.into_iter().collect();
    out
}

/// Instances of the API's function templates that the codebase uses. A library is no codebase: what its headers use
/// among themselves is not asked for.
fn seen(request: &Request, facts: &Facts) -> BTreeSet<String> {
    if request.files.is_empty() {
        return BTreeSet::new();
    }
    let template = |t: &&Type| {
        t.kind == TypeKind::FunctionTemplate
            && selected(&t.name, &t.file, request)
            && matches!(t.access, None | Some(Access::Public))
            && !t.name.split("::").any(internal)
    };
    let templates: BTreeSet<&str> = facts.types.iter().filter(template).map(|t| t.name.as_str()).collect();
    let used = facts.symbols.iter().filter(|s| {
        s.template
            && s.linkage == Linkage::External
            && s.about.signature.is_none()
            && templates.contains(s.name.as_str())
    });
    let named = used.filter_map(|s| Some(format!("{}{}", s.name, s.about.arguments.as_ref()?)));
    named.take(MAX_INSTANCES).collect()
}

/// Instances of the API's own class templates that its signatures or aliases name.
fn named(request: &Request, facts: &Facts, book: &Book<'_>) -> BTreeSet<Class> {
    let mut found = Vec::new();
    for f in api::functions(request, facts, book) {
        f.params.iter().chain([&f.result]).for_each(|s| s.classes(&mut found));
    }
    let aliases = survey::aliases(request, &facts.types, book);
    found.extend(aliases.values().filter_map(|a| Shape::of(a.underlying.as_ref()?, book).class().cloned()));
    let known: BTreeSet<&str> = facts.types.iter().filter_map(|t| t.spelling.as_deref()).collect();
    found.retain(|c| c.spelling.contains('<') && !known.contains(c.spelling.as_str()) && is_api(c, request, book));
    found.into_iter().collect()
}

fn is_api(class: &Class, request: &Request, book: &Book<'_>) -> bool {
    book.ty(&class.usr).is_some_and(|t| {
        selected(&t.name, &t.file, request)
            && matches!(t.access, None | Some(Access::Public))
            && !t.methods.is_empty()
            && !t.name.split("::").any(internal)
    })
}

/// `n::Box<int>::at<1>` as `n::Box::at`.
fn without_arguments(name: &str) -> String {
    let mut depth = 0usize;
    let plain = |c: &char| {
        match c {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    let name: String = name.trim_start_matches("::").chars().filter(plain).collect();
    name.trim().to_owned()
}

/// How to name the instances with these arguments: an overload is chosen by its type.
fn addresses(asked: &str, patterns: &[&Type], book: &Book<'_>) -> Vec<(String, String)> {
    let asked = asked.trim_start_matches("::");
    let address = format!("&::{asked}");
    let space = |t: &Type| namespace_of(t, book);
    if let [only] = patterns {
        return vec![(address, space(only))];
    }
    let arguments = arguments(asked);
    let typed = |t: &&Type| {
        let pointer = pointer(t, &arguments, book)?;
        Some((format!("static_cast<{pointer}>({address})"), namespace_of(t, book)))
    };
    patterns.iter().filter_map(typed).collect()
}

/// The namespace of a template, classes around it left out.
fn namespace_of(template: &Type, book: &Book<'_>) -> String {
    let mut outer = template;
    while let Some(class) = outer.class.as_deref().and_then(|u| book.ty(u)) {
        outer = class;
    }
    outer.name.rsplit_once("::").map_or_else(String::new, |(space, _)| space.to_owned())
}

/// The arguments at the end of a name: `f<int, std::pair<A, B>>` has two.
fn arguments(name: &str) -> Vec<String> {
    let inner = name.find('<').and_then(|at| name[at + 1..].trim_end().strip_suffix('>')).unwrap_or_default();
    let mut out = vec![String::new()];
    let mut depth = 0usize;
    for c in inner.chars() {
        match c {
            '<' | '(' => depth += 1,
            '>' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                out.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out.into_iter().map(|a| a.trim().to_owned()).collect()
}

/// The type of a pointer to the instance; `None` if not all parameters of the template are given.
fn pointer(template: &Type, arguments: &[String], book: &Book<'_>) -> Option<String> {
    let signature = template.signature.as_ref()?;
    if template.params.len() != arguments.len() {
        return None;
    }
    let names = template.params.iter().filter_map(|p| p.rsplit(' ').next());
    let given: BTreeMap<&str, &str> = names.zip(arguments.iter().map(String::as_str)).collect();
    let Signature { result, params, is_const, .. } = signature;
    let text = |ty: &TypeExpr| spell::spell(&substituted(ty, &given), book);
    let params: Vec<String> = params.iter().map(|p: &Param| text(&p.ty)).collect::<Option<_>>()?;
    let class = template.class.as_deref().and_then(|u| book.ty(u)).map(Class::of);
    let star = class.map_or_else(|| "*".to_owned(), |c| format!("::{}::*", c.spelling));
    Some(format!("{} ({star})({}){}", text(result)?, params.join(", "), if *is_const { " const" } else { "" }))
}

/// A type with arguments in the place of the template's parameters.
fn substituted(ty: &TypeExpr, given: &BTreeMap<&str, &str>) -> TypeExpr {
    let inner = |t: &TypeExpr| Box::new(substituted(t, given));
    match ty {
        TypeExpr::Pointer { to } => TypeExpr::Pointer { to: inner(to) },
        TypeExpr::Reference { to, rvalue } => TypeExpr::Reference { to: inner(to), rvalue: *rvalue },
        TypeExpr::Qualified { of, is_const, is_volatile } => {
            TypeExpr::Qualified { of: inner(of), is_const: *is_const, is_volatile: *is_volatile }
        }
        TypeExpr::Other { spelling } => TypeExpr::Other { spelling: replaced(spelling, given) },
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_arguments_come_apart() {
        assert_eq!(without_arguments("::n::Box<std::vector<int>>::at<1>"), "n::Box::at");
        assert_eq!(arguments("n::f<int, std::pair<A, B>>"), ["int", "std::pair<A, B>"]);
        let given = BTreeMap::from([("T", "int"), ("U", "long")]);
        assert_eq!(replaced("std::map<T, U> T2", &given), "std::map<int, long> T2");
    }
}
