//! Memory of the caller: a pointer, its length, who reads and who writes, and what the length counts.

use migrate_model::hal::{Buffer, Direction};

use super::facts::Facts;
use super::words::words;
use super::world::World;
use crate::parse::{Body, Function, Parameter, Shape, Type};

impl World<'_> {
    /// Pairs pointers with the length that follows them. One length may serve two pointers in a row.
    pub(super) fn lengths(&self, function: &Function, body: Option<&Body>, facts: &mut Facts) {
        let first = usize::from(facts.handle.is_some());
        let mut waiting: Vec<usize> = Vec::new();
        for (index, parameter) in function.parameters.iter().enumerate().skip(first) {
            if is_memory(&parameter.ty) && !self.is_opaque(parameter) {
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

    /// A pointer to anything whose name says that it is handed back, and not memory to work on.
    pub(super) fn is_opaque(&self, parameter: &Parameter) -> bool {
        is_void_pointer(&parameter.ty) && self.is_in(&parameter.name, &self.vocabulary.opaque)
    }

    pub(super) fn is_in(&self, name: &str, list: &[String]) -> bool {
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
        let waits =
            function.parameters.iter().any(|p| p.ty.is_integer() && self.is_in(&p.name, &self.vocabulary.timeout));
        let guard = is_widened.then(|| self.guard(function, index, waits)).flatten();
        let (unit, unit_by) = match (is_widened, &guard) {
            (true, None) => {
                (None, "some code takes it for larger units than its type says: the length may count those")
            }
            (true, Some(_)) => (
                number_size(element(&parameter.ty)),
                "all code that takes it for larger units does so by a setting of the handle, which is looked at first",
            ),
            (false, _) => self.unit(function, element(&parameter.ty), length, body, &facts.doc),
        };
        Buffer {
            pointer: parameter.name.clone(),
            length: length.to_owned(),
            direction,
            direction_by: direction_by.to_owned(),
            unit,
            unit_by: unit_by.to_owned(),
            wide_when: guard.unwrap_or_default(),
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

    fn unit(
        &self,
        function: &Function,
        pointee: Option<&Type>,
        length: &str,
        body: Option<&Body>,
        doc: &str,
    ) -> (Option<u64>, &'static str) {
        let is_void = pointee.is_some_and(|ty| ty.shape == Shape::Void);
        let index = function.parameters.iter().position(|p| p.name == length);
        let is_scaled = body.is_some_and(|b| index.is_some_and(|index| b.scales.contains(&index)));
        let counts_bytes = self.is_in(length, &self.vocabulary.bytes);
        if is_void && is_scaled {
            return (None, "the body multiplies the length, and the pointer does not say what it counts");
        }
        if is_void && !counts_bytes && self.is_in(length, &self.vocabulary.items) {
            return (None, "the length counts things, and the pointer does not say how large one is");
        }
        if counts_bytes && number_size(pointee).is_some_and(|size| size > 1) {
            return (None, "the length counts bytes, and the pointer leads to larger units");
        }
        if self.vocabulary.unit_varies.iter().any(|text| doc.contains(text)) {
            return (None, "its comment says that the size of an element depends on how the device is set");
        }
        match pointee.map(|ty| &ty.shape) {
            Some(Shape::Void) => (Some(1), "a pointer to void counts bytes"),
            Some(Shape::Integer { size, .. }) => (Some(*size), "the size of what it points to"),
            _ => (None, "it points to no number"),
        }
    }
}

/// A pointer to anything.
fn is_void_pointer(ty: &Type) -> bool {
    ty.pointee().is_some_and(|to| to.shape == Shape::Void)
}

/// What a pointer points to; an array of a parameter is one.
fn element(ty: &Type) -> Option<&Type> {
    match &ty.shape {
        Shape::Array { of, .. } => Some(of),
        _ => ty.pointee(),
    }
}

fn number_size(pointee: Option<&Type>) -> Option<u64> {
    match pointee.map(|ty| &ty.shape) {
        Some(Shape::Integer { size, .. }) => Some(*size),
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
