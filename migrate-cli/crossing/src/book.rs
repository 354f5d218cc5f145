//! What is known about the types of one API.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use migrate_model::facts::{Type, TypeKind};
use migrate_model::types::TypeExpr;

/// What the user's compiler says of a class. Sizes are in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a trait of the C++ standard library")]
pub struct Traits {
    /// `sizeof`
    pub size: u64,
    /// `alignof`
    pub align: u64,
    /// A class or union (not an enum or scalar).
    pub class: bool,
    /// `std::is_destructible`
    pub destructible: bool,
    /// `std::is_copy_constructible`
    pub copies: bool,
    /// `std::is_move_constructible`
    pub moves: bool,
    /// `std::is_default_constructible`
    pub defaults: bool,
    /// `std::is_trivially_copyable`
    pub trivially_copyable: bool,
    /// `std::is_trivially_destructible`
    pub trivially_destructible: bool,
    /// `std::is_standard_layout`
    pub standard_layout: bool,
    /// `std::is_abstract`
    pub is_abstract: bool,
    /// `std::is_polymorphic`
    pub polymorphic: bool,
    /// `std::has_virtual_destructor`
    pub virtual_destructor: bool,
    /// `std::is_final`, C++14
    pub is_final: bool,
    /// A pointer with a length: `data()`, `size()` and a constructor from both.
    pub view: bool,
    /// `std::is_copy_assignable`
    pub assigns: bool,
    /// Its members are plain to see, and Rust puts them in the same places.
    pub mirrored: bool,
}

/// Types by identifier, what aliases stand for, and the compiler's answers.
#[derive(Debug)]
pub struct Book<'a> {
    types: HashMap<&'a str, &'a Type>,
    by_name: HashMap<&'a str, &'a Type>,
    /// Instances of templates, by spelling.
    instances: HashMap<&'a str, &'a Type>,
    /// Answers by C++ spelling.
    pub traits: BTreeMap<String, Traits>,
    /// Spellings that other code can use, complete types or not; empty as long as nobody was asked.
    pub nameable: BTreeSet<String>,
    /// Bits of `long`.
    pub long_bits: u8,
    /// Bits of `wchar_t`.
    pub wchar_bits: u8,
}

impl<'a> Book<'a> {
    /// The types of an index; nothing is asked yet.
    #[must_use]
    pub fn new(types: &'a [Type]) -> Book<'a> {
        Book {
            types: types.iter().map(|t| (t.usr.as_str(), t)).collect(),
            by_name: types.iter().map(|t| (t.name.as_str(), t)).collect(),
            instances: types.iter().filter_map(|t| Some((t.spelling.as_deref()?, t))).collect(),
            traits: BTreeMap::new(),
            nameable: BTreeSet::new(),
            long_bits: 64,
            wchar_bits: 32,
        }
    }

    /// Adds rows that no scanner gave.
    pub fn extend(&mut self, types: &'a [Type]) {
        self.types.extend(types.iter().map(|t| (t.usr.as_str(), t)));
        self.instances.extend(types.iter().filter_map(|t| Some((t.spelling.as_deref()?, t))));
    }

    /// The type of this identifier.
    #[must_use]
    pub fn ty(&self, usr: &str) -> Option<&'a Type> {
        self.types.get(usr).copied()
    }

    /// The type of this qualified name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&'a Type> {
        self.by_name.get(name).copied()
    }

    /// The instance of a template of this spelling.
    #[must_use]
    pub fn instance(&self, spelling: &str) -> Option<&'a Type> {
        self.instances.get(spelling).copied()
    }

    /// What an alias stands for, one step.
    #[must_use]
    pub fn alias<'t>(&self, ty: &'t TypeExpr) -> Option<&'t TypeExpr>
    where
        'a: 't,
    {
        let TypeExpr::Named { usr, canonical, .. } = ty else { return None };
        if let Some(canonical) = canonical {
            return Some(canonical);
        }
        self.types.get(usr.as_str()).filter(|t| t.kind == TypeKind::Alias)?.underlying.as_ref()
    }

    /// What the compiler says of a class; `None` if it is incomplete or cannot be named.
    #[must_use]
    pub fn traits(&self, spelling: &str) -> Option<&Traits> {
        self.traits.get(spelling)
    }

    /// Other code can name it.
    #[must_use]
    pub fn is_nameable(&self, spelling: &str) -> bool {
        self.nameable.contains(spelling)
    }

    /// A class with a length and a pointer that stands for bytes.
    #[must_use]
    pub fn is_view(&self, spelling: &str) -> bool {
        self.traits(spelling).is_some_and(|t| t.view)
    }
}
