//! A function of C as one of Rust: which parameters a caller gives without a promise, and what it has to promise else.

use migrate_model::hal::{Buffer, Class, Direction, Generates, HalFunction, HandleKind};

use super::decls::{Decls, RustFn, RustType};
use super::plan::{Arg, Gives, Slice, Wrapped};

/// Numbers that a slice can have as elements.
const ELEMENTS: [&str; 9] = ["u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "::core::ffi::c_char"];

/// Wraps a function that is declared and defined; it is safe if the scan says so and Rust has all that it needs for that.
pub(super) fn wrap(function: &HalFunction, rust: String, decls: &Decls) -> Option<Wrapped> {
    if function.defined == Some(false) {
        return None;
    }
    let declared = decls.function(&function.name)?;
    let may_be_safe = function.generates == Generates::Safe || is_lent(function);
    let (args, trouble) = match may_be_safe.then(|| safe_args(function, declared, decls)) {
        Some(Ok(args)) => (args, None),
        Some(Err(why)) => (raw_args(function, declared), Some(why)),
        None => (raw_args(function, declared), None),
    };
    let is_safe = may_be_safe && trouble.is_none();
    let contract = if is_safe { Vec::new() } else { contract(function, trouble) };
    Some(Wrapped {
        c: function.name.clone(),
        rust,
        class: function.class,
        gives: gives(function, declared),
        because: function.because.clone(),
        contract,
        timeout: function.timeout.clone(),
        looks_only: function.class == Class::Getter
            && args.iter().all(|a| matches!(a, Arg::Handle | Arg::Value { .. })),
        args,
    })
}

/// Something that goes on in interrupts with memory of bytes: the memory is given away until a callback says that it is over.
/// Whether DMA is set up nobody can tell from outside, so that stays a promise.
fn is_lent(function: &HalFunction) -> bool {
    let is_clear = |b: &Buffer| b.unit == Some(1) && b.direction != Direction::Unknown;
    function.class == Class::Interrupt
        && function.handle.as_ref().is_some_and(|h| h.kind == HandleKind::State)
        && !function.buffers.is_empty()
        && function.buffers.iter().all(is_clear)
        && function.callbacks.is_empty()
}

fn safe_args(function: &HalFunction, declared: &RustFn, decls: &Decls) -> Result<Vec<Arg>, String> {
    let parameters = declared.parameters.iter().enumerate();
    parameters.map(|(index, (name, ty))| safe_arg(function, (index, name, ty), decls)).collect()
}

fn safe_arg(function: &HalFunction, (index, name, ty): (usize, &str, &RustType), decls: &Decls) -> Result<Arg, String> {
    if is_handle(function, index) {
        return Ok(Arg::Handle);
    }
    if let Some(buffer) = buffer(function, name) {
        return slice(function, buffer, ty, decls).map(Arg::Slice).ok_or_else(|| {
            format!(
                "contract: `{}` points to enough for `{}`, which Rust has no slice for",
                buffer.pointer, buffer.length
            )
        });
    }
    let of: Vec<String> =
        function.buffers.iter().filter(|b| is_name(&b.length, name)).map(|b| rust_name(&b.pointer)).collect();
    if !of.is_empty() {
        return Ok(Arg::Length { ty: ty.clone(), of });
    }
    match ty {
        ty if decls.is_number(ty) => Ok(Arg::Value { name: rust_name(name), ty: ty.clone() }),
        RustType::Name(of) if decls.is_plain(of) => Ok(Arg::Value { name: rust_name(name), ty: ty.clone() }),
        RustType::Pointer { to, mutable } if is_target(to, decls) => {
            Ok(Arg::Reference { name: rust_name(name), ty: (**to).clone(), mutable: *mutable })
        }
        RustType::Pointer { .. } => {
            Err(format!("contract: `{name}` leads to what the function expects, and so does every pointer in that"))
        }
        _ => Err(format!("contract: `{name}` is what the function expects")),
    }
}

fn is_target(to: &RustType, decls: &Decls) -> bool {
    decls.is_number(to) || to.name().is_some_and(|name| decls.is_plain(name))
}

fn slice(function: &HalFunction, buffer: &Buffer, ty: &RustType, decls: &Decls) -> Option<Slice> {
    let RustType::Pointer { to, .. } = ty else { return None };
    let name = decls.resolve(to.name()?);
    let (element, cast) = match name {
        "::core::ffi::c_void" => (RustType::Name("u8".into()), true),
        // Bytes are bytes, whatever their sign.
        "::core::ffi::c_char" | "i8" => (RustType::Name("u8".into()), true),
        _ if ELEMENTS.contains(&name) => (RustType::Name(name.to_owned()), false),
        _ => return None,
    };
    let kept = matches!(function.class, Class::Interrupt | Class::Dma | Class::Transfer);
    Some(Slice {
        name: rust_name(&buffer.pointer),
        element,
        mutable: buffer.direction == Direction::Out || kept,
        written: buffer.direction == Direction::Out,
        kept,
        cast,
        wide_when: buffer.wide_when.clone(),
    })
}

/// As C has them. What DMA works on is given away here, too: no borrow of the caller can end while it goes on.
fn raw_args(function: &HalFunction, declared: &RustFn) -> Vec<Arg> {
    let arg = |(index, (name, ty)): (usize, &(String, RustType))| {
        if is_handle(function, index) && function.handle.as_ref().is_some_and(|h| h.kind != HandleKind::Number) {
            return Arg::Handle;
        }
        Arg::Raw { name: rust_name(name), ty: ty.clone() }
    };
    let mut args: Vec<Arg> = declared.parameters.iter().enumerate().map(arg).collect();
    if !matches!(function.class, Class::Interrupt | Class::Dma | Class::Transfer) {
        return args;
    }
    for (index, (name, ty)) in declared.parameters.iter().enumerate() {
        let element = match ty {
            RustType::Pointer { to, .. } => to.name().filter(|to| ELEMENTS.contains(to)),
            _ => None,
        };
        if let (Some(buffer), Some(element)) = (buffer(function, name), element) {
            args[index] = Arg::Slice(Slice {
                name: rust_name(&buffer.pointer),
                element: RustType::Name(element.to_owned()),
                mutable: true,
                written: buffer.direction == Direction::Out,
                kept: true,
                cast: false,
                wide_when: Vec::new(),
            });
        }
    }
    for (index, (name, ty)) in declared.parameters.iter().enumerate() {
        let users = function.buffers.iter().filter(|b| is_name(&b.length, name)).map(|b| rust_name(&b.pointer));
        let of: Vec<String> = users
            .filter(|user| args.iter().any(|arg| matches!(arg, Arg::Slice(slice) if slice.name == *user)))
            .collect();
        let all = function.buffers.iter().filter(|b| is_name(&b.length, name)).count();
        if !of.is_empty() && of.len() == all {
            args[index] = Arg::Length { ty: ty.clone(), of };
        }
    }
    // A slice without its length would not be checked.
    let lengths: Vec<String> =
        args.iter().flat_map(|a| if let Arg::Length { of, .. } = a { of.clone() } else { Vec::new() }).collect();
    for (index, (name, ty)) in declared.parameters.iter().enumerate() {
        if matches!(&args[index], Arg::Slice(slice) if !lengths.contains(&slice.name)) {
            args[index] = Arg::Raw { name: rust_name(name), ty: ty.clone() };
        }
    }
    args
}

fn gives(function: &HalFunction, declared: &RustFn) -> Gives {
    match (&declared.result, &function.status) {
        _ if declared.never_returns => Gives::Never,
        (None, _) => Gives::Nothing,
        (Some(_), Some(status)) => Gives::Status(status.clone()),
        (Some(ty), None) => Gives::Value(ty.clone()),
    }
}

/// What a caller has to promise, a line each.
fn contract(function: &HalFunction, trouble: Option<String>) -> Vec<String> {
    let reason = trouble.unwrap_or_else(|| function.because.clone());
    let mut lines = vec![capital(reason.strip_prefix("contract: ").unwrap_or(&reason))];
    let is_going_on = matches!(function.class, Class::Interrupt | Class::Dma | Class::Transfer);
    for buffer in &function.buffers {
        let direction = match buffer.direction {
            Direction::In => "is read",
            Direction::Out => "is written",
            Direction::Unknown => "may be read or written",
        };
        let unit = match buffer.unit {
            Some(1) => "bytes".to_owned(),
            Some(unit) => format!("units of {unit} bytes"),
            None => format!("units whose size nobody knows ({})", buffer.unit_by),
        };
        let until = if is_going_on { "until the transfer is over" } else { "while the function runs" };
        lines.push(format!(
            "`{}` {direction} {until} and has room for `{}` {unit}",
            rust_name(&buffer.pointer),
            rust_name(&buffer.length)
        ));
    }
    if function.class == Class::Dma {
        lines.push(
            "The handle is linked with a DMA channel that has been brought into use and does not start again by itself"
                .into(),
        );
    }
    for callback in &function.callbacks {
        lines.push(format!("`{}` may be called at any time, in an interrupt as well", rust_name(callback)));
    }
    lines
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

fn is_handle(function: &HalFunction, index: usize) -> bool {
    index == 0 && function.handle.as_ref().is_some_and(|h| h.kind != HandleKind::Number)
}

/// Names of parameters are C's in the scan, and bindgen's in Rust, which puts `_` behind words of Rust.
fn is_name(c: &str, rust: &str) -> bool {
    c == rust || rust.strip_suffix('_') == Some(c)
}

fn buffer<'a>(function: &'a HalFunction, name: &str) -> Option<&'a Buffer> {
    function.buffers.iter().find(|b| is_name(&b.pointer, name))
}

/// A parameter in Rust's style.
pub(super) fn rust_name(c: &str) -> String {
    super::names::snake(&crate::classify::words(c))
}
