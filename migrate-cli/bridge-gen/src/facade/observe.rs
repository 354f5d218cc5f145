//! How shadow mode looks into objects: the parts of every class that a comparison may meet.
//!
//! Of a class whose data is public its data, of any other what its public `const` functions without parameters tell. Classes
//! that are bytes (`data` and `size`) or ranges (`begin` and `end`) need nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use migrate_crossing::{Book, Shape};
use migrate_model::facts::{Access, Symbol, SymbolKind, Type, TypeKind};

use super::member::Member;
use crate::api::last_name;
use crate::input::{Compiler, Facts, Snippet, Stopped};

/// More parts tell nothing new, and cost the compiler time.
const MOST_PARTS: usize = 24;

/// The specialisations for what the members' arguments and answers lead to.
pub(super) fn observers(
    members: &[&Member<'_>],
    facts: &Facts,
    book: &Book<'_>,
    prelude: &str,
    compiler: &dyn Compiler,
) -> Result<String, Stopped> {
    let mut methods: BTreeMap<&str, Vec<&Symbol>> = BTreeMap::new();
    for symbol in facts.symbols.iter().filter(|s| s.kind == SymbolKind::Method) {
        methods.entry(symbol.about.class.as_deref().unwrap_or_default()).or_default().push(symbol);
    }
    let mut wanted: Vec<&Type> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut todo: Vec<Shape> = members.iter().flat_map(|m| m.of.params.iter().chain([&m.of.result])).cloned().collect();
    while let Some(shape) = todo.pop() {
        match shape {
            Shape::Pointer(to, _) | Shape::Reference(to, _) | Shape::Array(to, ..) | Shape::Rvalue(to) => {
                todo.push(*to)
            }
            Shape::Std(_, inner) => todo.extend(inner),
            Shape::Class(class) if seen.insert(class.usr.clone()) => {
                let Some(ty) = book.ty(&class.usr).filter(|t| is_seen(t)) else { continue };
                todo.extend(parts(ty, &methods, facts, book).into_iter().map(|p| p.shape));
                wanted.push(ty);
            }
            _ => {}
        }
    }
    wanted.sort_by(|a, b| name(a).cmp(name(b)));
    let all: Vec<Looked<'_>> = wanted
        .into_iter()
        .map(|ty| (ty, parts(ty, &methods, facts, book).into_iter().take(MOST_PARTS).collect::<Vec<_>>()))
        .filter(|(_, parts)| !parts.is_empty())
        .collect();
    let readable =
        taken(all, prelude, compiler, |_, part| format!("return migrate::shadow::same({part}, {part}, 0);"))?;
    // Which classes can be looked into is known now, so the rest is what cannot be compared at all.
    let behind = format!("{prelude}{}", text(&readable));
    let compared = taken(readable, &behind, compiler, |_, part| {
        format!("static_assert(migrate::shadow::IsKnown<decltype({part})>::value, \"unknown\"); return true;")
    })?;
    Ok(text(&compared))
}

/// A class and its parts.
type Looked<'a> = (&'a Type, Vec<Part>);

/// A part of an object.
#[derive(Clone)]
struct Part {
    /// What stands behind `object.` to reach it.
    text: String,
    /// It has no address of its own.
    is_bit_field: bool,
    shape: Shape,
}

/// Those parts for which the compiler takes a function with this body; `a` is an object.
fn taken<'a>(
    all: Vec<Looked<'a>>,
    prelude: &str,
    compiler: &dyn Compiler,
    body: impl Fn(&str, &str) -> String,
) -> Result<Vec<Looked<'a>>, Stopped> {
    let functions = all.iter().flat_map(|(ty, parts)| parts.iter().map(move |p| (name(ty), p)));
    let snippets: Vec<Snippet> = functions
        .enumerate()
        .map(|(i, (ty, part))| Snippet {
            id: format!("observed{i}"),
            text: format!(
                "static inline bool observed{i}(const ::{ty}& a) {{ {}\n}}\n",
                body(ty, &format!("(a.{})", part.text))
            ),
        })
        .collect();
    let mut outcomes = if snippets.is_empty() { Vec::new() } else { compiler.compile(prelude, &snippets)? }.into_iter();
    let mut keep = |_: &Part| outcomes.next().is_some_and(|error| error.is_none());
    let kept = all.into_iter().map(|(ty, parts)| (ty, parts.into_iter().filter(&mut keep).collect::<Vec<_>>()));
    Ok(kept.filter(|(_, parts)| !parts.is_empty()).collect())
}

fn text(all: &[Looked<'_>]) -> String {
    let mut out = String::new();
    for (ty, parts) in all {
        let name = name(ty);
        let calls: String = parts
            .iter()
            .map(|part| {
                let p = &part.text;
                let ty = if part.is_bit_field { format!("decltype(o.{p})") } else { format!("decltype((o.{p}))") };
                format!("    v(\"{p}\", a, b, [](const ::{name}& o) -> {ty} {{ return o.{p}; }});\n")
            })
            .collect();
        let _ = write!(
            out,
            "template <>\nstruct Observed<::{name}> {{\n  static constexpr bool known = true;\n  static constexpr bool is_open = {};\n  template <class V>\n\
             \x20 static void each(const ::{name}& a, const ::{name}& b, V& v) {{\n{calls}  }}\n}};\n",
            parts.iter().all(|p| !p.text.ends_with(')'))
        );
    }
    if out.is_empty() { out } else { format!("namespace migrate {{\nnamespace shadow {{\n{out}}}\n}}\n") }
}

fn name(ty: &Type) -> &str {
    ty.spelling.as_deref().unwrap_or(&ty.name)
}

fn is_seen(ty: &Type) -> bool {
    ty.defined
        && !ty.local
        && matches!(ty.kind, TypeKind::Class | TypeKind::Struct)
        && ty.access != Some(Access::Private)
}

/// What an object shows of itself.
fn parts(ty: &Type, methods: &BTreeMap<&str, Vec<&Symbol>>, facts: &Facts, book: &Book<'_>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut told: Vec<Part> = Vec::new();
    let mut todo = vec![ty];
    let mut is_bytes_or_range = (false, false, false, false);
    while let Some(at) = todo.pop() {
        let public = at.fields.iter().filter(|f| f.access == Access::Public && !f.name.is_empty());
        out.extend(public.map(|f| Part {
            text: f.name.clone(),
            is_bit_field: f.bit_width.is_some(),
            shape: Shape::of(&f.ty, book),
        }));
        for symbol in methods.get(at.usr.as_str()).into_iter().flatten() {
            let Some(signature) = &symbol.about.signature else { continue };
            let open = symbol.about.access == Some(Access::Public) && !symbol.about.is_static && !symbol.about.deleted;
            if !open || !signature.is_const || !signature.params.is_empty() {
                continue;
            }
            let name = last_name(&symbol.name);
            match name {
                "data" => is_bytes_or_range.0 = true,
                "size" => is_bytes_or_range.1 = true,
                "begin" => is_bytes_or_range.2 = true,
                "end" => is_bytes_or_range.3 = true,
                _ => {}
            }
            let result = Shape::of(&signature.result, book);
            if tells(&result, book) && is_harmless(symbol, name, facts) {
                told.push(Part { text: format!("{name}()"), is_bit_field: false, shape: result });
            }
        }
        for base in &at.bases {
            if let Shape::Class(c) = Shape::of(&base.ty, book)
                && let Some(base) = book.ty(&c.usr)
            {
                todo.push(base);
            }
        }
    }
    if matches!(is_bytes_or_range, (true, true, ..) | (.., true, true)) {
        return Vec::new();
    }
    let hides = ty.fields.iter().any(|f| f.access != Access::Public) || !ty.bases.is_empty() || out.is_empty();
    if hides {
        told.sort_by(|a, b| a.text.cmp(&b.text));
        told.dedup_by(|a, b| a.text == b.text);
        out.extend(told);
    }
    out
}

/// Where a program ends that asks what it must not ask.
const ENDS: [&str; 5] =
    ["__assert_fail", "__assert", "abort", "_ZSt9terminatev", "_ZSt21__glibcxx_assert_failPKciS0_S0_"];
/// What is only there under a condition, by the conventions of the standard library.
const CONDITIONAL: [&str; 7] = ["front", "back", "top", "next", "prev", "current", "get"];

/// Whether a function may be asked at any time.
fn is_harmless(symbol: &Symbol, name: &str, facts: &Facts) -> bool {
    !name.starts_with("operator")
        && !CONDITIONAL.contains(&name)
        && !facts.reached(&symbol.mangled).iter().any(|s| ENDS.contains(s))
}

/// Values that say something of the object they come from; pointers and views lead elsewhere.
fn tells(shape: &Shape, book: &Book<'_>) -> bool {
    match shape {
        Shape::Scalar(_) | Shape::Enum(_) => true,
        Shape::Class(c) => !book.is_view(&c.spelling),
        Shape::Std(what, _) => !is_once(*what),
        Shape::Reference(to, true) => tells(to, book),
        _ => false,
    }
}

fn is_once(what: migrate_crossing::Std) -> bool {
    use migrate_crossing::Std;
    matches!(
        what,
        Std::StringView
            | Std::UniquePtr
            | Std::SharedPtr
            | Std::WeakPtr
            | Std::Function
            | Std::OutStream
            | Std::InStream
            | Std::InOutStream
    )
}
