//! Function objects that Rust holds: a `std::function` that comes out of C++, or goes there by something else than a
//! closure.
//!
//! A parameter takes a closure, and no class is needed for that. Everywhere else a `std::function` is an object of a class
//! that can be called. No header of the API declares that class, so a row is made up for each such type that the API
//! names, and what its objects can do is written here.

use std::collections::BTreeMap;

use migrate_crossing::{Book, Class, Code, Doubt, Outof, Scalar, Shape, Std};
use migrate_model::bridge::ItemKind;
use migrate_model::facts::{Access, Extent, Type, TypeKind};
use migrate_model::types::{FunctionType, Noexcept, Param, Signature, TypeArg, TypeExpr};

use crate::catalogue::Entry;
use crate::input::{Facts, Request};
use crate::lower::{Argument, Lends, Texts};
use crate::names::Scope;
use crate::thunk::{Call, Callee};
use crate::{api, iterate, survey};

/// Rows for the function objects of an API, by their C++ spelling.
pub(crate) fn rows(request: &Request, facts: &Facts) -> Vec<Type> {
    let book = Book::new(&facts.types);
    let mut found = BTreeMap::new();
    for f in api::functions(request, facts, &book) {
        find(&f.signature.result, false, &book, &mut found);
        // What an override in Rust is handed comes out of C++.
        let closure = !f.symbol.about.is_virtual;
        f.signature.params.iter().for_each(|p| find(&p.ty, closure, &book, &mut found));
    }
    for ty in survey::api_types(request, &facts.types, &book) {
        let public = ty.fields.iter().filter(|f| f.access == Access::Public);
        public.for_each(|f| find(&f.ty, false, &book, &mut found));
        if let Some((element, _)) = iterate::declared(&Class::of(ty).spelling, &book) {
            find(element, false, &book, &mut found);
        }
    }
    found.into_iter().map(|(spelling, signature)| row(spelling, signature)).collect()
}

/// The types of function objects in a type. `closure`: it is that of a parameter, which takes a closure instead.
fn find<'a>(ty: &'a TypeExpr, closure: bool, book: &Book<'a>, found: &mut BTreeMap<&'a str, &'a FunctionType>) {
    match ty {
        TypeExpr::Qualified { of, .. } => find(of, closure, book, found),
        TypeExpr::Pointer { to } => find(to, false, book, found),
        TypeExpr::Reference { to, .. } => {
            let reads = !matches!(Shape::of(ty, book), Shape::Reference(_, false));
            find(to, closure && reads, book, found);
        }
        TypeExpr::Array { of, .. } => find(of, false, book, found),
        TypeExpr::Function { signature } => {
            signature.params.iter().chain([&signature.result]).for_each(|t| find(t, false, book, found));
        }
        TypeExpr::Named { args, spelling, .. } => match Shape::of(ty, book) {
            _ if book.alias(ty).is_some() => book.alias(ty).into_iter().for_each(|t| find(t, closure, book, found)),
            Shape::Std(Std::UniquePtr | Std::SharedPtr | Std::WeakPtr, _) => {}
            Shape::Std(std, _) => {
                let types = args.iter().filter_map(|a| if let TypeArg::Type(t) = a { Some(t) } else { None });
                types.clone().for_each(|t| find(t, false, book, found));
                if let (Std::Function, false, Some(spelling)) = (std, closure, spelling)
                    && let Some(signature) = types.clone().find_map(|t| function_type(t, book))
                {
                    found.insert(spelling, signature);
                }
            }
            _ => {}
        },
        _ => {}
    }
}

fn function_type<'a>(ty: &'a TypeExpr, book: &Book<'a>) -> Option<&'a FunctionType> {
    match ty {
        TypeExpr::Function { signature } => Some(signature),
        _ => function_type(book.alias(ty)?, book),
    }
}

fn row(spelling: &str, of: &FunctionType) -> Type {
    let param = |ty: &TypeExpr| Param { name: String::new(), ty: ty.clone(), default: None };
    Type {
        usr: format!("function object {spelling}"),
        name: "std::function".to_owned(),
        kind: TypeKind::Class,
        spelling: Some(spelling.to_owned()),
        file: String::new(),
        extent: Extent::default(),
        defined: true,
        class: None,
        access: None,
        size: None,
        align: None,
        pod: false,
        trivially_copyable: false,
        polymorphic: false,
        is_abstract: false,
        is_final: false,
        scoped: false,
        local: false,
        bases: Vec::new(),
        fields: Vec::new(),
        enumerators: Vec::new(),
        underlying: None,
        params: Vec::new(),
        signature: Some(Signature {
            result: of.result.clone(),
            params: of.params.iter().map(param).collect(),
            variadic: of.variadic,
            is_const: true,
            ref_qualifier: None,
            noexcept: Noexcept::Unspecified,
        }),
        inherited: Vec::new(),
        methods: Vec::new(),
        brief: Some("A function object: what is called may be C++ or Rust, or nothing at all.".to_owned()),
        doc: None,
    }
}

/// A row that was made up here: no other class has a signature.
pub(crate) fn is_row(ty: &Type) -> bool {
    ty.kind == TypeKind::Class && ty.signature.is_some()
}

/// What function objects can do: be called, be asked whether there is something to call, and be made of a closure. What
/// is called can throw anything, and if it is nothing, that is thrown.
pub(crate) fn calls<'a>(
    ty: &'a Type,
    entry: &'a Entry,
    exceptions: bool,
    scope: &mut Scope,
    book: &Book<'_>,
) -> Vec<Call<'a>> {
    let Some(signature) = &ty.signature else { return Vec::new() };
    let mut call = Call::blank(ty, entry, "operator()", ItemKind::Method);
    call.object = Some(true);
    call.callee = Callee::Forms(vec!["self_($)".to_owned()]);
    call.params = signature.params.iter().map(|p| (p.clone(), Shape::of(&p.ty, book))).collect();
    call.result = Shape::of(&signature.result, book);
    call.throws = exceptions;
    call.doc = Some("Calls it. If it is empty, C++ throws `std::bad_function_call`.".to_owned());
    call.rust_name = scope.claim(&["call".to_owned()]);

    let mut set = Call::blank(ty, entry, "operator bool", ItemKind::Method);
    set.object = Some(true);
    set.callee = Callee::Forms(vec!["static_cast<bool>(self_)".to_owned()]);
    set.result = Shape::Scalar(Scalar::Bool);
    set.doc = Some("Whether there is something to call.".to_owned());
    set.rust_name = scope.claim(&["is_set".to_owned()]);

    let params = signature.params.iter().map(|p| p.ty.clone()).collect();
    let of = FunctionType { result: signature.result.clone(), params, variadic: signature.variadic };
    let param = Param { name: "f".to_owned(), ty: TypeExpr::Function { signature: Box::new(of) }, default: None };
    let function = Shape::of(&param.ty, book);
    let mut new = Call::blank(ty, entry, "function", ItemKind::Constructor);
    new.constructs = true;
    new.callee = Callee::New(entry.spelling.clone());
    new.params = vec![(param, Shape::Std(Std::Function, vec![function]))];
    new.result = Shape::Class(Class::of(ty));
    new.doc = Some("A closure of Rust, for C++ to call.".to_owned());
    new.rust_name = scope.claim(&["new".to_owned()]);
    vec![call, set, new]
}

/// There are function objects in a result, by value: what is returned may refer to the arguments and the object.
pub(crate) fn returns(out: &Outof, texts: Texts<'_>) -> bool {
    let mut found = Vec::new();
    match out {
        Outof::Boxed(c) => found.push(c.clone()),
        Outof::Wire(shape, _) => shape.classes(&mut found),
        _ => {}
    }
    found.iter().any(|c| texts.catalogue.get(c).is_some_and(|e| e.callable))
}

/// A function object may refer to this argument for as long as Rust lends it: C++ gets it where it lies.
pub(crate) fn captures(argument: &Argument) -> bool {
    match &argument.lends {
        Some(Lends::Bytes) => !argument.temporary,
        Some(_) => true,
        None => changed(argument) && argument.before.is_empty() && argument.cpp_before.is_empty(),
    }
}

/// C++ changes a copy of it that ends with the call.
pub(crate) fn dangles(argument: &Argument) -> Option<Doubt> {
    let (name, _) = argument.rust.as_ref().filter(|_| changed(argument) && !captures(argument))?;
    let contract =
        format!("If the function object refers to `{name}`, it must not be called: that ends with this call.");
    Some(Doubt { code: Code::Keeps, contract })
}

fn changed(argument: &Argument) -> bool {
    argument.rust.as_ref().is_some_and(|(_, ty)| ty.starts_with("&mut "))
}
