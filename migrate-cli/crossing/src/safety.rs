//! Contracts that types cannot keep.
//!
//! The rules are those of the C++ Core Guidelines, read backwards: a `T*` or `T&` parameter denotes one object that is
//! borrowed for the call and is not owned (F.7, F.22, R.3), a returned `T*` or `T&` denotes a place in something that
//! outlives the call (F.42, F.44), and what is kept says so in its class (a member that points). Where facts or names
//! speak against these conventions, the Rust function is `unsafe` and says what it needs.

use migrate_model::facts::Type;
use migrate_model::types::TypeExpr;

use crate::book::Book;
use crate::code::Code;
use crate::judge::{Ends, Into, Outof};
use crate::shape::{Class, Foreign, Shape, Std};

/// One contract that the caller has to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The rule.
    pub code: Code,
    /// The contract, as a sentence of a `# Safety` section.
    pub contract: String,
}

/// Words of parameter names that count what a pointer before them points to.
pub const LENGTH_NAMES: [&str; 10] = ["len", "length", "size", "count", "n", "num", "bytes", "nbytes", "cnt", "sz"];

/// Words of function names that end the life of what they are given.
const ENDS: [&str; 9] = ["delete", "destroy", "free", "release", "dispose", "close", "unlock", "erase", "deallocate"];
/// Words of function and parameter names that say that what is passed is kept as it lies.
const KEEPS: [&str; 12] = [
    "static", "intern", "interned", "borrow", "borrowed", "unowned", "external", "shallow", "nocopy", "inplace",
    "alias", "buffer",
];
/// Words of function names that give a new object to the caller.
const MAKES: [&str; 10] = ["new", "create", "make", "clone", "copy", "open", "alloc", "allocate", "build", "duplicate"];

/// Words of function names that take a callback for later.
const LATER: [&str; 24] = [
    "set",
    "add",
    "register",
    "on",
    "subscribe",
    "install",
    "attach",
    "connect",
    "listen",
    "watch",
    "observe",
    "hook",
    "schedule",
    "start",
    "submit",
    "post",
    "enqueue",
    "defer",
    "async",
    "later",
    "spawn",
    "thread",
    "exit",
    "begin",
];

/// The words of a C++ name, in small letters: `NewLRUCache` is `new`, `lru`, `cache`.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let chars: Vec<char> = name.chars().collect();
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|j| chars[j]);
        let next = chars.get(i + 1);
        let starts = c.is_uppercase()
            && before.is_some_and(|b| b.is_lowercase() || (b.is_uppercase() && next.is_some_and(|n| n.is_lowercase())));
        if *c == '_' || starts {
            out.push(String::new());
        }
        if *c != '_'
            && let Some(last) = out.last_mut()
        {
            last.extend(c.to_lowercase());
        }
    }
    out.retain(|w| !w.is_empty());
    out
}

/// The name says that what is passed ends.
#[must_use]
pub fn frees(name: &str) -> bool {
    words(name).iter().any(|w| ENDS.contains(&w.as_str()))
}

/// The name says that the result is new and belongs to the caller.
#[must_use]
pub fn makes(name: &str) -> bool {
    words(name).first().is_some_and(|w| MAKES.contains(&w.as_str()))
}

/// The name says that a callback is called later, or again.
#[must_use]
pub fn keeps_callbacks(name: &str) -> bool {
    words(name).iter().any(|w| LATER.contains(&w.as_str()))
}

/// Plain pointers are among the elements.
fn points(shape: &Shape) -> bool {
    match shape {
        Shape::Pointer(..) => true,
        Shape::Std(_, args) => args.iter().any(points),
        _ => false,
    }
}

/// The name says that what is passed is not copied.
fn keeps_by_name(name: &str) -> bool {
    words(name).iter().any(|w| KEEPS.contains(&w.as_str()))
}

/// The name of a parameter says that it counts.
#[must_use]
pub fn is_length(name: &str) -> bool {
    let words = words(name);
    words.iter().any(|w| LENGTH_NAMES.contains(&w.as_str()))
}

/// The same with more suspicion: `veclen`, `nkeys`.
fn may_count(name: &str) -> bool {
    let name = name.to_lowercase();
    is_length(&name)
        || name.starts_with('n')
        || ["len", "size", "count", "cnt", "num"].iter().any(|w| name.ends_with(w))
}

/// What the caller of a function has to keep by hand. `owner` is the class of a method or constructor, `reads` says that
/// it is a `const` method, `borrows` that a parameter or the object gives the result its lifetime, `tied` that a new object
/// cannot outlive what it was made from.
#[must_use]
#[expect(
    clippy::too_many_arguments,
    clippy::fn_params_excessive_bools,
    reason = "facts of one call, all named at the only caller"
)]
pub fn doubts(
    name: &str,
    ends: &Ends,
    params: &[(String, Shape)],
    owner: Option<&Type>,
    constructs: bool,
    reads: bool,
    borrows: bool,
    tied: bool,
    book: &Book<'_>,
) -> Vec<Doubt> {
    let mut out = Vec::new();
    let unowned = keeps_by_name(name) || params.iter().any(|(p, _)| keeps_by_name(p));
    let is_view = owner.is_some_and(|o| book.is_view(&Class::of(o).spelling));
    for (i, (into, (param, shape))) in ends.params.iter().zip(params).enumerate() {
        let mut add = |code, contract: String| out.push(Doubt { code, contract });
        let counted =
            matches!(into, Into::Ref(_, true) | Into::Mut(_, true) | Into::ScalarMut(_, true) | Into::EnumMut(_, true))
                && params
                    .get(i + 1)
                    .is_some_and(|(next, s)| matches!(s, Shape::Scalar(c) if c.counts()) && may_count(next));
        if counted {
            add(
                Code::RawPointer,
                format!("`{param}` must be the first of as many objects as `{}` says.", params[i + 1].0),
            );
        }
        let bytes = matches!(shape, Shape::Pointer(to, _) if matches!(**to, Shape::Scalar(_) | Shape::Void));
        if bytes
            && matches!(into, Into::CStr | Into::Null)
            && (constructs && !tied
                || unowned
                || is_view && !reads && !tied
                // What C++ may change in place it may also go on using.
                || !reads && matches!((into, shape), (Into::Null, Shape::Pointer(_, false))))
            && owner.is_some_and(|o| keeps(o, shape, false, book))
        {
            add(Code::Keeps, kept(param));
        }
        let text = matches!(into, Into::CStr | Into::Bytes(_)) && keeps_text(owner, name, param, shape, book);
        if text && !reads && !tied && !out.iter().any(|d| d.code == Code::Keeps) {
            out.push(Doubt { code: Code::Keeps, contract: kept(param) });
            continue;
        }
        let mut add = |code, contract: String| out.push(Doubt { code, contract });
        if is_view && !reads && !tied && matches!(into, Into::Bytes(Some(_))) {
            add(Code::Keeps, kept(param));
            continue;
        }
        match into {
            Into::Raw { to, .. } if calls(to) == Some(Foreign::Numbers) => {}
            Into::Raw { to, .. } if calls(to).is_some() => add(
                Code::RawPointer,
                format!(
                    "`{param}` must be a function that C++ may call with the pointers that it has, whenever it does, or `None` where it allows that."
                ),
            ),
            Into::Raw { .. } => add(
                Code::RawPointer,
                format!(
                    "`{param}` must be what the C++ function expects there: valid for the whole call, or null where it allows that."
                ),
            ),
            Into::OwnedOut(_) if !makes(name) => add(
                Code::RawPointer,
                format!(
                    "What the function stores in `{param}` must belong to the caller: it is deleted when the `UniquePtr` is dropped."
                ),
            ),
            Into::Wire(shape, _) | Into::WireMut(shape, _) if points(shape) => {
                add(Code::RawPointer, format!("the pointers in `{param}` must be valid for the whole call."));
            }
            Into::Mut(_, true) | Into::Ref(_, true) if frees(name) => {
                add(Code::Frees, format!("`{param}` may be destroyed: it must not be used afterwards."));
            }
            Into::Span(of, is_const)
                if !reads
                    && !tied
                    && owner.is_some_and(|o| {
                        keeps(o, &Shape::Pointer(Box::new(of.clone()), *is_const), constructs, book)
                    }) =>
            {
                add(Code::Keeps, kept(param));
            }
            Into::Ref(..) | Into::Mut(..) | Into::BytesMut(_) | Into::Bytes(Some(_)) | Into::Text
                if !reads && !tied && owner.is_some_and(|o| keeps(o, shape, constructs, book)) =>
            {
                add(Code::Keeps, kept(param));
            }
            _ => {}
        }
    }
    let mut add = |code, contract: String| out.push(Doubt { code, contract });
    match &ends.result {
        Outof::Mut(..) | Outof::StringMut(_) | Outof::ScalarMut(_) | Outof::Span(_, false) | Outof::Elements(_, false)
            if reads && borrows => add(
            Code::Aliases,
            "The result is mutable although the object is only borrowed: no other reference to what it refers to may be in use while it lives.".to_owned(),
        ),
        Outof::Mut(..) | Outof::StringMut(_) | Outof::ScalarMut(_) | Outof::Span(_, false)
            if !borrows && !makes(name) => add(
            Code::Unbound,
            "Nothing says how long the result lives: it must not be used after C++ has destroyed it, and not while another reference to it is in use.".to_owned(),
        ),
        _ => {}
    }
    out
}

/// A function that Rust can name, behind a pointer.
fn calls(to: &Shape) -> Option<Foreign> {
    if let Shape::Function(f) = to { f.foreign() } else { None }
}

/// A class that only points at text of this kind may go on pointing at what it is given: it has no destructor that could
/// own a copy, or its member is named as the parameter or the setter is.
fn keeps_text(owner: Option<&Type>, name: &str, param: &str, shape: &Shape, book: &Book<'_>) -> bool {
    let Some(owner) = owner else { return false };
    let characters =
        |s: &Shape| matches!(s, Shape::Pointer(to, true) if matches!(**to, Shape::Scalar(crate::scalar::Scalar::Char)));
    let view = |s: &Shape| match s {
        Shape::Std(Std::StringView, _) => true,
        Shape::Class(c) => book.is_view(&c.spelling),
        _ => false,
    };
    if !characters(shape) && !view(shape) {
        return false;
    }
    let owns_nothing = book.traits(&Class::of(owner).spelling).is_some_and(|t| t.trivially_destructible);
    let plain = |name: &str| {
        let mut words = words(name);
        words.retain(|w| !matches!(w.as_str(), "set" | "m"));
        words.concat()
    };
    text_members(owner, book, 0).into_iter().any(|(field, kept)| {
        let alike = [name, param].iter().any(|n| !n.is_empty() && plain(n) == plain(field));
        (characters(&kept) || view(&kept)) && (owns_nothing || view(&kept) && view(shape) || alike)
    })
}

/// The members of a class and its bases, by name.
fn text_members<'t>(ty: &'t Type, book: &Book<'t>, depth: usize) -> Vec<(&'t str, Shape)> {
    let mut out: Vec<(&str, Shape)> = ty.fields.iter().map(|f| (f.name.as_str(), Shape::of(&f.ty, book))).collect();
    for base in ty.bases.iter().filter(|_| depth < 8) {
        if let Shape::Class(c) = Shape::of(&base.ty, book)
            && let Some(base) = book.ty(&c.usr)
        {
            out.extend(text_members(base, book, depth + 1));
        }
    }
    out
}

fn kept(param: &str) -> String {
    format!("`{param}` may be kept: it must stay valid and in place as long as the object uses it.")
}

/// A class may hold on to something of this shape: it has a member that points to it (or, in a constructor, to anything
/// of which it could be a part).
fn keeps(owner: &Type, shape: &Shape, constructs: bool, book: &Book<'_>) -> bool {
    let target = match shape {
        Shape::Pointer(to, _) | Shape::Reference(to, _) => (**to).clone(),
        other => other.clone(),
    };
    let mut seen = Vec::new();
    points_to(owner, &target, constructs, book, &mut seen)
}

/// Members and base classes.
fn parts(owner: &Type, book: &Book<'_>) -> Vec<Shape> {
    let bases = owner.bases.iter().map(|b| &b.ty);
    owner.fields.iter().map(|f| &f.ty).chain(bases).map(|t: &TypeExpr| Shape::of(t, book)).collect()
}

fn points_to<'b>(owner: &'b Type, target: &Shape, constructs: bool, book: &Book<'b>, seen: &mut Vec<&'b str>) -> bool {
    if seen.contains(&owner.usr.as_str()) {
        return false;
    }
    seen.push(&owner.usr);
    parts(owner, book).iter().any(|part| refers(part, target, constructs, book, seen))
}

/// What a pointer to characters may also be declared as.
fn bytes(shape: &Shape) -> bool {
    matches!(shape, Shape::Void | Shape::Scalar(crate::scalar::Scalar::Char))
}

fn refers<'b>(part: &Shape, target: &Shape, constructs: bool, book: &Book<'b>, seen: &mut Vec<&'b str>) -> bool {
    match part {
        Shape::Pointer(to, _) | Shape::Reference(to, _) => {
            **to == *target
                || bytes(to) && bytes(target)
                || is_base(to, target, book)
                || constructs && matches!(&**to, Shape::Void | Shape::Unknown(_))
        }
        Shape::Std(_, args) => args.iter().any(|a| refers(a, target, constructs, book, seen)),
        Shape::Class(c) if part == target => book.is_view(&c.spelling),
        Shape::Class(c) => book.ty(&c.usr).is_some_and(|t| points_to(t, target, constructs, book, seen)),
        _ => false,
    }
}

/// An object of the class could hold on to a stream: a member points to one, or to something of which too little is known.
#[must_use]
pub fn may_keep_streams(owner: &Type, book: &Book<'_>) -> bool {
    leads_to_streams(owner, book, &mut Vec::new())
}

fn leads_to_streams<'b>(owner: &'b Type, book: &Book<'b>, seen: &mut Vec<&'b str>) -> bool {
    if seen.contains(&owner.usr.as_str()) {
        return false;
    }
    seen.push(&owner.usr);
    !owner.defined || parts(owner, book).iter().any(|part| holds_streams(part, false, book, seen))
}

fn holds_streams<'b>(part: &Shape, behind: bool, book: &Book<'b>, seen: &mut Vec<&'b str>) -> bool {
    match part {
        Shape::Null | Shape::Scalar(_) | Shape::Enum(_) => false,
        Shape::Void | Shape::Unknown(_) | Shape::Function(_) => true,
        Shape::Pointer(to, _) | Shape::Reference(to, _) | Shape::Rvalue(to) => holds_streams(to, true, book, seen),
        Shape::Array(of, ..) => holds_streams(of, behind, book, seen),
        Shape::Std(Std::Function | Std::OutStream | Std::InStream | Std::InOutStream, _) => true,
        Shape::Std(Std::UniquePtr | Std::SharedPtr | Std::WeakPtr, args) => {
            args.iter().any(|a| holds_streams(a, true, book, seen))
        }
        Shape::Std(_, args) => args.iter().any(|a| holds_streams(a, behind, book, seen)),
        // What stands behind a pointer may be of a derived class.
        Shape::Class(c) => book.ty(&c.usr).is_none_or(|t| behind && t.polymorphic || leads_to_streams(t, book, seen)),
    }
}

/// `base` is a base class of `derived`.
fn is_base(base: &Shape, derived: &Shape, book: &Book<'_>) -> bool {
    let (Shape::Class(base), Shape::Class(derived)) = (base, derived) else { return false };
    let Some(derived) = book.ty(&derived.usr) else { return false };
    derived.bases.iter().any(|b| match Shape::of(&b.ty, book) {
        Shape::Class(c) => c == *base || is_base(&Shape::Class(base.clone()), &Shape::Class(c), book),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(words("NewLRUCache"), ["new", "lru", "cache"]);
        assert_eq!(words("byte_size"), ["byte", "size"]);
        assert!(makes("NewIterator") && !makes("News") && frees("DeleteChild") && is_length("nBytes"));
    }
}
