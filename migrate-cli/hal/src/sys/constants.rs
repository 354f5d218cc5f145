//! Macros that stand for a value, as constants of Rust.

use std::collections::HashSet;
use std::fmt::Write as _;

use migrate_model::hal::{HalMacro, LeftOut, MacroKind};
use syn::Item;

use crate::error::HalError;
use crate::parse::bare;

/// Number types of C that have one name in Rust, whatever the device.
const NUMBERS: [(&str, &str); 22] = [
    ("uint8_t", "u8"),
    ("uint16_t", "u16"),
    ("uint32_t", "u32"),
    ("uint64_t", "u64"),
    ("int8_t", "i8"),
    ("int16_t", "i16"),
    ("int32_t", "i32"),
    ("int64_t", "i64"),
    ("size_t", "usize"),
    ("unsigned char", "u8"),
    ("signed char", "i8"),
    ("char", "::core::ffi::c_char"),
    ("unsigned short", "u16"),
    ("short", "i16"),
    ("unsigned int", "::core::ffi::c_uint"),
    ("int", "::core::ffi::c_int"),
    ("unsigned long", "::core::ffi::c_ulong"),
    ("long", "::core::ffi::c_long"),
    ("unsigned long long", "u64"),
    ("long long", "i64"),
    ("float", "f32"),
    ("double", "f64"),
];

/// One constant a macro; those that something else has the name of, or whose type is not declared, are left out.
pub(super) fn constants(macros: &[HalMacro], declarations: &str) -> Result<(String, Vec<LeftOut>), HalError> {
    let (taken, types) = names(declarations)?;
    let (mut text, mut lost) = (String::new(), Vec::new());
    for m in macros {
        let Some(value) = m.value.as_deref() else { continue };
        if taken.contains(&m.name) || syn::parse_str::<syn::Ident>(&m.name).is_err() {
            lost.push(LeftOut { name: m.name.clone(), reason: "something else has its name in Rust".into() });
            continue;
        }
        let (ty, value) = typed(m, value, &types);
        let _ = writeln!(text, "pub const {}: {ty} = {value};", m.name);
    }
    Ok((text, lost))
}

/// Type and value in Rust.
fn typed(m: &HalMacro, value: &str, types: &HashSet<String>) -> (String, String) {
    let c = m.ty.as_deref().map(bare).unwrap_or_default();
    match m.kind {
        MacroKind::Text => ("&str".into(), value.to_owned()),
        MacroKind::Address => {
            let to = bare(c.trim_end_matches('*').trim_end());
            let to = number(to).map(str::to_owned).or_else(|| types.contains(to).then(|| to.to_owned()));
            let to = to.unwrap_or_else(|| "::core::ffi::c_void".into());
            (format!("*mut {to}"), format!("{value}usize as *mut {to}"))
        }
        MacroKind::Float => (number(c).unwrap_or("f64").to_owned(), value.to_owned()),
        _ => match number(c) {
            Some(ty) => (ty.to_owned(), value.to_owned()),
            None if types.contains(c) => (c.to_owned(), value.to_owned()),
            None => (by_value(value).to_owned(), value.to_owned()),
        },
    }
}

fn number(c: &str) -> Option<&'static str> {
    NUMBERS.iter().find(|(name, _)| *name == c).map(|(_, rust)| *rust)
}

/// The smallest type of 32 bits or more.
fn by_value(value: &str) -> &'static str {
    if value.parse::<u32>().is_ok() {
        "u32"
    } else if value.parse::<i32>().is_ok() {
        "i32"
    } else if value.starts_with('-') {
        "i64"
    } else {
        "u64"
    }
}

/// Names that values may not have again, and names of types.
fn names(declarations: &str) -> Result<(HashSet<String>, HashSet<String>), HalError> {
    let file = syn::parse_file(declarations)
        .map_err(|error| HalError::unexpected(format!("the declarations of the HAL are no Rust: {error}")))?;
    let (mut values, mut types) = (HashSet::new(), HashSet::new());
    for item in file.items {
        match item {
            Item::Const(c) => drop(values.insert(c.ident.to_string())),
            Item::Static(s) => drop(values.insert(s.ident.to_string())),
            Item::ForeignMod(block) => values.extend(block.items.iter().filter_map(foreign)),
            Item::Struct(s) => drop(types.insert(s.ident.to_string())),
            Item::Union(u) => drop(types.insert(u.ident.to_string())),
            Item::Type(t) => drop(types.insert(t.ident.to_string())),
            _ => {}
        }
    }
    Ok((values, types))
}

fn foreign(item: &syn::ForeignItem) -> Option<String> {
    match item {
        syn::ForeignItem::Fn(f) => Some(f.sig.ident.to_string()),
        syn::ForeignItem::Static(s) => Some(s.ident.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use migrate_model::finding::Span;

    use super::*;

    fn one(name: &str, kind: MacroKind, value: &str, ty: &str) -> HalMacro {
        let span = Span { file: String::new(), line: 0, column: 0, end_column: 0 };
        HalMacro {
            name: name.into(),
            span,
            kind,
            value: Some(value.into()),
            ty: Some(ty.into()),
            reason: String::new(),
        }
    }

    #[test]
    fn a_constant_keeps_its_type() {
        let macros = [
            one("A", MacroKind::Integer, "7", "uint16_t"),
            one("B", MacroKind::Integer, "-1", "int"),
            one("C", MacroKind::Address, "0x40", "regs_t *"),
            one("D", MacroKind::Address, "0x50", "volatile uint32_t *"),
            one("E", MacroKind::Address, "0x60", "hidden_t *"),
            one("F", MacroKind::Integer, "9", "mode_t"),
            one("taken", MacroKind::Integer, "9", "int"),
        ];
        let declared = "pub struct regs_t { a: u32 } pub type mode_t = u8; unsafe extern \"C\" { pub fn taken(); }";
        let (text, lost) = constants(&macros, declared).unwrap();
        assert_eq!(
            text,
            "pub const A: u16 = 7;\n\
             pub const B: ::core::ffi::c_int = -1;\n\
             pub const C: *mut regs_t = 0x40usize as *mut regs_t;\n\
             pub const D: *mut u32 = 0x50usize as *mut u32;\n\
             pub const E: *mut ::core::ffi::c_void = 0x60usize as *mut ::core::ffi::c_void;\n\
             pub const F: mode_t = 9;\n"
        );
        assert_eq!(lost.len(), 1);
    }
}
