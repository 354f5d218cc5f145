//! What the library's archives know and no header says: which functions are there, and from which a `throw` can be
//! reached.
//!
//! The second is reachability over the calls that object files show. A call is a relocation, or, inside of one section,
//! a branch to the first byte of a function. Calls through pointers and virtual calls are not seen: the facts of the
//! headers have those. Checks of the standard library (`std::__throw_length_error` and the like) do not count, else
//! whatever holds a vector would seem to throw.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use object::read::archive::ArchiveFile;
use object::{
    Architecture, Object as _, ObjectSection as _, ObjectSymbol as _, RelocationTarget, SectionIndex, SectionKind,
    SymbolKind,
};

use crate::failure::Failure;

/// Functions that throw, as the compilers' runtime names them. Not `__cxa_rethrow`: what is thrown again was thrown
/// before, by a function that counts or by one that does not; and each container that grows has such a place.
const THROWS: [&str; 3] =
    ["__cxa_throw", "__cxa_bad_cast", "_ZSt17rethrow_exceptionNSt15__exception_ptr13exception_ptrE"];

/// What is known of some archives, shared objects and object files together.
#[derive(Clone, Debug, Default)]
pub struct Archives {
    /// Linker symbols that they define for others.
    pub defined: BTreeSet<String>,
    /// Linker symbols that they need.
    pub needed: BTreeSet<String>,
    /// Of the defined ones, the functions from which a `throw` can be reached.
    pub throwing: BTreeSet<String>,
    /// Members that cannot be read, with the reason.
    pub unread: Vec<String>,
}

/// Reads archives, shared objects and plain objects.
pub fn read(files: &[PathBuf]) -> Result<Archives, Failure> {
    let mut calls = Calls::default();
    let mut out = Archives::default();
    for file in files {
        let bytes = std::fs::read(file).map_err(|e| Failure::io("read", file, &e))?;
        one(file, &bytes, &mut calls, &mut out);
    }
    out.throwing = calls.throwing();
    out.throwing.retain(|name| out.defined.contains(name));
    Ok(out)
}

fn one(file: &Path, bytes: &[u8], calls: &mut Calls, out: &mut Archives) {
    let shown = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let Ok(archive) = ArchiveFile::parse(bytes) else {
        if let Err(why) = binary(bytes, calls, out) {
            out.unread.push(format!("{shown}: {why}"));
        }
        return;
    };
    for member in archive.members().flatten() {
        let name = String::from_utf8_lossy(member.name()).into_owned();
        let read = if member.is_thin() {
            let folder = file.parent().unwrap_or(Path::new(""));
            std::fs::read(folder.join(&name)).map_err(|e| crate::failure::reason(&e))
        } else {
            member.data(bytes).map(<[u8]>::to_vec).map_err(|e| e.to_string())
        };
        if let Err(why) = read.and_then(|data| binary(&data, calls, out)) {
            out.unread.push(format!("{shown}({name}): {why}"));
        }
    }
}

/// Reads one object or shared object.
fn binary(bytes: &[u8], calls: &mut Calls, out: &mut Archives) -> Result<(), String> {
    if bytes.starts_with(b"BC\xc0\xde") {
        return Err("it holds LLVM bitcode, not machine code".to_owned());
    }
    let file = object::File::parse(bytes).map_err(|e| e.to_string())?;
    if file.kind() == object::ObjectKind::Dynamic {
        shared(&file, calls, out);
        return Ok(());
    }
    for symbol in file.symbols() {
        let Ok(name) = symbol.name() else { continue };
        if name == "__gnu_lto_slim" {
            return Err("it holds GCC's intermediate code, not machine code".to_owned());
        }
        if name.is_empty() || symbol.is_local() {
            continue;
        }
        let list = if symbol.is_undefined() { &mut out.needed } else { &mut out.defined };
        list.insert(name.to_owned());
    }
    calls.read(&file);
    Ok(())
}

/// A shared object shows no calls between its functions: if it throws at all, each of them may.
fn shared(file: &object::File<'_>, calls: &mut Calls, out: &mut Archives) {
    let names = |undefined: bool| {
        let symbols = file.dynamic_symbols().filter(move |s| s.is_undefined() == undefined && !s.is_local());
        symbols.filter_map(|s| s.name().ok().map(str::to_owned)).collect::<Vec<_>>()
    };
    let needed = names(true);
    let throws = needed.iter().any(|n| THROWS.contains(&n.as_str()));
    for name in names(false) {
        if throws {
            calls.edge(&name, THROWS[0]);
        }
        out.defined.insert(name);
    }
    out.needed.extend(needed);
}

/// The call graph of all objects. Functions without linkage are nodes of their own object.
#[derive(Default)]
struct Calls {
    ids: HashMap<String, usize>,
    names: Vec<Option<String>>,
    callers: Vec<Vec<usize>>,
}

/// A function's place in its object.
struct Function {
    start: u64,
    end: u64,
    node: usize,
}

impl Calls {
    fn fresh(&mut self, name: Option<String>) -> usize {
        self.names.push(name);
        self.callers.push(Vec::new());
        self.names.len() - 1
    }

    fn named(&mut self, name: &str) -> usize {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = self.fresh(Some(name.to_owned()));
        self.ids.insert(name.to_owned(), id);
        id
    }

    fn edge(&mut self, from: &str, to: &str) {
        let (from, to) = (self.named(from), self.named(to));
        self.callers[to].push(from);
    }

    /// Adds the calls of one object.
    fn read(&mut self, file: &object::File<'_>) {
        let (functions, by_symbol) = self.functions(file);
        for section in file.sections().filter(|s| s.kind() == SectionKind::Text) {
            let Some(here) = functions.get(&section.index()) else { continue };
            let mut covered = BTreeSet::new();
            for (offset, relocation) in section.relocations() {
                covered.insert(offset);
                let Some(from) = within(here, section.address() + offset) else { continue };
                let RelocationTarget::Symbol(target) = relocation.target() else { continue };
                let to = match by_symbol.get(&target.0) {
                    Some(node) => Some(*node),
                    None => self.other(file, target, &relocation, &functions),
                };
                if let Some(to) = to {
                    self.callers[to].push(from);
                }
            }
            self.branches(file.architecture(), &section, here, &covered);
        }
    }

    /// The functions of an object by section, in order, and the nodes of its symbols.
    fn functions(&mut self, file: &object::File<'_>) -> (HashMap<SectionIndex, Vec<Function>>, HashMap<usize, usize>) {
        let mut functions: HashMap<SectionIndex, Vec<Function>> = HashMap::new();
        let mut by_symbol = HashMap::new();
        for symbol in file.symbols() {
            let Some(section) = symbol.section_index() else { continue };
            if symbol.kind() != SymbolKind::Text {
                continue;
            }
            let name = symbol.name().unwrap_or_default();
            let node = if symbol.is_local() || name.is_empty() { self.fresh(None) } else { self.named(name) };
            by_symbol.insert(symbol.index().0, node);
            let start = symbol.address();
            functions.entry(section).or_default().push(Function { start, end: start + symbol.size(), node });
        }
        for list in functions.values_mut() {
            list.sort_by_key(|f| (f.start, f.end));
        }
        (functions, by_symbol)
    }

    /// The node of a symbol that is no function of this object: one of another object, or a place in a section.
    fn other(
        &mut self,
        file: &object::File<'_>,
        target: object::SymbolIndex,
        relocation: &object::Relocation,
        functions: &HashMap<SectionIndex, Vec<Function>>,
    ) -> Option<usize> {
        let symbol = file.symbol_by_index(target).ok()?;
        if symbol.is_undefined() {
            let name = symbol.name().ok().filter(|n| !n.is_empty())?;
            return Some(self.named(name));
        }
        let here = functions.get(&symbol.section_index()?)?;
        // x86 counts from behind the field, so that the addend of a call is four bytes short.
        let short = if is_x86(file.architecture()) && relocation.size() == 32 { 4 } else { 0 };
        let place = symbol.address().checked_add_signed(relocation.addend())?;
        within(here, place.checked_add(short)?).or_else(|| within(here, place))
    }

    /// Branches inside of a section, for which assemblers leave no relocation.
    fn branches(
        &mut self,
        architecture: Architecture,
        section: &object::Section<'_, '_>,
        here: &[Function],
        covered: &BTreeSet<u64>,
    ) {
        let Ok(code) = section.data() else { return };
        let starts: HashMap<u64, usize> = here.iter().map(|f| (f.start, f.node)).collect();
        let mut found = Vec::new();
        let mut branch = |at: usize, field: usize, to: Option<u64>| {
            if !covered.contains(&(field as u64))
                && let Some(node) = to.and_then(|t| starts.get(&t))
                && let Some(from) = within(here, section.address() + at as u64)
                && from != *node
            {
                found.push((from, *node));
            }
        };
        if is_x86(architecture) {
            for at in 0..code.len() {
                let (field, wide) = match code[at] {
                    0xe8 | 0xe9 => (at + 1, true),
                    0x0f if code.get(at + 1).is_some_and(|b| b & 0xf0 == 0x80) => (at + 2, true),
                    0xeb => (at + 1, false),
                    _ => continue,
                };
                branch(at, field, x86_target(code, section.address(), field, wide));
            }
        } else if architecture == Architecture::Aarch64 {
            for at in (0..code.len().saturating_sub(3)).step_by(4) {
                branch(at, at, arm_target(code, section.address(), at));
            }
        } else {
            // Unknown instructions: each function of the section may call the ones without linkage.
            let hidden = here.iter().filter(|f| self.names[f.node].is_none());
            found.extend(hidden.flat_map(|to| here.iter().map(|from| (from.node, to.node))));
        }
        for (from, to) in found {
            self.callers[to].push(from);
        }
    }

    /// Names of all functions from which a `throw` can be reached.
    fn throwing(&self) -> BTreeSet<String> {
        let mut seen = vec![false; self.names.len()];
        let mut open: Vec<usize> = THROWS.iter().filter_map(|t| self.ids.get(*t).copied()).collect();
        while let Some(node) = open.pop() {
            for caller in &self.callers[node] {
                if !seen[*caller] && !self.names[*caller].as_deref().is_some_and(is_check) {
                    seen[*caller] = true;
                    open.push(*caller);
                }
            }
        }
        let named = self.names.iter().zip(&seen).filter(|(_, seen)| **seen);
        named.filter_map(|(name, _)| name.clone()).collect()
    }
}

/// `std::__throw_…`
fn is_check(name: &str) -> bool {
    let rest = name.strip_prefix("_ZSt").unwrap_or("").trim_start_matches(|c: char| c.is_ascii_digit());
    rest.starts_with("__throw_")
}

fn is_x86(architecture: Architecture) -> bool {
    matches!(architecture, Architecture::X86_64 | Architecture::X86_64_X32 | Architecture::I386)
}

/// The function that holds an address. A function without a size reaches to the next one.
fn within(functions: &[Function], address: u64) -> Option<usize> {
    let at = functions.partition_point(|f| f.start <= address).checked_sub(1)?;
    let f = &functions[at];
    (address < f.end || f.start == f.end).then_some(f.node)
}

fn x86_target(code: &[u8], base: u64, field: usize, wide: bool) -> Option<u64> {
    let (distance, behind) = if wide {
        let bytes: [u8; 4] = code.get(field..field + 4)?.try_into().ok()?;
        (i64::from(i32::from_le_bytes(bytes)), field + 4)
    } else {
        (i64::from(i8::from_le_bytes([*code.get(field)?])), field + 1)
    };
    (base + behind as u64).checked_add_signed(distance)
}

/// `b` and `bl` of AArch64.
fn arm_target(code: &[u8], base: u64, at: usize) -> Option<u64> {
    let bytes: [u8; 4] = code.get(at..at + 4)?.try_into().ok()?;
    let word = u32::from_le_bytes(bytes);
    if word & 0x7c00_0000 != 0x1400_0000 {
        return None;
    }
    let distance = i64::from((word << 6).cast_signed() >> 6) * 4;
    (base + at as u64).checked_add_signed(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_of_the_standard_library_do_not_throw() {
        assert!(is_check("_ZSt20__throw_length_errorPKc"));
        assert!(!is_check("_ZN3zoo7__throwEv") && !is_check("_ZSt4sortv"));
    }

    #[test]
    fn branches_lead_where_the_manuals_say() {
        // call +3, 10 bytes into the section
        assert_eq!(x86_target(&[0xe8, 3, 0, 0, 0], 10, 1, true), Some(18));
        assert_eq!(x86_target(&[0xeb, 0xfe], 10, 1, false), Some(10));
        assert_eq!(arm_target(&0x9400_0002_u32.to_le_bytes(), 16, 0), Some(24));
        assert_eq!(arm_target(&0x17ff_ffff_u32.to_le_bytes(), 16, 0), Some(12));
        assert_eq!(arm_target(&0xd503_201f_u32.to_le_bytes(), 16, 0), None);
    }
}
