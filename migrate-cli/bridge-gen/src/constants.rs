//! Constants whose values the compiler knows: of namespaces and classes, enumerators without an enum's name, macros.

use std::collections::BTreeSet;

use migrate_crossing::{Book, Scalar, Shape};
use migrate_model::facts::{Access, SymbolKind, TypeKind};

use crate::api::{class_is_public, internal, last_name, selected};
use crate::catalogue::namespace;
use crate::input::{Compiler, Facts, Request, Stopped, Table};
use crate::names::{Scope, screaming};

/// Templates in front of the headers, whose macros may have any name.
const PRELUDE: &str = r"
#include <type_traits>
namespace migrate_constants {
template <class T> struct migrate_of {
  typedef typename std::decay<T>::type Plain;
  enum : unsigned long long {
    migrate_number = std::is_integral<Plain>::value || std::is_enum<Plain>::value,
    migrate_sign = static_cast<Plain>(-1) < static_cast<Plain>(0)
  };
};
}
";

/// A constant in its Rust module.
pub(crate) struct Constant {
    /// Module from the crate's root.
    pub(crate) module: Vec<String>,
    /// The item with its documentation.
    pub(crate) text: String,
}

/// What is asked about one constant.
struct Question {
    cpp: String,
    name: String,
    module: Vec<String>,
    rust: Option<&'static str>,
}

/// The integer constants of the API.
///
/// # Errors
/// The headers do not compile.
pub(crate) fn constants(
    request: &Request,
    facts: &Facts,
    book: &Book<'_>,
    prelude: &str,
    compiler: &dyn Compiler,
) -> Result<Vec<Constant>, Stopped> {
    let questions = questions(request, facts, book);
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    let tables: Vec<Table> = questions
        .iter()
        .enumerate()
        .map(|(i, q)| Table {
            id: format!("value of {}", q.cpp),
            text: format!(
                "extern \"C\" const unsigned long long migrate_constant_{i}[] = {{static_cast<unsigned long long>({0}), \
                 migrate_constants::migrate_of<decltype({0})>::migrate_number, migrate_constants::migrate_of<decltype({0})>::migrate_sign, \
                 sizeof({0})}};\n",
                q.cpp
            ),
            symbol: format!("migrate_constant_{i}"),
        })
        .collect();
    let answers = compiler.tables(&format!("{PRELUDE}{prelude}"), &tables)?;
    let mut scope = Scope::default();
    Ok(questions
        .into_iter()
        .zip(answers)
        .filter_map(|(q, answer)| {
            let [value, 1, signed, size] = answer.ok()?[..] else { return None };
            let rust = q.rust.unwrap_or(match (signed != 0, size) {
                (true, 8) => "i64",
                (true, _) => "i32",
                (false, 8) => "u64",
                (false, _) => "u32",
            });
            let place = q.module.join("::");
            let name = scope.claim(&[format!("{place}::{}", screaming(&q.name))]);
            let name = name.rsplit("::").next().unwrap_or_default().to_owned();
            let text = match rust {
                "bool" => format!("{}", value != 0),
                r if r.starts_with('i') => format!("{}", value.cast_signed()),
                _ => value.to_string(),
            };
            Some(Constant {
                module: q.module,
                text: format!("/// C++: `{}`\npub const {name}: {rust} = {text};\n\n", q.cpp.trim_start_matches("::")),
            })
        })
        .collect())
}

/// There may be constants in what is selected. Macros are in no namespace.
pub(crate) fn any(request: &Request, facts: &Facts, book: &Book<'_>) -> bool {
    let everywhere = request.namespaces.is_empty() || request.namespaces.iter().any(String::is_empty);
    questions(request, facts, book).iter().any(|q| everywhere || q.cpp.starts_with("::"))
}

/// Each constant once.
fn questions(request: &Request, facts: &Facts, book: &Book<'_>) -> Vec<Question> {
    let roots = crate::api::roots(request);
    let mut questions = variables(request, facts, book, &roots);
    questions.extend(nameless(request, facts, book, &roots));
    questions.extend(macros(request, facts));
    let mut seen = BTreeSet::new();
    questions.retain(|q| seen.insert(q.cpp.clone()));
    questions
}

fn variables(request: &Request, facts: &Facts, book: &Book<'_>, roots: &[String]) -> Vec<Question> {
    facts
        .symbols
        .iter()
        .filter(|s| s.kind == SymbolKind::Variable && s.about.is_const && !s.template)
        .filter(|s| {
            matches!(s.about.access, None | Some(Access::Public)) && class_is_public(s.about.class.as_deref(), book)
        })
        .filter(|s| selected(&s.name, &crate::api::place(s).0, request) && !s.name.split("::").any(internal))
        .filter_map(|s| {
            let rust = match Shape::of(s.about.ty.as_ref()?, book) {
                Shape::Scalar(Scalar::Float | Scalar::Double | Scalar::LongDouble) => return None,
                Shape::Scalar(scalar) => scalar.rust(),
                _ => return None,
            };
            let module = namespace(&s.name, 1, roots);
            Some(Question {
                cpp: format!("::{}", s.name),
                name: last_name(&s.name).to_owned(),
                module,
                rust: Some(rust),
            })
        })
        .collect()
}

/// Enumerators of enums without a name.
fn nameless(request: &Request, facts: &Facts, book: &Book<'_>, roots: &[String]) -> Vec<Question> {
    facts
        .types
        .iter()
        .filter(|t| t.kind == TypeKind::Enum && (t.name.contains('(') || t.name.ends_with("::") || t.name.is_empty()))
        .filter(|t| matches!(t.access, None | Some(Access::Public)) && class_is_public(t.class.as_deref(), book))
        .filter(|t| {
            selected(
                &format!("{}::x", t.name.split("(").next().unwrap_or_default().trim_end_matches("::")),
                &t.file,
                request,
            )
        })
        .flat_map(|t| {
            let scope = t.name.split('(').next().unwrap_or_default().trim_end_matches("::").to_owned();
            let module = namespace(&format!("{scope}::x"), 1, roots);
            t.enumerators.iter().map(move |e| Question {
                cpp: if scope.is_empty() { format!("::{}", e.name) } else { format!("::{scope}::{}", e.name) },
                name: e.name.clone(),
                module: module.clone(),
                rust: None,
            })
        })
        .collect()
}

/// Object-like macros whose replacement may be a number.
fn macros(request: &Request, facts: &Facts) -> Vec<Question> {
    facts
        .macros
        .iter()
        .filter(|m| !m.function_like && !m.body.is_empty() && !m.name.starts_with('_'))
        .filter(|m| request.files.is_empty() || request.files.contains(&m.file))
        .filter(|m| m.body.starts_with(|c: char| c.is_ascii_digit() || c == '(' || c == '-'))
        .map(|m| Question { cpp: m.name.clone(), name: m.name.clone(), module: Vec::new(), rust: None })
        .collect()
}
