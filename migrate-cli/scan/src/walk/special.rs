//! What nobody writes: implicit constructors, destructors and assignments, vtables, `delete`.

use std::rc::Rc;

use clang_sys::*;
use migrate_model::facts::RefKind;

use super::body::{Body, Initialised, has_initialiser};
use super::entity::{Sort, Whose};
use super::flow::may_throw;
use super::record::{Arguments, Record};
use super::{EntityId, Walk};
use crate::clang::{Cursor, Ty};

/// Outside templates whose destruction does not destroy what their arguments name, by the start of their names.
/// Reference counts are released through a control block that the owner's TU made; the others hold no object.
const NOT_OWNERS: [&str; 24] = [
    "shared_ptr",
    "weak_ptr",
    "function",
    "allocator",
    "reference_wrapper",
    "initializer_list",
    "hash",
    "less",
    "greater",
    "equal_to",
    "char_traits",
    "default_delete",
    "atomic",
    "chrono",
    "duration",
    "time_point",
    "ratio",
    "span",
    "basic_string_view",
    "integral_constant",
    "iterator_traits",
    "reverse_iterator",
    "mem_fn",
    "tuple_element",
];

/// Special members that move or copy a whole object.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Transfer {
    Copy,
    Move,
    CopyAssign,
    MoveAssign,
}

impl Walk<'_> {
    /// Replaces a template's parameter by what stands for it.
    pub(super) fn substituted(&self, ty: Ty, arguments: Option<&Arguments>) -> Ty {
        let Some(arguments) = arguments else { return ty };
        let mut core = ty;
        while core.kind() == CXType_Elaborated {
            core = core.named();
        }
        if core.kind() == CXType_Unexposed || core.kind() == CXType_Invalid || core.record().is_none() {
            let spelling = core.spelling();
            let bare = spelling.trim_start_matches("const ").trim_start_matches("typename ");
            if let Some(t) = arguments.get(bare) {
                return *t;
            }
        }
        ty
    }

    /// An object of this type is destroyed.
    pub(super) fn destroy(&mut self, ty: Ty, body: &Body, at: Cursor) {
        let ty = self.substituted(ty, body.arguments.as_ref());
        let Some(class) = ty.record() else { return };
        let Some(record) = self.record(class) else { return };
        if let Some(dtor) = self.destructor(&record) {
            self.edge(body.owner, dtor, RefKind::ImplicitCall, body.link, at);
        }
    }

    /// `delete` of a pointer to this type.
    pub(super) fn delete(&mut self, pointee: Ty, body: &Body, at: Cursor) {
        let pointee = self.substituted(pointee, body.arguments.as_ref());
        let Some(class) = pointee.record() else { return };
        let Some(record) = self.record(class) else { return };
        if record.virtual_destructor && !record.is_final {
            if let Some(dtor) = record.destructor.filter(|_| record.project) {
                let dtor = self.entity_of(dtor, Sort::Function);
                self.edge(body.owner, dtor, RefKind::VirtualCall, false, at);
            }
            return;
        }
        if let Some(dtor) = self.destructor(&record) {
            self.edge(body.owner, dtor, RefKind::ImplicitCall, body.link, at);
        }
        self.class_operator(&record, "operator delete", body, at);
    }

    /// `operator new` or `operator delete` of a class, if it or a base has one.
    pub(super) fn class_operator(&mut self, record: &Rc<Record>, name: &str, body: &Body, at: Cursor) {
        if !record.project {
            return;
        }
        if let Some(m) = record.methods.iter().copied().find(|m| m.spelling() == name) {
            let m = self.entity_of(m, Sort::Function);
            self.edge(body.owner, m, RefKind::ImplicitCall, body.link, at);
            return;
        }
        for base in record.bases.clone() {
            if let Some(base) = base.record().and_then(|b| self.record(b)) {
                self.class_operator(&base, name, body, at);
            }
        }
    }

    /// The destructor of a class: the declared one, or an implicit one made of its parts.
    pub(super) fn destructor(&mut self, record: &Rc<Record>) -> Option<EntityId> {
        if !record.project && !self.concerns_project(record.cursor) {
            return None;
        }
        if let Some(declared) = record.destructor.filter(|_| !record.instance) {
            return Some(self.entity_of(declared, Sort::Function));
        }
        let (id, new) =
            self.keyed_entity(format!("D{:x}", record.id), record.cursor, Sort::Implicit, Whose::Transparent);
        if new {
            self.fill_destructor(record, id);
        }
        Some(id)
    }

    fn fill_destructor(&mut self, record: &Rc<Record>, id: EntityId) {
        let body = Body::transparent(id, record.instance.then(|| self.arguments(record)));
        let at = record.cursor;
        if record.instance && !record.project {
            self.destroy_arguments(record, &body);
            return;
        }
        if record.instance
            && let Some(pattern) = record.destructor.and_then(Cursor::definition)
        {
            self.function_body(pattern, &body);
        }
        for field in record.fields.clone() {
            self.destroy(field.ty(), &body, at);
        }
        for base in record.bases.clone() {
            self.destroy(base, &body, at);
        }
    }

    /// What the destruction of an outside template's instance destroys: the classes among its arguments, as containers
    /// and owning pointers do.
    fn destroy_arguments(&mut self, record: &Rc<Record>, body: &Body) {
        let name = record.cursor.spelling();
        if NOT_OWNERS.contains(&name.as_str()) {
            return;
        }
        for arg in record.cursor.ty().template_args() {
            if arg.is_valid() {
                if name == "unique_ptr" {
                    self.delete(arg, body, record.cursor);
                } else {
                    self.destroy(arg, body, record.cursor);
                }
            }
        }
    }

    /// A subobject or variable is default-constructed and nothing is written.
    pub(super) fn default_construct(&mut self, ty: Ty, body: &Body, at: Cursor) {
        let ty = self.substituted(ty, body.arguments.as_ref());
        let Some(class) = ty.record() else { return };
        let Some(record) = self.record(class) else { return };
        if !record.project || record.instance {
            return;
        }
        if record.constructors.is_empty() {
            let (id, new) =
                self.keyed_entity(format!("C{:x}", record.id), record.cursor, Sort::Implicit, Whose::Transparent);
            if new {
                let inner = Body::transparent(id, None);
                self.construct_parts(&record, &Initialised::default(), &inner);
            }
            self.edge(body.owner, id, RefKind::ImplicitCall, body.link, at);
        } else if let Some(c) = record.constructors.iter().copied().find(|c| c.is_default_constructor()) {
            let c = self.entity_of(c, Sort::Function);
            self.edge(body.owner, c, RefKind::ImplicitCall, body.link, at);
        }
    }

    /// What a constructor does to the bases and members that its initialisers do not name, and to the vtable pointer.
    pub(super) fn construct_parts(&mut self, record: &Rc<Record>, written: &Initialised, body: &Body) {
        let at = record.cursor;
        self.use_vtable(record, body, at);
        let mut parts: Vec<(Ty, bool)> = Vec::new();
        for base in record.bases.clone() {
            let id = base.record().map(|b| b.canonical().id());
            let named = id.is_some_and(|id| written.parts.contains(&id));
            if !named {
                self.default_construct(base, body, at);
            }
            let throws = if named {
                id.is_some_and(|id| written.throwing.contains(&id))
            } else {
                self.construction_throws(base)
            };
            parts.push((base, throws));
        }
        for field in record.fields.clone() {
            let id = field.canonical().id();
            let throws = if written.parts.contains(&id) {
                written.throwing.contains(&id)
            } else if has_initialiser(field) && field.bit_width().is_none() {
                self.initialiser(field, body);
                may_throw(field)
            } else {
                self.default_construct(field.ty(), body, at);
                self.construction_throws(field.ty())
            };
            parts.push((field.ty(), throws));
        }
        // If a later part or the body throws, what is already there is destroyed.
        let mut later = written.body_throws;
        for (part, throws) in parts.into_iter().rev() {
            if later && self.exceptions {
                self.destroy(part, body, at);
            }
            later |= throws;
        }
    }

    /// The default constructor of the type is somebody's code.
    fn construction_throws(&mut self, ty: Ty) -> bool {
        let record = ty.record().and_then(|c| self.record(c));
        record.is_some_and(|r| r.constructors.iter().any(|c| !c.is_defaulted()))
    }

    /// What a defaulted or implicit copy or move does to bases and members.
    fn transfer_parts(&mut self, record: &Rc<Record>, how: Transfer, body: &Body) {
        let at = record.cursor;
        if matches!(how, Transfer::Copy | Transfer::Move) {
            self.use_vtable(record, body, at);
        }
        let parts: Vec<Ty> = record.bases.iter().copied().chain(record.fields.iter().map(|f| f.ty())).collect();
        for part in &parts {
            self.transfer(*part, how, body, at);
        }
        if how == Transfer::Copy && self.exceptions {
            for part in parts {
                self.destroy(part, body, at);
            }
        }
    }

    fn transfer(&mut self, ty: Ty, how: Transfer, body: &Body, at: Cursor) {
        let ty = self.substituted(ty, body.arguments.as_ref());
        let Some(class) = ty.record() else { return };
        let Some(record) = self.record(class) else { return };
        if record.instance && !record.project {
            // A container copies its elements; moving it moves pointers.
            let name = record.cursor.spelling();
            let elements = matches!(how, Transfer::Copy | Transfer::CopyAssign)
                || ["pair", "tuple", "array", "optional", "variant"].contains(&name.as_str());
            if elements && !NOT_OWNERS.contains(&name.as_str()) && self.concerns_project(record.cursor) {
                for arg in record.cursor.ty().template_args() {
                    if arg.is_valid() {
                        self.transfer(arg, how, body, at);
                    }
                }
            }
            return;
        }
        if !record.project || record.instance {
            return;
        }
        let find = |test: fn(Cursor) -> bool, list: &[Cursor]| list.iter().copied().find(|c| test(*c));
        let declared = match how {
            Transfer::Copy => find(Cursor::is_copy_constructor, &record.constructors),
            Transfer::Move => find(Cursor::is_move_constructor, &record.constructors)
                .or_else(|| find(Cursor::is_copy_constructor, &record.constructors)),
            Transfer::CopyAssign => find(Cursor::is_copy_assignment, &record.methods),
            Transfer::MoveAssign => find(Cursor::is_move_assignment, &record.methods)
                .or_else(|| find(Cursor::is_copy_assignment, &record.methods)),
        };
        if let Some(c) = declared {
            let c = self.entity_of(c, Sort::Function);
            self.edge(body.owner, c, RefKind::ImplicitCall, body.link, at);
            return;
        }
        let key = match how {
            Transfer::Copy => "P",
            Transfer::Move => "M",
            Transfer::CopyAssign => "A",
            Transfer::MoveAssign => "B",
        };
        let (id, new) =
            self.keyed_entity(format!("{key}{:x}", record.id), record.cursor, Sort::Implicit, Whose::Transparent);
        if new {
            let inner = Body::transparent(id, None);
            self.transfer_parts(&record, how, &inner);
        }
        self.edge(body.owner, id, RefKind::ImplicitCall, body.link, at);
    }

    /// The body of a defaulted (or implicit) special member.
    pub(super) fn defaulted_body(&mut self, c: Cursor, body: &Body) {
        let Some(record) = c.semantic_parent().and_then(|p| self.record(p)) else { return };
        match c.kind() {
            CXCursor_Destructor => self.destroy_parts(&record, body),
            CXCursor_Constructor if c.is_copy_constructor() => self.transfer_parts(&record, Transfer::Copy, body),
            CXCursor_Constructor if c.is_move_constructor() => self.transfer_parts(&record, Transfer::Move, body),
            CXCursor_Constructor => self.construct_parts(&record, &Initialised::default(), body),
            _ if c.is_copy_assignment() => self.transfer_parts(&record, Transfer::CopyAssign, body),
            _ if c.is_move_assignment() => self.transfer_parts(&record, Transfer::MoveAssign, body),
            _ => {}
        }
    }

    /// What every destructor does after its body.
    pub(super) fn destroy_parts(&mut self, record: &Rc<Record>, body: &Body) {
        let at = record.cursor;
        self.use_vtable(record, body, at);
        for field in record.fields.clone() {
            self.destroy(field.ty(), body, at);
        }
        for base in record.bases.clone() {
            self.destroy(base, body, at);
        }
    }

    /// A constructor or destructor sets the vtable pointer.
    pub(super) fn use_vtable(&mut self, record: &Rc<Record>, body: &Body, at: Cursor) {
        if record.polymorphic && record.project {
            let vtable = self.vtable(record);
            self.edge(body.owner, vtable, RefKind::Vtable, body.link, at);
        }
    }

    /// The vtable of a class, with edges to what it holds if this TU emits it.
    pub(super) fn vtable(&mut self, record: &Rc<Record>) -> EntityId {
        let whose = if record.pattern.is_some() { Whose::Transparent } else { Whose::Project };
        let (id, new) = self.keyed_entity(format!("V{:x}", record.id), record.cursor, Sort::Vtable, whose);
        if !new {
            return id;
        }
        let key = self.key_function(record);
        let home = match key {
            None => self.file(record.cursor.place()),
            Some(k) => k.definition().and_then(|d| self.file(d.place())).map(|f| self.home_of(&f)),
        };
        if let Some(home) = home {
            let entity = self.entity_mut(id);
            entity.home = Some(home);
            entity.instance = key.is_none();
            let body = Body::transparent(id, None);
            for function in self.final_overriders(record) {
                self.edge(id, function, RefKind::Vtable, body.link, record.cursor);
            }
        }
        id
    }

    /// The functions that a vtable holds: for each slot the one that overrides it last.
    fn final_overriders(&mut self, record: &Rc<Record>) -> Vec<EntityId> {
        let mut out = Vec::new();
        let mut replaced: Vec<EntityId> = Vec::new();
        for m in record.virtuals.clone() {
            for o in m.overridden() {
                replaced.push(self.entity_of(o, Sort::Function));
            }
            if !m.is_pure() {
                out.push(if record.instance {
                    self.pattern_member(record, m)
                } else {
                    self.entity_of(m, Sort::Function)
                });
            }
        }
        if record.virtual_destructor && record.destructor.is_none() {
            out.extend(self.destructor(record));
        }
        for base in record.bases.clone() {
            let Some(base) = base.record().and_then(|b| self.record(b)) else { continue };
            if !base.project {
                continue;
            }
            let base_destructor = base.destructor.map(|d| self.entity_of(d, Sort::Function));
            for f in self.final_overriders(&base) {
                let is_destructor = Some(f) == base_destructor;
                if !replaced.contains(&f) && !is_destructor && !out.contains(&f) {
                    out.push(f);
                }
            }
        }
        out
    }

    /// A member of an implicit instance, read as its template's text.
    fn pattern_member(&mut self, record: &Rc<Record>, m: Cursor) -> EntityId {
        let key = format!("T{:x}:{:x}", record.id, m.id());
        let (id, new) = self.keyed_entity(key, m, Sort::Implicit, Whose::Transparent);
        if new && let Some(definition) = m.definition() {
            let body = Body::transparent(id, Some(self.arguments(record)));
            self.function_body(definition, &body);
        }
        id
    }

    /// `_ZTV…` of a class, put together from the symbol of one of its members.
    pub(super) fn vtable_symbol(&mut self, class: Cursor) -> Option<String> {
        let record = self.record(class)?;
        let member = record.virtuals.iter().chain(&record.constructors).chain(&record.methods).next().copied()?;
        let symbol = super::entity::symbols_of(member).into_iter().next()?;
        class_encoding(&symbol).map(|c| format!("_ZTV{c}"))
    }
}

/// The encoding of the class in the symbol of one of its members (Itanium C++ ABI, 5.1.3), for classes that are neither
/// local nor instances of templates.
fn class_encoding(member: &str) -> Option<String> {
    let rest = member.strip_prefix("_ZN")?.trim_start_matches(['r', 'V', 'K', 'R', 'O']);
    let (mut at, mut parts) = (0, Vec::new());
    let bytes = rest.as_bytes();
    loop {
        if rest[at..].starts_with("St") {
            parts.push("St");
            at += 2;
        } else if bytes.get(at)?.is_ascii_digit() {
            let digits = rest[at..].find(|c: char| !c.is_ascii_digit())?;
            let len: usize = rest[at..at + digits].parse().ok()?;
            let end = at + digits + len;
            parts.push(rest.get(at..end)?);
            at = end;
        } else {
            break;
        }
    }
    match *bytes.get(at)? {
        b'E' => {
            parts.pop();
        }
        b'C' | b'D' | b'a'..=b'z' => {}
        _ => return None,
    }
    match parts.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        ["St", one] => Some(format!("St{one}")),
        _ => Some(format!("N{}E", parts.concat())),
    }
}

#[cfg(test)]
mod tests {
    use super::class_encoding;

    #[test]
    fn class_encoding_of_members() {
        assert_eq!(class_encoding("_ZN3FooD1Ev").as_deref(), Some("3Foo"));
        assert_eq!(class_encoding("_ZNK2ns3Foo4nameEv").as_deref(), Some("N2ns3FooE"));
        assert_eq!(class_encoding("_ZN2ns3FooaSERKS0_").as_deref(), Some("N2ns3FooE"));
        assert_eq!(class_encoding("_ZN12_GLOBAL__N_13FooC1Ei").as_deref(), Some("N12_GLOBAL__N_13FooE"));
        assert_eq!(class_encoding("_ZN3FooIiE3barEv"), None);
        assert_eq!(class_encoding("_Z3foov"), None);
    }
}
