//! C++ classes with virtual functions, implemented in Rust: a subclass whose overrides call a Rust trait.
//!
//! The trait of a class `X` has a method for every virtual function that crosses. Pure ones are required, the others
//! call C++'s own (`X::base_name`) unless Rust implements them. Methods take `&self` and the trait demands `Send + Sync`,
//! since C++ may call from any thread and from within a call.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use migrate_crossing::{Book, Class, Refusal, Shape, Std, given_back, makes, out_of_cpp, wire};
use migrate_model::bridge::ItemKind;
use migrate_model::facts::{Access, Symbol, SymbolKind, Type};
use migrate_model::port::{Owned, Owner};
use migrate_model::types::{Param, TypeExpr};

use crate::api::last_name;
use crate::callback::{GivenBack, Handed, invoke};
use crate::catalogue::{Catalogue, Entry, Form};
use crate::facade::ownership::Lender;
use crate::input::Facts;
use crate::lower::{Argument, Texts};
use crate::names::{Scope, identifier, parameter, snake};
use crate::spell;
use crate::thunk::{Call, Callee};

/// The subclass of one class.
pub(crate) struct Subclass<'a> {
    /// Alias of the class.
    pub(crate) alias: String,
    /// C++ definition of the subclass and its table.
    pub(crate) definition: String,
    /// The Rust trait with its trampolines and table.
    pub(crate) rust: String,
    /// `base_…` for the defaults, and `implement`.
    pub(crate) calls: Vec<Call<'a>>,
    /// Who owns what crosses in its methods, and the object itself.
    pub(crate) ownership: Vec<Owned>,
}

/// A function that C++ calls and Rust answers: a virtual one of a class, its own or inherited, or one of a facade.
pub(crate) struct Virtual<'a> {
    /// Its facts.
    pub(crate) symbol: &'a Symbol,
    /// Parameters.
    pub(crate) params: Vec<Shape>,
    /// Result.
    pub(crate) result: Shape,
    /// Name of the Rust function.
    pub(crate) name: String,
}

/// How one of them crosses.
struct Override<'a> {
    of: Virtual<'a>,
    handed: Vec<Handed>,
    names: Vec<String>,
    back: GivenBack,
    required: bool,
    /// The Rust function that calls C++'s own implementation: its name and the types of its parameters.
    base: (String, Vec<String>),
}

/// The subclass of a class, if one can be written.
///
/// # Errors
/// Why there is none.
pub(crate) fn subclass<'a>(
    ty: &'a Type,
    entry: &'a Entry,
    facts: &'a Facts,
    texts: Texts<'a>,
    scope: &mut Scope,
) -> Result<Subclass<'a>, Refusal> {
    let refuse = |reason: &str| Err(Refusal { code: migrate_crossing::Code::Abstract, reason: reason.to_owned() });
    let traits = entry.traits;
    if !traits.polymorphic || traits.is_final || !traits.virtual_destructor || !traits.destructible {
        return refuse("the class is not made to be derived from: it is final, or has no public virtual destructor");
    }
    let mut names = Scope::default();
    let mut overrides = Vec::new();
    for mut of in virtuals(ty, facts, texts.book) {
        let pure = of.symbol.about.pure;
        match overridden(&of, texts) {
            Ok((handed, back)) => {
                of.name = names.claim(&wishes(&of));
                let mut used = Scope::default();
                for word in ["this", "data", "out", "object", "value"] {
                    used.reserve(word);
                }
                let params = of.symbol.about.signature.as_ref().map_or(&[][..], |s| &s.params[..]);
                let names = params
                    .iter()
                    .enumerate()
                    .map(|(i, p)| if p.name.is_empty() { format!("arg{}", i + 1) } else { parameter(&p.name) })
                    .map(|wish| used.claim(&[wish.clone(), format!("{}_arg", wish.trim_end_matches('_'))]))
                    .collect();
                overrides.push(Override { of, handed, names, back, required: pure, base: Default::default() });
            }
            Err(refusal) if pure => {
                return refuse(&format!(
                    "`{}` is pure virtual and cannot be written in Rust: {}",
                    of.symbol.name, refusal.reason
                ));
            }
            Err(_) => {}
        }
    }
    let mut calls = Vec::new();
    for o in &mut overrides {
        if !o.required && !default(o, ty, entry, texts, scope, &mut calls) {
            // Without a default that Rust can call, C++ keeps its own.
            o.of.name.clear();
        }
    }
    overrides.retain(|o| !o.of.name.is_empty());
    if overrides.is_empty() {
        return refuse("no virtual function can be written in Rust");
    }
    let alias = entry.alias.clone();
    let implement = constructors(ty, entry, facts, texts, scope);
    let definition = format!("{}{}", typeinfo(ty, facts), definition(ty, &alias, &overrides, &implement, texts));
    calls.extend(implement.into_iter().map(|c| c.0));
    let ownership = ownership(entry, &overrides, texts);
    Ok(Subclass { rust: rust(entry, &overrides), definition, calls, alias, ownership })
}

/// The object is C++'s as soon as it is made; its methods are those of the trait.
fn ownership(entry: &Entry, overrides: &[Override<'_>], texts: Texts<'_>) -> Vec<Owned> {
    let object = Owned {
        function: format!("{}::implement", entry.name),
        place: "methods".to_owned(),
        cpp: format!("{}*", entry.spelling),
        rust: format!("Box<dyn {}>", entry.trait_name()),
        owner: Owner::GivenToCpp,
        lives: "until C++ ends the object".to_owned(),
    };
    let methods = overrides.iter().flat_map(|o| {
        let signature = o.of.symbol.about.signature.as_ref();
        let spelled = |ty: &TypeExpr| spell::before_name(ty, texts.book).unwrap_or_default();
        let params: Vec<String> = signature.into_iter().flat_map(|s| &s.params).map(|p| spelled(&p.ty)).collect();
        let result = signature.map(|s| spelled(&s.result)).unwrap_or_default();
        let given = o.names.iter().zip(&params).zip(&o.handed);
        let given = given.map(|((name, cpp), handed)| (name.as_str(), cpp.as_str(), handed));
        let function = format!("{}::{}", entry.trait_name(), o.of.name);
        crate::facade::ownership::rows(&function, given, (&result, &o.back), Lender::Object)
    });
    std::iter::once(object).chain(methods).collect()
}

/// A library that was built without RTTI has vtables, but no typeinfo to derive from: it is supplied, in the layout of
/// the Itanium C++ ABI (2.9.5, `__class_type_info`), and weak so that the library's own would win.
fn typeinfo(ty: &Type, facts: &Facts) -> String {
    let Some(defined) = &facts.defined else { return String::new() };
    let parts: Vec<&str> = ty.name.split("::").collect();
    let lengths = crate::names::mangled(&ty.name);
    let mangled = if parts.len() > 1 { format!("N{lengths}E") } else { lengths };
    if ty.spelling.is_some()
        || !defined.contains(&format!("_ZTV{mangled}"))
        || defined.contains(&format!("_ZTI{mangled}"))
    {
        return String::new();
    }
    format!(
        "extern \"C\" {{\nextern char _ZTVN10__cxxabiv117__class_type_infoE[];\nextern __attribute__((weak)) const void* const _ZTI{mangled}[2];\n\
         const void* const _ZTI{mangled}[2] = {{_ZTVN10__cxxabiv117__class_type_infoE + 2 * sizeof(void*), \"{mangled}\"}};\n}}\n"
    )
}

/// The virtual functions of a class and its bases, the most derived first.
pub(crate) fn virtuals<'a>(ty: &'a Type, facts: &'a Facts, book: &Book<'a>) -> Vec<Virtual<'a>> {
    let mut out: Vec<Virtual<'a>> = Vec::new();
    let mut seen: BTreeSet<(String, Vec<Shape>, bool)> = BTreeSet::new();
    let mut todo = vec![ty];
    while let Some(at) = todo.pop() {
        let mut own: Vec<&Symbol> = facts
            .symbols
            .iter()
            .filter(|s| {
                s.kind == SymbolKind::Method
                    && s.about.is_virtual
                    && s.about.class.as_deref() == Some(&at.usr)
                    && !s.about.deleted
            })
            .collect();
        own.sort_by_key(|s| (crate::api::place(s), s.mangled.as_str()));
        for symbol in own {
            let Some(signature) = &symbol.about.signature else { continue };
            let params: Vec<Shape> = signature.params.iter().map(|p| Shape::of(&p.ty, book)).collect();
            let key = (last_name(&symbol.name).to_owned(), params.clone(), signature.is_const);
            let open = symbol.about.access == Some(Access::Public) || symbol.about.pure;
            if seen.insert(key) && open {
                let result = Shape::of(&signature.result, book);
                out.push(Virtual { symbol, params, result, name: String::new() });
            }
        }
        for base in at.bases.iter().rev() {
            if let Shape::Class(c) = Shape::of(&base.ty, book)
                && let Some(t) = book.ty(&c.usr)
            {
                todo.push(t);
            }
        }
    }
    out
}

/// What to call its Rust method: as in C++, else with the parameters, or with what it may do to the object.
fn wishes(of: &Virtual<'_>) -> [String; 3] {
    let stem = snake(last_name(&of.symbol.name));
    let words: Vec<String> = of.params.iter().map(crate::api::word).collect();
    let with_words = if words.is_empty() { stem.clone() } else { format!("{stem}_{}", words.join("_")) };
    let reads = of.symbol.about.signature.as_ref().is_some_and(|s| s.is_const);
    let access = if reads { "const" } else { "mut" };
    [identifier(last_name(&of.symbol.name)), identifier(&with_words), format!("{with_words}_{access}")]
}

/// How arguments and result cross.
pub(crate) fn overridden(of: &Virtual<'_>, texts: Texts<'_>) -> Result<(Vec<Handed>, GivenBack), Refusal> {
    let signature = of.symbol.about.signature.as_ref();
    let params = signature.map_or(&[][..], |s| &s.params[..]);
    let named: Vec<(Param, Shape)> = params.iter().cloned().zip(of.params.iter().cloned()).collect();
    if let Some(at) = crate::thunk::counted_result(&named, &of.result) {
        return counted(at, &named, texts);
    }
    let mut handed: Vec<Handed> = Vec::new();
    // The second half of what has crossed with the parameter before.
    let mut joined = false;
    for (i, (param, shape)) in params.iter().zip(&of.params).enumerate() {
        let whole = bytes(&named, i).map(|is_const| hand_bytes(i, is_const));
        let whole = whole.or_else(|| hand_range(&named, i)).or_else(|| hand_views(&named, i, texts.book));
        handed.push(match whole {
            _ if std::mem::take(&mut joined) => Handed::default(),
            Some(whole) => {
                joined = true;
                whole
            }
            None if crate::thunk::is_array(&named, i) => {
                let reason = format!("`{}` is an array, of which only C++ knows the elements", param.name);
                return Err(Refusal { code: migrate_crossing::Code::NoForm, reason });
            }
            None => hand(&format!("a{i}"), shape, &param.ty, texts)?,
        });
    }
    let into_range = of.result == Shape::Pointer(Box::new(Shape::Scalar(migrate_crossing::Scalar::Char)), true);
    if into_range && handed.iter().any(|h| h.rust == RANGE) {
        return Ok((handed, rest_of_range()));
    }
    let passed_on = is_out_stream(&of.result).then(|| of.params.iter().position(|p| *p == of.result)).flatten();
    if let Some(i) = passed_on {
        return Ok((handed, GivenBack { cpp_return: format!("return a{i};"), ..GivenBack::default() }));
    }
    let result = match &of.result {
        Shape::Void => None,
        shape => Some(given_back(shape, texts.book)?),
    };
    let void = TypeExpr::Builtin { name: "void".to_owned() };
    let ty = signature.map_or(&void, |s| &s.result);
    Ok((handed, texts.given_back(result.as_ref(), ty, makes(last_name(&of.symbol.name)))?))
}

fn is_out_stream(shape: &Shape) -> bool {
    matches!(shape, Shape::Reference(to, false) if matches!(**to, Shape::Std(Std::OutStream, _)))
}

/// A pointer to bytes whose number is the next parameter: whether Rust may only read them.
fn bytes(params: &[(Param, Shape)], i: usize) -> Option<bool> {
    let (Shape::Pointer(to, is_const), (count, Shape::Scalar(s))) = (&params[i].1, params.get(i + 1)?) else {
        return None;
    };
    let byte = matches!(
        &**to,
        Shape::Void | Shape::Scalar(migrate_crossing::Scalar::Char | migrate_crossing::Scalar::Int { bits: 8, .. })
    );
    (byte && s.counts() && migrate_crossing::is_length(&count.name)).then_some(*is_const)
}

fn hand_bytes(i: usize, is_const: bool) -> Handed {
    let (name, size) = (format!("a{i}"), format!("a{}", i + 1));
    let (rust, value) = if is_const {
        ("&[u8]", format!("crate::support::bytes({name}, {name}_size)"))
    } else {
        ("&mut [u8]", format!("crate::support::bytes_mut({name}.cast_mut(), {name}_size)"))
    };
    Handed {
        rust: rust.to_owned(),
        cpp: vec![format!("(const std::uint8_t*)({name})"), format!("static_cast<std::size_t>({size})")],
        slots: vec![(name.clone(), "*const u8".to_owned()), (format!("{name}_size"), "usize".to_owned())],
        value,
        ..Handed::default()
    }
}

/// What lies between two pointers to characters; `'a` is any lifetime.
const RANGE: &str = "&'a [u8]";

fn hand_range(params: &[(Param, Shape)], i: usize) -> Option<Handed> {
    let (to, is_const) = crate::thunk::is_range(params, i)?;
    let (first, last) = (format!("a{i}"), format!("a{}", i + 1));
    let character =
        matches!(to, Shape::Scalar(migrate_crossing::Scalar::Char | migrate_crossing::Scalar::Int { bits: 8, .. }));
    (is_const && character).then(|| Handed {
        rust: RANGE.to_owned(),
        cpp: vec![
            format!("reinterpret_cast<const std::uint8_t*>({first})"),
            format!("static_cast<std::size_t>({last} - {first})"),
        ],
        slots: vec![(first.clone(), "*const u8".to_owned()), (format!("{first}_size"), "usize".to_owned())],
        value: format!("crate::support::bytes({first}, {first}_size)"),
        ..Handed::default()
    })
}

/// An array of views, with its length behind it.
fn hand_views(params: &[(Param, Shape)], i: usize, book: &Book<'_>) -> Option<Handed> {
    let (Shape::Pointer(to, true), (count, Shape::Scalar(s))) = (&params[i].1, params.get(i + 1)?) else { return None };
    let view = match &**to {
        Shape::Std(Std::StringView, _) => true,
        Shape::Class(c) => book.is_view(&c.spelling),
        _ => false,
    };
    let (name, size) = (format!("a{i}"), format!("a{}", i + 1));
    (view && s.counts() && migrate_crossing::is_length(&count.name)).then(|| Handed {
        rust: "&[&[u8]]".to_owned(),
        cpp_before: vec![format!(
            "std::string {name}_; for (std::size_t i = 0; {name} != nullptr && i < static_cast<std::size_t>({size}); ++i) {{              const std::size_t part[2] = {{reinterpret_cast<std::size_t>({name}[i].data()), {name}[i].size()}};              {name}_.append(reinterpret_cast<const char*>(part), sizeof part); }}"
        )],
        cpp: vec![
            format!("reinterpret_cast<const std::uint8_t*>({name}_.data())"),
            format!("{name}_.size() / (2 * sizeof(std::size_t))"),
        ],
        slots: vec![(name.clone(), "*const u8".to_owned()), (format!("{name}_count"), "usize".to_owned())],
        rust_before: vec![format!(
            "let {name}_views: Vec<&[u8]> = (0..{name}_count)\n.map(|i| {name}.cast::<[usize; 2]>().add(i).read_unaligned())\n.map(|[at, size]| crate::support::bytes(at as *const u8, size))\n.collect();"
        )],
        value: format!("&{name}_views"),
        ..Handed::default()
    })
}

/// Where in the range to go on, as the rest of it; null is none.
fn rest_of_range() -> GivenBack {
    GivenBack {
        rust: "Option<&'a [u8]>".to_owned(),
        cpp_place: "const char* out = nullptr;".to_owned(),
        cpp_return: "return out;".to_owned(),
        store: "out.cast::<*const u8>().write(value.map_or(core::ptr::null(), <[u8]>::as_ptr))".to_owned(),
    }
}

/// Bytes that Rust gives back, with the length where C++ wants it.
fn counted(at: usize, params: &[(Param, Shape)], texts: Texts<'_>) -> Result<(Vec<Handed>, GivenBack), Refusal> {
    let mut handed = Vec::new();
    for (i, (param, shape)) in params.iter().enumerate() {
        handed.push(if i == at {
            let target = spell::target(&param.ty, texts.book).unwrap_or_default();
            Handed { cpp_after: vec![format!("*a{i} = static_cast<{target}>(out[1]);")], ..Handed::default() }
        } else {
            hand(&format!("a{i}"), shape, &param.ty, texts)?
        });
    }
    let back = GivenBack {
        rust: "&[u8]".to_owned(),
        cpp_place: "std::size_t out[2] = {0, 0};".to_owned(),
        cpp_return: "return reinterpret_cast<const char*>(out[0]);".to_owned(),
        store: "out.cast::<[usize; 2]>().write([value.as_ptr() as usize, value.len()])".to_owned(),
    };
    Ok((handed, back))
}

/// A view that Rust may set: to a part of what it was given, or to what lives for ever. `'a` is any lifetime.
fn view(name: &str, to: &Shape, target: &str, book: &Book<'_>) -> Result<Handed, Refusal> {
    let bytes = match to {
        Shape::Std(Std::StringView, _) => true,
        Shape::Class(c) => book.is_view(&c.spelling),
        _ => false,
    };
    if !bytes {
        return Err(Refusal {
            code: migrate_crossing::Code::NoForm,
            reason: "views that Rust would set would point into what is gone when the call is over".to_owned(),
        });
    }
    Ok(Handed {
        rust: "Option<&mut &'a [u8]>".to_owned(),
        cpp_before: vec![format!(
            "std::size_t {name}_[2] = {{0, 0}}; if ({name} != nullptr) {{ {name}_[0] = reinterpret_cast<std::size_t>({name}->data()); {name}_[1] = {name}->size(); }}"
        )],
        cpp: vec![format!("({name} == nullptr ? nullptr : {name}_)")],
        cpp_after: vec![format!(
            "if ({name} != nullptr) *{name} = {target}(reinterpret_cast<const char*>({name}_[0]), {name}_[1]);"
        )],
        slots: vec![(name.to_owned(), "*mut usize".to_owned())],
        rust_before: vec![format!(
            "let mut {name}_view = (!{name}.is_null()).then(|| crate::support::bytes(*{name} as *const u8, *{name}.add(1)));"
        )],
        value: format!("{name}_view.as_mut()"),
        rust_after: vec![format!(
            "if let Some(view) = {name}_view {{\n{name}.write(view.as_ptr() as usize);\n{name}.add(1).write(view.len());\n}}"
        )],
    })
}

/// Arguments that C++ wants changed have a form of their own; the rest crosses as results do.
fn hand(name: &str, shape: &Shape, ty: &TypeExpr, texts: Texts<'_>) -> Result<Handed, Refusal> {
    let target = || spell::target(ty, texts.book).unwrap_or_default();
    match shape {
        // What Rust writes goes to the stream when it has returned.
        _ if is_out_stream(shape) => {
            return Ok(Handed {
                rust: "&mut Vec<u8>".to_owned(),
                cpp_before: vec![format!("std::string {name}_;")],
                cpp: vec![format!("&{name}_")],
                cpp_after: vec![format!("{name}.write({name}_.data(), static_cast<std::streamsize>({name}_.size()));")],
                slots: vec![(name.to_owned(), "*mut cxx::CxxString".to_owned())],
                rust_before: vec![format!("let mut {name}_written = Vec::new();")],
                value: format!("&mut {name}_written"),
                rust_after: vec![format!("crate::support::give({name}, &{name}_written);")],
            });
        }
        Shape::Pointer(to, false) => match &**to {
            Shape::Scalar(s) if *s != migrate_crossing::Scalar::Char => {
                let t = s.transport();
                return Ok(Handed {
                    rust: format!("&mut {}", s.rust()),
                    cpp: vec![format!("reinterpret_cast<{t}*>({name})")],
                    slots: vec![(name.to_owned(), format!("*mut {}", s.rust()))],
                    value: format!("&mut *{name}"),
                    ..Handed::default()
                });
            }
            Shape::Pointer(inner, false) => {
                if let Shape::Class(c) = &**inner
                    && let Some(entry) = texts.catalogue.get(c).filter(|e| e.owned())
                {
                    let path = entry.path();
                    return Ok(Handed {
                        rust: format!("&mut cxx::UniquePtr<{path}>"),
                        cpp: vec![format!("static_cast<void*>({name})")],
                        slots: vec![(name.to_owned(), "*mut core::ffi::c_void".to_owned())],
                        rust_before: vec![format!("let mut {name}_owned = cxx::UniquePtr::<{path}>::null();")],
                        value: format!("&mut {name}_owned"),
                        rust_after: vec![format!(
                            "{name}.cast::<*mut {path}>().write(if {name}_owned.is_null() {{ core::ptr::null_mut() }} else {{ {name}_owned.into_raw() }});"
                        )],
                        ..Handed::default()
                    });
                }
            }
            Shape::Std(Std::String, _) => {}
            _ if migrate_crossing::borrows(to, texts.book) => {
                return view(name, to, &target(), texts.book);
            }
            Shape::Enum(c) => {
                if let Some(Form::Enum(s)) = texts.catalogue.get(c).map(|e| e.form.clone()) {
                    let path = texts.catalogue.path(c);
                    return Ok(Handed {
                        rust: format!("&mut {path}"),
                        cpp: vec![format!("reinterpret_cast<{}*>({name})", s.transport())],
                        slots: vec![(name.to_owned(), format!("*mut {}", s.rust()))],
                        value: format!("&mut *{name}.cast::<{path}>()"),
                        ..Handed::default()
                    });
                }
            }
            Shape::Std(..) if wire(to, texts.book) => {
                let of = texts.catalogue.wire(to, texts.book);
                return Ok(Handed {
                    rust: format!("&mut {of}"),
                    cpp_before: vec![format!("std::string {name}_; pack_into({name}_, std::move(*{name}));")],
                    cpp_after: vec![format!("*{name} = unpack<{}>(slice_of({name}_));", target())],
                    cpp: vec![format!("&{name}_")],
                    slots: vec![(name.to_owned(), "*mut cxx::CxxString".to_owned())],
                    rust_before: vec![format!("let mut {name}_value: {of} = crate::support::unpack(&*{name});")],
                    value: format!("&mut {name}_value"),
                    rust_after: vec![format!(
                        "crate::support::give({name}, &crate::support::{}({name}_value));",
                        texts.packs(to)
                    )],
                });
            }
            _ => {}
        },
        Shape::Rvalue(_) => {
            return Err(Refusal {
                code: migrate_crossing::Code::NoForm,
                reason: "an rvalue argument cannot be handed to Rust".to_owned(),
            });
        }
        _ => {}
    }
    texts.handed(name, &out_of_cpp(shape, texts.book)?)
}

/// The call of C++'s own implementation; false if Rust's types on the two ways differ.
fn default<'a>(
    o: &mut Override<'a>,
    ty: &'a Type,
    entry: &'a Entry,
    texts: Texts<'_>,
    scope: &mut Scope,
    calls: &mut Vec<Call<'a>>,
) -> bool {
    // What C++ gives back may live in the C++ object, what Rust gives back lives in Rust's.
    if o.back.rust.contains('&') {
        return false;
    }
    let Some(signature) = o.of.symbol.about.signature.as_ref() else { return false };
    let mut call = Call::blank(ty, entry, "", ItemKind::Method);
    call.name.clone_from(&o.of.symbol.name);
    call.object = Some(signature.is_const);
    call.callee = Callee::Forms(vec![format!("self_.::{}::{}($)", ty.name, last_name(&o.of.symbol.name))]);
    call.params = signature.params.iter().cloned().zip(o.of.params.iter().cloned()).collect();
    call.result = o.of.result.clone();
    call.nullable = true;
    call.doc = Some(format!("What C++ does in `{}` where nobody overrides it.", o.of.symbol.name));
    call.rust_name = format!("base_{}", o.of.name.trim_end_matches('_'));
    let Ok(thunk) = crate::thunk::thunk(&call, texts, "x".to_owned()) else { return false };
    let same = thunk.safe
        && thunk.shape.params.len() == o.handed.iter().filter(|h| !h.rust.is_empty()).count()
        && thunk
            .shape
            .params
            .iter()
            .zip(o.handed.iter().filter(|h| !h.rust.is_empty()))
            .all(|(a, h)| *a == h.rust || passes(a, &h.rust))
        && thunk.shape.result.replace("'a ", "") == o.back.rust;
    if same {
        call.rust_name = scope.claim(&[call.rust_name]);
        o.base = (call.rust_name.clone(), thunk.shape.params);
        calls.push(call);
    }
    same
}

/// A slice parameter takes what is handed as a vector.
fn passes(parameter: &str, handed: &str) -> bool {
    parameter.strip_prefix("&[").and_then(|p| p.strip_suffix(']')).is_some_and(|e| handed == format!("Vec<{e}>"))
}

/// `implement` for each constructor, with the C++ parameter types of the subclass's own.
fn constructors<'a>(
    ty: &'a Type,
    entry: &'a Entry,
    facts: &'a Facts,
    texts: Texts<'a>,
    scope: &mut Scope,
) -> Vec<(Call<'a>, Vec<(String, String)>)> {
    let itself = Shape::Class(Class::of(ty));
    let mut seen = BTreeSet::new();
    let mut declared: Vec<&Symbol> = facts
        .symbols
        .iter()
        .filter(|s| {
            s.kind == SymbolKind::Constructor
                && !s.implicit
                && !s.about.deleted
                && s.about.class.as_deref() == Some(&ty.usr)
                && matches!(s.about.access, Some(Access::Public | Access::Protected))
                && s.about.signature.is_some()
        })
        .filter(|s| seen.insert(s.about.usr.as_str()))
        .collect();
    declared.sort_by_key(|s| (crate::api::place(s), s.mangled.as_str()));
    let none_at_all = !facts
        .symbols
        .iter()
        .any(|s| s.kind == SymbolKind::Constructor && !s.implicit && s.about.class.as_deref() == Some(&ty.usr));
    let mut out = Vec::new();
    let wanted: Vec<Option<&Symbol>> = if none_at_all { vec![None] } else { declared.into_iter().map(Some).collect() };
    for symbol in wanted {
        let params: Vec<(Param, Shape)> = symbol
            .and_then(|s| s.about.signature.as_ref())
            .map(|s| s.params.iter().map(|p| (p.clone(), Shape::of(&p.ty, texts.book))).collect())
            .unwrap_or_default();
        // What is not abstract can be copied and moved as it is.
        let from_itself = params.len() == 1 && params[0].1.class().is_some_and(|c| c.usr == ty.usr);
        if from_itself && !entry.traits.is_abstract {
            continue;
        }
        let cpp: Option<Vec<(String, String)>> = params
            .iter()
            .enumerate()
            .map(|(i, p)| spell::before_name(&p.0.ty, texts.book).map(|t| (t, format!("p{i}"))))
            .collect();
        let Some(cpp) = cpp else { continue };
        let mut call = Call::blank(ty, entry, "", ItemKind::Constructor);
        call.name.clone_from(&ty.name);
        call.kind = ItemKind::Constructor;
        if let Some(s) = symbol.filter(|s| s.about.access == Some(Access::Public)) {
            call.usr.clone_from(&s.about.usr);
            call.name.clone_from(&s.name);
        }
        call.constructs = true;
        call.callee = Callee::New(format!("{}::Rust{}", texts.catalogue.space, entry.alias));
        call.result = itself.clone();
        let words: Vec<String> = params.iter().map(|p| crate::api::word(&p.1)).collect();
        call.rust_name = scope.claim(&["implement".to_owned(), format!("implement_{}", words.join("_"))]);
        call.params = params;
        call.doc = Some(format!("A `{}` whose virtual functions are written in Rust.", ty.name));
        call.extra = vec![Argument {
            rust: Some((
                "methods".to_owned(),
                format!("Box<dyn {}{}>", entry.path().trim_end_matches(entry.name.as_str()), entry.trait_name()),
            )),
            slots: vec![("methods".to_owned(), "*mut u8".to_owned(), "std::uint8_t*".to_owned())],
            before: vec![format!("let mut methods_ = crate::support::object(methods, &{});", table_name(entry))],
            given: vec!["methods_.raw()".to_owned()],
            cpp: vec!["methods".to_owned()],
            ..Argument::default()
        }];
        out.push((call, cpp));
    }
    out
}

fn table_name(entry: &Entry) -> String {
    format!("{}_TABLE", snake(&entry.alias).to_uppercase())
}

fn definition(
    ty: &Type,
    alias: &str,
    overrides: &[Override<'_>],
    constructors: &[(Call<'_>, Vec<(String, String)>)],
    texts: Texts<'_>,
) -> String {
    let mut table = String::new();
    let mut body = String::new();
    for (i, o) in overrides.iter().enumerate() {
        let Some(signature) = o.of.symbol.about.signature.as_ref() else { continue };
        let constness = if signature.is_const { " const" } else { "" };
        let this = if signature.is_const { "const " } else { "" };
        let slots: Vec<String> = o.handed.iter().flat_map(|h| h.slots.iter().map(|s| cpp_slot(&s.1, texts))).collect();
        let comma = if slots.is_empty() { "" } else { ", " };
        let _ = writeln!(table, "  std::uint8_t (*m{i})(void*, {this}{alias}*{comma}{}, void*);", slots.join(", "));
        let result = spell::before_name(&signature.result, texts.book).unwrap_or_else(|| "void".to_owned());
        let params: Vec<String> = signature
            .params
            .iter()
            .enumerate()
            .map(|(n, p)| format!("{} a{n}", spell::before_name(&p.ty, texts.book).unwrap_or_else(|| "int".to_owned())))
            .collect();
        let noexcept = if signature.noexcept == migrate_model::types::Noexcept::Yes { " noexcept" } else { "" };
        let handed: Vec<Handed> = o
            .handed
            .iter()
            .map(|h| {
                let mut h = h.clone();
                h.cpp = h.cpp.iter().zip(&h.slots).map(|(e, s)| format!("({})({e})", cpp_slot(&s.1, texts))).collect();
                h
            })
            .collect();
        let call = invoke(
            &format!("object_.table<{alias}Table>()->m{i}"),
            &["object_.data()", "this"],
            &handed,
            &o.back,
            Some("panicked();"),
        );
        let _ = writeln!(
            body,
            "  {result} {}({}){constness}{noexcept} override {{ {call} }}",
            last_name(&o.of.symbol.name),
            params.join(", ")
        );
    }
    let mut makers = String::new();
    for (_, params) in constructors {
        let declared: String = params.iter().map(|(t, n)| format!(", {t} {n}")).collect();
        let given: Vec<String> = params
            .iter()
            .map(|(t, n)| if t.ends_with('&') && !t.ends_with("&&") { n.clone() } else { format!("std::move({n})") })
            .collect();
        let _ = writeln!(
            makers,
            "  explicit Rust{alias}(std::uint8_t* methods{declared}) : ::{}({}), object_(methods) {{}}",
            ty.name,
            given.join(", ")
        );
    }
    format!(
        "struct {alias}Table {{\n{table}}};\n\nclass Rust{alias} final : public ::{} {{\n public:\n{makers}{body}\n private:\n  Object object_;\n}};\n",
        ty.name
    )
}

/// The C++ type of a slot of a trampoline.
pub(crate) fn cpp_slot(rust: &str, texts: Texts<'_>) -> String {
    let scalar = |name: &str| match name {
        "bool" => "bool".to_owned(),
        "i8" => "std::int8_t".to_owned(),
        "u8" => "std::uint8_t".to_owned(),
        "i16" => "std::int16_t".to_owned(),
        "u16" => "std::uint16_t".to_owned(),
        "i32" => "std::int32_t".to_owned(),
        "u32" => "std::uint32_t".to_owned(),
        "i64" => "std::int64_t".to_owned(),
        "u64" => "std::uint64_t".to_owned(),
        "usize" => "std::size_t".to_owned(),
        "isize" => "std::ptrdiff_t".to_owned(),
        "f32" => "float".to_owned(),
        "f64" => "double".to_owned(),
        "cxx::CxxString" => "std::string".to_owned(),
        "core::ffi::c_char" => "char".to_owned(),
        "core::ffi::c_void" => "void".to_owned(),
        path => texts
            .catalogue
            .entries
            .values()
            .find(|e| e.path() == path)
            .map_or_else(|| "void".to_owned(), |e| e.alias.clone()),
    };
    if let Some(to) = rust.strip_prefix("*const ") {
        return format!("const {}*", scalar(to));
    }
    rust.strip_prefix("*mut ").map_or_else(|| scalar(rust), |to| format!("{}*", scalar(to)))
}

fn rust(entry: &Entry, overrides: &[Override<'_>]) -> String {
    let (name, methods_trait) = (&entry.name, entry.trait_name());
    let path = entry.path();
    let mut methods = String::new();
    let mut trampolines = String::new();
    let mut fields = String::new();
    let mut values = String::new();
    for o in overrides {
        let Some(signature) = o.of.symbol.about.signature.as_ref() else { continue };
        let method = &o.of.name;
        let this = if signature.is_const { format!("&{path}") } else { format!("core::pin::Pin<&mut {path}>") };
        let params: String = o
            .names
            .iter()
            .zip(&o.handed)
            .filter(|(_, h)| !h.rust.is_empty())
            .map(|(n, h)| format!(", {n}: {}", h.rust))
            .collect();
        let arrow =
            if o.back.rust.is_empty() { String::new() } else { format!(" -> {}", borrowed_from_self(&o.back.rust)) };
        let doc = o.of.symbol.about.doc.as_ref().or(o.of.symbol.about.brief.as_ref());
        let doc = doc.map_or_else(|| format!("`{}`", o.of.symbol.name), |d| crate::docs::markdown(d));
        for line in doc.lines() {
            let _ = writeln!(methods, "/// {}", line.trim_end());
        }
        let views = params.contains("&'a [u8]");
        let params = if views { params.replace(": &[u8]", ": &'a [u8]") } else { params };
        let lifetime = match (arrow.contains("'s"), views) {
            (true, true) => "<'s, 'a>",
            (true, false) => "<'s>",
            (false, true) => "<'a>",
            (false, false) => "",
        };
        let receiver = if arrow.contains("'s") { "&'s self" } else { "&self" };
        if o.required {
            let _ = writeln!(methods, "fn {method}{lifetime}({receiver}, this: {this}{params}){arrow};\n");
        } else {
            let (base, wanted) = &o.base;
            let given: Vec<String> = o
                .names
                .iter()
                .zip(&o.handed)
                .filter(|(_, h)| !h.rust.is_empty())
                .zip(wanted)
                .map(|((n, h), want)| if passes(want, &h.rust) { format!("&{n}") } else { n.clone() })
                .collect();
            let _ = writeln!(
                methods,
                "fn {method}{lifetime}({receiver}, this: {this}{params}){arrow} {{\nthis.{base}({})\n}}\n",
                given.join(", ")
            );
        }
        let raw_this = if signature.is_const { format!("*const {path}") } else { format!("*mut {path}") };
        let this_value = if signature.is_const { "&*this" } else { "core::pin::Pin::new_unchecked(&mut *this)" };
        let slots: Vec<String> = o.handed.iter().flat_map(|h| &h.slots).map(|(n, t)| format!("{n}: {t}")).collect();
        let slot_types: Vec<String> = o.handed.iter().flat_map(|h| &h.slots).map(|(_, t)| t.clone()).collect();
        let comma = if slots.is_empty() { "" } else { ", " };
        let arguments: String =
            o.handed.iter().filter(|h| !h.rust.is_empty()).map(|h| format!(", {}", h.value)).collect();
        let before: String = o.handed.iter().flat_map(|h| &h.rust_before).map(|l| format!("{l}\n")).collect();
        let after: String = o.handed.iter().flat_map(|h| &h.rust_after).map(|l| format!("{l}\n")).collect();
        let call = format!("object.{method}({this_value}{arguments})");
        let (out, call) = if o.back.rust.is_empty() {
            ("_out", format!("{call};\n{after}"))
        } else {
            ("out", format!("let value = {call};\n{after}{};", o.back.store))
        };
        let function = format!("{}_{method}", snake(&entry.alias));
        let _ = writeln!(
            trampolines,
            "unsafe extern \"C\" fn {function}(data: *mut core::ffi::c_void, this: {raw_this}{comma}{}, {out}: *mut core::ffi::c_void) -> u8 {{\n\
             crate::support::guard(|| unsafe {{\nlet object = crate::support::shared::<dyn {methods_trait}>(data);\n{before}{call}\n}})\n}}\n",
            slots.join(", ")
        );
        let _ = writeln!(
            fields,
            "{method}: unsafe extern \"C\" fn(*mut core::ffi::c_void, {raw_this}{comma}{}, *mut core::ffi::c_void) -> u8,",
            slot_types.join(", ")
        );
        let _ = writeln!(values, "{method}: {function},");
    }
    let (unsafety, contract) = contract(overrides);
    format!(
        "/// The virtual functions of [`{name}`], written in Rust: see `{name}::implement`.\n///\n\
         /// C++ may call from any thread and again from within a call; `this` is the C++ object. A panic does not\n/// cross: see the policy of the bridge.\n\
         {contract}pub {unsafety}trait {methods_trait}: Send + Sync + 'static {{\n{methods}}}\n\n#[repr(C)]\nstruct {name}Table {{\n{fields}}}\n\n\
         static {}: {name}Table = {name}Table {{\n{values}}};\n\n{trampolines}",
        table_name(entry)
    )
}

/// C++ uses the pointers that methods give back, so whoever writes such a method answers for them.
fn contract(overrides: &[Override<'_>]) -> (&'static str, String) {
    let raw = |o: &&Override<'_>| o.back.rust.starts_with('*');
    let names: Vec<String> = overrides.iter().filter(raw).map(|o| format!("`{}`", o.of.name)).collect();
    if names.is_empty() {
        return ("", String::new());
    }
    let text = format!(
        "///\n/// # Safety\n/// What {} gives back must be what C++ expects there: valid for as long as C++ uses it, or null\n\
         /// where C++ allows that.\n",
        names.join(" and ")
    );
    ("unsafe ", text)
}

/// A borrowed result lives in the Rust object.
fn borrowed_from_self(ty: &str) -> String {
    if ty.contains("&'a") { ty.to_owned() } else { ty.replace('&', "&'s ") }
}

/// Classes that can be derived from, by the alias of their entry.
pub(crate) fn wanted<'a>(api_types: &[&'a Type], catalogue: &'a Catalogue) -> Vec<(&'a Type, &'a Entry)> {
    api_types
        .iter()
        .filter_map(|t| Some((*t, catalogue.get(&Class::of(t))?)))
        .filter(|(_, e)| e.form == Form::Opaque && e.traits.polymorphic)
        .collect()
}
