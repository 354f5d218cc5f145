//! A header in which the shell of a class stands in the place of the class: what is cut out of the original, and what is
//! put in.
//!
//! The result is never stored: it holds the user's text. What is stored are the [`Edit`]s, which the build applies.

use std::collections::BTreeSet;
use std::ops::Range;

use migrate_crossing::{Book, Code, Refusal};
use migrate_model::facts::{Access, Linkage, Symbol, SymbolKind, Type, TypeKind};
use migrate_model::port::Edit;
use migrate_model::types::TypeExpr;

use super::text::{Declaration, declarations, inside, line, offset, skipped, word};
use crate::api::last_name;
use crate::facade::refuse;

/// What the facts say of the members of a class, by where they are declared.
struct Members<'a> {
    class: &'a Type,
    symbols: Vec<&'a Symbol>,
    /// Types and templates inside of the class.
    types: Vec<&'a Type>,
}

impl<'a> Members<'a> {
    fn new(class: &'a Type, symbols: &'a [Symbol], types: &'a [Type]) -> Members<'a> {
        Members {
            class,
            symbols: symbols.iter().filter(|s| s.about.class.as_deref() == Some(&class.usr)).collect(),
            types: types
                .iter()
                .filter(|t| t.class.as_deref() == Some(&class.usr) && t.kind != TypeKind::FunctionTemplate)
                .collect(),
        }
    }

    /// The member that this text declares.
    fn declared(&self, text: &str, at: &Range<usize>) -> Option<&'a Symbol> {
        let lines = line(text, at.start)..=line(text, at.end);
        self.symbols.iter().copied().find(|s| {
            let (file, first) = crate::api::place(s);
            let name = match s.kind {
                SymbolKind::Destructor => format!("~{}", last_name(&self.class.name)),
                _ => last_name(&s.name).to_owned(),
            };
            file == self.class.file && lines.contains(&first) && names(&text[at.clone()], &name)
        })
    }

    /// A type or template of the class begins here.
    fn is_type(&self, text: &str, at: &Range<usize>) -> bool {
        let begins = |t: &&&Type| {
            let found = offset(text, t.extent.line, t.extent.column);
            t.file == self.class.file && found.is_some_and(|o| at.contains(&o))
        };
        self.types.iter().any(|t| begins(&t))
    }
}

/// Whether the name stands in the text as a word, in front of its parameters.
fn names(text: &str, name: &str) -> bool {
    let bare = |c: char| !(c.is_alphanumeric() || c == '_');
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| bare(c) && (c != '~' || name.starts_with('~')));
        before && text[at + name.len()..].trim_start().starts_with('(')
    })
}

/// What becomes of a declaration.
enum Fate {
    Stays,
    /// It is declared, and defined by the facade.
    Declared,
    Goes,
}

/// What stands behind everything.
pub(super) const AFTER: &str = "\n#endif\n";

/// What stands in front of everything. Where a file that the header always includes cannot be found, nobody includes the
/// header: then there is nothing to replace. What it includes under a condition need not be there.
pub(super) fn before(space: &str, text: &str, aliases: &[&str]) -> String {
    let always: BTreeSet<&str> = includes(text).into_iter().filter(|(_, may)| !may).map(|(name, _)| name).collect();
    let found: Vec<String> = always.iter().map(|i| format!("__has_include({i})")).collect();
    let found = if found.is_empty() { "1".to_owned() } else { found.join(" && \\\n    ") };
    let shells: String = aliases.iter().map(|a| format!("struct Shell_{a}; ")).collect();
    format!("#if {found}\nnamespace {space} {{ {shells}}}\n")
}

/// The edits that put a shell in the place of a class. `own` is what the shell adds to the class.
///
/// # Errors
/// The class, or a member, is written in a way that cannot be edited.
pub(super) fn edits(
    text: &str,
    class: &Type,
    symbols: &[Symbol],
    types: &[Type],
    own: &str,
    book: &Book<'_>,
) -> Result<Vec<Edit>, Refusal> {
    let unread = || Refusal { code: Code::Replace, reason: "the text of the class cannot be read".to_owned() };
    let start = offset(text, class.extent.line, class.extent.column).ok_or_else(unread)?;
    let end = offset(text, class.extent.end_line, class.extent.end_column).ok_or_else(unread)?;
    let body = inside(text, start..end).ok_or_else(unread)?;
    let members = Members::new(class, symbols, types);
    let mut out = Vec::new();
    let cut = |range: Range<usize>| Edit { at: range.start, to: range.end, text: String::new() };
    for declaration in declarations(text, body.clone()).ok_or_else(unread)? {
        match fate(text, &declaration, &members, book)? {
            Fate::Stays => {}
            Fate::Goes => out.push(cut(declaration.range)),
            Fate::Declared => out.extend(declared(text, &declaration)),
        }
    }
    out.push(Edit { at: body.end, to: body.end, text: own.to_owned() });
    let outside = |s: &&&Symbol| s.inline && !s.implicit && s.file == class.file && s.about.extent.line > 0;
    for symbol in members.symbols.iter().filter(outside) {
        let extent = &symbol.about.extent;
        let place = offset(text, extent.line, extent.column).zip(offset(text, extent.end_line, extent.end_column));
        if let Some((from, to)) = place.filter(|(from, _)| !(start..end).contains(from)) {
            out.push(cut(beginning(text, from)..to));
        }
    }
    guard(text)?;
    Ok(out)
}

/// Where the definition begins whose name is at `name`: behind the end of what stands before it.
fn beginning(text: &str, name: usize) -> usize {
    let (mut at, mut begins) = (0, 0);
    while at < name {
        let end = skipped(text, at);
        let next = end.unwrap_or_else(|| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let ends_something = match end {
            // Comments and directives, not literals.
            Some(_) => text[begins..at].trim().is_empty(),
            None => matches!(text.as_bytes()[at], b';' | b'{' | b'}'),
        };
        if ends_something {
            begins = next;
        }
        at = next;
    }
    begins + text[begins..name].len() - text[begins..name].trim_start().len()
}

fn fate(text: &str, declaration: &Declaration, members: &Members<'_>, book: &Book<'_>) -> Result<Fate, Refusal> {
    let range = &declaration.range;
    let first = word(text, range.start);
    if let Some(symbol) = members.declared(text, range) {
        return Ok(match (symbol.kind, symbol.about.access) {
            _ if symbol.about.deleted => Fate::Stays,
            (SymbolKind::Variable, _) => Fate::Stays,
            _ if super::is_special(symbol, members.class) => Fate::Goes,
            _ if super::is_written(symbol, members.class, book) => Fate::Declared,
            // Static ones that touch no object.
            (_, Some(Access::Public)) => Fate::Stays,
            _ => Fate::Goes,
        });
    }
    let stays = matches!(first, "using" | "typedef" | "static_assert" | "static");
    let defines = matches!(first, "class" | "struct" | "union" | "enum") && text[range.clone()].contains('{');
    if stays || ((defines || members.is_type(text, range)) && ends_as_type(text, range)) {
        return Ok(Fate::Stays);
    }
    match first {
        "friend" if declaration.body.is_some() => {
            refuse(Code::Replace, "a friend is defined in the class and sees its members")
        }
        "friend" => Ok(Fate::Stays),
        "template" => refuse(Code::Replace, "a member template is written against the members"),
        "class" | "struct" | "union" | "enum" if is_forward(&text[range.clone()]) => Ok(Fate::Stays),
        _ => Ok(Fate::Goes),
    }
}

/// `class A;`
fn is_forward(text: &str) -> bool {
    text.trim_end_matches(';').split_whitespace().count() <= 2
}

/// Nothing is declared of the type that is defined here.
fn ends_as_type(text: &str, range: &Range<usize>) -> bool {
    let text = text[range.clone()].trim_end_matches(';').trim_end();
    text.ends_with('}') || !text.contains('{')
}

/// A declaration without its definition.
fn declared(text: &str, declaration: &Declaration) -> Vec<Edit> {
    let mut out = Vec::new();
    let range = &declaration.range;
    let head = declaration.body.unwrap_or(range.end);
    let mut at = range.start;
    while at < head {
        if let Some(next) = skipped(text, at) {
            at = next;
            continue;
        }
        let word = word(text, at);
        if word == "inline" {
            out.push(Edit { at, to: at + word.len(), text: String::new() });
        }
        // Behind the parameters are no words of this kind.
        if text.as_bytes()[at] == b'(' {
            break;
        }
        at += word.len().max(text[at..].chars().next().map_or(1, char::len_utf8));
    }
    if let Some(body) = declaration.body {
        out.push(Edit { at: body, to: range.end, text: ";".to_owned() });
    }
    out
}

/// The header must be one that is read once because of a macro: then what is read first is what everybody sees.
fn guard(text: &str) -> Result<(), Refusal> {
    let mut at = 0;
    let mut directives = Vec::new();
    while at < text.len() && directives.len() < 2 {
        match skipped(text, at) {
            Some(end) if text[at..].starts_with('#') => {
                directives.push(text[at + 1..end].split_whitespace().collect::<Vec<_>>());
                at = end;
            }
            Some(end) => at = end,
            None if text.as_bytes()[at].is_ascii_whitespace() => at += 1,
            None => break,
        }
    }
    let guarded = match &directives[..] {
        [first, second] => {
            first.first() == Some(&"ifndef") && second.first() == Some(&"define") && first.get(1) == second.get(1)
        }
        _ => false,
    };
    if guarded { Ok(()) } else { refuse(Code::Replace, "its header has no include guard (`#ifndef`, `#define`)") }
}

/// What a header includes, as it is written, with its signs; whether that stands in an `#if` beside the include guard.
pub fn includes(text: &str) -> Vec<(&str, bool)> {
    let mut depth = 0_usize;
    let mut out = Vec::new();
    for directive in text.lines().filter_map(|l| l.trim_start().strip_prefix('#')) {
        let directive = directive.trim_start();
        if directive.starts_with("if") {
            depth += 1;
        } else if directive.starts_with("endif") {
            depth = depth.saturating_sub(1);
        } else if let Some(rest) = directive.strip_prefix("include").map(str::trim_start)
            && let Some(close) = rest.chars().next().and_then(|open| match open {
                '"' => Some('"'),
                '<' => Some('>'),
                _ => None,
            })
            && let Some(end) = rest[1..].find(close)
        {
            out.push((&rest[..end + 2], depth > 1));
        }
    }
    out
}

/// A text with edits, which do not overlap.
pub(super) fn edited(text: &str, edits: &[Edit]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.at)?);
        out.push_str(&edit.text);
        at = edit.to;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// Whether a type is a class that may have a shell at all, apart from what its text says.
pub(super) fn has_shape(class: &Type, symbols: &[Symbol]) -> Result<(), Refusal> {
    let no = |reason: &str| refuse(Code::Replace, reason);
    if !matches!(class.kind, TypeKind::Class | TypeKind::Struct) || class.spelling.is_some() {
        return no("an instance of a template");
    }
    if class.class.is_some() || class.local {
        return no("it is nested in a class or a function");
    }
    if !class.bases.is_empty() || class.polymorphic {
        return no("it has bases or virtual functions, which callers find by its layout");
    }
    if class.fields.iter().any(|f| f.access != Access::Private) {
        return no("callers may use its members: some are public or protected");
    }
    let counts = |s: &&Symbol| s.kind == SymbolKind::Variable && !s.about.is_const && is_changed(s);
    if let Some(state) = symbols.iter().filter(|s| s.about.class.as_deref() == Some(&class.usr)).find(counts) {
        return no(&format!("its objects share `{}`, which Rust cannot see", state.name));
    }
    let mine = symbols.iter().filter(|s| s.about.class.as_deref() == Some(&class.usr));
    for symbol in mine.filter(|s| s.linkage == Linkage::External && s.kind != SymbolKind::Variable) {
        if symbol.about.is_constexpr && !symbol.about.is_static && !symbol.implicit {
            return no("callers may call a `constexpr` function when they are compiled");
        }
    }
    Ok(())
}

/// A static member that is no constant and that only the class sees.
fn is_changed(symbol: &Symbol) -> bool {
    let constant = matches!(&symbol.about.ty, Some(TypeExpr::Qualified { is_const: true, .. }));
    !constant && !symbol.about.is_constexpr && symbol.about.access != Some(Access::Public)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_is_asked_for() {
        assert!(guard("// c\n#ifndef A_H\n#define A_H\nclass A;\n#endif\n").is_ok());
        assert!(guard("#pragma once\nclass A;\n").is_err());
        assert!(guard("#ifndef A_H\n#define B_H\n").is_err());
    }

    #[test]
    fn includes_are_found_as_they_are_written() {
        let text = "#include <string>\n  # include \"a/b.h\" // c\n#include MACRO\n#include <string>\n";
        assert_eq!(includes(text), [("<string>", false), ("\"a/b.h\"", false), ("<string>", false)]);
    }

    #[test]
    fn what_is_included_under_a_condition_need_not_be_there() {
        let text = "#ifndef A_H\n#define A_H\n#include <string>\n#if defined(_WIN32)\n#include <windows.h>\n#endif\n#include \"b.h\"\n#endif\n";
        let found = before("space", text, &["A"]);
        assert!(found.contains("__has_include(<string>)") && found.contains("__has_include(\"b.h\")"), "{found}");
        assert!(!found.contains("windows.h"), "{found}");
    }

    #[test]
    fn a_definition_begins_behind_what_stands_before_it() {
        let text = "int a;\n// char* A::b()\ninline  char* A::b() {}";
        let name = text.rfind("b()").unwrap();
        assert_eq!(&text[beginning(text, name)..name], "inline  char* A::");
        let text = "namespace n {\n#define X {\nA::A() {}\n";
        let name = text.rfind("A()").unwrap();
        assert_eq!(&text[beginning(text, name)..], "A::A() {}\n");
    }

    #[test]
    fn functions_are_known_by_name_and_parentheses() {
        assert!(names("int size() const;", "size"));
        assert!(!names("int size_ = 0;", "size"));
        assert!(!names("~A();", "A"));
        assert!(names("~A();", "~A"));
        assert!(names("explicit A(int);", "A"));
        assert!(!names("Logger log_ G(mu);", "A"));
    }
}
