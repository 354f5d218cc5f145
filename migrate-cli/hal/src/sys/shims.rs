//! C functions for what has no symbol.

use std::collections::HashSet;
use std::fmt::Write as _;

use migrate_model::hal::{LeftOut, MacroKind};

use super::request::signature;
use crate::ask::ask;
use crate::error::HalError;
use crate::hal::Hal;
use crate::parse::Function;
use crate::survey::Survey;

/// Start of the names of the C functions. Rust has the names behind it.
pub(super) const PREFIX: &str = "migrate_shim_";

/// A C function that stands for an inline function or a macro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shim {
    /// What it stands for.
    pub(super) name: String,
    pub(super) prototype: String,
    body: String,
    /// Somebody asked for it by name.
    is_requested: bool,
    /// Instructions of the device may be in it.
    has_assembly: bool,
}

impl Shim {
    fn new(name: &str, result: &str, parameters: &[String], call: &str) -> Shim {
        let list = if parameters.is_empty() { "void".to_owned() } else { parameters.join(", ") };
        let gives = if result == "void" { "" } else { "return " };
        Shim {
            name: name.to_owned(),
            prototype: format!("{result} {PREFIX}{name}({list})"),
            body: format!("{gives}{call};"),
            is_requested: false,
            has_assembly: false,
        }
    }

    fn without_assembly(self) -> Shim {
        match self.has_assembly {
            true => Shim { body: "__builtin_trap();".into(), ..self },
            false => self,
        }
    }

    fn definition(&self) -> String {
        format!("{} {{ {} }}", self.prototype, self.body)
    }
}

/// All that shims are wanted for, and what none can be made for.
pub(super) fn wanted(hal: &Hal, survey: &Survey) -> Result<(Vec<Shim>, Vec<LeftOut>), HalError> {
    let (mut shims, mut left_out) = (Vec::new(), Vec::new());
    for function in survey.api.functions.iter().filter(|f| f.is_inline) {
        match inline(function) {
            Ok(shim) => shims.push(Shim { has_assembly: assembles(survey, &function.name), ..shim }),
            Err(reason) => left_out.push(LeftOut { name: function.name.clone(), reason: reason.into() }),
        }
    }
    for m in &survey.macros {
        match (m.kind, m.ty.as_deref()) {
            (MacroKind::Statement, _) => {
                shims.push(Shim { has_assembly: true, ..Shim::new(&m.name, "void", &[], &m.name) });
            }
            (MacroKind::Expression, Some(ty)) if is_plain(ty) => shims.push(Shim::new(&m.name, ty, &[], &m.name)),
            (MacroKind::Expression, _) => {
                let reason = "its value is known when the program runs, and its type has no name".into();
                left_out.push(LeftOut { name: m.name.clone(), reason });
            }
            _ => {}
        }
    }
    for (name, text) in &hal.config.macros {
        if !survey.macros.iter().any(|m| m.name == *name && m.kind == MacroKind::Function) {
            return Err(HalError::config(format!(
                "[hal.{}.macros] names `{name}`, which is no macro with parameters",
                hal.name
            ))
            .help(format!("`migrate hal scan {} --all` lists all macros", hal.name)));
        }
        let signature = signature(name, text)?;
        let parameters: Vec<String> =
            signature.parameters.iter().enumerate().map(|(i, p)| format!("{p} a{i}")).collect();
        let arguments: Vec<String> = (0..parameters.len()).map(|i| format!("a{i}")).collect();
        let call = format!("{name}({})", arguments.join(", "));
        shims.push(Shim { is_requested: true, ..Shim::new(name, &signature.result, &parameters, &call) });
    }
    shims.sort_by(|a, b| a.name.cmp(&b.name));
    shims.dedup_by(|a, b| a.name == b.name);
    Ok((shims, left_out))
}

/// The function, or one that it calls, has instructions of its own.
fn assembles(survey: &Survey, name: &str) -> bool {
    let (mut seen, mut open) = (HashSet::new(), vec![name]);
    while let Some(name) = open.pop() {
        let Some(body) = survey.bodies.get(name).filter(|_| seen.insert(name)) else { continue };
        if body.assembly {
            return true;
        }
        open.extend(body.calls.iter().map(String::as_str));
    }
    false
}

fn inline(function: &Function) -> Result<Shim, &'static str> {
    if function.is_variadic {
        return Err("an inline function with any number of arguments cannot be handed on");
    }
    let all = || function.parameters.iter().map(|p| &p.ty).chain([&function.result]);
    if !all().all(|ty| is_plain(&ty.spelling)) {
        return Err("an inline function with a type that has no name");
    }
    let names = names(function);
    let pairs = function.parameters.iter().zip(&names);
    let parameters: Vec<String> = pairs.map(|(parameter, name)| parameter.ty.declare(name)).collect();
    let call = format!("{}({})", function.name, names.join(", "));
    Ok(Shim::new(&function.name, &function.result.spelling, &parameters, &call))
}

/// Names of parameters as the header has them, since they carry meaning; numbers if it has none.
fn names(function: &Function) -> Vec<String> {
    let own: Vec<&String> = function.parameters.iter().map(|p| &p.name).collect();
    let is_usable = own.iter().enumerate().all(|(i, name)| !name.is_empty() && !own[..i].contains(name));
    let numbered = |(i, name): (usize, &&String)| if is_usable { (*name).clone() } else { format!("a{i}") };
    own.iter().enumerate().map(numbered).collect()
}

/// A type that stands in front of a name: neither array nor function.
fn is_plain(ty: &str) -> bool {
    !ty.is_empty() && !ty.contains(['(', '['])
}

/// Those that the vendor's compiler takes. One that a person asked for must be among them.
pub(super) fn tried(hal: &Hal, shims: Vec<Shim>) -> Result<(Vec<Shim>, Vec<LeftOut>), HalError> {
    let asked = |shims: &[Shim]| {
        let lines: Vec<String> = shims.iter().map(Shim::definition).collect();
        ask(&hal.vendor, &hal.includes(), &lines)
    };
    let (mut made, mut refused) = (Vec::new(), Vec::new());
    let (shims, answers) = match asked(&shims) {
        Ok(answers) => (shims, answers),
        // An assembler names places in headers. A host that compiles the HAL for tests knows none of the device's instructions:
        // a function that needs one stops the program there.
        Err(_) if shims.iter().any(|shim| shim.has_assembly) => {
            let shims: Vec<Shim> = shims.into_iter().map(Shim::without_assembly).collect();
            let answers = asked(&shims)?;
            (shims, answers)
        }
        Err(error) => return Err(error),
    };
    for (index, shim) in shims.into_iter().enumerate() {
        match answers.refused.get(&index) {
            None => made.push(shim),
            Some(said) if shim.is_requested => {
                return Err(HalError::config(format!(
                    "the macro `{}` cannot be called as [hal.{}.macros] says",
                    shim.name, hal.name
                ))
                .note(format!("the vendor's compiler says: {said}"))
                .help("look at its definition: it may want a name where a value was given"));
            }
            Some(said) => refused.push(LeftOut {
                name: shim.name,
                reason: format!("no function can stand for it; the vendor's compiler says: {said}"),
            }),
        }
    }
    Ok((made, refused))
}

/// One C file with all of them.
pub(super) fn text(hal: &Hal, shims: &[Shim]) -> String {
    let mut text = hal.includes();
    for shim in shims {
        let _ = writeln!(text, "{}", shim.definition());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shim_keeps_what_is_returned() {
        let shim = Shim::new("f", "int", &["int a0".to_owned()], "f(a0)");
        assert_eq!(shim.definition(), "int migrate_shim_f(int a0) { return f(a0); }");
        assert_eq!(Shim::new("S", "void", &[], "S").definition(), "void migrate_shim_S(void) { S; }");
    }
}
