//! Classes whose state moves to Rust. Callers see a *shell* in the class's place: the same public interface, without a body,
//! over room for the object of C++ and a pointer to that of Rust.
//!
//! An object is born in one mode and keeps it: only its constructor asks for the mode, everything else asks the object. The
//! room for C++ is the first thing in the shell, so the original's functions work on the shell's own address.
//!
//! The original is compiled against the original header, everybody else against the replaced one. What no symbol of the
//! original stands for (inline functions, what the compiler makes) is reached through thunks that are compiled with the
//! original ([`original`](mod@original)).

mod dispatch;
mod header;
mod original;
mod special;
mod text;

use std::collections::BTreeMap;

use migrate_crossing::{Book, Class, Code, Refusal, Shape, Traits};
use migrate_model::facts::{Access, Linkage, Symbol, SymbolKind, Type};
use migrate_model::port::{Edit, ReplacedHeader, in_order};
use migrate_model::types::TypeExpr;

pub(super) use dispatch::body;
pub use header::includes;
pub(super) use original::original;
pub(super) use special::{head, specials, table, trampolines};

use super::refuse;
use crate::api::last_name;
use crate::input::{Compiler, Facts, HeaderText, PortRequest, Request, Snippet, Stopped};
use crate::lower::Texts;
use crate::names::{Scope, type_name};
use crate::package;

/// A class with a shell.
pub(super) struct Shell<'a> {
    /// The class.
    pub(super) class: &'a Type,
    /// Name in the bridge's C++ namespace.
    pub(super) alias: String,
    /// The associated type of the trait.
    pub(super) name: String,
    /// The first words of the linker symbols of its members.
    pub(super) prefix: String,
    /// What the original can do.
    pub(super) traits: Traits,
    /// C++ calls it from several threads at once, or from within a call.
    pub(super) shared: bool,
    /// It has a move constructor of its own: whether that throws nothing.
    moves: Option<bool>,
    /// It has a move assignment of its own.
    move_assigns: bool,
}

/// The shells of a module, and the classes that cannot have one.
pub(super) struct Shells<'a> {
    /// In the order of their names.
    pub(super) all: Vec<Shell<'a>>,
    /// By qualified name.
    pub(super) refused: BTreeMap<String, Refusal>,
    /// What is done to headers.
    pub(super) headers: Vec<ReplacedHeader>,
    /// The replaced headers, for those who compile behind them.
    pub(super) prelude: String,
}

impl<'a> Shells<'a> {
    /// The shells of the classes that the configuration names, apart from those that have been refused before.
    ///
    /// # Errors
    /// The compiler cannot be used.
    pub(super) fn new(
        port: &PortRequest,
        request: &Request,
        facts: &'a Facts,
        texts: Texts<'a>,
        prelude: &str,
        refused: BTreeMap<String, Refusal>,
        compiler: &dyn Compiler,
    ) -> Result<Shells<'a>, Stopped> {
        let mut out = Shells { all: Vec::new(), refused, headers: Vec::new(), prelude: String::new() };
        let mut names = Scope::default();
        names.reserve("Module");
        let mine = |name: &String| facts.types.iter().any(|t| t.name == *name && port.files.contains(&t.file));
        for name in port.replaced.iter().filter(|name| mine(name)) {
            if out.refused.contains_key(name) {
                continue;
            }
            match shell(name, port, facts, texts, &mut names) {
                Ok(shell) => out.all.push(shell),
                Err(refusal) => {
                    out.refused.insert(name.clone(), refusal);
                }
            }
        }
        for shell in out.all.iter_mut().filter(|s| s.moves.is_some()) {
            let asked = ["is_nothrow_move_constructible", "is_move_assignable"].map(|of| Snippet {
                id: of.to_owned(),
                text: format!("static_assert(std::{of}<::{}>::value, \"\");", shell.class.name),
            });
            let said = compiler.compile(prelude, &asked)?;
            shell.moves = said.first().map(Option::is_none);
            shell.move_assigns = said.last().is_some_and(Option::is_none);
        }
        out.replace(port, request, facts, texts.book);
        Ok(out)
    }

    /// Works out the headers; a class whose text cannot be edited is refused.
    fn replace(&mut self, port: &PortRequest, request: &Request, facts: &Facts, book: &Book<'_>) {
        let space = package::namespace(request);
        let mut by_file: BTreeMap<&str, (Vec<Edit>, Vec<&str>)> = BTreeMap::new();
        for shell in &self.all {
            let Some(header) = port.headers.get(&shell.class.file) else { continue };
            let own = special::members(shell, &space, &facts.symbols);
            match header::edits(&header.text, shell.class, &facts.symbols, &facts.types, &own, book) {
                Ok(edits) => {
                    let of_file = by_file.entry(&shell.class.file).or_default();
                    of_file.0.extend(edits);
                    of_file.1.push(&shell.alias);
                }
                Err(refusal) => {
                    self.refused.insert(shell.class.name.clone(), refusal);
                }
            }
        }
        for (file, (mut edits, aliases)) in by_file {
            let Some(header) = port.headers.get(file) else { continue };
            let end = header.text.len();
            edits.push(Edit { at: 0, to: 0, text: header::before(&space, &header.text, &aliases) });
            edits.push(Edit { at: end, to: end, text: header::AFTER.to_owned() });
            edits.sort();
            edits.dedup();
            let (hash, reads) = (header.hash.clone(), header.reads.clone());
            self.headers.push(ReplacedHeader { file: file.to_owned(), hash, reads, edits });
        }
        self.headers = in_order(std::mem::take(&mut self.headers), |h| h);
        let text = |h: &ReplacedHeader| port.headers.get(&h.file)?.replaced(&h.edits);
        self.prelude = self.headers.iter().filter_map(text).collect();
        self.all.retain(|s| !self.refused.contains_key(&s.class.name));
    }

    /// The shell of a class.
    pub(super) fn of(&self, usr: &str) -> Option<usize> {
        self.all.iter().position(|s| s.class.usr == usr)
    }
}

impl HeaderText {
    /// The text after edits, with siblings named by their whole paths; `None` if the edits are not those of this text.
    #[must_use]
    pub fn replaced(&self, edits: &[Edit]) -> Option<String> {
        let text = header::edited(&self.text, edits)?;
        let whole = |t: String, (written, path): (&String, &String)| {
            t.replace(&format!("\"{written}\""), &format!("\"{path}\""))
        };
        Some(self.siblings.iter().fold(text, whole))
    }
}

fn shell<'a>(
    name: &str,
    port: &PortRequest,
    facts: &'a Facts,
    texts: Texts<'a>,
    names: &mut Scope,
) -> Result<Shell<'a>, Refusal> {
    let mine = |t: &&Type| t.name == *name && t.defined && port.files.contains(&t.file);
    let Some(class) = facts.types.iter().find(mine) else {
        return refuse(Code::Replace, "it is declared only");
    };
    if port.sources.contains(&class.file) || !port.headers.contains_key(&class.file) {
        return refuse(Code::Replace, "it is not defined in a header");
    }
    header::has_shape(class, &facts.symbols)?;
    crosses_otherwise(class, port, facts, texts.book)?;
    let Some(entry) = texts.catalogue.get(&Class::of(class)) else {
        return refuse(Code::Replace, "other code cannot name it");
    };
    let declared = |s: &&Symbol| s.about.class.as_deref() == Some(&class.usr) && !s.implicit;
    let own: Vec<&Symbol> = facts.symbols.iter().filter(declared).collect();
    // [class.copy.ctor]/8: there is an implicit one if nobody declares what copies, moves or ends an object.
    let implicit = !own.iter().any(|s| is_special(s, class));
    let explicit = own.iter().any(|s| moves(s, class) && !s.about.deleted);
    Ok(Shell {
        class,
        alias: entry.alias.clone(),
        name: names.claim(&[type_name(last_name(&class.name)), type_name(&class.name)]),
        prefix: prefix(class, &own)?,
        traits: entry.traits,
        shared: port.shared.contains(name),
        moves: (entry.traits.moves && (implicit || explicit)).then_some(false),
        move_assigns: false,
    })
}

/// How the linker symbols of its members begin, behind `_Z` and what says that a member does not change the object.
fn prefix(class: &Type, own: &[&Symbol]) -> Result<String, Refusal> {
    let parts = crate::names::mangled(&class.name);
    match own.iter().any(|s| s.mangled.contains(&parts)) {
        true => Ok(parts),
        false => refuse(Code::Replace, "its linker symbols do not bear its name"),
    }
}

/// Objects of the class that cross in another way than by its own members.
fn crosses_otherwise(class: &Type, port: &PortRequest, facts: &Facts, book: &Book<'_>) -> Result<(), Refusal> {
    let holds = |ty: &TypeExpr| {
        let mut found = Vec::new();
        Shape::of(ty, book).classes(&mut found);
        found.iter().any(|c| c.usr == class.usr)
    };
    let inside = |ty: &TypeExpr| !matches!(Shape::of(ty, book), Shape::Pointer(..) | Shape::Reference(..)) && holds(ty);
    let seen = facts.types.iter().filter(|t| port.files.contains(&t.file) && !port.sources.contains(&t.file));
    for other in seen.filter(|t| t.usr != class.usr) {
        if other.fields.iter().any(|f| inside(&f.ty)) || other.bases.iter().any(|b| holds(&b.ty)) {
            return refuse(Code::Replace, &format!("`{}`, which both sides see, holds one", other.name));
        }
    }
    for symbol in &facts.symbols {
        let Some(signature) = &symbol.about.signature else { continue };
        let own = symbol.about.class.as_deref() == Some(&class.usr);
        let seam = own || (symbol.linkage == Linkage::External && port.sources.contains(&symbol.file));
        let private = own && symbol.about.access != Some(Access::Public);
        if !seam || private || is_special(symbol, class) || symbol.about.deleted {
            continue;
        }
        let gives = matches!(Shape::of(&signature.result, book), Shape::Class(c) if own && c.usr == class.usr)
            || gives_itself(symbol, class, book);
        if signature.params.iter().any(|p| holds(&p.ty)) {
            return refuse(Code::Replace, &format!("`{}` takes objects of it", symbol.name));
        }
        if holds(&signature.result) && !gives {
            return refuse(Code::Replace, &format!("`{}` gives objects of it, which may be others", symbol.name));
        }
    }
    Ok(())
}

/// What C++ writes these operators for gives the object that they were called on.
const GIVE_THEMSELVES: [&str; 13] = ["+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "++", "--", "<<"];

/// An operator that changes its object, and gives it.
pub(super) fn gives_itself(symbol: &Symbol, class: &Type, book: &Book<'_>) -> bool {
    let sign = last_name(&symbol.name).strip_prefix("operator").unwrap_or_default().trim();
    let result = symbol.about.signature.as_ref().map(|s| Shape::of(&s.result, book));
    GIVE_THEMSELVES.contains(&sign)
        && symbol.about.class.as_deref() == Some(&class.usr)
        && matches!(result, Some(Shape::Reference(to, false)) if matches!(&*to, Shape::Class(c) if c.usr == class.usr))
}

/// A member that copies, moves or ends an object.
pub(super) fn is_special(symbol: &Symbol, class: &Type) -> bool {
    symbol.kind == SymbolKind::Destructor || copies(symbol, class) || moves(symbol, class)
}

fn copies(symbol: &Symbol, class: &Type) -> bool {
    takes_own(symbol, class) == Some(false)
}

fn moves(symbol: &Symbol, class: &Type) -> bool {
    takes_own(symbol, class) == Some(true)
}

/// A constructor or an assignment from another object of the class: whether from one that goes.
fn takes_own(symbol: &Symbol, class: &Type) -> Option<bool> {
    let is_kind = symbol.kind == SymbolKind::Constructor || last_name(&symbol.name) == "operator=";
    let params = &symbol.about.signature.as_ref().filter(|_| is_kind)?.params;
    let (first, rest) = params.split_first()?;
    let (TypeExpr::Reference { to, rvalue }, true) = (&first.ty, rest.iter().all(|p| p.default.is_some())) else {
        return None;
    };
    let bare = if let TypeExpr::Qualified { of, .. } = &**to { of } else { to };
    matches!(&**bare, TypeExpr::Named { usr, .. } if *usr == class.usr).then_some(*rvalue)
}

/// A member of a shell that the facade defines and that Rust writes.
pub(super) fn is_written(symbol: &Symbol, class: &Type, book: &Book<'_>) -> bool {
    let Some(signature) = &symbol.about.signature else { return false };
    let gives = matches!(Shape::of(&signature.result, book), Shape::Class(c) if c.usr == class.usr);
    symbol.about.class.as_deref() == Some(&class.usr)
        && symbol.about.access == Some(Access::Public)
        && !symbol.about.deleted
        && !is_special(symbol, class)
        && (!symbol.about.is_static || gives)
}
