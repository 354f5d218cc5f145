//! Declarations of types, aliases and templates, and types declared in functions.

use std::rc::Rc;

use clang_sys::*;
use migrate_model::facts::{Access, Base, Enumerator, Field, Inherited, Type, TypeKind};

use super::body::Body;
use super::decl::{access, in_template, is_class};
use super::doc::{comment, whole_comment};
use super::reach::has_body;
use super::record::Record;
use super::types::global_spelling;
use super::{FileInfo, Walk};
use crate::clang::{Cursor, Ty};

/// A specialisation of a template, or a class inside of one.
fn in_instance(c: Cursor) -> bool {
    c.template().is_some() || c.semantic_parent().is_some_and(|p| is_class(p.kind()) && in_instance(p))
}

impl Walk<'_> {
    /// A type, alias or template.
    pub(super) fn type_declaration(&mut self, c: Cursor, file: &Rc<FileInfo>) {
        if !self.seen_types.insert(c.id()) {
            return;
        }
        let owner = self.file_entity(file, c);
        let around = Body { owner, link: false, sites: true, arguments: None };
        if matches!(
            c.kind(),
            CXCursor_TypedefDecl | CXCursor_TypeAliasDecl | CXCursor_EnumDecl | CXCursor_FunctionTemplate
        ) {
            self.types_under(c, &around);
        }
        let Some(kind) = type_kind(c) else { return };
        let ty = c.ty();
        let class = is_class(c.kind());
        let defined =
            c.is_definition() || matches!(kind, TypeKind::Alias | TypeKind::AliasTemplate | TypeKind::Concept);
        let parent = c.semantic_parent().filter(|p| is_class(p.kind()) || p.kind() == CXCursor_ClassTemplate);
        let concrete = class && defined;
        let record = if class && defined { self.record(c) } else { None };
        let (bases, fields) =
            if class || c.kind() == CXCursor_ClassTemplate { self.parts(c, concrete) } else { (vec![], vec![]) };
        let underlying = match c.kind() {
            CXCursor_EnumDecl => Some(self.type_expr(c.enum_type())),
            CXCursor_TypedefDecl | CXCursor_TypeAliasDecl => Some(self.type_expr(c.typedef_target())),
            _ => None,
        };
        let comment = comment(c);
        let row = Type {
            usr: c.usr(),
            name: self.qualified_name(c),
            kind,
            spelling: (class && in_instance(c)).then(|| global_spelling(ty.canonical())).flatten(),
            file: file.name.clone(),
            extent: self.extent_of(c),
            defined,
            class: parent.map(Cursor::usr),
            access: parent.and_then(|_| access(c)),
            size: if defined && (class || c.kind() == CXCursor_EnumDecl) { ty.size() } else { None },
            align: if defined && (class || c.kind() == CXCursor_EnumDecl) { ty.align() } else { None },
            pod: class && defined && ty.is_pod(),
            trivially_copyable: record.as_ref().is_some_and(|r| self.is_trivially_copyable(r, 0)),
            polymorphic: record.as_ref().is_some_and(|r| r.polymorphic),
            is_abstract: class && defined && c.is_abstract_record(),
            is_final: record.as_ref().is_some_and(|r| r.is_final),
            scoped: c.kind() == CXCursor_EnumDecl && c.is_scoped_enum(),
            local: matches!(c.linkage(), CXLinkage_UniqueExternal | CXLinkage_Internal | CXLinkage_NoLinkage),
            bases,
            fields,
            enumerators: if c.kind() == CXCursor_EnumDecl { enumerators(c) } else { Vec::new() },
            underlying,
            params: template_params(c),
            signature: (c.kind() == CXCursor_FunctionTemplate).then(|| self.signature(c)),
            inherited: if concrete { self.inherited(c) } else { Vec::new() },
            methods: if c.kind() == CXCursor_ClassTemplate || class && in_template(c) {
                methods(c)
            } else {
                Vec::new()
            },
            brief: comment.brief,
            doc: comment.doc,
        };
        self.group(&file.name).types.push(row);
    }

    /// A member of a class template that is written outside of it: a template of functions, as the text stands.
    pub(super) fn member_template(&mut self, c: Cursor, file: &Rc<FileInfo>) {
        let comment = comment(c);
        let row = Type {
            usr: c.usr(),
            name: self.qualified_name(c),
            kind: TypeKind::FunctionTemplate,
            spelling: None,
            file: file.name.clone(),
            extent: self.extent_of(c),
            defined: c.is_definition(),
            class: c.semantic_parent().map(Cursor::usr),
            access: access(c),
            size: None,
            align: None,
            pod: false,
            trivially_copyable: false,
            polymorphic: false,
            is_abstract: false,
            is_final: false,
            scoped: false,
            local: false,
            bases: Vec::new(),
            fields: Vec::new(),
            enumerators: Vec::new(),
            underlying: None,
            params: Vec::new(),
            signature: Some(self.signature(c)),
            inherited: Vec::new(),
            methods: Vec::new(),
            brief: comment.brief,
            doc: comment.doc,
        };
        self.group(&file.name).types.push(row);
    }

    fn parts(&mut self, c: Cursor, concrete: bool) -> (Vec<Base>, Vec<Field>) {
        let (mut bases, mut fields) = (Vec::new(), Vec::new());
        let mut parts = c.children();
        // libclang lists no parts of an implicit instance under its cursor; bases that depend on arguments are lost.
        if let Some(record) = is_class(c.kind()).then(|| self.record(c)).flatten().filter(|r| r.instance) {
            let bases = record.pattern.and_then(Cursor::definition).map(Cursor::children).unwrap_or_default();
            let fixed =
                |k: &Cursor| k.kind() == CXCursor_CXXBaseSpecifier && k.ty().canonical().kind() != CXType_Unexposed;
            parts = bases.into_iter().filter(fixed).chain(record.fields.iter().copied()).collect();
        }
        for k in parts {
            match k.kind() {
                CXCursor_CXXBaseSpecifier => bases.push(Base {
                    ty: self.type_expr(k.ty()),
                    access: access(k).unwrap_or(Access::Private),
                    is_virtual: k.is_virtual_base(),
                }),
                CXCursor_FieldDecl => fields.push(Field {
                    name: k.spelling(),
                    ty: self.type_expr(k.ty()),
                    access: access(k).unwrap_or(Access::Public),
                    offset_bits: if concrete { k.field_offset() } else { None },
                    bit_width: k.bit_width(),
                    mutable: k.is_mutable_field(),
                    doc: whole_comment(k),
                }),
                _ => {}
            }
        }
        (bases, fields)
    }

    /// Constructors of bases that are its own by a using-declaration. Those that copy or move a base are none.
    fn inherited(&mut self, c: Cursor) -> Vec<Inherited> {
        let usings = c.children().into_iter().filter(|k| k.kind() == CXCursor_UsingDeclaration);
        let names = usings.flat_map(Cursor::children).filter(|k| k.kind() == CXCursor_OverloadedDeclRef);
        let makes = |k: &Cursor| {
            k.kind() == CXCursor_Constructor
                && access(*k) == Some(Access::Public)
                && !(k.is_default_constructor() || k.is_copy_constructor() || k.is_move_constructor())
        };
        let mut constructors: Vec<Cursor> = names.flat_map(Cursor::overloaded).filter(makes).collect();
        // libclang begins with the last.
        constructors.sort_by_key(|k| k.place().offset);
        constructors.into_iter().map(|k| Inherited { usr: k.usr(), signature: self.signature(k) }).collect()
    }

    /// Neither it nor a part of it copies, moves or dies by running code. libclang has no question for it, so it is worked
    /// out from the declared members ([class.prop] in the standard).
    fn is_trivially_copyable(&mut self, record: &Rc<Record>, depth: usize) -> bool {
        if depth > 16 || record.polymorphic || record.instance && !record.cursor.ty().is_pod() {
            return false;
        }
        let user = |c: &Cursor| !c.is_defaulted() && !c.is_deleted();
        if record.destructor.as_ref().is_some_and(user)
            || record.constructors.iter().any(|c| (c.is_copy_constructor() || c.is_move_constructor()) && user(c))
            || record.methods.iter().any(|c| (c.is_copy_assignment() || c.is_move_assignment()) && user(c))
        {
            return false;
        }
        let parts: Vec<Ty> = record.bases.iter().copied().chain(record.fields.iter().map(|f| f.ty())).collect();
        parts.into_iter().all(|t| match t.record() {
            None => true,
            Some(class) => self.record(class).is_some_and(|r| self.is_trivially_copyable(&r, depth + 1)),
        })
    }

    /// A type declared in a function: its members' bodies are code of the function around.
    pub(super) fn local_type(&mut self, c: Cursor, body: &Body) {
        if body.sites
            && let Some(file) = self.file(c.place())
            && file.project
        {
            self.type_declaration(c, &file);
        }
        for m in c.children() {
            if let Some(d) = m.definition().filter(|d| is_function(d.kind()) && has_body(*d)) {
                self.function_body(d, body);
            } else if m.kind() == CXCursor_FieldDecl {
                self.initialiser(m, body);
            }
        }
        if is_class(c.kind())
            && c.is_definition()
            && let Some(record) = self.record(c)
        {
            self.use_vtable(&record, body, c);
        }
    }
}

fn is_function(kind: CXCursorKind) -> bool {
    matches!(
        kind,
        CXCursor_FunctionDecl
            | CXCursor_CXXMethod
            | CXCursor_Constructor
            | CXCursor_Destructor
            | CXCursor_ConversionFunction
    )
}

fn type_kind(c: Cursor) -> Option<TypeKind> {
    Some(match c.kind() {
        CXCursor_ClassDecl => TypeKind::Class,
        CXCursor_StructDecl => TypeKind::Struct,
        CXCursor_UnionDecl => TypeKind::Union,
        CXCursor_EnumDecl => TypeKind::Enum,
        CXCursor_TypedefDecl | CXCursor_TypeAliasDecl => TypeKind::Alias,
        CXCursor_ClassTemplate | CXCursor_ClassTemplatePartialSpecialization => TypeKind::ClassTemplate,
        CXCursor_FunctionTemplate => TypeKind::FunctionTemplate,
        CXCursor_TypeAliasTemplateDecl => TypeKind::AliasTemplate,
        CXCursor_ConceptDecl => TypeKind::Concept,
        _ => return None,
    })
}

fn enumerators(c: Cursor) -> Vec<Enumerator> {
    let unsigned = matches!(
        c.enum_type().canonical().kind(),
        CXType_Bool | CXType_UChar | CXType_Char_U | CXType_UShort | CXType_UInt | CXType_ULong | CXType_ULongLong
    );
    // libclang takes a comma for no end: what is said of one enumerator it says of the next ones, too.
    let mut last = None;
    let mut doc = |k: Cursor| {
        let text = whole_comment(k)?;
        let at = Some(k.comment_place().offset);
        (std::mem::replace(&mut last, at) != at).then_some(text)
    };
    c.children()
        .into_iter()
        .filter(|k| k.kind() == CXCursor_EnumConstantDecl)
        .map(|k| Enumerator {
            name: k.spelling(),
            value: if unsigned { k.enum_value_unsigned().to_string() } else { k.enum_value().to_string() },
            doc: doc(k),
        })
        .collect()
}

/// Names of the member functions that other code may call, but constructors and destructors.
fn methods(c: Cursor) -> Vec<String> {
    let function = |k: &Cursor| matches!(k.kind(), CXCursor_CXXMethod | CXCursor_ConversionFunction);
    let public = |k: &Cursor| access(*k) == Some(Access::Public);
    let mut names: Vec<String> =
        c.children().into_iter().filter(|k| function(k) && public(k)).map(|k| k.spelling()).collect();
    names.sort();
    names.dedup();
    names
}

fn template_params(c: Cursor) -> Vec<String> {
    if !matches!(
        c.kind(),
        CXCursor_ClassTemplate
            | CXCursor_ClassTemplatePartialSpecialization
            | CXCursor_FunctionTemplate
            | CXCursor_TypeAliasTemplateDecl
    ) {
        return Vec::new();
    }
    c.children()
        .into_iter()
        .filter_map(|k| match k.kind() {
            CXCursor_TemplateTypeParameter => Some(format!("typename {}", k.spelling())),
            CXCursor_NonTypeTemplateParameter => Some(format!("{} {}", k.ty().spelling(), k.spelling())),
            CXCursor_TemplateTemplateParameter => Some(format!("template {}", k.spelling())),
            _ => None,
        })
        .collect()
}
