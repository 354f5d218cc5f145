//! The facade of a module: its functions, defined again in C++ on top of Rust, so that callers do not change.
//!
//! Each function of the module becomes a function of one Rust trait ([`TRAIT`]) and a C++ definition with the symbol that
//! the original has. The definition asks for the module's mode and calls Rust or the original, which the build has renamed
//! by [`TWIN`]: it is declared by its linker symbol, so that nothing stands between the two.
//!
//! A function that cannot be written this way stays in C++ for every mode, with a coded reason.

mod classes;
mod cpp;
mod member;
mod observe;
pub(crate) mod ownership;
mod rust;
mod shadow;
pub(crate) mod shell;
mod twins;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use migrate_crossing::{Book, Class, Code, Refusal};
use migrate_model::facts::{Linkage, SiteKind, Symbol, SymbolKind, Type};
use migrate_model::port::{Facade, Faced, Implementation};

use crate::api::last_name;
use crate::input::{Compiler, Facts, PortRequest, Request, Snippet, Stopped};
use crate::lower::Texts;
use crate::names::Scope;
use crate::raises::Raises;
use crate::{package, spell};
use cpp::head;
use member::{Member, member};
use rust::rust;
use shell::{Shell, Shells, is_special, is_written};

/// What the original's linker symbols are renamed with.
pub const TWIN: &str = ".cpp_twin";
/// The Rust trait.
pub const TRAIT: &str = "Module";

/// The facade of the request's module. A class that cannot have a shell costs itself: everything is worked out again
/// without it.
///
/// # Errors
/// The compiler cannot be used, or does not take what stands before the definitions.
pub(crate) fn facade(
    port: &PortRequest,
    request: &Request,
    facts: &Facts,
    prelude: &str,
    texts: Texts<'_>,
    compiler: &dyn Compiler,
) -> Result<Facade, Stopped> {
    let mut refused = BTreeMap::new();
    loop {
        let shells = Shells::new(port, request, facts, texts, prelude, refused, compiler)?;
        let plan = plan(port, facts, &shells, texts);
        refused = match plan.lost(&shells) {
            Some(lost) => lost,
            None => match write(plan, &shells, port, request, facts, prelude, texts, compiler)? {
                Ok(mut facade) => {
                    facade.classes = classes::classes(port, facts, texts, &facade.rows, &shells);
                    facade.headers = shells.headers;
                    return Ok(facade);
                }
                Err(lost) => lost,
            },
        };
        refused.extend(shells.refused);
    }
}

/// What could be defined again, before it is written.
struct Plan<'a> {
    members: Vec<Member<'a>>,
    /// Destructors of classes without state, and the class.
    ended: Vec<(&'a Symbol, &'a Type)>,
    rows: Vec<Faced>,
    /// Functions of shells that stay in C++: then the class has to stay as well.
    stays: Vec<(&'a Symbol, Faced)>,
    raises: Raises,
}

/// Sorts the module's symbols: what the facade defines, and what stays.
fn plan<'a>(port: &PortRequest, facts: &'a Facts, shells: &Shells<'_>, texts: Texts<'a>) -> Plan<'a> {
    let shell = |s: &Symbol| s.about.class.as_deref().and_then(|usr| shells.of(usr)).map(|at| &shells.all[at]);
    let written = |s: &&Symbol| shell(s).is_some_and(|shell| is_written(s, shell.class, texts.book));
    let mut strong: Vec<&Symbol> = facts.symbols.iter().filter(|s| is_strong(s, &port.sources) || written(s)).collect();
    strong.sort_by_key(|s| (crate::api::place(s), s.mangled.as_str()));
    let raises = Raises::new(strong.iter().map(|s| s.mangled.as_str()), facts, texts);
    let mut out = Plan { members: Vec::new(), ended: Vec::new(), rows: Vec::new(), stays: Vec::new(), raises };
    let mut names = Scope::default();
    let mut seen = BTreeSet::new();
    for symbol in strong {
        if !seen.insert(symbol.mangled.as_str()) {
            continue;
        }
        let kept = |name: &String| port.keep.contains(name);
        if let Some(shell) = shell(symbol)
            && symbol.kind != SymbolKind::Variable
            && !is_written(symbol, shell.class, texts.book)
        {
            // The shell itself copies, moves and ends objects; what is private is between the original and itself.
            let seen = is_special(symbol, shell.class);
            if seen {
                out.rows.push(row(symbol, None));
            }
            continue;
        }
        if symbol.kind == SymbolKind::Constructor && symbol.mangled.contains("C2E") && shell(symbol).is_some() {
            // Where there is no other, it is that of complete objects under another name.
            out.rows.push(row(symbol, None));
            continue;
        }
        let refusal = match symbol.kind {
            _ if kept(&symbol.name) || kept(&symbol.about.usr) => {
                Refusal { code: Code::Configured, reason: "kept in C++ by the configuration".to_owned() }
            }
            SymbolKind::Destructor => match ended(symbol, facts, texts.book) {
                Ok(class) => {
                    out.ended.push((symbol, class));
                    out.rows.push(row(symbol, None));
                    continue;
                }
                Err(refusal) => refusal,
            },
            _ => match member(symbol, texts, &out.raises, shells, &mut names) {
                Ok(mut member) => {
                    if port.alone.contains(&symbol.name) || port.alone.contains(&symbol.about.usr) {
                        member.shadow = Err("the configuration says that it must not run twice".to_owned());
                    }
                    out.rows.push(Faced { rust: Some(format!("{TRAIT}::{}", member.of.name)), ..row(symbol, None) });
                    out.members.push(member);
                    continue;
                }
                Err(refusal) => refusal,
            },
        };
        let of_refused = symbol.about.class.as_deref().and_then(|usr| texts.book.ty(usr)).map(|t| &t.name);
        let refusal = match of_refused.and_then(|name| shells.refused.get(name)) {
            Some(whole) if refusal.code == Code::State => whole.clone(),
            _ => refusal,
        };
        if shell(symbol).is_some() && symbol.kind != SymbolKind::Variable {
            out.stays.push((symbol, row(symbol, Some(refusal.clone()))));
        }
        out.rows.push(row(symbol, Some(refusal)));
    }
    keep_together(&mut out, facts);
    out
}

impl Plan<'_> {
    /// The classes of which a public member cannot be written in Rust.
    fn lost(&self, shells: &Shells<'_>) -> Option<BTreeMap<String, Refusal>> {
        let mut lost = BTreeMap::new();
        for (symbol, row) in &self.stays {
            let Some(at) = symbol.about.class.as_deref().and_then(|usr| shells.of(usr)) else { continue };
            let reason = row.reason.as_deref().unwrap_or_default();
            let refusal =
                Refusal { code: Code::Replace, reason: format!("`{}` cannot be written in Rust: {reason}", row.name) };
            lost.entry(shells.all[at].class.name.clone()).or_insert(refusal);
        }
        (!lost.is_empty()).then_some(lost)
    }
}

/// Two implementations of a function have a state each. So a function that shares hidden state with one that stays in C++
/// stays there as well, and what shares state with that one.
fn keep_together(plan: &mut Plan<'_>, facts: &Facts) {
    let shared: BTreeMap<String, BTreeSet<&str>> =
        plan.rows.iter().map(|r| (r.mangled.clone(), reached(&r.mangled, facts))).collect();
    loop {
        let stays = |r: &&Faced| r.implementation == Implementation::Cpp && !r.signature.is_empty();
        let of_cpp: BTreeMap<&str, &str> = plan
            .rows
            .iter()
            .filter(stays)
            .flat_map(|r| shared[&r.mangled].iter().map(|v| (*v, r.name.as_str())))
            .collect();
        let common = |r: &Faced| shared[&r.mangled].iter().find_map(|v| Some((*v, of_cpp.get(v)?.to_string())));
        let found: Vec<(usize, (&str, String))> = plan
            .rows
            .iter()
            .enumerate()
            .filter(|(_, r)| r.implementation == Implementation::Both)
            .filter_map(|(i, r)| Some((i, common(r)?)))
            .collect();
        if found.is_empty() {
            return;
        }
        for (i, (variable, with)) in found {
            let variable = variable.split(" in ").next().unwrap_or(variable);
            let row = &mut plan.rows[i];
            row.implementation = Implementation::Cpp;
            row.rust = None;
            row.code = Some(Code::Shared.text().to_owned());
            row.reason = Some(format!("shares `{variable}` with `{with}`, which stays in C++"));
            plan.members.retain(|m| m.of.symbol.mangled != row.mangled);
            plan.ended.retain(|(s, _)| s.mangled != row.mangled);
        }
    }
}

/// The hidden variables that a call of this symbol leads to.
fn reached<'f>(symbol: &str, facts: &'f Facts) -> BTreeSet<&'f str> {
    facts.reached(symbol).into_iter().filter_map(|at| facts.state.get(at)).flatten().map(String::as_str).collect()
}

/// A definition that the linker may see once only, of a function or variable of these sources.
/// Asks for the sources of the original that do something before `main`, in a build with Rust alone: a linker takes an object out
/// of an archive only if somebody asks for something in it, and otherwise nobody would.
fn brought_along(members: &[Member<'_>], facts: &Facts, port: &PortRequest) -> String {
    let begins = |file: &&String| facts.sites.iter().any(|s| s.kind == SiteKind::StaticInit && s.file == **file);
    let asked = |file: &String| members.iter().find(|m| !m.is_thunked() && m.of.symbol.file == *file);
    let symbols: Vec<String> =
        port.sources.iter().filter(begins).filter_map(asked).map(|m| m.twin_symbol(&port.id)).collect();
    if symbols.is_empty() {
        return String::new();
    }
    let mut out =
        "\n#ifdef MIGRATE_RUST_ONLY\n// The original does something before `main`, with Rust as well.\n".to_owned();
    for (i, symbol) in symbols.iter().enumerate() {
        let _ = writeln!(out, "extern \"C\" const char migrate_before_main{i} __asm__(\"{symbol}\");");
    }
    let all: Vec<String> = (0..symbols.len()).map(|i| format!("&migrate_before_main{i}")).collect();
    let _ = write!(
        out,
        "__attribute__((used)) static const char* const migrate_before_main[] = {{{}}};\n#endif\n",
        all.join(", ")
    );
    out
}

fn is_strong(s: &Symbol, sources: &BTreeSet<String>) -> bool {
    s.defined
        && s.linkage == Linkage::External
        && !(s.inline || s.implicit || s.template || s.weak)
        && sources.contains(&s.file)
        && !matches!(s.kind, SymbolKind::Vtable)
}

fn row(symbol: &Symbol, refusal: Option<Refusal>) -> Faced {
    let signature = symbol.about.signature.as_ref().map(spell::signature);
    Faced {
        mangled: symbol.mangled.clone(),
        name: symbol.name.clone(),
        signature: signature.unwrap_or_default(),
        file: symbol.file.clone(),
        line: symbol.line,
        implementation: if refusal.is_some() { Implementation::Cpp } else { Implementation::Both },
        rust: None,
        not_compared: None,
        code: refusal.as_ref().map(|r| r.code.text().to_owned()),
        reason: refusal.map(|r| r.reason),
    }
}

fn refuse<T>(code: Code, reason: &str) -> Result<T, Refusal> {
    Err(Refusal { code, reason: reason.to_owned() })
}

/// The class of a destructor that does nothing: one without state whose destructor calls nothing.
fn ended<'a>(symbol: &Symbol, facts: &Facts, book: &Book<'a>) -> Result<&'a Type, Refusal> {
    let class = symbol.about.class.as_deref().and_then(|u| book.ty(u));
    let Some(class) = class.filter(|c| !c.local) else {
        return refuse(Code::Unnameable, "a destructor of a class that cannot be named");
    };
    if !class.fields.is_empty() || !class.bases.is_empty() {
        return refuse(Code::State, "ends objects whose state is laid out in the header");
    }
    if facts.calls.get(&symbol.mangled).is_some_and(|c| !c.is_empty()) {
        return refuse(Code::State, "does more than to end an object without state");
    }
    Ok(class)
}

/// Asks the compiler about each definition, and writes those that it takes.
#[expect(clippy::too_many_arguments, reason = "everything that a facade is made of")]
fn write<'a>(
    mut plan: Plan<'a>,
    shells: &Shells<'_>,
    port: &PortRequest,
    request: &Request,
    facts: &Facts,
    prelude: &str,
    texts: Texts<'a>,
    compiler: &dyn Compiler,
) -> Result<Result<Facade, BTreeMap<String, Refusal>>, Stopped> {
    let raises = plan.raises;
    let space = package::namespace(request);
    let head = |members: &[Member<'_>]| head(&space, port, members, &shells.all, &raises, texts);
    not_made_twice(&mut plan.members, &shells.all);
    let original = shell::original(&shells.all, &plan.members, port);
    if !original.is_empty() {
        let snippet = Snippet { id: "original".to_owned(), text: original.clone() };
        if let Some(Some(error)) = compiler.compile(prelude, &[snippet])?.into_iter().next() {
            return Ok(Err(all_lost(shells, "the compiler does not take what leads to its original", &error)));
        }
    }
    let prelude = &format!("{}{prelude}", shells.prelude);
    let compared: Vec<&Member<'_>> = plan.members.iter().filter(|m| m.shadow.is_ok()).collect();
    let prelude = format!("{prelude}{}", shadow::HEADER);
    let observers = observe::observers(&compared, facts, texts.book, &prelude, compiler)?;
    let before = format!("{prelude}{observers}{}", head(&plan.members));
    let twins = twinned(&mut plan.members, port, request, facts, &before, texts, compiler)?;
    let probed = format!("{before}{twins}");
    let ask = |members: &[Member<'_>]| {
        let snippet = |(i, m): (usize, &Member<'_>)| Snippet {
            id: m.of.name.clone(),
            text: m.cpp(i, &shells.all, port, request, texts),
        };
        let snippets: Vec<Snippet> = members.iter().enumerate().map(snippet).collect();
        if snippets.is_empty() { Ok(Vec::new()) } else { compiler.compile(&probed, &snippets) }
    };
    // What cannot be compared can still be answered by either.
    let outcomes = ask(&plan.members)?;
    for (member, error) in plan.members.iter_mut().zip(&outcomes) {
        if let (Ok(_), Some(error)) = (&member.shadow, error) {
            member.shadow = Err(format!("the compiler does not take the comparison: {error}"));
        }
    }
    let outcomes = if outcomes.iter().any(Option::is_some) { ask(&plan.members)? } else { outcomes };
    let specials = shell::specials(&shells.all, port, &space);
    if !specials.is_empty() {
        let snippet = Snippet { id: "shells".to_owned(), text: specials.clone() };
        if let Some(Some(error)) = compiler.compile(&probed, &[snippet])?.into_iter().next() {
            return Ok(Err(all_lost(shells, "the compiler does not take its shell", &error)));
        }
    }
    let mut rejected: BTreeMap<String, String> = BTreeMap::new();
    for (member, error) in plan.members.iter().zip(&outcomes) {
        if let Some(error) = error {
            rejected.insert(member.of.symbol.mangled.clone(), error.clone());
        }
    }
    let lost: BTreeMap<String, Refusal> = plan
        .members
        .iter()
        .filter_map(|m| {
            let at = shells.of(m.of.symbol.about.class.as_deref()?)?;
            let error = rejected.get(&m.of.symbol.mangled)?;
            let reason = format!("the compiler does not take the facade of `{}`: {error}", m.of.symbol.name);
            Some((shells.all[at].class.name.clone(), Refusal { code: Code::Replace, reason }))
        })
        .collect();
    if !lost.is_empty() {
        return Ok(Err(lost));
    }
    plan.members.retain(|m| !rejected.contains_key(&m.of.symbol.mangled));
    for row in &mut plan.rows {
        let of = |m: &&Member<'_>| m.of.symbol.mangled == row.mangled;
        row.not_compared = plan.members.iter().find(of).and_then(|m| m.shadow.as_ref().err().cloned());
    }
    for row in &mut plan.rows {
        if let Some(error) = rejected.get(&row.mangled) {
            row.implementation = Implementation::Cpp;
            row.rust = None;
            row.code = Some(Code::Rejected.text().to_owned());
            row.reason = Some(format!("the compiler does not take its facade: {error}"));
        }
    }
    let mut cpp = if plan.members.iter().any(|m| m.shadow.is_ok()) {
        format!("#ifndef MIGRATE_RUST_ONLY\n#include \"migrate/shadow.h\"\n\n{observers}#endif\n\n")
    } else {
        String::new()
    };
    cpp.push_str(&head(&plan.members));
    if !twins.is_empty() {
        let _ = write!(cpp, "#ifndef MIGRATE_RUST_ONLY\n{twins}#endif\n");
    }
    for (i, member) in plan.members.iter().enumerate() {
        cpp.push_str(&member.cpp(i, &shells.all, port, request, texts));
    }
    cpp.push_str(&specials);
    cpp.push_str(&brought_along(&plan.members, facts, port));
    let mut symbols: BTreeSet<String> = plan.members.iter().map(|m| m.of.symbol.mangled.clone()).collect();
    symbols.extend(plan.members.iter().filter_map(|m| beside(m.of.symbol, facts, texts.book)));
    // What callers have their own copies of is renamed with the rest of the island.
    symbols.retain(|s| facts.symbols.iter().any(|f| f.mangled == *s && !f.inline && !f.implicit));
    let of_shell = |s: &&Symbol| {
        is_strong(s, &port.sources)
            && s.kind != SymbolKind::Variable
            && s.about.class.as_deref().and_then(|usr| shells.of(usr)).is_some_and(|at| {
                is_special(s, shells.all[at].class) || is_written(s, shells.all[at].class, texts.book)
            })
    };
    symbols.extend(facts.symbols.iter().filter(of_shell).map(|s| s.mangled.clone()));
    let mut seen = BTreeSet::new();
    for (symbol, class) in &plan.ended {
        symbols.insert(symbol.mangled.clone());
        if seen.insert(class.usr.as_str()) {
            let _ = writeln!(cpp, "::{}::~{}() {{}}", class.name, last_name(&class.name));
            symbols.extend(vtable(class, facts));
        }
    }
    let functions = plan.members.iter().map(|m| (m.of.name.clone(), m.signature())).collect();
    let ownership = plan.members.iter().flat_map(Member::ownership).collect();
    let rust = rust(port, &plan.members, &shells.all, &raises);
    let types = shells.all.iter().map(|s| (s.name.clone(), s.is_copied())).collect();
    let prefixes = shells.all.iter().map(|s| s.prefix.clone()).collect();
    Ok(Ok(Facade {
        cpp,
        rust,
        functions,
        types,
        symbols,
        rows: plan.rows,
        ownership,
        original,
        prefixes,
        ..Facade::default()
    }))
}

/// Objects that nobody makes twice are not compared.
fn not_made_twice(members: &mut [Member<'_>], shells: &[Shell<'_>]) {
    for at in 0..shells.len() {
        let mut makers = members.iter().filter(|m| m.makes == Some(at));
        if makers.clone().any(|m| m.shadow.is_ok()) {
            continue;
        }
        let why = makers.find_map(|m| m.shadow.as_ref().err().cloned());
        let why = why.unwrap_or_else(|| "no constructor does it".to_owned());
        for member in members.iter_mut().filter(|m| m.this.as_ref().is_some_and(|t| t.shell == Some(at))) {
            member.shadow = Err(format!("its objects are not made twice: {why}"));
        }
    }
}

/// Nobody knows whose fault it is.
fn all_lost(shells: &Shells<'_>, what: &str, error: &str) -> BTreeMap<String, Refusal> {
    let refusal = Refusal { code: Code::Replace, reason: format!("{what}: {error}") };
    shells.all.iter().map(|s| (s.class.name.clone(), refusal.clone())).collect()
}

/// The classes of objects that exist twice, for the factories among the members. One that the compiler does not take costs
/// its factories the comparison.
fn twinned(
    members: &mut [Member<'_>],
    port: &PortRequest,
    request: &Request,
    facts: &Facts,
    prelude: &str,
    texts: Texts<'_>,
    compiler: &dyn Compiler,
) -> Result<String, Stopped> {
    let made = |m: &Member<'_>| m.shadow.as_ref().ok().and_then(|s| s.makes().cloned());
    let wanted: BTreeSet<Class> = members.iter().filter_map(made).collect();
    let mut all: BTreeMap<Class, Result<String, String>> =
        wanted.into_iter().map(|c| (c.clone(), twins::twins(&c, facts, texts, &port.id))).collect();
    let space = package::namespace(request);
    let inside = |text: &str| format!("namespace {space} {{\n{text}}}\n");
    let snippets: Vec<Snippet> = all
        .iter()
        .filter_map(|(c, text)| Some(Snippet { id: c.spelling.clone(), text: inside(text.as_ref().ok()?) }))
        .collect();
    let outcomes = if snippets.is_empty() { Vec::new() } else { compiler.compile(prelude, &snippets)? };
    for (text, error) in all.values_mut().filter(|t| t.is_ok()).zip(outcomes) {
        if let Some(error) = error {
            *text = Err(format!("the compiler does not take the object that holds both: {error}"));
        }
    }
    for member in members.iter_mut() {
        if let Some(Err(why)) = made(member).and_then(|c| all.get(&c)) {
            member.shadow = Err(why.clone());
        }
    }
    let texts: String = all.into_values().filter_map(Result::ok).collect();
    Ok(if texts.is_empty() { texts } else { inside(&texts) })
}

/// The vtable that compilers put beside this function, because it is the first of its class that could carry one.
fn beside(function: &Symbol, facts: &Facts, book: &Book<'_>) -> Option<String> {
    let class = function.about.class.as_deref().filter(|_| function.about.is_virtual)?;
    let carries = |s: &&Symbol| {
        let about = &s.about;
        about.class.as_deref() == Some(class) && about.is_virtual && !about.pure && !s.inline && !s.implicit
    };
    let first = facts.symbols.iter().filter(carries).min_by_key(|s| crate::api::place(s))?;
    if first.about.usr == function.about.usr { vtable(book.ty(class)?, facts) } else { None }
}

/// The vtable of a class, which stands where its first virtual function is defined.
fn vtable(class: &Type, facts: &Facts) -> Option<String> {
    let name = format!("vtable for {}", class.name);
    let of = |s: &&Symbol| s.kind == SymbolKind::Vtable && s.name == name && !s.weak;
    facts.symbols.iter().find(of).map(|s| s.mangled.clone())
}
