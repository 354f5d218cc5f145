//! The table: what Rust sees of a value that crosses, by its shape and its direction.

use crate::book::Book;
use crate::code::Code;
use crate::scalar::Scalar;
use crate::shape::{Class, Function, Shape, Std};

/// How a parameter gets into C++.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Into {
    /// Nothing crosses: C++ gets `nullptr`.
    Null,
    /// By value.
    Scalar(Scalar),
    /// `&mut` to a scalar; `bool`: C++ takes a pointer.
    ScalarMut(Scalar, bool),
    /// A newtype over the underlying integer.
    Enum(Class),
    /// `&mut` to that newtype; `bool`: C++ takes a pointer.
    EnumMut(Class, bool),
    /// Bytes: `std::string` and its like, or (with a spelling) a class of pointer and length.
    Bytes(Option<Class>),
    /// A `std::string` of C++ itself, since what is made from it points into it.
    Text,
    /// A `std::string` that C++ changes; `bool`: C++ takes a pointer.
    BytesMut(bool),
    /// A text that ends with a zero byte.
    CStr,
    /// A container or another type of the standard library, converted; `bool`: C++ takes a pointer.
    Wire(Shape, bool),
    /// The same, given back changed; `bool`: C++ takes a pointer.
    WireMut(Shape, bool),
    /// `&T` of a class; `bool`: C++ takes a pointer.
    Ref(Class, bool),
    /// `Pin<&mut T>`; `bool`: C++ takes a pointer.
    Mut(Class, bool),
    /// A copy of `&T`.
    Copy(Class),
    /// A `UniquePtr<T>` that is moved from.
    Move(Class),
    /// `std::unique_ptr`
    Unique(Class),
    /// `std::shared_ptr`; `bool`: by reference.
    Shared(Class),
    /// A pointer to a pointer that C++ sets: an owned result.
    OwnedOut(Class),
    /// `std::span` of these; `bool`: C++ only reads them.
    Span(Shape, bool),
    /// `std::function`
    Closure(Closure),
    /// `std::ostream`; `bool`: C++ takes a pointer.
    Write(bool),
    /// `std::istream`; `bool`: C++ takes a pointer.
    Read(bool),
    /// `std::iostream`; `bool`: C++ takes a pointer.
    ReadWrite(bool),
    /// Any other pointer, as C++ spells it through `decltype` of the parameter.
    Raw {
        /// Rust type behind `*mut`, as far as there is one.
        to: Box<Shape>,
        /// `*const`
        is_const: bool,
    },
}

impl Into {
    /// A stream; `Some(true)`: C++ takes a pointer.
    #[must_use]
    pub fn stream(&self) -> Option<bool> {
        match self {
            Into::Write(pointer) | Into::Read(pointer) | Into::ReadWrite(pointer) => Some(*pointer),
            _ => None,
        }
    }
}

/// What a `std::function` takes and gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// How its arguments come out of C++.
    pub params: Vec<Outof>,
    /// How its result goes into C++.
    pub result: Option<Box<Into>>,
    /// The shapes, for the C++ side.
    pub function: Function,
}

/// How a result gets out of C++.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outof {
    /// Nothing.
    Void,
    /// By value.
    Scalar(Scalar),
    /// A scalar that C++ gives by mutable reference.
    ScalarMut(Scalar),
    /// A newtype over the underlying integer.
    Enum(Class),
    /// A `std::string` by value: owned bytes.
    Bytes,
    /// Bytes that something else owns (a string by reference, a view).
    View,
    /// The same, maybe absent.
    ViewPointer,
    /// A `std::string` that may be changed: `Pin<&mut CxxString>`; `bool`: a pointer.
    StringMut(bool),
    /// A text that ends with a zero byte, maybe absent.
    CStr,
    /// A container or another type of the standard library, converted; `bool`: a pointer, maybe null.
    Wire(Shape, bool),
    /// `std::span` of these, which something else owns; `bool`: they may only be read.
    Span(Shape, bool),
    /// The objects of a `std::vector` where they lie; `bool`: they may only be read.
    Elements(Class, bool),
    /// A class by value, on the heap.
    Boxed(Class),
    /// `&T`; `bool`: a pointer, maybe null.
    Ref(Class, bool),
    /// `Pin<&mut T>`; `bool`: a pointer, maybe null.
    Mut(Class, bool),
    /// `std::unique_ptr`
    Unique(Class),
    /// `std::shared_ptr`
    Shared(Class),
    /// A stream: the one that was passed, so nothing comes back.
    Stream,
    /// A loop: elements, in batches.
    Items(Element),
    /// Any other pointer.
    Raw {
        /// What it points to, as far as Rust has a type for it.
        to: Box<Shape>,
        /// `*const`
        is_const: bool,
    },
}

/// What a loop gives at each step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// A value that is converted.
    Wire(Shape),
    /// A copy of an object: a small one without a destructor, such as a handle, or one that is given by value.
    Copy(Class),
    /// An object that stays where it is.
    Ref(Class),
    /// A pointer to one, maybe null.
    Pointer(Class),
}

/// Both ends of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ends {
    /// Parameters in order.
    pub params: Vec<Into>,
    /// Result.
    pub result: Outof,
}

/// Why a shape does not cross.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The rule.
    pub code: Code,
    /// In words.
    pub reason: String,
}

fn refuse<T>(code: Code, reason: impl std::convert::Into<String>) -> Result<T, Refusal> {
    Err(Refusal { code, reason: reason.into() })
}

fn no_form<T>(what: &str) -> Result<T, Refusal> {
    refuse(Code::NoForm, format!("{what} has no Rust form"))
}

/// How a parameter of this shape gets into C++.
///
/// # Errors
/// It cannot; the reason is in the refusal.
pub fn into_cpp(shape: &Shape, book: &Book<'_>) -> Result<Into, Refusal> {
    Ok(match shape {
        Shape::Void | Shape::Function(_) => return no_form("a function"),
        Shape::Null => Into::Null,
        Shape::Scalar(s) => Into::Scalar(*s),
        Shape::Enum(c) | Shape::Class(c) if !book.is_nameable(&c.spelling) => return unnameable(c),
        Shape::Enum(c) => Into::Enum(c.clone()),
        Shape::Unknown(spelling) => return unknown(spelling),
        Shape::Std(std, args) => into_std(*std, args, shape, book)?,
        Shape::Class(c) if book.is_view(&c.spelling) => Into::Bytes(Some(c.clone())),
        Shape::Class(c) => match book.traits(&c.spelling) {
            Some(t) if t.copies => Into::Copy(c.clone()),
            Some(t) if t.moves => Into::Move(c.clone()),
            Some(_) => return refuse(Code::Incomplete, format!("{} can neither be copied nor moved", c.spelling)),
            None => return refuse(Code::Incomplete, format!("{} is only declared, or cannot be named", c.spelling)),
        },
        Shape::Rvalue(to) => match &**to {
            Shape::Class(c) if book.is_view(&c.spelling) => Into::Bytes(Some(c.clone())),
            Shape::Class(c) if book.traits(&c.spelling).is_some_and(|t| t.destructible) => Into::Move(c.clone()),
            Shape::Class(c) => return refuse(Code::Incomplete, format!("{} cannot be owned", c.spelling)),
            other => into_cpp(other, book)?,
        },
        Shape::Reference(to, is_const) => behind(to, *is_const, false, book)?,
        Shape::Pointer(to, is_const) => behind(to, *is_const, true, book)?,
        Shape::Array(of, None, is_const) => behind(of, *is_const, true, book)?,
        Shape::Array(of, Some(_), is_const) => Into::Raw { to: of.clone(), is_const: *is_const },
    })
}

fn unnameable<T>(class: &Class) -> Result<T, Refusal> {
    refuse(Code::Unnameable, format!("{} cannot be named from outside", class.spelling))
}

fn unknown<T>(spelling: &str) -> Result<T, Refusal> {
    let code = if spelling.contains('(') && spelling.contains("unnamed") { Code::Unnameable } else { Code::NoForm };
    refuse(code, format!("`{spelling}` has no Rust form"))
}

fn into_std(std: Std, args: &[Shape], shape: &Shape, book: &Book<'_>) -> Result<Into, Refusal> {
    Ok(match (std, args) {
        (Std::String | Std::StringView, _) => Into::Bytes(None),
        (Std::UniquePtr, [Shape::Class(c)]) => Into::Unique(c.clone()),
        (Std::SharedPtr, [Shape::Class(c)]) => Into::Shared(c.clone()),
        (Std::Function, [Shape::Function(f), ..]) => Into::Closure(closure(f, book)?),
        (Std::OutStream | Std::InStream | Std::InOutStream, _) => return no_form("a stream by value"),
        // There are no references to the elements of a `vector<bool>`, which stands behind the list.
        (Std::InitializerList, [of]) if *of != Shape::Scalar(Scalar::Bool) && wire(of, book) => {
            Into::Wire(shape.clone(), false)
        }
        (Std::InitializerList, _) => return no_form("such a std::initializer_list"),
        (Std::Span, [Shape::Pointer(of, is_const)]) if in_row(of) => Into::Span((**of).clone(), *is_const),
        (Std::Span, _) => return no_form("a span of such elements"),
        _ if wire(shape, book) => Into::Wire(shape.clone(), false),
        _ => return no_form("a container of such elements"),
    })
}

/// Elements that both languages may look at in place.
fn in_row(of: &Shape) -> bool {
    matches!(of, Shape::Scalar(s) if *s != Scalar::LongDouble)
}

/// Parameters that refer to something.
fn behind(to: &Shape, is_const: bool, pointer: bool, book: &Book<'_>) -> Result<Into, Refusal> {
    let raw = || Into::Raw { to: Box::new(to.clone()), is_const };
    // What is only read by reference may be made of a closure.
    if let Some(class) = to.function_object()
        && (pointer || !is_const)
    {
        return behind(&Shape::Class(class.clone()), is_const, pointer, book);
    }
    Ok(match (to, is_const) {
        (Shape::Class(c) | Shape::Enum(c), _) if !book.is_nameable(&c.spelling) && pointer => raw(),
        (Shape::Class(c) | Shape::Enum(c), _) if !book.is_nameable(&c.spelling) => return unnameable(c),
        (Shape::Scalar(Scalar::Char), true) if pointer => Into::CStr,
        (Shape::Scalar(s), true) if !pointer => Into::Scalar(*s),
        (Shape::Enum(c), true) if !pointer => Into::Enum(c.clone()),
        (Shape::Scalar(Scalar::Char), false) if pointer => raw(),
        (Shape::Scalar(_) | Shape::Enum(_), true) => raw(),
        (Shape::Scalar(s), false) => Into::ScalarMut(*s, pointer),
        (Shape::Enum(c), false) => Into::EnumMut(c.clone(), pointer),
        (Shape::Std(Std::OutStream, _), false) => Into::Write(pointer),
        (Shape::Std(Std::InStream, _), false) => Into::Read(pointer),
        (Shape::Std(Std::InOutStream, _), false) => Into::ReadWrite(pointer),
        (Shape::Std(Std::OutStream | Std::InStream | Std::InOutStream, _), _) => {
            return no_form("a stream that C++ may not use, since it is `const`,");
        }
        (Shape::Std(Std::String, _), false) => Into::BytesMut(pointer),
        (Shape::Std(std, args), true) if !pointer => into_std(*std, args, to, book)?,
        (Shape::Std(Std::String | Std::StringView, _), true) => raw(),
        (Shape::Std(_, _), true) if wire(to, book) => Into::Wire(to.clone(), pointer),
        (Shape::Std(_, _), false) if wire(to, book) => Into::WireMut(to.clone(), pointer),
        (Shape::Std(_, _), _) => return no_form("a reference to such a type of the standard library"),
        (Shape::Class(c), true) if !pointer && book.is_view(&c.spelling) => Into::Bytes(Some(c.clone())),
        (Shape::Class(c), true) => Into::Ref(c.clone(), pointer),
        (Shape::Class(c), false) => Into::Mut(c.clone(), pointer),
        (Shape::Pointer(inner, false), false) if pointer && owned_class(inner, book).is_some() => match &**inner {
            Shape::Class(c) => Into::OwnedOut(c.clone()),
            _ => raw(),
        },
        (Shape::Unknown(spelling), _) if !pointer => return unknown(spelling),
        (Shape::Array(..), _) if !pointer => raw(),
        (Shape::Pointer(..), true) if !pointer => return into_cpp(to, book),
        (_, _) if pointer => raw(),
        (Shape::Pointer(..), _) => raw(),
        _ => return no_form("such a reference"),
    })
}

fn owned_class<'s>(shape: &'s Shape, book: &Book<'_>) -> Option<&'s Class> {
    match shape {
        Shape::Class(c) if book.traits(&c.spelling).is_some_and(|t| t.destructible) => Some(c),
        _ => None,
    }
}

/// How a result of this shape gets out of C++.
///
/// # Errors
/// It cannot; the reason is in the refusal.
pub fn out_of_cpp(shape: &Shape, book: &Book<'_>) -> Result<Outof, Refusal> {
    if let Some(class) = shape.function_object() {
        return out_of_cpp(&Shape::Class(class.clone()), book);
    }
    Ok(match shape {
        Shape::Void => Outof::Void,
        Shape::Null => Outof::Void,
        Shape::Scalar(s) => Outof::Scalar(*s),
        Shape::Enum(c) | Shape::Class(c) if !book.is_nameable(&c.spelling) => return unnameable(c),
        Shape::Enum(c) => Outof::Enum(c.clone()),
        Shape::Unknown(spelling) => return unknown(spelling),
        Shape::Function(_) => return no_form("a function"),
        Shape::Std(std, args) => match (std, &args[..]) {
            (Std::String, _) => Outof::Bytes,
            (Std::StringView, _) => Outof::View,
            (Std::UniquePtr, [Shape::Class(c)]) => Outof::Unique(c.clone()),
            (Std::SharedPtr, [Shape::Class(c)]) => Outof::Shared(c.clone()),
            (Std::Span, [Shape::Pointer(of, is_const)]) if in_row(of) => Outof::Span((**of).clone(), *is_const),
            _ if wire(shape, book) => Outof::Wire(shape.clone(), false),
            _ => return no_form("such a type of the standard library"),
        },
        Shape::Class(c) if book.is_view(&c.spelling) => Outof::View,
        Shape::Class(c) => match book.traits(&c.spelling) {
            Some(t) if t.destructible => Outof::Boxed(c.clone()),
            Some(_) => return refuse(Code::Incomplete, format!("nobody else may destroy a {}", c.spelling)),
            None => return refuse(Code::Incomplete, format!("{} is only declared, or cannot be named", c.spelling)),
        },
        Shape::Rvalue(to) => match &**to {
            Shape::Class(_) | Shape::Std(..) => out_of_cpp(to, book)?,
            _ => return no_form("such an rvalue reference"),
        },
        Shape::Reference(to, is_const) => out_behind(to, *is_const, false, book)?,
        Shape::Pointer(to, is_const) => out_behind(to, *is_const, true, book)?,
        Shape::Array(of, _, is_const) => Outof::Raw { to: of.clone(), is_const: *is_const },
    })
}

/// Objects up to this size, in bytes, are copied in a loop if that is all there is to copying them: handles are what some
/// iterators keep inside of themselves.
const SMALL: u64 = 64;

/// What a loop gives whose iterator is dereferenced to this shape.
///
/// # Errors
/// Such elements do not cross.
pub fn element(shape: &Shape, book: &Book<'_>) -> Result<Element, Refusal> {
    let (of, stays) = match shape {
        Shape::Reference(to, _) => (&**to, true),
        Shape::Rvalue(to) => (&**to, false),
        other => (other, false),
    };
    let object = of.function_object().map(|c| Shape::Class(c.clone()));
    match object.as_ref().unwrap_or(of) {
        Shape::Class(c) if !book.is_view(&c.spelling) => match book.traits(&c.spelling) {
            Some(t) if t.copies && t.trivially_destructible && t.size <= SMALL => Ok(Element::Copy(c.clone())),
            Some(_) if stays => Ok(Element::Ref(c.clone())),
            Some(t) if t.destructible && t.moves => Ok(Element::Copy(c.clone())),
            _ => refuse(Code::Incomplete, format!("{} cannot be handed out", c.spelling)),
        },
        Shape::Pointer(to, _) => match &**to {
            Shape::Class(c) if book.is_nameable(&c.spelling) => Ok(Element::Pointer(c.clone())),
            _ => no_form("a pointer to such elements"),
        },
        _ if wire(of, book) && !holds_unique(of) => Ok(Element::Wire(of.clone())),
        _ => no_form("such an element"),
    }
}

fn out_behind(to: &Shape, is_const: bool, pointer: bool, book: &Book<'_>) -> Result<Outof, Refusal> {
    let raw = || Outof::Raw { to: Box::new(to.clone()), is_const };
    if let Some(class) = to.function_object() {
        return out_behind(&Shape::Class(class.clone()), is_const, pointer, book);
    }
    Ok(match (to, is_const) {
        (Shape::Class(c) | Shape::Enum(c), _) if !book.is_nameable(&c.spelling) && pointer => raw(),
        (Shape::Class(c) | Shape::Enum(c), _) if !book.is_nameable(&c.spelling) => return unnameable(c),
        (Shape::Scalar(Scalar::Char), true) if pointer => Outof::CStr,
        (Shape::Scalar(s), true) if !pointer => Outof::Scalar(*s),
        (Shape::Scalar(s), false) if !pointer && *s != Scalar::LongDouble => Outof::ScalarMut(*s),
        (Shape::Enum(c), _) if !pointer => Outof::Enum(c.clone()),
        (Shape::Std(Std::OutStream | Std::InStream | Std::InOutStream, _), _) => Outof::Stream,
        (Shape::Std(Std::String, _), false) => Outof::StringMut(pointer),
        (Shape::Std(Std::String | Std::StringView, _), _) if pointer => Outof::ViewPointer,
        (Shape::Std(Std::String | Std::StringView, _), _) => Outof::View,
        (Shape::Std(Std::SharedPtr, args), true) if !pointer => match &args[..] {
            [Shape::Class(c)] => Outof::Shared(c.clone()),
            _ => return no_form("such a pointer"),
        },
        (Shape::Std(..), _) if wire(to, book) && !holds_unique(to) => Outof::Wire(to.clone(), pointer),
        (Shape::Std(..), _) if !pointer => return no_form("a reference to such a type of the standard library"),
        (Shape::Class(c), true) if book.is_view(&c.spelling) && !pointer => Outof::View,
        (Shape::Class(c), true) => Outof::Ref(c.clone(), pointer),
        (Shape::Class(c), false) => Outof::Mut(c.clone(), pointer),
        (Shape::Unknown(spelling), _) if !pointer => return unknown(spelling),
        _ => raw(),
    })
}

/// The class of the objects that a reference to a `std::vector` leads to, and whether they may only be read: the objects
/// lie one behind the other, so Rust can look at them there.
#[must_use]
pub fn in_a_row<'s>(shape: &'s Shape, book: &Book<'_>) -> Option<(&'s Class, bool)> {
    let Shape::Reference(to, is_const) = shape else { return None };
    let Shape::Std(Std::Vector, of) = &**to else { return None };
    match &of[..] {
        [Shape::Class(c)] if !book.is_view(&c.spelling) && book.traits(&c.spelling).is_some() => Some((c, *is_const)),
        _ => None,
    }
}

/// A unique pointer in it cannot be copied out.
fn holds_unique(shape: &Shape) -> bool {
    matches!(shape, Shape::Std(Std::UniquePtr, _))
        || matches!(shape, Shape::Std(_, args) if args.iter().any(holds_unique))
}

/// The shape can be converted as a value, element by element.
#[must_use]
pub fn wire(shape: &Shape, book: &Book<'_>) -> bool {
    match shape {
        Shape::Scalar(_) | Shape::Enum(_) => true,
        Shape::Class(c) => {
            book.is_view(&c.spelling)
                || book.traits(&c.spelling).is_some_and(|t| t.destructible && (t.copies || t.moves))
        }
        Shape::Pointer(to, _) => matches!(&**to, Shape::Class(_)),
        Shape::Std(std, args) => match std {
            Std::Function => shape.function_object().is_some_and(|c| wire(&Shape::Class(c.clone()), book)),
            Std::InitializerList | Std::Span | Std::OutStream | Std::InStream | Std::InOutStream => false,
            Std::UniquePtr | Std::SharedPtr | Std::WeakPtr => matches!(&args[..], [Shape::Class(_)]),
            Std::Array => args.first().is_some_and(|a| wire(a, book)),
            Std::Variant | Std::Tuple => (1..=8).contains(&args.len()) && args.iter().all(|a| wire(a, book)),
            _ => args.iter().all(|a| wire(a, book)),
        },
        _ => false,
    }
}

/// How Rust code that C++ has called gives back a result: as a parameter gets into C++, but a function object has to be
/// one already.
///
/// # Errors
/// It cannot; the reason is in the refusal.
pub fn given_back(shape: &Shape, book: &Book<'_>) -> Result<Into, Refusal> {
    match shape.function_object() {
        Some(class) => into_cpp(&Shape::Rvalue(Box::new(Shape::Class(class.clone()))), book),
        None => into_cpp(shape, book),
    }
}

/// A pointer to a function that is called with a context: the place of its one `void*`, and what it takes and gives
/// besides.
///
/// # Errors
/// It has no such parameter, or something that does not cross.
pub fn callback(shape: &Shape, book: &Book<'_>) -> Result<(usize, Closure), Refusal> {
    let f = match shape {
        Shape::Function(f) => f,
        Shape::Pointer(to, _) => match &**to {
            Shape::Function(f) => f,
            _ => return no_form("no function"),
        },
        _ => return no_form("no function"),
    };
    let contexts: Vec<usize> = (0..f.params.len()).filter(|&i| is_context(&f.params[i])).collect();
    let [at] = contexts[..] else { return no_form("a function without a context") };
    let rest = f.params.iter().enumerate().filter(|(i, _)| *i != at);
    let params = rest.map(|(_, p)| out_of_cpp(p, book)).collect::<Result<Vec<_>, _>>()?;
    if params.iter().any(|p| matches!(p, Outof::Stream)) {
        return no_form("a callback with such arguments");
    }
    let result = match &f.result {
        Shape::Void => None,
        Shape::Scalar(_) | Shape::Enum(_) => Some(Box::new(into_cpp(&f.result, book)?)),
        _ => return no_form("a callback with such a result"),
    };
    Ok((at, Closure { params, result, function: (**f).clone() }))
}

/// `void*`
#[must_use]
pub fn is_context(shape: &Shape) -> bool {
    matches!(shape, Shape::Pointer(to, false) if **to == Shape::Void)
}

/// What a `std::function` takes and gives; the directions are the other way round.
fn closure(f: &Function, book: &Book<'_>) -> Result<Closure, Refusal> {
    let params = f.params.iter().map(|p| out_of_cpp(p, book)).collect::<Result<Vec<_>, _>>()?;
    if params.iter().any(|p| matches!(p, Outof::Raw { .. } | Outof::Stream)) {
        return no_form("a function object with such arguments");
    }
    let result = match &f.result {
        Shape::Void => None,
        other => Some(Box::new(given_back(other, book)?)),
    };
    if let Some(result) = &result
        && !matches!(
            **result,
            Into::Scalar(_)
                | Into::Enum(_)
                | Into::Bytes(None)
                | Into::Wire(_, false)
                | Into::Unique(_)
                | Into::Shared(_)
                | Into::Copy(_)
                | Into::Move(_)
        )
    {
        return no_form("a function object with such a result");
    }
    Ok(Closure { params, result, function: f.clone() })
}
