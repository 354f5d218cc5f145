//! What is known of a function before any rule looks at it: shapes of its parameters, words of its name, what its body does.

use std::collections::{BTreeMap, HashMap, HashSet};

use migrate_model::hal::{Buffer, Direction, Handle, HandleKind};
use serde::Deserialize;

use super::words::words;
use crate::parse::{Api, Bodies, Body, Function, Shape, Type};

/// Words that carry meaning, by what they mean: the first part of `rules.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vocabulary {
    /// Names of lengths.
    pub(crate) length: Vec<String>,
    /// Names of time-outs.
    pub(crate) timeout: Vec<String>,
    /// The caller's memory is read.
    pub(crate) inward: Vec<String>,
    /// The caller's memory is written.
    pub(crate) outward: Vec<String>,
    /// Names and types of settings.
    pub(crate) settings: Vec<String>,
    /// Constants that mean success.
    pub(crate) success: Vec<String>,
    /// Constants that mean failure.
    pub(crate) failure: Vec<String>,
    /// Aliases of numbers that say how it went.
    pub(crate) status: Vec<String>,
    /// Texts that say that a number is 0 for success.
    pub(crate) status_text: Vec<String>,
    /// Numbers that name a peripheral or a pin.
    pub(crate) peripheral: Vec<String>,
    /// Numbers that are addresses of memory.
    pub(crate) address: Vec<String>,
    /// Words at the end of names that say nothing.
    pub(crate) empty: Vec<String>,
    /// Texts that say that a unit of the length depends on how the device is set.
    pub(crate) unit_varies: Vec<String>,
}

/// What the firmware or the HAL defines, and how.
#[derive(Clone, Debug, Default)]
pub(crate) struct Symbols {
    /// The sources were compiled, so that a missing symbol means something.
    pub(crate) known: bool,
    /// Defined functions, with whether they are weak.
    pub(crate) defined: HashMap<String, bool>,
}

/// Facts of one function.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// In small letters.
    pub(crate) name: String,
    pub(crate) words: Vec<String>,
    pub(crate) doc: String,
    pub(crate) handle: Option<Handle>,
    pub(crate) status: Option<String>,
    pub(crate) buffers: Vec<Buffer>,
    pub(crate) timeout: Option<String>,
    pub(crate) callbacks: Vec<String>,
    /// Numbers that are addresses.
    pub(crate) addresses: Vec<String>,
    /// Pointers that are neither handle nor buffer.
    pub(crate) other_pointers: Vec<OtherPointer>,
    /// Words of `has` in rules.
    pub(crate) traits: HashSet<&'static str>,
}

/// A pointer to one thing.
#[derive(Clone, Debug)]
pub(crate) struct OtherPointer {
    pub(crate) name: String,
    pub(crate) constant: bool,
    /// It points to a struct or a number with a known type.
    pub(crate) is_typed: bool,
    pub(crate) is_kept: bool,
}

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
    widened: HashSet<String>,
}

impl<'a> World<'a> {
    pub(crate) fn new(vocabulary: &'a Vocabulary, api: &'a Api, symbols: &'a Symbols, bodies: &Bodies) -> World<'a> {
        let widened = bodies.values().flat_map(|b| b.widened_members.iter().cloned()).collect();
        let mut world = World { vocabulary, api, symbols, statuses: BTreeMap::new(), handles: HashMap::new(), widened };
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

    /// Facts of a function; `body` is what its definition does, where it was read.
    pub(crate) fn facts(&self, function: &Function, body: Option<&Body>) -> Facts {
        let mut facts = Facts {
            name: function.name.to_lowercase(),
            words: words(&function.name),
            doc: doc(function, body),
            ..Facts::default()
        };
        facts.handle = self.handle(function);
        facts.status = self.status(&function.result, &facts.doc);
        self.lengths(function, body, &mut facts);
        self.singles(function, body, &mut facts);
        self.describe(function, body, &mut facts);
        facts
    }

    fn handle(&self, function: &Function) -> Option<Handle> {
        let first = function.parameters.first()?;
        if let Some(ty) = record(&first.ty) {
            let kind = *self.handles.get(ty)?;
            return Some(Handle { parameter: first.name.clone(), ty: ty.to_owned(), kind });
        }
        // The last word that says something: `uart_port_t` is a port, `PeriphClk` is a clock.
        let names_one = |name: &str| {
            let mut last = words(name).into_iter().rev().filter(|word| !self.vocabulary.empty.contains(word));
            last.next().is_some_and(|word| self.vocabulary.peripheral.contains(&word))
        };
        let is_number = first.ty.is_integer() || matches!(first.ty.shape, Shape::Enum(_));
        (is_number && (names_one(&first.name) || names_one(first.ty.bare()))).then(|| Handle {
            parameter: first.name.clone(),
            ty: first.ty.bare().to_owned(),
            kind: HandleKind::Number,
        })
    }

    fn status(&self, result: &Type, doc: &str) -> Option<String> {
        match &result.shape {
            Shape::Enum(name) if self.statuses.contains_key(name) => Some(name.clone()),
            Shape::Integer { .. } => {
                let alias = result.bare();
                let is_alias = words(alias).iter().any(|word| self.vocabulary.status.contains(word));
                let says = self.vocabulary.status_text.iter().any(|text| doc.contains(text));
                (is_alias || says).then(|| alias.to_owned())
            }
            _ => None,
        }
    }

    /// Pairs pointers with the length that follows them. One length may serve two pointers in a row.
    fn lengths(&self, function: &Function, body: Option<&Body>, facts: &mut Facts) {
        let first = usize::from(facts.handle.is_some());
        let mut waiting: Vec<usize> = Vec::new();
        for (index, parameter) in function.parameters.iter().enumerate().skip(first) {
            if is_memory(&parameter.ty) {
                waiting.push(index);
                continue;
            }
            let is_length = parameter.ty.is_integer() && self.is_in(&parameter.name, &self.vocabulary.length);
            if is_length && !waiting.is_empty() {
                for pointer in waiting.drain(..) {
                    let buffer = self.buffer(function, pointer, &parameter.name, body, facts);
                    facts.buffers.push(buffer);
                }
            }
        }
    }

    fn is_in(&self, name: &str, list: &[String]) -> bool {
        let words = words(name);
        // `Size`, `pSize`, `usSize`, `ulCount`: hungarian prefixes are words of their own or run into the next.
        words.iter().any(|word| list.contains(word)) || list.contains(&words.concat())
    }

    fn buffer(&self, function: &Function, index: usize, length: &str, body: Option<&Body>, facts: &Facts) -> Buffer {
        let parameter = &function.parameters[index];
        let (direction, direction_by) = self.direction(function, index, body, facts);
        let is_widened = body.is_some_and(|b| {
            b.widened.contains(&index)
                || b.kept_in.iter().any(|(i, member)| *i == index && self.widened.contains(member))
        });
        let (unit, unit_by) = match is_widened {
            true => (None, "some code takes it for larger units than its type says: the length may count those"),
            false => self.unit(parameter.ty.pointee(), &facts.doc),
        };
        Buffer {
            pointer: parameter.name.clone(),
            length: length.to_owned(),
            direction,
            direction_by: direction_by.to_owned(),
            unit,
            unit_by: unit_by.to_owned(),
        }
    }

    fn direction(
        &self,
        function: &Function,
        index: usize,
        body: Option<&Body>,
        facts: &Facts,
    ) -> (Direction, &'static str) {
        let parameter = &function.parameters[index];
        if parameter.ty.points_to_const() {
            return (Direction::In, "it points to const");
        }
        let by = |names: &[String]| {
            let hits = |list: &[String]| names.iter().any(|word| list.contains(word));
            match (hits(&self.vocabulary.inward), hits(&self.vocabulary.outward)) {
                (true, false) => Some(Direction::In),
                (false, true) => Some(Direction::Out),
                _ => None,
            }
        };
        if body.is_some_and(|b| b.writes.contains(&index)) {
            return (Direction::Out, "the body writes through it");
        }
        if let Some(direction) = by(&words(&parameter.name)) {
            return (direction, "the parameter's name says so");
        }
        if let Some(direction) = by(&facts.words) {
            return (direction, "the function's name says so");
        }
        let is_only_read = |b: &Body| !b.keeps.contains(&index) && !b.passes.iter().any(|(own, ..)| *own == index);
        match body {
            Some(b) if is_only_read(b) => (Direction::In, "the body only reads it"),
            _ => (Direction::Unknown, "neither type nor name nor body says so"),
        }
    }

    fn unit(&self, pointee: Option<&Type>, doc: &str) -> (Option<u64>, &'static str) {
        if self.vocabulary.unit_varies.iter().any(|text| doc.contains(text)) {
            return (None, "its comment says that the size of an element depends on how the device is set");
        }
        match pointee.map(|ty| &ty.shape) {
            Some(Shape::Void) => (Some(1), "a pointer to void counts bytes"),
            Some(Shape::Integer { size, .. }) => (Some(*size), "the size of what it points to"),
            _ => (None, "it points to no number"),
        }
    }

    fn singles(&self, function: &Function, body: Option<&Body>, facts: &mut Facts) {
        for (index, parameter) in function.parameters.iter().enumerate() {
            let name = &parameter.name;
            let is_taken = facts.handle.as_ref().is_some_and(|h| index == 0 && h.parameter == *name)
                || facts.buffers.iter().any(|b| b.pointer == *name || b.length == *name);
            match &parameter.ty.shape {
                Shape::Function => facts.callbacks.push(name.clone()),
                Shape::Pointer { to, constant, .. } if !is_taken => facts.other_pointers.push(OtherPointer {
                    name: name.clone(),
                    constant: *constant,
                    is_typed: matches!(
                        to.shape,
                        Shape::Record(_) | Shape::Integer { .. } | Shape::Enum(_) | Shape::Bool | Shape::Float
                    ),
                    is_kept: body.is_none_or(|b| b.keeps.contains(&index)),
                }),
                Shape::Integer { size, .. }
                    if *size >= 4 && !is_taken && self.is_in(name, &self.vocabulary.address) =>
                {
                    facts.addresses.push(name.clone());
                }
                Shape::Integer { .. } if !is_taken && self.is_in(name, &self.vocabulary.timeout) => {
                    facts.timeout.get_or_insert_with(|| name.clone());
                }
                _ => {}
            }
        }
    }

    fn describe(&self, function: &Function, body: Option<&Body>, facts: &mut Facts) {
        let result = match &function.result.shape {
            _ if facts.status.is_some() => "returns status",
            Shape::Void => "returns nothing",
            Shape::Pointer { .. } => "returns pointer",
            _ => "returns value",
        };
        let symbol = self.symbols.defined.get(&function.name);
        let others = &function.parameters[usize::from(facts.handle.is_some())..];
        let has = |direction| facts.buffers.iter().any(|b| b.direction == direction);
        let traits = [
            (result, true),
            ("handle", facts.handle.is_some()),
            ("buffer", !facts.buffers.is_empty()),
            ("buffer in", has(Direction::In)),
            ("buffer out", has(Direction::Out)),
            ("timeout", facts.timeout.is_some()),
            ("function pointer", !facts.callbacks.is_empty()),
            ("out pointer", facts.other_pointers.iter().any(|p| !p.constant)),
            ("const pointer", facts.other_pointers.iter().any(|p| p.constant)),
            ("no pointers", facts.buffers.is_empty() && facts.other_pointers.is_empty() && facts.callbacks.is_empty()),
            ("no parameters", function.parameters.is_empty()),
            ("handle only", facts.handle.is_some() && others.is_empty()),
            ("inline", function.is_inline),
            ("weak", symbol == Some(&true)),
            ("undefined", self.symbols.known && symbol.is_none() && !function.is_inline),
            ("defined", symbol == Some(&false) || function.is_inline),
            ("body", body.is_some()),
            ("loops", body.is_some_and(|b| b.loops)),
            ("assembly", body.is_some_and(|b| b.assembly)),
            ("keeps", body.is_some_and(|b| !b.keeps.is_empty())),
            ("touches memory", body.is_some_and(|b| b.touches_memory)),
            ("calls nothing", body.is_some_and(|b| b.calls.is_empty())),
        ];
        facts.traits = traits.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name).collect();
    }
}

/// All words that rules may use in `has` and `lacks`.
#[cfg(test)]
pub(crate) const TRAITS: [&str; 25] = [
    "returns status",
    "returns nothing",
    "returns pointer",
    "returns value",
    "handle",
    "buffer",
    "buffer in",
    "buffer out",
    "timeout",
    "function pointer",
    "out pointer",
    "const pointer",
    "no pointers",
    "no parameters",
    "handle only",
    "inline",
    "weak",
    "undefined",
    "defined",
    "body",
    "loops",
    "assembly",
    "keeps",
    "touches memory",
    "calls nothing",
];

fn doc(function: &Function, body: Option<&Body>) -> String {
    let at_definition = body.map(|b| b.doc.as_str()).unwrap_or_default();
    format!("{}\n{at_definition}", function.doc).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The struct that a pointer leads to.
fn record(ty: &Type) -> Option<&str> {
    match &ty.pointee()?.shape {
        Shape::Record(name) => Some(name),
        _ => None,
    }
}

/// A pointer to numbers, or to anything.
fn is_memory(ty: &Type) -> bool {
    match &ty.shape {
        Shape::Pointer { to, .. } => matches!(to.shape, Shape::Void | Shape::Integer { .. }),
        Shape::Array { of, .. } => of.is_integer(),
        _ => false,
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
