//! The Rust modules: types, functions and traits where their namespaces and classes put them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use migrate_crossing::{Book, Scalar, Shape, Threads, threads};
use migrate_model::facts::{Type, TypeKind};

use crate::catalogue::{Catalogue, Entry, Form, own_module, pod_field};
use crate::constants::Constant;
use crate::generate::Attempt;
use crate::input::Request;
use crate::names::{Scope, screaming};
use crate::subclass::Subclass;
use crate::{docs, traits};

/// One module: its own items and the modules in it.
#[derive(Default)]
struct Node {
    text: String,
    children: BTreeMap<String, Node>,
    uses: Vec<String>,
}

impl Node {
    fn at(&mut self, path: &[String]) -> &mut Node {
        match path.split_first() {
            None => self,
            Some((first, rest)) => self.children.entry(first.clone()).or_default().at(rest),
        }
    }
}

/// Every Rust file by its path, except the transport and the support.
pub(crate) fn modules(
    request: &Request,
    book: &Book<'_>,
    catalogue: &Catalogue,
    bound: &[&Attempt<'_>],
    (derived, constants): (&[Subclass<'_>], &[Constant]),
) -> BTreeMap<String, String> {
    let mut root = Node::default();
    let free: Vec<&Attempt<'_>> =
        bound.iter().filter(|a| a.call.owner.is_none() && a.call.operator().is_some()).copied().collect();
    let mut methods_of: BTreeMap<&str, Vec<&Attempt<'_>>> = BTreeMap::new();
    for &a in bound {
        if let Some(owner) = a.call.owner {
            methods_of.entry(owner.alias.as_str()).or_default().push(a);
        }
    }
    let subclasses: BTreeMap<&str, &Subclass<'_>> = derived.iter().map(|d| (d.alias.as_str(), d)).collect();
    for entry in catalogue.entries.values() {
        let ty = book.ty(&entry.usr);
        let methods = methods_of.get(entry.alias.as_str()).map_or(&[][..], Vec::as_slice);
        let mut text = class(entry, ty, methods, &free, catalogue, book);
        let rust = subclasses.get(entry.alias.as_str()).map(|d| d.rust.as_str());
        text.push_str(rust.unwrap_or_default());
        place(
            &mut root,
            entry,
            text,
            rust.is_some(),
            ty.is_some_and(|t| t.kind != TypeKind::Enum) && entry.form != Form::Opaque || !methods.is_empty(),
        );
    }
    for a in bound.iter().filter(|a| a.call.owner.is_none()) {
        if let Ok(thunk) = &a.thunk {
            let node = root.at(&a.call.module);
            node.text.push_str(&thunk.wrapper);
            node.text.push('\n');
        }
    }
    for constant in constants {
        root.at(&constant.module).text.push_str(&constant.text);
    }
    let mut files = BTreeMap::new();
    let taken: BTreeSet<&str> =
        catalogue.entries.values().filter(|e| e.module.is_empty()).map(|e| e.name.as_str()).collect();
    emit(&root, &mut Vec::new(), request, &taken, &mut files);
    files
}

/// A class with functions has a file of its own, named as the class; small types stand in their module.
fn place(root: &mut Node, entry: &Entry, text: String, derived: bool, own_file: bool) {
    if !own_file || matches!(entry.form, Form::Enum(_)) {
        root.at(&entry.module).text.push_str(&text);
        return;
    }
    let module = own_module(entry.module.is_empty(), &entry.name);
    let parent = root.at(&entry.module);
    parent.uses.push(if derived {
        format!("pub use self::{module}::{{{}, {}}};", entry.name, entry.trait_name())
    } else {
        format!("pub use self::{module}::{};", entry.name)
    });
    parent.children.entry(module).or_default().text.push_str(&text);
}

fn emit(
    node: &Node,
    path: &mut Vec<String>,
    request: &Request,
    taken: &BTreeSet<&str>,
    files: &mut BTreeMap<String, String>,
) {
    let mut out = String::new();
    if path.is_empty() {
        let _ = writeln!(
            out,
            "//! Rust for the C++ API of {}.\n//!\n//! Objects of C++ classes live behind `UniquePtr` and references; `Pin<&mut T>` is C++'s `T&`. A function is\n\
             //! `unsafe` when its contract cannot be kept by types; its `# Safety` section says what the caller has to\n//! keep.\n\
             // Names and comments are those of the C++.\n#![allow(clippy::module_inception, clippy::should_implement_trait, clippy::wrong_self_convention)]\n\
             #![allow(clippy::new_ret_no_self, clippy::new_without_default, clippy::tabs_in_doc_comments)]\n\
             #![allow(clippy::inherent_to_string, clippy::inherent_to_string_shadow_display)]\n\
             #![allow(clippy::doc_lazy_continuation, clippy::too_many_arguments, clippy::type_complexity, rustdoc::bare_urls)]\n\
             // Mutable access through a shared object is `unsafe` and says what it needs.\n#![allow(clippy::mut_from_ref)]\n\n",
            request.headers.iter().map(|h| format!("`{h}`")).collect::<Vec<_>>().join(", ")
        );
        out.push_str("#[allow(clippy::all)]\nmod ffi;\n#[allow(dead_code)]\npub mod support;\n\npub use ::cxx;\n");
        for name in ["Exception", "Streamed", "Tied", "View"].into_iter().filter(|n| !taken.contains(*n)) {
            let _ = writeln!(out, "pub use support::{name};");
        }
    }
    for name in node.children.keys() {
        let _ = writeln!(out, "pub mod {name};");
    }
    for line in &node.uses {
        let _ = writeln!(out, "{line}");
    }
    out.push('\n');
    out.push_str(&node.text);
    let file = if path.is_empty() {
        "src/lib.rs".to_owned()
    } else if node.children.is_empty() {
        format!("src/{}.rs", path.join("/"))
    } else {
        format!("src/{}/mod.rs", path.join("/"))
    };
    if !path.is_empty() {
        out = format!("//! `{}`\n\n{out}", path.join("::"));
    }
    files.insert(file, out);
    for (name, child) in &node.children {
        path.push(name.clone());
        emit(child, path, request, taken, files);
        path.pop();
    }
}

fn documentation(out: &mut String, entry: &Entry, ty: Option<&Type>) {
    let doc = ty.and_then(|t| t.doc.as_ref().or(t.brief.as_ref())).map(|d| docs::markdown(d));
    if let Some(doc) = &doc {
        for line in doc.lines() {
            let _ = writeln!(out, "/// {}", line.trim_end());
        }
        out.push_str("///\n");
    }
    let _ = writeln!(out, "/// C++: `{}`", entry.spelling);
}

fn class(
    entry: &Entry,
    ty: Option<&Type>,
    methods: &[&Attempt<'_>],
    free: &[&Attempt<'_>],
    catalogue: &Catalogue,
    book: &Book<'_>,
) -> String {
    let mut out = String::new();
    match &entry.form {
        Form::Opaque => {
            documentation(&mut out, entry, ty);
            if entry.alias == entry.name {
                let _ = writeln!(out, "pub use crate::ffi::{};\n", entry.alias);
            } else {
                let _ = writeln!(out, "pub use crate::ffi::{} as {};\n", entry.alias, entry.name);
            }
            out.push_str(&across_threads(entry, ty, book));
        }
        Form::Pod => pod(&mut out, entry, ty, catalogue, book),
        Form::Enum(s) => enumeration(&mut out, entry, ty, *s),
    }
    if entry.in_place {
        out.push_str(&storage(entry));
    }
    if !methods.is_empty() {
        let _ = writeln!(out, "impl {} {{", entry.name);
        for a in methods {
            if let Ok(thunk) = &a.thunk {
                out.push_str(&thunk.wrapper);
                out.push('\n');
            }
        }
        out.push_str("}\n\n");
    }
    out.push_str(&traits::implement(entry, methods, free));
    out
}

/// What other threads may do with objects of a class that is made of values alone.
fn across_threads(entry: &Entry, ty: Option<&Type>, book: &Book<'_>) -> String {
    let itself = ty.filter(|t| migrate_crossing::Class::of(t).spelling == entry.spelling);
    let threads = itself.map_or(Threads::Unknown, |t| threads(t, book));
    let mut out = String::new();
    if threads >= Threads::Send {
        let _ = writeln!(
            out,
            "// SAFETY: the object is made of values and shares nothing with others.\nunsafe impl Send for {} {{}}",
            entry.name
        );
    }
    if threads == Threads::SendSync {
        let _ = writeln!(
            out,
            "// SAFETY: no member is `mutable` or leads elsewhere, so what is `const` changes nothing.\nunsafe impl Sync for {} {{}}",
            entry.name
        );
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Room for an object of a class, as large as C++ asserts that it is.
fn storage(entry: &Entry) -> String {
    let (name, traits) = (&entry.name, entry.traits);
    format!(
        "/// Room for one [`{name}`].\n#[repr(C, align({}))]\npub struct {name}Room([core::mem::MaybeUninit<u8>; {}]);\n\n\
         // SAFETY: size and alignment are asserted in C++.\nunsafe impl crate::support::InPlace for {name} {{\ntype Room = {name}Room;\n}}\n\n",
        traits.align, traits.size
    )
}

fn pod(out: &mut String, entry: &Entry, ty: Option<&Type>, catalogue: &Catalogue, book: &Book<'_>) {
    let Some(ty) = ty else { return };
    documentation(out, entry, Some(ty));
    let comparable = ty.fields.iter().all(|f| matches!(Shape::of(&f.ty, book), Shape::Scalar(_) | Shape::Enum(_)));
    let derives = if comparable { "Clone, Copy, Debug, PartialEq" } else { "Clone, Copy, Debug" };
    let _ = writeln!(out, "#[repr(C)]\n#[derive({derives})]\npub struct {} {{", entry.name);
    let mut names = Scope::default();
    let mut asserts = String::new();
    for field in &ty.fields {
        let name = names.claim(&[crate::names::identifier(&field.name)]);
        let rust = match pod_field(&field.ty, book, 0) {
            Some(Shape::Array(of, Some(n), _)) => format!("[{}; {n}]", catalogue.wire(&of, book)),
            Some(Shape::Class(c)) => catalogue.path(&c),
            Some(other) => catalogue.wire(&other, book),
            None => continue,
        };
        match &field.doc {
            Some(doc) => docs::markdown(doc).lines().for_each(|l| {
                let _ = writeln!(out, "/// {l}");
            }),
            None => {
                let _ = writeln!(out, "/// `{}`", field.name);
            }
        }
        let _ = writeln!(out, "pub {name}: {rust},");
        if let Some(bits) = field.offset_bits {
            let _ = writeln!(asserts, "assert!(core::mem::offset_of!({}, {name}) == {});", entry.name, bits / 8);
        }
    }
    out.push_str("}\n\n");
    let _ = writeln!(
        out,
        "// The same layout as in C++, which asserts it as well.\nconst _: () = {{\nassert!(core::mem::size_of::<{0}>() == {1} && core::mem::align_of::<{0}>() == {2});\n{asserts}}};\n",
        entry.name, entry.traits.size, entry.traits.align
    );
    let _ = writeln!(
        out,
        "// SAFETY: a trivial type with the layout that is asserted above.\nunsafe impl cxx::ExternType for {} {{\n    type Id = cxx::type_id!(\"{}::{}\");\n    type Kind = cxx::kind::Trivial;\n}}\n",
        entry.name, catalogue.space, entry.alias
    );
}

fn enumeration(out: &mut String, entry: &Entry, ty: Option<&Type>, s: Scalar) {
    documentation(out, entry, ty);
    let rust = s.rust();
    let name = &entry.name;
    let _ = writeln!(
        out,
        "///\n/// Values that C++ has no name for are kept as they are.\n#[repr(transparent)]\n#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub struct {name}(pub {rust});\n"
    );
    let _ = writeln!(out, "crate::support::newtype!({name});\n");
    let Some(ty) = ty else { return };
    let mut scope = Scope::default();
    let mut arms = String::new();
    let mut seen = BTreeSet::new();
    let _ = writeln!(out, "impl {name} {{");
    for e in &ty.enumerators {
        let constant = scope.claim(&[screaming(&e.name)]);
        match &e.doc {
            Some(doc) => docs::markdown(doc).lines().for_each(|l| {
                let _ = writeln!(out, "/// {l}");
            }),
            None => {
                let _ = writeln!(out, "/// `{}`", e.name);
            }
        }
        let _ = writeln!(out, "pub const {constant}: Self = Self({});", literal(&e.value, s));
        if seen.insert(e.value.clone()) {
            let _ = writeln!(arms, "Self::{constant} => f.write_str({:?}),", e.name);
        }
    }
    out.push_str("}\n\n");
    let all = s == Scalar::Bool && seen.len() > 1;
    let other = if all { String::new() } else { format!("_ => write!(f, \"{name}({{}})\", self.0),\n") };
    let _ = writeln!(
        out,
        "impl core::fmt::Debug for {name} {{\nfn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {{\nmatch *self {{\n{arms}{other}}}\n}}\n}}\n"
    );
    let _ = writeln!(
        out,
        "impl From<{rust}> for {name} {{\nfn from(value: {rust}) -> Self {{ Self(value) }}\n}}\n\nimpl From<{name}> for {rust} {{\nfn from(value: {name}) -> Self {{ value.0 }}\n}}\n"
    );
    if flags(ty) && rust != "bool" {
        for (tr, method, op) in [("BitOr", "bitor", "|"), ("BitAnd", "bitand", "&")] {
            let _ = writeln!(
                out,
                "impl core::ops::{tr} for {name} {{\ntype Output = Self;\nfn {method}(self, other: Self) -> Self {{ Self(self.0 {op} other.0) }}\n}}\n"
            );
        }
    }
}

/// Values that are single bits, more than two of them: made to be combined.
fn flags(ty: &Type) -> bool {
    let values: Vec<i128> = ty.enumerators.iter().filter_map(|e| e.value.parse().ok()).collect();
    let bits = values.iter().filter(|v| **v > 0 && v.count_ones() == 1).count();
    bits >= 3
        && values.iter().any(|v| *v >= 4)
        && values.iter().all(|v| *v >= 0)
        && !values.contains(&3) | (bits * 2 > values.len())
}

fn literal(value: &str, s: Scalar) -> String {
    match (s, value) {
        (Scalar::Bool, "0") => "false".to_owned(),
        (Scalar::Bool, _) => "true".to_owned(),
        _ => value.to_owned(),
    }
}
