//! Calls: who is called, by dispatch or not, and what comes along with it (arguments left to their defaults, temporaries,
//! memory, iterators).

use std::rc::Rc;

use clang_sys::*;
use migrate_model::facts::{RefKind, SiteKind};

use super::Walk;
use super::body::{Body, Context, is_expression};
use super::entity::Sort;
use super::record::Record;
use crate::clang::Cursor;

/// On what a member function is called.
struct Object {
    through_member: bool,
    by_value: bool,
    class: Option<Cursor>,
}

impl Walk<'_> {
    pub(super) fn call(&mut self, c: Cursor, body: &Body, x: Context) {
        let mut inner = Context::default();
        match c.referenced() {
            None => {
                // An elided copy: what it would have copied takes its place.
                inner.kept = x.kept;
            }
            Some(target) => match target.kind() {
                CXCursor_Constructor => {
                    if !x.kept {
                        self.destroy(c.ty(), body, c);
                    }
                    if !(x.returned && self.moves_result(c, target)) {
                        let function = self.entity_of(target, Sort::Function);
                        self.function_edge(body, function, RefKind::Call, true, c);
                        self.call_site(body, function, c);
                    }
                    self.default_arguments(c, target, body);
                }
                CXCursor_FunctionDecl | CXCursor_CXXMethod | CXCursor_ConversionFunction | CXCursor_Destructor => {
                    let function = self.entity_of(target, Sort::Function);
                    inner.callee = Some(function);
                    let dispatched = target.is_virtual() && self.is_dispatched(c, target);
                    let kind = if dispatched { RefKind::VirtualCall } else { RefKind::Call };
                    self.function_edge(body, function, kind, !dispatched, c);
                    self.call_site(body, function, c);
                    if !x.kept && target.kind() != CXCursor_Destructor {
                        self.destroy(target.ty().result(), body, c);
                    }
                    self.default_arguments(c, target, body);
                }
                _ => {}
            },
        }
        self.all(c, body, inner);
    }

    /// `return local;`: the local variable is built where the result goes, and nothing is copied or moved.
    fn moves_result(&mut self, c: Cursor, constructor: Cursor) -> bool {
        if !(constructor.is_copy_constructor() || constructor.is_move_constructor()) {
            return false;
        }
        let mut inner = c;
        loop {
            let start = self.push_children(inner);
            let only = (self.stack.len() == start + 1).then(|| self.stack[start]);
            self.stack.truncate(start);
            match only {
                Some(k) if k.kind() == CXCursor_UnexposedExpr || k.kind() == CXCursor_ParenExpr => inner = k,
                Some(k) if k.kind() == CXCursor_DeclRefExpr => {
                    return k.referenced().is_some_and(|v| {
                        v.kind() == CXCursor_VarDecl
                            && v.linkage() == CXLinkage_NoLinkage
                            && v.storage() != CX_SC_Static
                            && v.ty().canonical().kind() == CXType_Record
                    });
                }
                _ => return false,
            }
        }
    }

    /// The call goes through the vtable: not on an object by value, not on what is final.
    fn is_dispatched(&mut self, call: Cursor, target: Cursor) -> bool {
        let Some(object) = self.object_of(call) else { return call.is_dynamic_call() };
        if object.through_member && !call.is_dynamic_call() {
            return false;
        }
        if object.by_value {
            return false;
        }
        let is_final = |c: Cursor| c.children().iter().any(|k| k.kind() == CXCursor_CXXFinalAttr);
        !(is_final(target) || object.class.is_some_and(|c| c.definition().is_some_and(is_final)))
    }

    fn object_of(&mut self, call: Cursor) -> Option<Object> {
        let start = self.push_children(call);
        let first = self.stack.get(start).copied();
        self.stack.truncate(start);
        let mut callee = first?;
        while callee.kind() == CXCursor_UnexposedExpr || callee.kind() == CXCursor_ParenExpr {
            callee = *callee.children().first()?;
        }
        let through_member = callee.kind() == CXCursor_MemberRefExpr;
        let object = if through_member {
            callee
                .children()
                .into_iter()
                .find(|k| !matches!(k.kind(), CXCursor_TypeRef | CXCursor_TemplateRef | CXCursor_NamespaceRef))?
        } else {
            callee
        };
        let mut inner = object;
        while inner.kind() == CXCursor_UnexposedExpr || inner.kind() == CXCursor_ParenExpr {
            match inner.children().first() {
                Some(k) => inner = *k,
                None => break,
            }
        }
        let by_value = object.ty().canonical().kind() != CXType_Pointer
            && match inner.kind() {
                CXCursor_DeclRefExpr | CXCursor_MemberRefExpr => inner.referenced().is_some_and(|v| {
                    let k = v.ty().canonical().kind();
                    k != CXType_LValueReference && k != CXType_RValueReference && k != CXType_Pointer
                }),
                CXCursor_CallExpr => inner
                    .referenced()
                    .is_some_and(|f| f.kind() == CXCursor_Constructor || f.ty().result().record().is_some()),
                _ => false,
            };
        let ty = object.ty().canonical();
        let class = ty.record().or_else(|| ty.pointee().record());
        Some(Object { through_member, by_value, class })
    }

    /// Arguments that the call leaves to their defaults are evaluated by the caller.
    fn default_arguments(&mut self, call: Cursor, target: Cursor, body: &Body) {
        let given = call.num_args();
        let declared = target.num_args();
        if given <= 0 || declared <= 0 {
            return;
        }
        let shift = u32::from(given > declared && target.kind() == CXCursor_CXXMethod);
        for i in shift..given.unsigned_abs() {
            let arg = call.arg(i);
            if arg.kind() != CXCursor_UnexposedExpr
                || arg.place().file.is_some()
                || i - shift >= declared.unsigned_abs()
            {
                continue;
            }
            for declaration in [target, target.canonical()] {
                let parameter = declaration.arg(i - shift);
                let start = self.push_children(parameter);
                let mut found = false;
                for k in start..self.stack.len() {
                    let e = self.stack[k];
                    if !matches!(e.kind(), CXCursor_TypeRef | CXCursor_TemplateRef | CXCursor_NamespaceRef) {
                        found = true;
                        let quiet = Body { sites: false, ..body.clone() };
                        self.expr(e, &quiet, Context::default());
                    }
                }
                self.stack.truncate(start);
                if found {
                    break;
                }
            }
        }
    }

    pub(super) fn new_object(&mut self, c: Cursor, body: &Body) {
        let made = c.ty().canonical().pointee();
        self.site(body, SiteKind::New, c, || made.canonical().spelling());
        if let Some(record) = made.record().and_then(|r| self.record(r)) {
            self.class_operator(&record, "operator new", body, c);
        }
        let start = self.push_children(c);
        for i in start..self.stack.len() {
            let k = self.stack[i];
            self.expr(k, body, Context::kept());
        }
        self.stack.truncate(start);
    }

    pub(super) fn delete_object(&mut self, c: Cursor, body: &Body) {
        let operand = c.children().into_iter().find(|k| is_expression(k.kind()));
        if let Some(operand) = operand {
            let mut ty = operand.ty();
            let mut inner = operand;
            // Behind the conversion to `void*` stands the pointer that was written.
            while inner.kind() == CXCursor_UnexposedExpr {
                match inner.children().first() {
                    Some(k) if k.ty().canonical().kind() == CXType_Pointer => {
                        inner = *k;
                        ty = k.ty();
                    }
                    _ => break,
                }
            }
            let pointee = match ty.kind() {
                CXType_Pointer => ty.pointee(),
                _ => ty.canonical().pointee(),
            };
            self.site(body, SiteKind::Delete, c, || pointee.canonical().spelling());
            self.delete(pointee, body, c);
        }
        self.all(c, body, Context::default());
    }

    /// `begin`, `end` and the iterator's operators, which libclang does not show.
    pub(super) fn range_for(&mut self, c: Cursor, body: &Body) {
        let kids = c.children();
        let range = kids.iter().copied().find(|k| is_expression(k.kind()));
        if let Some(class) = range.and_then(|r| {
            let t = r.ty().canonical();
            t.record().or_else(|| t.pointee().record())
        }) && let Some(record) = self.record(class)
            && record.project
            && !record.instance
        {
            for name in ["begin", "end"] {
                let Some(m) = record.methods.iter().copied().find(|m| m.spelling() == name) else { continue };
                let f = self.entity_of(m, Sort::Function);
                self.edge(body.owner, f, RefKind::ImplicitCall, body.link, c);
                if name == "begin"
                    && let Some(iterator) = m.ty().result().record().and_then(|r| self.record(r))
                {
                    self.iterator_operators(&iterator, body, c);
                }
            }
        }
        for k in kids {
            self.expr(k, body, Context::default());
        }
    }

    fn iterator_operators(&mut self, iterator: &Rc<Record>, body: &Body, at: Cursor) {
        if !iterator.project || iterator.instance {
            return;
        }
        for m in iterator.methods.clone() {
            let wanted = match m.spelling().as_str() {
                "operator!=" | "operator*" => true,
                "operator++" => m.num_args() == 0,
                _ => false,
            };
            if wanted {
                let f = self.entity_of(m, Sort::Function);
                self.edge(body.owner, f, RefKind::ImplicitCall, body.link, at);
            }
        }
    }
}
