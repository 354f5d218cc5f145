//! Which functions belong to the API, and what each of them is called in Rust.

use std::collections::{BTreeMap, BTreeSet};

use migrate_crossing::{Book, Class, Code, Refusal, Shape, Std};
use migrate_model::bridge::ItemKind;
use migrate_model::facts::{Access, Symbol, SymbolKind, Type, TypeKind};
use migrate_model::types::{RefQualifier, Signature};

use crate::catalogue::{last, module_name, namespace, words_of};
use crate::input::{Facts, Request};
use crate::names::{Scope, identifier, operator, snake};

/// A function of the API.
#[derive(Clone, Debug)]
pub(crate) struct Function<'a> {
    /// Its facts.
    pub(crate) symbol: &'a Symbol,
    /// Its signature.
    pub(crate) signature: &'a Signature,
    /// What it is.
    pub(crate) kind: ItemKind,
    /// The class around it.
    pub(crate) owner: Option<&'a Type>,
    /// Parameters.
    pub(crate) params: Vec<Shape>,
    /// Result.
    pub(crate) result: Shape,
    /// Name of the Rust function; of the variant with all arguments if there are defaults.
    pub(crate) rust_name: String,
}

impl<'a> Function<'a> {
    /// C++ name without the class.
    pub(crate) fn name(&self) -> &'a str {
        last_name(&self.symbol.name)
    }

    /// Has an object.
    pub(crate) fn is_member(&self) -> bool {
        self.owner.is_some() && !self.symbol.about.is_static && !matches!(self.kind, ItemKind::Constructor)
    }

    /// A constructor from one object of the same class.
    pub(crate) fn copies(&self) -> bool {
        self.kind == ItemKind::Constructor && self.takes_itself(|s| matches!(s, Shape::Reference(_, true)))
    }

    /// A constructor that takes over an object of the same class.
    pub(crate) fn moves(&self) -> bool {
        self.kind == ItemKind::Constructor && self.takes_itself(|s| matches!(s, Shape::Rvalue(_)))
    }

    fn takes_itself(&self, kind: impl Fn(&Shape) -> bool) -> bool {
        let Some(owner) = self.owner else { return false };
        let needed = self.signature.params.iter().filter(|p| p.default.is_none()).count();
        needed <= 1
            && self.params.first().is_some_and(|p| kind(p) && p.class().is_some_and(|c| c.usr == owner.usr))
            && (self.params.len() == 1)
    }

    /// The object is only read.
    pub(crate) fn reads(&self) -> bool {
        self.signature.is_const || self.copies()
    }

    /// Symbol of an operator: `==`, `[]`, `bool` of a conversion.
    pub(crate) fn operator(&self) -> Option<&'a str> {
        self.name()
            .strip_prefix("operator")
            .filter(|o| !o.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
            .map(str::trim)
    }

    /// The object has to be an rvalue.
    pub(crate) fn consumes(&self) -> bool {
        self.signature.ref_qualifier == Some(RefQualifier::Rvalue)
    }
}

/// Last part of a qualified name; operators keep all of theirs (`operator std::string`).
pub(crate) fn last_name(name: &str) -> &str {
    match name.find("::operator") {
        Some(at) if !name[at + 10..].starts_with(|c: char| c.is_alphanumeric() || c == '_') => &name[at + 2..],
        _ if name.starts_with("operator") && !name[8..].starts_with(|c: char| c.is_alphanumeric() || c == '_') => name,
        _ => last(name),
    }
}

/// Names that say that a namespace or class is not for users; what has no name is not for them either.
pub(crate) fn internal(name: &str) -> bool {
    matches!(name, "detail" | "internal" | "impl") || name.starts_with(['_', '(']) || name.ends_with("_detail")
}

/// The functions of the API in the order of their declaration, named.
pub(crate) fn functions<'a>(request: &Request, facts: &'a Facts, book: &Book<'a>) -> Vec<Function<'a>> {
    let mut out = collect(facts, book, |s| {
        declared(s, request, book)
            && !s.about.deleted
            && class_is_public(s.about.class.as_deref(), book)
            && !(s.template && is_view(s, book))
    });
    name(&mut out, request);
    out
}

/// What is declared as functions of the API are, and cannot be called by anybody or has no place in Rust.
pub(crate) fn left_out<'a>(
    request: &Request,
    facts: &'a Facts,
    book: &Book<'a>,
) -> impl Iterator<Item = (Function<'a>, Refusal)> {
    let why = |s: &Symbol| match &s.about.class {
        None if s.about.deleted => Some((Code::NoSymbol, "deleted: nobody may call it")),
        Some(class) if !s.about.deleted && specializes(class, book) => {
            Some((Code::NoForm, "a member of a specialization of a template, for which there is no Rust type"))
        }
        // Written in the open, though nobody else may name the class.
        Some(class) if s.about.declared_line.is_some() && !class_is_public(Some(class), book) => {
            Some((Code::Unnameable, "a member of a class that is not public"))
        }
        _ => None,
    };
    let all = collect(facts, book, |s| declared(s, request, book) && why(s).is_some());
    let refusal = |(code, reason): (Code, &str)| Refusal { code, reason: reason.to_owned() };
    all.into_iter().filter_map(move |f| why(f.symbol).map(|w| (f, refusal(w))))
}

/// A class that is known by its members only, as specializations are, or that is written as a template.
fn specializes(class: &str, book: &Book<'_>) -> bool {
    book.ty(class).is_none_or(|ty| {
        let open = !ty.local && matches!(ty.access, None | Some(Access::Public));
        open && (ty.kind == TypeKind::ClassTemplate || ty.class.as_deref().is_some_and(|c| specializes(c, book)))
    })
}

/// The functions that are wanted, in the order of their declaration.
fn collect<'a>(facts: &'a Facts, book: &Book<'a>, wanted: impl Fn(&Symbol) -> bool) -> Vec<Function<'a>> {
    let mut seen = BTreeSet::new();
    let mut symbols: Vec<&Symbol> = facts.symbols.iter().collect();
    symbols.sort_by_key(|s| (!main_variant(s), s.mangled.as_str()));
    let mut out: Vec<Function<'a>> = symbols
        .into_iter()
        .filter(|s| wanted(s))
        .filter_map(|s| {
            let signature = s.about.signature.as_ref()?;
            let owner = s.about.class.as_deref().and_then(|u| book.ty(u));
            let params = signature.params.iter().map(|p| Shape::of(&p.ty, book)).collect();
            seen.insert(s.about.usr.as_str()).then(|| Function {
                symbol: s,
                signature,
                kind: kind(s),
                owner,
                params,
                result: Shape::of(&signature.result, book),
                rust_name: String::new(),
            })
        })
        .collect();
    out.sort_by_key(|f| (place(f.symbol), f.symbol.mangled.clone()));
    out
}

/// Where it is declared first.
pub(crate) fn place(s: &Symbol) -> (String, u32) {
    let file = s.about.declared_in.clone().unwrap_or_else(|| s.file.clone());
    (file, s.about.declared_line.unwrap_or(s.line))
}

/// Of the symbols of a constructor or destructor, that of complete objects (abstract classes have none).
fn main_variant(s: &Symbol) -> bool {
    match s.kind {
        SymbolKind::Constructor => s.mangled.contains("C1E"),
        SymbolKind::Destructor => s.mangled.contains("D1E"),
        _ => true,
    }
}

/// A function that is written in the open part of what was asked for.
fn declared(s: &Symbol, request: &Request, book: &Book<'_>) -> bool {
    let function = matches!(
        s.kind,
        SymbolKind::Function
            | SymbolKind::Method
            | SymbolKind::Constructor
            | SymbolKind::Destructor
            | SymbolKind::Conversion
    );
    function
        && !s.implicit
        && (!s.template || s.about.signature.is_some())
        && s.linkage != migrate_model::facts::Linkage::None
        && matches!(s.about.access, None | Some(Access::Public))
        && (selected(&s.name, &place(s).0, request) || befriended(s, request, book))
        && !scope_name(s).split("::").any(internal)
}

/// Stands in a namespace that nobody asked for, but is a friend of a class of the API and so belongs to it, as an operator
/// in the global namespace does.
fn befriended(s: &Symbol, request: &Request, book: &Book<'_>) -> bool {
    let in_file = request.files.is_empty() || request.files.contains(&place(s).0);
    let open = |t: &Type| {
        t.defined
            && selected(&t.name, &t.file, request)
            && class_is_public(Some(&t.usr), book)
            && !t.name.split("::").any(internal)
    };
    in_file && s.about.friends.iter().filter_map(|u| book.ty(u)).any(open)
}

/// A member of a view, which crosses as bytes.
fn is_view(s: &Symbol, book: &Book<'_>) -> bool {
    let class = s.about.class.as_deref().and_then(|u| book.ty(u));
    class.is_some_and(|c| book.is_view(&Class::of(c).spelling))
}

/// The scope of a symbol's qualified name.
fn scope_name(s: &Symbol) -> &str {
    s.name.strip_suffix(last_name(&s.name)).unwrap_or("")
}

/// By namespaces and files of the request.
pub(crate) fn selected(name: &str, file: &str, request: &Request) -> bool {
    let in_file = request.files.is_empty() || request.files.contains(file);
    let in_space = request.namespaces.is_empty()
        || request
            .namespaces
            .iter()
            .any(|n| n.is_empty() || name.strip_prefix(n.as_str()).is_some_and(|r| r.starts_with("::")));
    in_file && in_space
}

/// Every class around is public and no template.
pub(crate) fn class_is_public(usr: Option<&str>, book: &Book<'_>) -> bool {
    let Some(usr) = usr else { return true };
    let Some(ty) = book.ty(usr) else { return false };
    !ty.local
        && !matches!(ty.kind, TypeKind::ClassTemplate)
        && matches!(ty.access, None | Some(Access::Public))
        && class_is_public(ty.class.as_deref(), book)
}

fn kind(s: &Symbol) -> ItemKind {
    let operator = last_name(&s.name)
        .strip_prefix("operator")
        .is_some_and(|r| !r.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
    match s.kind {
        SymbolKind::Constructor => ItemKind::Constructor,
        SymbolKind::Destructor => ItemKind::Destructor,
        SymbolKind::Conversion => ItemKind::Operator,
        _ if operator => ItemKind::Operator,
        SymbolKind::Function => ItemKind::Free,
        _ if s.about.is_static => ItemKind::Static,
        _ => ItemKind::Method,
    }
}

/// Where a function without a class stands, as Rust modules.
pub(crate) fn module(f: &Function<'_>, roots: &[String]) -> Vec<String> {
    let name = &f.symbol.name;
    let spaces = name.strip_suffix(f.name()).unwrap_or(name);
    namespace(&format!("{spaces}x"), 1, roots)
}

/// Namespaces that become the crate's root.
pub(crate) fn roots(request: &Request) -> Vec<String> {
    if request.namespaces.len() == 1 { request.namespaces.clone() } else { Vec::new() }
}

fn name(functions: &mut [Function<'_>], request: &Request) {
    let roots = roots(request);
    let mut groups: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (i, f) in functions.iter().enumerate() {
        let scope = f.owner.map_or_else(|| module(f, &roots).join("::"), |o| o.usr.clone());
        groups.entry((scope, base_name(f, request))).or_default().push(i);
    }
    let mut scopes: BTreeMap<String, Scope> = BTreeMap::new();
    // Plain names first, so that a made-up name never takes one away.
    for members in groups.values_mut() {
        let order = members.clone();
        // Of a static function and a method, the method is what objects are asked for all the time.
        // Of two methods with the same parameters the one that only reads has the plain name.
        let place = |i: usize| members_first(functions, &order, i);
        let listed = |i: usize| functions[i].symbol.about.arguments.is_some();
        members.sort_by_key(|&i| (listed(i), functions[i].kind == ItemKind::Static, place(i), !functions[i].reads()));
    }
    for pass in [true, false] {
        for ((scope, base), members) in &groups {
            let names = scopes.entry(scope.clone()).or_default();
            for (nth, &i) in members.iter().enumerate() {
                if (nth == 0) != pass {
                    continue;
                }
                let chosen = names.claim(&wishes(base, nth, i, members, functions));
                functions[i].rust_name = chosen;
            }
        }
    }
}

/// Where the first of the group with the same parameters stands.
fn members_first(functions: &[Function<'_>], group: &[usize], i: usize) -> usize {
    group.iter().position(|&m| functions[m].params == functions[i].params).unwrap_or(i)
}

fn wishes(base: &str, nth: usize, i: usize, members: &[usize], functions: &[Function<'_>]) -> Vec<String> {
    let f = &functions[i];
    if nth == 0 {
        return vec![base.to_owned()];
    }
    let mut out = Vec::new();
    let first = &functions[members[0]];
    let mutable = f.is_member() && !f.reads();
    if f.kind == ItemKind::Static && functions[members[0]].kind != ItemKind::Static {
        let makes = f.result.class().is_some_and(|c| f.owner.is_some_and(|o| o.usr == c.usr));
        return vec![if makes { format!("new_{base}") } else { format!("{base}_static") }];
    }
    if first.params == f.params && first.reads() != f.reads() {
        out.push(format!("{base}_{}", if mutable { "mut" } else { "const" }));
        return out;
    }
    let words: Vec<String> = f.params.iter().map(word).collect();
    let words = if words.is_empty() { "plain".to_owned() } else { words.join("_") };
    let stem =
        if base == "new" && f.params.len() == 1 { "from".to_owned() } else { base.trim_end_matches('_').to_owned() };
    out.push(format!("{stem}_{words}"));
    let twin = members.iter().any(|&m| m != i && functions[m].params == f.params && functions[m].reads() != f.reads());
    if twin && mutable {
        out = vec![format!("{stem}_{words}_mut")];
    }
    out
}

/// The name before overloads are told apart.
fn base_name(f: &Function<'_>, request: &Request) -> String {
    let overrides = &request.overrides;
    if let Some(name) = overrides.rename.get(&f.symbol.about.usr).or_else(|| overrides.rename.get(&f.symbol.name)) {
        return name.clone();
    }
    if f.copies() {
        return "copy".to_owned();
    }
    if f.moves() {
        return "take".to_owned();
    }
    match f.kind {
        ItemKind::Constructor => "new".to_owned(),
        ItemKind::Destructor => "drop".to_owned(),
        ItemKind::Operator if f.symbol.kind == SymbolKind::Conversion => format!("to_{}", word(&f.result)),
        ItemKind::Operator => {
            let members = usize::from(f.owner.is_some());
            operator(f.operator().unwrap_or(""), f.params.len() + members - 1)
        }
        _ => match &f.symbol.about.arguments {
            Some(arguments) => snake(&format!("{}_{}", f.name(), words_of(arguments))),
            None => identifier(f.name()),
        },
    }
}

/// A word for a type in the name of an overload.
pub(crate) fn word(shape: &Shape) -> String {
    match shape {
        Shape::Void => "void".to_owned(),
        Shape::Null => "null".to_owned(),
        Shape::Scalar(s) => s.rust().to_owned(),
        Shape::Enum(c) | Shape::Class(c) => class_word(c),
        Shape::Pointer(to, true) if matches!(**to, Shape::Scalar(migrate_crossing::Scalar::Char)) => "cstr".to_owned(),
        Shape::Pointer(to, is_const) => match &**to {
            Shape::Class(c) => class_word(c),
            Shape::Function(_) => "fn".to_owned(),
            other => format!("{}_{}", word(other), if *is_const { "ptr" } else { "mut" }),
        },
        Shape::Reference(to, true) => word(to),
        Shape::Reference(to, false) => match &**to {
            Shape::Class(c) => class_word(c),
            Shape::Std(Std::OutStream | Std::InStream | Std::InOutStream, _) => word(to),
            other => format!("{}_mut", word(other)),
        },
        Shape::Rvalue(to) => format!("{}_owned", word(to)),
        Shape::Array(of, _, _) => format!("{}_array", word(of)),
        Shape::Function(_) => "fn".to_owned(),
        Shape::Unknown(_) => "other".to_owned(),
        Shape::Std(std, args) => match std {
            Std::String | Std::StringView => "bytes".to_owned(),
            Std::WideString => "wide".to_owned(),
            Std::Vector | Std::Sequence => format!("{}s", args.first().map_or_else(|| "value".to_owned(), word)),
            Std::OutStream => "writer".to_owned(),
            Std::InStream => "reader".to_owned(),
            Std::UniquePtr | Std::SharedPtr => args.first().map_or_else(|| "ptr".to_owned(), word),
            other => snake(&format!("{other:?}")),
        },
    }
}

fn class_word(c: &Class) -> String {
    let plain = c.spelling.split('<').next().unwrap_or(&c.spelling);
    module_name(last(plain)).trim_end_matches('_').to_owned()
}
