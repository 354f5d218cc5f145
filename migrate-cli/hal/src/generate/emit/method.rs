//! One function.

use super::sentence;
use crate::generate::plan::{Arg, Gives, Slice, Wrapped};

/// Whose function it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// An owner's; `handle` and `lent` are methods of it.
    Owner,
    /// An owner's that keeps no list of what is lent.
    Keeper,
    /// Nobody's.
    Nobody,
}

/// The function, indented by `indent`.
pub(super) fn text(wrapped: &Wrapped, of: Of, indent: &str) -> String {
    let body = if comes_back(wrapped, of) { lending(wrapped) } else { plain(wrapped, of) };
    let mut text =
        docs(wrapped, of).iter().map(|line| format!("/// {line}").trim_end().to_owned() + "\n").collect::<String>();
    if parameters(wrapped).len() > 6 {
        text.push_str("#[allow(clippy::too_many_arguments)]\n");
    }
    let keyword = if wrapped.is_safe() { "pub fn" } else { "pub unsafe fn" };
    let mut list: Vec<String> = Vec::new();
    if of != Of::Nobody {
        list.push(if wrapped.looks_only { "&self".into() } else { "&mut self".into() });
    }
    list.extend(parameters(wrapped));
    let result = result(wrapped, of);
    text.push_str(&format!("{keyword} {}({}){result} {{\n", wrapped.rust, list.join(", ")));
    for line in body {
        text.push_str(&format!("    {line}\n"));
    }
    text.push_str("}\n");
    text.lines().map(|line| format!("{indent}{line}").trim_end().to_owned() + "\n").collect()
}

/// What is given away is kept in a list, and comes back.
fn comes_back(wrapped: &Wrapped, of: Of) -> bool {
    wrapped.lends_bytes() && of == Of::Owner
}

fn docs(wrapped: &Wrapped, of: Of) -> Vec<String> {
    let mut lines = vec![format!("`{}`.", wrapped.c)];
    if wrapped.is_safe() {
        lines.push(String::new());
        lines.push(format!("Safe: {}", sentence(&wrapped.because)));
    }
    if wrapped.lends() {
        lines.push(String::new());
        lines.push(if comes_back(wrapped, of) {
            "The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.".into()
        } else {
            "The memory is given away for good, since the HAL uses it when the call is over.".into()
        });
        if comes_back(wrapped, of) && wrapped.is_safe() {
            lines.push("It is back at once, with the error, if the HAL was not asked.".into());
        }
    }
    if wrapped.slices().any(|s| !s.wide_when.is_empty()) {
        lines.push(String::new());
        lines.push(
            "Refused while the handle is set to larger units than bytes, which the length would count then.".into(),
        );
    }
    if !wrapped.is_safe() {
        lines.extend([String::new(), "# Safety".into(), String::new()]);
        lines.extend(wrapped.contract.iter().map(|line| format!("- {}", sentence(line))));
    }
    lines
}

/// Parameters as a caller of Rust sees them.
fn parameters(wrapped: &Wrapped) -> Vec<String> {
    let one = |arg: &Arg| match arg {
        Arg::Handle | Arg::Length { .. } => None,
        Arg::Value { name, ty } | Arg::Raw { name, ty } => Some(format!("{name}: {}", ty.outside())),
        Arg::Reference { name, ty, mutable } => {
            Some(format!("{name}: &{}{}", if *mutable { "mut " } else { "" }, ty.outside()))
        }
        Arg::Slice(slice) => Some(format!("{}: {}", slice.name, slice_type(slice))),
    };
    wrapped.args.iter().filter_map(one).collect()
}

fn slice_type(slice: &Slice) -> String {
    let life = if slice.kept { "'static " } else { "" };
    let change = if slice.mutable { "mut " } else { "" };
    format!("&{life}{change}[{}]", slice.element.outside())
}

fn result(wrapped: &Wrapped, of: Of) -> String {
    if comes_back(wrapped, of) {
        return format!(" -> Result<(), (Error, Option<{}>)>", lent_type(wrapped));
    }
    match (&wrapped.gives, wrapped.can_fail()) {
        (Gives::Never, _) => " -> !".into(),
        (Gives::Status(_), _) | (Gives::Nothing, true) => " -> Result<(), Error>".into(),
        (Gives::Nothing, false) => String::new(),
        (Gives::Value(ty), true) => format!(" -> Result<{}, Error>", ty.outside()),
        (Gives::Value(ty), false) => format!(" -> {}", ty.outside()),
    }
}

/// What comes back if the HAL is not asked.
fn lent_type(wrapped: &Wrapped) -> String {
    match wrapped.slices().count() {
        1 => "&'static mut [u8]".into(),
        n => format!("[&'static mut [u8]; {n}]"),
    }
}

fn lent_names(wrapped: &Wrapped) -> String {
    let names: Vec<&str> = wrapped.slices().map(|s| s.name.as_str()).collect();
    match names[..] {
        [one] => one.to_owned(),
        _ => format!("[{}]", names.join(", ")),
    }
}

/// Arguments for C.
fn arguments(wrapped: &Wrapped, pointer: impl Fn(&Slice) -> String) -> String {
    let one = |arg: &Arg| match arg {
        Arg::Handle => "handle".to_owned(),
        Arg::Value { name, .. } | Arg::Raw { name, .. } | Arg::Reference { name, .. } => name.clone(),
        Arg::Slice(slice) => pointer(slice),
        Arg::Length { of, .. } => length_name(of),
    };
    wrapped.args.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn length_name(of: &[String]) -> String {
    format!("{}_count", of.first().map_or("", String::as_str))
}

fn pointer(slice: &Slice) -> String {
    let cast = if slice.cast { ".cast()" } else { "" };
    if slice.mutable {
        format!("{}.as_mut_ptr(){cast}", slice.name)
    } else {
        format!("{}.as_ptr().cast_mut(){cast}", slice.name)
    }
}

fn lengths(wrapped: &Wrapped) -> impl Iterator<Item = &Vec<String>> {
    wrapped.args.iter().filter_map(|arg| if let Arg::Length { of, .. } = arg { Some(of) } else { None })
}

/// Whether the settings of the handle say that larger units are meant.
fn guard(wrapped: &Wrapped) -> Option<String> {
    let mut cases: Vec<String> = Vec::new();
    for terms in wrapped.slices().flat_map(|s| &s.wide_when) {
        let term =
            |t: &migrate_model::hal::GuardTerm| format!("(*handle).{} as i64 {} {}", t.member, t.op.as_str(), t.value);
        let case = terms.iter().map(term).collect::<Vec<_>>().join(" && ");
        if !cases.contains(&case) {
            cases.push(case);
        }
    }
    match cases.len() {
        0 => None,
        1 => cases.pop(),
        _ => Some(cases.iter().map(|case| format!("({case})")).collect::<Vec<_>>().join(" || ")),
    }
}

fn why(wrapped: &Wrapped, of: Of) -> String {
    match (wrapped.is_safe(), of) {
        (false, _) => "// SAFETY: the caller promises it.".into(),
        (true, Of::Owner | Of::Keeper) if wrapped.lends() => {
            "// SAFETY: the handle is ours; the memory is lent until the HAL has said that it is over.".into()
        }
        (true, _) => format!("// SAFETY: {}.", wrapped.because),
    }
}

fn plain(wrapped: &Wrapped, of: Of) -> Vec<String> {
    let mut lines = Vec::new();
    for of in lengths(wrapped) {
        if let [first, others @ ..] = &of[..] {
            for other in others {
                lines.push(format!("same({first}.len(), {other}.len())?;"));
            }
            lines.push(format!("let {} = count({first}.len())?;", length_name(of)));
        }
    }
    if of != Of::Nobody && wrapped.args.contains(&Arg::Handle) {
        lines.push("let handle = self.handle();".into());
    }
    if let Some(guard) = guard(wrapped) {
        lines.push("// SAFETY: the handle is ours, and its settings are numbers that nobody changes meanwhile.".into());
        lines.push(format!("let is_wide = unsafe {{ {guard} }};"));
        lines.push("if is_wide {".into());
        lines.push("    return Err(Refused::WideUnits.into());".into());
        lines.push("}".into());
    }
    lines.push(why(wrapped, of));
    let call = format!("unsafe {{ sys::{}({}) }}", wrapped.c, arguments(wrapped, pointer));
    match (&wrapped.gives, wrapped.can_fail()) {
        (Gives::Status(status), _) => {
            lines.push(format!("let status = {call};"));
            lines.push(outcome(status, of));
        }
        (Gives::Nothing, true) => {
            lines.push(format!("{call};"));
            lines.push("Ok(())".into());
        }
        (Gives::Nothing, false) => lines.push(format!("{call};")),
        (Gives::Value(_), true) => lines.push(format!("Ok({call})")),
        (Gives::Value(_) | Gives::Never, _) => lines.push(call),
    }
    lines
}

/// A status as a result.
pub(super) fn outcome(status: &str, of: Of) -> String {
    match of {
        Of::Owner | Of::Keeper => {
            format!("self.outcome(error::{}(status, || self.code()))", super::error::function(status))
        }
        Of::Nobody => format!("error::{}(status, || 0)", super::error::function(status)),
    }
}

fn lending(wrapped: &Wrapped) -> Vec<String> {
    let back = lent_names(wrapped);
    let refuse = |why: &str| format!("return Err(({why}, Some({back})));");
    let mut lines = Vec::new();
    for of in lengths(wrapped) {
        if let [first, others @ ..] = &of[..] {
            for other in others {
                lines.push(format!("if {first}.len() != {other}.len() {{"));
                lines.push(format!("    {}", refuse("Refused::LengthsDiffer.into()")));
                lines.push("}".into());
            }
            lines.push(format!("let {} = match count({first}.len()) {{", length_name(of)));
            lines.push("    Ok(count) => count,".into());
            lines.push(format!("    Err(refused) => {}", refuse("refused.into()").replace(';', ",")));
            lines.push("};".into());
        }
    }
    lines.push("let handle = self.handle();".into());
    if let Some(guard) = guard(wrapped) {
        lines.push("// SAFETY: the handle is ours, and its settings are numbers that nobody changes meanwhile.".into());
        lines.push(format!("let is_wide = unsafe {{ {guard} }};"));
        lines.push("if is_wide {".into());
        lines.push(format!("    {}", refuse("Refused::WideUnits.into()")));
        lines.push("}".into());
    }
    lines.push("let lent = self.lent();".into());
    let slices: Vec<&Slice> = wrapped.slices().collect();
    for (index, slice) in slices.iter().enumerate() {
        let place = usize::from(slice.written);
        let name = &slice.name;
        lines.push(format!("let {name}_lent = match lent[{place}].lend({name}) {{"));
        lines.push("    Ok((pointer, _)) => pointer,".into());
        let earlier = &slices[..index];
        if earlier.is_empty() {
            lines.push(format!("    Err({name}) => return Err((Refused::Lent.into(), Some({back}))),"));
        } else {
            lines.push(format!("    Err({name}) => {{"));
            for other in earlier {
                lines.push("        // SAFETY: the HAL was not told of it yet.".into());
                lines.push(format!(
                    "        let {} = unsafe {{ lent[{}].revoke() }}.unwrap_or_default();",
                    other.name,
                    usize::from(other.written)
                ));
            }
            lines.push(format!("        {}", refuse("Refused::Lent.into()")));
            lines.push("    }".into());
        }
        lines.push("};".into());
    }
    lines.push(why(wrapped, Of::Owner));
    let pointer = |slice: &Slice| format!("{}_lent{}", slice.name, if slice.cast { ".cast()" } else { "" });
    let call = format!("unsafe {{ sys::{}({}) }}", wrapped.c, arguments(wrapped, pointer));
    match &wrapped.gives {
        Gives::Status(status) => {
            lines.push(format!("let status = {call};"));
            lines.push("// What a call that fails has begun nobody says, so what is lent stays lent.".into());
            lines.push(format!("{}.map_err(|error| (error, None))", outcome(status, Of::Owner)));
        }
        _ => {
            lines.push(format!("let _ = {call};"));
            lines.push("Ok(())".into());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use migrate_model::hal::{Class, Comparison, GuardTerm};

    use super::*;
    use crate::generate::decls::RustType;

    fn transmit(kept: bool) -> Wrapped {
        let slice = Slice {
            name: "data".into(),
            element: RustType::Name("u8".into()),
            mutable: kept,
            written: false,
            kept,
            cast: false,
            wide_when: vec![vec![GuardTerm { member: "Init.Width".into(), op: Comparison::Equal, value: 9 }]],
        };
        let length = Arg::Length { ty: RustType::Name("u16".into()), of: vec!["data".into()] };
        Wrapped {
            c: "drv_send".into(),
            rust: "send".into(),
            class: Class::Blocking,
            args: vec![Arg::Handle, Arg::Slice(slice), length],
            gives: Gives::Status("drv_status".into()),
            because: "a handle that is owned".into(),
            contract: Vec::new(),
            timeout: None,
            looks_only: false,
        }
    }

    #[test]
    fn a_slice_is_counted_and_its_units_are_looked_at() {
        let text = text(&transmit(false), Of::Owner, "");
        assert!(text.contains("pub fn send(&mut self, data: &[u8]) -> Result<(), Error> {"), "{text}");
        assert!(text.contains("let data_count = count(data.len())?;"), "{text}");
        assert!(text.contains("(*handle).Init.Width as i64 == 9"), "{text}");
    }

    #[test]
    fn what_is_kept_is_given_away() {
        let text = text(&transmit(true), Of::Owner, "");
        let signature =
            "pub fn send(&mut self, data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {";
        assert!(text.contains(signature), "{text}");
        assert!(text.contains("lent[0].lend(data)"), "{text}");
    }
}
