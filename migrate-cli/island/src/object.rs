//! An object file, as far as its names go: what it defines, what refers to what, which sections the linker keeps once.

use std::collections::{BTreeMap, BTreeSet};

use object::{
    BinaryFormat, File, Object as _, ObjectComdat as _, ObjectKind, ObjectSection as _, ObjectSymbol as _,
    RelocationTarget, SectionFlags, SectionIndex, Symbol, SymbolFlags, SymbolIndex, SymbolKind, elf,
};

use crate::names::{Kind, kind};

/// Why an object cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ObjectError {
    /// Its names stand in the compiler's own code, where nothing can rename them.
    #[error("it holds code for link-time optimisation, whose symbols cannot be renamed")]
    Lto,
    /// Another format, or no object at all.
    #[error("it is no relocatable ELF object")]
    Format,
    /// It is to hold objects, and holds none.
    #[error("it is no archive")]
    NoArchive,
    /// The list of its symbols is missing.
    #[error("it has no index of its symbols; `ranlib` makes one")]
    NoIndex,
    /// A part of it cannot be read.
    #[error("it is damaged: {0}")]
    Damaged(String),
}

/// How strong a definition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Binding {
    /// One in the program.
    Strong,
    /// The linker takes one of several.
    Weak,
}

/// A symbol that an object defines and others see.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Definition {
    /// The linker symbol.
    pub name: String,
    /// What it stands for.
    pub kind: Kind,
    /// How strong it is.
    pub binding: Binding,
    /// It is in a section group: whoever needs it has a copy (inline functions, instances of templates, their tables).
    pub inline: bool,
}

/// What is read of an object file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object {
    pub(crate) definitions: BTreeMap<String, (Definition, Option<usize>)>,
    pub(crate) sections: BTreeMap<usize, Section>,
    pub(crate) groups: Vec<Group>,
}

/// A section with code or data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Section {
    /// Symbols that it refers to and that other objects may see.
    pub(crate) names: BTreeSet<String>,
    /// Sections that it refers to by a local symbol.
    pub(crate) locals: BTreeSet<usize>,
    /// It belongs to a group.
    pub(crate) grouped: bool,
}

/// Sections of which the linker keeps one set in the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// The symbol that names it.
    pub(crate) signature: String,
    pub(crate) sections: BTreeSet<usize>,
}

impl Object {
    /// Reads an object file.
    ///
    /// # Errors
    /// It is none that can be renamed.
    pub fn parse(bytes: &[u8]) -> Result<Object, ObjectError> {
        if bytes.starts_with(b"BC\xc0\xde") {
            return Err(ObjectError::Lto);
        }
        let file = File::parse(bytes).map_err(|_| ObjectError::Format)?;
        if file.format() != BinaryFormat::Elf || file.kind() != ObjectKind::Relocatable {
            return Err(ObjectError::Format);
        }
        read(&file).map_err(|e| ObjectError::Damaged(e.to_string()))?.ok_or(ObjectError::Lto)
    }

    /// Everything that it defines and others see, by name.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        self.definitions.values().map(|(definition, _)| definition)
    }

    /// Its definition of a symbol.
    #[must_use]
    pub fn definition(&self, name: &str) -> Option<&Definition> {
        self.definitions.get(name).map(|(definition, _)| definition)
    }

    /// All symbols that its code and data refer to and that other objects may see.
    #[must_use]
    pub fn references(&self) -> BTreeSet<&str> {
        self.sections.values().flat_map(|s| &s.names).map(String::as_str).collect()
    }
}

/// `None` for objects with code for link-time optimisation.
fn read(file: &File<'_>) -> Result<Option<Object>, object::Error> {
    let mut out = Object::default();
    for comdat in file.comdats() {
        let sections = comdat.sections().map(|s| s.0).collect();
        out.groups.push(Group { signature: comdat.name()?.to_owned(), sections });
    }
    let grouped: BTreeSet<usize> = out.groups.iter().flat_map(|g| &g.sections).copied().collect();
    for section in file.sections() {
        let name = section.name()?;
        if name.starts_with(".gnu.lto_") || name.starts_with(".llvm.lto") {
            return Ok(None);
        }
        // Unwinding tables refer to all functions, and no code is reached through them.
        if !is_loaded(&section) || name == ".eh_frame" {
            continue;
        }
        let mut read = Section { grouped: grouped.contains(&section.index().0), ..Section::default() };
        for (_, relocation) in section.relocations() {
            if let RelocationTarget::Symbol(symbol) = relocation.target() {
                read.add(file, symbol)?;
            }
        }
        out.sections.insert(section.index().0, read);
    }
    for symbol in file.symbols() {
        let name = symbol.name()?;
        if name == "__gnu_lto_slim" || name == "__gnu_lto_v1" {
            return Ok(None);
        }
        if name.is_empty() || symbol.is_local() || symbol.is_undefined() {
            continue;
        }
        let section = symbol.section_index().map(|s: SectionIndex| s.0);
        let definition = Definition {
            name: name.to_owned(),
            kind: kind(name, is_code(&symbol)),
            binding: if symbol.is_weak() || is_unique(&symbol) { Binding::Weak } else { Binding::Strong },
            inline: section.is_some_and(|s| grouped.contains(&s)),
        };
        out.definitions.insert(name.to_owned(), (definition, section));
    }
    Ok(Some(out))
}

impl Section {
    fn add(&mut self, file: &File<'_>, symbol: SymbolIndex) -> Result<(), object::Error> {
        let symbol = file.symbol_by_index(symbol)?;
        if !symbol.is_local() {
            self.names.insert(symbol.name()?.to_owned());
        } else if let Some(section) = symbol.section_index() {
            self.locals.insert(section.0);
        }
        Ok(())
    }
}

fn is_loaded(section: &object::Section<'_, '_>) -> bool {
    matches!(section.flags(), SectionFlags::Elf { sh_flags, .. } if sh_flags.contains(elf::SHF_ALLOC))
}

fn is_code(symbol: &Symbol<'_, '_>) -> bool {
    let indirect =
        matches!(symbol.flags(), SymbolFlags::Elf { st_info, .. } if st_info.st_type() == elf::STT_GNU_IFUNC);
    indirect || symbol.kind() == SymbolKind::Text
}

/// `STB_GNU_UNIQUE`: static locals and inline variables, one in the process.
fn is_unique(symbol: &Symbol<'_, '_>) -> bool {
    matches!(symbol.flags(), SymbolFlags::Elf { st_info, .. } if st_info.st_bind() == elf::STB_GNU_UNIQUE)
}
