//! A function of a facade in shadow mode: the original on the caller's arguments, Rust on copies of what a call may
//! change, and what is compared.
//!
//! A call that cannot run twice without a trace (it calls back, takes what can be given once, writes through a pointer whose
//! size nobody knows, or changes an object that cannot be copied) is answered by C++ alone, and `migrate port` says why.
//!
//! An object behind an interface that a factory makes exists twice ([`super::twins`]), and every call of it goes to both.

use migrate_crossing::{Book, Class, Shape, Std};
use migrate_model::types::TypeExpr;

use super::member::{ITSELF, Member};
use super::shell::Shell;
use crate::api::last_name;
use crate::callback::Handed;
use crate::lower::Texts;
use crate::names::snake;
use crate::spell;

/// What C++ has to have read: the same text that products include.
pub(super) const HEADER: &str = include_str!("../../../../bridge/runtime/include/migrate/shadow.h");

/// How an argument is given to both.
enum Given {
    /// As it is: a value, or what can only be read.
    Shared,
    /// Rust gets a copy of what the pointer leads to.
    Pointee(String),
    /// Rust gets a copy of what is referred to.
    Referred(String),
    /// Rust gets a copy of a buffer, whose size is the next parameter.
    Buffer,
    /// A stream that C++ writes through.
    Written,
    /// A function, of this type, which only C++ calls.
    Silenced(String),
    /// A handle that the object has given, of this type; the call may end it.
    Handle { ty: String, ends: bool },
}

/// What is compared of the answers.
enum Compared {
    /// That both return.
    Outcome,
    /// The values.
    Value,
    /// Where in the arguments they point.
    Address,
    /// What they point to.
    Pointee,
    /// Both make an object of this class, whose calls are compared from now on.
    Objects(Class),
    /// Both give a handle of this type.
    Handles(String),
}

/// How a call is compared.
pub(super) struct Shadow {
    this: Option<Given>,
    given: Vec<Given>,
    result: Compared,
}

/// How the member's calls are compared, or why they are not.
pub(super) fn shadow(member: &Member<'_>, texts: Texts<'_>) -> Result<Shadow, String> {
    if member.gives.is_some() {
        return Err("it gives an object whose state moves to Rust".to_owned());
    }
    let this = match &member.this {
        None => None,
        // Both objects are behind one address.
        Some(this) if this.shell.is_some() => Some(Given::Shared),
        Some(this) if this.reads => Some(Given::Shared),
        Some(this) => {
            let class = member.of.symbol.about.class.as_deref().and_then(|u| texts.book.ty(u));
            if class.is_none_or(|c| c.polymorphic) {
                return Err("it changes an object whose class may be a derived one".to_owned());
            }
            Some(Given::Pointee(this.alias.clone()))
        }
    };
    let given: Vec<Given> = (0..member.of.params.len()).map(|i| given(member, i, texts)).collect::<Result<_, _>>()?;
    let result = match member.makes {
        Some(_) => Compared::Outcome,
        None => compared(member, texts.book)?,
    };
    if let Some(i) = given.iter().position(|g| member.makes.is_some() && !matches!(g, Given::Shared)) {
        return Err(format!("it may keep a pointer through which both would change `{}`", member.names[i]));
    }
    Ok(Shadow { this, given, result })
}

/// How the calls of a virtual function are compared on an object that exists twice.
pub(super) fn of_object(member: &Member<'_>, texts: Texts<'_>) -> Result<Shadow, String> {
    let given = (0..member.of.params.len())
        .map(|i| match given_to_object(member, i, texts.book) {
            Some(given) => Ok(given),
            None => given(member, i, texts),
        })
        .collect::<Result<_, _>>()?;
    let result = match &member.of.result {
        Shape::Pointer(to, false) if **to == Shape::Void => Compared::Address,
        Shape::Pointer(to, _) if is_handle(to, texts.book) => Compared::Handles(member.result.clone()),
        _ => match compared(member, texts.book)? {
            Compared::Objects(c) => {
                return Err(format!("`{}` makes another object, {}", member.of.symbol.name, c.spelling));
            }
            other => other,
        },
    };
    Ok(Shadow { this: None, given, result })
}

/// Arguments that say more to an object that exists twice than to a function.
fn given_to_object(member: &Member<'_>, i: usize, book: &Book<'_>) -> Option<Given> {
    let ty = member.params[i].clone();
    match &member.of.params[i] {
        Shape::Pointer(to, _) => match &**to {
            Shape::Void => Some(Given::Shared),
            Shape::Function(f) if f.result == Shape::Void => Some(Given::Silenced(ty)),
            to if is_handle(to, book) => Some(Given::Handle { ty, ends: ends(member) }),
            _ => None,
        },
        _ => None,
    }
}

/// A class that says nothing of itself: only its address counts.
fn is_handle(shape: &Shape, book: &Book<'_>) -> bool {
    let Shape::Class(c) = shape else { return false };
    book.ty(&c.usr).is_some_and(|t| !t.defined || (t.fields.is_empty() && t.bases.is_empty() && !t.polymorphic))
}

/// A class that callers know by name only: its objects belong to the implementation that makes them.
fn is_opaque(class: &Class, book: &Book<'_>) -> bool {
    book.traits(&class.spelling).is_none_or(|t| t.size == 0)
}

/// Whether a call ends the handle that it is given, by its name.
fn ends(member: &Member<'_>) -> bool {
    const WORDS: [&str; 10] =
        ["release", "free", "close", "delete", "destroy", "unref", "end", "finish", "dispose", "drop"];
    let name = snake(last_name(&member.of.symbol.name));
    member.of.result == Shape::Void && name.split('_').any(|w| WORDS.contains(&w))
}

fn given(member: &Member<'_>, i: usize, texts: Texts<'_>) -> Result<Given, String> {
    let (shape, param) = (&member.of.params[i], &member.signature.params[i]);
    let named = |text: &str| Err(format!("{text} `{}`", member.names[i]));
    let copied = |to: &Shape, ty: &TypeExpr| {
        may_copy(to, texts.book)?;
        spell::target(ty, texts.book).ok_or_else(|| "it changes what has no name".to_owned())
    };
    match shape {
        Shape::Scalar(_) | Shape::Enum(_) | Shape::Null | Shape::Void => Ok(Given::Shared),
        Shape::Class(_) => Ok(Given::Shared),
        Shape::Std(Std::UniquePtr, _) | Shape::Rvalue(_) => named("it takes what can be given once,"),
        Shape::Std(Std::Function, _) | Shape::Function(_) => named("it calls back by"),
        Shape::Std(..) => Ok(Given::Shared),
        Shape::Pointer(to, is_const) | Shape::Reference(to, is_const) | Shape::Array(to, _, is_const) => {
            let by_reference = matches!(shape, Shape::Reference(..));
            match (&**to, *is_const) {
                (Shape::Function(_) | Shape::Std(Std::Function, _), _) => named("it calls back by"),
                (Shape::Std(Std::InStream | Std::InOutStream, _), _) => named("it reads from"),
                (Shape::Class(c), _) if is_opaque(c, texts.book) => {
                    named("the implementation that made it owns the object behind")
                }
                (_, true) => Ok(Given::Shared),
                (Shape::Std(Std::OutStream, _), false) if by_reference => Ok(Given::Written),
                (Shape::Std(Std::OutStream, _) | Shape::Pointer(..) | Shape::Unknown(_), false) => {
                    named("it changes what a copy would share,")
                }
                (to, false) if !by_reference && is_byte(to) => match member.handed[i].cpp.len() {
                    2 => Ok(Given::Buffer),
                    _ if member.handed[i].rust.contains("&mut u8") || member.handed[i].rust.contains("&mut i8") => {
                        Ok(Given::Pointee(copied(to, &param.ty)?))
                    }
                    _ => named("it writes any number of bytes through"),
                },
                (to, false) if by_reference => Ok(Given::Referred(copied(to, &param.ty)?)),
                (to, false) => Ok(Given::Pointee(copied(to, &param.ty)?)),
            }
        }
        Shape::Unknown(_) => named("the type has no name, of"),
    }
}

fn is_byte(shape: &Shape) -> bool {
    use migrate_crossing::Scalar;
    matches!(shape, Shape::Void | Shape::Scalar(Scalar::Char | Scalar::Int { bits: 8, .. }))
}

/// Whether objects of this type can be copied, as far as facts tell: the compiler has the last word.
fn may_copy(shape: &Shape, book: &Book<'_>) -> Result<(), String> {
    match shape {
        Shape::Std(Std::UniquePtr, _) => Err("it changes what cannot be copied, a unique_ptr".to_owned()),
        Shape::Class(c) => match book.ty(&c.usr) {
            None => Ok(()),
            Some(ty) if !ty.defined => {
                Err(format!("it changes an object that cannot be copied: {} is not defined in a header", c.spelling))
            }
            Some(ty) if ty.polymorphic => {
                Err(format!("it changes an object that may be of a class derived from {}", c.spelling))
            }
            Some(_) => Ok(()),
        },
        _ => Ok(()),
    }
}

fn compared(member: &Member<'_>, book: &Book<'_>) -> Result<Compared, String> {
    let back = member.back.rust.as_str();
    let interface = |shape: &Shape| match shape {
        Shape::Class(c) if book.ty(&c.usr).is_some_and(|t| t.polymorphic) => Some(Compared::Objects(c.clone())),
        _ => None,
    };
    let owned = || "it gives an object to own".to_owned();
    match &member.of.result {
        _ if member.back.cpp_return == ITSELF => Ok(Compared::Outcome),
        Shape::Void => Ok(Compared::Outcome),
        Shape::Reference(to, false) if matches!(**to, Shape::Std(Std::OutStream, _)) => Ok(Compared::Outcome),
        Shape::Std(Std::UniquePtr, of) => of.first().and_then(interface).ok_or_else(owned),
        Shape::Pointer(to, _) if back.starts_with("cxx::UniquePtr") => interface(to).ok_or_else(owned),
        Shape::Pointer(..) if back.contains("&'a ") => Ok(Compared::Address),
        Shape::Pointer(to, true) if is_byte(to) => match back.contains("CStr") {
            true => Ok(Compared::Value),
            false => Err("it gives a pointer to bytes whose number only the caller knows".to_owned()),
        },
        Shape::Pointer(_, true) => Ok(Compared::Pointee),
        Shape::Pointer(_, false) | Shape::Reference(_, false) => {
            Err("it gives a pointer to an object of its own, which the caller may change".to_owned())
        }
        Shape::Rvalue(_) => Err("it gives what can be taken once".to_owned()),
        _ => Ok(Compared::Value),
    }
}

/// How the two implementations of a call are reached.
pub(super) struct Callees<'t> {
    /// What C++ is called by, up to the arguments.
    pub(super) cpp: &'t str,
    /// The same for Rust.
    pub(super) rust: &'t str,
    /// Statements behind the comparison.
    pub(super) after: &'t str,
}

impl Shadow {
    /// The class of which both make an object.
    pub(super) fn makes(&self) -> Option<&Class> {
        match &self.result {
            Compared::Objects(class) => Some(class),
            _ => None,
        }
    }

    /// Types of the handles that it takes or gives.
    pub(super) fn handles(&self) -> impl Iterator<Item = &String> {
        let given = self.given.iter().filter_map(|g| if let Given::Handle { ty, .. } = g { Some(ty) } else { None });
        given.chain(if let Compared::Handles(ty) = &self.result { Some(ty) } else { None })
    }

    /// Which of the parameters are handles.
    pub(super) fn handle_params(&self) -> impl Iterator<Item = (usize, &String)> {
        self.given.iter().enumerate().filter_map(|(i, g)| match g {
            Given::Handle { ty, .. } => Some((i, ty)),
            _ => None,
        })
    }

    /// The function that runs both and compares.
    pub(super) fn cpp(&self, member: &Member<'_>, i: usize, id: &str, shells: &[Shell<'_>]) -> String {
        let (cpp, rust) = (format!("twin{i}"), format!("rust{i}<true>"));
        let shell = member.this.as_ref().and_then(|t| t.shell).map(|at| shells[at].access());
        // What an object has missed would be a difference in all that it does from then on.
        let (every, after, sampled) = match &shell {
            Some(access) => (", true", format!("if (call.has_diverged()) {access}::alone(self);"), String::new()),
            None => {
                let sampled = format!("  if (!call.sampled()) return twin{i}({});\n", member.passed("self"));
                ("", String::new(), sampled)
            }
        };
        let body = self.body(member, &Callees { cpp: &cpp, rust: &rust, after: &after });
        format!(
            "static {} shadow{i}({}) {{\n  migrate::shadow::Call call(&migrate_module_{id}, site{i}{every});\n{sampled}{body}}}\n",
            member.result,
            member.declared(),
        )
    }

    /// The statements from the copies to the answer; there is a `call` that is compared.
    pub(super) fn body(&self, member: &Member<'_>, by: &Callees<'_>) -> String {
        let nothing = member.result == "void";
        let answer = if nothing { "migrate::shadow::Nothing" } else { &member.result };
        let run = |call: &str| match nothing {
            true => format!("[&]() -> {answer} {{ {call}; return {answer}(); }}"),
            false => format!("[&]() -> {answer} {{ return {call}; }}"),
        };
        let this = member.this.iter().map(|_| "self".to_owned());
        let cpp: Vec<String> = this.chain((0..self.given.len()).map(|i| format!("a{i}"))).collect();
        let this = self.this.iter().map(|g| if g.changes() { "b_self.pointer()" } else { "self" });
        let rust: Vec<String> =
            this.map(str::to_owned).chain(self.given.iter().enumerate().map(|(i, g)| g.passed(i))).collect();
        let mut out = Vec::new();
        out.extend(self.this.iter().find_map(|g| match g {
            Given::Pointee(class) => Some(format!("migrate::shadow::Copy<{class}> b_self(self);")),
            _ => None,
        }));
        out.extend(self.given.iter().enumerate().filter_map(|(i, g)| g.copy(i)));
        out.push(format!(
            "migrate::shadow::Answer<{answer}> cpp({});",
            run(&format!("{}({})", by.cpp, cpp.join(", ")))
        ));
        let streams = (0..self.given.len()).filter(|i| matches!(self.given[*i], Given::Written));
        out.extend(streams.map(|i| format!("b{i}.release();")));
        out.push(format!(
            "const migrate::shadow::Answer<{answer}> rust = call.rust<{answer}>({});",
            run(&format!("{}({})", by.rust, rust.join(", ")))
        ));
        let method = match self.result {
            Compared::Outcome => "outcomes",
            Compared::Value => "answers",
            Compared::Address => "addresses",
            Compared::Pointee => "pointees",
            Compared::Objects(_) | Compared::Handles(_) => "objects",
        };
        out.push(format!("call.{method}(cpp, rust);"));
        let changed = self.given.iter().enumerate().filter(|(_, g)| g.changes());
        out.extend(changed.map(|(i, _)| format!("call.changed(\"{}\", b{i});", member.names[i])));
        if self.this.as_ref().is_some_and(Given::changes) {
            out.push("call.changed(\"this\", b_self);".to_owned());
        }
        let mut arguments = self.arguments(member);
        if matches!(self.result, Compared::Value) && !nothing {
            arguments.push("call.answer(cpp);".to_owned());
        }
        if !arguments.is_empty() {
            out.push("if (call.differs()) {".to_owned());
            out.extend(arguments.iter().map(|a| format!("  {a}")));
            out.push("}".to_owned());
        }
        if !by.after.is_empty() {
            out.push(by.after.to_owned());
        }
        match &self.result {
            Compared::Objects(class) => out.push(format!(
                "if (call.has_diverged() || !cpp.has_value() || cpp.value() == nullptr) return cpp.take();\n  \
                 return {}(new {}(migrate::shadow::pointer(cpp.take()), migrate::shadow::pointer(rust.value())));",
                if member.result.ends_with('*') { String::new() } else { member.result.clone() },
                super::twins::class_name(class)
            )),
            Compared::Handles(ty) => out.push(format!(
                "if (!call.has_diverged() && cpp.has_value()) {}.add(cpp.value(), rust.value());\n  return cpp.take();",
                super::twins::pairs(ty)
            )),
            _ if nothing => out.push("cpp.take();".to_owned()),
            _ => out.push("return cpp.take();".to_owned()),
        }
        out.iter().map(|l| format!("  {l}\n")).collect()
    }

    /// How the arguments were, for whoever looks for the cause of a difference.
    fn arguments(&self, member: &Member<'_>) -> Vec<String> {
        let text = |name: &str, text: String| format!("call.argument(\"{name}\", {text});");
        // An object that exists twice would be asked in the same way, and differ again.
        let is_shell = member.this.as_ref().is_some_and(|t| t.shell.is_some());
        let mut out: Vec<String> = self
            .this
            .iter()
            .filter(|_| !is_shell)
            .map(|g| match g {
                Given::Shared => text("this", "migrate::shadow::shown_pointee(self)".to_owned()),
                _ => text("this", "b_self.before()".to_owned()),
            })
            .collect();
        for (i, given) in self.given.iter().enumerate() {
            let name = &member.names[i];
            out.push(match given {
                Given::Shared if is_behind(&member.handed, i) => continue,
                Given::Shared => text(name, shared(member, i)),
                Given::Silenced(_) => text(name, format!("a{i} == nullptr ? \"null\" : \"a function\"")),
                Given::Handle { .. } => text(name, format!("a{i} == nullptr ? \"null\" : \"a handle\"")),
                _ => text(name, format!("b{i}.before()")),
            });
        }
        out
    }
}

/// What has crossed together with the parameter before it.
fn is_behind(handed: &[Handed], i: usize) -> bool {
    i > 0 && handed[i].slots.is_empty() && handed[i - 1].cpp.len() == 2
}

/// The text of an argument that both were given as it is.
fn shared(member: &Member<'_>, i: usize) -> String {
    let next = i + 1;
    let joined = next < member.handed.len() && is_behind(&member.handed, next);
    match (&member.of.params[i], member.handed[i].rust.as_str()) {
        (Shape::Pointer(..) | Shape::Array(..), "&[&[u8]]") if joined => {
            format!("migrate::shadow::shown_list(a{i}, static_cast<std::size_t>(a{next}))")
        }
        (Shape::Pointer(..) | Shape::Array(..), "&'a [u8]") if joined => {
            format!("migrate::shadow::shown_bytes(a{i}, static_cast<std::size_t>(a{next} - a{i}))")
        }
        (Shape::Pointer(..) | Shape::Array(..), _) if joined => {
            format!("migrate::shadow::shown_bytes(a{i}, static_cast<std::size_t>(a{next}))")
        }
        (Shape::Pointer(to, _), rust) if !(is_byte(to) && rust.contains("CStr")) => {
            format!("migrate::shadow::shown_pointee(a{i})")
        }
        _ => format!("migrate::shadow::shown(a{i})"),
    }
}

impl Given {
    fn changes(&self) -> bool {
        !matches!(self, Given::Shared | Given::Silenced(_) | Given::Handle { .. })
    }

    /// The copy of parameter `i`.
    fn copy(&self, i: usize) -> Option<String> {
        match self {
            Given::Shared | Given::Silenced(_) => None,
            Given::Handle { ty, ends } => Some(format!(
                "const auto b{i} = {}.{}(a{i});",
                super::twins::pairs(ty),
                if *ends { "take" } else { "find" }
            )),
            Given::Pointee(ty) | Given::Referred(ty) => Some(format!("migrate::shadow::Copy<{ty}> b{i}(a{i});")),
            Given::Buffer => Some(format!("migrate::shadow::Buffer b{i}(a{i}, static_cast<std::size_t>(a{}));", i + 1)),
            Given::Written => Some(format!("migrate::shadow::Written b{i}(a{i});")),
        }
    }

    /// What Rust is given for it.
    fn passed(&self, i: usize) -> String {
        match self {
            Given::Shared => format!("a{i}"),
            Given::Silenced(ty) => format!("migrate::shadow::Silent<{ty}>::of(a{i})"),
            Given::Handle { .. } => format!("b{i}"),
            Given::Pointee(_) => format!("b{i}.pointer()"),
            Given::Referred(_) | Given::Written => format!("b{i}.reference()"),
            Given::Buffer => format!("static_cast<decltype(a{i})>(b{i}.pointer())"),
        }
    }
}
