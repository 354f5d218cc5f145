//! The types of one bridge: their C++ aliases, Rust names and places.

use std::collections::{BTreeMap, BTreeSet};

use migrate_crossing::{Book, Class, Scalar, Shape, Std, Traits, may_keep_streams};
use migrate_model::facts::{Access, Type, TypeKind};
use migrate_model::types::TypeExpr;

use crate::function_object;
use crate::names::{Scope, camel, snake, transported, type_name};

/// How a type is made in Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// An opaque type of cxx: only behind references and smart pointers.
    Opaque,
    /// A struct with the same layout.
    Pod,
    /// A newtype over the integer of an enum.
    Enum(Scalar),
}

/// One type of the bridge.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// C++ spelling without leading `::`.
    pub(crate) spelling: String,
    /// Identifier of the declaration.
    pub(crate) usr: String,
    /// Name in the transport, unique in the crate; also the C++ alias.
    pub(crate) alias: String,
    /// Name in its Rust module.
    pub(crate) name: String,
    /// Rust module as path segments from the crate's root.
    pub(crate) module: Vec<String>,
    /// How it is made.
    pub(crate) form: Form,
    /// The compiler's answers (of enums: default).
    pub(crate) traits: Traits,
    /// It holds pointers to something that it does not own.
    pub(crate) borrows: bool,
    /// Its objects are function objects, which may refer to whatever they were made from.
    pub(crate) callable: bool,
    /// A constructor takes a stream, which the object may keep.
    pub(crate) streams: bool,
    /// Objects can be made in storage of Rust.
    pub(crate) in_place: bool,
}

impl Entry {
    /// Path from the crate's root with `crate::`.
    pub(crate) fn path(&self) -> String {
        let mut path = String::from("crate");
        for segment in &self.module {
            path.push_str("::");
            path.push_str(segment);
        }
        format!("{path}::{}", self.name)
    }

    /// Name of the trait by which Rust implements the class.
    pub(crate) fn trait_name(&self) -> String {
        trait_name(&self.name)
    }

    /// It can be held by `UniquePtr`.
    pub(crate) fn owned(&self) -> bool {
        self.form == Form::Opaque && self.traits.destructible
    }
}

fn trait_name(class: &str) -> String {
    format!("{}Methods", class.trim_end_matches('_'))
}

/// Names that the transport and Rust's prelude have themselves.
const RESERVED: [&str; 18] = [
    "Box",
    "CStr",
    "CxxString",
    "CxxVector",
    "Drop",
    "Err",
    "None",
    "Ok",
    "Option",
    "Pin",
    "Result",
    "Self",
    "SharedPtr",
    "Some",
    "String",
    "UniquePtr",
    "Vec",
    "WeakPtr",
];

/// All types of the bridge by spelling.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    /// By C++ spelling.
    pub(crate) entries: BTreeMap<String, Entry>,
    /// The C++ namespace of the bridge.
    pub(crate) space: String,
}

impl Catalogue {
    /// Names and places for these classes and enums. `roots` are namespaces that become the crate's root,
    /// `destroyed` the classes that declare a destructor; `aliases` name instances of templates.
    pub(crate) fn new(
        classes: &[Class],
        named: &BTreeMap<String, &Type>,
        roots: &[String],
        destroyed: &BTreeSet<&str>,
        space: &str,
        book: &Book<'_>,
    ) -> Catalogue {
        let mut aliases = Scope::default();
        for word in RESERVED.into_iter().chain(crate::vocabulary::words()) {
            aliases.reserve(word);
        }
        let mut modules: BTreeMap<Vec<String>, Scope> = BTreeMap::new();
        for class in classes {
            // A class has a module of its own, which may be that of a namespace as well.
            let (mut module, name) =
                place(class, book.ty(&class.usr), named.get(&class.spelling).copied(), roots, book);
            module.push(own_module(module.is_empty(), &name));
            modules.entry(module).or_default().reserve(&name);
        }
        let mut entries = BTreeMap::new();
        for class in classes {
            let ty = book.ty(&class.usr);
            let traits = book.traits(&class.spelling).copied();
            // Enums of the standard library are known to the compiler only.
            let enumeration = ty.map_or(traits.is_some_and(|t| !t.class), |t| t.kind == TypeKind::Enum);
            let (module, name) = place(class, ty, named.get(&class.spelling).copied(), roots, book);
            let scope = modules.entry(module.clone()).or_default();
            let name = scope.claim(&[name]);
            if traits.is_some_and(|t| t.polymorphic) {
                scope.reserve(&trait_name(&name));
            }
            let short = transported(&name);
            let longer = format!("{}{short}", transported(&camel(module.last().map_or("", String::as_str))));
            let alias = aliases.claim(&[short, longer]);
            let traits = traits.unwrap_or_default();
            let form = if enumeration {
                Form::Enum(underlying(ty, Some(traits.size).filter(|size| *size > 0), book))
            } else if !destroyed.contains(class.usr.as_str()) && ty.is_some_and(|t| plain(t, &traits, book, 0)) {
                Form::Pod
            } else {
                Form::Opaque
            };
            let callable = ty.is_some_and(function_object::is_row);
            let points = traits.class && traits.trivially_destructible && points(class, ty, book, 0);
            let borrows = form == Form::Opaque && (callable || points);
            entries.insert(
                class.spelling.clone(),
                Entry {
                    spelling: class.spelling.clone(),
                    usr: class.usr.clone(),
                    alias,
                    name,
                    module,
                    form,
                    traits,
                    borrows,
                    callable,
                    streams: callable,
                    in_place: false,
                },
            );
        }
        let mut catalogue = Catalogue { entries, space: space.to_owned() };
        loop {
            let holders = catalogue.holders(book);
            if holders.is_empty() {
                return catalogue;
            }
            for spelling in holders {
                if let Some(entry) = catalogue.entries.get_mut(&spelling) {
                    entry.borrows = true;
                }
            }
        }
    }

    /// Of the classes with constructors that take streams, marks those whose objects may keep them.
    pub(crate) fn keep_streams(&mut self, streamers: &BTreeSet<&str>, book: &Book<'_>) {
        for entry in self.entries.values_mut().filter(|e| e.owned() && streamers.contains(e.usr.as_str())) {
            entry.streams = book.ty(&entry.usr).is_none_or(|t| may_keep_streams(t, book));
        }
    }

    /// Marks the classes that a person wants to make in storage of Rust, by name or identifier.
    pub(crate) fn make_in_place(&mut self, wanted: &BTreeSet<String>) {
        for entry in self.entries.values_mut().filter(|e| e.owned() && !e.traits.is_abstract) {
            entry.in_place = wanted.contains(&entry.usr) || wanted.contains(&entry.spelling);
        }
    }

    /// Classes that are not known to borrow, but hold objects that do.
    fn holders(&self, book: &Book<'_>) -> Vec<String> {
        let borrows = |shape: &Shape| {
            let mut inside = Vec::new();
            shape.classes(&mut inside);
            // A class owns its function objects, and what they refer to, as it owns what its pointers lead to.
            inside.iter().any(|c| self.get(c).is_some_and(|e| e.borrows && !e.callable))
        };
        let holds = |e: &Entry| {
            let ty = book.ty(&e.usr);
            ty.is_some_and(|t| t.fields.iter().any(|f| borrows(&Shape::of(&f.ty, book))))
        };
        let open = self.entries.values().filter(|e| e.form == Form::Opaque && !e.borrows && e.traits.class);
        open.filter(|e| !e.traits.polymorphic && e.traits.copies && holds(e)).map(|e| e.spelling.clone()).collect()
    }

    /// The type of this spelling.
    pub(crate) fn get(&self, class: &Class) -> Option<&Entry> {
        self.entries.get(&class.spelling)
    }

    /// Its Rust path.
    pub(crate) fn path(&self, class: &Class) -> String {
        self.get(class).map_or_else(|| "core::ffi::c_void".to_owned(), Entry::path)
    }

    /// The Rust type of a value that is converted; the same for both directions.
    pub(crate) fn wire(&self, shape: &Shape, book: &Book<'_>) -> String {
        self.wire_as(shape, book, "Vec<u8>")
    }

    /// The same with another type for strings.
    pub(crate) fn wire_as(&self, shape: &Shape, book: &Book<'_>, string: &str) -> String {
        match shape {
            Shape::Scalar(s) => s.rust().to_owned(),
            Shape::Enum(c) => self.path(c),
            Shape::Class(c) if book.is_view(&c.spelling) => string.to_owned(),
            Shape::Class(c) => format!("cxx::UniquePtr<{}>", self.path(c)),
            Shape::Pointer(to, is_const) => {
                let to = match &**to {
                    Shape::Class(c) => self.path(c),
                    _ => "core::ffi::c_void".to_owned(),
                };
                format!("*{} {to}", if *is_const { "const" } else { "mut" })
            }
            Shape::Std(std, args) => {
                let arg = |i: usize| args.get(i).map_or_else(|| "()".to_owned(), |a| self.wire_as(a, book, string));
                let all = || args.iter().map(|a| self.wire_as(a, book, string)).collect::<Vec<_>>().join(", ");
                let ordered = args.first().is_some_and(|a| sortable(a, book));
                match std {
                    Std::String | Std::StringView => string.to_owned(),
                    Std::WideString => format!("Vec<{}>", if args.is_empty() { wide(book).to_owned() } else { arg(0) }),
                    Std::Vector | Std::Sequence | Std::MultiSet | Std::InitializerList => format!("Vec<{}>", arg(0)),
                    Std::OrderedSet if ordered => format!("std::collections::BTreeSet<{}>", arg(0)),
                    Std::HashedSet if ordered => format!("std::collections::HashSet<{}>", arg(0)),
                    Std::OrderedSet | Std::HashedSet => format!("Vec<{}>", arg(0)),
                    Std::OrderedMap if ordered => format!("std::collections::BTreeMap<{}, {}>", arg(0), arg(1)),
                    Std::HashedMap if ordered => format!("std::collections::HashMap<{}, {}>", arg(0), arg(1)),
                    Std::OrderedMap | Std::HashedMap | Std::MultiMap => format!("Vec<({}, {})>", arg(0), arg(1)),
                    Std::Pair => format!("({}, {})", arg(0), arg(1)),
                    Std::Tuple if args.len() == 1 => format!("({},)", arg(0)),
                    Std::Tuple => format!("({})", all()),
                    Std::Array => match args.get(1) {
                        Some(Shape::Array(_, Some(n), _)) => format!("[{}; {n}]", arg(0)),
                        _ => format!("Vec<{}>", arg(0)),
                    },
                    Std::Optional => format!("Option<{}>", arg(0)),
                    Std::Variant => format!("crate::support::OneOf{}<{}>", args.len(), all()),
                    Std::Monostate => "()".to_owned(),
                    Std::UniquePtr | Std::SharedPtr | Std::WeakPtr => {
                        let inner = match args.first() {
                            Some(Shape::Class(c)) => self.path(c),
                            _ => "core::ffi::c_void".to_owned(),
                        };
                        let pointer = match std {
                            Std::UniquePtr => "UniquePtr",
                            Std::SharedPtr => "SharedPtr",
                            _ => "WeakPtr",
                        };
                        format!("cxx::{pointer}<{inner}>")
                    }
                    Std::Duration => "crate::support::Nanos".to_owned(),
                    Std::SystemTime => "std::time::SystemTime".to_owned(),
                    Std::Path => "std::path::PathBuf".to_owned(),
                    Std::Function => shape
                        .function_object()
                        .map_or_else(|| "()".to_owned(), |c| format!("cxx::UniquePtr<{}>", self.path(c))),
                    Std::Span | Std::OutStream | Std::InStream | Std::InOutStream => "()".to_owned(),
                }
            }
            _ => "()".to_owned(),
        }
    }

    /// C++ takes objects out of the pointers that stand for them in such a value, so none of these may be null.
    pub(crate) fn whole(&self, shape: &Shape, book: &Book<'_>) -> bool {
        match shape {
            Shape::Class(c) => !book.is_view(&c.spelling),
            Shape::Std(Std::UniquePtr | Std::SharedPtr | Std::WeakPtr, _) => false,
            Shape::Std(Std::Function, _) => true,
            Shape::Std(_, args) => args.iter().any(|a| self.whole(a, book)),
            _ => false,
        }
    }

    /// Ownership moves with such a value, so it is passed by value.
    pub(crate) fn moves(&self, shape: &Shape, book: &Book<'_>) -> bool {
        match shape {
            Shape::Class(c) => !book.is_view(&c.spelling),
            Shape::Std(Std::UniquePtr | Std::SharedPtr | Std::WeakPtr | Std::Function, _) => true,
            Shape::Std(_, args) => args.iter().any(|a| self.moves(a, book)),
            _ => false,
        }
    }
}

fn wide(book: &Book<'_>) -> &'static str {
    if book.wchar_bits == 16 { "u16" } else { "u32" }
}

/// Can be a key of Rust's maps and sets.
fn sortable(shape: &Shape, book: &Book<'_>) -> bool {
    match shape {
        Shape::Scalar(s) => !matches!(s, Scalar::Float | Scalar::Double | Scalar::LongDouble),
        Shape::Enum(_) | Shape::Pointer(..) => true,
        Shape::Class(c) => book.is_view(&c.spelling),
        Shape::Std(
            Std::UniquePtr | Std::SharedPtr | Std::WeakPtr | Std::HashedMap | Std::HashedSet | Std::Variant,
            _,
        ) => false,
        Shape::Std(_, args) => args.iter().all(|a| sortable(a, book)),
        _ => false,
    }
}

/// The integer behind an enum. The user's compiler says how large it is.
fn underlying(ty: Option<&Type>, bytes: Option<u64>, book: &Book<'_>) -> Scalar {
    let known = match ty.and_then(|t| t.underlying.as_ref()).map(|u| Shape::of(u, book)) {
        Some(Shape::Scalar(Scalar::Char)) => Scalar::Int { bits: 8, signed: true },
        Some(Shape::Scalar(s)) => s,
        _ => Scalar::Int { bits: 32, signed: true },
    };
    match (known, bytes.and_then(|b| u8::try_from(b * 8).ok())) {
        (Scalar::Int { bits, signed }, Some(real)) if bits != real => Scalar::Int { bits: real, signed },
        _ => known,
    }
}

/// Same layout in Rust: all members public and of plain types, nothing hidden, nothing special.
fn plain(ty: &Type, traits: &Traits, book: &Book<'_>, depth: usize) -> bool {
    depth < 8
        && matches!(ty.kind, TypeKind::Class | TypeKind::Struct)
        && traits.mirrored
        && traits.trivially_copyable
        && traits.standard_layout
        && traits.defaults
        && traits.copies
        && ty.bases.is_empty()
        && !ty.fields.is_empty()
        && ty.fields.iter().all(|f| {
            f.access == Access::Public
                && f.bit_width.is_none()
                && !f.name.is_empty()
                && pod_field(&f.ty, book, depth).is_some()
        })
}

/// The Rust type of a member of a plain struct.
pub(crate) fn pod_field(ty: &TypeExpr, book: &Book<'_>, depth: usize) -> Option<Shape> {
    let shape = Shape::of(ty, book);
    let fine = match &shape {
        Shape::Scalar(s) => *s != Scalar::LongDouble,
        Shape::Enum(_) => true,
        Shape::Class(c) => {
            let (ty, traits) = (book.ty(&c.usr)?, book.traits(&c.spelling)?);
            !traits.view && plain(ty, traits, book, depth + 1)
        }
        Shape::Array(of, Some(_), _) => matches!(**of, Shape::Scalar(s) if s != Scalar::LongDouble),
        _ => false,
    };
    fine.then_some(shape)
}

/// Holds a pointer, or something of which nothing is known.
fn points(class: &Class, ty: Option<&Type>, book: &Book<'_>, depth: usize) -> bool {
    let Some(ty) = ty else { return book.traits(&class.spelling).is_none_or(|t| t.size > 1) };
    if depth > 8 {
        return true;
    }
    let bases = ty.bases.iter().map(|b| &b.ty);
    ty.fields.iter().map(|f| &f.ty).chain(bases).any(|t| match Shape::of(t, book) {
        Shape::Pointer(..) | Shape::Reference(..) | Shape::Unknown(_) => true,
        Shape::Class(c) => points(&c, book.ty(&c.usr), book, depth + 1),
        Shape::Std(std, _) => matches!(std, Std::StringView | Std::Function | Std::WeakPtr | Std::Span),
        _ => false,
    })
}

/// Module and name of a type: its own, else those of an alias for it.
fn place(
    class: &Class,
    ty: Option<&Type>,
    alias: Option<&Type>,
    roots: &[String],
    book: &Book<'_>,
) -> (Vec<String>, String) {
    let own = ty.filter(|t| Class::of(t).spelling == class.spelling && t.spelling.is_none() && !t.kind_is_template());
    let Some(ty) = own.or(alias) else {
        return (vec!["types".to_owned()], type_name(&words_of(&class.spelling)));
    };
    let mut around = Vec::new();
    let mut outer = ty.class.as_deref().and_then(|u| book.ty(u));
    while let Some(o) = outer {
        around.push(last(&o.name).to_owned());
        outer = o.class.as_deref().and_then(|u| book.ty(u));
    }
    around.reverse();
    let mut module = namespace(&ty.name, around.len() + 1, roots);
    for class in &around {
        module.push(own_module(module.is_empty(), class));
    }
    (module, type_name(last(&ty.name)))
}

/// Name of the module of a class or namespace. A module with the name of a crate would hide that crate from the code
/// around it.
pub(crate) fn module_name(name: &str) -> String {
    crate::names::module(name)
}

/// Name of the module that a class has for itself.
pub(crate) fn own_module(at_root: bool, name: &str) -> String {
    let module = module_name(name);
    // A module and a function of one name do not clash, a module and another module do.
    match (at_root, module.as_str()) {
        (true, "types" | "exception") => format!("{module}_"),
        (true, _) => root_module(&module),
        _ => module,
    }
}

/// The modules of a qualified name without its last `count` parts, roots taken off.
pub(crate) fn namespace(name: &str, count: usize, roots: &[String]) -> Vec<String> {
    let parts: Vec<&str> = name.split("::").collect();
    let spaces = parts[..parts.len().saturating_sub(count)].join("::");
    let rest = roots
        .iter()
        .filter(|r| !r.is_empty())
        .find_map(|r| spaces.strip_prefix(r.as_str()).filter(|rest| rest.is_empty() || rest.starts_with("::")))
        .unwrap_or(&spaces);
    let mut modules: Vec<String> = rest.split("::").filter(|s| !s.is_empty() && !version(s)).map(module_name).collect();
    if let Some(first) = modules.first_mut() {
        *first = root_module(first);
    }
    modules
}

/// The name of a module at the root of the crate, where the crate's own ones are.
pub(crate) fn root_module(name: &str) -> String {
    if matches!(name, "bin" | "ffi" | "lib" | "main" | "support") { format!("{name}_") } else { name.to_owned() }
}

/// An inline namespace that only marks a version.
fn version(name: &str) -> bool {
    name.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
}

/// Last part of a qualified name.
pub(crate) fn last(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}

/// How compilers spell a `std::string` and a `std::string_view`.
const STRINGS: [(&str, &str); 6] = [
    ("basic_string<char, std::char_traits<char>, std::allocator<char> >", "string"),
    ("basic_string<char, std::char_traits<char>, std::allocator<char>>", "string"),
    ("basic_string<char>", "string"),
    ("basic_string_view<char, std::char_traits<char> >", "string_view"),
    ("basic_string_view<char, std::char_traits<char>>", "string_view"),
    ("basic_string_view<char>", "string_view"),
];

/// A spelling as words for a Rust name, with the namespaces and allocators left out.
pub(crate) fn words_of(spelling: &str) -> String {
    let spelling = STRINGS.iter().fold(spelling.to_owned(), |text, (long, short)| text.replace(long, short));
    let mut words: Vec<String> = Vec::new();
    for part in spelling.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
        let word = last(part.trim_end_matches(':'));
        if !word.is_empty() && !["const", "allocator", "char_traits", "struct", "class"].contains(&word) {
            words.push(snake(word));
        }
    }
    words.truncate(6);
    words.join("_")
}

/// Helper for types.
trait Kinds {
    fn kind_is_template(&self) -> bool;
}

impl Kinds for Type {
    fn kind_is_template(&self) -> bool {
        matches!(self.kind, TypeKind::ClassTemplate | TypeKind::FunctionTemplate | TypeKind::AliasTemplate)
    }
}
