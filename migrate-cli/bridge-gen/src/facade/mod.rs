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
pub(crate) mod ownership;
mod rust;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use migrate_crossing::{Book, Code, Refusal};
use migrate_model::facts::{Linkage, Symbol, SymbolKind, Type};
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

/// What the original's linker symbols are renamed with.
pub const TWIN: &str = ".cpp_twin";
/// The Rust trait.
pub const TRAIT: &str = "Module";

/// The facade of the request's module.
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
    let mut facade = write(plan(port, facts, texts), port, request, facts, prelude, texts, compiler)?;
    facade.classes = classes::classes(port, facts, texts, &facade.rows);
    Ok(facade)
}

/// What could be defined again, before it is written.
struct Plan<'a> {
    members: Vec<Member<'a>>,
    /// Destructors of classes without state, and the class.
    ended: Vec<(&'a Symbol, &'a Type)>,
    rows: Vec<Faced>,
    raises: Raises,
}

/// Sorts the module's symbols: what the facade defines, and what stays.
fn plan<'a>(port: &PortRequest, facts: &'a Facts, texts: Texts<'a>) -> Plan<'a> {
    let mut strong: Vec<&Symbol> = facts.symbols.iter().filter(|s| is_strong(s, &port.sources)).collect();
    strong.sort_by_key(|s| (crate::api::place(s), s.mangled.as_str()));
    let raises = Raises::new(strong.iter().map(|s| s.mangled.as_str()), facts, texts);
    let mut out = Plan { members: Vec::new(), ended: Vec::new(), rows: Vec::new(), raises };
    let mut names = Scope::default();
    let mut seen = BTreeSet::new();
    for symbol in strong {
        if !seen.insert(symbol.mangled.as_str()) {
            continue;
        }
        let kept = |name: &String| port.keep.contains(name);
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
            _ => match member(symbol, texts, &out.raises, &mut names) {
                Ok(member) => {
                    out.rows.push(Faced { rust: Some(format!("{TRAIT}::{}", member.of.name)), ..row(symbol, None) });
                    out.members.push(member);
                    continue;
                }
                Err(refusal) => refusal,
            },
        };
        out.rows.push(row(symbol, Some(refusal)));
    }
    keep_together(&mut out, facts);
    out
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
fn write<'a>(
    mut plan: Plan<'a>,
    port: &PortRequest,
    request: &Request,
    facts: &Facts,
    prelude: &str,
    texts: Texts<'a>,
    compiler: &dyn Compiler,
) -> Result<Facade, Stopped> {
    let raises = plan.raises;
    let head = |members: &[Member<'_>]| head(&package::namespace(request), port, members, &raises, texts);
    let probed = format!("{prelude}{}", head(&plan.members));
    let snippet =
        |(i, m): (usize, &Member<'_>)| Snippet { id: m.of.name.clone(), text: m.cpp(i, port, request, texts) };
    let snippets: Vec<Snippet> = plan.members.iter().enumerate().map(snippet).collect();
    let outcomes = if snippets.is_empty() { Vec::new() } else { compiler.compile(&probed, &snippets)? };
    let mut rejected: BTreeMap<String, String> = BTreeMap::new();
    for (member, error) in plan.members.iter().zip(&outcomes) {
        if let Some(error) = error {
            rejected.insert(member.of.symbol.mangled.clone(), error.clone());
        }
    }
    plan.members.retain(|m| !rejected.contains_key(&m.of.symbol.mangled));
    for row in &mut plan.rows {
        if let Some(error) = rejected.get(&row.mangled) {
            row.implementation = Implementation::Cpp;
            row.rust = None;
            row.code = Some(Code::Rejected.text().to_owned());
            row.reason = Some(format!("the compiler does not take its facade: {error}"));
        }
    }
    let mut cpp = head(&plan.members);
    for (i, member) in plan.members.iter().enumerate() {
        cpp.push_str(&member.cpp(i, port, request, texts));
    }
    let mut symbols: BTreeSet<String> = plan.members.iter().map(|m| m.of.symbol.mangled.clone()).collect();
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
    let rust = rust(port, &plan.members, &raises);
    Ok(Facade { cpp, rust, functions, symbols, rows: plan.rows, classes: Vec::new(), ownership })
}

/// The vtable of a class, which stands where its first virtual function is defined.
fn vtable(class: &Type, facts: &Facts) -> Option<String> {
    let name = format!("vtable for {}", class.name);
    let of = |s: &&Symbol| s.kind == SymbolKind::Vtable && s.name == name && !s.weak;
    facts.symbols.iter().find(of).map(|s| s.mangled.clone())
}
