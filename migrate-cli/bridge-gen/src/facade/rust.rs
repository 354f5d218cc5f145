//! A facade in Rust: the trait, and the functions that C++ calls.

use std::fmt::Write as _;

use super::TRAIT;
use super::member::Member;
use super::shell::Shell;
use crate::docs;
use crate::input::PortRequest;
use crate::raises::Raises;

impl Member<'_> {
    /// How the trait declares it.
    pub(super) fn signature(&self) -> String {
        let back = &self.back.rust;
        // What is borrowed from an object lives as long as that.
        let of_object = back.contains('&') && self.this.as_ref().is_some_and(|t| t.shell.is_some());
        let lives = if of_object { "'o " } else { "" };
        let this = self.this.iter().map(|t| match (t.shell, t.reads) {
            (_, true) => format!("this: &{lives}{}", t.path),
            (Some(_), false) if t.shared => format!("this: &{lives}{}", t.path),
            (Some(_), false) => format!("this: &{lives}mut {}", t.path),
            (None, false) => format!("this: core::pin::Pin<&mut {}>", t.path),
        });
        let given = self.names.iter().zip(&self.handed).filter(|(_, h)| !h.rust.is_empty());
        let params: Vec<String> = this.chain(given.map(|(n, h)| format!("{n}: {}", h.rust))).collect();
        let back = match of_object {
            _ if back.contains("&'a") => back.clone(),
            true => back.replace('&', "&'o "),
            false => back.replace('&', "&'static "),
        };
        let arrow = match back.as_str() {
            "" if self.raises => " -> Result<(), Thrown>".to_owned(),
            "" => String::new(),
            back if self.raises => format!(" -> Result<{back}, Thrown>"),
            back => format!(" -> {back}"),
        };
        let params = params.join(", ");
        let borrows = params.contains("&'a [u8]");
        let params = match borrows {
            true => params.replace(": &[u8]", ": &'a [u8]").replace("Option<&[u8]>", "Option<&'a [u8]>"),
            false => params,
        };
        let lifetimes = match (borrows, of_object) {
            (true, true) => "<'a, 'o>",
            (true, false) => "<'a>",
            (false, true) => "<'o>",
            (false, false) => "",
        };
        format!("fn {}{lifetimes}({params}){arrow}", self.of.name)
    }

    /// The function of the trait.
    pub(super) fn declaration(&self) -> String {
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
    pub(super) fn rust_slots(&self) -> Vec<(String, String)> {
        let this = self.this.iter().map(|t| {
            let of = if t.reads { "const" } else { "mut" };
            let to = if t.shell.is_some() { "core::ffi::c_void" } else { &t.path };
            ("this".to_owned(), format!("*{of} {to}"))
        });
        let thrown = [("raised_at", "*mut Place"), ("raised_text", "*mut cxx::CxxString")];
        let thrown = thrown.map(|(n, t)| (n.to_owned(), t.to_owned())).into_iter().filter(|_| self.raises);
        this.chain(self.handed.iter().flat_map(|h| h.slots.iter().cloned())).chain(thrown).collect()
    }

    /// The function that C++ calls.
    pub(super) fn trampoline(&self) -> String {
        let slots: String = self.rust_slots().iter().map(|(n, t)| format!("{n}: {t}, ")).collect();
        let this = self.this.iter().map(|t| match (t.shell, t.reads || t.shared) {
            (Some(_), true) => format!("&*this.cast::<{}>()", t.path.replace("Self::", "M::")),
            (Some(_), false) => format!("&mut *this.cast::<{}>()", t.path.replace("Self::", "M::")),
            (None, true) => "&*this".to_owned(),
            (None, false) => "core::pin::Pin::new_unchecked(&mut *this)".to_owned(),
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
    pub(super) fn pointer(&self) -> String {
        let slots: String = self.rust_slots().iter().map(|(_, t)| format!("{t}, ")).collect();
        format!("unsafe extern \"C\" fn({slots}*mut core::ffi::c_void) -> u8")
    }
}

pub(super) fn rust(port: &PortRequest, members: &[Member<'_>], shells: &[Shell<'_>], raises: &Raises) -> String {
    let types = shells.iter().map(Shell::declaration);
    let declarations: String = types.chain(members.iter().map(Member::declaration)).collect();
    let mut trampolines: String = members.iter().map(Member::trampoline).collect();
    let mut fields: String = members.iter().map(|m| format!("{}: {},\n", m.of.name, m.pointer())).collect();
    let mut values: String = members.iter().map(|m| format!("{0}: {0}::<M>,\n", m.of.name)).collect();
    let (of_shells, more) = super::shell::trampolines(shells, TRAIT);
    for (name, pointer) in of_shells {
        let _ = writeln!(fields, "{name}: {pointer},");
        let _ = writeln!(values, "{name}: {name}::<M>,");
    }
    trampolines.push_str(&more);
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
