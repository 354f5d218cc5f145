//! What the project's code reaches without having written it: instances of templates, implicit members, and code outside
//! that calls back.

use clang_sys::*;
use migrate_model::facts::RefKind;

use super::body::Body;
use super::entity::{Sort, Whose, own_name};
use super::explicit::squeezed;
use super::{EntityId, Walk};
use crate::clang::Cursor;

impl Walk<'_> {
    /// An edge leads here for the first time (or again).
    pub(super) fn reached(&mut self, id: EntityId) {
        let entity = self.entity_mut(id);
        if entity.sort == Sort::Function && entity.whose != Whose::Outside && !entity.queued {
            entity.queued = true;
            self.queue.push(id);
        }
    }

    /// Reads the bodies in the queue, and those that they reach, until there are no more.
    pub(super) fn follow(&mut self) {
        while let Some(id) = self.queue.pop() {
            let entity = self.entity(id).clone();
            if entity.written || entity.instance && self.is_elsewhere(entity.cursor) {
                continue;
            }
            // Who bridges headers wants to know what throws in instances as well.
            let body = Body { owner: id, link: true, sites: !self.main.project, arguments: None };
            let definition = entity.cursor.definition();
            self.instantiates(id);
            match definition {
                // libclang shows the text around an implicit member as its body: what it does is worked out instead.
                _ if entity.cursor.is_defaulted() => {
                    let home = entity.file.clone();
                    self.entity_mut(id).home = home;
                    self.defaulted_body(entity.cursor, &body);
                }
                Some(d) if has_body(d) => {
                    let home = self.file(d.place());
                    self.entity_mut(id).home = home;
                    self.function_body(d, &body);
                }
                None if self.asked.contains(&id) => self.pattern_body(id, &body),
                _ => {}
            }
        }
    }

    /// An instance that nobody uses has no body of its own: its template's text is read.
    fn pattern_body(&mut self, id: EntityId, body: &Body) {
        let cursor = self.entity(id).cursor;
        let Some(pattern) = cursor.template().and_then(Cursor::definition).filter(|d| has_body(*d)) else { return };
        let record = cursor.semantic_parent().and_then(|c| self.record(c));
        let arguments = record.map(|r| self.arguments(&r));
        let home = self.file(pattern.place());
        self.entity_mut(id).home = home;
        self.function_body(pattern, &Body { arguments, ..body.clone() });
    }

    /// An instance that is declared `extern template`: its code stands in another object.
    fn is_elsewhere(&self, c: Cursor) -> bool {
        if self.elsewhere.is_empty() {
            return false;
        }
        let matches = |name: &str, spelling: &str| {
            self.elsewhere.get(name).is_some_and(|all| {
                let arguments =
                    spelling.find('<').and_then(|i| spelling.rfind('>').map(|j| squeezed(&spelling[i + 1..j])));
                all.iter().any(|a| a.is_none() || *a == arguments)
            })
        };
        if c.template().is_some() && self.elsewhere.contains_key(&own_name(c)) {
            let first = c.template_arg_type(0);
            let spelled = if c.num_template_args() > 0 && first.is_valid() {
                format!("<{}>", first.spelling())
            } else {
                String::new()
            };
            return matches(&own_name(c), &spelled);
        }
        c.semantic_parent().is_some_and(|p| p.template().is_some() && matches(&p.spelling(), &p.ty().spelling()))
    }

    /// An instance of a project template names its template.
    fn instantiates(&mut self, id: EntityId) {
        let entity = self.entity(id);
        if entity.whose != Whose::Project || !entity.instance {
            return;
        }
        let cursor = entity.cursor;
        let template = cursor
            .template()
            .filter(|t| t.kind() == CXCursor_FunctionTemplate)
            .or_else(|| cursor.semantic_parent().and_then(Cursor::template));
        if let Some(template) = template {
            let template = self.entity_of(template, Sort::Type);
            self.edge(id, template, RefKind::Instantiate, false, cursor);
        }
    }
}

/// The definition has statements of its own.
pub(super) fn has_body(definition: Cursor) -> bool {
    let mut found = false;
    definition.each(|c| found |= c.kind() == CXCursor_CompoundStmt || c.kind() == CXCursor_CXXTryStmt);
    found
}
