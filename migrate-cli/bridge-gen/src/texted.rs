//! A thunk as texts: the C++ function, its line in the transport, and the Rust function in front of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use migrate_crossing::Doubt;

use crate::catalogue::{Entry, Form};
use crate::input::PanicPolicy;
use crate::lower::{Argument, Returned};
use crate::names::replaced;
use crate::thunk::{Call, Callee, Keeper};

/// Everything that the texts are put together from.
pub(crate) struct Texted<'t, 'a> {
    pub(crate) call: &'t Call<'a>,
    pub(crate) arguments: &'t [Argument],
    pub(crate) returned: &'t Returned,
    pub(crate) lenders: &'t [usize],
    pub(crate) fallible: bool,
    pub(crate) keeper: Option<Keeper>,
}

impl Texted<'_, '_> {
    fn owner(&self) -> Option<(&Entry, bool)> {
        Some((self.call.owner?, self.call.object?))
    }

    /// Exceptions do not end the program.
    fn catches(&self) -> bool {
        self.call.throws || self.call.resumes == PanicPolicy::Exception
    }

    /// Slots with raw pointers make the transport `unsafe`.
    pub(crate) fn raw(&self) -> bool {
        self.arguments.iter().flat_map(|a| &a.slots).any(|s| s.1.starts_with('*'))
    }

    fn cpp_params(&self) -> String {
        let mut params = Vec::new();
        if let Some((owner, reads)) = self.owner() {
            params.push(format!("{}{}& self_", if reads { "const " } else { "" }, owner.alias));
        }
        params.extend(self.arguments.iter().flat_map(|a| &a.slots).map(|(name, _, cpp)| format!("{cpp} {name}")));
        params.join(", ")
    }

    pub(crate) fn declaration(&self, id: &str) -> String {
        format!("{} {id}({});", self.returned.cpp_type, self.cpp_params())
    }

    pub(crate) fn definitions(&self, id: &str) -> Vec<String> {
        let before: String = self.arguments.iter().flat_map(|a| &a.cpp_before).map(|l| format!("  {l}\n")).collect();
        let given = self.arguments.iter().flat_map(|a| a.cpp.clone()).collect::<Vec<_>>().join(", ");
        let calls = match &self.call.callee {
            Callee::Forms(forms) => forms.iter().map(|f| f.replace('$', &given)).collect(),
            Callee::New(_) => vec![given],
        };
        calls
            .iter()
            .map(|call| {
                let body = self.returned.cpp.replace('$', call);
                format!("{} {id}({}) {{\n{before}  {body}\n}}\n", self.returned.cpp_type, self.cpp_params())
            })
            .collect()
    }

    pub(crate) fn transport(&self, id: &str, raw: bool) -> String {
        let mut params = Vec::new();
        if let Some((owner, reads)) = self.owner() {
            let alias = &owner.alias;
            params.push(match (reads, owner.form == Form::Pod) {
                (true, _) => format!("self_: &{alias}"),
                (false, true) => format!("self_: &mut {alias}"),
                (false, false) => format!("self_: Pin<&mut {alias}>"),
            });
        }
        params.extend(self.arguments.iter().flat_map(|a| &a.slots).map(|(name, rust, _)| format!("{name}: {rust}")));
        let result = match (self.catches(), self.returned.slot.as_str()) {
            (true, "") => " -> Result<()>".to_owned(),
            (true, slot) => format!(" -> Result<{slot}>"),
            (false, "") => String::new(),
            (false, slot) => format!(" -> {slot}"),
        };
        format!("{}fn {id}({}){result};", if raw { "unsafe " } else { "" }, params.join(", "))
    }

    /// Types of the transport that need smart pointers.
    pub(crate) fn pointers(&self) -> Vec<String> {
        let slots = self.arguments.iter().flat_map(|a| a.slots.iter().map(|s| s.1.as_str()));
        let mut out = Vec::new();
        for slot in slots.chain([self.returned.slot.as_str()]) {
            for pointer in ["UniquePtr<", "SharedPtr<", "WeakPtr<"] {
                if let Some(at) = slot.find(pointer)
                    && !slot[at + pointer.len()..].starts_with("CxxString>")
                {
                    out.push(slot[at..].split_inclusive('>').next().unwrap_or_default().to_owned());
                }
            }
        }
        out
    }

    /// The signature for people and the head of the Rust function.
    pub(crate) fn signature(&self, safe: bool) -> (String, String) {
        let mut params = Vec::new();
        let handled = self.keeper == Some(Keeper::Object);
        let object = self.owner().map(|(owner, reads)| match (reads, owner.form == Form::Pod) {
            _ if handled => "this: &mut crate::support::Streamed<'s, Self>",
            (true, _) => "&self",
            (false, true) => "&mut self",
            (false, false) => "self: core::pin::Pin<&mut Self>",
        });
        let borrows = self.returned.borrows;
        let references: usize = self
            .arguments
            .iter()
            .filter_map(|a| a.rust.as_ref())
            .map(|r| r.1.matches('&').count() + r.1.matches("'_").count())
            .sum();
        let immortal = borrows && object.is_none() && self.lenders.is_empty() && self.keeper.is_none();
        // Rust's own rules find the lifetime when only the object lends, or when there is one reference in all.
        let elided = borrows
            && !immortal
            && self.keeper.is_none()
            && (object.is_some() && self.lenders.is_empty() || object.is_none() && references == 1);
        let explicit = borrows && !immortal && !elided;
        if let Some(object) = object {
            params.push(if explicit { object.replacen('&', "&'a ", 1) } else { object.to_owned() });
        }
        for (i, argument) in self.arguments.iter().enumerate() {
            if let Some((name, ty)) = &argument.rust {
                let ty = if explicit && self.lenders.contains(&i) { ty.replacen('&', "&'a ", 1) } else { ty.clone() };
                params.push(format!("{name}: {ty}"));
            }
        }
        let mut result = self.returned.rust.clone();
        if immortal {
            result = result.replace("'a", "'static");
        } else if elided {
            result = result.replace("&'a ", "&").replace("'a", "'_");
        }
        let result = match (self.fallible, result.as_str()) {
            (true, "") => " -> Result<(), crate::support::Exception>".to_owned(),
            (true, r) => format!(" -> Result<{r}, crate::support::Exception>"),
            (false, "") => String::new(),
            (false, r) => format!(" -> {r}"),
        };
        let head = format!(
            "{}fn {}{}({}){result}",
            if safe { "" } else { "unsafe " },
            self.call.rust_name,
            match (explicit, handled) {
                (true, true) => "<'a, 's>",
                (true, false) => "<'a>",
                (false, true) => "<'s>",
                (false, false) => "",
            },
            params.join(", ")
        );
        (format!("pub {head}").replace("mut self_", "self_").replace("(mut place", "(place"), head)
    }

    pub(crate) fn wrapper(&self, id: &str, head: &str, raw: bool, doubts: &[Doubt]) -> String {
        let mut out = String::new();
        let doc = documentation(self.call, doubts, self.fallible && self.call.throws);
        for line in doc.lines() {
            let _ = writeln!(out, "/// {}", line.trim_end());
        }
        let _ = writeln!(out, "pub {head} {{");
        if self.keeper == Some(Keeper::Result) {
            out.push_str("let mut streams = crate::support::Streams::default();\n");
        }
        for line in self.arguments.iter().flat_map(|a| &a.before) {
            let _ = writeln!(out, "{line}");
        }
        let mut given = Vec::new();
        if self.owner().is_some() {
            given.push(if self.keeper == Some(Keeper::Object) { "this.pin_mut()" } else { "self" }.to_owned());
        }
        given.extend(self.arguments.iter().flat_map(|a| a.given.clone()));
        let mut call = format!("crate::ffi::{id}({})", given.join(", "));
        if raw {
            call = format!("unsafe {{ {call} }}");
        }
        // Changes of arguments are written back also when an exception or a panic comes; a panic goes before errors.
        let (errors, changes): (Vec<&Argument>, Vec<&Argument>) = self.arguments.iter().partition(|a| a.fallible);
        let lines = |of: Vec<&Argument>| of.into_iter().flat_map(|a| a.after.clone()).collect::<Vec<String>>();
        let mut after = lines(changes);
        if self.call.resumes == PanicPolicy::Error {
            after.push("crate::support::resume();".to_owned());
        }
        after.extend(lines(errors));
        after.dedup();
        let late = self.catches() && !after.is_empty();
        let settled = |outcome: &str| match (self.call.throws, self.catches()) {
            (true, _) => format!("{outcome}.map_err(crate::support::thrown)"),
            (false, true) => format!("{outcome}.unwrap_or_else(crate::support::unexpected)"),
            (false, false) => outcome.to_owned(),
        };
        if !late {
            call = settled(&call);
        }
        let nothing = self.returned.slot.is_empty();
        let simple = after.is_empty() && self.returned.convert == "r";
        if simple && (self.call.throws || !self.fallible) {
            let _ = writeln!(out, "{call}{}", if nothing && !self.call.throws { ";" } else { "" });
        } else {
            let question = if self.call.throws && !late { "?" } else { "" };
            let named = late || !nothing;
            let _ = writeln!(out, "{}{call}{question};", if named { "let outcome = " } else { "" });
            for line in after {
                let _ = writeln!(out, "{line}");
            }
            let direct = late && !nothing && !self.fallible && self.returned.convert == "r";
            if late && !direct {
                let question = if self.call.throws { "?" } else { "" };
                let keep = if nothing { "" } else { "let outcome = " };
                let _ = writeln!(out, "{keep}{}{question};", settled("outcome"));
            }
            let convert = if direct {
                settled("outcome")
            } else {
                replaced(&self.returned.convert, &BTreeMap::from([("r", "outcome")]))
            };
            let tail = match (self.fallible, nothing) {
                (true, true) => "Ok(())".to_owned(),
                (true, false) => format!("Ok({convert})"),
                (false, true) => String::new(),
                (false, false) => convert,
            };
            let _ = writeln!(out, "{tail}");
        }
        out.push_str("}\n");
        out
    }
}

fn documentation(call: &Call<'_>, doubts: &[Doubt], throws: bool) -> String {
    let cpp = if call.signature.is_empty() {
        format!("C++: `{}`", call.name)
    } else {
        format!("C++: `{}`, `{}`", call.name, call.signature.replace('\n', " "))
    };
    let mut out = match &call.doc {
        Some(doc) => format!("{}\n\n{cpp}", crate::docs::markdown(doc)),
        None => cpp,
    };
    if throws {
        out.push_str("\n\n# Errors\nThe C++ exception.");
    }
    if !doubts.is_empty() {
        out.push_str("\n\n# Safety\n");
        for doubt in doubts {
            let _ = writeln!(out, "{}", doubt.contract);
        }
    }
    out
}
