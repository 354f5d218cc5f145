//! One result's way out of C++: the texts on both sides.

use migrate_crossing::{Class, Element, Outof, Shape};

use crate::lower::{Returned, Texts};

/// What the transport calls objects in a row.
pub(crate) const RAW_ELEMENTS: &str = "RawElements";

impl Texts<'_> {
    /// The texts of one result. `owned`: a returned pointer belongs to the caller; `lent`: something that lives longer
    /// than the call gives a borrowed result its lifetime.
    pub(crate) fn result(&self, out: &Outof, owned: bool, lent: bool) -> Returned {
        let mut returned = self.result_in_bytes(out, owned, lent);
        if self.text {
            as_text(&mut returned, out);
        }
        returned
    }

    fn result_in_bytes(&self, out: &Outof, owned: bool, lent: bool) -> Returned {
        let text = |rust: &str, slot: &str, cpp_type: &str, cpp: &str, convert: &str| Returned {
            rust: rust.to_owned(),
            slot: slot.to_owned(),
            cpp_type: cpp_type.to_owned(),
            cpp: cpp.to_owned(),
            convert: convert.to_owned(),
            ..Returned::default()
        };
        let borrow = |mut r: Returned, class: Option<&Class>| {
            r.borrows = true;
            r.class = class.cloned();
            r
        };
        match out {
            Outof::Void | Outof::Stream => text("", "", "void", "$;", "r"),
            Outof::Scalar(s) => {
                text(s.rust(), s.rust(), s.transport(), &format!("return static_cast<{}>($);", s.transport()), "r")
            }
            Outof::ScalarMut(s) => borrow(
                text(
                    &format!("&'a mut {}", s.rust()),
                    &format!("*mut {}", s.rust()),
                    &format!("{}*", s.transport()),
                    &format!("return reinterpret_cast<{}*>(std::addressof($));", s.transport()),
                    "unsafe { &mut *r }",
                ),
                None,
            ),
            Outof::Enum(c) => {
                let s = self.enumeration(c);
                text(
                    &self.catalogue.path(c),
                    s.rust(),
                    s.transport(),
                    &format!("return static_cast<{}>($);", s.transport()),
                    &format!("{}(r)", self.catalogue.path(c)),
                )
            }
            Outof::Bytes => text(
                "Vec<u8>",
                "UniquePtr<CxxString>",
                "std::unique_ptr<std::string>",
                "return give($);",
                "r.as_bytes().to_vec()",
            ),
            Outof::View if lent => borrow(
                text(
                    "&'a [u8]",
                    "&'static [u8]",
                    "rust::Slice<const std::uint8_t>",
                    "auto&& got_ = $; return slice(got_.data(), got_.size());",
                    "r",
                ),
                None,
            ),
            Outof::View => text(
                "Vec<u8>",
                "UniquePtr<CxxString>",
                "std::unique_ptr<std::string>",
                "auto&& got_ = $; return give(got_.data(), got_.size());",
                "r.as_bytes().to_vec()",
            ),
            Outof::ViewPointer => borrow(
                text(
                    "Option<&'a [u8]>",
                    "*const CxxString",
                    "const std::string*",
                    "return $;",
                    "unsafe { r.as_ref() }.map(|text| text.as_bytes())",
                ),
                None,
            ),
            Outof::StringMut(pointer) => borrow(
                text(
                    if *pointer {
                        "Option<core::pin::Pin<&'a mut cxx::CxxString>>"
                    } else {
                        "core::pin::Pin<&'a mut cxx::CxxString>"
                    },
                    "*mut CxxString",
                    "std::string*",
                    if *pointer { "return $;" } else { "return std::addressof($);" },
                    if *pointer {
                        "unsafe { crate::support::pin(r) }"
                    } else {
                        "unsafe { core::pin::Pin::new_unchecked(&mut *r) }"
                    },
                ),
                None,
            ),
            Outof::CStr => borrow(
                text(
                    "Option<&'a core::ffi::CStr>",
                    "*const c_char",
                    "const char*",
                    "return $;",
                    "unsafe { crate::support::cstr(r) }",
                ),
                None,
            ),
            Outof::Wire(shape, pointer) => {
                let owned = self.wire(shape);
                // Elements that point may point into what lends.
                let mut inside = Vec::new();
                shape.classes(&mut inside);
                let points = |c: &&Class| lent && self.catalogue.get(c).is_some_and(|e| e.borrows);
                let of = inside.iter().filter(points).fold(owned.clone(), |of, c| {
                    let path = self.catalogue.path(c);
                    of.replace(&format!("cxx::UniquePtr<{path}>"), &format!("crate::support::View<'a, {path}>"))
                });
                let mut r = if *pointer {
                    text(
                        &format!("Option<{of}>"),
                        "UniquePtr<CxxString>",
                        "std::unique_ptr<std::string>",
                        "auto* got_ = $; return got_ ? pack(*got_) : nullptr;",
                        "r.as_ref().map(|bytes| crate::support::unpack(bytes))",
                    )
                } else {
                    text(
                        &of,
                        "UniquePtr<CxxString>",
                        "std::unique_ptr<std::string>",
                        "return pack($);",
                        "crate::support::unpack(&r)",
                    )
                };
                r.borrows = of != owned;
                r
            }
            Outof::Span(of, is_const) => {
                let (element, transport) = match of {
                    Shape::Scalar(s) => (s.rust(), s.transport()),
                    _ => ("u8", "std::uint8_t"),
                };
                let (change, constness) = if *is_const { ("", "const ") } else { ("mut ", "") };
                borrow(
                    text(
                        &format!("&'a {change}[{element}]"),
                        &format!("&'static {change}[{element}]"),
                        &format!("rust::Slice<{constness}{transport}>"),
                        &format!("return row<{constness}{transport}>($);"),
                        "r",
                    ),
                    None,
                )
            }
            Outof::Elements(c, is_const) => borrow(self.elements(c, *is_const, &text), None),
            Outof::Boxed(c) => self.boxed(c, lent, &text),
            Outof::Ref(c, pointer) => self.reference(c, *pointer, owned, true, &text),
            Outof::Mut(c, pointer) => self.reference(c, *pointer, owned, false, &text),
            Outof::Unique(c) => text(
                &format!("cxx::UniquePtr<{}>", self.catalogue.path(c)),
                &format!("UniquePtr<{}>", self.alias(c)),
                &format!("std::unique_ptr<{}>", self.alias(c)),
                "return $;",
                "r",
            ),
            Outof::Shared(c) => text(
                &format!("cxx::SharedPtr<{}>", self.catalogue.path(c)),
                &format!("SharedPtr<{}>", self.alias(c)),
                &format!("std::shared_ptr<{}>", self.alias(c)),
                "return shared($);",
                "r",
            ),
            Outof::Items(element) => self.items(element, &text),
            Outof::Raw { to, .. } if self.function_pointer(to, true).is_some() => {
                let of = format!("Option<{}>", self.function_pointer(to, true).unwrap_or_default());
                let convert = format!("unsafe {{ core::mem::transmute::<*mut u8, {of}>(r) }}");
                text(&of, "*mut u8", "std::uint8_t*", "return raw($);", &convert)
            }
            Outof::Raw { to, is_const } => {
                let pointee = self.raw_target(to);
                text(
                    &format!("*{} {pointee}", if *is_const { "const" } else { "mut" }),
                    "*mut u8",
                    "std::uint8_t*",
                    "return raw($);",
                    if *is_const { "r.cast_const().cast()" } else { "r.cast()" },
                )
            }
        }
    }

    /// A loop over what the object holds.
    fn items(&self, element: &Element, text: &dyn Fn(&str, &str, &str, &str, &str) -> Returned) -> Returned {
        let path = |c: &Class| self.catalogue.path(c);
        let (item, how, take) = match element {
            Element::Wire(shape) => (self.catalogue.wire(shape, self.book), "ByValue", "Wire::get"),
            Element::Ref(c) => (format!("&'a {}", path(c)), "ByAddress", "by_address"),
            Element::Copy(c) if self.pod(c) => (format!("&'a {}", path(c)), "ByAddress", "by_address"),
            Element::Copy(c) if self.catalogue.get(c).is_some_and(|e| e.borrows) => {
                (format!("crate::support::View<'a, {}>", path(c)), "ByValue", "by_view")
            }
            Element::Copy(c) => (format!("cxx::UniquePtr<{}>", path(c)), "ByValue", "Wire::get"),
            Element::Pointer(c) => (format!("Option<&'a {}>", path(c)), "ByPointer", "by_pointer"),
        };
        let mut r = text(
            &format!("crate::support::Items<'a, {item}>"),
            "*mut u8",
            "std::uint8_t*",
            &format!("return iterate<{how}>($);"),
            &format!("unsafe {{ crate::support::Items::new(r, crate::support::{take}) }}"),
        );
        r.borrows = true;
        r
    }

    /// Objects in a row: a slice of what Rust knows the layout of, else a view that knows how far they stand apart.
    fn elements(&self, c: &Class, is_const: bool, text: &dyn Fn(&str, &str, &str, &str, &str) -> Returned) -> Returned {
        let (path, alias) = (self.catalogue.path(c), self.alias(c));
        let (change, constness, view) = if is_const { ("", "const ", "Elements") } else { ("mut ", "", "ElementsMut") };
        if self.pod(c) {
            return text(
                &format!("&'a {change}[{path}]"),
                &format!("&'static {change}[{alias}]"),
                &format!("rust::Slice<{constness}{alias}>"),
                &format!("return row<{constness}{alias}>($);"),
                "r",
            );
        }
        text(
            &format!("crate::support::{view}<'a, {path}>"),
            RAW_ELEMENTS,
            RAW_ELEMENTS,
            "return elements_of($);",
            &format!("unsafe {{ crate::support::{view}::new(r) }}"),
        )
    }

    fn boxed(&self, c: &Class, lent: bool, text: &dyn Fn(&str, &str, &str, &str, &str) -> Returned) -> Returned {
        let (path, alias) = (self.catalogue.path(c), self.alias(c));
        if self.pod(c) {
            return text(&path, &alias, &alias, "return $;", "r");
        }
        let slot = format!("UniquePtr<{alias}>");
        let cpp = format!("return std::unique_ptr<{alias}>(new {alias}($));");
        let cpp_type = format!("std::unique_ptr<{alias}>");
        if lent && self.catalogue.get(c).is_some_and(|e| e.borrows || e.streams) {
            let mut r = text(
                &format!("crate::support::View<'a, {path}>"),
                &slot,
                &cpp_type,
                &cpp,
                "unsafe { crate::support::View::new(r) }",
            );
            r.borrows = true;
            r.class = Some(c.clone());
            return r;
        }
        text(&format!("cxx::UniquePtr<{path}>"), &slot, &cpp_type, &cpp, "r")
    }

    fn reference(
        &self,
        c: &Class,
        pointer: bool,
        owned: bool,
        shared: bool,
        text: &dyn Fn(&str, &str, &str, &str, &str) -> Returned,
    ) -> Returned {
        let (path, alias) = (self.catalogue.path(c), self.alias(c));
        let ownable = self.catalogue.get(c).is_some_and(crate::catalogue::Entry::owned);
        if pointer && owned && ownable {
            return text(
                &format!("cxx::UniquePtr<{path}>"),
                &format!("UniquePtr<{alias}>"),
                &format!("std::unique_ptr<{alias}>"),
                &format!("return std::unique_ptr<{alias}>(const_cast<{alias}*>($));"),
                "r",
            );
        }
        let cpp = if pointer { "return $;" } else { "return std::addressof($);" };
        let mut r = match (shared, pointer, self.pod(c)) {
            (true, true, _) => text(
                &format!("Option<&'a {path}>"),
                &format!("*const {alias}"),
                &format!("const {alias}*"),
                cpp,
                "unsafe { r.as_ref() }",
            ),
            (true, false, _) => text(
                &format!("&'a {path}"),
                &format!("*const {alias}"),
                &format!("const {alias}*"),
                cpp,
                "unsafe { &*r }",
            ),
            (false, true, true) => text(
                &format!("Option<&'a mut {path}>"),
                &format!("*mut {alias}"),
                &format!("{alias}*"),
                cpp,
                "unsafe { r.as_mut() }",
            ),
            (false, false, true) => text(
                &format!("&'a mut {path}"),
                &format!("*mut {alias}"),
                &format!("{alias}*"),
                cpp,
                "unsafe { &mut *r }",
            ),
            (false, true, false) => text(
                &format!("Option<core::pin::Pin<&'a mut {path}>>"),
                &format!("*mut {alias}"),
                &format!("{alias}*"),
                cpp,
                "unsafe { crate::support::pin(r) }",
            ),
            (false, false, false) => text(
                &format!("core::pin::Pin<&'a mut {path}>"),
                &format!("*mut {alias}"),
                &format!("{alias}*"),
                cpp,
                "unsafe { core::pin::Pin::new_unchecked(&mut *r) }",
            ),
        };
        r.borrows = true;
        r.class = Some(c.clone());
        r
    }
}

/// Bytes of a result as text: what is not UTF-8 is replaced, since no caller could do more about it.
fn as_text(returned: &mut Returned, out: &Outof) {
    let (rust, convert) = match (out, returned.rust.as_str()) {
        (Outof::Bytes | Outof::View, "Vec<u8>") => ("String", "String::from_utf8_lossy(r.as_bytes()).into_owned()"),
        (Outof::View, _) => ("std::borrow::Cow<'a, str>", "String::from_utf8_lossy(r)"),
        (Outof::ViewPointer, _) => (
            "Option<std::borrow::Cow<'a, str>>",
            "unsafe { r.as_ref() }.map(|text| String::from_utf8_lossy(text.as_bytes()))",
        ),
        (Outof::CStr, _) => (
            "Option<std::borrow::Cow<'a, str>>",
            "unsafe { crate::support::cstr(r) }.map(|text| String::from_utf8_lossy(text.to_bytes()))",
        ),
        _ => return,
    };
    rust.clone_into(&mut returned.rust);
    convert.clone_into(&mut returned.convert);
}
