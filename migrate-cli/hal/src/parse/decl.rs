//! From cursors to declarations.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use clang_sys::*;
use migrate_clang::{Cursor, File, Level, Unit};
use migrate_model::finding::Span;

use super::ty::bare;
use super::{Api, Enum, Field, Function, Parameter, Record, Type};
use crate::hal::Hal;

/// Reads what the HAL's own headers declare.
pub(crate) fn read(unit: &Unit, hal: &Hal) -> Api {
    let mut reader =
        Declarations { hal, files: HashMap::new(), api: Api::default(), aliases: HashMap::new(), seen: HashSet::new() };
    let top = unit.cursor().children();
    for cursor in &top {
        reader.alias(*cursor);
    }
    for cursor in top {
        reader.declaration(cursor);
    }
    reader.errors(unit);
    reader.api.functions.sort_by(|a, b| a.name.cmp(&b.name));
    reader.api
}

struct Declarations<'a> {
    hal: &'a Hal,
    files: HashMap<File, Option<String>>,
    api: Api,
    /// Typedefs of structs and enums, by the identity of what they name.
    aliases: HashMap<usize, String>,
    seen: HashSet<String>,
}

impl Declarations<'_> {
    fn span(&mut self, cursor: Cursor) -> Option<Span> {
        let place = cursor.place();
        let file = self.own(place.file?)?;
        Some(Span { file, line: place.line, column: place.column, end_column: 0 })
    }

    fn own(&mut self, file: File) -> Option<String> {
        let hal = self.hal;
        self.files.entry(file).or_insert_with(|| hal.name_of(Path::new(&file.name()))).clone()
    }

    /// The first typedef of a struct or enum is its name.
    fn alias(&mut self, cursor: Cursor) {
        if cursor.kind() != CXCursor_TypedefDecl {
            return;
        }
        let target = cursor.typedef_target().canonical();
        if matches!(target.kind(), CXType_Record | CXType_Enum) {
            self.aliases.entry(target.declaration().canonical().id()).or_insert_with(|| cursor.spelling());
        }
    }

    fn declaration(&mut self, cursor: Cursor) {
        let name = cursor.spelling();
        match cursor.kind() {
            CXCursor_FunctionDecl => {
                self.api.names.insert(name, "function");
                self.function(cursor);
            }
            CXCursor_VarDecl => {
                self.api.names.insert(name, "variable");
            }
            CXCursor_TypedefDecl => {
                self.api.names.insert(name, "type");
            }
            CXCursor_StructDecl | CXCursor_UnionDecl => self.record(cursor),
            CXCursor_EnumDecl => self.enumeration(cursor),
            CXCursor_MacroDefinition => {
                if let Some(span) = self.span(cursor) {
                    self.api.macros.insert(name, span);
                }
            }
            _ => {}
        }
    }

    fn function(&mut self, cursor: Cursor) {
        let Some(span) = self.span(cursor) else { return };
        let name = cursor.spelling();
        let doc = cursor.raw_comment().map(|text| plain(&text)).unwrap_or_default();
        let is_inline = cursor.is_definition() && (cursor.is_inlined() || cursor.storage() == CX_SC_Static);
        if !self.seen.insert(format!("function {name}")) {
            // A later declaration may know names of parameters, a comment, or a body.
            if let Some(known) = self.api.functions.iter_mut().find(|f| f.name == name) {
                known.is_inline |= is_inline;
                if known.doc.is_empty() {
                    known.doc = doc;
                }
            }
            return;
        }
        let function = function(cursor, span, doc, is_inline);
        self.api.functions.push(function);
    }

    fn record(&mut self, cursor: Cursor) {
        if !cursor.is_definition() {
            return;
        }
        let Some(span) = self.span(cursor) else { return };
        let Some(name) = self.name(cursor) else { return };
        if self.seen.insert(format!("record {name}")) {
            let mut fields = Vec::new();
            members(cursor, "", &mut fields);
            self.api.records.push(Record { name, span, fields });
        }
    }

    fn enumeration(&mut self, cursor: Cursor) {
        if !cursor.is_definition() {
            return;
        }
        let Some(span) = self.span(cursor) else { return };
        let constants = cursor.children().into_iter().filter(|c| c.kind() == CXCursor_EnumConstantDecl);
        let values: Vec<_> = constants.map(|c| (c.spelling(), c.enum_value())).collect();
        for (value, _) in &values {
            self.api.names.insert(value.clone(), "constant");
        }
        let name = self.name(cursor).unwrap_or_default();
        let key = if name.is_empty() { format!("{}:{}", span.file, span.line) } else { name.clone() };
        if self.seen.insert(format!("enum {key}")) {
            self.api.enums.push(Enum { name, span, values });
        }
    }

    /// What C code writes for a struct, union or enum.
    fn name(&self, cursor: Cursor) -> Option<String> {
        if let Some(alias) = self.aliases.get(&cursor.canonical().id()) {
            return Some(alias.clone());
        }
        let tag = cursor.spelling();
        let spelled = cursor.ty().spelling();
        let usable = |text: &str| !text.is_empty() && !text.contains([' ', '(', '/']);
        if !usable(&tag) {
            return None;
        }
        Some(bare(&spelled).to_owned())
    }

    fn errors(&mut self, unit: &Unit) {
        for diagnostic in unit.diagnostics().into_iter().filter(|d| d.level >= Level::Error) {
            let file = diagnostic.file.map(|f| self.own(f).unwrap_or_else(|| f.name())).unwrap_or_default();
            let span = Span { file, line: diagnostic.line, column: diagnostic.column, end_column: 0 };
            self.api.errors.push((diagnostic.message, span));
        }
    }
}

pub(super) fn function(cursor: Cursor, span: Span, doc: String, is_inline: bool) -> Function {
    let ty = cursor.ty();
    let count = u32::try_from(cursor.num_args()).unwrap_or_default();
    let parameters =
        (0..count).map(|i| cursor.arg(i)).map(|p| Parameter { name: p.spelling(), ty: Type::read(p.ty()) });
    Function {
        name: cursor.spelling(),
        span,
        result: Type::read(ty.result()),
        parameters: parameters.collect(),
        is_variadic: ty.is_variadic(),
        is_inline,
        doc,
    }
}

/// Members, through unnamed structs and unions. Those of a named member whose struct has no name are `outer.inner`.
fn members(record: Cursor, prefix: &str, out: &mut Vec<Field>) {
    for field in record.ty().fields() {
        let name = field.spelling();
        let unnamed = name.is_empty() || name.contains('(');
        let inner = field.ty().record();
        match inner {
            Some(inner) if unnamed => members(inner, prefix, out),
            _ if unnamed => {}
            _ => {
                let path = format!("{prefix}{name}");
                let nameless = inner.filter(|r| field.ty().canonical().kind() == CXType_Record && has_no_name(*r));
                out.push(Field { name: path.clone(), ty: Type::read(field.ty()), bits: field.bit_width() });
                if let Some(inner) = nameless {
                    members(inner, &format!("{path}."), out);
                }
            }
        }
    }
}

/// Neither a tag nor a typedef.
fn has_no_name(record: Cursor) -> bool {
    record.ty().spelling().contains('(')
}

/// A comment without its markers, on one line.
pub(super) fn plain(comment: &str) -> String {
    let strip = |line: &str| {
        line.trim().trim_start_matches(['/', '*', '!', '<']).trim_end_matches(['/', '*']).trim().to_owned()
    };
    comment.lines().map(strip).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
