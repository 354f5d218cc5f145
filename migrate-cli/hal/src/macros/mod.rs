//! What the macros of a HAL stand for. The vendor's compiler says it; libclang only adds the names of types.

mod final_set;
mod questions;
mod types;

use std::collections::HashMap;

use migrate_model::finding::Span;
use migrate_model::hal::{HalMacro, MacroKind};

use crate::error::HalError;
use crate::hal::Hal;
use crate::parse::Api;
use crate::view::{Macro, Reader};

pub(crate) use final_set::final_set;

/// Resolves all macros that the HAL's own headers define and that are defined behind the last of them.
pub(crate) fn resolve(hal: &Hal, reader: &Reader, api: &Api, all: &[Macro]) -> Result<Vec<HalMacro>, HalError> {
    let own: Vec<(&Macro, &Span)> = all.iter().filter_map(|m| Some((m, api.macros.get(&m.name)?))).collect();
    let bodies: HashMap<&str, &Macro> = all.iter().map(|m| (m.name.as_str(), m)).collect();
    let mut found: Vec<HalMacro> = Vec::with_capacity(own.len());
    let mut open: Vec<(&Macro, &Span)> = Vec::new();
    for (m, span) in own {
        match by_text(m, &bodies, api) {
            Some((kind, reason)) => found.push(resolved(m, span, kind, reason)),
            None => open.push((m, span)),
        }
    }
    let names: Vec<&str> = open.iter().map(|(m, _)| m.name.as_str()).collect();
    let answers = questions::ask_all(hal, reader, &names)?;
    for ((m, span), answer) in open.into_iter().zip(answers) {
        found.push(HalMacro { value: answer.value, ty: answer.ty, ..resolved(m, span, answer.kind, answer.reason) });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn resolved(m: &Macro, span: &Span, kind: MacroKind, reason: String) -> HalMacro {
    HalMacro { name: m.name.clone(), span: span.clone(), kind, value: None, ty: None, reason }
}

/// What the text alone says.
fn by_text(m: &Macro, bodies: &HashMap<&str, &Macro>, api: &Api) -> Option<(MacroKind, String)> {
    if m.has_parameters() {
        return Some((MacroKind::Function, function_like(m)));
    }
    let body = m.body();
    if body.is_empty() {
        return Some((MacroKind::Flag, "it is empty: only whether it is defined matters".into()));
    }
    if !is_balanced(body) {
        return Some((MacroKind::Syntax, "it opens what it does not close, or closes what it did not open".into()));
    }
    let last = follow(body, bodies);
    match api.names.get(last).copied() {
        Some(what @ ("function" | "type" | "variable")) => {
            Some((MacroKind::Alias, format!("another name of the {what} `{last}`")))
        }
        _ if is_path(body, api) => Some((MacroKind::Syntax, "a path of members: it stands behind `->` or `.`".into())),
        _ if bodies.get(last).is_some_and(|m| m.has_parameters()) => {
            Some((MacroKind::Alias, format!("another name of the macro `{last}`, which has parameters")))
        }
        _ => None,
    }
}

fn function_like(m: &Macro) -> String {
    let pastes = m.body().contains('#');
    let how =
        if pastes { "; it glues names or texts together, so a shim is for one fixed choice of those" } else { "" };
    format!("a shim on request, for types that a person gives to {}{how}", listed(&m.parameters()))
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => "its result".to_owned(),
        names => names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", "),
    }
}

/// A member of a struct, and what leads on from there: `CH[0].EEP`.
fn is_path(body: &str, api: &Api) -> bool {
    let mut parts = body.split(['.', '[']);
    let first = parts.next().unwrap_or_default();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '[' | ']' | '.');
    let leads_on = body.len() > first.len();
    let is_member = || api.records.iter().flat_map(|r| &r.fields).any(|f| f.name == first);
    leads_on && body.chars().all(is_plain) && first.starts_with(|c: char| c.is_alphabetic() || c == '_') && is_member()
}

/// The name that a chain of macros ends in.
fn follow<'a>(mut body: &'a str, bodies: &HashMap<&str, &'a Macro>) -> &'a str {
    const LONGEST: usize = 16;
    for _ in 0..LONGEST {
        match bodies.get(body) {
            Some(next) if !next.has_parameters() => body = next.body(),
            _ => break,
        }
    }
    body
}

/// Brackets outside of texts are closed in their order.
fn is_balanced(body: &str) -> bool {
    let mut open = Vec::new();
    let mut chars = body.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\'' => {
                while let Some(inner) = chars.next() {
                    match inner {
                        '\\' => drop(chars.next()),
                        _ if inner == c => break,
                        _ => {}
                    }
                }
            }
            '(' => open.push(')'),
            '[' => open.push(']'),
            '{' => open.push('}'),
            ')' | ']' | '}' if open.pop() != Some(c) => return false,
            _ => {}
        }
    }
    open.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets() {
        for good in ["(1)", "a[b{c}]", "\"(\"", "'('", "\"\\\"(\""] {
            assert!(is_balanced(good), "{good}");
        }
        for bad in ["(", ")", "do {", "(]", "extern \"C\" {"] {
            assert!(!is_balanced(bad), "{bad}");
        }
    }

    #[test]
    fn aliases_are_followed() {
        let macros = ["A B", "B C", "C read_it", "L L2", "L2 L"].map(|m| Macro::parse(m).unwrap());
        let bodies: HashMap<&str, &Macro> = macros.iter().map(|m| (m.name.as_str(), m)).collect();
        assert_eq!(follow("A", &bodies), "read_it");
        assert!(["L", "L2"].contains(&follow("L", &bodies)));
    }
}
