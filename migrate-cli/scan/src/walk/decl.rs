//! Declarations of the project's own files, in the order of the source.

use std::rc::Rc;

use clang_sys::*;
use migrate_model::facts::{Access, Extent, Linkage, RefKind, Symbol, SymbolAbout, SymbolKind};

use super::body::{Body, has_initialiser};
use super::doc::comment;
use super::entity::{Sort, Whose, is_instance, own_name, symbols_of, template_arguments};
use super::reach::has_body;
use super::record::is_defaulted_in_class;
use super::{EntityId, FileInfo, Walk};
use crate::clang::Cursor;

/// What surrounds a declaration.
#[derive(Clone, Copy, Default)]
struct Scope {
    /// Inside a class template, or a template itself: no code comes from the text alone.
    template: bool,
    /// Inside of `extern "C"`.
    c_names: bool,
}

impl Walk<'_> {
    /// Records everything that the project's files declare, and reads the bodies that are written there.
    pub(super) fn declarations(&mut self) {
        let root = self.unit.cursor();
        let mut top = Vec::new();
        root.each(|c| top.push(c));
        for c in top {
            if (CXCursor_PreprocessingDirective..600).contains(&c.kind()) {
                self.preprocessing(c);
            } else if self.is_questions(c) {
                self.answers(c);
            } else {
                self.declaration(c, Scope::default());
            }
        }
    }

    fn members(&mut self, c: Cursor, scope: Scope) {
        for k in c.children() {
            self.declaration(k, scope);
        }
    }

    fn declaration(&mut self, c: Cursor, scope: Scope) {
        let Some(file) = self.file(c.place()) else { return };
        if !file.project {
            return;
        }
        match c.kind() {
            CXCursor_Namespace => self.members(c, scope),
            CXCursor_LinkageSpec => self.members(c, Scope { c_names: true, ..scope }),
            CXCursor_UnexposedDecl | CXCursor_FriendDecl => {
                for k in c.children() {
                    if c.kind() == CXCursor_UnexposedDecl || k.is_definition() && k.kind() != CXCursor_TypeRef {
                        self.declaration(k, scope);
                    } else if k.kind() == CXCursor_FunctionDecl {
                        self.function(k, &file, scope);
                    }
                }
            }
            CXCursor_FunctionDecl
            | CXCursor_CXXMethod
            | CXCursor_Constructor
            | CXCursor_Destructor
            | CXCursor_ConversionFunction => self.function(c, &file, scope),
            CXCursor_VarDecl => self.variable_declaration(c, &file, scope),
            CXCursor_FunctionTemplate => self.function_template(c, &file),
            CXCursor_ClassDecl | CXCursor_StructDecl | CXCursor_UnionDecl => {
                self.type_declaration(c, &file);
                let instance =
                    c.template().is_some() && c.is_definition() && self.record(c).is_some_and(|record| record.instance);
                // An explicit instantiation has no members of its own: its template is read.
                if instance {
                    self.explicit_instance(c, &file);
                } else {
                    self.members(c, scope);
                }
            }
            CXCursor_ClassTemplate | CXCursor_ClassTemplatePartialSpecialization => {
                self.type_declaration(c, &file);
                self.members(c, Scope { template: true, ..scope });
            }
            CXCursor_EnumDecl
            | CXCursor_TypedefDecl
            | CXCursor_TypeAliasDecl
            | CXCursor_TypeAliasTemplateDecl
            | CXCursor_ConceptDecl => self.type_declaration(c, &file),
            CXCursor_FieldDecl | CXCursor_CXXBaseSpecifier => {
                let owner = self.file_entity(&file, c);
                let body = Body { owner, link: false, sites: true, arguments: None };
                self.types_under(c, &body);
            }
            _ => {}
        }
    }

    /// The file whose object holds a definition: a textual include that is no source file lends its code to the main file,
    /// if that is a file of the project.
    pub(super) fn home_of(&self, file: &Rc<FileInfo>) -> Rc<FileInfo> {
        Rc::clone(if file.source || !self.main.project { file } else { &self.main })
    }

    fn function(&mut self, c: Cursor, file: &Rc<FileInfo>, scope: Scope) {
        let definition = c.is_definition();
        // A member of a class template stays one when it is defined outside of its class.
        if scope.template || in_template(c) {
            self.template_member(c, file, definition);
            if !scope.template {
                self.member_template(c, file);
            }
            return;
        }
        let id = self.entity_of(c, Sort::Function);
        let strong = definition && self.is_strong(c);
        let home = if strong { self.home_of(file) } else { Rc::clone(file) };
        {
            let entity = self.entity_mut(id);
            entity.instance = false;
            if definition {
                entity.written = true;
                entity.queued = true;
                entity.home = Some(Rc::clone(&home));
            }
        }
        self.function_symbol(c, id, file, &home, scope);
        for o in c.overridden() {
            let o = self.entity_of(o, Sort::Function);
            if self.entity(o).whose == Whose::Project {
                self.edge(id, o, RefKind::Override, false, c);
            }
        }
        if !definition {
            return;
        }
        let body = Body { owner: id, link: true, sites: true, arguments: None };
        if c.is_defaulted() {
            self.defaulted_body(c, &body);
        } else if has_body(c) {
            self.function_body(c, &body);
        }
        if strong && let Some(record) = c.semantic_parent().and_then(|p| self.record(p)) {
            let is_key = self.key_function(&record).is_some_and(|k| k.canonical().id() == c.canonical().id());
            if is_key {
                self.vtable(&record);
            }
        }
        // `int f();` in C says nothing of its parameters: that is no varargs.
        if c.ty().is_variadic() && c.ty().kind() == CXType_FunctionProto {
            self.site(&body, migrate_model::facts::SiteKind::Varargs, c, || own_name(c));
        }
    }

    /// A template's text is read for the types and fixed names in it. In a source file the names count for the object: an
    /// explicit instantiation of a function leaves no other trace in libclang.
    fn template_member(&mut self, c: Cursor, file: &Rc<FileInfo>, definition: bool) {
        if definition && has_body(c) {
            let owner = self.file_entity(file, c);
            let body = Body { owner, link: file.source, sites: true, arguments: None };
            self.function_body(c, &body);
        }
    }

    fn function_template(&mut self, c: Cursor, file: &Rc<FileInfo>) {
        self.type_declaration(c, file);
        if c.is_definition() {
            self.template_member(c, file, true);
        }
    }

    /// `template class C<int>;`: all members are made here, and libclang shows none; the template's text tells.
    fn explicit_instance(&mut self, c: Cursor, file: &Rc<FileInfo>) {
        let Some(record) = self.record(c) else { return };
        let Some(pattern) = record.pattern.and_then(Cursor::definition) else { return };
        let owner = self.file_entity(file, c);
        let arguments = Some(self.arguments(&record));
        let body = Body { owner, link: true, sites: false, arguments };
        for m in pattern.children() {
            if let Some(d) = m.definition().filter(|d| has_body(*d)) {
                self.function_body(d, &body);
            }
        }
    }

    /// An external definition that is neither inline nor weak.
    fn is_strong(&self, c: Cursor) -> bool {
        !self.is_inline(c) && c.linkage() == CXLinkage_External && !is_weak(c)
    }

    fn is_inline(&self, c: Cursor) -> bool {
        c.is_inlined() || c.canonical().is_inlined() || c.is_defaulted() && is_defaulted_in_class(c)
    }

    fn function_symbol(&mut self, c: Cursor, id: EntityId, file: &Rc<FileInfo>, home: &Rc<FileInfo>, scope: Scope) {
        let row = self.function_row(c, id, file, home, scope.c_names);
        self.push_symbols(c, &row, file);
    }

    /// One row for each linker symbol of a function.
    pub(super) fn push_symbols(&mut self, c: Cursor, row: &Symbol, file: &Rc<FileInfo>) {
        let group = self.group(&file.name);
        for mangled in symbols_of(c) {
            group.symbols.push(Symbol { mangled, ..row.clone() });
        }
    }

    /// What a function's declaration says, without its linker symbol.
    pub(super) fn function_row(
        &mut self,
        c: Cursor,
        id: EntityId,
        file: &Rc<FileInfo>,
        home: &Rc<FileInfo>,
        c_names: bool,
    ) -> Symbol {
        let place = self.extent_of(c);
        let parent = c.semantic_parent().filter(|p| is_class(p.kind()));
        let friend_of = c.lexical_parent().filter(|p| parent.is_none() && is_class(p.kind()));
        let (declared_in, declared_line) = self.declared_elsewhere(id, home, place.line);
        let (is_constexpr, is_consteval) = self.constant_evaluation(c);
        let comment = comment(c.canonical());
        let about = SymbolAbout {
            usr: c.usr(),
            extent: place,
            declared_in,
            declared_line,
            signature: Some(self.signature(c)),
            class: parent.map(Cursor::usr),
            access: parent.and_then(|_| access(c)),
            is_virtual: c.is_virtual(),
            pure: c.is_pure(),
            is_static: c.is_static_method() || c.storage() == CX_SC_Static,
            explicit: c.is_explicit(),
            defaulted: c.is_defaulted(),
            deleted: c.is_deleted(),
            is_constexpr,
            is_consteval,
            is_friend: friend_of.is_some(),
            friend_of: friend_of.map(Cursor::usr),
            friends: friend_of.map(Cursor::usr).into_iter().collect(),
            c_name: c_names || self.is_c,
            arguments: template_arguments(c),
            overrides: c.overridden().into_iter().map(Cursor::usr).collect(),
            brief: comment.brief,
            doc: comment.doc,
            ..SymbolAbout::default()
        };
        Symbol {
            mangled: String::new(),
            name: self.qualified_name(c),
            kind: function_kind(c),
            file: home.name.clone(),
            line: place.line,
            linkage: linkage(c),
            // A deleted function is a definition to the language, and nothing to the linker.
            defined: c.is_definition() && !c.is_deleted(),
            inline: self.is_inline(c),
            implicit: false,
            template: false,
            weak: is_weak(c),
            written_in: (home.name != file.name).then(|| file.name.clone()),
            about,
        }
    }

    /// File and line of the first declaration, as far as they are others.
    fn declared_elsewhere(&self, id: EntityId, home: &Rc<FileInfo>, line: u32) -> (Option<String>, Option<u32>) {
        let entity = self.entity(id);
        let Some(file) = &entity.file else { return (None, None) };
        let elsewhere = file.name != home.name;
        let first = entity.cursor.place().line;
        (elsewhere.then(|| file.name.clone()), (elsewhere || first != line).then_some(first))
    }

    /// `constexpr` and `consteval`. libclang does not say it: the word stands before the name, or a macro does whose
    /// meaning the compiler's print of the declaration shows.
    fn constant_evaluation(&self, c: Cursor) -> (bool, bool) {
        if !c.is_inlined() {
            return (false, false);
        }
        let (start, name) = (c.range().0, c.place());
        let text = name.file.and_then(|f| self.unit.contents(f).get(start.offset as usize..name.offset as usize));
        let Some(text) = text else { return (false, false) };
        let has = |text: &[u8], word: &[u8]| words(text).any(|w| w == word);
        let is_macro = |w: &[u8]| w.len() > 2 && !w.iter().any(u8::is_ascii_lowercase);
        if words(text).any(is_macro) {
            let pretty = c.pretty();
            let head = pretty.split('(').next().unwrap_or_default().as_bytes();
            return (has(text, b"constexpr") || has(head, b"constexpr"), has(head, b"consteval"));
        }
        (has(text, b"constexpr"), has(text, b"consteval"))
    }

    fn variable_declaration(&mut self, c: Cursor, file: &Rc<FileInfo>, scope: Scope) {
        let owner = self.file_entity(file, c);
        let around = Body { owner, link: false, sites: true, arguments: None };
        self.types_under(c, &around);
        if scope.template || in_template(c) || self.is_made_member(c) {
            return;
        }
        let tentative = self.is_c && c.storage() == CX_SC_None;
        let definition = c.is_definition() || tentative;
        let pretty = c.pretty();
        let words: Vec<&str> = pretty.split(['=', '{', '(']).next().unwrap_or_default().split_whitespace().collect();
        let member = c.semantic_parent().is_some_and(|p| is_class(p.kind()));
        let is_constexpr = words.contains(&"constexpr");
        let inline = words.contains(&"inline")
            || is_constexpr && member && definition && self.in_class(c)
            || definition && self.is_inline_variable(c);
        let strong = definition && !inline && c.linkage() == CXLinkage_External && !is_weak(c);
        let home = if strong { self.home_of(file) } else { Rc::clone(file) };
        let id = self.entity_of(c, Sort::Variable);
        let instance = is_instance(c) && c.template().is_none() && !definition;
        {
            let entity = self.entity_mut(id);
            entity.instance = instance;
            if definition {
                entity.written = true;
                entity.home = Some(Rc::clone(&home));
            }
        }
        let body = Body { owner: id, link: definition, sites: true, arguments: None };
        if definition {
            self.initialiser(c, &body);
            self.destroy(c.ty(), &body, c);
        } else {
            self.initialiser(c, &Body { link: false, ..body.clone() });
        }
        let dynamic_init = definition && !is_constexpr && self.runs_code(c);
        let is_const = is_constexpr || c.ty().holds_constants();
        if definition {
            use migrate_model::facts::SiteKind;
            if !is_const {
                self.site(&around, SiteKind::Global, c, || own_name(c));
            }
            if dynamic_init {
                self.site(&around, SiteKind::StaticInit, c, || own_name(c));
            }
        }
        let Some(mangled) = symbols_of(c).into_iter().next() else { return };
        let place = self.extent_of(c);
        let parent = c.semantic_parent().filter(|p| is_class(p.kind()));
        let (declared_in, declared_line) = self.declared_elsewhere(id, &home, place.line);
        let comment = comment(c.canonical());
        let row = Symbol {
            mangled,
            name: self.qualified_name(c),
            kind: SymbolKind::Variable,
            file: home.name.clone(),
            line: place.line,
            linkage: linkage(c),
            defined: definition,
            inline,
            implicit: false,
            template: instance,
            weak: is_weak(c),
            written_in: (home.name != file.name).then(|| file.name.clone()),
            about: SymbolAbout {
                usr: c.usr(),
                extent: place,
                declared_in,
                declared_line,
                ty: Some(self.type_expr(c.ty())),
                class: parent.map(Cursor::usr),
                access: parent.and_then(|_| access(c)),
                is_static: c.storage() == CX_SC_Static,
                is_const,
                thread_local: c.tls() != CXTLS_None,
                dynamic_init,
                c_name: scope.c_names || self.is_c,
                brief: comment.brief,
                doc: comment.doc,
                ..SymbolAbout::default()
            },
        };
        self.group(&file.name).symbols.push(row);
    }

    /// A static member that the compiler made from its template: libclang lists its definition beside the written ones. A
    /// full specialisation is written with `template <>`.
    fn is_made_member(&mut self, c: Cursor) -> bool {
        let class = c.semantic_parent().filter(|p| is_class(p.kind()) && p.template().is_some());
        let made = class.and_then(|p| self.record(p)).is_some_and(|r| r.instance) && !self.in_class(c);
        made && {
            let (start, name) = (c.range().0, c.place());
            let text = name.file.and_then(|f| self.unit.contents(f).get(start.offset as usize..name.offset as usize));
            let text: Vec<u8> = text.unwrap_or_default().iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
            !text.starts_with(b"template<>")
        }
    }

    /// libclang does not say it: the word stands in the text, or (behind a macro) a constant has external linkage although
    /// nobody wrote `extern`.
    fn is_inline_variable(&self, c: Cursor) -> bool {
        let (start, name) = (c.range().0, c.place());
        let text = name.file.and_then(|f| self.unit.contents(f).get(start.offset as usize..name.offset as usize));
        let written = text.is_some_and(|t| t.split(|b| !b.is_ascii_alphanumeric()).any(|w| w == b"inline"));
        let namespace = c.semantic_parent().is_none_or(|p| !is_class(p.kind()));
        let external = |c: Cursor| c.storage() == CX_SC_Extern;
        let constant = c.ty().is_const() && c.linkage() == CXLinkage_External;
        written || namespace && constant && !self.is_c && !external(c) && !external(c.canonical())
    }

    fn in_class(&self, c: Cursor) -> bool {
        let (here, first) = (c.place(), c.canonical().place());
        here.file == first.file && here.offset == first.offset
    }

    /// The initialiser (or the missing one of a class) may run code before `main`.
    fn runs_code(&mut self, c: Cursor) -> bool {
        let class = c.ty().record();
        if is_c_constant(c) {
            return false;
        }
        if let Some(record) = class.and_then(|r| self.record(r)) {
            let templated = record
                .cursor
                .children()
                .iter()
                .any(|k| k.kind() == CXCursor_FunctionTemplate && k.template_kind() == CXCursor_Constructor);
            return !record.constructors.is_empty() || templated || record.polymorphic || !record.project;
        }
        let mut calls = false;
        c.each(|k| calls |= contains_call(k, 0));
        calls
    }

    pub(super) fn extent_of(&self, c: Cursor) -> Extent {
        let (start, end) = c.range();
        let name = c.place();
        Extent {
            line: name.line,
            column: name.column,
            end_line: end.line.max(name.line).max(start.line),
            end_column: end.column,
        }
    }
}

/// The words of a text: names and numbers.
fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|b| !b.is_ascii_alphanumeric() && *b != b'_').filter(|w| !w.is_empty())
}

/// A class template is somewhere around the declaration.
pub(super) fn in_template(c: Cursor) -> bool {
    let mut scope = c.semantic_parent();
    while let Some(s) = scope {
        match s.kind() {
            CXCursor_ClassTemplate | CXCursor_ClassTemplatePartialSpecialization => return true,
            CXCursor_ClassDecl | CXCursor_StructDecl | CXCursor_UnionDecl => scope = s.semantic_parent(),
            _ => return false,
        }
    }
    false
}

fn is_c_constant(c: Cursor) -> bool {
    c.ty().is_pod() && !has_initialiser(c)
}

fn contains_call(c: Cursor, depth: usize) -> bool {
    if depth > 8 {
        return false;
    }
    if c.kind() == CXCursor_CallExpr {
        return true;
    }
    if c.kind() == CXCursor_LambdaExpr || c.kind() == CXCursor_InitListExpr && depth > 2 {
        return false;
    }
    let mut found = false;
    c.each(|k| found = found || contains_call(k, depth + 1));
    found
}

/// An attribute makes the symbol weak (attributes may come from macros: the compiler prints them plainly).
fn is_weak(c: Cursor) -> bool {
    let mut attributes = false;
    c.each(|k| attributes |= (CXCursor_UnexposedAttr..500).contains(&k.kind()));
    attributes && {
        let text = c.pretty();
        text.contains("weak") && (text.contains("__attribute__((weak") || text.contains("gnu::weak"))
    }
}

pub(super) fn is_class(kind: CXCursorKind) -> bool {
    matches!(kind, CXCursor_ClassDecl | CXCursor_StructDecl | CXCursor_UnionDecl)
}

pub(super) fn function_kind(c: Cursor) -> SymbolKind {
    match c.kind() {
        CXCursor_CXXMethod => SymbolKind::Method,
        CXCursor_Constructor => SymbolKind::Constructor,
        CXCursor_Destructor => SymbolKind::Destructor,
        CXCursor_ConversionFunction => SymbolKind::Conversion,
        _ => SymbolKind::Function,
    }
}

pub(super) fn linkage(c: Cursor) -> Linkage {
    match c.linkage() {
        CXLinkage_External => Linkage::External,
        CXLinkage_NoLinkage | CXLinkage_Invalid => Linkage::None,
        _ => Linkage::Internal,
    }
}

pub(super) fn access(c: Cursor) -> Option<Access> {
    match c.access() {
        CX_CXXPublic => Some(Access::Public),
        CX_CXXProtected => Some(Access::Protected),
        CX_CXXPrivate => Some(Access::Private),
        _ => None,
    }
}
