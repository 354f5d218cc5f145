//! What holds for a HAL as a whole: which enums say how it went, which structs are handles.

use std::collections::{BTreeMap, HashMap, HashSet};

use migrate_model::hal::HandleKind;

use super::facts::Symbols;
use super::vocabulary::Vocabulary;
use super::words::words;
use crate::parse::{Api, Bodies, Shape, Type};

/// What is known of the HAL as a whole.
pub(crate) struct World<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) api: &'a Api,
    pub(crate) symbols: &'a Symbols,
    /// Status enums with their successful constant.
    pub(crate) statuses: BTreeMap<String, String>,
    /// Structs that are handles.
    pub(crate) handles: HashMap<String, HandleKind>,
    /// Members that some function uses in larger units than their type says.
    pub(super) widened: HashSet<String>,
    pub(super) bodies: &'a Bodies,
}

impl<'a> World<'a> {
    pub(crate) fn new(vocabulary: &'a Vocabulary, api: &'a Api, symbols: &'a Symbols, bodies: &'a Bodies) -> World<'a> {
        let widened = bodies.values().flat_map(|b| b.widened_members.iter().cloned()).collect();
        let mut world =
            World { vocabulary, api, symbols, statuses: BTreeMap::new(), handles: HashMap::new(), widened, bodies };
        world.statuses =
            api.enums.iter().filter_map(|e| Some((e.name.clone(), world.success_of(&e.values)?))).collect();
        world.handles = world.find_handles();
        world
    }

    /// The constant 0 means success by its name, and another one means failure.
    fn success_of(&self, values: &[(String, i64)]) -> Option<String> {
        let is = |name: &str, list: &[String]| words(name).iter().any(|word| list.contains(word));
        let (ok, _) = values.iter().find(|(name, value)| *value == 0 && is(name, &self.vocabulary.success))?;
        values.iter().any(|(name, value)| *value != 0 && is(name, &self.vocabulary.failure)).then(|| ok.clone())
    }

    /// A struct is a handle if several functions take a pointer to it first, and it is not one of settings.
    fn find_handles(&self) -> HashMap<String, HandleKind> {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for function in &self.api.functions {
            if let Some(name) = function.parameters.first().and_then(|p| record(&p.ty)) {
                *counts.entry(name).or_default() += 1;
            }
        }
        let many = counts.into_iter().filter(|(name, count)| *count >= 2 && !self.is_settings(name));
        many.map(|(name, _)| (name.to_owned(), self.kind_of(name))).collect()
    }

    fn is_settings(&self, name: &str) -> bool {
        words(name).iter().any(|word| self.vocabulary.settings.contains(word))
    }

    /// Registers are volatile; a driver's state is not.
    fn kind_of(&self, name: &str) -> HandleKind {
        let record = self.api.records.iter().find(|r| r.name == name);
        let all_volatile = record.is_some_and(|r| {
            let mut named = r.fields.iter().filter(|f| !words(&f.name).iter().any(|w| w.starts_with("reserved")));
            named.clone().next().is_some()
                && named.all(|f| f.ty.spelling.contains("volatile") || nested(self.api, &f.ty))
        });
        if all_volatile { HandleKind::Registers } else { HandleKind::State }
    }
}

/// The struct that a pointer leads to.
pub(super) fn record(ty: &Type) -> Option<&str> {
    match &ty.pointee()?.shape {
        Shape::Record(name) => Some(name),
        _ => None,
    }
}

/// A struct or union of registers inside of one.
fn nested(api: &Api, ty: &Type) -> bool {
    let inner = match &ty.shape {
        Shape::Array { of, .. } => &of.shape,
        shape => shape,
    };
    matches!(inner, Shape::Record(name) if api.records.iter().any(|r| r.name == *name && r.fields.iter().all(|f| f.ty.spelling.contains("volatile"))))
}
