//! Objects behind an interface in shadow mode: one of C++ and one of Rust, as one to their callers.
//!
//! Every virtual call goes to both, one call behind the other. Handles that the object gives are C++'s; Rust's are looked up
//! behind them. Functions that it is given are called by C++ only. Once the two end a call in different ways, C++ answers
//! alone from then on.

use migrate_crossing::Class;
use migrate_model::facts::Type;
use migrate_model::types::Noexcept;

use super::member::{Member, described};
use super::shadow::{Callees, of_object};
use crate::api::last_name;
use crate::input::Facts;
use crate::lower::Texts;
use crate::subclass::virtuals;

/// The C++ class that holds the two.
pub(super) fn class_name(class: &Class) -> String {
    format!("Both_{}", word(&class.spelling))
}

/// Its handles of a type.
pub(super) fn pairs(ty: &str) -> String {
    format!("pairs_{}", word(ty))
}

fn word(text: &str) -> String {
    text.trim_matches([':', '*']).replace("::", "_").replace(|c: char| !c.is_ascii_alphanumeric(), "_")
}

/// The definition of that class, or why there is none.
pub(super) fn twins(class: &Class, facts: &Facts, texts: Texts<'_>, id: &str) -> Result<String, String> {
    let refuse = |why: &str| Err(format!("it makes an object of {}, {why}", class.spelling));
    let Some(ty) = texts.book.ty(&class.usr) else { return refuse("which nobody knows") };
    if !ty.fields.is_empty() || !ty.bases.is_empty() || ty.is_final {
        return refuse("which is no plain interface");
    }
    let mut methods = String::new();
    let mut handles = std::collections::BTreeSet::new();
    for of in virtuals(ty, facts, texts.book) {
        let name = last_name(&of.symbol.name).to_owned();
        let told = |why: String| {
            format!("it makes an object of {}, of which `{name}` cannot be compared: {why}", class.spelling)
        };
        let member = described(of, None, false, texts).map_err(|r| told(r.reason))?;
        let shadow = of_object(&member, texts).map_err(told)?;
        handles.extend(shadow.handles().cloned());
        methods.push_str(&method(&member, &shadow, id));
    }
    let handles: String =
        handles.iter().map(|ty| format!("  mutable migrate::shadow::Pairs<{ty}> {};\n", pairs(ty))).collect();
    Ok(definition(ty, &class_name(class), &handles, &methods))
}

fn definition(ty: &Type, name: &str, handles: &str, methods: &str) -> String {
    let base = &ty.name;
    format!(
        "class {name} final : public ::{base} {{\n public:\n  {name}(::{base}* cpp, ::{base}* rust) : twins_(cpp, rust) {{}}\n\
         {methods}\n private:\n  mutable migrate::shadow::Twins<::{base}> twins_;\n{handles}}};\n"
    )
}

fn method(member: &Member<'_>, shadow: &super::shadow::Shadow, id: &str) -> String {
    let name = last_name(&member.of.symbol.name);
    let constant = if member.signature.is_const { " const" } else { "" };
    let noexcept = if member.signature.noexcept == Noexcept::Yes { " noexcept" } else { "" };
    let (cpp, rust) = (format!("twins_.cpp()->{name}"), format!("twins_.rust()->{name}"));
    let body = shadow.body(member, &Callees { cpp: &cpp, rust: &rust, after: "twins_.note(call);" });
    let unknown: String =
        shadow.handle_params().map(|(i, ty)| format!("  if (!{}.knows(a{i})) twins_.stop();\n", pairs(ty))).collect();
    format!(
        "  auto {name}({}){constant}{noexcept} -> {} override {{\n  static migrate_site site = {{\"{}\", {{}}}};\n\
         \x20 const std::lock_guard<std::recursive_mutex> lock(twins_.mutex());\n{unknown}\
         \x20 migrate::shadow::Call call(&migrate_module_{id}, site, twins_.runs());\n\
         \x20 if (!call.sampled()) return {cpp}({});\n{body}  }}\n",
        member.declared(),
        member.result,
        member.of.symbol.name,
        member.passed(""),
    )
}
