//! One C++ function (or a variant of it) as a thunk: C++ on one side, Rust on the other.

use migrate_crossing::{
    Book, Class, Code, Doubt, Ends, Into, Outof, Refusal, Shape, Std, callback, changes_shared, doubts, element,
    in_a_row, into_cpp, is_context, is_length, keeps_callbacks, makes, out_of_cpp, shared, shares,
};
use migrate_model::bridge::ItemKind;
use migrate_model::facts::{Type, TypeKind};
use migrate_model::types::Param;

use crate::catalogue::{Entry, Form};
use crate::function_object;
use crate::input::PanicPolicy;
use crate::lower::{Argument, Lends, Returned, Texts};
use crate::names::{Scope, parameter};
use crate::spell;
use crate::texted::Texted;

/// How the C++ side spells the use; `$` are the arguments.
#[derive(Clone, Debug)]
pub(crate) enum Callee {
    /// Texts of which the first that compiles is taken.
    Forms(Vec<String>),
    /// A new object of this class.
    New(String),
}

/// Where a constructor makes its object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Home {
    /// On the heap of C++.
    #[default]
    Heap,
    /// In storage of Rust.
    Place,
    /// In an object that there is, by assignment.
    Object,
}

/// What a thunk is made from.
#[derive(Clone, Debug)]
pub(crate) struct Call<'a> {
    /// Identifier of the C++ entity; empty for what nobody declared (an implicit copy).
    pub(crate) usr: String,
    /// Qualified C++ name.
    pub(crate) name: String,
    /// What it is.
    pub(crate) kind: ItemKind,
    /// C++ signature for people.
    pub(crate) signature: String,
    /// Documentation.
    pub(crate) doc: Option<String>,
    /// The class in whose `impl` it stands.
    pub(crate) owner: Option<&'a Entry>,
    /// Its facts.
    pub(crate) owner_type: Option<&'a migrate_model::facts::Type>,
    /// The module, if it stands in no class.
    pub(crate) module: Vec<String>,
    /// It has an object; `Some(true)`: only read.
    pub(crate) object: Option<bool>,
    /// How C++ spells it.
    pub(crate) callee: Callee,
    /// Parameters that are given.
    pub(crate) params: Vec<(Param, Shape)>,
    /// Arguments that are no parameters of the C++ function, first.
    pub(crate) extra: Vec<Argument>,
    /// Null may be passed wherever C++ takes a pointer.
    pub(crate) nullable: bool,
    /// Its result.
    pub(crate) result: Shape,
    /// It is a loop that gives these.
    pub(crate) elements: Option<Shape>,
    /// A constructor.
    pub(crate) constructs: bool,
    /// Where that makes its object.
    pub(crate) home: Home,
    /// The way up to a base class.
    pub(crate) base: bool,
    /// It may end with an exception that Rust has to see.
    pub(crate) throws: bool,
    /// C++ may call Rust code below it, of which a panic goes on in Rust afterwards: by which policy.
    pub(crate) resumes: PanicPolicy,
    /// Name of the Rust function.
    pub(crate) rust_name: String,
    /// One of several forms with fewer arguments.
    pub(crate) variant: bool,
    /// The returned pointer belongs to the caller, by configuration.
    pub(crate) owned: Option<bool>,
}

impl<'a> Call<'a> {
    /// What stands in a class without being declared there, to be filled in.
    pub(crate) fn blank(ty: &'a Type, entry: &'a Entry, name: &str, kind: ItemKind) -> Call<'a> {
        Call {
            name: format!("{}::{name}", ty.name),
            kind,
            owner: Some(entry),
            owner_type: Some(ty),
            rust_name: name.to_owned(),
            ..Call::empty()
        }
    }

    /// A call of nothing, to be filled in.
    pub(crate) fn empty() -> Call<'a> {
        Call {
            usr: String::new(),
            name: String::new(),
            kind: ItemKind::Free,
            signature: String::new(),
            doc: None,
            owner: None,
            owner_type: None,
            module: Vec::new(),
            object: None,
            callee: Callee::Forms(Vec::new()),
            params: Vec::new(),
            extra: Vec::new(),
            nullable: false,
            result: Shape::Void,
            elements: None,
            constructs: false,
            home: Home::Heap,
            base: false,
            throws: false,
            resumes: PanicPolicy::Abort,
            rust_name: String::new(),
            variant: false,
            owned: None,
        }
    }

    /// Symbol of an overloaded operator of a class.
    pub(crate) fn operator(&self) -> Option<&str> {
        let name = crate::api::last_name(&self.name);
        name.strip_prefix("operator")
            .filter(|o| !o.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
            .map(str::trim)
    }
}

/// A thunk before it is probed.
#[derive(Clone, Debug)]
pub(crate) struct Thunk {
    /// Name in the transport and in C++.
    pub(crate) id: String,
    /// Declaration for the header.
    pub(crate) declaration: String,
    /// Definitions of which the first that compiles is taken.
    pub(crate) forms: Vec<String>,
    /// Line in the `#[cxx::bridge]`.
    pub(crate) transport: String,
    /// The public Rust function.
    pub(crate) wrapper: String,
    /// Its signature alone.
    pub(crate) rust_signature: String,
    /// It is safe.
    pub(crate) safe: bool,
    /// Why it is not.
    pub(crate) doubts: Vec<Doubt>,
    /// Alias of the owner's type.
    pub(crate) owner: Option<String>,
    /// Module if there is no owner.
    pub(crate) module: Vec<String>,
    /// Name of the Rust function.
    pub(crate) rust_name: String,
    /// Types that the transport has to hold in a smart pointer: `UniquePtr<X>`.
    pub(crate) pointers: Vec<String>,
    /// What traits may be implemented with it.
    pub(crate) shape: Callable,
}

/// What the writer of traits needs to know of a thunk.
#[derive(Clone, Debug, Default)]
pub(crate) struct Callable {
    /// Types of the Rust parameters without the object.
    pub(crate) params: Vec<String>,
    /// Rust result type, empty for nothing.
    pub(crate) result: String,
    /// `Some(true)`: `&self`.
    pub(crate) object: Option<bool>,
    /// Returns a `Result`.
    pub(crate) throws: bool,
}

/// Judges and writes one call.
///
/// # Errors
/// Something in its signature does not cross.
pub(crate) fn thunk(call: &Call<'_>, texts: Texts<'_>, id: String) -> Result<Thunk, Refusal> {
    let book = texts.book;
    // A pointer to characters with a length elsewhere need not end with a zero byte.
    let counted = counted_result(&call.params, &call.result);
    let unterminated = counted.is_some()
        || matches!(crate::api::last_name(&call.name), "data" | "begin" | "end" | "cbegin" | "cend" | "ptr" | "Data");
    let row = in_a_row(&call.result, book).filter(|(c, _)| texts.catalogue.get(c).is_some());
    let result = match (&call.elements, row, &call.result) {
        (Some(shape), ..) => Outof::Items(element(shape, book)?),
        (None, Some((c, is_const)), _) => Outof::Elements(c.clone(), is_const),
        (None, None, Shape::Class(c)) if call.constructs => Outof::Boxed(c.clone()),
        _ => match out_of_cpp(&call.result, book)? {
            Outof::CStr if counted.is_some() => Outof::View,
            Outof::CStr if unterminated => {
                Outof::Raw { to: Box::new(Shape::Scalar(migrate_crossing::Scalar::Char)), is_const: true }
            }
            other => other,
        },
    };
    let ends = Ends { params: call.params.iter().map(|(_, s)| into_cpp(s, book)).collect::<Result<_, _>>()?, result };
    let mut ends = ends;
    for (i, into) in ends.params.iter_mut().enumerate() {
        // C++ reads what is there, and puts nothing of its own there.
        if let (Into::OwnedOut(_), Shape::Pointer(to, is_const)) = (&*into, &call.params[i].1)
            && is_array(&call.params, i)
        {
            *into = Into::Raw { to: to.clone(), is_const: *is_const };
        }
    }
    let keeper = keeper(call, &ends, texts)?;
    if call.home != Home::Heap && keeper.is_some() {
        return refuse_stream("the streams that the object may keep would have to outlive its place");
    }
    let stuck =
        |p: &Into| matches!(p, Into::WireMut(s, _) if texts.catalogue.moves(s, book) && texts.empty(s).is_none());
    if ends.params.iter().any(stuck) {
        let reason = "nothing can stand in for such a value while C++ changes it".to_owned();
        return Err(Refusal { code: Code::NoForm, reason });
    }
    if call.constructs && call.owner.is_some_and(|o| o.borrows) {
        for (into, (_, shape)) in ends.params.iter_mut().zip(&call.params) {
            // What the object points to has to outlive it: no temporary of the thunk will do.
            if *into == Into::Bytes(None) && matches!(shape, Shape::Reference(..)) {
                *into = Into::Text;
            }
        }
    }
    let mut scope = Scope::default();
    for word in ["outcome", "self_", "got_", "methods", "streams", "this", "place", "room"] {
        scope.reserve(word);
    }
    let names: Vec<String> = call
        .params
        .iter()
        .enumerate()
        .map(|(i, (p, _))| {
            let wish = if p.name.is_empty() { format!("arg{}", i + 1) } else { parameter(&p.name) };
            scope.claim(&[wish.clone(), format!("{}_arg", wish.trim_end_matches('_'))])
        })
        .collect();

    let mut arguments: Vec<Argument> = call.extra.clone();
    arguments.extend(call.owner.filter(|_| call.home == Home::Place).map(room));
    let mut i = 0;
    let mut merged = ends.clone();
    // What has become part of a closure points nowhere.
    let mut closed = Vec::new();
    while i < ends.params.len() {
        let (param, shape) = &call.params[i];
        if counted == Some(i) {
            let target = spell::target(&param.ty, book).unwrap_or_default();
            merged.params[i] = Into::Null;
            arguments.push(Argument {
                cpp_before: vec![format!("{target} size_ = 0;")],
                cpp: vec!["&size_".to_owned()],
                ..Argument::default()
            });
            i += 1;
            continue;
        }
        if let Some(argument) = slice(call, i, &names, texts) {
            merged.params[i] = Into::Null;
            merged.params[i + 1] = Into::Null;
            arguments.push(argument);
            i += 2;
            continue;
        }
        if let Some(argument) = context(call, i, &names, texts) {
            merged.params[i] = Into::Null;
            merged.params[i + 1] = Into::Null;
            closed.extend([i, i + 1]);
            arguments.push(argument);
            i += 2;
            continue;
        }
        let member = call.kind == ItemKind::Variable && function_pointer(shape);
        let nullable = call.nullable
            || member
            || param.default.as_deref().is_some_and(|d| matches!(d, "nullptr" | "NULL" | "0" | "0L"));
        let into = &ends.params[i];
        let mut argument = match keeper {
            Some(keeper) if into.stream().is_some() => {
                texts.kept_stream(&names[i], into, keeper.variable(), keeper.lifetime())
            }
            _ => texts.argument(&names[i], into, &param.ty, nullable),
        };
        if let Into::Closure(closure) = &ends.params[i] {
            texts.closure(&mut argument, closure, &names[i], &param.ty)?;
        }
        arguments.push(argument);
        i += 1;
    }

    let fallible = call.throws || arguments.iter().any(|a| a.fallible);
    let object_entry = call.object.and(call.owner);
    // The object, or what is passed by reference, gives a borrowed result its lifetime.
    let shape = |i: usize| if closed.contains(&i) { Shape::Null } else { call.params[i].1.clone() };
    let named: Vec<(String, Shape)> = names.iter().enumerate().map(|(i, n)| (n.clone(), shape(i))).collect();
    let result_class = match &ends.result {
        Outof::Ref(c, _) | Outof::Mut(c, _) | Outof::Boxed(c) => Some(c.clone()),
        _ => None,
    };
    // What points and is not made from an object points into what it is made from.
    let points = matches!(&ends.result, Outof::Boxed(c) if texts.catalogue.get(c).is_some_and(|e| e.borrows));
    let function_object = !call.constructs && function_object::returns(&ends.result, texts);
    let lenders: Vec<usize> = (0..arguments.len())
        .filter(|&i| {
            if function_object {
                return function_object::captures(&arguments[i]);
            }
            !arguments[i].temporary
                && match (&arguments[i].lends, &result_class) {
                    // A key that something is looked up by is not what is found; a default may be.
                    (Some(Lends::Bytes), None) => object_entry.is_none() || is_fallback(&arguments[i]),
                    (Some(Lends::Class(c)), Some(r)) => c == r || object_entry.is_none(),
                    (Some(Lends::Class(_)), None) => object_entry.is_none(),
                    (Some(Lends::Bytes), Some(_)) => object_entry.is_none() && (call.constructs || points),
                    (Some(Lends::Handle), Some(_)) => object_entry.is_none() && points,
                    (Some(Lends::Handle), None) | (None, _) => false,
                }
        })
        .collect();
    let lent = object_entry.is_some() || !lenders.is_empty();
    if row.is_some() && !lent {
        // Nothing says how long they stay there.
        ends.result = out_of_cpp(&call.result, book)?;
        merged.result = ends.result.clone();
    }
    let owned = call.owned.unwrap_or_else(|| makes(crate::api::last_name(&call.name)));
    let mut returned = texts.result(&ends.result, owned, lent);
    let factory = owned && call.owned.is_none() && returned.rust.starts_with("cxx::UniquePtr<") && !call.constructs;
    let pointer = matches!(ends.result, Outof::Ref(..) | Outof::Mut(..));
    if keeper == Some(Keeper::Result) {
        streamed(&mut returned);
    }
    let tied = call.constructs && returned.borrows;
    let mut lenders = lenders;
    if factory && pointer && keeper.is_none() {
        lenders = sources(&arguments);
        if object_entry.is_some() || !lenders.is_empty() {
            tie(&mut returned);
        }
    }
    if counted.is_some() {
        returned.cpp = returned.cpp.replace("got_.data(), got_.size()", "got_, static_cast<std::size_t>(size_)");
    }
    if call.constructs
        && let Callee::New(spelling) = &call.callee
        && let Some(owner) = call.owner
    {
        match call.home {
            Home::Heap => constructed(&mut returned, spelling, owner),
            Home::Place => placed(&mut returned, spelling, owner),
            Home::Object => returned = assigned(spelling),
        }
    }

    let mut doubts = doubts(
        crate::api::last_name(&call.name),
        &merged,
        &named,
        call.owner_type.filter(|_| call.object.is_some() || call.constructs),
        call.constructs,
        call.object == Some(true),
        lent,
        tied,
        book,
    );
    let address = |s: &Shape| matches!(s, Shape::Pointer(..)) && !function_pointer(s);
    if call.kind == ItemKind::Variable && call.params.iter().any(|(_, s)| address(s)) {
        doubts.retain(|d| d.code != Code::Keeps);
        let contract = "The object keeps the pointer: what it points to must stay valid as long as the object uses it.";
        doubts.push(Doubt { code: Code::Keeps, contract: contract.to_owned() });
    }
    if function_object {
        doubts.extend(arguments.iter().filter_map(function_object::dangles));
    }
    doubts.extend(shared_change(call, book));
    doubts.extend(union_member(call));
    doubts.extend(crate::pointers::doubt(call));
    if call.object == Some(false) && call.params.is_empty() && ends_object(crate::api::last_name(&call.name)) {
        let contract = "The call may end the object: it must not be used, or dropped, afterwards.";
        doubts.push(Doubt { code: Code::Invalidates, contract: contract.to_owned() });
    }
    if call.object == Some(false) && !call.constructs && takes_streams_of_another(call) {
        let contract = "The object may go on with the streams of the other one: they have to outlive both.";
        doubts.push(Doubt { code: Code::Keeps, contract: contract.to_owned() });
    }
    if call.owned.is_some() || owned && (!returned.borrows || factory) {
        doubts.retain(|d| d.code != Code::Unbound && d.code != Code::Aliases);
    }
    doubts.dedup();

    let texts_of = Texted { call, arguments: &arguments, returned: &returned, lenders: &lenders, fallible, keeper };
    let safe = doubts.is_empty();
    if call.home == Home::Object && !safe {
        return Err(Refusal { code: Code::Keeps, reason: "what the new object keeps may end before it".to_owned() });
    }
    let (signature, head) = texts_of.signature(safe);
    let raw_slots = texts_of.raw();
    Ok(Thunk {
        declaration: texts_of.declaration(&id),
        forms: texts_of.definitions(&id),
        transport: texts_of.transport(&id, raw_slots),
        wrapper: texts_of.wrapper(&id, &head, raw_slots, &doubts),
        rust_signature: signature,
        safe,
        doubts,
        owner: call.owner.map(|o| o.alias.clone()),
        module: call.module.clone(),
        rust_name: call.rust_name.clone(),
        pointers: texts_of.pointers(),
        shape: Callable {
            params: arguments.iter().filter_map(|a| a.rust.as_ref().map(|r| r.1.clone())).collect(),
            result: returned.rust.clone(),
            object: call.object,
            throws: fallible,
        },
        id,
    })
}

/// Who owns the streams that an object may keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeper {
    /// The new object's handle.
    Result,
    /// The handle of the object whose method it is.
    Object,
}

impl Keeper {
    /// The Rust variable that the streams go to.
    pub(crate) fn variable(self) -> &'static str {
        match self {
            Keeper::Result => "streams",
            Keeper::Object => "this",
        }
    }

    /// What the streams may borrow for.
    pub(crate) fn lifetime(self) -> &'static str {
        match self {
            Keeper::Result => "'a",
            Keeper::Object => "'s",
        }
    }
}

/// Whether streams have to outlive the call, and with whom.
fn keeper(call: &Call<'_>, ends: &Ends, texts: Texts<'_>) -> Result<Option<Keeper>, Refusal> {
    if !ends.params.iter().any(|p| p.stream().is_some()) {
        return Ok(None);
    }
    let made = match &ends.result {
        Outof::Boxed(c) | Outof::Unique(c) => Some(c),
        Outof::Ref(c, true) | Outof::Mut(c, true) if makes(crate::api::last_name(&call.name)) => Some(c),
        _ => None,
    };
    if let Some(entry) = made.and_then(|c| texts.catalogue.get(c)) {
        let named = !call.constructs && makes(crate::api::last_name(&call.name)) && entry.traits.polymorphic;
        let keeps = entry.streams || call.constructs && !entry.owned() && entry.form == Form::Opaque || named;
        return match (keeps, entry.owned()) {
            (false, _) => Ok(None),
            (true, true) => Ok(Some(Keeper::Result)),
            (true, false) => refuse_stream("the object may keep the stream, and Rust cannot own such an object"),
        };
    }
    match call.owner.filter(|o| o.streams) {
        Some(_) if call.object == Some(false) => Ok(Some(Keeper::Object)),
        _ => Ok(None),
    }
}

fn refuse_stream<T>(reason: &str) -> Result<T, Refusal> {
    Err(Refusal { code: Code::NoForm, reason: reason.to_owned() })
}

/// A pointer to a function that Rust can name: functions live as long as the program.
fn function_pointer(shape: &Shape) -> bool {
    matches!(shape, Shape::Pointer(to, _) if matches!(&**to, Shape::Function(f) if f.foreign().is_some()))
}

/// A method of a class that keeps streams is given another object of it.
fn takes_streams_of_another(call: &Call<'_>) -> bool {
    let Some(owner) = call.owner.filter(|o| o.streams) else { return false };
    call.params.iter().any(|(_, s)| s.class().is_some_and(|c| c.spelling == owner.spelling))
}

/// An owned result together with the streams that it was made from.
fn streamed(returned: &mut Returned) {
    let owned = ["cxx::UniquePtr<", "crate::support::View<'a, "].iter().find_map(|p| returned.rust.strip_prefix(p));
    if let Some(class) = owned {
        returned.rust = format!("crate::support::Streamed<'a, {class}");
        "crate::support::Streamed::new(r, streams)".clone_into(&mut returned.convert);
        returned.borrows = true;
    }
}

/// The arguments that an object which is made of them may go on using.
fn sources(arguments: &[Argument]) -> Vec<usize> {
    let lends = |a: &Argument| !a.temporary && matches!(a.lends, Some(Lends::Class(_)));
    (0..arguments.len()).filter(|&i| lends(&arguments[i])).collect()
}

/// A new object that borrows what it was made from.
fn tie(returned: &mut Returned) {
    returned.rust = returned.rust.replacen("cxx::UniquePtr<", "crate::support::Tied<'a, ", 1);
    returned.convert = "unsafe { crate::support::Tied::new(r) }".to_owned();
    returned.borrows = true;
}

/// A declared method of a handle that changes what other handles lead to.
fn shared_change(call: &Call<'_>, book: &Book<'_>) -> Option<Doubt> {
    let owner = call.owner_type.filter(|_| !call.usr.is_empty() && !call.constructs)?;
    let params: Vec<(String, Shape)> = call.params.iter().map(|(p, s)| (p.name.clone(), s.clone())).collect();
    let name = crate::api::last_name(&call.name);
    let changes = changes_shared(name, call.object?, &params, &call.result, &Class::of(owner));
    (changes && shares(owner, book)).then(shared)
}

/// Reading a member of a union, or assigning to one that is more than its bytes.
fn union_member(call: &Call<'_>) -> Option<Doubt> {
    let inside = call.kind == ItemKind::Variable && call.owner_type.is_some_and(|o| o.kind == TypeKind::Union);
    let overwrites =
        call.params.iter().any(|(_, s)| matches!(s, Shape::Scalar(_) | Shape::Enum(_) | Shape::Pointer(..)));
    (inside && !overwrites).then(|| Doubt {
        code: Code::Inactive,
        contract: "This member must be the one of the union that is alive: the one that was written last.".to_owned(),
    })
}

/// Characters that are returned while their number goes to a parameter: which one.
pub(crate) fn counted_result(params: &[(Param, Shape)], result: &Shape) -> Option<usize> {
    let characters =
        matches!(result, Shape::Pointer(to, true) if matches!(**to, Shape::Scalar(migrate_crossing::Scalar::Char)));
    let counts = |(p, s): &(Param, Shape)| {
        measures(&p.name) && matches!(s, Shape::Pointer(to, false) if matches!(**to, Shape::Scalar(c) if c.counts()))
    };
    params.iter().position(counts).filter(|_| characters)
}

/// A name that can only mean how long something is, not which of several it is (`lineNum`).
fn measures(name: &str) -> bool {
    crate::names::snake(name).split('_').any(|word| matches!(word, "len" | "length" | "size" | "bytes"))
}

/// A method without arguments whose name says that the object ends.
fn ends_object(name: &str) -> bool {
    ["destroy", "dispose", "delete", "deletethis", "destruct"]
        .iter()
        .any(|w| crate::names::snake(name).split('_').any(|n| n == *w))
}

/// What is given back when nothing is found.
fn is_fallback(argument: &Argument) -> bool {
    let name = argument.rust.as_ref().map_or("", |r| r.0.as_str());
    ["default", "fallback", "def", "otherwise", "or_else"].iter().any(|w| name.split('_').any(|n| n == *w))
}

/// A constructor makes its object in place of a copy.
fn constructed(returned: &mut Returned, spelling: &str, owner: &Entry) {
    if owner.form == Form::Pod {
        returned.cpp = format!("return ::{spelling}($);");
    } else {
        returned.cpp = format!("return std::unique_ptr<{0}>(new ::{spelling}($));", owner.alias);
    }
}

/// The place of an object that is made in storage of Rust.
fn room(owner: &Entry) -> Argument {
    let path = owner.path();
    Argument {
        rust: Some(("mut place".to_owned(), format!("core::pin::Pin<&mut crate::support::Place<{path}>>"))),
        slots: vec![("place".to_owned(), "*mut u8".to_owned(), "std::uint8_t*".to_owned())],
        before: vec!["let room = place.as_mut().room();".to_owned()],
        given: vec!["room".to_owned()],
        lends: Some(Lends::Class(Class { spelling: owner.spelling.clone(), usr: owner.usr.clone() })),
        ..Argument::default()
    }
}

/// A constructor makes its object in the place, and says how the object is destroyed there.
fn placed(returned: &mut Returned, spelling: &str, owner: &Entry) {
    returned.rust = format!("core::pin::Pin<&'a mut {}>", owner.path());
    returned.borrows = true;
    "*mut u8".clone_into(&mut returned.slot);
    "std::uint8_t*".clone_into(&mut returned.cpp_type);
    returned.cpp =
        format!("::new (static_cast<void*>(place)) ::{spelling}($); return raw(&end_in_place<{}>);", owner.alias);
    "unsafe { crate::support::Place::filled(place, r) }".clone_into(&mut returned.convert);
}

/// A constructor makes an object that C++ moves into the one that there is.
fn assigned(spelling: &str) -> Returned {
    Returned {
        cpp_type: "void".to_owned(),
        cpp: format!("self_ = ::{spelling}($);"),
        convert: "r".to_owned(),
        ..Returned::default()
    }
}

/// A pointer and a length behind it, as one slice.
fn slice(call: &Call<'_>, i: usize, names: &[String], texts: Texts<'_>) -> Option<Argument> {
    let (pointer, shape) = &call.params[i];
    let (length, count) = call.params.get(i + 1)?;
    if let Some(range) = range(call, i, names, texts) {
        return Some(range);
    }
    let Shape::Scalar(counter) = count else { return None };
    let (to, is_const) = match shape {
        Shape::Pointer(to, is_const) | Shape::Array(to, None, is_const) => (to, *is_const),
        _ => return None,
    };
    let is_view = match &**to {
        Shape::Std(Std::StringView, _) => true,
        Shape::Class(c) => texts.book.is_view(&c.spelling),
        _ => false,
    };
    if is_view && is_const && counter.counts() && is_length(&length.name) {
        return texts.views(&names[i], &pointer.ty, &length.ty);
    }
    let element = match &**to {
        Shape::Scalar(s) if *s != migrate_crossing::Scalar::LongDouble => true,
        Shape::Void => true,
        Shape::Class(c) => texts.catalogue.get(c).is_some_and(|e| e.form == Form::Pod),
        _ => false,
    };
    if !element || !counter.counts() || !is_length(&length.name) {
        return None;
    }
    Some(texts.slice(&names[i], to, is_const, &pointer.ty, &length.ty))
}

/// A pointer to a function beside the `void*` that it wants to be called with, as one closure. It is lent where nothing
/// speaks for it being called later, and is C++'s for ever otherwise.
fn context(call: &Call<'_>, i: usize, names: &[String], texts: Texts<'_>) -> Option<Argument> {
    let (one, other) = (&call.params[i], call.params.get(i + 1)?);
    let (first, function, at) = match (is_context(&one.1), is_context(&other.1)) {
        (false, true) => (false, one, i),
        (true, false) => (true, other, i + 1),
        _ => return None,
    };
    let (place, closure) = callback(&function.1, texts.book).ok()?;
    let kept = call.constructs
        || call.object == Some(false)
        || keeps_callbacks(crate::api::last_name(&call.name))
        || call.result.function_object().is_some();
    texts.context(&closure, &names[at], &function.0.ty, place, kept, first).ok()
}

/// Two pointers, the second behind the last element of the first, as one slice.
fn range(call: &Call<'_>, i: usize, names: &[String], texts: Texts<'_>) -> Option<Argument> {
    let (to, is_const) = is_range(&call.params, i)?;
    let (first, last) = (&call.params[i].0, &call.params[i + 1].0);
    let mut argument = texts.slice(&names[i], to, is_const, &first.ty, &last.ty);
    argument.cpp[1] = format!("{} + {}.size()", argument.cpp[0], names[i]);
    Some(argument)
}

/// A pointer to pointers or numbers that may change, with a length behind it.
pub(crate) fn is_array(params: &[(Param, Shape)], i: usize) -> bool {
    let (Shape::Pointer(to, false), Some((length, Shape::Scalar(count)))) = (&params[i].1, params.get(i + 1)) else {
        return false;
    };
    matches!(**to, Shape::Pointer(..) | Shape::Scalar(_)) && count.counts() && is_length(&length.name)
}

/// What two pointers enclose, by their names: `begin` and `end`, `p` and `limit`.
pub(crate) fn is_range(params: &[(Param, Shape)], i: usize) -> Option<(&Shape, bool)> {
    let ((first, shape), (last, end)) = (&params[i], params.get(i + 1)?);
    let starts = |name: &str, words: &[&str]| words.iter().any(|w| name.to_lowercase().starts_with(w));
    let Shape::Pointer(to, is_const) = shape else { return None };
    let scalar = matches!(**to, Shape::Scalar(s) if s != migrate_crossing::Scalar::LongDouble);
    let both =
        starts(&first.name, &["begin", "first", "start"]) && starts(&last.name, &["end", "last", "stop", "limit"]);
    let plain = matches!(last.name.to_lowercase().trim_end_matches('_'), "end" | "last" | "limit" | "stop");
    (shape == end && scalar && (both || plain)).then_some((&**to, *is_const))
}
