//! Classes as the walk needs them: bases, fields, special members, virtual functions.

use std::collections::HashMap;
use std::rc::Rc;

use clang_sys::*;

use super::Walk;
use crate::clang::{Cursor, Ty};

/// A class, struct or union.
pub(super) struct Record {
    /// Its definition (for an instance of a template, the instance).
    pub(super) cursor: Cursor,
    /// Identity of the definition.
    pub(super) id: usize,
    /// Written in a project file.
    pub(super) project: bool,
    /// An implicit instance: libclang lists its fields, not its members.
    pub(super) instance: bool,
    /// The template that it is an instance of.
    pub(super) pattern: Option<Cursor>,
    pub(super) bases: Vec<Ty>,
    pub(super) fields: Vec<Cursor>,
    pub(super) constructors: Vec<Cursor>,
    pub(super) destructor: Option<Cursor>,
    /// Member functions but constructors and destructors, in order.
    pub(super) methods: Vec<Cursor>,
    /// Virtual functions that it declares, the destructor among them, in order.
    pub(super) virtuals: Vec<Cursor>,
    /// Has a vtable.
    pub(super) polymorphic: bool,
    /// Deleting it through a pointer is dispatched at run time.
    pub(super) virtual_destructor: bool,
    pub(super) is_final: bool,
}

/// Template parameters by name, with what stands for them in one instance.
pub(super) type Arguments = Rc<HashMap<String, Ty>>;

impl Walk<'_> {
    /// The class of a declaration cursor (any redeclaration); `None` if it is never defined.
    pub(super) fn record(&mut self, c: Cursor) -> Option<Rc<Record>> {
        if let Some(known) = self.records.get(&c.id()) {
            return Some(Rc::clone(known));
        }
        let definition = c.definition()?;
        if let Some(known) = self.records.get(&definition.id()).cloned() {
            self.records.insert(c.id(), Rc::clone(&known));
            return Some(known);
        }
        let record = Rc::new(self.read_record(definition));
        self.records.insert(definition.id(), Rc::clone(&record));
        self.records.insert(c.id(), Rc::clone(&record));
        Some(record)
    }

    fn read_record(&mut self, c: Cursor) -> Record {
        let project = self.file(c.place()).is_some_and(|f| f.project);
        let pattern = c.template();
        let mut record = Record {
            cursor: c,
            id: c.id(),
            project,
            instance: false,
            pattern,
            bases: Vec::new(),
            fields: Vec::new(),
            constructors: Vec::new(),
            destructor: None,
            methods: Vec::new(),
            virtuals: Vec::new(),
            polymorphic: false,
            virtual_destructor: false,
            is_final: false,
        };
        let mut members = c.children();
        if let Some(pattern) = pattern
            && !members.iter().any(|m| is_member(m.kind()) && is_within(*m, c))
        {
            record.instance = true;
            record.fields = c.ty().fields();
            members = pattern.definition().unwrap_or(pattern).children();
        }
        for m in members {
            match m.kind() {
                CXCursor_CXXBaseSpecifier => record.bases.push(m.ty()),
                CXCursor_FieldDecl if !record.instance => record.fields.push(m),
                CXCursor_Constructor => record.constructors.push(m),
                CXCursor_Destructor => {
                    record.destructor = Some(m);
                    if m.is_virtual() {
                        record.virtuals.push(m);
                    }
                }
                CXCursor_CXXMethod | CXCursor_ConversionFunction => {
                    record.methods.push(m);
                    if m.is_virtual() {
                        record.virtuals.push(m);
                    }
                }
                CXCursor_CXXFinalAttr => record.is_final = true,
                _ => {}
            }
        }
        let bases: Vec<Rc<Record>> =
            record.bases.clone().into_iter().filter_map(|b| b.record()).filter_map(|b| self.record(b)).collect();
        record.polymorphic = !record.virtuals.is_empty() || bases.iter().any(|b| b.polymorphic);
        record.virtual_destructor =
            record.destructor.is_some_and(Cursor::is_virtual) || bases.iter().any(|b| b.virtual_destructor);
        record
    }

    /// What stands for the parameters of an instance's template.
    pub(super) fn arguments(&self, record: &Record) -> Arguments {
        let mut out = HashMap::new();
        if let Some(pattern) = record.pattern {
            let params = pattern
                .children()
                .into_iter()
                .filter(|c| {
                    matches!(
                        c.kind(),
                        CXCursor_TemplateTypeParameter
                            | CXCursor_NonTypeTemplateParameter
                            | CXCursor_TemplateTemplateParameter
                    )
                })
                .collect::<Vec<_>>();
            for (param, arg) in params.into_iter().zip(record.cursor.ty().template_args()) {
                if arg.is_valid() {
                    out.insert(param.spelling(), arg);
                }
            }
        }
        Rc::new(out)
    }

    /// The first virtual function that is neither pure nor inline: its definition brings the vtable along
    /// (Itanium C++ ABI, 5.2.3).
    pub(super) fn key_function(&self, record: &Record) -> Option<Cursor> {
        if record.pattern.is_some() {
            return None;
        }
        record.virtuals.iter().copied().find(|m| {
            !m.is_pure()
                && !m.is_inlined()
                && !is_defaulted_in_class(*m)
                && !m.definition().is_some_and(Cursor::is_inlined)
        })
    }
}

/// `= default` where it is first declared, which makes it inline.
pub(super) fn is_defaulted_in_class(method: Cursor) -> bool {
    method.canonical().is_defaulted()
        && !method.definition().is_some_and(|d| {
            let (d, c) = (d.place(), method.canonical().place());
            d.file != c.file || d.offset != c.offset
        })
}

/// Written between the braces of the class: libclang lists the static members of an instance, too, where the template is.
fn is_within(member: Cursor, class: Cursor) -> bool {
    let (place, (start, end)) = (member.place(), class.range());
    place.file == start.file && (start.offset..=end.offset).contains(&place.offset)
}

fn is_member(kind: CXCursorKind) -> bool {
    matches!(
        kind,
        CXCursor_CXXMethod
            | CXCursor_FieldDecl
            | CXCursor_Constructor
            | CXCursor_Destructor
            | CXCursor_ConversionFunction
            | CXCursor_VarDecl
            | CXCursor_CXXAccessSpecifier
            | CXCursor_CXXBaseSpecifier
            | CXCursor_TypedefDecl
            | CXCursor_TypeAliasDecl
    )
}
