//! Constructors that a class has from its bases: `using Base::Base;`.

use migrate_crossing::{Book, Class, Shape};
use migrate_model::bridge::ItemKind;
use migrate_model::facts::{Symbol, Type};
use migrate_model::types::Noexcept;

use crate::catalogue::{Entry, Form};
use crate::names::Scope;
use crate::spell;
use crate::throws::Throws;
use crate::thunk::{Call, Callee};

/// Calls of the inherited constructors, but those that a declared one hides. `throws` is absent where nothing is caught.
pub(crate) fn calls<'a>(
    ty: &'a Type,
    entry: &'a Entry,
    declared: &[&Symbol],
    throws: Option<&Throws<'_>>,
    scope: &mut Scope,
    book: &Book<'_>,
) -> Vec<Call<'a>> {
    let traits = entry.traits;
    if !traits.class || !traits.destructible || traits.is_abstract || matches!(entry.form, Form::Enum(_)) {
        return Vec::new();
    }
    let shapes = |s: &migrate_model::types::Signature| -> Vec<Shape> {
        s.params.iter().map(|p| Shape::of(&p.ty, book)).collect()
    };
    let own: Vec<Vec<Shape>> = declared.iter().filter_map(|s| s.about.signature.as_ref()).map(shapes).collect();
    let mut out = Vec::new();
    for inherited in ty.inherited.iter().filter(|i| !i.signature.variadic) {
        let params = shapes(&inherited.signature);
        if own.contains(&params) {
            continue;
        }
        let words: Vec<String> = params.iter().map(crate::api::word).collect();
        let stem = if params.len() == 1 { "from" } else { "new" };
        let mut call = Call::blank(ty, entry, "new", ItemKind::Constructor);
        call.constructs = true;
        call.signature = spell::signature(&inherited.signature);
        call.callee = Callee::New(Class::of(ty).spelling);
        call.throws = inherited.signature.noexcept != Noexcept::Yes && throws.is_some_and(|t| t.named(&inherited.usr));
        call.params = inherited.signature.params.iter().cloned().zip(params).collect();
        call.result = Shape::Class(Class::of(ty));
        call.doc = Some("With a constructor of its base.".to_owned());
        call.rust_name = scope.claim(&["new".to_owned(), format!("{stem}_{}", words.join("_"))]);
        out.push(call);
    }
    out
}
