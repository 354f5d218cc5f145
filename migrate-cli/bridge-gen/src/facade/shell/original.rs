//! The source that is compiled with the original: a function for each member of a class that has no linker symbol of its own,
//! or gives an object of the class by value.

use std::fmt::Write as _;

use migrate_model::facts::SymbolKind;

use super::Shell;
use crate::api::last_name;
use crate::facade::member::Member;
use crate::input::PortRequest;

/// The definitions, inside of a namespace of their own. The layout that the facade was written for is asserted.
pub(in crate::facade) fn original(shells: &[Shell<'_>], members: &[Member<'_>], port: &PortRequest) -> String {
    if shells.is_empty() {
        return String::new();
    }
    let id = &port.id;
    let mut out = String::new();
    for (n, shell) in shells.iter().enumerate() {
        let (class, name) = (&shell.class.name, last_name(&shell.class.name));
        let (size, align) = (shell.traits.size.max(1), shell.traits.align.max(1));
        let _ = writeln!(
            out,
            "static_assert(sizeof(::{class}) == {size} && alignof(::{class}) == {align}, \"run `migrate port {}` again\");",
            port.module
        );
        let mut define = |function: &str, params: &str, body: &str| {
            let _ = writeln!(
                out,
                "void {function}{n}({params}) __asm__(\"migrate_cpp_{id}_{function}{n}\");\nvoid {function}{n}({params}) {{ {body} }}"
            );
        };
        define("end", &format!("::{class}* self"), &format!("self->~{name}();"));
        if shell.is_copied() {
            let params = format!("::{class}* self, const ::{class}& from");
            define("copy", &params, &format!("::new (static_cast<void*>(self)) ::{class}(from);"));
        }
        if shell.moves.is_some() {
            let params = format!("::{class}* self, ::{class}&& from");
            define("move", &params, &format!("::new (static_cast<void*>(self)) ::{class}(std::move(from));"));
        }
    }
    for member in members.iter().filter(|m| m.is_thunked()) {
        out.push_str(&thunk(member, shells, port));
    }
    format!("namespace migrate_original_{id} {{\n{out}}}\n")
}

/// A member, as a function.
fn thunk(member: &Member<'_>, shells: &[Shell<'_>], port: &PortRequest) -> String {
    let symbol = member.of.symbol;
    let name = &member.of.name;
    let class = symbol.name.strip_suffix(last_name(&symbol.name)).unwrap_or_default().trim_end_matches("::");
    let arguments = member.values().join(", ");
    let call = match symbol.kind {
        SymbolKind::Constructor => format!("::new (static_cast<void*>(self)) ::{class}({arguments});"),
        _ => {
            let callee = match symbol.about.is_static {
                true => format!("::{}", symbol.name),
                false => format!("self->{}", last_name(&symbol.name)),
            };
            match member.gives.is_some() {
                true => format!("::new (out) ::{class}({callee}({arguments}));"),
                false => format!("return {callee}({arguments});"),
            }
        }
    };
    let (result, params) = (member.twin_result(), member.twin_declared(shells));
    format!(
        "{result} {name}({params}) __asm__(\"{}\");\n{result} {name}({params}) {{ {call} }}\n",
        member.twin_symbol(&port.id)
    )
}
