//! The facade of a module: its functions, defined again in C++ on top of Rust, so that callers do not change.
//!
//! Each function of the module becomes a function of one Rust trait ([`TRAIT`]) and a C++ definition with the symbol that
//! the original has. The definition asks for the module's mode and calls Rust or the original, which the build has renamed
//! by [`TWIN`]: it is declared by its linker symbol, so that nothing stands between the two.
//!
//! A function that cannot be written this way stays in C++ for every mode, with a coded reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use migrate_crossing::{Book, Class, Code, Refusal, Shape};
use migrate_model::facts::{Access, Linkage, Symbol, SymbolKind, Type};
use migrate_model::port::{Facade, Faced, Implementation};
use migrate_model::types::{Noexcept, Signature};

use crate::api::last_name;
use crate::callback::{GivenBack, Handed, invoke};
use crate::input::{Compiler, Facts, PanicAnswer, PortRequest, Request, Snippet, Stopped};
use crate::lower::Texts;
use crate::names::{Scope, identifier, snake};
use crate::raises::Raises;
use crate::subclass::{Virtual, cpp_slot, overridden};
use crate::{docs, package, spell};

/// What the original's linker symbols are renamed with.
pub const TWIN: &str = ".cpp_twin";
/// The Rust trait.
pub const TRAIT: &str = "Module";

/// A function of the module that is defined again.
struct Member<'a> {
    of: Virtual<'a>,
    signature: &'a Signature,
    /// The class, if it is called on an object.
    this: Option<This>,
    handed: Vec<Handed>,
    back: GivenBack,
    /// Rust may answer with an exception.
    raises: bool,
    names: Vec<String>,
    /// Spelled types of the parameters and of the result.
    params: Vec<String>,
    result: String,
}

/// The object of a method.
struct This {
    /// Name in the bridge's C++ namespace.
    alias: String,
    /// Rust path.
    path: String,
    reads: bool,
}

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
    write(plan(port, facts, texts), port, request, facts, prelude, texts, compiler)
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

fn member<'a>(symbol: &'a Symbol, texts: Texts<'a>, raises: &Raises, names: &mut Scope) -> Result<Member<'a>, Refusal> {
    let signature = match (&symbol.about.signature, symbol.kind) {
        (_, SymbolKind::Constructor) => {
            return refuse(Code::State, "makes objects whose state is laid out in the header");
        }
        (None, _) => return refuse(Code::Data, "a variable: both implementations share it"),
        (Some(signature), _) => signature,
    };
    if signature.variadic {
        return refuse(Code::Variadic, "takes any number of arguments, which cannot be passed on");
    }
    let this = this(symbol, signature, texts)?;
    let book = texts.book;
    let unnamed = || Refusal { code: Code::Unnameable, reason: "a type of the signature has no name".to_owned() };
    let params: Option<Vec<String>> = signature.params.iter().map(|p| spell::before_name(&p.ty, book)).collect();
    let of = Virtual {
        symbol,
        params: signature.params.iter().map(|p| Shape::of(&p.ty, book)).collect(),
        result: Shape::of(&signature.result, book),
        name: String::new(),
    };
    let (mut handed, back) = overridden(&of, texts)?;
    for (i, (shape, handed)) in of.params.iter().zip(&mut handed).enumerate() {
        maybe_null(i, shape, !symbol.mangled.starts_with("_Z"), handed);
    }
    let mut used = Scope::default();
    used.reserve("this");
    let argument = |(i, p): (usize, &migrate_model::types::Param)| {
        if p.name.is_empty() { format!("arg{}", i + 1) } else { crate::names::parameter(&p.name) }
    };
    let arguments =
        signature.params.iter().enumerate().map(argument).map(|w| used.claim(&[w.clone(), format!("{w}_")])).collect();
    let name = names.claim(&wishes(&of, this.as_ref()));
    Ok(Member {
        of: Virtual { name, ..of },
        signature,
        this,
        handed,
        back,
        raises: signature.noexcept != Noexcept::Yes && raises.is_raised_by(&symbol.mangled),
        names: arguments,
        params: params.ok_or_else(unnamed)?,
        result: spell::before_name(&signature.result, book).ok_or_else(unnamed)?,
    })
}

/// Callers of a facade are no Rust: a pointer that they pass may be null, and C passes a length beside one.
fn maybe_null(i: usize, shape: &Shape, is_c: bool, handed: &mut Handed) {
    match (shape, handed.rust.as_str()) {
        (Shape::Pointer(to, false), rust) if rust.starts_with("&mut ") && rust != "&mut [u8]" => match &**to {
            Shape::Scalar(_) | Shape::Enum(_) => {
                let place = handed.value.trim_start_matches("&mut *").to_owned();
                handed.rust = format!("Option<{rust}>");
                handed.value = format!("{place}.as_mut()");
            }
            _ => {}
        },
        (_, "&[u8]") if is_c && handed.cpp.len() == 2 => {
            handed.rust = "Option<&[u8]>".to_owned();
            handed.value = format!("(!a{i}.is_null() || a{i}_size == 0).then(|| {})", handed.value);
        }
        _ => {}
    }
}

/// The object that a method is called on; an error if its class hides state from Rust.
fn this(symbol: &Symbol, signature: &Signature, texts: Texts<'_>) -> Result<Option<This>, Refusal> {
    let Some(usr) = symbol.about.class.as_deref() else { return Ok(None) };
    let Some(class) = texts.book.ty(usr).filter(|c| !c.local) else {
        return refuse(Code::Unnameable, "a member of a class that cannot be named");
    };
    if symbol.about.is_static {
        return Ok(None);
    }
    if hides_state(class, texts.book) {
        return refuse(Code::State, "works on private state that is laid out in the header");
    }
    let Some(entry) = texts.catalogue.get(&Class::of(class)) else {
        return refuse(Code::Unnameable, "a member of a class that other code cannot name");
    };
    Ok(Some(This { alias: entry.alias.clone(), path: entry.path(), reads: signature.is_const }))
}

fn hides_state(class: &Type, book: &Book<'_>) -> bool {
    let hidden = class.fields.iter().any(|f| f.access != Access::Public);
    hidden
        || class.bases.iter().any(|b| match Shape::of(&b.ty, book) {
            Shape::Class(c) => book.ty(&c.usr).is_none_or(|t| hides_state(t, book)),
            _ => true,
        })
}

/// As in C++, else with the class or the parameters.
fn wishes(of: &Virtual<'_>, this: Option<&This>) -> Vec<String> {
    let name = last_name(&of.symbol.name);
    let stem = match name.strip_prefix("operator") {
        Some("<<") if of.params.len() == 2 && of.params[0] == of.result => {
            format!("write_{}", crate::api::word(&of.params[1]))
        }
        Some(sign) if !sign.starts_with(|c: char| c.is_alphanumeric() || c == '_') => {
            crate::names::operator(sign.trim(), of.params.len())
        }
        _ => snake(name),
    };
    let scope = of.symbol.name.strip_suffix(name).unwrap_or_default().trim_end_matches("::");
    let scope = scope.rsplit("::").next().unwrap_or_default();
    let stem = match (this.is_some() || of.symbol.about.class.is_some(), snake(scope)) {
        (true, scope) if !scope.is_empty() => format!("{scope}_{stem}"),
        _ => stem,
    };
    let words: Vec<String> = of.params.iter().map(crate::api::word).collect();
    vec![identifier(&stem), format!("{stem}_{}", words.join("_")), format!("{stem}_overload")]
}

impl Member<'_> {
    /// Slots of the function pointer in C++.
    fn slots(&self, texts: Texts<'_>) -> String {
        let this = self.this.iter().map(|t| format!("{}{}*, ", if t.reads { "const " } else { "" }, t.alias));
        let rest = self.handed.iter().flat_map(|h| h.slots.iter().map(|s| format!("{}, ", cpp_slot(&s.1, texts))));
        let thrown = if self.raises { "void*, std::string*, " } else { "" };
        this.chain(rest).chain([thrown.to_owned()]).collect()
    }

    /// `::C* self, T0 a0, …` for a function that stands for a method.
    fn declared(&self) -> String {
        let this = self.this.iter().map(|t| format!("{}{}* self", if t.reads { "const " } else { "" }, t.alias));
        let params = self.params.iter().enumerate().map(|(i, t)| format!("{t} a{i}"));
        this.chain(params).collect::<Vec<_>>().join(", ")
    }

    /// The arguments passed on.
    fn passed(&self, this: &str) -> String {
        let this = self.this.iter().map(|_| this.to_owned());
        let values = self.params.iter().enumerate().map(|(i, t)| match t.ends_with('&') && !t.ends_with("&&") {
            true => format!("a{i}"),
            false => format!("std::move(a{i})"),
        });
        this.chain(values).collect::<Vec<_>>().join(", ")
    }

    /// The three C++ texts: the original's declaration, the call of Rust, the definition that callers reach.
    fn cpp(&self, i: usize, port: &PortRequest, request: &Request, texts: Texts<'_>) -> String {
        let space = package::namespace(request);
        let handed: Vec<Handed> = self
            .handed
            .iter()
            .map(|h| {
                let cpp =
                    h.cpp.iter().zip(&h.slots).map(|(e, s)| format!("({})({e})", cpp_slot(&s.1, texts))).collect();
                Handed { cpp, ..h.clone() }
            })
            .collect();
        let mut handed = handed;
        if self.raises {
            handed.push(Handed {
                cpp_before: vec!["Thrown thrown;".to_owned()],
                cpp: vec!["static_cast<void*>(&thrown.kind_)".to_owned(), "&thrown.text_".to_owned()],
                cpp_after: vec!["thrown.raise();".to_owned()],
                ..Handed::default()
            });
        }
        let first: &[&str] = if self.this.is_some() { &["self"] } else { &[] };
        let ended = self.ended(i, port, request);
        let call = invoke(&format!("migrate_facade_{}.m{i}", port.id), first, &handed, &self.back, Some(&ended));
        let noexcept = if self.signature.noexcept == Noexcept::Yes { " noexcept" } else { "" };
        let result = &self.result;
        let body = format!(
            "#ifndef MIGRATE_RUST_ONLY\n  if (!migrate_rust()) return {space}::twin{i}({});\n#endif\n  return {space}::rust{i}({});",
            self.passed("this"),
            self.passed("this")
        );
        format!(
            "namespace {space} {{\n#ifndef MIGRATE_RUST_ONLY\n{result} twin{i}({}){noexcept} __asm__(\"{}{TWIN}\");\n#endif\n\
             static inline {result} rust{i}({}) {{ {call} }}\n}}\n{}\n",
            self.declared(),
            self.of.symbol.mangled,
            self.declared(),
            self.defined(noexcept, &body)
        )
    }

    /// What C++ does when Rust has panicked; the message has been printed.
    fn ended(&self, i: usize, port: &PortRequest, request: &Request) -> String {
        let symbol = self.of.symbol;
        let own = port.panics.get(&symbol.about.usr).or_else(|| port.panics.get(&symbol.name));
        let silent = self.signature.noexcept == Noexcept::Yes || !request.exceptions;
        let taken = |h: &Handed| {
            h.cpp.iter().chain(&h.cpp_before).any(|t| t.contains(".release()") || t.contains("std::move("))
        };
        match own.copied().unwrap_or(port.panic) {
            PanicAnswer::Cpp if !self.handed.iter().any(taken) => format!(
                "\n#ifndef MIGRATE_RUST_ONLY\n  {{ migrate_fell_back(&migrate_module_{}); return twin{i}({}); }}\n#else\n  std::abort();\n#endif\n",
                port.id,
                self.passed("self")
            ),
            PanicAnswer::Exception if !silent => {
                format!("throw std::runtime_error(\"{} panicked in Rust\");", symbol.name)
            }
            PanicAnswer::Error if self.back.rust.is_empty() => "return;".to_owned(),
            PanicAnswer::Error if !self.result.ends_with('&') => "return {};".to_owned(),
            _ => "std::abort();".to_owned(),
        }
    }

    /// The definition with the original's symbol.
    fn defined(&self, noexcept: &str, body: &str) -> String {
        let name = &self.of.symbol.name;
        let short = last_name(name);
        let params: Vec<String> = self.params.iter().enumerate().map(|(i, t)| format!("{t} a{i}")).collect();
        let constness = if self.signature.is_const { " const" } else { "" };
        let (result, params) = (&self.result, params.join(", "));
        if self.of.symbol.about.class.is_some() {
            // Behind another name `::` would go on with it.
            return format!("auto ::{name}({params}){constness}{noexcept} -> {result} {{\n{body}\n}}");
        }
        let scope = name.strip_suffix(short).unwrap_or_default().trim_end_matches("::");
        let spaces: Vec<&str> = scope.split("::").filter(|s| !s.is_empty()).collect();
        let open: String = spaces.iter().map(|s| format!("namespace {s} {{ ")).collect();
        let c = if self.of.symbol.mangled.starts_with("_Z") { "" } else { "extern \"C\" " };
        format!("{open}{c}{result} {short}({params}){noexcept} {{\n{body}\n}}{}", " }".repeat(spaces.len()))
    }

    /// How the trait declares it.
    fn signature(&self) -> String {
        let this = self.this.iter().map(|t| match t.reads {
            true => format!("this: &{}", t.path),
            false => format!("this: core::pin::Pin<&mut {}>", t.path),
        });
        let given = self.names.iter().zip(&self.handed).filter(|(_, h)| !h.rust.is_empty());
        let params: Vec<String> = this.chain(given.map(|(n, h)| format!("{n}: {}", h.rust))).collect();
        let back = &self.back.rust;
        let back = if back.contains("&'a") { back.clone() } else { back.replace('&', "&'static ") };
        let arrow = match back.as_str() {
            "" if self.raises => " -> Result<(), Thrown>".to_owned(),
            "" => String::new(),
            back if self.raises => format!(" -> Result<{back}, Thrown>"),
            back => format!(" -> {back}"),
        };
        let params = params.join(", ");
        let (lifetime, params) = match params.contains("&'a [u8]") {
            true => ("<'a>", params.replace(": &[u8]", ": &'a [u8]").replace("Option<&[u8]>", "Option<&'a [u8]>")),
            false => ("", params),
        };
        format!("fn {}{lifetime}({params}){arrow}", self.of.name)
    }

    /// The function of the trait.
    fn declaration(&self) -> String {
        let doc = self.of.symbol.about.doc.as_ref().or(self.of.symbol.about.brief.as_ref());
        let doc = doc.map_or_else(String::new, |d| format!("{}\n\n", docs::markdown(d)));
        let doc = format!("{doc}C++: `{}`", self.of.symbol.name);
        let doc: String = doc.lines().map(|l| format!("/// {}\n", l.trim_end())).collect();
        let unsafety = if self.back.rust.starts_with('*') || self.handed.iter().any(|h| h.rust.starts_with('*')) {
            "#[allow(clippy::not_unsafe_ptr_arg_deref)]\n"
        } else {
            ""
        };
        format!(
            "{doc}{unsafety}#[allow(unused_variables)]\n{} {{\ntodo!(\"`{}` is not written in Rust yet\")\n}}\n\n",
            self.signature(),
            self.of.symbol.name
        )
    }

    /// Names and types of the trampoline's slots.
    fn rust_slots(&self) -> Vec<(String, String)> {
        let this = self.this.iter().map(|t| {
            let of = if t.reads { "const" } else { "mut" };
            ("this".to_owned(), format!("*{of} {}", t.path))
        });
        let thrown = [("raised_at", "*mut Place"), ("raised_text", "*mut cxx::CxxString")];
        let thrown = thrown.map(|(n, t)| (n.to_owned(), t.to_owned())).into_iter().filter(|_| self.raises);
        this.chain(self.handed.iter().flat_map(|h| h.slots.iter().cloned())).chain(thrown).collect()
    }

    /// The function that C++ calls.
    fn trampoline(&self) -> String {
        let slots: String = self.rust_slots().iter().map(|(n, t)| format!("{n}: {t}, ")).collect();
        let this = self.this.iter().map(|t| match t.reads {
            true => "&*this".to_owned(),
            false => "core::pin::Pin::new_unchecked(&mut *this)".to_owned(),
        });
        let values = self.handed.iter().filter(|h| !h.rust.is_empty()).map(|h| h.value.clone());
        let values: Vec<String> = this.chain(values).collect();
        let before: String = self.handed.iter().flat_map(|h| &h.rust_before).map(|l| format!("{l}\n")).collect();
        let after: String = self.handed.iter().flat_map(|h| &h.rust_after).map(|l| format!("{l}\n")).collect();
        let name = &self.of.name;
        let call = format!("M::{name}({})", values.join(", "));
        let call = if self.raises {
            format!(
                "match {call} {{\nOk(value) => value,\nErr(raised) => return raised.give(raised_at, raised_text),\n}}"
            )
        } else {
            call
        };
        let (out, call) = match self.back.rust.as_str() {
            "" => ("_out", format!("{call};\n{after}")),
            _ => ("out", format!("let value = {call};\n{after}{};", self.back.store)),
        };
        format!(
            "unsafe extern \"C\" fn {name}<M: {TRAIT}>({slots}{out}: *mut core::ffi::c_void) -> u8 {{\n\
             crate::support::guard(|| unsafe {{\n{before}{call}\n}})\n}}\n\n"
        )
    }

    /// The type of a pointer to it.
    fn pointer(&self) -> String {
        let slots: String = self.rust_slots().iter().map(|(_, t)| format!("{t}, ")).collect();
        format!("unsafe extern \"C\" fn({slots}*mut core::ffi::c_void) -> u8")
    }
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
    Ok(Facade { cpp, rust: rust(port, &plan.members, &raises), functions, symbols, rows: plan.rows })
}

/// The vtable of a class, which stands where its first virtual function is defined.
fn vtable(class: &Type, facts: &Facts) -> Option<String> {
    let name = format!("vtable for {}", class.name);
    let of = |s: &&Symbol| s.kind == SymbolKind::Vtable && s.name == name && !s.weak;
    facts.symbols.iter().find(of).map(|s| s.mangled.clone())
}

/// The table, and what tells the mode.
fn head(space: &str, port: &PortRequest, members: &[Member<'_>], raises: &Raises, texts: Texts<'_>) -> String {
    let table: String = members
        .iter()
        .enumerate()
        .map(|(i, m)| format!("  std::uint8_t (*m{i})({}void*);\n", m.slots(texts)))
        .collect();
    let id = &port.id;
    format!(
        "namespace {space} {{\nstruct Facade {{\n{table}}};\n{}}}\n\
         extern \"C\" {{\nextern const {space}::Facade migrate_facade_{id};\nextern unsigned char migrate_module_{id};\n\
         extern const unsigned char migrate_rt_1;\nunsigned char migrate_start(unsigned char*);\nvoid migrate_fell_back(unsigned char*);\n}}\n\
         // Written for this version of migrate-rt: another one does not link.\n\
         __attribute__((used)) static const unsigned char* const migrate_rt = &migrate_rt_1;\n\
         // 0: nobody has asked yet, 1: C++ answers, 2: Rust answers, 3: both run and C++ answers.\n\
         static inline bool migrate_rust() {{\n  unsigned char mode = __atomic_load_n(&migrate_module_{id}, __ATOMIC_RELAXED);\n\
         \x20 if (__builtin_expect(mode == 0, 0)) mode = migrate_start(&migrate_module_{id});\n  return mode == 2;\n}}\n\n",
        raises.cpp()
    )
}

fn rust(port: &PortRequest, members: &[Member<'_>], raises: &Raises) -> String {
    let declarations: String = members.iter().map(Member::declaration).collect();
    let trampolines: String = members.iter().map(Member::trampoline).collect();
    let fields: String = members.iter().map(|m| format!("{}: {},\n", m.of.name, m.pointer())).collect();
    let values: String = members.iter().map(|m| format!("{0}: {0}::<M>,\n", m.of.name)).collect();
    format!(
        "//! What C++ wants of the module `{}`: its functions, to be written in Rust.\n\n\
         /// The functions of the module. What is not written yet panics.\n///\n\
         /// Borrowed arguments live as long as the call, borrowed results for ever. C++ may call from any thread.\n\
         pub trait {TRAIT}: 'static {{\n{declarations}}}\n\n{}\
         /// What C++ calls.\n#[repr(C)]\npub struct Table {{\n{fields}}}\n\n\
         impl Table {{\n/// The functions of `M`.\n#[must_use]\npub const fn of<M: {TRAIT}>() -> Table {{\nTable {{\n{values}}}\n}}\n}}\n\n{trampolines}",
        port.module,
        raises.rust()
    )
}
