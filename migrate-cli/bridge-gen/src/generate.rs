//! From facts to a bridge, in phases: ask what types are, write every thunk, probe, drop what fails, write the crate.

use std::collections::{BTreeMap, BTreeSet};

use migrate_crossing::{Book, Class, Code, Refusal, Scalar, Shape, Std, in_a_row};
use migrate_model::bridge::{Item, ItemKind, Status};
use migrate_model::facts::{Access, Symbol, SymbolKind, Type, TypeKind};
use migrate_model::types::{Param, TypeExpr};

use crate::api::{self, Function};
use crate::catalogue::{Catalogue, Entry, Form};
use crate::input::{Compiler, Facts, PanicPolicy, Request, RustError, Snippet, Stopped};
use crate::lower::Texts;
use crate::names::{Scope, identifier, snake, transported};
use crate::subclass::{self, Subclass};
use crate::throws::Throws;
use crate::thunk::{self, Call, Callee, Home, Thunk};
use crate::{Bridge, Progress, blame, callee, facade, function_object, package, survey};

/// So many trailing default arguments or more have only the shortest and the longest form.
const MAX_VARIANTS: usize = 8;

/// What the Rust compiler does not take is dropped; after so many rounds it is left to the user.
const MAX_ROUNDS: usize = 4;

/// So many calls stand in one source when all are linked: a large bridge is compiled in parallel.
const LINKED_TOGETHER: usize = 1500;

/// A call with its thunk, or the reason why it has none.
pub(crate) struct Attempt<'a> {
    /// What was to be called.
    pub(crate) call: Call<'a>,
    /// The thunk.
    pub(crate) thunk: Result<Thunk, Refusal>,
    /// Index of the definition that compiles.
    pub(crate) form: usize,
}

/// See the function of this name at the root of the crate.
pub(crate) fn generate(
    request: &Request,
    facts: &Facts,
    compiler: &dyn Compiler,
    progress: &dyn Progress,
) -> Result<Bridge, Stopped> {
    let objects = function_object::rows(request, facts);
    let mut book = Book::new(&facts.types);
    book.extend(&objects);
    progress.phase("asking the compiler about types");
    let first = api::functions(request, facts, &book);
    let api_types = survey::api_types(request, &facts.types, &book);
    if first.is_empty() && api_types.is_empty() && !crate::constants::any(request, facts, &book) {
        return Err(Stopped::Nothing("no declaration is selected by these headers, namespaces and files".to_owned()));
    }
    let includes = package::includes(request);
    let asked = survey::classes(&first, &api_types, &book);
    survey::ask(&mut book, &asked, &package::library_headers(request, facts), compiler)?;
    let functions = api::functions(request, facts, &book);
    let classes: Vec<Class> = asked.into_iter().filter(|c| book.is_nameable(&c.spelling)).collect();
    let destroyed: BTreeSet<&str> = functions
        .iter()
        .filter(|f| f.kind == ItemKind::Destructor)
        .filter_map(|f| f.owner.map(|o| o.usr.as_str()))
        .collect();
    let roots = api::roots(request);
    let streamers: BTreeSet<&str> = functions
        .iter()
        .filter(|f| f.kind == ItemKind::Constructor && f.params.iter().any(is_stream))
        .filter_map(|f| f.owner.map(|o| o.usr.as_str()))
        .collect();
    let named = survey::aliases(request, &facts.types, &book);
    let mut catalogue = Catalogue::new(&classes, &named, &roots, &destroyed, &package::namespace(request), &book);
    catalogue.keep_streams(&streamers, &book);
    catalogue.make_in_place(&request.overrides.in_place);
    let texts = Texts { book: &book, catalogue: &catalogue, text: false };

    let mut scopes = scopes(&functions, &roots);
    let mut calls = calls(request, facts, &functions, &api_types, &catalogue, &book, &mut scopes);
    let prelude = package::prelude(request, &catalogue, &book, facts);
    progress.phase("probing subclasses");
    let Derived { mut subclasses, prelude, refused } =
        subclasses(request, facts, &api_types, texts, &mut scopes, prelude, compiler)?;
    for subclass in &subclasses {
        // An abstract class is made by its subclass, and by nothing else.
        let made: BTreeSet<&str> =
            subclass.calls.iter().filter(|c| c.constructs).map(|c| c.usr.as_str()).filter(|u| !u.is_empty()).collect();
        calls.retain(|c| {
            !(c.constructs && made.contains(c.usr.as_str()) && c.owner.is_some_and(|o| o.traits.is_abstract))
        });
        calls.extend(subclass.calls.iter().cloned());
    }
    resume_panics(&mut calls, !subclasses.is_empty(), request);
    let mut ids = Scope::default();
    crate::vocabulary::words().into_iter().for_each(|word| ids.reserve(word));
    let mut attempts: Vec<Attempt<'_>> = calls
        .into_iter()
        .map(|call| {
            let id = ids.claim(&[id(&call)]);
            let mut thunk = attempt(&call, request, texts, id);
            if let Err(refusal) = &mut thunk
                && refusal.code == Code::Abstract
                && let Some(why) = call.owner.and_then(|o| refused.get(&o.alias))
            {
                refusal.reason = format!("the class is abstract, and no subclass can be written: {why}");
            }
            Attempt { call, thunk, form: 0 }
        })
        .collect();

    progress.phase("probing thunks");
    probe(&mut attempts, &prelude, request, compiler)?;
    progress.phase("linking");
    let notes = link(&mut attempts, &prelude, request, compiler)?;
    let derived = package::subclasses(request, &subclasses);
    settle(&mut subclasses, &mut attempts);
    let facade = match &request.port {
        Some(port) => {
            progress.phase("probing the facade");
            let mut facade = facade::facade(port, request, facts, &prelude, texts, compiler)?;
            facade.ownership.extend(subclasses.iter().flat_map(|s| s.ownership.iter().cloned()));
            Some(facade)
        }
        None => None,
    };

    progress.phase("asking for constants");
    let constants = crate::constants::constants(request, facts, &book, &includes, compiler)?;
    progress.phase("writing");
    let write = |attempts: &[Attempt<'_>], subclasses: &[Subclass<'_>]| {
        let parts = (subclasses, &*derived, &constants[..]);
        let mut bridge = package::write(request, facts, &book, &catalogue, attempts, parts, compiler);
        bridge.facade.clone_from(&facade);
        if let Some(facade) = &facade {
            package::face(request, &mut bridge.files, facade, compiler);
        }
        bridge
    };
    let mut bridge = write(&attempts, &subclasses);
    let mut rejected = Vec::new();
    for round in 0..MAX_ROUNDS {
        if round == 0 {
            progress.phase("asking the Rust compiler");
        }
        let errors = compiler.rust(&bridge.files);
        let Some(worse) = reject(&mut attempts, &errors, &bridge.files) else { break };
        rejected = worse;
        if !rejected.is_empty() {
            break;
        }
        settle(&mut subclasses, &mut attempts);
        bridge = write(&attempts, &subclasses);
    }
    bridge.items = items(&functions, &attempts, &catalogue);
    bridge.items.extend(templates(request, facts, &book));
    bridge.items.extend(api::left_out(request, facts, &book).map(|(f, refusal)| Item {
        code: Some(refusal.code.text().to_owned()),
        reason: Some(refusal.reason),
        ..row(&f)
    }));
    bridge.notes.extend(notes.into_iter().chain(rejected));
    Ok(bridge)
}

/// Drops what the Rust compiler does not take. `None` if there is nothing against the crate; a note if no function is to
/// blame.
fn reject(attempts: &mut [Attempt<'_>], errors: &[RustError], files: &BTreeMap<String, String>) -> Option<Vec<String>> {
    let first = errors.first()?;
    let thunks: BTreeSet<&str> = attempts.iter().filter_map(|a| a.thunk.as_ref().ok()).map(|t| t.id.as_str()).collect();
    let guilty = blame::blame(errors, files, &thunks);
    let guilty: BTreeMap<String, String> = guilty.into_iter().map(|(id, e)| (id, e.message.clone())).collect();
    if guilty.is_empty() {
        let place = format!("{}:{}", first.file, first.line);
        return Some(vec![format!("the Rust compiler does not take this crate: {} ({place})", first.message)]);
    }
    for attempt in attempts {
        let error = attempt.thunk.as_ref().ok().and_then(|t| guilty.get(&t.id));
        if let Some(error) = error {
            let reason = format!("the Rust compiler does not take it: {error}");
            attempt.thunk = Err(Refusal { code: Code::Rejected, reason });
        }
    }
    Some(Vec::new())
}

/// Where C++ can get at Rust code at all, any function may call it: whatever C++ keeps. Members are only read and
/// written.
fn resume_panics(calls: &mut [Call<'_>], derived: bool, request: &Request) {
    let policy = match request.overrides.panic {
        PanicPolicy::Exception if !request.exceptions => return,
        policy => policy,
    };
    let callable = |s: &Shape| migrate_crossing::calls_rust(s);
    if !derived && !calls.iter().any(|c| c.params.iter().any(|(_, s)| callable(s))) {
        return;
    }
    for call in calls.iter_mut().filter(|c| c.kind != ItemKind::Variable && !c.base) {
        call.resumes = policy;
    }
}

fn is_stream(shape: &Shape) -> bool {
    let stream = |s: &Shape| matches!(s, Shape::Std(Std::InStream | Std::OutStream | Std::InOutStream, _));
    matches!(shape, Shape::Reference(to, _) | Shape::Pointer(to, _) if stream(to))
}

/// Name of a thunk: the class or module, and the Rust function.
fn id(call: &Call<'_>) -> String {
    let scope = call.owner.map_or_else(|| call.module.join("_"), |o| snake(&o.alias));
    let scope = if scope.is_empty() { "free" } else { &scope };
    transported(&format!("{scope}_{}", call.rust_name))
}

fn attempt(call: &Call<'_>, request: &Request, texts: Texts<'_>, id: String) -> Result<Thunk, Refusal> {
    let refuse = |code, reason: &str| Err(Refusal { code, reason: reason.to_owned() });
    let configured = |set: &BTreeSet<String>| set.contains(&call.usr) || set.contains(&call.name);
    if configured(&request.overrides.skip) {
        return refuse(Code::Configured, "left out by the configuration");
    }
    if call.signature.contains(", ...)") || call.signature.contains("(...)") {
        return refuse(Code::Variadic, "takes any number of arguments, which Rust cannot pass on safely");
    }
    if call.kind == ItemKind::Operator && (call.name.contains("operator new") || call.name.contains("operator delete"))
    {
        return refuse(Code::Allocation, "allocation belongs to `UniquePtr` in Rust");
    }
    if let Some(owner) = call.owner_type
        && call.owner.is_none()
    {
        return refuse(Code::Unnameable, &format!("{} cannot be named from outside", owner.name));
    }
    if call.constructs && call.extra.is_empty() && call.owner.is_some_and(|o| o.traits.is_abstract) {
        return refuse(Code::Abstract, "the class is abstract: only a subclass can be made");
    }
    if call.constructs && call.owner.is_some_and(|o| !o.traits.destructible) {
        return refuse(Code::Incomplete, "nobody else may destroy such an object");
    }
    // What the default of a trait's method calls has the types of the trait.
    let named = |usr_or_class: &str| request.overrides.text.contains(usr_or_class);
    let text =
        !call.nullable && (configured(&request.overrides.text) || call.owner_type.is_some_and(|o| named(&o.name)));
    let mut thunk = thunk::thunk(call, Texts { text, ..texts }, id)?;
    if configured(&request.overrides.safe) && !thunk.safe {
        thunk.wrapper = thunk.wrapper.replacen("pub unsafe fn", "pub fn", 1).replace("# Safety", "# Contract");
        thunk.rust_signature = thunk.rust_signature.replacen("pub unsafe fn", "pub fn", 1);
        thunk.safe = true;
        thunk.doubts.clear();
    }
    if let Some(contract) =
        request.overrides.unsafe_.get(&call.usr).or_else(|| request.overrides.unsafe_.get(&call.name))
        && thunk.safe
    {
        thunk.wrapper =
            thunk.wrapper.replacen("pub fn", &format!("///\n/// # Safety\n/// {contract}\npub unsafe fn"), 1);
        thunk.rust_signature = thunk.rust_signature.replacen("pub fn", "pub unsafe fn", 1);
        thunk.safe = false;
        thunk.doubts.push(migrate_crossing::Doubt { code: Code::Declared, contract: contract.clone() });
    }
    Ok(thunk)
}

/// Every call of the API: declared functions with their variants, what nobody wrote but everybody needs, members.
fn calls<'a>(
    request: &Request,
    facts: &'a Facts,
    functions: &[Function<'a>],
    api_types: &[&'a Type],
    catalogue: &'a Catalogue,
    book: &'a Book<'a>,
    scopes: &mut BTreeMap<String, Scope>,
) -> Vec<Call<'a>> {
    let roots = api::roots(request);
    let throws = Throws::new(facts);
    let mut out = Vec::new();
    for f in functions.iter().filter(|f| f.kind != ItemKind::Destructor) {
        let raises = request.exceptions
            && f.signature.noexcept != migrate_model::types::Noexcept::Yes
            && throws.may(&f.symbol.mangled, f.symbol.about.is_virtual);
        let scope = scopes.entry(scope_of(f, &roots)).or_default();
        for (given, name) in variants(f, scope) {
            let mut call = callee::call(f, given, catalogue, book, &roots);
            call.throws = raises;
            call.variant = given != f.params.len();
            call.rust_name = name;
            let overrides = &request.overrides;
            let configured = |set: &BTreeSet<String>| set.contains(&call.usr) || set.contains(&call.name);
            call.owned = if configured(&overrides.owned) {
                Some(true)
            } else if configured(&overrides.immortal) {
                Some(false)
            } else {
                None
            };
            out.push(call);
        }
    }
    for ty in survey::elements(api_types, book) {
        let Some(entry) = catalogue.entries.get(&Class::of(ty).spelling).filter(|e| e.form == Form::Opaque) else {
            continue;
        };
        let scope = scopes.entry(ty.usr.clone()).or_default();
        out.extend(members(ty, entry, scope, book));
        out.extend(bases(ty, entry, scope, catalogue, book));
    }
    let mut constructors: BTreeMap<&str, Vec<&Symbol>> = BTreeMap::new();
    for s in facts.symbols.iter().filter(|s| s.kind == SymbolKind::Constructor && !s.implicit) {
        constructors.entry(s.about.class.as_deref().unwrap_or_default()).or_default().push(s);
    }
    for ty in api_types {
        let Some(entry) = catalogue.entries.get(&Class::of(ty).spelling) else { continue };
        let scope = scopes.entry(ty.usr.clone()).or_default();
        let declared = constructors.get(ty.usr.as_str()).map_or(&[][..], Vec::as_slice);
        out.extend(implicit(ty, entry, declared, scope, book));
        out.extend(crate::inherited::calls(ty, entry, declared, request.exceptions.then_some(&throws), scope, book));
        if entry.form == Form::Opaque {
            out.extend(members(ty, entry, scope, book));
            out.extend(bases(ty, entry, scope, catalogue, book));
            out.extend(crate::iterate::call(ty, entry, scope, book));
        }
    }
    for mut call in crate::pointers::calls(request, &facts.types, functions, catalogue, &roots, book) {
        let scope = call.owner_type.map_or_else(|| call.module.join("::"), |o| o.usr.clone());
        call.rust_name = scopes.entry(scope).or_default().claim(&[call.rust_name]);
        out.push(call);
    }
    for entry in catalogue.entries.values().filter(|e| e.callable) {
        if let Some(ty) = book.ty(&entry.usr) {
            let scope = scopes.entry(ty.usr.clone()).or_default();
            out.extend(function_object::calls(ty, entry, request.exceptions, scope, book));
        }
    }
    let made = || out.iter().filter(|c| c.constructs && matches!(c.callee, Callee::New(_)));
    let parts = parts(api_types, book);
    let mut others: Vec<Call<'a>> = made().filter_map(|call| in_place(call, scopes)).collect();
    others.extend(made().filter_map(|call| assigned(call, &parts, scopes)));
    out.extend(others);
    out
}

/// The same constructor for storage of Rust.
fn in_place<'a>(call: &Call<'a>, scopes: &mut BTreeMap<String, Scope>) -> Option<Call<'a>> {
    let in_place = call.owner.is_some_and(|o| o.in_place);
    let scope = scopes.entry(call.owner_type.filter(|_| in_place)?.usr.clone()).or_default();
    let rust_name = scope.claim(&[format!("{}_in", call.rust_name.trim_end_matches('_'))]);
    Some(Call { rust_name, home: Home::Place, variant: true, ..call.clone() })
}

/// The same constructor for an object that is a part of another one, which nobody can exchange for one from elsewhere.
/// Objects that point are left out: nothing would say for how long the new one may.
fn assigned<'a>(call: &Call<'a>, parts: &BTreeSet<String>, scopes: &mut BTreeMap<String, Scope>) -> Option<Call<'a>> {
    let part = |o: &&Entry| {
        parts.contains(&o.spelling)
            && o.form == Form::Opaque
            && !(o.borrows || o.callable || o.streams || o.traits.polymorphic)
    };
    call.owner.filter(part)?;
    let scope = scopes.entry(call.owner_type?.usr.clone()).or_default();
    let rust_name = scope.claim(&[format!("assign_{}", call.rust_name.trim_end_matches('_'))]);
    let doc = ["In place of this object, a new one.", call.doc.as_deref().unwrap_or_default()].join("\n\n");
    let doc = Some(doc.trim_end().to_owned());
    Some(Call { rust_name, doc, object: Some(false), home: Home::Object, variant: true, ..call.clone() })
}

/// The classes of objects that lie in others: members, and elements of members.
fn parts(api_types: &[&Type], book: &Book<'_>) -> BTreeSet<String> {
    let fields = api_types.iter().flat_map(|t| &t.fields).filter(|f| f.access == Access::Public);
    let part = |shape: Shape| match shape {
        Shape::Class(c) => Some(c.spelling),
        Shape::Std(..) => Some(in_a_row(&Shape::Reference(Box::new(shape), false), book)?.0.spelling.clone()),
        _ => None,
    };
    fields.filter_map(|f| part(Shape::of(&f.ty, book))).collect()
}

/// The names that are taken in each class and module.
fn scopes(functions: &[Function<'_>], roots: &[String]) -> BTreeMap<String, Scope> {
    let mut scopes: BTreeMap<String, Scope> = BTreeMap::new();
    for f in functions {
        scopes.entry(scope_of(f, roots)).or_default().reserve(&f.rust_name);
    }
    scopes
}

/// A trait needs all that its default methods call; without one of these, or without a way to make an object, there is
/// no subclass.
fn settle(subclasses: &mut Vec<Subclass<'_>>, attempts: &mut [Attempt<'_>]) {
    subclasses.retain(|s| {
        let of = |a: &&mut Attempt<'_>| a.call.owner.is_some_and(|o| o.alias == s.alias);
        let parts = || s.calls.iter().filter(|c| !c.constructs).map(|c| c.rust_name.as_str()).collect::<BTreeSet<_>>();
        let wanted = parts();
        let bound = |a: &Attempt<'_>| a.thunk.is_ok();
        let mine: Vec<&mut Attempt<'_>> = attempts.iter_mut().filter(of).collect();
        let whole = mine.iter().all(|a| bound(a) || a.call.constructs || !wanted.contains(a.call.rust_name.as_str()));
        let made = mine.iter().any(|a| bound(a) && !a.call.extra.is_empty());
        if whole && made {
            return true;
        }
        for attempt in mine.into_iter().filter(|a| a.thunk.is_ok() && !a.call.extra.is_empty()) {
            let reason = "a default implementation that its Rust trait needs cannot be called".to_owned();
            attempt.thunk = Err(Refusal { code: Code::Abstract, reason });
        }
        false
    });
}

/// What is derived from the API's classes.
struct Derived<'a> {
    /// The subclasses that compile.
    subclasses: Vec<Subclass<'a>>,
    /// The prelude with them.
    prelude: String,
    /// Why there are no others, by the class's alias.
    refused: BTreeMap<String, String>,
}

/// The subclasses that compile, and the prelude with them.
fn subclasses<'a>(
    request: &Request,
    facts: &'a Facts,
    api_types: &[&'a Type],
    texts: Texts<'a>,
    scopes: &mut BTreeMap<String, Scope>,
    prelude: String,
    compiler: &dyn Compiler,
) -> Result<Derived<'a>, Stopped> {
    let space = package::namespace(request);
    let mut refused = BTreeMap::new();
    let mut written: Vec<Subclass<'a>> = Vec::new();
    for (ty, entry) in subclass::wanted(api_types, texts.catalogue) {
        let scope = scopes.entry(ty.usr.clone()).or_default();
        match subclass::subclass(ty, entry, facts, texts, scope) {
            Ok(subclass) => written.push(subclass),
            Err(refusal) => {
                refused.insert(entry.alias.clone(), refusal.reason);
            }
        }
    }
    let snippets: Vec<Snippet> = written
        .iter()
        .map(|s| Snippet {
            id: format!("subclass of {}", s.alias),
            text: format!("namespace {space} {{\n{}}}\n", s.definition),
        })
        .collect();
    let outcomes = if snippets.is_empty() { Vec::new() } else { compiler.compile(&prelude, &snippets)? };
    let mut subclasses = Vec::new();
    for (subclass, error) in written.into_iter().zip(outcomes) {
        match error {
            None => subclasses.push(subclass),
            Some(error) => {
                refused.insert(subclass.alias, error);
            }
        }
    }
    let prelude = format!("{prelude}{}", package::subclasses(request, &subclasses));
    Ok(Derived { subclasses, prelude, refused })
}

fn scope_of(f: &Function<'_>, roots: &[String]) -> String {
    f.owner.map_or_else(|| api::module(f, roots).join("::"), |o| o.usr.clone())
}

/// How many arguments each form of a function takes, and its name. The form without any default argument has the plain
/// name; each longer one is named by its first further argument.
fn variants(f: &Function<'_>, scope: &mut Scope) -> Vec<(usize, String)> {
    let all = f.params.len();
    let needed = f.signature.params.iter().position(|p| p.default.is_some()).unwrap_or(all);
    if needed == all || f.copies() || f.moves() {
        return vec![(all, f.rust_name.clone())];
    }
    let lengths: Vec<usize> = if all - needed >= MAX_VARIANTS { vec![needed, all] } else { (needed..=all).collect() };
    lengths
        .into_iter()
        .map(|given| {
            if given == needed {
                return (given, f.rust_name.clone());
            }
            let last = &f.signature.params[given - 1];
            let what = if last.name.is_empty() { format!("{given}_arguments") } else { snake(&last.name) };
            let stem = f.rust_name.trim_end_matches('_');
            (given, scope.claim(&[format!("{stem}_with_{what}")]))
        })
        .collect()
}

/// Constructors that are not among the declared ones.
fn implicit<'a>(
    ty: &'a Type,
    entry: &'a Entry,
    declared: &[&Symbol],
    scope: &mut Scope,
    book: &Book<'_>,
) -> Vec<Call<'a>> {
    let traits = entry.traits;
    if !traits.class || !traits.destructible || traits.is_abstract || matches!(entry.form, Form::Enum(_)) {
        return Vec::new();
    }
    let itself = Shape::Class(Class::of(ty));
    let mut out = Vec::new();
    // Of an instance of a template nobody lists the constructor without arguments.
    let empty = |s: &&Symbol| s.about.signature.as_ref().is_some_and(|sig| sig.params.is_empty());
    if traits.defaults && !declared.iter().any(|s| ty.spelling.is_none() || empty(s)) {
        let mut call = Call::blank(ty, entry, "new", ItemKind::Constructor);
        call.constructs = true;
        call.callee = Callee::New(Class::of(ty).spelling);
        call.result = itself.clone();
        call.doc = Some("With the values that C++ gives by default.".to_owned());
        call.rust_name = scope.claim(&["new".to_owned(), "new_default".to_owned()]);
        out.push(call);
    }
    let copy_declared = declared.iter().any(|s| {
        s.about.signature.as_ref().is_some_and(|sig| {
            sig.params.len() == 1
                && Shape::of(&sig.params[0].ty, book) == Shape::Reference(Box::new(itself.clone()), true)
        })
    });
    if traits.copies && entry.form == Form::Opaque && !copy_declared {
        let mut call = Call::blank(ty, entry, "copy", ItemKind::Constructor);
        call.constructs = true;
        call.object = Some(true);
        call.callee = Callee::Forms(vec!["self_".to_owned()]);
        call.result = itself;
        call.doc = Some("A copy.".to_owned());
        call.rust_name = scope.claim(&["copy".to_owned(), "copy_object".to_owned()]);
        out.push(call);
    }
    out
}

/// Public data members: a reader and, where a value can be assigned, a writer.
fn members<'a>(ty: &'a Type, entry: &'a Entry, scope: &mut Scope, book: &Book<'_>) -> Vec<Call<'a>> {
    let mut out = Vec::new();
    for field in ty.fields.iter().filter(|f| f.access == Access::Public && !f.name.is_empty()) {
        let shape = Shape::of(&field.ty, book);
        let name = identifier(&field.name);
        let plain = matches!(
            shape,
            Shape::Scalar(_) | Shape::Enum(_) | Shape::Pointer(..) | Shape::Std(..) | Shape::Reference(..)
        );
        let result = match &shape {
            Shape::Scalar(_) | Shape::Enum(_) | Shape::Pointer(..) | Shape::Reference(..) => shape.clone(),
            Shape::Array(..) | Shape::Unknown(_) | Shape::Function(_) => continue,
            other => Shape::Reference(Box::new(other.clone()), true),
        };
        let mut reader = Call::blank(ty, entry, &name, ItemKind::Variable);
        reader.name = format!("{}::{}", ty.name, field.name);
        reader.object = Some(true);
        reader.callee = Callee::Forms(vec![format!("self_.{}", field.name)]);
        reader.result = result;
        reader.doc = Some(format!("Reads the member `{}`.", field.name));
        reader.rust_name = scope.claim(&[name.clone(), format!("{name}_member")]);
        out.push(reader);
        let constant = matches!(&field.ty, migrate_model::types::TypeExpr::Qualified { is_const: true, .. });
        if constant || matches!(shape, Shape::Reference(..)) {
            continue;
        }
        let stem = name.trim_end_matches('_');
        let lent = Shape::Reference(Box::new(shape.clone()), false);
        let row = in_a_row(&lent, book).is_some();
        if plain {
            let param = Param { name: "value".to_owned(), ty: field.ty.clone(), default: None };
            let mut writer = Call::blank(ty, entry, &name, ItemKind::Variable);
            writer.name = format!("{}::{}", ty.name, field.name);
            writer.object = Some(false);
            // A string takes bytes as they are; what is made of them first would be copied twice.
            let bytes = matches!(shape, Shape::Std(Std::String, ..))
                .then(|| format!("assign_bytes(self_.{}, value)", field.name));
            writer.callee = Callee::Forms(bytes.into_iter().chain([format!("self_.{} = $", field.name)]).collect());
            writer.params = vec![(param, shape)];
            writer.doc = Some(format!("Writes the member `{}`.", field.name));
            writer.rust_name = scope.claim(&[format!("set_{stem}"), format!("set_{name}_member")]);
            out.push(writer);
        }
        if !plain || row {
            let mut access = Call::blank(ty, entry, &name, ItemKind::Variable);
            access.name = format!("{}::{}", ty.name, field.name);
            access.object = Some(false);
            access.callee = Callee::Forms(vec![format!("self_.{}", field.name)]);
            access.result = lent;
            access.doc = Some(format!("The member `{}`, to be changed.", field.name));
            access.rust_name = scope.claim(&[format!("{stem}_mut")]);
            out.push(access);
        }
        if row {
            let ty_of_count = TypeExpr::Builtin { name: "unsigned long".to_owned() };
            let param = Param { name: "count".to_owned(), ty: ty_of_count, default: None };
            let mut resize = Call::blank(ty, entry, &name, ItemKind::Variable);
            resize.name = format!("{}::{}", ty.name, field.name);
            resize.object = Some(false);
            resize.callee = Callee::Forms(vec![format!("self_.{}.resize($)", field.name)]);
            resize.params = vec![(param, Shape::Scalar(Scalar::Size))];
            resize.doc = Some(format!(
                "Shortens the member `{}`, or lengthens it by objects as C++ makes them by default.",
                field.name
            ));
            resize.rust_name = scope.claim(&[format!("resize_{stem}")]);
            out.push(resize);
        }
    }
    out
}

/// Up to the public bases, and down again where that can be checked.
fn bases<'a>(
    ty: &'a Type,
    entry: &'a Entry,
    scope: &mut Scope,
    catalogue: &Catalogue,
    book: &Book<'_>,
) -> Vec<Call<'a>> {
    let mut out = Vec::new();
    for base in ty.bases.iter().filter(|b| b.access == Access::Public) {
        let class = match Shape::of(&base.ty, book) {
            Shape::Class(class) => class,
            shape => {
                out.extend(standard_base(ty, entry, base, shape, scope, book));
                continue;
            }
        };
        let Some(target) =
            catalogue.get(&class).filter(|e| e.form == Form::Opaque && book.traits(&e.spelling).is_some())
        else {
            continue;
        };
        let word = snake(&target.name);
        for reads in [true, false] {
            let mut call = Call::blank(ty, entry, "base", ItemKind::Method);
            call.object = Some(reads);
            let constness = if reads { "const " } else { "" };
            call.callee = Callee::Forms(vec![format!("static_cast<{constness}::{}&>(self_)", class.spelling)]);
            call.result = Shape::Reference(Box::new(Shape::Class(class.clone())), reads);
            call.base = true;
            call.doc = Some(format!("As its base class `{}`.", class.spelling));
            call.rust_name = scope.claim(&[format!("as_{word}{}", if reads { "" } else { "_mut" })]);
            out.push(call);
        }
        if entry.owned() && target.owned() && target.traits.virtual_destructor {
            let param = Param {
                name: "object".to_owned(),
                ty: migrate_model::types::TypeExpr::Other { spelling: String::new() },
                default: None,
            };
            let itself = Class::of(ty);
            let mut call = Call::blank(ty, entry, "into_base", ItemKind::Method);
            let shape = |c: Class| Shape::Std(Std::UniquePtr, vec![Shape::Class(c)]);
            call.params = vec![(param, shape(itself))];
            call.result = shape(class.clone());
            call.callee = Callee::Forms(vec![format!("std::unique_ptr<::{}>($)", class.spelling)]);
            call.doc = Some(format!("The same object, owned as its base class `{}`.", class.spelling));
            call.rust_name = scope.claim(&[format!("into_{word}")]);
            out.push(call);
        }
        if target.traits.polymorphic && matches!(ty.kind, TypeKind::Class | TypeKind::Struct) {
            out.extend([true, false].map(|reads| down(ty, entry, &class, &word, reads, scope)));
        }
    }
    out
}

/// What a class has of a public base that Rust has a type for, such as `std::pair`: a copy.
fn standard_base<'a>(
    ty: &'a Type,
    entry: &'a Entry,
    base: &migrate_model::facts::Base,
    shape: Shape,
    scope: &mut Scope,
    book: &Book<'_>,
) -> Option<Call<'a>> {
    let spelling = crate::spell::spell(&base.ty, book)?;
    let word = api::word(&shape);
    let mut call = Call::blank(ty, entry, "base", ItemKind::Method);
    call.object = Some(true);
    call.callee = Callee::Forms(vec![format!("static_cast<const {spelling}&>(self_)")]);
    call.result = Shape::Reference(Box::new(shape), true);
    call.doc = Some(format!("What it is as its base class `{}`.", spelling.trim_start_matches("::")));
    call.rust_name = scope.claim(&[format!("to_{word}"), format!("to_{word}_base")]);
    Some(call)
}

/// The checked way down from a base class.
fn down<'a>(ty: &'a Type, entry: &'a Entry, base: &Class, word: &str, reads: bool, scope: &mut Scope) -> Call<'a> {
    let param = Param {
        name: "object".to_owned(),
        ty: migrate_model::types::TypeExpr::Other { spelling: String::new() },
        default: None,
    };
    let (constness, suffix) = if reads { ("const ", "") } else { ("", "_mut") };
    let mut call = Call::blank(ty, entry, "from_base", ItemKind::Method);
    call.params = vec![(param, Shape::Reference(Box::new(Shape::Class(base.clone())), reads))];
    call.result = Shape::Pointer(Box::new(Shape::Class(Class::of(ty))), reads);
    let cast = format!("dynamic_cast<{constness}::{}*>(std::addressof($))", Class::of(ty).spelling);
    call.callee = Callee::Forms(vec![cast]);
    call.doc = Some(format!("A `{}` that is one of these.", base.spelling));
    call.rust_name = scope.claim(&[format!("downcast_{word}{suffix}")]);
    call
}

/// Compiles every definition; what fails tries its next form, then is dropped with the compiler's words.
fn probe(
    attempts: &mut [Attempt<'_>],
    prelude: &str,
    request: &Request,
    compiler: &dyn Compiler,
) -> Result<(), Stopped> {
    let space = package::namespace(request);
    let mut waiting: Vec<usize> = (0..attempts.len()).filter(|&i| attempts[i].thunk.is_ok()).collect();
    let mut first: BTreeMap<usize, String> = BTreeMap::new();
    while !waiting.is_empty() {
        let snippets: Vec<Snippet> = waiting
            .iter()
            .filter_map(|&i| {
                let thunk = attempts[i].thunk.as_ref().ok()?;
                let text = format!("namespace {space} {{\n{}}}\n", thunk.forms[attempts[i].form]);
                Some(Snippet { id: thunk.id.clone(), text })
            })
            .collect();
        let outcomes = compiler.compile(prelude, &snippets)?;
        let mut again = Vec::new();
        for (&i, error) in waiting.iter().zip(&outcomes) {
            let Some(error) = error else { continue };
            first.entry(i).or_insert_with(|| error.clone());
            let forms = attempts[i].thunk.as_ref().map_or(0, |t| t.forms.len());
            if attempts[i].form + 1 < forms {
                attempts[i].form += 1;
                again.push(i);
            } else {
                let reason = first.get(&i).cloned().unwrap_or_default();
                attempts[i].thunk = Err(Refusal { code: Code::Rejected, reason });
            }
        }
        waiting = again;
    }
    Ok(())
}

/// Links everything; what needs a symbol that nobody defines is dropped.
fn link(
    attempts: &mut [Attempt<'_>],
    prelude: &str,
    request: &Request,
    compiler: &dyn Compiler,
) -> Result<Vec<String>, Stopped> {
    if attempts.is_empty() {
        return Ok(Vec::new());
    }
    let source = |(n, part): (usize, &[Attempt<'_>])| {
        (format!("thunks{n}.cc"), format!("{prelude}{}", package::definitions(request, part, n == 0)))
    };
    let sources: Vec<(String, String)> = attempts.chunks(LINKED_TOGETHER).enumerate().map(source).collect();
    let report = compiler.link(&sources, &[])?;
    let mut lost: BTreeMap<String, &str> = BTreeMap::new();
    // cxx's own runtime comes with the crate.
    for (symbol, functions) in report.missing.iter().filter(|(s, _)| !s.contains("cxxbridge1")) {
        for function in functions {
            lost.entry(function.clone()).or_insert(symbol);
        }
    }
    let names: BTreeMap<&str, &str> =
        lost.iter().flat_map(|(function, symbol)| mangled_names(function).map(|name| (name, *symbol))).collect();
    for attempt in attempts.iter_mut() {
        let Ok(thunk) = &attempt.thunk else { continue };
        if let Some(symbol) = names.get(thunk.id.as_str()) {
            attempt.thunk =
                Err(Refusal { code: Code::NoSymbol, reason: format!("declared, but nobody defines `{symbol}`") });
        }
    }
    Ok(report
        .elsewhere
        .iter()
        .take(5)
        .map(|s| format!("the library itself needs `{s}`, which no given archive defines"))
        .collect())
}

/// The names in a mangled name, each of which has its length before it.
fn mangled_names(mangled: &str) -> impl Iterator<Item = &str> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = mangled;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find(|c: char| c.is_ascii_digit())?..];
            let (length, behind) = rest.split_at(digits(rest));
            let name = length.parse().ok().and_then(|n: usize| behind.get(..n)).filter(|name| !name.is_empty());
            rest = name.map_or(behind, |name| &behind[name.len()..]);
            if name.is_some() {
                return name;
            }
        }
    })
}

/// Function templates: nothing crosses without its arguments.
fn templates(request: &Request, facts: &Facts, book: &Book<'_>) -> Vec<Item> {
    let mut seen = BTreeSet::new();
    facts
        .types
        .iter()
        .filter(|t| t.kind == TypeKind::FunctionTemplate && matches!(t.access, None | Some(Access::Public)))
        .filter(|t| api::selected(&t.name, &t.file, request) && !t.name.split("::").any(api::internal))
        .filter(|t| t.class.as_deref().is_none_or(|c| book.ty(c).is_none_or(|c| !c.local)))
        .filter(|t| seen.insert(t.usr.as_str()))
        .map(|t| Item {
            usr: t.usr.clone(),
            mangled: String::new(),
            name: t.name.clone(),
            kind: ItemKind::Template,
            signature: t.signature.as_ref().map(crate::spell::signature).unwrap_or_default(),
            file: t.file.clone(),
            line: t.extent.line,
            status: Status::Skipped,
            rust_path: None,
            rust_signature: None,
            safe: false,
            code: Some(Code::NoForm.text().to_owned()),
            reason: Some("a template: without its arguments there is nothing to call".to_owned()),
            variant: false,
        })
        .collect()
}

/// The rows of the document.
fn items(functions: &[Function<'_>], attempts: &[Attempt<'_>], catalogue: &Catalogue) -> Vec<Item> {
    let mut out = Vec::new();
    for f in functions.iter().filter(|f| f.kind == ItemKind::Destructor) {
        let entry = f.owner.and_then(|o| catalogue.get(&Class::of(o)));
        let mut item = row(f);
        match entry {
            Some(e) if e.owned() => {
                item.status = Status::Bound;
                item.rust_path = Some(relative(&e.path()));
                item.rust_signature = Some(format!("drop of UniquePtr<{}>", e.name));
                item.safe = true;
            }
            _ => {
                item.code = Some(Code::Incomplete.text().to_owned());
                item.reason = Some("no smart pointer can hold such an object".to_owned());
            }
        }
        out.push(item);
    }
    let places: BTreeMap<&str, String> =
        catalogue.entries.values().map(|e| (e.alias.as_str(), relative(&e.path()))).collect();
    let mut by_usr: BTreeMap<&str, Vec<&Attempt<'_>>> = BTreeMap::new();
    for a in attempts {
        by_usr.entry(&a.call.usr).or_default().push(a);
    }
    for f in functions.iter().filter(|f| f.kind != ItemKind::Destructor) {
        let forms = by_usr.get(f.symbol.about.usr.as_str()).map_or(&[][..], Vec::as_slice);
        let bound = forms.iter().any(|a| a.thunk.is_ok());
        for a in forms {
            let mut item = row(f);
            item.variant = a.call.variant;
            match &a.thunk {
                Ok(thunk) => {
                    item.status = Status::Bound;
                    item.rust_path = Some(path(thunk, &places));
                    item.rust_signature = Some(thunk.rust_signature.clone());
                    item.safe = thunk.safe
                        && !thunk.rust_signature.contains("unsafe extern")
                        && !thunk.rust_signature.contains("*mut ")
                        && !thunk.rust_signature.contains("*const ");
                    if let Some(doubt) = thunk.doubts.first() {
                        item.code = Some(doubt.code.text().to_owned());
                        item.reason = Some(doubt.contract.clone());
                    } else if !item.safe {
                        item.code = Some(Code::RawPointer.text().to_owned());
                        item.reason = Some("the result is a raw pointer, or one to a function".to_owned());
                    }
                }
                Err(refusal) => {
                    if bound || out.last().is_some_and(|i: &Item| i.usr == item.usr && i.status == Status::Skipped) {
                        continue;
                    }
                    item.code = Some(refusal.code.text().to_owned());
                    item.reason = Some(refusal.reason.clone());
                }
            }
            out.push(item);
        }
    }
    out.sort_by(|a, b| {
        (&a.file, a.line, &a.usr, a.variant, &a.rust_path).cmp(&(&b.file, b.line, &b.usr, b.variant, &b.rust_path))
    });
    out
}

fn row(f: &Function<'_>) -> Item {
    let (file, line) = api::place(f.symbol);
    Item {
        usr: f.symbol.about.usr.clone(),
        mangled: f.symbol.mangled.clone(),
        name: f.symbol.name.clone(),
        kind: f.kind,
        signature: crate::spell::signature(f.signature),
        file,
        line,
        status: Status::Skipped,
        rust_path: None,
        rust_signature: None,
        safe: false,
        code: None,
        reason: None,
        variant: false,
    }
}

fn relative(path: &str) -> String {
    path.strip_prefix("crate::").unwrap_or(path).to_owned()
}

/// Path of a thunk's Rust function from the crate's root.
fn path(thunk: &Thunk, places: &BTreeMap<&str, String>) -> String {
    let place = match &thunk.owner {
        Some(alias) => places.get(alias.as_str()).cloned().unwrap_or_default(),
        None => thunk.module.join("::"),
    };
    if place.is_empty() { thunk.rust_name.clone() } else { format!("{place}::{}", thunk.rust_name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_mangled_names() {
        let names = |mangled| mangled_names(mangled).collect::<Vec<_>>();
        assert_eq!(names("_ZN8bridge_a7a_thunkERKNS_4ItemE"), ["bridge_a", "a_thunk", "Item"]);
        assert_eq!(names("plain99"), [""; 0]);
    }
}
