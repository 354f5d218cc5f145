//! Entities: what references point from and to.

use std::rc::Rc;

use clang_sys::*;

use super::types::global_spelling;
use super::{FileInfo, Walk};
use crate::clang::Cursor;

/// Index of an entity in its walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct EntityId(pub(super) u32);

/// Whose code it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// The project's: it has rows of its own.
    Project,
    /// Code outside that may call back, or a member nobody can name: its edges are charged to its callers.
    Transparent,
    /// Code outside that cannot reach the project.
    Outside,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Function,
    Variable,
    Type,
    Field,
    Macro,
    /// The virtual table of the class under the cursor.
    Vtable,
    /// A file: the scope of what no function holds.
    File,
    /// A member that the compiler makes and libclang has no cursor for.
    Implicit,
}

#[derive(Clone)]
pub(super) struct Entity {
    /// The canonical declaration; for [`Sort::File`] and [`Sort::Implicit`] whatever stands for it.
    pub(super) cursor: Cursor,
    pub(super) sort: Sort,
    pub(super) whose: Whose,
    /// File of the canonical declaration.
    pub(super) file: Option<Rc<FileInfo>>,
    /// File whose object holds the entity's code, once its definition has been seen.
    pub(super) home: Option<Rc<FileInfo>>,
    /// Its body has been read, or is in the queue.
    pub(super) queued: bool,
    /// The definition is written in a project file and is not a template's instance.
    pub(super) written: bool,
    /// Made from a template.
    pub(super) instance: bool,
    /// The linker symbol, found when it is first needed. `None` inside: it has none.
    pub(super) mangled: Option<Option<Rc<str>>>,
}

impl Walk<'_> {
    pub(super) fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    pub(super) fn entity_mut(&mut self, id: EntityId) -> &mut Entity {
        &mut self.entities[id.0 as usize]
    }

    fn add(&mut self, entity: Entity) -> EntityId {
        let id = EntityId(u32::try_from(self.entities.len()).expect("fewer than 2^32 entities in a TU"));
        self.entities.push(entity);
        id
    }

    /// The entity of a declaration; any redeclaration will do.
    pub(super) fn entity_of(&mut self, c: Cursor, sort: Sort) -> EntityId {
        if let Some(id) = self.by_decl.get(&c.id()) {
            return *id;
        }
        let canonical = c.canonical();
        if let Some(id) = self.by_decl.get(&canonical.id()) {
            let id = *id;
            self.by_decl.insert(c.id(), id);
            return id;
        }
        let file = self.file(canonical.place());
        let instance = sort != Sort::Macro && is_instance(canonical);
        let project = file.as_ref().is_some_and(|f| f.project);
        let whose = if project && sort == Sort::Function && is_builtin(canonical) {
            Whose::Outside
        } else if project {
            Whose::Project
        } else if sort == Sort::Function && instance && self.concerns_project(canonical) {
            Whose::Transparent
        } else {
            Whose::Outside
        };
        let id = self.add(Entity {
            cursor: canonical,
            sort,
            whose,
            file,
            home: None,
            queued: false,
            written: false,
            instance,
            mangled: None,
        });
        self.by_decl.insert(canonical.id(), id);
        self.by_decl.insert(c.id(), id);
        id
    }

    /// The scope of a file.
    pub(super) fn file_entity(&mut self, file: &Rc<FileInfo>, cursor: Cursor) -> EntityId {
        if let Some(id) = self.by_file.get(&file.name) {
            return *id;
        }
        let id = self.add(Entity {
            cursor,
            sort: Sort::File,
            whose: Whose::Project,
            file: Some(Rc::clone(file)),
            home: Some(Rc::clone(file)),
            queued: true,
            written: true,
            instance: false,
            mangled: Some(None),
        });
        self.by_file.insert(file.name.clone(), id);
        id
    }

    /// Something that is told apart by a key of our own: a vtable, an implicit member.
    pub(super) fn keyed_entity(&mut self, key: String, cursor: Cursor, sort: Sort, whose: Whose) -> (EntityId, bool) {
        if let Some(id) = self.keyed.get(&key) {
            return (*id, false);
        }
        let file = self.file(cursor.place());
        let id = self.add(Entity {
            cursor,
            sort,
            whose,
            file,
            home: None,
            queued: true,
            written: false,
            instance: false,
            mangled: (sort == Sort::Implicit).then_some(None),
        });
        self.keyed.insert(key, id);
        (id, true)
    }

    /// The linker symbol by which references name the entity.
    pub(super) fn mangled(&mut self, id: EntityId) -> Option<Rc<str>> {
        if let Some(known) = &self.entity(id).mangled {
            return known.clone();
        }
        let (cursor, sort) = (self.entity(id).cursor, self.entity(id).sort);
        let name = match sort {
            Sort::Vtable => self.vtable_symbol(cursor),
            Sort::Function | Sort::Variable => symbols_of(cursor).into_iter().next(),
            _ => None,
        };
        let name: Option<Rc<str>> = name.map(Rc::from);
        self.entity_mut(id).mangled = Some(name.clone());
        name
    }

    /// Qualified name without parameters and template arguments, and outside of the project without inline namespaces.
    pub(super) fn qualified_name(&mut self, c: Cursor) -> String {
        let own = own_name(c);
        match c.semantic_parent() {
            Some(parent) if parent.kind() != CXCursor_TranslationUnit => {
                let scope = self.scope_name(parent);
                if scope.is_empty() { own } else { format!("{scope}::{own}") }
            }
            _ => own,
        }
    }

    fn scope_name(&mut self, c: Cursor) -> String {
        if let Some(known) = self.scope_names.get(&c.id()) {
            return known.clone();
        }
        // An inline namespace of a library is its ABI's version; the project's own ones are kept as they are written.
        let transparent = matches!(c.kind(), CXCursor_LinkageSpec | CXCursor_UnexposedDecl)
            || c.kind() == CXCursor_Namespace
                && c.is_inline_namespace()
                && !self.file(c.place()).is_some_and(|f| f.project);
        let name = if transparent {
            match c.semantic_parent() {
                Some(p) if p.kind() != CXCursor_TranslationUnit => self.scope_name(p),
                _ => String::new(),
            }
        } else {
            self.qualified_name(c)
        };
        self.scope_names.insert(c.id(), name.clone());
        name
    }

    /// Whether an instance of an outside template has to do with project code: one of its arguments does.
    pub(super) fn concerns_project(&mut self, c: Cursor) -> bool {
        if let Some(known) = self.concerns.get(&c.id()) {
            return *known;
        }
        self.concerns.insert(c.id(), false);
        let own = self.arguments_concern_project(c);
        let answer = own
            || c.semantic_parent().is_some_and(|p| {
                matches!(p.kind(), CXCursor_ClassDecl | CXCursor_StructDecl | CXCursor_UnionDecl)
                    && self.concerns_project(p)
            });
        self.concerns.insert(c.id(), answer);
        answer
    }

    fn arguments_concern_project(&mut self, c: Cursor) -> bool {
        if matches!(c.kind(), CXCursor_ClassDecl | CXCursor_StructDecl | CXCursor_UnionDecl) {
            return c.ty().template_args().into_iter().any(|t| self.type_concerns_project(t, 0));
        }
        (0..c.num_template_args().max(0).unsigned_abs()).any(|i| match c.template_arg_kind(i) {
            CXTemplateArgumentKind_Type => {
                let t = c.template_arg_type(i);
                self.type_concerns_project(t, 0)
            }
            CXTemplateArgumentKind_Pack => c.ty().args().into_iter().any(|t| self.type_concerns_project(t, 0)),
            CXTemplateArgumentKind_Declaration => true,
            _ => false,
        })
    }

    fn type_concerns_project(&mut self, t: crate::clang::Ty, depth: usize) -> bool {
        if depth > 8 {
            return true;
        }
        let t = t.canonical();
        match t.kind() {
            CXType_Pointer | CXType_LValueReference | CXType_RValueReference => {
                self.type_concerns_project(t.pointee(), depth + 1)
            }
            CXType_ConstantArray | CXType_IncompleteArray => self.type_concerns_project(t.element(), depth + 1),
            CXType_Record | CXType_Enum => {
                let decl = t.declaration();
                if self.file(decl.place()).is_some_and(|f| f.project) {
                    return true;
                }
                t.template_args().into_iter().any(|a| a.is_valid() && self.type_concerns_project(a, depth + 1))
            }
            CXType_FunctionProto => {
                self.type_concerns_project(t.result(), depth + 1)
                    || t.args().into_iter().any(|a| self.type_concerns_project(a, depth + 1))
            }
            CXType_MemberPointer => true,
            _ => false,
        }
    }
}

/// The spelling of a declaration without the template arguments that libclang puts behind constructors' names.
pub(super) fn own_name(c: Cursor) -> String {
    let s = c.spelling();
    // libclang names what has no name by the path of its file.
    if s.is_empty() || s.starts_with('(') {
        let name = match c.kind() {
            CXCursor_Namespace => "(anonymous namespace)",
            CXCursor_EnumDecl => "(anonymous enum)",
            CXCursor_UnionDecl => "(anonymous union)",
            CXCursor_StructDecl => "(anonymous struct)",
            CXCursor_ClassDecl if s.starts_with("(lambda") => "(lambda)",
            CXCursor_ClassDecl => "(anonymous class)",
            _ => "(anonymous)",
        };
        return name.to_owned();
    }
    match c.kind() {
        CXCursor_Destructor if s.starts_with("~(") => "~(anonymous)".to_owned(),
        CXCursor_Constructor | CXCursor_Destructor => s.split('<').next().unwrap_or_default().to_owned(),
        CXCursor_FunctionTemplate if !s.starts_with("operator") => s.split('<').next().unwrap_or_default().to_owned(),
        _ => s,
    }
}

/// Every linker symbol of a function or variable; the one that references use comes first.
pub(super) fn symbols_of(c: Cursor) -> Vec<String> {
    let mut out = match c.kind() {
        CXCursor_Constructor | CXCursor_Destructor => {
            let mut all = c.manglings();
            all.sort();
            // `D0` is what `delete` through a vtable calls; the complete destructor `D1` is what code names.
            if c.kind() == CXCursor_Destructor && all.len() == 3 {
                all.rotate_left(1);
            }
            all
        }
        _ => vec![c.mangling()],
    };
    for name in &mut out {
        if let Some(plain) = name.strip_prefix('\u{1}') {
            *name = plain.to_owned();
        }
    }
    out.retain(|s| !s.is_empty());
    out
}

/// The arguments of an instance or specialisation of a function template, `<int>`, if all have names. libclang does not
/// tell those of members, but their linker symbols do.
pub(super) fn template_arguments(c: Cursor) -> Option<String> {
    if let Some(count) = u32::try_from(c.num_template_args()).ok().filter(|n| *n > 0) {
        let one = |i| match c.template_arg_kind(i) {
            CXTemplateArgumentKind_Type => global_spelling(c.template_arg_type(i).canonical()),
            CXTemplateArgumentKind_Integral => Some(c.template_arg_value(i).to_string()),
            _ => None,
        };
        let all: Option<Vec<String>> = (0..count).map(one).collect();
        return Some(format!("<{}>", all?.join(", ")));
    }
    c.template().filter(|t| t.kind() == CXCursor_FunctionTemplate)?;
    let symbol = symbols_of(c).into_iter().next()?;
    let readable = cpp_demangle::Symbol::new(symbol).ok()?.demangle().ok()?;
    printed_arguments(&readable, &c.spelling())
}

/// What stands in angle brackets between the name of a member and its parameters.
fn printed_arguments(declaration: &str, name: &str) -> Option<String> {
    let name = format!("::{name}");
    let start = declaration.find(&format!("{name}<"))? + name.len();
    let mut depth = 0usize;
    let end = declaration[start..].char_indices().find_map(|(at, c)| {
        match c {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0).then_some(at + 1)
    })?;
    let arguments = &declaration[start..start + end];
    (arguments.len() > 2).then(|| arguments.to_owned())
}

/// Declared by the compiler at its first use.
fn is_builtin(c: Cursor) -> bool {
    let name = c.spelling();
    ["__builtin_", "__sync_", "__atomic_", "__c11_"].iter().any(|p| name.starts_with(p))
}

/// Made from a template: a function template's instance, or a member of a class template's instance.
pub(super) fn is_instance(c: Cursor) -> bool {
    if c.kind() == CXCursor_FunctionTemplate || c.kind() == CXCursor_ClassTemplate {
        return false;
    }
    if c.template().is_some() {
        return true;
    }
    let mut scope = c.semantic_parent();
    while let Some(parent) = scope {
        match parent.kind() {
            CXCursor_ClassDecl | CXCursor_StructDecl | CXCursor_UnionDecl => {
                if parent.template().is_some() {
                    return true;
                }
            }
            // A local class or lambda of an instance.
            CXCursor_FunctionDecl
            | CXCursor_CXXMethod
            | CXCursor_Constructor
            | CXCursor_Destructor
            | CXCursor_ConversionFunction => {}
            _ => return false,
        }
        scope = parent.semantic_parent();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_read_from_the_readable_symbol() {
        let read = |text| printed_arguments(text, "as");
        let found = read("std::vector<int> n::Node::as<std::vector<int>>() const");
        assert_eq!(found.as_deref(), Some("<std::vector<int>>"));
        assert_eq!(read("bool n::Node::as() const"), None);
        assert_eq!(read("bool n::Node::as<>() const"), None);
    }
}
