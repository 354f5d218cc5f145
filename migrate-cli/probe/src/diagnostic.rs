//! Errors in what GCC and Clang print.
//!
//! Text, and not GCC's JSON: that leaves out which code instantiates a template.

/// A file and a line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as the compiler names it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// An error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The text without place, one line.
    pub message: String,
    /// Where it is; absent for errors of the compiler itself.
    pub at: Option<Place>,
    /// How the compiler came there: includes, instantiations, macros; the outermost last.
    pub context: Vec<Place>,
    /// All that was said on the way: names of templates and their arguments.
    pub about: String,
}

/// How lines of diagnostics continue behind their place.
const ERRORS: [&str; 4] = ["error: ", "fatal error: ", "internal compiler error: ", "sorry, unimplemented: "];
const OTHERS: [&str; 3] = ["note: ", "warning: ", "remark: "];
/// What notes say that tell how the compiler came to an error.
const CONTEXT_NOTES: [&str; 8] = [
    "requested here",
    "required here",
    "required from here",
    "in instantiation of ",
    "in expansion of macro ",
    "expanded from macro ",
    "in evaluation of exception specification ",
    "while ",
];
/// How GCC starts to tell what it instantiates, behind the name of a file.
const INSTANTIATES: [&str; 2] = [": In instantiation of ", ": In substitution of "];
/// What stands before the place of a file that includes another.
const INCLUDES: [&str; 2] = ["In file included from ", "                 from "];

/// All errors of a compiler's standard error, in its order.
pub fn errors(text: &str) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    // Lines that belong to the next diagnostic (includes of both compilers, instantiations of GCC).
    let mut ahead: (Vec<Place>, String) = Default::default();
    // The last diagnostic that is no note is an error: notes belong to it.
    let mut noted = false;
    for line in text.lines() {
        match read(line) {
            Line::Error(at, message) => {
                let (context, about) = std::mem::take(&mut ahead);
                found.push(Diagnostic { message: message.to_owned(), at, context, about: about + message });
                noted = true;
            }
            Line::Note(at, message) => {
                ahead = Default::default();
                if let (true, Some(at), Some(last)) = (noted && is_context(message), at, found.last_mut()) {
                    last.context.push(at);
                    last.about.extend([" ", message]);
                }
            }
            Line::Harmless => {
                ahead = Default::default();
                noted = false;
            }
            Line::Context(at, what) => {
                ahead.0.extend(at);
                ahead.1.extend([what, " "]);
            }
            Line::Text => {}
        }
    }
    found
}

/// What a line says.
#[derive(Debug, PartialEq, Eq)]
enum Line<'a> {
    Error(Option<Place>, &'a str),
    Note(Option<Place>, &'a str),
    /// A warning or a remark.
    Harmless,
    /// How the compiler comes to the next diagnostic.
    Context(Option<Place>, &'a str),
    Text,
}

fn read(line: &str) -> Line<'_> {
    if let Some(place) = INCLUDES.iter().find_map(|start| line.strip_prefix(start)).and_then(includer) {
        return Line::Context(Some(place), "");
    }
    if let Some((_, what)) = INSTANTIATES.iter().find_map(|words| line.split_once(words)) {
        return Line::Context(None, what);
    }
    match split(line) {
        Some((at, rest)) => diagnostic(Some(at.clone()), rest).unwrap_or(Line::Context(Some(at), rest)),
        None => placeless(line),
    }
}

fn diagnostic(at: Option<Place>, rest: &str) -> Option<Line<'_>> {
    if let Some(message) = ERRORS.iter().find_map(|start| rest.strip_prefix(start)) {
        return Some(Line::Error(at, message.trim()));
    }
    if let Some(message) = rest.strip_prefix(OTHERS[0]) {
        return Some(Line::Note(at, message.trim()));
    }
    OTHERS.iter().any(|start| rest.starts_with(start)).then_some(Line::Harmless)
}

/// `cc1plus: error: …`, or just `error: …`.
fn placeless(line: &str) -> Line<'_> {
    let behind_program =
        line.split_once(": ").filter(|(program, _)| !program.contains(char::is_whitespace)).map(|(_, rest)| rest);
    [Some(line), behind_program].into_iter().flatten().find_map(|rest| diagnostic(None, rest)).unwrap_or(Line::Text)
}

fn is_context(note: &str) -> bool {
    CONTEXT_NOTES.iter().any(|words| note.contains(words))
}

/// `file:line:column: rest` or `file:line: rest`; a file name may hold colons.
fn split(line: &str) -> Option<(Place, &str)> {
    line.match_indices(':').find_map(|(colon, _)| {
        let (number, rest) = number(&line[colon + 1..])?;
        let rest = rest.strip_prefix(':')?;
        let rest = match self::number(rest) {
            Some((_, behind)) => behind.strip_prefix(':')?,
            None => rest,
        };
        let rest = rest.strip_prefix(' ')?;
        Some((Place { file: line[..colon].to_owned(), line: number }, rest.trim_start()))
    })
}

/// The place behind `In file included from `: `file:line`, then perhaps a column, then `,` or `:`.
fn includer(text: &str) -> Option<Place> {
    text.match_indices(':').find_map(|(colon, _)| {
        let (line, rest) = number(&text[colon + 1..])?;
        (rest.is_empty() || rest.starts_with([':', ','])).then(|| Place { file: text[..colon].to_owned(), line })
    })
}

/// Decimal digits at the start of a text, and what follows them.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(file: &str, line: u32) -> Place {
        Place { file: file.to_owned(), line }
    }

    const GCC: &str = "\
migrate-snippet-2: In function 'void f2()':
migrate-snippet-2:1:21: error: invalid conversion from 'const char*' to 'int' [-fpermissive]
migrate-snippet-3:1:60: error: use of deleted function 'U::U(const U&)'
In file included from /usr/include/c++/12/memory:76,
                 from a.cpp:2:
/usr/include/c++/12/bits/unique_ptr.h:514:7: note: declared here
migrate-snippet-5:1:1: error: expected '}' before 'void'
migrate-snippet-4:1:10: note: to match this '{'
/usr/include/c++/12/bits/new_allocator.h: In instantiation of 'void std::__new_allocator<_Tp>::construct()':
/usr/include/c++/12/bits/alloc_traits.h:516:17:   required from 'static void std::allocator_traits<T>::construct()'
migrate-snippet-0:3:43:   required from here
/usr/include/c++/12/bits/new_allocator.h:175:11: error: use of deleted function 'NC::NC(const NC&)'
a.cpp:3:27: note: declared here
/usr/include/x.h:9:1: error: 'nope' was not declared in this scope
m.h:1:28: error: cannot convert 'const char*' to 'int' in initialization
migrate-snippet-8:2:3: note: in expansion of macro 'BAD'
";

    #[test]
    fn gcc_says_before_an_error_how_it_came_there() {
        let found = errors(GCC);
        let messages: Vec<&str> = found.iter().map(|d| d.message.split_once(' ').unwrap().0).collect();
        assert_eq!(messages, ["invalid", "use", "expected", "use", "'nope'", "cannot"]);
        assert_eq!(found[0].at, Some(place("migrate-snippet-2", 1)));
        assert_eq!(found[1].context, []);
        assert_eq!(found[2].context, []);
        assert_eq!(found[3].at, Some(place("/usr/include/c++/12/bits/new_allocator.h", 175)));
        assert_eq!(found[3].context.last(), Some(&place("migrate-snippet-0", 3)));
        assert!(found[3].about.contains("construct()") && found[3].about.contains("allocator_traits<T>"));
        assert_eq!((found[4].context.len(), found[4].about == found[4].message), (0, true));
        assert_eq!(found[5].context, [place("migrate-snippet-8", 2)]);
    }

    const CLANG: &str = "\
migrate-snippet-2:1:17: error: cannot initialize a variable of type 'int' with an lvalue of type 'const char[2]'
In file included from a.cpp:1:
In file included from /usr/include/c++/12/vector:61:
/usr/include/c++/12/bits/new_allocator.h:175:23: error: call to deleted constructor of 'NC'
/usr/include/c++/12/bits/alloc_traits.h:516:8: note: in instantiation of function template specialization 'construct<NC, NC>' requested here
migrate-snippet-0:1:34: note: in instantiation of member function 'std::vector<NC>::push_back' requested here
a.cpp:3:27: note: 'NC' has been explicitly marked deleted here
a.cpp:4:51: error: no matching function for call to 'f'
migrate-snippet-9:2:7: note: candidate function not viable: requires 0 arguments, but 1 was provided
x.h:1:1: warning: unused
migrate-snippet-7:2:7: note: in instantiation of member function 'g' requested here
fatal error: error in backend: cannot select
4 errors generated.
";

    #[test]
    fn clang_says_behind_an_error_how_it_came_there() {
        let found = errors(CLANG);
        assert_eq!(found.len(), 4);
        assert_eq!(found[0].at, Some(place("migrate-snippet-2", 1)));
        assert_eq!(found[1].context.last(), Some(&place("migrate-snippet-0", 1)));
        assert!(found[1].about.contains("'NC' in") && found[1].about.contains("push_back"), "{}", found[1].about);
        assert_eq!(found[2].context, [], "a candidate is not the culprit");
        assert_eq!((found[3].at.as_ref(), found[3].message.as_str()), (None, "error in backend: cannot select"));
    }

    #[test]
    fn errors_without_a_place() {
        let found =
            errors("cc1plus: fatal error: q.h: No such file\ncompilation terminated.\ng++: error: no input files\n");
        assert_eq!(
            found.iter().map(|d| d.message.as_str()).collect::<Vec<_>>(),
            ["q.h: No such file", "no input files"]
        );
        assert!(found.iter().all(|d| d.at.is_none()));
    }

    #[test]
    fn an_included_file_belongs_to_who_includes_it() {
        let gcc = "In file included from b.h:1,\n                 from migrate-snippet-3:2:\nc.h:4:1: error: bad\n";
        assert_eq!(errors(gcc)[0].context, [place("b.h", 1), place("migrate-snippet-3", 2)]);
        let missing = errors("migrate-snippet-0:1:10: fatal error: missing.h: No such file or directory\n");
        assert_eq!(missing[0].message, "missing.h: No such file or directory");
    }

    #[test]
    fn places_with_colons_and_without_columns() {
        assert_eq!(read("a:b.h:12: error: bad"), Line::Error(Some(place("a:b.h", 12)), "bad"));
        assert_eq!(read("note: nothing: here"), Line::Note(None, "nothing: here"));
        assert_eq!(read("1 error generated."), Line::Text);
        assert_eq!(read("x.h:3:4:   required from here"), Line::Context(Some(place("x.h", 3)), "required from here"));
    }
}
