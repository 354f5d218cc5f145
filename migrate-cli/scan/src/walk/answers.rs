//! Answers to the questions behind a set of headers (see `questions`).

use std::rc::Rc;

use clang_sys::*;

use super::Walk;
use super::decl::is_class;
use super::entity::Sort;
use crate::clang::Cursor;
use crate::questions::QUESTIONS;

impl Walk<'_> {
    /// The namespace of the questions, in the source that the tool made.
    pub(super) fn is_questions(&self, c: Cursor) -> bool {
        !self.main.project && c.kind() == CXCursor_Namespace && c.spelling() == QUESTIONS
    }

    /// Reads the answers.
    pub(super) fn answers(&mut self, namespace: Cursor) {
        for c in namespace.children() {
            match c.kind() {
                CXCursor_StructDecl => {
                    for using in c.children().into_iter().filter(|k| k.kind() == CXCursor_UsingDeclaration) {
                        let names = using.children().into_iter().filter(|k| k.kind() == CXCursor_OverloadedDeclRef);
                        names.flat_map(Cursor::overloaded).for_each(|f| self.asked_for(f, None));
                    }
                }
                CXCursor_FunctionDecl => self.addresses(c),
                CXCursor_TypeAliasDecl => self.asked_type(c),
                _ => {}
            }
        }
    }

    /// Instances of which an address is taken.
    fn addresses(&mut self, c: Cursor) {
        if c.kind() == CXCursor_DeclRefExpr
            && let Some(function) = c.referenced()
        {
            let arguments = self.written_arguments(c);
            self.asked_for(function, arguments);
        }
        c.children().into_iter().for_each(|k| self.addresses(k));
    }

    /// What stands between the outermost angle brackets at the end of an expression.
    fn written_arguments(&self, c: Cursor) -> Option<String> {
        let (start, end) = c.range();
        let text = self.unit.contents(start.file?).get(start.offset as usize..end.offset as usize)?;
        let text = String::from_utf8_lossy(text).trim().to_owned();
        let mut depth = 0usize;
        let open = text.char_indices().rev().find_map(|(at, c)| {
            match c {
                '>' => depth += 1,
                '<' => depth = depth.saturating_sub(1),
                _ => {}
            }
            (c == '<' && depth == 0).then_some(at)
        })?;
        text.ends_with('>').then(|| text[open..].to_owned())
    }

    fn asked_for(&mut self, c: Cursor, arguments: Option<String>) {
        let function = matches!(
            c.kind(),
            CXCursor_CXXMethod | CXCursor_Constructor | CXCursor_ConversionFunction | CXCursor_FunctionDecl
        );
        let class = c.semantic_parent().filter(|p| is_class(p.kind()));
        // What nobody wrote stands where its class does.
        let implicit = class.is_some_and(|p| p.place().offset == c.place().offset && p.place().file == c.place().file);
        let Some(file) = self.file(c.place()).filter(|f| f.project && function && !implicit) else { return };
        let id = self.entity_of(c, Sort::Function);
        if !self.asked.insert(id) {
            return;
        }
        let mut row = self.function_row(c, id, &file, &file, false);
        row.template = true;
        row.about.arguments = arguments.or(row.about.arguments);
        self.push_symbols(c, &row, &file);
        self.reached(id);
    }

    /// An alias says what its type is; a class that it stands for has a row of its own.
    fn asked_type(&mut self, alias: Cursor) {
        let umbrella = Rc::clone(&self.main);
        self.type_declaration(alias, &umbrella);
        let class = alias.ty().canonical().declaration();
        if is_class(class.kind())
            && let Some(file) = self.file(class.place()).filter(|f| f.project)
        {
            self.type_declaration(class, &file);
        }
    }
}
