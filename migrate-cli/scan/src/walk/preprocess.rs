//! Macros and includes, from the preprocessing record.

use clang_sys::*;
use migrate_model::facts::{Extent, Include, Macro, RefKind};

use super::Walk;
use super::entity::{Sort, Whose};
use crate::clang::Cursor;

/// Bodies of macros longer than this are cut: a table in a macro is no fact.
const MAX_BODY: usize = 400;

impl Walk<'_> {
    pub(super) fn preprocessing(&mut self, c: Cursor) {
        match c.kind() {
            CXCursor_MacroDefinition => self.macro_definition(c),
            CXCursor_MacroExpansion => self.macro_expansion(c),
            CXCursor_InclusionDirective => self.inclusion(c),
            _ => {}
        }
    }

    fn macro_definition(&mut self, c: Cursor) {
        let place = c.place();
        let Some(file) = self.file(place) else { return };
        if !file.project || c.is_builtin_macro() {
            return;
        }
        let (start, end) = c.range();
        let name = c.spelling();
        let body = place
            .file
            .and_then(|f| self.unit.contents(f).get(start.offset as usize..end.offset as usize))
            .map(|text| replacement(&String::from_utf8_lossy(text), &name, c.is_function_like_macro()))
            .unwrap_or_default();
        let row = Macro {
            name,
            file: file.name.clone(),
            extent: Extent { line: start.line, column: start.column, end_line: end.line, end_column: end.column },
            function_like: c.is_function_like_macro(),
            body,
        };
        self.group(&file.name).macros.push(row);
    }

    fn macro_expansion(&mut self, c: Cursor) {
        let Some(file) = self.file(c.place()) else { return };
        if !file.project {
            return;
        }
        let Some(definition) = c.referenced() else { return };
        let target = self.entity_of(definition, Sort::Macro);
        if self.entity(target).whose == Whose::Project {
            let owner = self.file_entity(&file, c);
            self.edge(owner, target, RefKind::Macro, false, c);
        }
    }

    fn inclusion(&mut self, c: Cursor) {
        let place = c.place();
        let Some(from) = self.file(place) else { return };
        if !from.project {
            return;
        }
        let to =
            c.included_file().map(|f| self.names.real(std::path::Path::new(&f.name()))).map(|p| self.names.name(&p));
        let (start, end) = c.range();
        let angled = place
            .file
            .and_then(|f| self.unit.contents(f).get(start.offset as usize..end.offset as usize))
            .is_some_and(|t| t.contains(&b'<'));
        let row = Include {
            from: from.name.clone(),
            spelled: c.spelling(),
            to,
            line: place.line,
            angled,
            conditions: Vec::new(),
        };
        self.group(&from.name).includes.push(row);
    }
}

/// What a macro is replaced by, from the text of its definition.
fn replacement(definition: &str, name: &str, function_like: bool) -> String {
    let rest = definition.strip_prefix(name).unwrap_or(definition);
    let rest = if function_like { rest.split_once(')').map_or("", |(_, body)| body) } else { rest };
    let mut out = rest.replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ");
    if out.len() > MAX_BODY {
        let mut cut = MAX_BODY;
        while !out.is_char_boundary(cut) {
            cut -= 1;
        }
        out.truncate(cut);
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::replacement;

    #[test]
    fn replacement_drops_the_head() {
        assert_eq!(replacement("LIMIT (1 << 4)", "LIMIT", false), "(1 << 4)");
        assert_eq!(replacement("MAX(a, b) \\\n  ((a) > (b))", "MAX", true), "((a) > (b))");
        assert_eq!(replacement("GUARD", "GUARD", false), "");
    }
}
