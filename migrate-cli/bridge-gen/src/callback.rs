//! Calls in the other direction: C++ runs Rust code, a closure or a method of a generated subclass.

use migrate_crossing::{Closure, Code, Into, Outof, Refusal};
use migrate_model::types::{TypeArg, TypeExpr};

use crate::lower::{Argument, Texts};
use crate::spell;

/// An argument that C++ hands to Rust.
#[derive(Clone, Debug, Default)]
pub(crate) struct Handed {
    /// Type in the Rust closure or method.
    pub(crate) rust: String,
    /// C++ statements before the call.
    pub(crate) cpp_before: Vec<String>,
    /// C++ expressions, one for each slot, cast to their type.
    pub(crate) cpp: Vec<String>,
    /// C++ statements behind the call.
    pub(crate) cpp_after: Vec<String>,
    /// Rust statements before the call.
    pub(crate) rust_before: Vec<String>,
    /// Rust statements behind the call.
    pub(crate) rust_after: Vec<String>,
    /// Name and type of the slots in the Rust trampoline.
    pub(crate) slots: Vec<(String, String)>,
    /// Rust expression of the argument.
    pub(crate) value: String,
}

/// The result that Rust gives back.
#[derive(Clone, Debug, Default)]
pub(crate) struct GivenBack {
    /// Type in the Rust closure or method; empty for nothing.
    pub(crate) rust: String,
    /// C++ declaration of the place for it, empty for nothing.
    pub(crate) cpp_place: String,
    /// C++ statement that returns it.
    pub(crate) cpp_return: String,
    /// Rust statement that stores `value` at `out`.
    pub(crate) store: String,
}

fn refuse<T>(what: &str) -> Result<T, Refusal> {
    Err(Refusal { code: Code::NoForm, reason: format!("{what} cannot be handed to Rust code") })
}

impl Texts<'_> {
    /// How C++ hands `name` (of the type that `out` describes) to Rust.
    pub(crate) fn handed(&self, name: &str, out: &Outof) -> Result<Handed, Refusal> {
        let one = |rust: String, cpp: String, slot: &str, value: String| Handed {
            rust,
            cpp: vec![cpp],
            slots: vec![(name.to_owned(), slot.to_owned())],
            value,
            ..Handed::default()
        };
        let bytes = |before: Vec<String>, from: &str, rust: &str, value: String| Handed {
            rust: rust.to_owned(),
            cpp_before: before,
            cpp: vec![
                format!("reinterpret_cast<const std::uint8_t*>({from}.data())"),
                format!("static_cast<std::size_t>({from}.size())"),
            ],
            slots: vec![(name.to_owned(), "*const u8".to_owned()), (format!("{name}_size"), "usize".to_owned())],
            value,
            ..Handed::default()
        };
        let borrowed = format!("crate::support::bytes({name}, {name}_size)");
        let entry = |c| self.catalogue.get(c);
        Ok(match out {
            Outof::Scalar(s) => {
                let t = s.transport();
                one(s.rust().to_owned(), format!("static_cast<{t}>({name})"), s.rust(), name.to_owned())
            }
            Outof::Enum(c) => {
                let Some(crate::catalogue::Form::Enum(s)) = entry(c).map(|e| e.form.clone()) else {
                    return refuse("such an enum");
                };
                let path = self.catalogue.path(c);
                let t = s.transport();
                one(path.clone(), format!("static_cast<{t}>({name})"), s.rust(), format!("{path}({name})"))
            }
            Outof::Bytes | Outof::View => bytes(Vec::new(), name, "&[u8]", borrowed),
            Outof::CStr => one(
                "Option<&core::ffi::CStr>".to_owned(),
                name.to_owned(),
                "*const core::ffi::c_char",
                format!("crate::support::cstr({name})"),
            ),
            Outof::Wire(shape, false) => {
                let of = self.catalogue.wire(shape, self.book);
                let before = vec![format!("const std::unique_ptr<std::string> {name}_ = pack({name});")];
                bytes(before, &format!("(*{name}_)"), &of, format!("crate::support::unpack_slice({borrowed})"))
            }
            Outof::Ref(c, _) | Outof::Mut(c, _) | Outof::Boxed(c) if entry(c).is_some() => {
                let path = self.catalogue.path(c);
                let alias = entry(c).map_or_else(String::new, |e| e.alias.clone());
                let pod = entry(c).is_some_and(|e| e.form == crate::catalogue::Form::Pod);
                let (shared, pointer) = match out {
                    Outof::Ref(_, pointer) => (true, *pointer),
                    Outof::Mut(_, pointer) => (false, *pointer),
                    _ => (true, false),
                };
                let cpp = if pointer { name.to_owned() } else { format!("std::addressof({name})") };
                let (cpp_type, slot) = if shared {
                    (format!("const {alias}*"), format!("*const {path}"))
                } else {
                    (format!("{alias}*"), format!("*mut {path}"))
                };
                let cpp = format!("static_cast<{cpp_type}>({cpp})");
                let (rust, value) = match (shared, pointer, pod) {
                    (true, true, _) => (format!("Option<&{path}>"), format!("{name}.as_ref()")),
                    (true, false, _) => (format!("&{path}"), format!("&*{name}")),
                    (false, true, true) => (format!("Option<&mut {path}>"), format!("{name}.as_mut()")),
                    (false, false, true) => (format!("&mut {path}"), format!("&mut *{name}")),
                    (false, true, false) => {
                        (format!("Option<core::pin::Pin<&mut {path}>>"), format!("crate::support::pin({name})"))
                    }
                    (false, false, false) => {
                        (format!("core::pin::Pin<&mut {path}>"), format!("core::pin::Pin::new_unchecked(&mut *{name})"))
                    }
                };
                one(rust, cpp, &slot, value)
            }
            Outof::ScalarMut(s) => {
                let t = s.transport();
                one(
                    format!("&mut {}", s.rust()),
                    format!("reinterpret_cast<{t}*>(std::addressof({name}))"),
                    &format!("*mut {}", s.rust()),
                    format!("&mut *{name}"),
                )
            }
            Outof::StringMut(pointer) => one(
                "core::pin::Pin<&mut cxx::CxxString>".to_owned(),
                if *pointer { name.to_owned() } else { format!("std::addressof({name})") },
                "*mut cxx::CxxString",
                format!("core::pin::Pin::new_unchecked(&mut *{name})"),
            ),
            Outof::Unique(c) if entry(c).is_some() => {
                let path = self.catalogue.path(c);
                one(
                    format!("cxx::UniquePtr<{path}>"),
                    format!("{name}.release()"),
                    &format!("*mut {path}"),
                    format!("cxx::UniquePtr::from_raw({name})"),
                )
            }
            Outof::Shared(c) if entry(c).is_some() => {
                let path = self.catalogue.path(c);
                Handed {
                    rust: format!("cxx::SharedPtr<{path}>"),
                    cpp_before: vec![format!("auto {name}_ = shared({name});")],
                    cpp: vec![format!("static_cast<void*>(std::addressof({name}_))")],
                    slots: vec![(name.to_owned(), "*mut core::ffi::c_void".to_owned())],
                    value: format!("(*{name}.cast::<cxx::SharedPtr<{path}>>()).clone()"),
                    ..Handed::default()
                }
            }
            Outof::Raw { is_const, .. } => {
                let (constness, of) = if *is_const { ("const", "const") } else { ("", "mut") };
                one(
                    format!("*{of} core::ffi::c_void"),
                    format!("({constness} void*)({name})"),
                    &format!("*{of} core::ffi::c_void"),
                    name.to_owned(),
                )
            }
            _ => return refuse("such an argument"),
        })
    }

    /// How Rust gives a result back; `ty` is the C++ result type, `gives` says that a returned pointer is the caller's.
    pub(crate) fn given_back(&self, into: Option<&Into>, ty: &TypeExpr, gives: bool) -> Result<GivenBack, Refusal> {
        let Some(into) = into else { return Ok(GivenBack::default()) };
        let cpp = spell::spell(ty, self.book).unwrap_or_else(|| "auto".to_owned());
        let text = |rust: &str, place: &str, ret: &str, store: &str| GivenBack {
            rust: rust.to_owned(),
            cpp_place: place.to_owned(),
            cpp_return: ret.to_owned(),
            store: store.to_owned(),
        };
        let value = spell::value(ty, self.book).unwrap_or_else(|| "auto".to_owned());
        let referred = matches!(ty, TypeExpr::Reference { .. });
        Ok(match into {
            // The value would be gone when its caller looks.
            Into::Scalar(_) | Into::Enum(_) if referred => return refuse("a reference to a number"),
            Into::Scalar(s) => text(
                s.rust(),
                &format!("{} out = {}();", s.transport(), s.transport()),
                &format!("return static_cast<{value}>(out);"),
                &format!("out.cast::<{}>().write(value)", s.rust()),
            ),
            Into::Enum(c) => {
                let Some(crate::catalogue::Form::Enum(s)) = self.catalogue.get(c).map(|e| e.form.clone()) else {
                    return refuse("such an enum");
                };
                text(
                    &self.catalogue.path(c),
                    &format!("{} out = 0;", s.transport()),
                    &format!("return static_cast<::{}>(out);", c.spelling),
                    &format!("out.cast::<{}>().write(value.0)", s.rust()),
                )
            }
            Into::Bytes(None) if !value.contains("string_view") && !matches!(ty, TypeExpr::Reference { .. }) => {
                text("Vec<u8>", "std::string out;", "return out;", "crate::support::give(out.cast(), &value)")
            }
            // Views would point into what is gone when the call is over.
            Into::Wire(shape, _) if migrate_crossing::borrows(shape, self.book) => {
                return refuse("a container of views");
            }
            Into::Wire(shape, false) if !matches!(ty, TypeExpr::Reference { .. }) => text(
                &self.catalogue.wire(shape, self.book),
                "std::string out;",
                &format!("return unpack_or_default<{value}>(out);"),
                &format!("crate::support::give(out.cast(), &crate::support::{}(value))", self.packs(shape)),
            ),
            Into::Copy(c) | Into::Move(c) if !matches!(ty, TypeExpr::Reference { .. }) => {
                let Some(entry) = self.catalogue.get(c) else { return refuse("such a result") };
                let path = entry.path();
                if entry.form == crate::catalogue::Form::Pod {
                    text(
                        &path,
                        &format!("{} out{{}};", entry.alias),
                        "return out;",
                        &format!("out.cast::<{path}>().write(value)"),
                    )
                } else if entry.owned() {
                    text(
                        &format!("cxx::UniquePtr<{path}>"),
                        &format!("{}* out = nullptr;", entry.alias),
                        &format!("return taken<{}>(out);", entry.alias),
                        &format!("out.cast::<*mut {path}>().write(crate::support::whole(value).into_raw())"),
                    )
                } else {
                    return refuse("such a result");
                }
            }
            Into::Unique(c) if self.catalogue.get(c).is_some() => {
                let (path, alias) =
                    (self.catalogue.path(c), self.catalogue.get(c).map_or_else(String::new, |e| e.alias.clone()));
                text(
                    &format!("cxx::UniquePtr<{path}>"),
                    &format!("{alias}* out = nullptr;"),
                    &format!("return std::unique_ptr<{alias}>(out);"),
                    &format!("out.cast::<*mut {path}>().write(value.into_raw())"),
                )
            }
            Into::Shared(c) if self.catalogue.get(c).is_some() && !matches!(ty, TypeExpr::Reference { .. }) => {
                let alias = self.catalogue.get(c).map_or_else(String::new, |e| e.alias.clone());
                let path = self.catalogue.path(c);
                text(
                    &format!("cxx::SharedPtr<{path}>"),
                    &format!("std::shared_ptr<{alias}> out;"),
                    "return out;",
                    // What is overwritten is empty.
                    &format!("out.cast::<cxx::SharedPtr<{path}>>().write(value)"),
                )
            }
            Into::Bytes(_) if !matches!(ty, TypeExpr::Reference { .. }) => text(
                "&[u8]",
                "std::size_t out[2] = {0, 0};",
                &format!("return {value}(reinterpret_cast<const char*>(out[0]), out[1]);"),
                "out.cast::<[usize; 2]>().write([value.as_ptr() as usize, value.len()])",
            ),
            Into::Bytes(None) if referred && !value.contains("string_view") => text(
                "&cxx::CxxString",
                "const std::string* out = nullptr;",
                "return *out;",
                "out.cast::<*const cxx::CxxString>().write(value)",
            ),
            Into::CStr => text(
                "&core::ffi::CStr",
                "const char* out = nullptr;",
                "return out;",
                "out.cast::<*const core::ffi::c_char>().write(value.as_ptr())",
            ),
            Into::Ref(c, true) if self.catalogue.get(c).is_some() && !gives => {
                let path = self.catalogue.path(c);
                text(
                    &format!("Option<&{path}>"),
                    &format!("const {}* out = nullptr;", self.catalogue.get(c).map_or("void", |e| &e.alias)),
                    "return out;",
                    &format!("out.cast::<*const {path}>().write(value.map_or(core::ptr::null(), core::ptr::from_ref))"),
                )
            }
            Into::Ref(c, false) if self.catalogue.get(c).is_some() => text(
                &format!("&{}", self.catalogue.path(c)),
                &format!("const {}* out = nullptr;", self.catalogue.get(c).map_or("void", |e| &e.alias)),
                "return *out;",
                &format!("out.cast::<*const {}>().write(value)", self.catalogue.path(c)),
            ),
            Into::Ref(c, true) | Into::Mut(c, true) if self.catalogue.get(c).is_some() => {
                let (path, alias) =
                    (self.catalogue.path(c), self.catalogue.get(c).map_or_else(String::new, |e| e.alias.clone()));
                let owned = gives && self.catalogue.get(c).is_some_and(crate::catalogue::Entry::owned);
                let (rust, pointer) = if owned {
                    (format!("cxx::UniquePtr<{path}>"), "value.into_raw()")
                } else {
                    (format!("*mut {path}"), "value")
                };
                text(
                    &rust,
                    &format!("{alias}* out = nullptr;"),
                    "return out;",
                    &format!("out.cast::<*mut {path}>().write({pointer})"),
                )
            }
            Into::Raw { is_const, .. } => {
                let of = if *is_const { "const" } else { "mut" };
                text(
                    &format!("*{of} core::ffi::c_void"),
                    "void* out = nullptr;",
                    &format!("return reinterpret_cast<{cpp}>(out);"),
                    &format!("out.cast::<*{of} core::ffi::c_void>().write(value)"),
                )
            }
            _ => return refuse("such a result"),
        })
    }

    /// Completes the texts of a `std::function` argument.
    pub(crate) fn closure(
        &self,
        argument: &mut Argument,
        closure: &Closure,
        name: &str,
        ty: &TypeExpr,
    ) -> Result<(), Refusal> {
        let Some((result, params)) = function_type(ty, self) else { return refuse("such a function object") };
        let trampoline = self.trampoline(closure, name, &result, &params, None)?;
        let owned = format!("{} + Send", trampoline.dynamic);
        argument.rust = Some((name.to_owned(), format!("Box<{owned}>")));
        argument.before.push(trampoline.rust(name, &owned));
        argument.before.push(format!("let mut {name}_ = crate::support::closure({name}, call_{name} as *const ());"));
        argument.given = vec![format!("{name}_.raw()")];
        argument.cpp_before.push(format!("const Closure {name}_({name});"));
        argument.cpp = vec![format!("[{name}_]{}", trampoline.cpp(&format!("{name}_.invoke(")))];
        Ok(())
    }

    /// A pointer to a function and the `void*` that it is called with, as one closure: lent for the call, or kept for
    /// ever. `at` is the place of the pointer among the function's own parameters, `first` says that it stands before
    /// the function in the call.
    pub(crate) fn context(
        &self,
        closure: &Closure,
        name: &str,
        ty: &TypeExpr,
        at: usize,
        kept: bool,
        first: bool,
    ) -> Result<Argument, Refusal> {
        let Some((result, params)) = function_type(ty, self) else { return refuse("such a function") };
        let trampoline = self.trampoline(closure, name, &result, &params, Some(at))?;
        let bare = format!("{} + Send", trampoline.dynamic);
        let (rust, target, made) = if kept {
            (format!("Box<{bare}>"), bare, "closure")
        } else {
            (format!("&mut ({bare})"), format!("&mut ({bare})"), "lent")
        };
        let address = if kept { format!("keep({name})") } else { format!("static_cast<void*>({name})") };
        let lambda = format!("+[]{}", trampoline.cpp(&format!("invoke_at(a{at}, ")));
        let cpp = if first { vec![address, lambda] } else { vec![lambda, address] };
        Ok(Argument {
            rust: Some((name.to_owned(), rust)),
            slots: vec![(name.to_owned(), "*mut u8".to_owned(), "std::uint8_t*".to_owned())],
            before: vec![
                trampoline.rust(name, &target),
                format!("let mut {name}_ = crate::support::{made}({name}, call_{name} as *const ());"),
            ],
            given: vec![format!("{name}_.raw()")],
            cpp,
            ..Argument::default()
        })
    }

    /// How C++ calls a closure of Rust; `without` is a parameter that Rust does not see.
    fn trampoline(
        &self,
        closure: &Closure,
        name: &str,
        result: &TypeExpr,
        params: &[TypeExpr],
        without: Option<usize>,
    ) -> Result<Trampoline, Refusal> {
        let seen = (0..params.len()).filter(|i| Some(*i) != without);
        let handed: Vec<Handed> =
            seen.zip(&closure.params).map(|(i, p)| self.handed(&format!("a{i}"), p)).collect::<Result<_, _>>()?;
        let back = self.given_back(closure.result.as_deref(), result, true)?;
        let arrow = match back.rust.as_str() {
            "" => String::new(),
            given => format!(" -> {}", given.replace('&', "&'static ")),
        };
        let types: Vec<&str> = handed.iter().map(|h| h.rust.as_str()).collect();
        let dynamic = format!("dyn FnMut({}){arrow}", types.join(", "));
        let params: Option<Vec<String>> =
            params.iter().enumerate().map(|(i, t)| spell::spell(t, self.book).map(|t| format!("{t} a{i}"))).collect();
        let Some(params) = params else { return refuse(&format!("an argument of `{name}`")) };
        let result = spell::spell(result, self.book).unwrap_or_else(|| "void".to_owned());
        Ok(Trampoline { dynamic, handed, back, params, result })
    }
}

/// How C++ calls a closure of Rust.
struct Trampoline {
    /// The closure's type in Rust.
    dynamic: String,
    handed: Vec<Handed>,
    back: GivenBack,
    /// Types and names in C++.
    params: Vec<String>,
    /// Result type in C++.
    result: String,
}

impl Trampoline {
    /// The function that runs the closure `name` (a `target` to Rust).
    fn rust(&self, name: &str, target: &str) -> String {
        let slots: Vec<String> = self.handed.iter().flat_map(|h| &h.slots).map(|(n, t)| format!("{n}: {t}")).collect();
        let values: Vec<&str> = self.handed.iter().map(|h| h.value.as_str()).collect();
        let call = format!("f({})", values.join(", "));
        let (unused, body) = match self.back.rust.as_str() {
            "" => ("_out", format!("{call};")),
            _ => ("out", format!("let value = {call};\n{};", self.back.store)),
        };
        format!(
            "unsafe extern \"C\" fn call_{name}(data: *mut core::ffi::c_void{}{}, {unused}: *mut core::ffi::c_void) -> u8 {{\n\
             crate::support::guard(|| unsafe {{\nlet mut f = crate::support::target::<{target}>(data);\n{body}\n}})\n}}",
            if slots.is_empty() { "" } else { ", " },
            slots.join(", "),
        )
    }

    /// Parameters and body of the C++ lambda whose call into Rust begins with `callee`.
    fn cpp(&self, callee: &str) -> String {
        let body = invoke(callee, &[], &self.handed, &self.back, None);
        format!("({}) -> {} {{ {body} }}", self.params.join(", "), self.result)
    }
}

/// The C++ statements of one call into Rust, which begins with `callee`. What `callee` returns says whether Rust panicked,
/// and `ended` what to do then; without it `callee` asks itself.
pub(crate) fn invoke(callee: &str, first: &[&str], handed: &[Handed], back: &GivenBack, ended: Option<&str>) -> String {
    let before: String = handed.iter().flat_map(|h| &h.cpp_before).map(|l| format!("{l} ")).collect();
    let after: String = handed.iter().flat_map(|h| &h.cpp_after).map(|l| format!("{l} ")).collect();
    let mut arguments: Vec<String> = first.iter().map(|f| (*f).to_owned()).collect();
    arguments.extend(handed.iter().flat_map(|h| h.cpp.clone()));
    arguments.push(
        if back.cpp_place.is_empty() { "static_cast<void*>(nullptr)" } else { "static_cast<void*>(&out)" }.to_owned(),
    );
    let open = if callee.ends_with([' ', '(']) { "" } else { "(" };
    let call = format!("{callee}{open}{})", arguments.join(", "));
    let call = ended.map_or_else(|| format!("{call};"), |ended| format!("if ({call} != 0) {ended}"));
    format!("{before}{} {call} {after}{}", back.cpp_place, back.cpp_return)
}

/// Result and parameters of the function type in `std::function<R(A…)>`.
fn function_type(ty: &TypeExpr, texts: &Texts<'_>) -> Option<(TypeExpr, Vec<TypeExpr>)> {
    match ty {
        TypeExpr::Function { signature } => Some((signature.result.clone(), signature.params.clone())),
        TypeExpr::Qualified { of, .. } => function_type(of, texts),
        TypeExpr::Reference { to, .. } | TypeExpr::Pointer { to } => function_type(to, texts),
        TypeExpr::Named { args, .. } if !args.is_empty() => match args.first()? {
            TypeArg::Type(t) => function_type(t, texts),
            _ => None,
        },
        TypeExpr::Named { .. } => function_type(texts.book.alias(ty)?, texts),
        _ => None,
    }
}
