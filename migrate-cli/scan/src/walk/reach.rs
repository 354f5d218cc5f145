//! What the project's code reaches without having written it: instances of templates, implicit members, and code outside
//! that calls back.

use clang_sys::*;
use migrate_model::facts::RefKind;

use super::body::Body;
use super::entity::{Sort, Whose};
use super::{EntityId, Walk};

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
            if entity.written {
                continue;
            }
            let body = Body { owner: id, link: true, sites: false, arguments: None };
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
                _ => {}
            }
        }
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
            .or_else(|| cursor.semantic_parent().and_then(crate::clang::Cursor::template));
        if let Some(template) = template {
            let template = self.entity_of(template, Sort::Type);
            self.edge(id, template, RefKind::Instantiate, false, cursor);
        }
    }
}

/// The definition has statements of its own.
pub(super) fn has_body(definition: crate::clang::Cursor) -> bool {
    let mut found = false;
    definition.each(|c| found |= c.kind() == CXCursor_CompoundStmt || c.kind() == CXCursor_CXXTryStmt);
    found
}
