//! What headers do not declare, but the compiler knows when it is asked: members of an instance of a class template, an
//! instance of a function template, the type of an expression.
//!
//! Questions are C++ behind the headers, in a namespace of their own; the walk finds the answers there. libclang lists no
//! members of implicit instances, but a using-declaration names them one by one, with all arguments in place. A question
//! that does not compile has no answer and disturbs no other.

use std::fmt::Write as _;

/// The namespace of the questions.
pub const QUESTIONS: &str = "migrate_questions";

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// The members of a class that is an instance of a template, or lies in one. The answers are rows of symbols with
    /// `template` and a signature, and a row of types for the class.
    Members {
        /// The class, spelled from the global namespace without the leading `::`.
        class: String,
        /// Names of its member functions, but constructors and destructors.
        names: Vec<String>,
    },
    /// An instance of a function template: its address, as `&::ns::function<int>`. The answer is a row of symbols with
    /// `arguments`.
    Function {
        /// The address.
        address: String,
        /// Where names in it are looked up that are not global; may be empty.
        namespace: String,
    },
    /// The type of an expression, without evaluating it. The answer is an alias of this name in [`QUESTIONS`].
    Type {
        /// Name of the alias.
        name: String,
        /// The expression.
        expression: String,
    },
}

/// The questions as C++.
pub(crate) fn text(questions: &[Question]) -> String {
    let mut out = String::new();
    if questions.is_empty() {
        return out;
    }
    let _ = writeln!(out, "#include <utility>\nnamespace {QUESTIONS} {{");
    for (i, question) in questions.iter().enumerate() {
        let line = match question {
            Question::Members { class, names } => members(i, class, names),
            Question::Function { address, namespace } => {
                let using =
                    if namespace.is_empty() { String::new() } else { format!(" using namespace ::{namespace};") };
                format!("inline void f{i}() {{{using} (void)({address}); }}")
            }
            Question::Type { name, expression } => format!("using {name} = decltype({expression});"),
        };
        let _ = writeln!(out, "{line}");
    }
    out.push_str("}\n");
    out
}

/// Nothing derives from a final class, but of what is not overloaded the address can be taken.
fn members(i: usize, class: &str, names: &[String]) -> String {
    let using: String = names.iter().map(|n| format!(" using c{i}::{n};")).collect();
    let addresses: String = names.iter().map(|n| format!(" (void)&c{i}::{n};")).collect();
    format!(
        "using c{i} = ::{class};\nstruct m{i} : c{i} {{ using c{i}::c{i};{using} }};\ninline void f{i}() {{{addresses} }}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_cpp() {
        let questions = [
            Question::Members { class: "n::Box<int>".into(), names: vec!["get".into(), "operator==".into()] },
            Question::Function { address: "&::n::f<int>".into(), namespace: "n".into() },
            Question::Type { name: "e".into(), expression: "1 + 1L".into() },
        ];
        let expected = "#include <utility>\nnamespace migrate_questions {\nusing c0 = ::n::Box<int>;\n\
                        struct m0 : c0 { using c0::c0; using c0::get; using c0::operator==; };\n\
                        inline void f0() { (void)&c0::get; (void)&c0::operator==; }\n\
                        inline void f1() { using namespace ::n; (void)(&::n::f<int>); }\nusing e = decltype(1 + 1L);\n}\n";
        assert_eq!(text(&questions), expected);
        assert_eq!(text(&[]), "");
    }
}
