//! What Rust declarations there are: structs with their members, aliases, constants. Read from the text of bindings.

use std::collections::{HashMap, HashSet};

use syn::{Expr, Fields, ImplItem, Item, Lit, Type};

use crate::error::HalError;

/// Start of the names that bindgen gives to unnamed members.
const UNNAMED: &str = "__bindgen_anon_";

/// Declarations of bindings.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    /// Members of structs and unions with the names of their types.
    records: HashMap<String, Vec<(String, Option<String>)>>,
    /// What an alias stands for.
    aliases: HashMap<String, String>,
    /// Constants.
    constants: HashSet<String>,
    /// Enums of Rust, and modules of constants: values have another path there.
    variants: HashMap<String, String>,
    /// Bit-fields: the storage that they are in, their first bit there, and their width.
    bits: HashMap<(String, String), (String, u64, u64)>,
}

impl Shapes {
    pub(super) fn read(text: &str) -> Result<Shapes, HalError> {
        let file = syn::parse_file(text).map_err(|e| HalError::config(format!("the bindings are no Rust: {e}")))?;
        let mut shapes = Shapes::default();
        for item in file.items {
            shapes.item(item);
        }
        Ok(shapes)
    }

    fn item(&mut self, item: Item) {
        match item {
            Item::Struct(s) => self.record(s.ident.to_string(), members(&s.fields)),
            Item::Union(u) => {
                let fields = u.fields.named.iter().filter_map(member).collect();
                self.record(u.ident.to_string(), fields);
            }
            Item::Type(alias) => {
                if let Some(target) = name_of(&alias.ty) {
                    self.aliases.insert(alias.ident.to_string(), target);
                }
            }
            Item::Const(constant) => {
                self.constants.insert(constant.ident.to_string());
            }
            Item::Enum(e) => {
                for variant in &e.variants {
                    self.variants.insert(variant.ident.to_string(), format!("{}::{}", e.ident, variant.ident));
                }
            }
            Item::Impl(block) => {
                let Some(of) = name_of(&block.self_ty) else { return };
                for item in block.items {
                    if let ImplItem::Fn(function) = item
                        && let Some(place) = bit_place(&function.block)
                    {
                        self.bits.entry((of.clone(), function.sig.ident.to_string())).or_insert(place);
                    }
                }
            }
            _ => {}
        }
    }

    fn record(&mut self, name: String, fields: Vec<(String, Option<String>)>) {
        self.records.insert(name, fields);
    }

    /// The struct that a name leads to.
    fn resolve<'a>(&'a self, mut name: &'a str) -> &'a str {
        const LONGEST: usize = 16;
        for _ in 0..LONGEST {
            match self.aliases.get(name) {
                Some(next) => name = next,
                None => break,
            }
        }
        name
    }

    /// A type of this name is declared, and is a struct or union with members.
    pub(super) fn has_record(&self, name: &str) -> bool {
        self.records.contains_key(self.resolve(name))
    }

    /// A type of this name is declared.
    pub(super) fn has_type(&self, name: &str) -> bool {
        self.aliases.contains_key(name)
            || self.records.contains_key(name)
            || self.variants.values().any(|path| path.split("::").next() == Some(name))
    }

    /// How Rust names a value of an enum: some bindings put the name of the enum in front.
    pub(super) fn value(&self, of: &str, name: &str) -> Option<String> {
        let longer = format!("{of}_{name}");
        let constant = [name, longer.as_str()].into_iter().find(|n| self.constants.contains(*n));
        constant.map(str::to_owned).or_else(|| self.variants.get(name).cloned())
    }

    /// How Rust names a member, through unnamed ones.
    pub(super) fn member(&self, record: &str, field: &str) -> Option<String> {
        let fields = self.records.get(self.resolve(record))?;
        if let Some((outer, inner)) = field.split_once('.') {
            let outer = self.member(record, outer)?;
            return Some(format!("{outer}.{}", self.member(self.type_behind(record, &outer)?, inner)?));
        }
        let spelled = rust_name(field);
        if fields.iter().any(|(name, _)| *name == spelled) {
            return Some(spelled);
        }
        fields
            .iter()
            .filter(|(name, _)| name.starts_with(UNNAMED))
            .find_map(|(name, ty)| Some(format!("{name}.{}", self.member(ty.as_deref()?, field)?)))
    }

    /// The name of the type at the end of a path.
    fn type_behind<'a>(&'a self, record: &'a str, path: &str) -> Option<&'a str> {
        let mut at = self.resolve(record);
        for part in path.split('.') {
            let (_, ty) = self.records.get(at)?.iter().find(|(name, _)| name == part)?;
            at = self.resolve(ty.as_deref()?);
        }
        Some(at)
    }

    /// Where a bit-field is: the member of its storage, the first bit in it, the width.
    pub(super) fn bits(&self, record: &str, field: &str) -> Option<(String, u64, u64)> {
        if let Some((outer, inner)) = field.split_once('.') {
            let outer = self.member(record, outer)?;
            let (storage, at, width) = self.bits(self.type_behind(record, &outer)?, inner)?;
            return Some((format!("{outer}.{storage}"), at, width));
        }
        let record = self.resolve(record);
        if let Some(found) = self.bits.get(&(record.to_owned(), rust_name(field))) {
            return Some(found.clone());
        }
        let fields = self.records.get(record)?;
        fields.iter().filter(|(name, _)| name.starts_with(UNNAMED)).find_map(|(name, ty)| {
            let (storage, at, width) = self.bits(ty.as_deref()?, field)?;
            Some((format!("{name}.{storage}"), at, width))
        })
    }
}

/// Names that Rust keeps for itself have a line behind them.
fn rust_name(name: &str) -> String {
    let kept = syn::parse_str::<syn::Ident>(name).is_err();
    if kept { format!("{name}_") } else { name.to_owned() }
}

fn members(fields: &Fields) -> Vec<(String, Option<String>)> {
    fields.iter().filter_map(member).collect()
}

fn member(field: &syn::Field) -> Option<(String, Option<String>)> {
    Some((field.ident.as_ref()?.to_string(), name_of(&field.ty)))
}

fn name_of(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|s| s.ident.to_string()),
        _ => None,
    }
}

/// The place in a getter of a bit-field: `self.STORAGE.get(OFFSET, WIDTH)` or `….get_const::<OFFSET, WIDTH>()` in it.
fn bit_place(block: &syn::Block) -> Option<(String, u64, u64)> {
    struct Finder(Option<(String, u64, u64)>);
    impl<'a> syn::visit::Visit<'a> for Finder {
        fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
            if let (Expr::Field(storage), Some((at, width))) = (&*call.receiver, place_in_storage(call))
                && let syn::Member::Named(name) = &storage.member
            {
                self.0 = Some((name.to_string(), at, width));
            }
            syn::visit::visit_expr_method_call(self, call);
        }
    }
    let mut finder = Finder(None);
    syn::visit::Visit::visit_block(&mut finder, block);
    finder.0
}

fn place_in_storage(call: &syn::ExprMethodCall) -> Option<(u64, u64)> {
    let numbers: Vec<u64> = match (call.method.to_string().as_str(), &call.turbofish) {
        ("get", _) => call.args.iter().filter_map(number).collect(),
        ("get_const", Some(arguments)) => {
            let constant = |a: &syn::GenericArgument| match a {
                syn::GenericArgument::Const(expression) => number(expression),
                _ => None,
            };
            arguments.args.iter().filter_map(constant).collect()
        }
        _ => return None,
    };
    match numbers[..] {
        [at, width] => Some((at, width)),
        _ => None,
    }
}

fn number(expression: &Expr) -> Option<u64> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(int) => int.base10_parse().ok(),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
        pub type Alias = Real;
        pub struct Real { pub a: u8, pub type_: u8, pub __bindgen_anon_1: Inner, pub _bitfield_1: Unit }
        pub union Inner { pub word: u32, pub __bindgen_anon_1: Deep }
        pub struct Deep { pub low: u16 }
        impl Deep { pub fn odd(&self) -> u32 { self._bitfield_1.get_const::<5usize, 3u8>() as u32 } }
        impl Real { pub fn mode(&self) -> u32 { unsafe { core::mem::transmute(self._bitfield_1.get(3usize, 2u8) as u32) } } }
        pub const GO: Mode = 1;
        pub type Mode = u8;
    ";

    #[test]
    fn members_are_found_through_unnamed_ones() {
        let shapes = Shapes::read(TEXT).unwrap();
        assert_eq!(shapes.member("Alias", "a").as_deref(), Some("a"));
        assert_eq!(shapes.member("Real", "type").as_deref(), Some("type_"));
        assert_eq!(shapes.member("Real", "low").as_deref(), Some("__bindgen_anon_1.__bindgen_anon_1.low"));
        assert_eq!(shapes.member("Real", "none"), None);
        assert_eq!(shapes.bits("Alias", "mode"), Some(("_bitfield_1".into(), 3, 2)));
        assert_eq!(
            shapes.bits("Inner", "odd"),
            Some(("__bindgen_anon_1._bitfield_1".into(), 5, 3)),
            "the newer form of a getter"
        );
        assert_eq!(shapes.value("Mode", "GO").as_deref(), Some("GO"));
        assert!(shapes.has_type("Mode") && shapes.has_record("Alias") && !shapes.has_record("Mode"));
    }
}
