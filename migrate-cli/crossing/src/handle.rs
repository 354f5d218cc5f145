//! Handles: classes whose copies lead to the same things. What one of them changes, the others see.
//!
//! Rust takes it for granted that nothing which is borrowed changes meanwhile. Whoever has two handles to one node can
//! borrow a text from the first and change the node through the second, and no borrow checker knows that these two have
//! to do with each other. Reading through handles is safe, changing through them is not.

use migrate_model::facts::Type;
use migrate_model::types::{TypeArg, TypeExpr};

use crate::book::Book;
use crate::code::Code;
use crate::safety::{Doubt, words};
use crate::shape::{Class, Shape, Std};

/// First words of the names of methods that change something, although they are `const`.
const CHANGES: [&str; 20] = [
    "set", "add", "append", "prepend", "insert", "emplace", "push", "pop", "remove", "erase", "clear", "reset",
    "delete", "destroy", "detach", "assign", "update", "replace", "swap", "rename",
];

/// First words of the names of methods that only look, although they are not `const`.
const LOOKS: [&str; 13] =
    ["first", "last", "next", "prev", "previous", "parent", "root", "begin", "end", "get", "find", "is", "has"];

/// Copies of an object of this class lead to the same things, and these may change: it holds a pointer and has no
/// destructor that could own, or it shares on purpose.
#[must_use]
pub fn shares(owner: &Type, book: &Book<'_>) -> bool {
    let Some(traits) = book.traits(&Class::of(owner).spelling) else { return false };
    traits.copies && !traits.polymorphic && leads(owner, traits.trivially_destructible, book, 0)
}

/// A part of the class leads to something that may change; plain pointers count where nothing is owned.
fn leads(ty: &Type, plain: bool, book: &Book<'_>, depth: usize) -> bool {
    let bases = ty.bases.iter().map(|b| &b.ty);
    depth < 8
        && ty.fields.iter().map(|f| &f.ty).chain(bases).any(|t| match Shape::of(t, book) {
            Shape::Pointer(to, false) | Shape::Reference(to, false) => plain && !matches!(*to, Shape::Function(_)),
            Shape::Std(Std::SharedPtr, _) => !points_to_const(t, book),
            Shape::Class(c) => book.ty(&c.usr).is_some_and(|t| leads(t, plain, book, depth + 1)),
            _ => false,
        })
}

/// `std::shared_ptr<const T>` and the like.
#[must_use]
pub fn points_to_const(ty: &TypeExpr, book: &Book<'_>) -> bool {
    match ty {
        TypeExpr::Qualified { of, .. } => points_to_const(of, book),
        TypeExpr::Reference { to, .. } => points_to_const(to, book),
        TypeExpr::Named { args, .. } if !args.is_empty() => {
            matches!(args.first(), Some(TypeArg::Type(TypeExpr::Qualified { is_const: true, .. })))
        }
        TypeExpr::Named { .. } => book.alias(ty).is_some_and(|to| points_to_const(to, book)),
        _ => false,
    }
}

/// A method of a handle changes more than the handle: all that are not `const`, except for those operators that only
/// move the handle on and those that say that they give another handle or a number, and `const` ones that say so.
#[must_use]
pub fn changes_shared(name: &str, reads: bool, params: &[(String, Shape)], result: &Shape, owner: &Class) -> bool {
    let operator = name.strip_prefix("operator").filter(|o| !o.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
    let takes = params.first().map(|(_, s)| s);
    match operator.map(str::trim) {
        _ if reads => words(name).first().is_some_and(|w| CHANGES.contains(&w.as_str())),
        Some("++" | "--") => false,
        Some("=") => takes.is_none_or(|s| s.class() != Some(owner)),
        Some("+=" | "-=") => !matches!(takes, Some(Shape::Scalar(_))),
        Some(_) => true,
        None if matches!(result, Shape::Class(_) | Shape::Scalar(_) | Shape::Enum(_)) => {
            !words(name).first().is_some_and(|w| LOOKS.contains(&w.as_str()))
        }
        None => words(name) != ["swap"],
    }
}

/// What has to be kept by hand around such a call.
#[must_use]
pub fn shared() -> Doubt {
    Doubt {
        code: Code::Shares,
        contract: "The call may change what other handles lead to: nothing that any of them lent may be in use, and a \
                   handle to what is gone afterwards must not be used."
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::Scalar;

    #[test]
    fn what_only_moves_a_handle_on_changes_nothing_else() {
        let class = |name: &str| Class { spelling: name.to_owned(), usr: name.to_owned() };
        let takes = |shape| vec![("x".to_owned(), shape)];
        let node = class("Node");
        let changes =
            |name, reads, params: &[_]| changes_shared(name, reads, params, &Shape::Class(class("Node")), &node);
        assert!(changes("set_name", false, &[]) && !changes("next", false, &[]) && changes("append_child", true, &[]));
        assert!(!changes("name", true, &[]) && !changes("operator++", false, &[]) && !changes("settings", true, &[]));
        assert!(!changes("operator=", false, &takes(Shape::Class(node.clone()))));
        assert!(changes("operator=", false, &takes(Shape::Scalar(Scalar::Int { bits: 32, signed: true }))));
        assert!(!changes("operator-=", false, &takes(Shape::Scalar(Scalar::Difference))));
    }
}
