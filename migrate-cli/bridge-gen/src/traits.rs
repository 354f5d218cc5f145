//! Operators as Rust's traits.

use crate::catalogue::{Catalogue, Entry, Form};
use crate::generate::Attempt;

/// A binary operator: C++ symbol, trait, method.
const ARITHMETIC: [(&str, &str, &str); 10] = [
    ("+", "Add", "add"),
    ("-", "Sub", "sub"),
    ("*", "Mul", "mul"),
    ("/", "Div", "div"),
    ("%", "Rem", "rem"),
    ("&", "BitAnd", "bitand"),
    ("|", "BitOr", "bitor"),
    ("^", "BitXor", "bitxor"),
    ("<<", "Shl", "shl"),
    (">>", "Shr", "shr"),
];

/// The traits that the bound operators of a class allow.
pub(crate) fn implement(entry: &Entry, methods: &[&Attempt<'_>], catalogue: &Catalogue) -> String {
    let mut out = String::new();
    let _ = catalogue;
    let path = entry.path();
    let mut done: Vec<String> = Vec::new();
    let up = |a: &&Attempt<'_>| {
        a.thunk
            .as_ref()
            .is_ok_and(|t| a.call.base && t.shape.object == Some(true) && t.shape.result.starts_with("&'a "))
    };
    if let Some(thunk) = methods.iter().copied().find(up).and_then(|a| a.thunk.as_ref().ok()) {
        let target = thunk.shape.result.trim_start_matches("&'a ");
        out.push_str(&format!(
            "impl core::ops::Deref for {0} {{\ntype Target = {target};\n\nfn deref(&self) -> &{target} {{ self.{1}() }}\n}}\n\n",
            entry.name, thunk.rust_name
        ));
    }
    for thunk in methods.iter().filter(|a| a.call.elements.is_some()).filter_map(|a| a.thunk.as_ref().ok()) {
        let item = thunk.shape.result.strip_prefix("crate::support::Items<'a, ").and_then(|r| r.strip_suffix('>'));
        if let (Some(item), Some(true), true) = (item, thunk.shape.object, thunk.safe) {
            out.push_str(&format!(
                "impl<'a> IntoIterator for &'a {0} {{\ntype Item = {item};\ntype IntoIter = crate::support::Items<'a, {item}>;\n\n\
                 fn into_iter(self) -> Self::IntoIter {{ self.{1}() }}\n}}\n\n",
                entry.name, thunk.rust_name
            ));
        }
    }
    for a in methods {
        let (Ok(thunk), Some(symbol)) = (&a.thunk, a.call.operator()) else { continue };
        if !thunk.safe || thunk.shape.throws {
            continue;
        }
        let (name, method) = (&entry.name, &thunk.rust_name);
        let reads = thunk.shape.object == Some(true);
        let one = match &thunk.shape.params[..] {
            [p] => Some(p.as_str()),
            _ => None,
        };
        let itself = one == Some(&format!("&{path}")) || entry.form == Form::Pod && one == Some(path.as_str());
        let result = &thunk.shape.result;
        let mut add = |key: String, text: String| {
            if !done.contains(&key) {
                done.push(key);
                out.push_str(&text);
                out.push('\n');
            }
        };
        match symbol {
            "==" if reads && itself && result == "bool" => {
                if entry.form != Form::Pod {
                    let other = if one.is_some_and(|p| p.starts_with('&')) { "other" } else { "*other" };
                    add(
                        "eq".to_owned(),
                        format!(
                            "impl PartialEq for {name} {{\nfn eq(&self, other: &Self) -> bool {{ {name}::{method}(self, {other}) }}\n}}\n"
                        ),
                    );
                }
            }
            "!" if reads && one.is_none() && !result.contains('\'') && !result.is_empty() => {
                add(
                    "not".to_owned(),
                    format!(
                        "impl core::ops::Not for &{name} {{\ntype Output = {result};\nfn not(self) -> {result} {{ {name}::{method}(self) }}\n}}\n"
                    ),
                );
            }
            "[]" if reads && result.starts_with("&'a ") => {
                if let Some(p) = one.filter(|p| !p.contains('&')) {
                    let target = result.trim_start_matches("&'a ");
                    add(
                        format!("index {p}"),
                        format!(
                            "impl core::ops::Index<{p}> for {name} {{\ntype Output = {target};\nfn index(&self, index: {p}) -> &{target} {{ {name}::{method}(self, index) }}\n}}\n"
                        ),
                    );
                }
            }
            _ => {
                if let Some((_, tr, f)) = ARITHMETIC.iter().find(|o| o.0 == symbol)
                    && reads
                    && let Some(p) = one
                    && !result.is_empty()
                    && !result.contains('\'')
                    && !p.contains("dyn ")
                {
                    let (generic, p) =
                        if p.starts_with('&') { ("<'b>", p.replacen('&', "&'b ", 1)) } else { ("", p.to_owned()) };
                    add(
                        format!("{tr} {p}"),
                        format!(
                            "impl{generic} core::ops::{tr}<{p}> for &{name} {{\ntype Output = {result};\nfn {f}(self, other: {p}) -> {result} {{ {name}::{method}(self, other) }}\n}}\n"
                        ),
                    );
                } else if let Some((_, tr, f)) =
                    symbol.strip_suffix('=').and_then(|s| ARITHMETIC.iter().find(|o| o.0 == s))
                    && thunk.shape.object == Some(false)
                    && entry.form == Form::Opaque
                    && let Some(p) = one
                {
                    let (generic, p) =
                        if p.starts_with('&') { ("<'b>", p.replacen('&', "&'b ", 1)) } else { ("", p.to_owned()) };
                    add(
                        format!("{tr}Assign {p}"),
                        format!(
                            "impl{generic} core::ops::{tr}Assign<{p}> for core::pin::Pin<&mut {name}> {{\nfn {f}_assign(&mut self, other: {p}) {{ {name}::{method}(self.as_mut(), other); }}\n}}\n"
                        ),
                    );
                }
            }
        }
    }
    out
}
