//! A function of the module that is defined again: what it is called on, takes and gives.

use migrate_crossing::{Book, Class, Code, Refusal, Shape};
use migrate_model::facts::{Access, Symbol, SymbolKind, Type};
use migrate_model::types::{Noexcept, Signature};

use super::refuse;
use super::shadow::{Shadow, shadow};
use super::shell::{Shell, Shells, gives_itself};
use crate::api::last_name;
use crate::callback::{GivenBack, Handed};
use crate::lower::Texts;
use crate::names::{Scope, identifier, snake};
use crate::raises::Raises;
use crate::spell;
use crate::subclass::{Virtual, overridden};

/// How a function gives the object that it was called on.
pub(super) const ITSELF: &str = "return *self;";

/// A function of the module that is defined again.
pub(super) struct Member<'a> {
    pub(super) of: Virtual<'a>,
    pub(super) signature: &'a Signature,
    /// The class, if it is called on an object.
    pub(super) this: Option<This>,
    /// The shell of which it makes an object.
    pub(super) makes: Option<usize>,
    /// The shell of which it gives an object by value.
    pub(super) gives: Option<usize>,
    pub(super) handed: Vec<Handed>,
    pub(super) back: GivenBack,
    /// Rust may answer with an exception.
    pub(super) raises: bool,
    pub(super) names: Vec<String>,
    /// Spelled types of the parameters and of the result.
    pub(super) params: Vec<String>,
    pub(super) result: String,
    /// How its calls are compared, or why they are not.
    pub(super) shadow: Result<Shadow, String>,
}

/// The object of a method.
pub(super) struct This {
    /// Name in the bridge's C++ namespace.
    pub(super) alias: String,
    /// Rust path.
    pub(super) path: String,
    pub(super) reads: bool,
    /// The shell, if the object is Rust's.
    pub(super) shell: Option<usize>,
    /// Rust never has it for itself alone.
    pub(super) shared: bool,
}

pub(super) fn member<'a>(
    symbol: &'a Symbol,
    texts: Texts<'a>,
    raises: &Raises,
    shells: &Shells<'_>,
    names: &mut Scope,
) -> Result<Member<'a>, Refusal> {
    let shell = symbol.about.class.as_deref().and_then(|usr| shells.of(usr));
    let signature = match (&symbol.about.signature, symbol.kind) {
        (_, SymbolKind::Constructor) if shell.is_none() => {
            return refuse(Code::State, "makes objects whose state is laid out in the header");
        }
        (None, _) => return refuse(Code::Data, "a variable: both implementations share it"),
        (Some(signature), _) => signature,
    };
    if signature.variadic {
        return refuse(Code::Variadic, "takes any number of arguments, which cannot be passed on");
    }
    let of = Virtual {
        symbol,
        params: signature.params.iter().map(|p| Shape::of(&p.ty, texts.book)).collect(),
        result: Shape::of(&signature.result, texts.book),
        name: String::new(),
    };
    let raises = signature.noexcept != Noexcept::Yes && raises.is_raised_by(&symbol.mangled);
    let mut member = match (shell, symbol.kind) {
        (Some(at), SymbolKind::Constructor) => maker(of, &shells.all[at], at, raises, texts)?,
        (Some(at), _) => {
            let gives = matches!(&of.result, Shape::Class(c) if c.usr == shells.all[at].class.usr);
            of_shell(of, (!symbol.about.is_static).then_some(at), gives.then_some(at), shells, raises, texts)?
        }
        (None, _) => described(of, this(symbol, signature, texts)?, raises, texts)?,
    };
    member.of.name = names.claim(&wishes(&member.of, member.this.as_ref()));
    member.shadow = shadow(&member, texts);
    Ok(member)
}

/// A constructor of a shell: what it keeps of its arguments is the caller's promise, as in C++.
fn maker<'a>(
    of: Virtual<'a>,
    shell: &Shell<'_>,
    at: usize,
    raises: bool,
    texts: Texts<'a>,
) -> Result<Member<'a>, Refusal> {
    let mut member = described(of, None, raises, texts)?;
    for handed in &mut member.handed {
        let may_be_null = handed.rust.starts_with("Option<");
        if let ([(name, slot)], true) = (&handed.slots[..], may_be_null)
            && (slot.starts_with("*mut crate::") || slot.starts_with("*const crate::"))
        {
            (handed.rust, handed.value) = (slot.clone(), name.clone());
        }
    }
    member.makes = Some(at);
    member.back = given(shell);
    "void*".clone_into(&mut member.result);
    Ok(member)
}

/// A method of a shell, or a function that gives one.
fn of_shell<'a>(
    mut of: Virtual<'a>,
    on: Option<usize>,
    gives: Option<usize>,
    shells: &Shells<'_>,
    raises: bool,
    texts: Texts<'a>,
) -> Result<Member<'a>, Refusal> {
    let reads = of.symbol.about.signature.as_ref().is_some_and(|s| s.is_const);
    let this = on.map(|at| This {
        alias: format!("::{}", shells.all[at].class.name),
        path: format!("Self::{}", shells.all[at].name),
        reads,
        shell: Some(at),
        shared: shells.all[at].shared,
    });
    let result = of.result.clone();
    let itself = on.is_some_and(|at| gives_itself(of.symbol, shells.all[at].class, texts.book));
    if gives.is_some() || itself {
        of.result = Shape::Void;
    }
    let mut member = described(of, this, raises, texts)?;
    member.of.result = result;
    if itself {
        member.back.cpp_return = ITSELF.to_owned();
    }
    if let Some(at) = gives {
        member.gives = Some(at);
        member.back = given(&shells.all[at]);
    }
    Ok(member)
}

/// How Rust gives an object of its own.
fn given(shell: &Shell<'_>) -> GivenBack {
    GivenBack {
        rust: format!("Self::{}", shell.name),
        cpp_place: "void* out = nullptr;".to_owned(),
        cpp_return: "return out;".to_owned(),
        store: format!("out.cast::<*mut M::{}>().write(Box::into_raw(Box::new(value)))", shell.name),
    }
}

/// How arguments and answers of a function cross.
pub(super) fn described<'a>(
    of: Virtual<'a>,
    this: Option<This>,
    raises: bool,
    texts: Texts<'a>,
) -> Result<Member<'a>, Refusal> {
    let Some(signature) = &of.symbol.about.signature else {
        return refuse(Code::Data, "a variable: both implementations share it");
    };
    let book = texts.book;
    let unnamed = || Refusal { code: Code::Unnameable, reason: "a type of the signature has no name".to_owned() };
    let params: Option<Vec<String>> = signature.params.iter().map(|p| spell::before_name(&p.ty, book)).collect();
    let (mut handed, back) = overridden(&of, texts)?;
    for (i, (shape, handed)) in of.params.iter().zip(&mut handed).enumerate() {
        maybe_null(i, shape, !of.symbol.mangled.starts_with("_Z"), handed);
    }
    let mut used = Scope::default();
    used.reserve("this");
    let argument = |(i, p): (usize, &migrate_model::types::Param)| {
        if p.name.is_empty() { format!("arg{}", i + 1) } else { crate::names::parameter(&p.name) }
    };
    let names =
        signature.params.iter().enumerate().map(argument).map(|w| used.claim(&[w.clone(), format!("{w}_")])).collect();
    Ok(Member {
        signature,
        this,
        makes: None,
        gives: None,
        handed,
        back,
        raises,
        names,
        params: params.ok_or_else(unnamed)?,
        result: spell::before_name(&signature.result, book).ok_or_else(unnamed)?,
        shadow: Err(String::new()),
        of,
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
    Ok(Some(This {
        alias: entry.alias.clone(),
        path: entry.path(),
        reads: signature.is_const,
        shell: None,
        shared: false,
    }))
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
    let name = match of.symbol.kind {
        SymbolKind::Constructor => "new",
        _ => last_name(&of.symbol.name),
    };
    let stem = match name.strip_prefix("operator") {
        Some(to) if of.symbol.kind == SymbolKind::Conversion => format!("to_{}", snake(last_name(to.trim()))),
        Some("<<") if of.params.len() == 2 && of.params[0] == of.result => {
            format!("write_{}", crate::api::word(&of.params[1]))
        }
        Some(sign) if !sign.starts_with(|c: char| c.is_alphanumeric() || c == '_') => {
            let operands = of.params.len() + usize::from(this.is_some());
            crate::names::operator(sign.trim(), operands.saturating_sub(1))
        }
        _ => snake(name),
    };
    let scope = of.symbol.name.strip_suffix(last_name(&of.symbol.name)).unwrap_or_default().trim_end_matches("::");
    let scope = scope.rsplit("::").next().unwrap_or_default();
    let stem = match (this.is_some() || of.symbol.about.class.is_some(), snake(scope)) {
        (true, scope) if !scope.is_empty() => format!("{scope}_{stem}"),
        _ => stem,
    };
    let words: Vec<String> = of.params.iter().map(crate::api::word).collect();
    vec![identifier(&stem), format!("{stem}_{}", words.join("_")), format!("{stem}_overload")]
}
