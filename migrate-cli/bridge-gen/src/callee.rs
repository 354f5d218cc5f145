//! The call of a declared function: what is given, and how C++ may spell it.

use migrate_crossing::{Book, Class, Shape};
use migrate_model::bridge::ItemKind;
use migrate_model::types::{Param, TypeExpr};

use crate::api::Function;
use crate::catalogue::Catalogue;
use crate::input::PanicPolicy;
use crate::spell;
use crate::thunk::{Call, Callee, Home};

/// The call of a declared function with its first `given` arguments.
pub(crate) fn call<'a>(
    f: &Function<'a>,
    given: usize,
    catalogue: &'a Catalogue,
    book: &Book<'a>,
    roots: &[String],
) -> Call<'a> {
    let owner = f.owner.and_then(|o| catalogue.get(&Class::of(o)));
    let constructs = f.kind == ItemKind::Constructor;
    let itself = (f.copies() || f.moves()) && owner.is_some();
    let skip = usize::from(itself);
    let params: Vec<(Param, Shape)> =
        f.signature.params.iter().zip(&f.params).take(given).skip(skip).map(|(p, s)| (p.clone(), s.clone())).collect();
    let object = if itself { Some(f.copies()) } else { f.is_member().then(|| f.reads()) };
    let result = match f.owner {
        Some(o) if constructs => Shape::Class(Class::of(o)),
        _ => f.result.clone(),
    };
    let callee = if constructs {
        let spelling = f.owner.map_or_else(String::new, |o| Class::of(o).spelling);
        match itself {
            true if f.copies() => Callee::Forms(vec!["self_".to_owned()]),
            true => Callee::Forms(vec!["std::move(self_)".to_owned()]),
            false => Callee::New(spelling),
        }
    } else {
        Callee::Forms(forms(f, book))
    };
    Call {
        usr: f.symbol.about.usr.clone(),
        name: f.symbol.name.clone(),
        kind: f.kind,
        signature: spell::signature(f.signature),
        doc: f.symbol.about.doc.clone().or_else(|| f.symbol.about.brief.clone()),
        owner,
        owner_type: f.owner,
        module: crate::api::module(f, roots),
        object,
        callee,
        params,
        extra: Vec::new(),
        nullable: false,
        result,
        elements: None,
        constructs,
        home: Home::Heap,
        base: false,
        throws: false,
        resumes: PanicPolicy::Abort,
        rust_name: f.rust_name.clone(),
        variant: false,
        owned: None,
    }
}

/// How C++ may spell a use of it, best first.
fn forms(f: &Function<'_>, book: &Book<'_>) -> Vec<String> {
    let arguments = f.symbol.about.arguments.as_deref().unwrap_or_default();
    let name = format!("{}{arguments}", f.name());
    let Some(owner) = f.owner else {
        return vec![format!("::{}{arguments}($)", f.symbol.name), format!("{name}($)")];
    };
    if f.symbol.about.is_static {
        return vec![format!("::{}::{name}($)", Class::of(owner).spelling)];
    }
    let object = if f.consumes() { "std::move(self_)" } else { "self_" };
    let mut out = Vec::new();
    if f.symbol.kind == migrate_model::facts::SymbolKind::Conversion {
        if let Some(to) = spell::spell(&f.signature.result, book) {
            // A cast may choose a constructor of the other type instead.
            out.push(format!("{object}.operator {to}()"));
            out.push(format!("static_cast<{to}>({object})"));
        }
        out.push(format!("{object}.{name}()"));
        return out;
    }
    out.push(format!("{object}.{name}($)"));
    if let Some(pointer) = member_pointer(f, book) {
        out.push(format!("({object}.*static_cast<{pointer}>(&::{}::{name}))($)", Class::of(owner).spelling));
    }
    out
}

/// The type of a pointer to this very overload.
fn member_pointer(f: &Function<'_>, book: &Book<'_>) -> Option<String> {
    let params: Option<Vec<String>> = f.signature.params.iter().map(|p| exact(&p.ty, book)).collect();
    let constness = if f.signature.is_const { " const" } else { "" };
    Some(format!(
        "{} (::{}::*)({}){constness}",
        exact(&f.signature.result, book)?,
        Class::of(f.owner?).spelling,
        params?.join(", ")
    ))
}

fn exact(ty: &TypeExpr, book: &Book<'_>) -> Option<String> {
    spell::spell(ty, book)
}
