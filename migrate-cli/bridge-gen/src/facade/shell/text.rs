//! The text of a class, declaration by declaration: enough of C++ to know where each begins, where its body begins, and where
//! it ends. What the text means is known from facts.

use std::ops::Range;

/// A declaration in the body of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Declaration {
    /// From its first word to its last character, `;` included.
    pub(super) range: Range<usize>,
    /// Where a function's definition begins behind its declarator: `{`, the `:` of initialisers, or `=`.
    pub(super) body: Option<usize>,
}

/// The inside of the first braces in `text[range]` that belong to no parentheses: what is between them.
pub(super) fn inside(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut at = range.start;
    while at < range.end {
        if let Some(next) = skipped(text, at) {
            at = next;
            continue;
        }
        match text.as_bytes()[at] {
            b'{' => {
                let end = closing(text, at, range.end)?;
                return Some(at + 1..end);
            }
            b'(' | b'[' => at = closing(text, at, range.end)? + 1,
            _ => at += 1,
        }
    }
    None
}

/// The declarations in `text[body]`, without labels of access and directives of the preprocessor.
pub(super) fn declarations(text: &str, body: Range<usize>) -> Option<Vec<Declaration>> {
    let mut out = Vec::new();
    let mut at = body.start;
    while at < body.end {
        if let Some(next) = skipped(text, at) {
            at = next;
        } else if text.as_bytes()[at].is_ascii_whitespace() || text.as_bytes()[at] == b';' {
            at += 1;
        } else if let Some(next) = label(text, at) {
            at = next;
        } else {
            let found = declaration(text, at, body.end)?;
            at = found.range.end;
            out.push(found);
        }
    }
    Some(out)
}

/// The end of the `public:` that begins here.
fn label(text: &str, at: usize) -> Option<usize> {
    let word = word(text, at);
    if !matches!(word, "public" | "protected" | "private") {
        return None;
    }
    let behind = &text[at + word.len()..];
    let colon = behind.trim_start();
    (colon.starts_with(':') && !colon.starts_with("::")).then(|| at + word.len() + behind.len() - colon.len() + 1)
}

/// The word that begins here.
pub(super) fn word(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    &rest[..end]
}

fn declaration(text: &str, start: usize, limit: usize) -> Option<Declaration> {
    let bytes = text.as_bytes();
    let is_type = matches!(word(text, start), "class" | "struct" | "union" | "enum");
    let (mut called, mut assigned, mut listed) = (false, false, false);
    let mut body = None;
    let mut at = start;
    let mut last = b' ';
    while at < limit {
        if let Some(next) = skipped(text, at) {
            at = next;
            continue;
        }
        let byte = bytes[at];
        match byte {
            b';' => return Some(Declaration { range: start..at + 1, body }),
            b'(' | b'[' => {
                at = closing(text, at, limit)?;
                called = called || byte == b'(';
            }
            b'{' => {
                let value = assigned || is_type || !called || (listed && (is_in_word(last) || last == b'>'));
                if !value {
                    body.get_or_insert(at);
                }
                at = closing(text, at, limit)?;
                if !value {
                    let behind = text[at + 1..limit].trim_start();
                    let semicolon = limit - behind.len();
                    let end = if behind.starts_with(';') { semicolon + 1 } else { at + 1 };
                    return Some(Declaration { range: start..end, body });
                }
            }
            b':' if bytes.get(at + 1) == Some(&b':') => at += 1,
            b':' if called && !assigned && !listed => {
                listed = true;
                body = Some(at);
            }
            b'=' if !assigned && !text[start..at].trim_end().ends_with("operator") && !is_operator(text, start, at) => {
                assigned = true;
                if called {
                    body = Some(at);
                }
            }
            _ => {}
        }
        last = if bytes[at].is_ascii_whitespace() { last } else { bytes[at] };
        at += 1;
    }
    None
}

/// Whether the sign at `at` is part of the name of an operator: `operator==`.
fn is_operator(text: &str, start: usize, at: usize) -> bool {
    let before = text[start..at].trim_end_matches(|c: char| c.is_ascii_punctuation() && !matches!(c, '(' | ')' | '_'));
    before.trim_end().ends_with("operator")
}

fn is_in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Where the bracket that opens at `open` closes.
fn closing(text: &str, open: usize, limit: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = open;
    while at < limit {
        if let Some(next) = skipped(text, at) {
            at = next;
            continue;
        }
        match bytes[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The end of the comment, the literal or the directive that begins here.
pub(super) fn skipped(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let to_line_end = |from: usize| {
        let mut end = from;
        loop {
            match text[end..].find('\n') {
                None => return text.len(),
                Some(n) if text[end..end + n].trim_end_matches('\r').ends_with('\\') => end += n + 1,
                Some(n) => return end + n,
            }
        }
    };
    if rest.starts_with("//") {
        return Some(to_line_end(at));
    }
    if rest.starts_with("/*") {
        return Some(rest.find("*/").map_or(text.len(), |n| at + n + 2));
    }
    if rest.starts_with('#') && text[..at].rsplit('\n').next().is_none_or(|line| line.trim().is_empty()) {
        return Some(to_line_end(at));
    }
    if let Some(raw) = rest.strip_prefix("R\"") {
        let open = raw.find('(')?;
        let end = format!("){}\"", &raw[..open]);
        return Some(raw.find(&end).map_or(text.len(), |n| at + 2 + n + end.len()));
    }
    let quote = rest.bytes().next().filter(|b| matches!(b, b'"' | b'\''))?;
    // The sign between the digits of a number is none.
    if quote == b'\'' && at > 0 && text.as_bytes()[at - 1].is_ascii_hexdigit() && rest.as_bytes().get(2) != Some(&b'\'')
    {
        return None;
    }
    let mut end = at + 1;
    while end < text.len() && text.as_bytes()[end] != quote {
        end += if text.as_bytes()[end] == b'\\' { 2 } else { 1 };
    }
    Some((end + 1).min(text.len()))
}

/// The byte at which a line and a column (both from 1, columns in bytes) are.
pub(super) fn offset(text: &str, line: u32, column: u32) -> Option<usize> {
    let mut start = 0;
    for _ in 1..line {
        start += text[start..].find('\n')? + 1;
    }
    let at = start + usize::try_from(column).ok()?.checked_sub(1)?;
    (at <= text.len() && text.is_char_boundary(at)).then_some(at)
}

/// The line (from 1) of a byte.
pub(super) fn line(text: &str, at: usize) -> u32 {
    u32::try_from(text[..at].bytes().filter(|b| *b == b'\n').count() + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<(String, Option<String>)> {
        let found = declarations(text, 0..text.len()).expect("balanced");
        found
            .into_iter()
            .map(|d| (text[d.range.clone()].to_owned(), d.body.map(|b| text[b..d.range.end].to_owned())))
            .collect()
    }

    fn one(text: &str) -> (String, Option<String>) {
        let mut all = split(text);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    #[test]
    fn declarations_end_where_they_end() {
        let text = "\n public:\n  // comment; {\n  A() : a_(1), b_{2}, c_() { f(); }\n  ~A();\n#if X\n  int f() const;\n#endif\n\
                    private:\n  std::string s_ = \"};\", t_{'}'};\n  enum K { a, b } k_;\n  int big_ = 1'000;";
        let names: Vec<String> = split(text).into_iter().map(|(t, _)| t).collect();
        assert_eq!(
            names,
            [
                "A() : a_(1), b_{2}, c_() { f(); }",
                "~A();",
                "int f() const;",
                "std::string s_ = \"};\", t_{'}'};",
                "enum K { a, b } k_;",
                "int big_ = 1'000;"
            ]
        );
    }

    #[test]
    fn a_function_has_a_body_and_a_member_none() {
        let body = |text: &str| one(text).1;
        assert_eq!(body("const S& s() const noexcept(true) { return s_; }"), Some("{ return s_; }".to_owned()));
        assert_eq!(body("A(const A&) = default;"), Some("= default;".to_owned()));
        assert_eq!(body("explicit A(int a) : a_{a} {};"), Some(": a_{a} {};".to_owned()));
        assert_eq!(body("bool operator==(const A& o) const { return true; }"), Some("{ return true; }".to_owned()));
        assert_eq!(body("A& operator=(const A&);"), None);
        assert_eq!(body("void f(int a = 1, std::string b = {});"), None);
        assert_eq!(body("int a_{0};"), None);
        assert_eq!(body("std::map<int, std::string> m_;"), None);
        assert_eq!(body("struct In { int a() { return 1; } };"), None);
        assert_eq!(body("static const int k = 3;"), None);
    }

    #[test]
    fn places_are_bytes() {
        let text = "ä\n  x;\n";
        assert_eq!(offset(text, 2, 3), Some(5));
        assert_eq!(line(text, 5), 2);
        assert_eq!(offset(text, 9, 1), None);
        assert_eq!(inside("class A X({) : B<(1)> { int a; };", 0..32), None);
        let text = "class A { int a; };";
        assert_eq!(inside(text, 0..text.len()).map(|r| &text[r]), Some(" int a; "));
    }
}
