//! What an image is made of.

use std::collections::BTreeMap;
use std::ops::Range;

use addr2line::gimli::{Dwarf, EndianSlice, Error, LittleEndian, SectionId};
use object::{Architecture, Object as _, ObjectSection as _, ObjectSymbol as _, SectionFlags, SymbolKind, elf};

/// An image for a device.
#[derive(Clone, Debug, Default)]
pub(crate) struct Image {
    /// Bytes of flash: code, constants, first values of variables.
    pub flash: u64,
    /// Bytes of variables.
    pub ram: u64,
    /// Functions and objects by address.
    pub symbols: Vec<Symbol>,
    /// Code, as addresses without what lies between instructions. Empty if the image is not for a Cortex-M.
    pub code: Vec<Range<u64>>,
    /// Contents of sections with code, by address.
    pub text: Vec<(u64, Vec<u8>)>,
}

/// A function or an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Symbol {
    /// As a person would write it.
    pub name: String,
    /// The first byte, without the bit that says which instruction set it is.
    pub address: u64,
    /// Bytes.
    pub size: u64,
    /// The source file of C, or the unit of Rust, if the image says so.
    pub file: String,
    /// It is a function.
    pub function: bool,
    /// It takes flash.
    pub flash: bool,
}

/// Marks of the instruction sets: where code begins, and where it is data.
const CODE: &str = "$t";
const DATA: &str = "$d";

impl Image {
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, object::Error> {
        let file = object::File::parse(bytes)?;
        let arm = file.architecture() == Architecture::Arm;
        let mut image = Self::default();
        for section in file.sections().filter(|section| has(section, elf::SHF_ALLOC)) {
            let stored = section.file_range().is_some();
            let writable = has(&section, elf::SHF_WRITE);
            image.flash += if stored { section.size() } else { 0 };
            image.ram += if writable { section.size() } else { 0 };
            if has(&section, elf::SHF_EXECINSTR) {
                image.text.push((section.address(), section.data()?.to_vec()));
            }
        }
        let marks = marks(&file);
        image.symbols = symbols(&file, arm, &marks);
        image.code = if arm { code(&image, &marks) } else { vec![] };
        Ok(image)
    }

    pub(crate) fn named(&self, name: &str) -> Option<&Symbol> {
        self.symbols.iter().find(|symbol| symbol.name == name)
    }

    /// The function or object that has this address.
    pub(crate) fn at(&self, address: u64) -> Option<&Symbol> {
        let after = self.symbols.partition_point(|symbol| symbol.address <= address);
        self.symbols[..after].last().filter(|symbol| address < symbol.address + symbol.size.max(1))
    }
}

fn has(section: &object::Section<'_, '_>, flag: elf::SectionFlags) -> bool {
    matches!(section.flags(), SectionFlags::Elf { sh_flags, .. } if sh_flags.0 & flag.0 != 0)
}

/// Address of each mark, whether code begins there, and the file that it is from.
fn marks(file: &object::File<'_>) -> BTreeMap<u64, (bool, String)> {
    let mut from = String::new();
    let mut marks = BTreeMap::new();
    for symbol in file.symbols() {
        let name = symbol.name().unwrap_or_default();
        match (symbol.kind(), name.split('.').next().unwrap_or_default()) {
            (SymbolKind::File, _) => name.clone_into(&mut from),
            // Debug sections have marks at 0 as well.
            (_, CODE | DATA) if is_loaded(file, &symbol) => {
                marks.insert(symbol.address(), (name.starts_with(CODE), from.clone()));
            }
            _ => {}
        }
    }
    marks
}

fn is_loaded(file: &object::File<'_>, symbol: &object::Symbol<'_, '_>) -> bool {
    let section = symbol.section_index().and_then(|index| file.section_by_index(index).ok());
    section.is_some_and(|section| has(&section, elf::SHF_ALLOC))
}

/// One symbol an address: of several names the one with a size, or a global one.
fn symbols(file: &object::File<'_>, arm: bool, marks: &BTreeMap<u64, (bool, String)>) -> Vec<Symbol> {
    let mut from = String::new();
    let mut all = BTreeMap::new();
    for symbol in file.symbols() {
        let name = symbol.name().unwrap_or_default();
        let function = symbol.kind() == SymbolKind::Text;
        if symbol.kind() == SymbolKind::File {
            name.clone_into(&mut from);
        } else if (function || symbol.kind() == SymbolKind::Data) && is_loaded(file, &symbol) && !name.starts_with('$')
        {
            let address = if arm && function { symbol.address() & !1 } else { symbol.address() };
            let marked = marks.range(..=address).next_back().map(|(_, (_, file))| file.clone()).unwrap_or_default();
            let section = symbol.section_index().and_then(|index| file.section_by_index(index).ok());
            let found = Symbol {
                name: format!("{:#}", rustc_demangle::demangle(name)),
                address,
                size: symbol.size(),
                file: if symbol.is_local() { from.clone() } else { marked },
                function,
                flash: section.is_some_and(|section| section.file_range().is_some()),
            };
            let better = |old: &Symbol| old.size < found.size || (old.size == found.size && symbol.is_global());
            if all.get(&address).is_none_or(better) {
                all.insert(address, found);
            }
        }
    }
    let lines = lines(file);
    all.into_values().map(|symbol| by_line(symbol, lines.as_ref())).collect()
}

type Lines<'a> = addr2line::Context<EndianSlice<'a, LittleEndian>>;

/// Line tables, if there are any.
fn lines<'a>(file: &object::File<'a>) -> Option<Lines<'a>> {
    let load = |id: SectionId| {
        let data = file.section_by_name(id.name()).and_then(|section| section.data().ok());
        Ok::<_, Error>(EndianSlice::new(data.unwrap_or_default(), LittleEndian))
    };
    Lines::from_dwarf(Dwarf::load(load).ok()?).ok()
}

/// Assembly leaves no name of its file among the symbols, so what stands there is another's. Its lines tell.
fn by_line(mut symbol: Symbol, lines: Option<&Lines<'_>>) -> Symbol {
    let location = lines.filter(|_| symbol.function).and_then(|lines| lines.find_location(symbol.address).ok()?);
    if let Some(path) = location.and_then(|location| location.file).filter(|path| path.ends_with(".S")) {
        path.rsplit('/').next().unwrap_or(path).clone_into(&mut symbol.file);
    }
    symbol
}

fn code(image: &Image, marks: &BTreeMap<u64, (bool, String)>) -> Vec<Range<u64>> {
    let mut code = Vec::new();
    for (address, bytes) in &image.text {
        let end = address + bytes.len() as u64;
        let mut within = marks.range(address..&end).peekable();
        while let Some((from, (is_code, _))) = within.next() {
            let to = within.peek().map_or(end, |(next, _)| **next);
            if *is_code {
                code.push(*from..to);
            }
        }
    }
    code
}
