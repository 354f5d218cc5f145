//! Functions that C++ gives by pointer and Rust has to call: a callback that an overridden function or a facade gets.
//!
//! Rust can call such a pointer itself where all types are those of C. For the others, an alias of the API that names the
//! type has a function `call_…`, which calls through a pointer of that type.

use std::collections::BTreeSet;

use migrate_crossing::{Book, Class, Code, Doubt, Shape};
use migrate_model::bridge::ItemKind;
use migrate_model::facts::{Access, Type, TypeKind};
use migrate_model::types::{FunctionType, NamedKind, Param, TypeExpr};

use crate::api::{Function, class_is_public, internal, selected};
use crate::catalogue::{Catalogue, namespace};
use crate::input::Request;
use crate::lower::Argument;
use crate::names::snake;
use crate::spell;
use crate::thunk::{Call, Callee};

/// The parameter that is the pointer.
const POINTER: &str = "function";

/// A function for every alias of a pointer to a function that Rust cannot call itself.
pub(crate) fn calls<'a>(
    request: &Request,
    types: &'a [Type],
    functions: &[Function<'a>],
    catalogue: &'a Catalogue,
    roots: &[String],
    book: &Book<'a>,
) -> Vec<Call<'a>> {
    let open = |t: &&Type| {
        t.kind == TypeKind::Alias
            && selected(&t.name, &t.file, request)
            && matches!(t.access, None | Some(Access::Public))
            && class_is_public(t.class.as_deref(), book)
            && !t.name.split("::").any(internal)
    };
    let mut aliases: Vec<&Type> = types.iter().filter(open).collect();
    aliases.sort_by_key(|t| (&t.file, t.extent.line, &t.name));
    let named = aliases.into_iter().filter_map(|alias| {
        let module = namespace(&alias.name, 1, roots);
        call(&alias.name, alias.underlying.as_ref()?, alias.class.as_deref(), module, catalogue, book)
    });
    // Of the types without a name, those that Rust is given: by virtual functions of classes.
    let given = functions.iter().filter(|f| f.symbol.about.is_virtual).flat_map(|f| {
        let class = f.symbol.about.class.as_deref();
        f.signature.params.iter().filter(|p| matches!(p.ty, TypeExpr::Pointer { .. }) && !p.name.is_empty()).filter_map(
            move |p| call(&format!("{}::{}", f.symbol.name, p.name), &p.ty, class, Vec::new(), catalogue, book),
        )
    });
    let mut seen = BTreeSet::new();
    named.chain(given).filter(|c| seen.insert((c.owner_type.map(|o| &o.usr), c.rust_name.clone()))).collect()
}

fn call<'a>(
    name: &str,
    ty: &'a TypeExpr,
    class: Option<&str>,
    module: Vec<String>,
    catalogue: &'a Catalogue,
    book: &Book<'a>,
) -> Option<Call<'a>> {
    let signature = pointee(ty, book)?;
    let Shape::Function(shape) = Shape::of(&TypeExpr::Function { signature: Box::new(signature.clone()) }, book) else {
        return None;
    };
    if shape.variadic || shape.foreign().is_some() {
        return None;
    }
    let class = match class {
        Some(class) => Some((book.ty(class)?, catalogue.get(&Class::of(book.ty(class)?))?)),
        None => None,
    };
    let rust_name = format!("call_{}", snake(name.rsplit("::").next()?));
    let params = signature
        .params
        .iter()
        .map(|ty| (Param { name: String::new(), ty: ty.clone(), default: None }, Shape::of(ty, book)));
    let pointer = Argument {
        rust: Some((POINTER.to_owned(), "*mut core::ffi::c_void".to_owned())),
        slots: vec![(POINTER.to_owned(), "*mut u8".to_owned(), "std::uint8_t*".to_owned())],
        given: vec![format!("{POINTER}.cast()")],
        ..Argument::default()
    };
    Some(Call {
        name: format!("{name}::{rust_name}"),
        kind: if class.is_some() { ItemKind::Static } else { ItemKind::Free },
        doc: Some(format!("Calls a function that C++ gave as `{name}`.")),
        owner: class.map(|c| c.1),
        owner_type: class.map(|c| c.0),
        module: if class.is_some() { Vec::new() } else { module },
        callee: Callee::Forms(vec![format!("(reinterpret_cast<{}>({POINTER}))($)", spell::spell(ty, book)?)]),
        params: params.collect(),
        extra: vec![pointer],
        result: shape.result.clone(),
        rust_name,
        ..Call::empty()
    })
}

/// The function type behind aliases and a pointer.
fn pointee<'t>(ty: &'t TypeExpr, book: &Book<'t>) -> Option<&'t FunctionType> {
    match ty {
        TypeExpr::Pointer { to } => match &**to {
            TypeExpr::Function { signature } => Some(signature),
            _ => None,
        },
        TypeExpr::Named { what: NamedKind::Alias, .. } => pointee(book.alias(ty)?, book),
        _ => None,
    }
}

/// Whoever calls through a pointer answers for it.
pub(crate) fn doubt(call: &Call<'_>) -> Option<Doubt> {
    let pointer = |a: &Argument| a.rust.as_ref().is_some_and(|(name, ty)| name == POINTER && ty.starts_with('*'));
    let contract = format!("`{POINTER}` must be a function of this type, and what it needs must still be there.");
    call.extra.iter().any(pointer).then_some(Doubt { code: Code::RawPointer, contract })
}
