//! `extern template`: instances whose code stands in another object. libclang has no cursor for them when they are functions,
//! so their names are read from the text of headers: an explicit instantiation is the word `template` that no `<` follows.

use std::collections::HashMap;
use std::rc::Rc;

/// Explicit instantiations that a text names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Explicit {
    /// Names of functions and class templates, with the arguments as written; `None` stands for any (a macro's parameter,
    /// or none are written).
    pub(crate) names: Vec<(String, Option<String>)>,
}

/// Results by path, kept by a worker for all TUs that read the same header.
pub(crate) type Cache = HashMap<String, (usize, Rc<Explicit>)>;

/// Reads a text.
pub(crate) fn read(text: &[u8]) -> Explicit {
    let mut out = Explicit::default();
    let mut at = 0;
    while let Some(found) = find(&text[at..], b"template") {
        let start = at + found;
        at = start + b"template".len();
        if is_word(text, start, at)
            && !in_comment(text, start)
            && let Some(name) = instantiation(text, start, at)
        {
            out.names.push(name);
        }
    }
    out
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|w| w == word)
}

fn is_word(text: &[u8], start: usize, end: usize) -> bool {
    let ident = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let before = start.checked_sub(1).map(|i| &text[i]);
    ![before, text.get(end)].into_iter().flatten().any(ident)
}

/// The rest of the line before is a `//` comment or a continued `*` of a block.
fn in_comment(text: &[u8], start: usize) -> bool {
    let line = text[..start].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
    let before = &text[line..start];
    find(before, b"//").is_some() || before.trim_ascii_start().starts_with(b"*")
}

fn instantiation(text: &[u8], start: usize, end: usize) -> Option<(String, Option<String>)> {
    let before = text[..start].trim_ascii_end();
    if before.ends_with(b"::") || before.ends_with(b".") || before.ends_with(b"->") {
        return None;
    }
    let rest = text[end..].trim_ascii_start();
    if rest.first().is_none_or(|b| *b == b'<' || *b == b'>' || *b == b',') {
        return None;
    }
    let line = text[..start].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
    let in_macro = {
        // A `#define` a few continued lines above.
        let mut from = line;
        while from > 1 && text[..from - 1].ends_with(b"\\") {
            from = text[..from - 1].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        }
        text[from..].trim_ascii_start().starts_with(b"#")
    };
    let stop = rest.iter().position(|b| *b == b';' || *b == b'{')?.min(400);
    let declaration = String::from_utf8_lossy(&rest[..stop]).replace(['\\', '\n'], " ");
    let (name, arguments) = declarator(&declaration)?;
    Some((name, arguments.filter(|_| !in_macro)))
}

/// The last name before the parameters, and its template arguments.
fn declarator(declaration: &str) -> Option<(String, Option<String>)> {
    let (mut depth, mut name, mut arguments, mut word) = (0_i32, String::new(), None, String::new());
    let mut open = 0;
    let text = declaration.trim_end();
    for (i, c) in text.char_indices() {
        match c {
            '<' => {
                if depth == 0 {
                    if !word.is_empty() {
                        name = std::mem::take(&mut word);
                    }
                    open = i + 1;
                }
                depth += 1;
            }
            '>' => {
                depth -= 1;
                if depth == 0 {
                    arguments = Some(squeezed(&text[open..i]));
                }
            }
            '(' if depth == 0 => break,
            _ if depth > 0 => {}
            c if c.is_alphanumeric() || c == '_' => word.push(c),
            _ => {
                if !word.is_empty() {
                    name = std::mem::take(&mut word);
                    arguments = None;
                }
            }
        }
    }
    if !word.is_empty() {
        name = word;
        arguments = None;
    }
    (!name.is_empty()).then_some((name, arguments))
}

/// Arguments without spaces and without the namespaces in front of names, so that two ways to write them agree.
pub(crate) fn squeezed(arguments: &str) -> String {
    let mut out = String::new();
    for part in arguments.split_inclusive([',', '<', '>']) {
        let part: String = part.split_whitespace().collect();
        out.push_str(part.rsplit("::").next().unwrap_or(&part));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{read, squeezed};

    fn names(text: &str) -> Vec<(String, Option<String>)> {
        read(text.as_bytes()).names
    }

    #[test]
    fn declarations_of_instances_are_found() {
        assert_eq!(names("extern template class Big<84>;"), [("Big".to_owned(), Some("84".to_owned()))]);
        assert_eq!(names("extern template Info first(const ctrl*, const Seq<int>&);"), [("first".to_owned(), None)]);
        assert_eq!(
            names("#define I(T, E) \\\n  E template bool Arg::Dispatch<T>(Data, void*)\nI(int, extern);\n"),
            [("Dispatch".to_owned(), None)]
        );
    }

    #[test]
    fn other_uses_of_the_word_are_not() {
        assert!(names("template <class T> void f(T); x.template g<int>(); T::template h<int>();").is_empty());
        assert!(names("// a template for it;\ntemplate<> void f<int>(int);").is_empty());
    }

    #[test]
    fn arguments_compare_without_namespaces() {
        assert_eq!(squeezed("std::vector< a::B >, int"), "vector<B>,int");
    }
}
