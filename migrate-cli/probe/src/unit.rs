//! Translation units: a prelude, then snippets under names of their own.

use std::collections::BTreeSet;

/// What diagnostics call the prelude.
pub(crate) const PRELUDE: &str = "migrate-prelude";
/// What diagnostics call a snippet, before its index.
pub(crate) const SNIPPET: &str = "migrate-snippet-";
/// Stands behind every snippet. A snippet that forgot its semicolon meets it here, under its own name, and the compiler
/// finds its way again before the next one.
const END: &str = "extern \"C++\" {}";

/// The prelude under its name.
pub(crate) fn prelude(text: &str) -> String {
    named(PRELUDE, text)
}

/// A text under a name.
pub(crate) fn named(name: &str, text: &str) -> String {
    let name = name.replace(['"', '\\', '\n'], "_");
    format!("#line 1 \"{name}\"\n{text}\n")
}

/// Snippets, each with its index.
pub(crate) fn snippets<'a>(snippets: impl IntoIterator<Item = (usize, &'a str)>) -> String {
    snippets.into_iter().map(|(index, text)| named(&format!("{SNIPPET}{index}"), text) + END + "\n").collect()
}

/// How many lines a snippet has.
pub(crate) fn lines(text: &str) -> u32 {
    u32::try_from(text.lines().count()).unwrap_or(u32::MAX).max(1)
}

/// Words that say nothing about what a text uses.
const COMMON: [&str; 30] = [
    "auto",
    "bool",
    "char",
    "class",
    "const",
    "delete",
    "double",
    "extern",
    "false",
    "float",
    "from",
    "here",
    "inline",
    "int",
    "long",
    "namespace",
    "new",
    "noexcept",
    "of",
    "operator",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "struct",
    "template",
    "typename",
    "unsigned",
    "void",
];

/// The names in a text.
pub(crate) fn names(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|w| !w.starts_with(|c: char| c.is_ascii_digit()) && !w.is_empty() && !COMMON.contains(w)).collect()
}

/// A text asks for files, so that they decide what it means.
pub(crate) fn reads_files(text: &str) -> bool {
    text.contains("__has_include")
        || text.lines().filter_map(directive).any(|d| d.contains("include") || d.contains("embed"))
}

/// What follows the `#` of a preprocessor line.
fn directive(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix('#')
}

/// A text closes whatever it opens: brackets, comments, literals, conditionals. One that does not would swallow what stands
/// behind it. To be wrong costs time only: such a text is compiled alone.
pub(crate) fn is_closed(text: &str) -> bool {
    !text.trim_end_matches('\n').ends_with('\\') && Scanner { rest: text, ..Scanner::default() }.run().is_some()
}

/// Reads tokens as far as brackets, literals and conditionals need it. Each step is `None` when something stays open or is
/// closed that was not opened.
#[derive(Default)]
struct Scanner<'a> {
    rest: &'a str,
    open: Vec<char>,
    conditionals: usize,
}

impl Scanner<'_> {
    fn run(mut self) -> Option<()> {
        let mut line_start = true;
        while let Some(c) = self.rest.chars().next() {
            match c {
                '#' if line_start => self.directive()?,
                '/' if self.rest.starts_with("//") => self.skip_line(),
                '/' if self.rest.starts_with("/*") => self.skip_past(2, "*/")?,
                '"' | '\'' => self.literal(c)?,
                '(' | '[' | '{' => {
                    self.open.push(c);
                    self.skip(1);
                }
                ')' | ']' | '}' => {
                    let opened = match c {
                        ')' => '(',
                        ']' => '[',
                        _ => '{',
                    };
                    (self.open.pop() == Some(opened)).then_some(())?;
                    self.skip(1);
                }
                c if c.is_alphanumeric() || c == '_' => self.word(c)?,
                c => self.skip(c.len_utf8()),
            }
            line_start = c == '\n' || (line_start && c.is_whitespace());
        }
        (self.open.is_empty() && self.conditionals == 0).then_some(())
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn skip_past(&mut self, from: usize, end: &str) -> Option<()> {
        let at = self.rest.get(from..)?.find(end)?;
        self.skip(from + at + end.len());
        Some(())
    }

    /// To the end of the line, which a backslash continues.
    fn skip_line(&mut self) {
        let mut escaped = false;
        let end = self.rest.find(|c| {
            let ends = c == '\n' && !escaped;
            escaped = c == '\\';
            ends
        });
        self.skip(end.unwrap_or(self.rest.len()));
    }

    fn directive(&mut self) -> Option<()> {
        let word = self.rest[1..].trim_start();
        if word.starts_with("if") {
            self.conditionals += 1;
        } else if word.starts_with("endif") {
            self.conditionals = self.conditionals.checked_sub(1)?;
        }
        // A comment that begins here may end on another line.
        let line = self.rest.lines().next()?;
        match line.find("/*") {
            Some(at) => self.skip_past(at + 2, "*/")?,
            None => self.skip_line(),
        }
        Some(())
    }

    fn literal(&mut self, quote: char) -> Option<()> {
        let mut escaped = false;
        let end = self.rest[1..].find(|c| {
            let ends = !escaped && (c == quote || c == '\n');
            escaped = !escaped && c == '\\';
            ends
        })?;
        self.rest[1 + end..].starts_with(quote).then_some(())?;
        self.skip(end + 2);
        Some(())
    }

    /// A name or a number (whose digits apostrophes may separate), with the raw string that it may begin.
    fn word(&mut self, first: char) -> Option<()> {
        let number = first.is_ascii_digit();
        let part = |c: char| c.is_alphanumeric() || c == '_' || (number && c == '\'');
        let end = self.rest.find(|c| !part(c)).unwrap_or(self.rest.len());
        let raw = matches!(&self.rest[..end], "R" | "LR" | "uR" | "UR" | "u8R");
        self.skip(end);
        if raw && self.rest.starts_with('"') {
            let delimiter = &self.rest[1..self.rest.find('(')?];
            let end = format!("){delimiter}\"");
            self.skip_past(1, &end)?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_snippet_has_a_name_and_an_end() {
        let text = prelude("#include <vector>") + &snippets([(4, "int a;"), (7, "int b;\n")]);
        let expected = "#line 1 \"migrate-prelude\"\n#include <vector>\n\
                        #line 1 \"migrate-snippet-4\"\nint a;\nextern \"C++\" {}\n\
                        #line 1 \"migrate-snippet-7\"\nint b;\n\nextern \"C++\" {}\n";
        assert_eq!(text, expected);
        assert_eq!((lines(""), lines("a"), lines("a\nb\n")), (1, 1, 2));
    }

    #[test]
    fn closed_texts() {
        for text in [
            "void f(int (&a)[3]) { a[0] = '{'; }",
            "auto s = \"}\\\"}\"; // }",
            "/* ( */ int n = 1'000'000; char q = '\\'';",
            "auto r = R\"x(}\")x\"; auto e = u8R\"()\";",
            "#define OPEN {\n#if 1 /* {\n */\nint x;\n#else\n#endif\n",
            "#define LONG \\\n {\nint y;",
            "int ä; // x \\\n }\n",
        ] {
            assert!(is_closed(text), "{text}");
        }
    }

    #[test]
    fn texts_that_are_not_closed() {
        for text in [
            "void f() {",
            "void f( { )",
            "}",
            "int a; /* b",
            "#if 1\nint a;",
            "#endif",
            "auto s = \"abc;\n",
            "char c = 'a",
            "auto r = R\"x( )\";",
            "int a; \\",
            "// b \\\n",
        ] {
            assert!(!is_closed(text), "{text}");
        }
    }

    #[test]
    fn names_of_a_text() {
        let expected = BTreeSet::from(["std", "vector", "Own_2", "f"]);
        assert_eq!(names("void f(std::vector<Own_2>&, int) { return 0x1; }"), expected);
    }

    #[test]
    fn texts_that_read_files() {
        assert!(reads_files("int a;\n  # include <vector>") && reads_files("#include_next \"x\""));
        assert!(!reads_files("int include; // #include") && !reads_files("#define X 1"));
    }
}
