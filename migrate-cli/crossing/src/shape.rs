//! Declared types as what they mean: aliases followed, `const` only where it matters.

use migrate_model::types::{NamedKind, TypeArg, TypeExpr};

use crate::book::Book;
use crate::scalar::Scalar;

/// What a declared type means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// `void`
    Void,
    /// `std::nullptr_t`
    Null,
    /// A fundamental type.
    Scalar(Scalar),
    /// An enum, by its C++ spelling.
    Enum(Class),
    /// A class of the standard library that has a Rust counterpart, with the arguments that matter.
    Std(Std, Vec<Shape>),
    /// Any other class.
    Class(Class),
    /// `T*`
    Pointer(Box<Shape>, bool),
    /// `T&`
    Reference(Box<Shape>, bool),
    /// `T&&`
    Rvalue(Box<Shape>),
    /// `T[n]`
    Array(Box<Shape>, Option<u64>, bool),
    /// A function type.
    Function(Box<Function>),
    /// What has no name that other code could use, or depends on something: the compiler's words.
    Unknown(String),
}

/// A class or enum of the API or of another library.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Class {
    /// Spelling that compiles at global scope, without the leading `::`.
    pub spelling: String,
    /// libclang's identifier.
    pub usr: String,
}

impl Class {
    /// The class of a type row.
    #[must_use]
    pub fn of(ty: &migrate_model::facts::Type) -> Class {
        Class { spelling: ty.spelling.clone().unwrap_or_else(|| ty.name.clone()), usr: ty.usr.clone() }
    }
}

/// A function type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Function {
    /// Result.
    pub result: Shape,
    /// Parameters.
    pub params: Vec<Shape>,
    /// C variadic.
    pub variadic: bool,
}

/// Who may call a function that a pointer leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Everybody: it takes and gives numbers.
    Numbers,
    /// Whoever knows what its pointers have to be.
    Pointers,
}

impl Function {
    /// All types are as in C, so Rust can name the type of a pointer to such a function.
    #[must_use]
    pub fn foreign(&self) -> Option<Foreign> {
        let mut all = Foreign::Numbers;
        for shape in self.params.iter().chain((self.result != Shape::Void).then_some(&self.result)) {
            match shape {
                Shape::Scalar(Scalar::LongDouble) => return None,
                Shape::Scalar(_) | Shape::Enum(_) => {}
                Shape::Pointer(..) => all = Foreign::Pointers,
                _ => return None,
            }
        }
        (!self.variadic).then_some(all)
    }
}

/// Classes of the standard library that have a Rust counterpart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named as in C++")]
pub enum Std {
    String,
    WideString,
    StringView,
    Vector,
    Sequence,
    OrderedSet,
    HashedSet,
    MultiSet,
    OrderedMap,
    HashedMap,
    MultiMap,
    Pair,
    Tuple,
    Array,
    Optional,
    Variant,
    Monostate,
    UniquePtr,
    SharedPtr,
    WeakPtr,
    Function,
    InitializerList,
    Span,
    Duration,
    SystemTime,
    Path,
    OutStream,
    InStream,
    InOutStream,
}

/// `name` (without inline namespaces) and number of arguments that matter.
const STD: [(&str, Std, usize); 39] = [
    ("vector", Std::Vector, 1),
    ("list", Std::Sequence, 1),
    ("deque", Std::Sequence, 1),
    ("forward_list", Std::Sequence, 1),
    ("set", Std::OrderedSet, 1),
    ("multiset", Std::MultiSet, 1),
    ("unordered_set", Std::HashedSet, 1),
    ("unordered_multiset", Std::MultiSet, 1),
    ("map", Std::OrderedMap, 2),
    ("multimap", Std::MultiMap, 2),
    ("unordered_map", Std::HashedMap, 2),
    ("unordered_multimap", Std::MultiMap, 2),
    ("pair", Std::Pair, 2),
    ("tuple", Std::Tuple, usize::MAX),
    ("array", Std::Array, 1),
    ("optional", Std::Optional, 1),
    ("variant", Std::Variant, usize::MAX),
    ("monostate", Std::Monostate, 0),
    ("unique_ptr", Std::UniquePtr, 1),
    ("shared_ptr", Std::SharedPtr, 1),
    ("weak_ptr", Std::WeakPtr, 1),
    ("function", Std::Function, 1),
    ("initializer_list", Std::InitializerList, 1),
    ("span", Std::Span, 1),
    ("chrono::duration", Std::Duration, 0),
    ("filesystem::path", Std::Path, 0),
    ("basic_ostream", Std::OutStream, 1),
    ("basic_istream", Std::InStream, 1),
    ("basic_iostream", Std::InOutStream, 1),
    ("basic_string", Std::String, 1),
    ("basic_string_view", Std::StringView, 1),
    ("string", Std::String, 0),
    ("string_view", Std::StringView, 0),
    ("wstring", Std::WideString, 0),
    ("ostream", Std::OutStream, 0),
    ("istream", Std::InStream, 0),
    ("iostream", Std::InOutStream, 0),
    ("chrono::nanoseconds", Std::Duration, 0),
    ("chrono::milliseconds", Std::Duration, 0),
];

impl Shape {
    /// Reads a declared type; top-level `const` is dropped.
    #[must_use]
    pub fn of(ty: &TypeExpr, book: &Book<'_>) -> Shape {
        match ty {
            TypeExpr::Builtin { name } => builtin(name, book),
            TypeExpr::Qualified { of, .. } => Shape::of(of, book),
            TypeExpr::Pointer { to } => Shape::Pointer(Box::new(Shape::of(to, book)), is_const(to, book)),
            TypeExpr::Reference { to, rvalue: true } if !is_const(to, book) => {
                Shape::Rvalue(Box::new(Shape::of(to, book)))
            }
            TypeExpr::Reference { to, .. } => Shape::Reference(Box::new(Shape::of(to, book)), is_const(to, book)),
            TypeExpr::Array { of, len } => Shape::Array(Box::new(Shape::of(of, book)), *len, is_const(of, book)),
            TypeExpr::Function { signature } => Shape::Function(Box::new(Function {
                result: Shape::of(&signature.result, book),
                params: signature.params.iter().map(|p| Shape::of(p, book)).collect(),
                variadic: signature.variadic,
            })),
            TypeExpr::MemberPointer { .. } => Shape::Unknown("a pointer to a member".to_owned()),
            TypeExpr::Other { spelling } => Shape::Unknown(spelling.clone()),
            _ if is_va_list(ty) => Shape::Pointer(Box::new(Shape::Unknown("va_list".to_owned())), false),
            TypeExpr::Named { name, what: NamedKind::Alias, .. } => match size_alias(name) {
                Some(scalar) => Shape::Scalar(scalar),
                None => book.alias(ty).map_or_else(|| alias_of_std(name), |to| Shape::of(to, book)),
            },
            TypeExpr::Named { name, usr, what, args, spelling, .. } => {
                let plain = plain_name(name);
                if let Some(found) = standard(&plain, args, spelling.as_deref(), book) {
                    return found;
                }
                let spelling = spelling.clone().unwrap_or_else(|| name.clone());
                if unnameable(&spelling) {
                    return Shape::Unknown(spelling);
                }
                let usr = book.instance(&spelling).map_or(usr, |t| &t.usr);
                let class = Class { spelling, usr: usr.clone() };
                if *what == NamedKind::Enum { Shape::Enum(class) } else { Shape::Class(class) }
            }
        }
    }

    /// The class itself, or what a pointer or reference to it refers to.
    #[must_use]
    pub fn class(&self) -> Option<&Class> {
        match self {
            Shape::Class(c) => Some(c),
            Shape::Pointer(to, _) | Shape::Reference(to, _) | Shape::Rvalue(to) => match &**to {
                Shape::Class(c) => Some(c),
                _ => None,
            },
            _ => None,
        }
    }

    /// The class of a function object that crosses as an object, as far as the book has one for it.
    #[must_use]
    pub fn function_object(&self) -> Option<&Class> {
        match self {
            Shape::Std(Std::Function, args) => match &args[..] {
                [_, Shape::Class(c)] => Some(c),
                _ => None,
            },
            _ => None,
        }
    }

    /// Every class and enum in it.
    pub fn classes(&self, found: &mut Vec<Class>) {
        match self {
            Shape::Class(c) | Shape::Enum(c) => found.push(c.clone()),
            Shape::Std(_, args) => args.iter().for_each(|a| a.classes(found)),
            Shape::Pointer(to, _) | Shape::Reference(to, _) | Shape::Rvalue(to) | Shape::Array(to, _, _) => {
                to.classes(found);
            }
            Shape::Function(f) => {
                f.result.classes(found);
                f.params.iter().for_each(|p| p.classes(found));
            }
            _ => {}
        }
    }
}

/// A value of this shape points at something that it does not own.
#[must_use]
pub fn borrows(shape: &Shape, book: &Book<'_>) -> bool {
    match shape {
        Shape::Std(Std::StringView | Std::Span | Std::InitializerList, _) => true,
        Shape::Std(_, args) => args.iter().any(|a| borrows(a, book)),
        Shape::Class(c) => book.is_view(&c.spelling),
        _ => false,
    }
}

/// C++ gets something of this shape and can call Rust code through it: a function object, or a function.
#[must_use]
pub fn calls_rust(shape: &Shape) -> bool {
    match shape {
        Shape::Function(_) => true,
        Shape::Std(std, args) => *std == Std::Function || args.iter().any(calls_rust),
        Shape::Pointer(to, _) | Shape::Reference(to, _) | Shape::Rvalue(to) | Shape::Array(to, _, _) => calls_rust(to),
        _ => false,
    }
}

fn builtin(name: &str, book: &Book<'_>) -> Shape {
    match name {
        "void" => Shape::Void,
        "std::nullptr_t" | "nullptr_t" => Shape::Null,
        _ => Scalar::of_builtin(name, book.long_bits, book.wchar_bits)
            .map_or_else(|| Shape::Unknown(name.to_owned()), Shape::Scalar),
    }
}

/// The arguments of a variadic function: an array or a struct, by platform; Rust only passes on where it lies.
#[must_use]
pub fn is_va_list(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Named { name, .. } => {
            matches!(name.strip_prefix("std::").unwrap_or(name), "va_list" | "__builtin_va_list" | "__gnuc_va_list")
        }
        // An array parameter is adjusted to a pointer, and its alias is lost.
        TypeExpr::Array { of: to, .. } | TypeExpr::Pointer { to } => {
            matches!(&**to, TypeExpr::Named { name, .. } if name.ends_with("__va_list_tag"))
        }
        _ => false,
    }
}

/// The standard's own names for sizes keep their meaning in Rust.
fn size_alias(name: &str) -> Option<Scalar> {
    match name.strip_prefix("std::").unwrap_or(name) {
        "size_t" => Some(Scalar::Size),
        "ptrdiff_t" | "ssize_t" => Some(Scalar::Difference),
        _ => None,
    }
}

/// An alias that nobody resolved: those of the standard library that everybody uses are known by name.
fn alias_of_std(name: &str) -> Shape {
    let plain = plain_name(name);
    let known = plain.strip_prefix("std::").and_then(|n| STD.iter().find(|s| s.0 == n && s.2 == 0));
    known.map_or_else(|| Shape::Unknown(name.to_owned()), |s| Shape::Std(s.1, Vec::new()))
}

/// Without the inline namespaces of the usual standard libraries.
fn plain_name(name: &str) -> String {
    name.replace("std::__cxx11::", "std::")
        .replace("std::__1::", "std::")
        .replace("filesystem::__cxx11::", "filesystem::")
}

fn standard(name: &str, args: &[TypeArg], spelling: Option<&str>, book: &Book<'_>) -> Option<Shape> {
    let name = name.strip_prefix("std::")?;
    if name == "chrono::time_point" {
        let TypeArg::Type(TypeExpr::Named { name, .. }) = args.first()? else { return None };
        return name.ends_with("system_clock").then(|| Shape::Std(Std::SystemTime, Vec::new()));
    }
    let (_, std, count) = STD.iter().find(|s| s.0 == name)?;
    let mut shapes: Vec<Shape> = args
        .iter()
        .take(*count)
        .map(|a| match a {
            TypeArg::Type(t) => Shape::of(t, book),
            _ => Shape::Unknown("a value".to_owned()),
        })
        .collect();
    if *std == Std::UniquePtr && args.len() > 1 && !default_deleter(&args[1]) {
        return None;
    }
    let characters = |shapes: &[Shape]| matches!(shapes.first(), None | Some(Shape::Scalar(Scalar::Char)));
    match std {
        Std::String if !characters(&shapes) => Some(Shape::Std(Std::WideString, shapes)),
        Std::StringView | Std::OutStream | Std::InStream | Std::InOutStream if !characters(&shapes) => None,
        Std::String | Std::StringView | Std::OutStream | Std::InStream | Std::InOutStream => {
            Some(Shape::Std(*std, Vec::new()))
        }
        // The shape is that of its pointer: the element may be changed or not. Others have their length in the type.
        Std::Span if !spelling.is_some_and(dynamic_extent) => None,
        Std::Span => match args.first()? {
            TypeArg::Type(of) => {
                Some(Shape::Std(*std, vec![Shape::Pointer(Box::new(shapes.pop()?), is_const(of, book))]))
            }
            _ => None,
        },
        // Beside its type stands the class of its objects, where they cross as such.
        Std::Function => {
            let row = spelling.and_then(|s| book.instance(s)).filter(|t| t.signature.is_some());
            shapes.extend(row.map(|t| Shape::Class(Class::of(t))));
            Some(Shape::Std(*std, shapes))
        }
        Std::Array => {
            let len = spelling.and_then(last_integer)?;
            shapes.push(Shape::Array(Box::new(Shape::Void), Some(len), false));
            Some(Shape::Std(*std, shapes))
        }
        _ => Some(Shape::Std(*std, shapes)),
    }
}

/// The value behind the last comma of `std::array<T, n>`.
fn last_integer(spelling: &str) -> Option<u64> {
    let text = spelling.strip_suffix('>')?.rsplit(',').next()?.trim();
    text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
}

/// A span that knows its length at run time only.
fn dynamic_extent(spelling: &str) -> bool {
    !spelling.contains(',') || spelling.contains("dynamic_extent") || last_integer(spelling) == Some(u64::MAX)
}

fn default_deleter(arg: &TypeArg) -> bool {
    matches!(arg, TypeArg::Type(TypeExpr::Named { name, .. }) if plain_name(name) == "std::default_delete")
}

fn unnameable(spelling: &str) -> bool {
    ["(unnamed", "(anonymous", "(lambda"].iter().any(|s| spelling.contains(s))
}

/// `const` at the top of a type, also through an alias.
fn is_const(ty: &TypeExpr, book: &Book<'_>) -> bool {
    match ty {
        TypeExpr::Qualified { is_const, of, .. } => *is_const || self::is_const(of, book),
        TypeExpr::Named { what: NamedKind::Alias, .. } => book.alias(ty).is_some_and(|t| self::is_const(t, book)),
        TypeExpr::Array { of, .. } => self::is_const(of, book),
        _ => false,
    }
}
