//! Which objects may go to other threads, and be read by several at a time, as far as their members show it.
//!
//! An object that is made of values alone (numbers, strings, containers of these) shares nothing with another object:
//! it may be moved. If no member is `mutable` either, `const` functions do not change it, and several threads may call
//! these at a time, as they may for strings and containers themselves. A pointer, anything unknown or a virtual function
//! says nothing, so nothing is claimed.

use migrate_model::facts::{Type, TypeKind};

use crate::book::Book;
use crate::shape::{Class, Shape, Std};

/// What other threads may do with an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Threads {
    /// Nothing is known.
    Unknown,
    /// Take it over.
    Send,
    /// Take it over, or read it while others read it.
    SendSync,
}

/// What the members of a class say.
#[must_use]
pub fn threads(ty: &Type, book: &Book<'_>) -> Threads {
    of_type(ty, book, 0)
}

fn of_type(ty: &Type, book: &Book<'_>, depth: usize) -> Threads {
    let known = book
        .traits(&Class::of(ty).spelling)
        .is_some_and(|t| t.class && !t.polymorphic && (t.size <= 1 || !ty.fields.is_empty() || !ty.bases.is_empty()));
    if depth > 8 || !known || !matches!(ty.kind, TypeKind::Class | TypeKind::Struct) {
        return Threads::Unknown;
    }
    let fields = ty.fields.iter().map(|f| {
        let all = of_shape(&Shape::of(&f.ty, book), book, depth);
        if f.mutable { all.min(Threads::Send) } else { all }
    });
    let bases = ty.bases.iter().map(|b| of_shape(&Shape::of(&b.ty, book), book, depth));
    fields.chain(bases).min().unwrap_or(Threads::SendSync)
}

fn of_shape(shape: &Shape, book: &Book<'_>, depth: usize) -> Threads {
    match shape {
        Shape::Scalar(_) | Shape::Enum(_) => Threads::SendSync,
        Shape::Array(of, Some(_), _) => of_shape(of, book, depth),
        Shape::Class(c) => book.ty(&c.usr).map_or(Threads::Unknown, |t| of_type(t, book, depth + 1)),
        Shape::Std(
            Std::StringView
            | Std::SharedPtr
            | Std::WeakPtr
            | Std::Function
            | Std::InitializerList
            | Std::OutStream
            | Std::InStream
            | Std::InOutStream,
            _,
        ) => Threads::Unknown,
        // A `const` function may change what a unique pointer leads to.
        Shape::Std(Std::UniquePtr, args) => parts(args, book, depth).min(Threads::Send),
        Shape::Std(_, args) => parts(args, book, depth),
        _ => Threads::Unknown,
    }
}

fn parts(args: &[Shape], book: &Book<'_>, depth: usize) -> Threads {
    // The length of an array stands among its arguments.
    let values = args.iter().filter(|a| !matches!(a, Shape::Array(of, Some(_), _) if **of == Shape::Void));
    values.map(|a| of_shape(a, book, depth)).min().unwrap_or(Threads::SendSync)
}
