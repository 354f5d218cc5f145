//! What is known of a function before any rule looks at it: shapes of its parameters, words of its name, what its body does.

use std::collections::{HashMap, HashSet};

use migrate_model::hal::{Buffer, Direction, Handle, HandleKind};

use super::words::words;
use super::world::{World, record};
use crate::parse::{Body, Function, Shape, Type};

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
    /// Numbers that say where in memory something is.
    pub(crate) indexes: Vec<String>,
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
    /// It may lead to more than one of them.
    pub(crate) is_walked: bool,
    /// It is handed back, and nobody looks at where it leads.
    pub(crate) is_opaque: bool,
    pub(crate) is_kept: bool,
}

impl World<'_> {
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
                    // A pointer to numbers may always lead to several; one to a struct does so in bodies that show it.
                    is_walked: match body {
                        Some(body) => body.walks.contains(&index),
                        None => matches!(to.shape, Shape::Integer { .. } | Shape::Bool | Shape::Float),
                    },
                    is_opaque: self.is_opaque(parameter),
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
                Shape::Integer { .. } | Shape::Enum(_) | Shape::Bool
                    if !is_taken && body.is_some_and(|b| b.indexes.contains(&index)) =>
                {
                    facts.indexes.push(name.clone());
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
        let is_handed = facts.handle.is_some() || function.parameters.first().is_some_and(|p| self.is_opaque(p));
        let others = &function.parameters[usize::from(is_handed)..];
        let pointers: Vec<&OtherPointer> = facts.other_pointers.iter().filter(|p| !p.is_opaque).collect();
        let has = |direction| facts.buffers.iter().any(|b| b.direction == direction);
        let traits = [
            (result, true),
            ("handle", is_handed),
            ("buffer", !facts.buffers.is_empty()),
            ("buffer in", has(Direction::In)),
            ("buffer out", has(Direction::Out)),
            ("timeout", facts.timeout.is_some()),
            ("function pointer", !facts.callbacks.is_empty()),
            ("out pointer", pointers.iter().any(|p| !p.constant)),
            ("const pointer", pointers.iter().any(|p| p.constant)),
            ("no pointers", facts.buffers.is_empty() && pointers.is_empty() && facts.callbacks.is_empty()),
            ("no parameters", function.parameters.is_empty()),
            ("handle only", is_handed && others.is_empty()),
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
