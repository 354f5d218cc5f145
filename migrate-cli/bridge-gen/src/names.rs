//! Rust names of C++ things.
//!
//! The policy, so that names are stable: a name is put into Rust's case; what Rust or cxx's smart pointers use for
//! themselves gets a trailing underscore; of overloads the one declared first keeps the plain name and every other one is
//! named by the types of its parameters, so that a further overload renames nobody.

use std::collections::{BTreeMap, BTreeSet};

/// Words that are no identifiers in Rust, and methods of cxx's smart pointers, which would be found before ours.
const TAKEN: [&str; 63] = [
    "as",
    "async",
    "await",
    "break",
    "const",
    "continue",
    "crate",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "match",
    "mod",
    "move",
    "mut",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "union",
    "unsafe",
    "use",
    "where",
    "while",
    "abstract",
    "become",
    "box",
    "do",
    "final",
    "macro",
    "override",
    "priv",
    "typeof",
    "unsized",
    "virtual",
    "yield",
    "macro_rules",
    "as_ref",
    "as_mut",
    "as_ptr",
    "as_mut_ptr",
    "pin_mut",
    "into_raw",
    "is_null",
    "null",
    "deref",
    "drop",
];

/// Types, traits and variants that generated code uses without a path: a class of the same name would hide them.
const PRELUDE: [&str; 19] = [
    "Box",
    "Default",
    "Err",
    "Fn",
    "FnMut",
    "From",
    "Into",
    "IntoIterator",
    "Ok",
    "Option",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "Vec",
];

/// `ParseHTTPHeader` and `parse_http_header` as `parse_http_header`.
pub(crate) fn snake(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|j| chars[j]);
        let next_lower = chars.get(i + 1).is_some_and(|n| n.is_lowercase());
        let starts = c.is_uppercase()
            && before.is_some_and(|b| b.is_lowercase() || b.is_ascii_digit() || (b.is_uppercase() && next_lower));
        if !c.is_alphanumeric() {
            if !out.ends_with('_') && !out.is_empty() {
                out.push('_');
            }
            continue;
        }
        if starts && !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    while out.len() > 1 && out.ends_with('_') {
        out.pop();
    }
    if out.is_empty() || out == "_" {
        return "unnamed".to_owned();
    }
    if out.starts_with(|c: char| c.is_ascii_digit()) { format!("_{out}") } else { out }
}

/// A function's or parameter's name that Rust accepts.
pub(crate) fn identifier(name: &str) -> String {
    let name = snake(name);
    if TAKEN.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// The name of a type: `xml_node` as `XmlNode`, and `option` as `Option_`.
pub(crate) fn type_name(name: &str) -> String {
    let name = camel(name);
    if PRELUDE.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// The parts of a qualified C++ name as linker symbols have them (Itanium C++ ABI 5.1.2, `<source-name>`).
pub(crate) fn mangled(name: &str) -> String {
    name.split("::").map(|part| format!("{}{part}", part.len())).collect()
}

/// Words of C++ that are no words of Rust, in the form that names have here.
const CPP: [&str; 57] = [
    "and",
    "and_eq",
    "asm",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "case",
    "catch",
    "char",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "concept",
    "consteval",
    "constexpr",
    "constinit",
    "decltype",
    "default",
    "delete",
    "double",
    "explicit",
    "export",
    "float",
    "friend",
    "goto",
    "inline",
    "int",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "requires",
    "short",
    "signed",
    "sizeof",
    "switch",
    "template",
    "this",
    "throw",
    "typedef",
    "typename",
    "unsigned",
    "void",
];

/// A parameter's name, in both languages.
pub(crate) fn parameter(name: &str) -> String {
    let name = identifier(name);
    let taken = CPP.contains(&name.as_str()) || matches!(name.as_str(), "volatile" | "wchar_t" | "xor" | "xor_eq");
    if taken || name.starts_with("cxxbridge") { format!("{name}_") } else { name }
}

/// A name in the transport: ASCII, and none that C++ or the transport keeps for itself.
pub(crate) fn transported(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("u{:x}", u32::from(c)) }).collect();
    let plain = plain.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_");
    if plain.starts_with("cxxbridge") { format!("the_{plain}") } else { plain }
}

/// A module's name. Generated paths start with the names of these crates, which a module beside them would hide.
pub(crate) fn module(name: &str) -> String {
    // The name of a file has to be ASCII as well.
    let name = if name.is_ascii() { identifier(name) } else { identifier(&transported(name)) };
    if matches!(name.as_str(), "core" | "std" | "alloc" | "cxx") { format!("{name}_") } else { name }
}

/// `xml_node` as `XmlNode`; a name that already begins with a capital and has no underscore stays as it is.
pub(crate) fn camel(name: &str) -> String {
    let fine = name.starts_with(|c: char| c.is_uppercase()) && name.chars().all(char::is_alphanumeric);
    if fine {
        return name.to_owned();
    }
    let mut out = String::new();
    for word in name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            out.extend(first.to_uppercase());
            if word.chars().all(|c| !c.is_lowercase()) && word.len() > 1 {
                out.extend(chars.flat_map(char::to_lowercase));
            } else {
                out.push_str(chars.as_str());
            }
        }
    }
    match out.chars().next() {
        None => "Unnamed".to_owned(),
        Some(_) if out == "Self" => "Self_".to_owned(),
        Some(c) if c.is_ascii_digit() => format!("N{out}"),
        Some(_) => out,
    }
}

/// A constant's name.
pub(crate) fn screaming(name: &str) -> String {
    snake(name).to_uppercase()
}

/// Names of one scope: gives every wish a name that nobody has yet.
#[derive(Debug, Default, Clone)]
pub(crate) struct Scope {
    used: BTreeSet<String>,
}

impl Scope {
    /// The first of the wishes that is free, else the last one with a number.
    pub(crate) fn claim(&mut self, wishes: &[String]) -> String {
        for wish in wishes {
            if self.used.insert(wish.clone()) {
                return wish.clone();
            }
        }
        let last = wishes.last().map_or("unnamed", String::as_str);
        let mut n = 2;
        loop {
            let name = format!("{last}{}{n}", if last.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" });
            if self.used.insert(name.clone()) {
                return name;
            }
            n += 1;
        }
    }

    /// Takes a name out of the game.
    pub(crate) fn reserve(&mut self, name: &str) {
        self.used.insert(name.to_owned());
    }
}

/// A text with whole words replaced.
pub(crate) fn replaced(text: &str, given: &BTreeMap<&str, &str>) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        out.push_str(given.get(word.as_str()).copied().unwrap_or(&word));
        word.clear();
        out.push(c);
    }
    out.pop();
    out
}

/// Rust's word for an overloaded operator, as the name of a method.
pub(crate) fn operator(symbol: &str, parameters: usize) -> String {
    let unary = parameters == 0;
    match symbol {
        "==" => "equals",
        "!=" => "not_equals",
        "<" => "less_than",
        "<=" => "less_equal",
        ">" => "greater_than",
        ">=" => "greater_equal",
        "<=>" => "compare",
        "+" if unary => "plus",
        "-" if unary => "negated",
        "*" if unary => "target",
        "&" if unary => "address",
        "+" => "add",
        "-" => "subtract",
        "*" => "multiply",
        "/" => "divide",
        "%" => "remainder",
        "^" => "xor",
        "&" => "and",
        "|" => "or",
        "~" => "inverted",
        "!" => "negation",
        "=" => "assign",
        "+=" => "add_assign",
        "-=" => "subtract_assign",
        "*=" => "multiply_assign",
        "/=" => "divide_assign",
        "%=" => "remainder_assign",
        "^=" => "xor_assign",
        "&=" => "and_assign",
        "|=" => "or_assign",
        "<<=" => "shift_left_assign",
        ">>=" => "shift_right_assign",
        "<<" => "shift_left",
        ">>" => "shift_right",
        "&&" => "logical_and",
        "||" => "logical_or",
        "++" if unary => "increment",
        "--" if unary => "decrement",
        "++" => "post_increment",
        "--" => "post_decrement",
        "->" => "arrow",
        "->*" => "arrow_member",
        "()" => "call",
        "[]" => "at",
        "," => "comma",
        literal => return format!("literal_{}", snake(literal.trim_start_matches('"').trim())),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_the_case_of_rust() {
        for (cpp, rust) in [
            ("XMLDocument", "xml_document"),
            ("NewLRUCache", "new_lru_cache"),
            ("first_child", "first_child"),
            ("ToUTF8", "to_utf8"),
            ("__x", "x"),
            ("2d", "_2d"),
        ] {
            assert_eq!(snake(cpp), rust);
        }
        assert_eq!(identifier("type"), "type_");
        assert_eq!(camel("xml_node"), "XmlNode");
        assert_eq!(camel("XMLNode"), "XMLNode");
        assert_eq!(camel("XML_NODE"), "XmlNode");
        assert_eq!((type_name("option"), type_name("Self")), ("Option_".to_owned(), "Self_".to_owned()));
    }

    #[test]
    fn names_that_differ_by_case_only_stay_apart() {
        let mut scope = Scope::default();
        assert_eq!(scope.claim(&[snake("Size")]), "size");
        assert_eq!(scope.claim(&[snake("size"), "size_usize".to_owned()]), "size_usize");
        assert_eq!(scope.claim(&["size".to_owned()]), "size2");
    }
}
