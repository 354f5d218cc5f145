//! What Rust sees of the HAL: functions with the types of their parameters, structs with their members. Read from the text of
//! the `-sys` crate, so that what is generated fits what is declared.

use std::collections::HashMap;

use syn::{FnArg, ForeignItem, Item, PointerMutability, ReturnType, Type};

use crate::error::HalError;

/// Declarations of a `-sys` crate.
#[derive(Debug, Default)]
pub(super) struct Decls {
    functions: HashMap<String, RustFn>,
    structs: HashMap<String, Vec<(String, RustType)>>,
    /// What an alias stands for.
    aliases: HashMap<String, RustType>,
}

/// A function of C as Rust declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RustFn {
    pub(super) parameters: Vec<(String, RustType)>,
    /// Nothing, if it returns nothing.
    pub(super) result: Option<RustType>,
    pub(super) never_returns: bool,
}

/// A type, as far as it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RustType {
    Pointer {
        to: Box<RustType>,
        mutable: bool,
    },
    /// As it is written: a name, or a path from `::core`.
    Name(String),
    /// Anything else, as it is written.
    Other(String),
}

impl RustType {
    fn read(ty: &Type) -> RustType {
        match ty {
            Type::Ptr(pointer) => RustType::Pointer {
                to: Box::new(RustType::read(&pointer.elem)),
                mutable: matches!(pointer.mutability, PointerMutability::Mut(_)),
            },
            Type::Path(path) if path.path.segments.iter().all(|s| s.arguments.is_empty()) => {
                let start = if path.path.leading_colon.is_some() { "::" } else { "" };
                let parts: Vec<String> = path.path.segments.iter().map(|s| s.ident.to_string()).collect();
                RustType::Name(format!("{start}{}", parts.join("::")))
            }
            other => RustType::Other(written(other)),
        }
    }

    /// As a crate writes it that has the declarations as `sys`.
    pub(super) fn outside(&self) -> String {
        match self {
            RustType::Pointer { to, mutable } => {
                format!("*{} {}", if *mutable { "mut" } else { "const" }, to.outside())
            }
            RustType::Name(name) if name.starts_with("::") => name.trim_start_matches("::").to_owned(),
            RustType::Name(name) if PRIMITIVE.contains(&name.as_str()) => name.clone(),
            RustType::Name(name) => format!("sys::{name}"),
            RustType::Other(text) => text.clone(),
        }
    }

    pub(super) fn name(&self) -> Option<&str> {
        match self {
            RustType::Name(name) => Some(name),
            _ => None,
        }
    }
}

const PRIMITIVE: [&str; 15] =
    ["u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize", "bool", "f32", "f64", "u128", "i128"];

/// Types that C calls numbers.
const C_NUMBERS: &str = "::core::ffi::c_";

/// A type that is no path and no pointer: an array, a function. It is only looked at, and never written.
fn written(ty: &Type) -> String {
    match ty {
        Type::Array(_) => "[_]".into(),
        _ => "_".into(),
    }
}

impl Decls {
    pub(super) fn read(text: &str) -> Result<Decls, HalError> {
        let file = syn::parse_file(text)
            .map_err(|error| HalError::unexpected(format!("the declarations of the HAL are no Rust: {error}")))?;
        let mut decls = Decls::default();
        for item in file.items {
            decls.item(item);
        }
        Ok(decls)
    }

    fn item(&mut self, item: Item) {
        match item {
            Item::ForeignMod(block) => {
                for item in block.items {
                    if let ForeignItem::Fn(function) = item {
                        self.functions.insert(function.sig.ident.to_string(), function_of(&function.sig));
                    }
                }
            }
            Item::Struct(s) => {
                let members =
                    s.fields.iter().filter_map(|f| Some((f.ident.as_ref()?.to_string(), RustType::read(&f.ty))));
                self.structs.insert(s.ident.to_string(), members.collect());
            }
            Item::Union(u) => drop(self.structs.insert(u.ident.to_string(), Vec::new())),
            Item::Type(alias) => drop(self.aliases.insert(alias.ident.to_string(), RustType::read(&alias.ty))),
            _ => {}
        }
    }

    pub(super) fn function(&self, name: &str) -> Option<&RustFn> {
        self.functions.get(name)
    }

    /// Members of a struct, through aliases.
    pub(super) fn members(&self, name: &str) -> Option<&[(String, RustType)]> {
        self.structs.get(self.resolve(name)).map(Vec::as_slice)
    }

    /// The name behind aliases.
    pub(super) fn resolve<'a>(&'a self, mut name: &'a str) -> &'a str {
        const LONGEST: usize = 16;
        for _ in 0..LONGEST {
            match self.aliases.get(name) {
                Some(RustType::Name(next)) => name = next,
                _ => break,
            }
        }
        name
    }

    /// A number, an enum (which is one here), or a truth value.
    pub(super) fn is_number(&self, ty: &RustType) -> bool {
        let Some(name) = ty.name() else { return false };
        let name = self.resolve(name);
        PRIMITIVE.contains(&name) || name.starts_with(C_NUMBERS) && name != "::core::ffi::c_void"
    }

    /// A struct of numbers, structs of numbers, and arrays: any bytes in it are a value, and nothing in it leads elsewhere.
    pub(super) fn is_plain(&self, name: &str) -> bool {
        self.plain(name, 0)
    }

    fn plain(&self, name: &str, depth: usize) -> bool {
        const DEEPEST: usize = 8;
        let Some(members) = self.members(name).filter(|m| !m.is_empty() && depth < DEEPEST) else { return false };
        members.iter().all(|(member, ty)| match ty {
            _ if self.is_number(ty) => true,
            RustType::Name(inner) => self.plain(inner, depth + 1),
            RustType::Other(text) => text == "[_]" && !member.starts_with("__bindgen"),
            RustType::Pointer { .. } => false,
        })
    }
}

fn function_of(signature: &syn::Signature) -> RustFn {
    let parameter = |arg: &FnArg| match arg {
        FnArg::Typed(typed) => {
            let name = match &*typed.pat {
                syn::Pat::Ident(ident) => ident.ident.to_string(),
                _ => String::new(),
            };
            Some((name, RustType::read(&typed.ty)))
        }
        FnArg::Receiver(_) => None,
    };
    let (result, never_returns) = match &signature.output {
        ReturnType::Default => (None, false),
        ReturnType::Type(_, ty) => match &**ty {
            Type::Never(_) => (None, true),
            ty => (Some(RustType::read(ty)), false),
        },
    };
    RustFn { parameters: signature.inputs.iter().filter_map(parameter).collect(), result, never_returns }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
        pub type status = ::core::ffi::c_uchar;
        pub struct regs { pub a: u32 }
        #[derive(Debug, Default)] pub struct set { pub speed: u32, pub deep: regs, pub list: [u8; 4] }
        pub struct handle { pub instance: *mut regs, pub init: set }
        pub type handle_t = handle;
        unsafe extern \"C\" {
            pub fn send(h: *mut handle_t, data: *const u8, size: u16) -> status;
            pub fn give_up() -> !;
        }";

    #[test]
    fn types_are_as_a_caller_writes_them() {
        let decls = Decls::read(TEXT).unwrap();
        let send = decls.function("send").unwrap();
        let types: Vec<String> = send.parameters.iter().map(|(n, t)| format!("{n}: {}", t.outside())).collect();
        assert_eq!(types, ["h: *mut sys::handle_t", "data: *const u8", "size: u16"]);
        assert_eq!(send.result.as_ref().map(RustType::outside).as_deref(), Some("sys::status"));
        assert!(decls.function("give_up").unwrap().never_returns);
    }

    #[test]
    fn a_struct_with_a_pointer_is_not_plain() {
        let decls = Decls::read(TEXT).unwrap();
        assert!(decls.is_plain("set"));
        assert!(!decls.is_plain("handle_t"));
        assert_eq!(decls.members("handle_t").unwrap().len(), 2);
        assert!(decls.is_number(&RustType::Name("status".into())));
    }
}
