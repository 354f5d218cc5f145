//! One value's way across: the texts on both sides, for every row of the crossing table.

use migrate_crossing::{Book, Class, Foreign, Into, Scalar, Shape, Std};
use migrate_model::types::TypeExpr;

use crate::catalogue::{Catalogue, Form};
use crate::spell;

/// What is needed to write texts.
#[derive(Clone, Copy)]
pub(crate) struct Texts<'a> {
    /// Types.
    pub(crate) book: &'a Book<'a>,
    /// Their names.
    pub(crate) catalogue: &'a Catalogue,
    /// Strings cross as text.
    pub(crate) text: bool,
}

/// An argument on its way into C++.
#[derive(Clone, Debug, Default)]
pub(crate) struct Argument {
    /// Name and type in the Rust signature; `'_` stands for a borrow that may give the result its lifetime.
    pub(crate) rust: Option<(String, String)>,
    /// Name, Rust type and C++ type in the transport.
    pub(crate) slots: Vec<(String, String, String)>,
    /// Rust statements before the call.
    pub(crate) before: Vec<String>,
    /// Rust expressions for the slots.
    pub(crate) given: Vec<String>,
    /// Rust statements behind the call.
    pub(crate) after: Vec<String>,
    /// C++ statements before the call.
    pub(crate) cpp_before: Vec<String>,
    /// C++ expressions: what stands between the parentheses.
    pub(crate) cpp: Vec<String>,
    /// The Rust type borrows something that lives longer than the call.
    pub(crate) lends: Option<Lends>,
    /// What `lends` may be given a name with: the Rust type with `'a`.
    pub(crate) fallible: bool,
    /// The C++ argument is a temporary of the thunk.
    pub(crate) temporary: bool,
}

/// What a borrowed argument lends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lends {
    /// Bytes.
    Bytes,
    /// An object of this class.
    Class(Class),
    /// What a handle leads to, of which C++ gets a copy.
    Handle,
}

/// A result on its way out of C++.
#[derive(Clone, Debug, Default)]
pub(crate) struct Returned {
    /// Type in the Rust signature, with `'a` where it borrows; empty for nothing.
    pub(crate) rust: String,
    /// It borrows.
    pub(crate) borrows: bool,
    /// Rust type in the transport; empty for nothing.
    pub(crate) slot: String,
    /// C++ type in the transport.
    pub(crate) cpp_type: String,
    /// C++ statements from `$` (the call).
    pub(crate) cpp: String,
    /// Rust expression from `r`.
    pub(crate) convert: String,
    /// A class, for matching of lifetimes.
    pub(crate) class: Option<Class>,
}

/// Scalars of which the C++ type is the transport's own on every platform.
fn same(builtin: &str) -> bool {
    matches!(
        builtin,
        "int"
            | "unsigned int"
            | "short"
            | "unsigned short"
            | "float"
            | "double"
            | "bool"
            | "signed char"
            | "unsigned char"
    )
}

impl Texts<'_> {
    pub(crate) fn alias(&self, class: &Class) -> String {
        self.catalogue.get(class).map_or_else(|| "Unnamed".to_owned(), |e| e.alias.clone())
    }

    pub(crate) fn pod(&self, class: &Class) -> bool {
        self.catalogue.get(class).is_some_and(|e| e.form == Form::Pod)
    }

    pub(crate) fn enumeration(&self, class: &Class) -> Scalar {
        match self.catalogue.get(class).map(|e| &e.form) {
            Some(Form::Enum(s)) => *s,
            _ => Scalar::Int { bits: 32, signed: true },
        }
    }

    /// The Rust type of a value that is converted.
    pub(crate) fn wire(&self, shape: &Shape) -> String {
        self.catalogue.wire_as(shape, self.book, if self.text { "String" } else { "Vec<u8>" })
    }

    /// The texts of one argument; `nullable` allows null where C++ takes a pointer.
    pub(crate) fn argument(&self, name: &str, into: &Into, ty: &TypeExpr, nullable: bool) -> Argument {
        let p = name.to_owned();
        let rust = |t: &str| Some((p.clone(), t.to_owned()));
        let slot = |rust: &str, cpp: &str| vec![(p.clone(), rust.to_owned(), cpp.to_owned())];
        let plain = |rust_type: &str, slot_rust: &str, slot_cpp: &str, given: String, cpp: String| Argument {
            rust: rust(rust_type),
            slots: slot(slot_rust, slot_cpp),
            given: vec![given],
            cpp: vec![cpp],
            ..Argument::default()
        };
        let address = |pointer: bool, of: &str| if pointer { format!("std::addressof({of})") } else { of.to_owned() };
        match into {
            Into::Null => Argument { cpp: vec!["nullptr".to_owned()], ..Argument::default() },
            Into::Scalar(s) => {
                let cast = spell::value(ty, self.book);
                let cpp = cast.map_or_else(|| p.clone(), |t| format!("static_cast<{t}>({p})"));
                plain(s.rust(), s.rust(), s.transport(), p.clone(), cpp)
            }
            Into::Enum(c) => {
                let s = self.enumeration(c);
                let cpp = format!("static_cast<::{}>({p})", c.spelling);
                plain(&self.catalogue.path(c), s.rust(), s.transport(), format!("{p}.0"), cpp)
            }
            Into::ScalarMut(s, pointer) => {
                let target = spell::target(ty, self.book).unwrap_or_else(|| s.transport().to_owned());
                let mut a = plain(
                    &format!("&mut {}", s.rust()),
                    &format!("&mut {}", s.rust()),
                    &format!("{}&", s.transport()),
                    p.clone(),
                    address(*pointer, &p),
                );
                if !same(&target) {
                    a.cpp_before.push(format!("InOut<{target}, {}> {p}_({p});", s.transport()));
                    a.cpp = vec![address(*pointer, &format!("{p}_.value"))];
                }
                a
            }
            Into::EnumMut(c, pointer) => {
                let s = self.enumeration(c);
                let mut a = plain(
                    &format!("&mut {}", self.catalogue.path(c)),
                    &format!("&mut {}", s.rust()),
                    &format!("{}&", s.transport()),
                    format!("&mut {p}.0"),
                    address(*pointer, &format!("{p}_.value")),
                );
                a.cpp_before.push(format!("InOut<::{}, {}> {p}_({p});", c.spelling, s.transport()));
                a
            }
            Into::Bytes(class) => {
                let cpp = match class {
                    Some(c) => format!("view<::{}>({p})", c.spelling),
                    None => match spell::value(ty, self.book) {
                        Some(t) if t.contains("basic_string_view") || t.ends_with("string_view") => {
                            format!("view<{t}>({p})")
                        }
                        _ => format!("bytes({p})"),
                    },
                };
                let (ty, given) = if self.text { ("&str", format!("{p}.as_bytes()")) } else { ("&[u8]", p.clone()) };
                let mut a = plain(ty, "&[u8]", "rust::Slice<const std::uint8_t>", given, cpp);
                a.lends = Some(Lends::Bytes);
                a.temporary = a.cpp[0].starts_with("bytes(");
                a
            }
            Into::Text => {
                let mut a = plain("&cxx::CxxString", "&CxxString", "const std::string&", p.clone(), p.clone());
                a.lends = Some(Lends::Bytes);
                a
            }
            Into::BytesMut(pointer) => {
                let mut a = plain(
                    "&mut Vec<u8>",
                    "Pin<&mut CxxString>",
                    "std::string&",
                    format!("{p}_.as_mut()"),
                    address(*pointer, &p),
                );
                a.before.push(format!("cxx::let_cxx_string!({p}_ = &{p}[..]);"));
                a.after.push(if self.text {
                    a.rust = rust("&mut String");
                    format!("*{p} = String::from_utf8_lossy({p}_.as_bytes()).into_owned();")
                } else {
                    format!("{p}.clear();\n{p}.extend_from_slice({p}_.as_bytes());")
                });
                a
            }
            Into::CStr => {
                let (ty, given) = if nullable {
                    ("Option<&core::ffi::CStr>", format!("{p}.map_or(core::ptr::null(), core::ffi::CStr::as_ptr)"))
                } else {
                    ("&core::ffi::CStr", format!("{p}.as_ptr()"))
                };
                let mut a = plain(ty, "*const c_char", "const char*", given, p.clone());
                a.lends = Some(Lends::Bytes);
                a
            }
            Into::Wire(shape, pointer) => self.wire_argument(name, shape, *pointer, ty),
            Into::WireMut(shape, pointer) => {
                let of = self.wire(shape);
                let target = if *pointer { spell::target(ty, self.book) } else { spell::value(ty, self.book) };
                let target = target.unwrap_or_default();
                let pack = if self.catalogue.moves(shape, self.book) {
                    let empty = self.empty(shape).unwrap_or_default();
                    format!("{}(core::mem::replace({p}, {empty}))", self.packs(shape))
                } else {
                    format!("pack(&*{p})")
                };
                let mut a = plain(
                    &format!("&mut {of}"),
                    "Pin<&mut CxxString>",
                    "std::string&",
                    format!("{p}_.as_mut()"),
                    address(*pointer, &format!("{p}_.value")),
                );
                a.before.push(format!("cxx::let_cxx_string!({p}_ = crate::support::{pack});"));
                a.after.push(format!("*{p} = crate::support::unpack(&{p}_);"));
                a.cpp_before.push(format!("Changed<{target}> {p}_({p});"));
                a
            }
            Into::Ref(c, pointer) => {
                let (path, alias) = (self.catalogue.path(c), self.alias(c));
                let mut a = if nullable && *pointer {
                    plain(
                        &format!("Option<&{path}>"),
                        &format!("*const {alias}"),
                        &format!("const {alias}*"),
                        format!("{p}.map_or(core::ptr::null(), core::ptr::from_ref)"),
                        p.clone(),
                    )
                } else {
                    plain(
                        &format!("&{path}"),
                        &format!("&{alias}"),
                        &format!("const {alias}&"),
                        p.clone(),
                        address(*pointer, &p),
                    )
                };
                a.lends = Some(Lends::Class(c.clone()));
                a
            }
            Into::Mut(c, pointer) => {
                let (path, alias) = (self.catalogue.path(c), self.alias(c));
                let pinned =
                    |inner: &str| if self.pod(c) { format!("&mut {inner}") } else { format!("Pin<&mut {inner}>") };
                let mut a = if nullable && *pointer {
                    let given = if self.pod(c) {
                        format!("{p}.map_or(core::ptr::null_mut(), core::ptr::from_mut)")
                    } else {
                        format!("{p}.map_or(core::ptr::null_mut(), |p| core::ptr::from_mut(p.get_unchecked_mut()))")
                    };
                    plain(
                        &format!("Option<{}>", self.core_pin(&pinned(&path))),
                        &format!("*mut {alias}"),
                        &format!("{alias}*"),
                        given,
                        p.clone(),
                    )
                } else {
                    plain(
                        &self.core_pin(&pinned(&path)),
                        &pinned(&alias),
                        &format!("{alias}&"),
                        p.clone(),
                        address(*pointer, &p),
                    )
                };
                a.lends = Some(Lends::Class(c.clone()));
                a
            }
            Into::Copy(c) => {
                let (path, alias) = (self.catalogue.path(c), self.alias(c));
                if self.pod(c) {
                    plain(&path, &alias, &alias, p.clone(), p.clone())
                } else {
                    let reference = format!("&{path}");
                    let mut a =
                        plain(&reference, &format!("&{alias}"), &format!("const {alias}&"), p.clone(), p.clone());
                    a.lends = self.catalogue.get(c).filter(|e| e.borrows).map(|_| Lends::Handle);
                    a
                }
            }
            Into::Move(c) => {
                let (path, alias) = (self.catalogue.path(c), self.alias(c));
                if self.pod(c) {
                    return plain(&path, &alias, &alias, p.clone(), format!("std::move({p})"));
                }
                let mut a = plain(
                    &format!("cxx::UniquePtr<{path}>"),
                    &format!("Pin<&mut {alias}>"),
                    &format!("{alias}&"),
                    format!("{p}.pin_mut()"),
                    format!("std::move({p})"),
                );
                a.rust = Some((format!("mut {p}"), format!("cxx::UniquePtr<{path}>")));
                a
            }
            Into::Unique(c) => plain(
                &format!("cxx::UniquePtr<{}>", self.catalogue.path(c)),
                &format!("UniquePtr<{}>", self.alias(c)),
                &format!("std::unique_ptr<{}>", self.alias(c)),
                p.clone(),
                format!("std::move({p})"),
            ),
            Into::Shared(c) => plain(
                &format!("cxx::SharedPtr<{}>", self.catalogue.path(c)),
                &format!("SharedPtr<{}>", self.alias(c)),
                &format!("std::shared_ptr<{}>", self.alias(c)),
                p.clone(),
                format!("std::move({p})"),
            ),
            Into::OwnedOut(c) => {
                let alias = self.alias(c);
                let mut a = plain(
                    &format!("&mut cxx::UniquePtr<{}>", self.catalogue.path(c)),
                    &format!("&mut UniquePtr<{alias}>"),
                    &format!("std::unique_ptr<{alias}>&"),
                    p.clone(),
                    format!("&{p}_.raw"),
                );
                a.cpp_before.push(format!("Owned<{alias}> {p}_({p});"));
                a
            }
            Into::Span(element, is_const) => {
                let target = spell::value(ty, self.book).unwrap_or_default();
                let mut a = self.slice(name, element, *is_const, ty, ty);
                a.cpp = vec![format!("span<{target}>({p})")];
                a
            }
            Into::Closure(_) => plain("()", "*mut u8", "std::uint8_t*", p.clone(), p.clone()),
            Into::Write(pointer) | Into::Read(pointer) | Into::ReadWrite(pointer) => {
                let (dynamic, class, _) = stream(into);
                let mut a = plain(
                    &format!("&mut dyn {dynamic}"),
                    "*mut u8",
                    "std::uint8_t*",
                    format!("{p}_.raw()"),
                    address(*pointer, &format!("{p}_")),
                );
                a.before.push(format!("let mut {p}_ = crate::support::{class}::new({p});"));
                a.after.push(format!("{p}_.finish()?;"));
                a.cpp_before.push(format!("{class} {p}_({p});"));
                a.fallible = true;
                a
            }
            Into::Raw { to, .. } if self.function_pointer(to, false).is_some() => {
                let of = self.function_pointer(to, false).unwrap_or_default();
                let cast = spell::spell(ty, self.book).map(|t| format!("reinterpret_cast<{t}>({p})"));
                let certain = !of.starts_with("unsafe") && !nullable;
                let (rust_type, given) = if certain {
                    (of, format!("{p} as *mut u8"))
                } else {
                    (format!("Option<{of}>"), format!("{p}.map_or(core::ptr::null_mut(), |f| f as *mut u8)"))
                };
                plain(&rust_type, "*mut u8", "std::uint8_t*", given, cast.unwrap_or_else(|| p.clone()))
            }
            Into::Raw { to, is_const } => {
                let pointee = self.raw_target(to);
                let cast = match ty_behind_alias(ty, self.book) {
                    _ if migrate_crossing::is_va_list(ty) => Some(format!("*reinterpret_cast<std::va_list*>({p})")),
                    TypeExpr::Array { of, len: None } => {
                        spell::spell(of, self.book).map(|t| format!("reinterpret_cast<{t}*>({p})"))
                    }
                    TypeExpr::Reference { to, .. } => match &**to {
                        TypeExpr::Array { of, len: Some(n) } => {
                            spell::spell(of, self.book).map(|t| format!("*reinterpret_cast<{t}(*)[{n}]>({p})"))
                        }
                        other => spell::spell(other, self.book).map(|t| format!("*reinterpret_cast<{t}*>({p})")),
                    },
                    other => spell::spell(other, self.book).map(|t| format!("reinterpret_cast<{t}>({p})")),
                };
                let of = if *is_const { "const" } else { "mut" };
                plain(
                    &format!("*{of} {pointee}"),
                    "*mut u8",
                    "std::uint8_t*",
                    if *is_const { format!("{p}.cast_mut().cast()") } else { format!("{p}.cast()") },
                    cast.unwrap_or_else(|| p.clone()),
                )
            }
        }
    }

    /// A stream that outlives the call; `holder` is the Rust variable that keeps it, `lifetime` what it may borrow for.
    pub(crate) fn kept_stream(&self, name: &str, into: &Into, holder: &str, lifetime: &str) -> Argument {
        let (dynamic, class, make) = stream(into);
        let pointer = into.stream() == Some(true);
        let stream = format!("{name}_");
        Argument {
            rust: Some((name.to_owned(), format!("Box<dyn {dynamic} + {lifetime}>"))),
            slots: vec![(name.to_owned(), "*mut u8".to_owned(), "std::uint8_t*".to_owned())],
            before: vec![format!("let {stream} = {holder}.{make}({name});")],
            given: vec![stream.clone()],
            after: vec![format!("{holder}.check()?;")],
            cpp_before: vec![format!("{class}& {stream} = keep<{class}>({name});")],
            cpp: vec![if pointer { format!("std::addressof({stream})") } else { stream }],
            fallible: true,
            ..Argument::default()
        }
    }

    fn core_pin(&self, ty: &str) -> String {
        if ty.starts_with("Pin<") { format!("core::pin::{ty}") } else { ty.to_owned() }
    }

    /// The Rust type of a pointer to a function whose types are as in C. A function of Rust that takes numbers may be
    /// called by anybody; what comes from C++ may not.
    pub(crate) fn function_pointer(&self, to: &Shape, comes: bool) -> Option<String> {
        let Shape::Function(f) = to else { return None };
        let head = if comes || f.foreign()? == Foreign::Pointers { "unsafe " } else { "" };
        let params: Vec<String> = f.params.iter().map(|p| self.foreign(p)).collect();
        let result = if f.result == Shape::Void { String::new() } else { format!(" -> {}", self.foreign(&f.result)) };
        f.foreign().map(|_| format!("{head}extern \"C\" fn({}){result}", params.join(", ")))
    }

    /// A type as C has it.
    fn foreign(&self, shape: &Shape) -> String {
        match shape {
            Shape::Pointer(to, is_const) => {
                format!("*{} {}", if *is_const { "const" } else { "mut" }, self.foreign_target(to))
            }
            Shape::Enum(c) if self.catalogue.get(c).is_none() => "i32".to_owned(),
            other => self.raw_target(other),
        }
    }

    fn foreign_target(&self, to: &Shape) -> String {
        if *to == Shape::Scalar(Scalar::Char) { "core::ffi::c_char".to_owned() } else { self.raw_target(to) }
    }

    pub(crate) fn raw_target(&self, to: &Shape) -> String {
        match to {
            Shape::Scalar(s) => s.rust().to_owned(),
            Shape::Class(c) if self.catalogue.get(c).is_some() => self.catalogue.path(c),
            Shape::Enum(c) if self.catalogue.get(c).is_some() => self.catalogue.path(c),
            Shape::Pointer(to, is_const) => {
                format!("*{} {}", if *is_const { "const" } else { "mut" }, self.raw_target(to))
            }
            _ => "core::ffi::c_void".to_owned(),
        }
    }

    /// The function of the support that packs a value that moves.
    pub(crate) fn packs(&self, shape: &Shape) -> &'static str {
        if self.catalogue.whole(shape, self.book) { "pack_whole" } else { "pack_owned" }
    }

    /// What stands in for such a value while C++ has it.
    pub(crate) fn empty(&self, shape: &Shape) -> Option<String> {
        let default = || Some("Default::default()".to_owned());
        match shape {
            Shape::Scalar(_) => default(),
            Shape::Class(c) if self.book.is_view(&c.spelling) => default(),
            Shape::Class(_) | Shape::Std(Std::UniquePtr | Std::Function, _) => {
                Some("cxx::UniquePtr::null()".to_owned())
            }
            Shape::Std(Std::Pair | Std::Tuple, parts) if parts.len() > 1 => {
                let parts: Option<Vec<String>> = parts.iter().map(|part| self.empty(part)).collect();
                parts.map(|parts| format!("({})", parts.join(", ")))
            }
            Shape::Std(std, _) => match std {
                Std::Pair | Std::Tuple | Std::Array | Std::Variant | Std::SystemTime => None,
                _ => default(),
            },
            _ => None,
        }
    }

    fn wire_argument(&self, name: &str, shape: &Shape, pointer: bool, ty: &TypeExpr) -> Argument {
        let of = self.wire(shape);
        let target = if pointer { spell::target(ty, self.book) } else { spell::value(ty, self.book) };
        let target = target.unwrap_or_default();
        if let Some(number) = numbers(shape) {
            return self.numbers_argument(name, number, &target, pointer);
        }
        let moves = self.catalogue.moves(shape, self.book);
        let rust = match (moves, of.strip_prefix("Vec<").and_then(|v| v.strip_suffix('>'))) {
            (true, _) => of.clone(),
            (false, _) if matches!(shape, Shape::Std(Std::Path, _)) => "&std::path::Path".to_owned(),
            (false, Some(element)) => format!("&[{element}]"),
            (false, None) if of.starts_with("std::collections") || of.starts_with('[') => format!("&{of}"),
            (false, None) => of.clone(),
        };
        let pack = match (moves, rust.starts_with('&')) {
            (true, _) => format!("crate::support::{}({name})", self.packs(shape)),
            (false, true) => format!("crate::support::pack({name})"),
            (false, false) => format!("crate::support::pack(&{name})"),
        };
        let mut a = Argument {
            rust: Some((name.to_owned(), rust)),
            slots: vec![(name.to_owned(), "&[u8]".to_owned(), "rust::Slice<const std::uint8_t>".to_owned())],
            given: vec![format!("&{name}_")],
            before: vec![format!("let {name}_ = {pack};")],
            temporary: true,
            ..Argument::default()
        };
        if matches!(shape, Shape::Std(Std::InitializerList, _)) {
            a.cpp_before.push(format!("const Listed<{target}> {name}_({name});"));
            a.cpp = vec![format!("{name}_.list()")];
        } else if pointer {
            a.cpp_before.push(format!("auto {name}_ = unpack<{target}>({name});"));
            a.cpp = vec![format!("std::addressof({name}_)")];
        } else {
            a.cpp = vec![format!("unpack<{target}>({name})")];
        }
        a
    }

    /// A vector of numbers: Rust lends them, and C++ makes its vector of them at once.
    fn numbers_argument(&self, name: &str, number: Scalar, target: &str, pointer: bool) -> Argument {
        let (rust, transport) = (number.rust(), number.transport());
        let made = format!("{target}(halves({name}).data, halves({name}).data + halves({name}).size)");
        let mut a = Argument {
            rust: Some((name.to_owned(), format!("&[{rust}]"))),
            slots: vec![(name.to_owned(), format!("&[{rust}]"), format!("rust::Slice<const {transport}>"))],
            given: vec![name.to_owned()],
            cpp: vec![made.clone()],
            temporary: true,
            ..Argument::default()
        };
        if pointer {
            a.cpp_before.push(format!("auto {name}_ = {made};"));
            a.cpp = vec![format!("std::addressof({name}_)")];
        }
        a
    }

    /// A pointer to views of bytes and their number.
    pub(crate) fn views(&self, name: &str, pointer: &TypeExpr, length: &TypeExpr) -> Option<Argument> {
        let view = spell::target(pointer, self.book)?;
        let length = spell::value(length, self.book)?;
        Some(Argument {
            rust: Some((name.to_owned(), "&[&[u8]]".to_owned())),
            slots: vec![(name.to_owned(), "&[usize]".to_owned(), "rust::Slice<const std::size_t>".to_owned())],
            before: vec![format!(
                "let {name}_parts: Vec<usize> = {name}.iter().flat_map(|part| [part.as_ptr() as usize, part.len()]).collect();"
            )],
            given: vec![format!("&{name}_parts")],
            cpp_before: vec![
                format!("std::vector<{view}> {name}_;"),
                format!(
                    "for (std::size_t i = 0; i + 1 < {name}.size(); i += 2) {name}_.emplace_back(reinterpret_cast<const char*>({name}[i]), {name}[i + 1]);"
                ),
            ],
            cpp: vec![format!("{name}_.data()"), format!("static_cast<{length}>({name}_.size())")],
            ..Argument::default()
        })
    }

    /// A pointer and a length that belong together.
    pub(crate) fn slice(
        &self,
        name: &str,
        element: &Shape,
        is_const: bool,
        pointer: &TypeExpr,
        length: &TypeExpr,
    ) -> Argument {
        let (rust, transport) = match element {
            Shape::Scalar(s) => (s.rust().to_owned(), s.transport().to_owned()),
            Shape::Class(c) => (self.catalogue.path(c), self.alias(c)),
            _ => ("u8".to_owned(), "std::uint8_t".to_owned()),
        };
        let slot = match element {
            Shape::Class(c) => self.alias(c),
            _ => rust.clone(),
        };
        let (borrow, constness) = if is_const { ("&", "const ") } else { ("&mut ", "") };
        let pointer = spell::spell(pointer, self.book)
            .map_or_else(|| format!("halves({name}).data"), |t| format!("reinterpret_cast<{t}>(halves({name}).data)"));
        let length = spell::value(length, self.book)
            .map_or_else(|| format!("halves({name}).size"), |t| format!("static_cast<{t}>(halves({name}).size)"));
        let text = self.text && is_const && matches!(element, Shape::Scalar(Scalar::Char));
        Argument {
            rust: Some((name.to_owned(), if text { "&str".to_owned() } else { format!("{borrow}[{rust}]") })),
            slots: vec![(name.to_owned(), format!("{borrow}[{slot}]"), format!("rust::Slice<{constness}{transport}>"))],
            given: vec![if text { format!("{name}.as_bytes()") } else { name.to_owned() }],
            cpp: vec![pointer, length],
            lends: Some(Lends::Bytes),
            ..Argument::default()
        }
    }
}

/// The Rust trait of a stream, the class that stands for it on both sides, and what keeps one.
fn stream(into: &Into) -> (&'static str, &'static str, &'static str) {
    match into {
        Into::Write(_) => ("std::io::Write", "OutStream", "writer"),
        Into::Read(_) => ("std::io::Read", "InStream", "reader"),
        _ => ("crate::support::ReadWrite", "InOutStream", "both"),
    }
}

fn ty_behind_alias<'t>(ty: &'t TypeExpr, book: &Book<'t>) -> &'t TypeExpr {
    let mut ty = ty;
    loop {
        match ty {
            TypeExpr::Qualified { of, .. } => ty = of,
            TypeExpr::Named { what: migrate_model::types::NamedKind::Alias, .. } => match book.alias(ty) {
                Some(to) => ty = to,
                None => return ty,
            },
            _ => return ty,
        }
    }
}

/// What a vector of numbers holds. One of `bool` is none: C++ packs it.
fn numbers(shape: &Shape) -> Option<Scalar> {
    let Shape::Std(Std::Vector, args) = shape else { return None };
    match args.first() {
        Some(Shape::Scalar(number)) if !matches!(number, Scalar::Bool | Scalar::LongDouble) => Some(*number),
        _ => None,
    }
}
