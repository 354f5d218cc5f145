//! Symbols of one object file.

use std::collections::BTreeSet;

use object::{Object, ObjectSymbol, SymbolKind};

/// External symbols of the objects of one source file.
#[derive(Clone, Debug, Default)]
pub(crate) struct ObjectSymbols {
    /// Strong definitions, with what they are.
    pub(crate) strong: BTreeSet<(String, Code)>,
    /// Weak definitions.
    pub(crate) weak: BTreeSet<String>,
    /// What it needs from others.
    pub(crate) undefined: BTreeSet<String>,
}

/// What a symbol stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Code {
    Function,
    Data,
}

impl ObjectSymbols {
    pub(crate) fn extend(&mut self, other: ObjectSymbols) {
        self.strong.extend(other.strong);
        self.weak.extend(other.weak);
        self.undefined.extend(other.undefined);
    }

    /// The object has to do with the symbol.
    pub(crate) fn mentions(&self, name: &str) -> bool {
        self.undefined.contains(name) || self.weak.contains(name) || self.defines(name)
    }

    pub(crate) fn defines(&self, name: &str) -> bool {
        [Code::Function, Code::Data].into_iter().any(|c| self.strong.contains(&(name.to_owned(), c)))
    }
}

/// Reads an object. The error says in words why it is none that can be used.
pub(super) fn symbols(bytes: &[u8]) -> Result<ObjectSymbols, String> {
    if bytes.starts_with(b"BC\xc0\xde") {
        return Err("it holds LLVM bitcode".to_owned());
    }
    let file = object::File::parse(bytes).map_err(|e| e.to_string())?;
    let mut out = ObjectSymbols::default();
    for s in file.symbols() {
        let Ok(name) = s.name() else { continue };
        if name.is_empty() || s.is_local() {
            continue;
        }
        if name == "__gnu_lto_slim" {
            return Err("it holds GCC's intermediate code only".to_owned());
        }
        let name = name.to_owned();
        if s.is_undefined() {
            out.undefined.insert(name);
        } else if s.is_weak() || unique(&s) {
            out.weak.insert(name);
        } else {
            let code = if s.kind() == SymbolKind::Text { Code::Function } else { Code::Data };
            out.strong.insert((name, code));
        }
    }
    Ok(out)
}

/// `STB_GNU_UNIQUE`: static locals and inline variables, one in the process.
fn unique(s: &object::Symbol<'_, '_>) -> bool {
    matches!(s.flags(), object::SymbolFlags::Elf { st_info, .. } if st_info.st_bind() == object::elf::STB_GNU_UNIQUE)
}
