//! The image with the driver in C beside that with the driver in Rust. What both have alike is no part of a driver.

use std::collections::{BTreeMap, BTreeSet};

use migrate_model::hal::{BenchFigure, BenchFigureName, BenchSymbol, FirmwareEnd, LibrarySymbol};

use super::elf::{Image, Symbol};
use super::measure::Measured;
use super::spec::Bench;

/// Functions that a compiler calls of its own accord, and that more than one library has.
const LIBRARY: &[&str] = &["__aeabi_", "__gnu_thumb1_case_", "__udiv", "__div", "__umod", "__mod"];
const LIBRARY_NAMES: &[&str] = &["memcpy", "memmove", "memset", "memcmp", "memclr", "bcmp", "strlen"];

/// Symbols of either image, and which of them both have alike.
pub(crate) struct Comparison<'a> {
    c: &'a Measured,
    rust: &'a Measured,
    shared: BTreeSet<&'a str>,
}

impl<'a> Comparison<'a> {
    pub(crate) fn new(c: &'a Measured, rust: &'a Measured) -> Self {
        let of_c = by_name(&c.image);
        let alike = |symbol: &&Symbol| of_c.get(&*symbol.name).is_some_and(|other| alike(other, symbol));
        let shared = rust.image.symbols.iter().filter(alike).map(|symbol| &*symbol.name).collect();
        Self { c, rust, shared }
    }

    /// All figures, with the limits of the bench.
    pub(crate) fn figures(&self, bench: &Bench) -> Vec<BenchFigure> {
        BenchFigureName::ALL.iter().filter_map(|name| self.figure(*name, bench.limits.get(name).copied())).collect()
    }

    fn figure(&self, name: BenchFigureName, limit: Option<f64>) -> Option<BenchFigure> {
        let (c, rust) = match name {
            BenchFigureName::Instructions => (self.own_instructions(self.c), self.own_instructions(self.rust)),
            BenchFigureName::InstructionsWithHal => (total(self.c), total(self.rust)),
            BenchFigureName::Flash => (self.own_flash(self.c), self.own_flash(self.rust)),
            BenchFigureName::FlashOfImage => (self.c.image.flash, self.rust.image.flash),
            BenchFigureName::Ram => (self.c.image.ram, self.rust.image.ram),
            BenchFigureName::Stack => (self.c.depth.as_ref()?.bytes, self.rust.depth.as_ref()?.bytes),
            BenchFigureName::StackSeen => (self.c.steps.deepest, self.rust.steps.deepest),
        };
        let (c_number, rust_number) = (c as f64, rust as f64);
        let compared = match name.is_ratio() {
            true if c == 0 => return None,
            true => rust_number / c_number,
            false => rust_number - c_number,
        };
        Some(BenchFigure { name, c, rust, compared, limit, holds: limit.is_none_or(|limit| compared <= limit) })
    }

    fn own_instructions(&self, of: &Measured) -> u64 {
        of.instructions().iter().filter(|(name, _)| !self.shared.contains(**name)).map(|(_, count)| count).sum()
    }

    /// Flash that no symbol tells of, such as unnamed constants, is the driver's where one image has more than the other.
    fn own_flash(&self, of: &Measured) -> u64 {
        let own: u64 = in_flash(&of.image).filter(|symbol| !self.shared.contains(&*symbol.name)).map(|s| s.size).sum();
        own + unnamed(&of.image).saturating_sub(unnamed(&self.c.image).min(unnamed(&self.rust.image)))
    }

    /// What is not alike, the largest first.
    pub(crate) fn symbols(&self) -> Vec<BenchSymbol> {
        let (c, rust) = (by_name(&self.c.image), by_name(&self.rust.image));
        let (steps_c, steps_rust) = (self.c.instructions(), self.rust.instructions());
        let names: BTreeSet<&str> = c.keys().chain(rust.keys()).copied().collect();
        let own = names.into_iter().filter(|name| !self.shared.contains(name));
        let mut symbols: Vec<BenchSymbol> = own
            .map(|name| BenchSymbol {
                name: name.to_owned(),
                c_bytes: c.get(name).map_or(0, |symbol| symbol.size),
                rust_bytes: rust.get(name).map_or(0, |symbol| symbol.size),
                c_instructions: steps_c.get(name).copied().unwrap_or_default(),
                rust_instructions: steps_rust.get(name).copied().unwrap_or_default(),
            })
            .filter(|symbol| symbol.c_bytes + symbol.rust_bytes + symbol.c_instructions + symbol.rust_instructions > 0)
            .collect();
        symbols.sort_by_key(|symbol| std::cmp::Reverse(symbol.c_bytes.max(symbol.rust_bytes)));
        symbols
    }

    /// Whose functions for copying, filling and dividing got into the images.
    pub(crate) fn library(&self) -> Vec<LibrarySymbol> {
        let mut found = BTreeMap::new();
        for (image, rust) in [(&self.c.image, false), (&self.rust.image, true)] {
            for symbol in image.symbols.iter().filter(|symbol| symbol.function && is_library(&symbol.name)) {
                let name = symbol.name.clone();
                let entry = found.entry(name.clone()).or_insert(LibrarySymbol {
                    name,
                    c_from: None,
                    rust_from: None,
                    bytes: 0,
                });
                entry.bytes = symbol.size;
                *(if rust { &mut entry.rust_from } else { &mut entry.c_from }) = Some(library(&symbol.file));
            }
        }
        found.into_values().collect()
    }

    /// What makes the figures worth nothing, or breaks a limit.
    pub(crate) fn failures(&self, bench: &Bench, figures: &[BenchFigure]) -> Vec<String> {
        let mut failures = Vec::new();
        for (image, measured) in [(&bench.c, self.c), (&bench.rust, self.rust)] {
            if measured.end != FirmwareEnd::Exit(0) {
                failures.push(format!(
                    "`{image}` must end with exit status 0, but {}",
                    crate::judge::ended(&measured.end, bench.seconds)
                ));
            } else if !measured.steps.complete {
                failures.push(format!("`{image}` does not get from `{}` to `{}`", bench.begin, bench.end));
            }
        }
        if self.c.said != self.rust.said {
            failures.push("the two images say different things on the serial line".to_owned());
        }
        let missing = bench.limits.keys().filter(|name| !figures.iter().any(|figure| figure.name == **name));
        failures.extend(missing.map(|name| format!("`{name}` has a limit, but could not be measured")));
        let broken = figures.iter().filter(|figure| !figure.holds);
        failures.extend(broken.map(|figure| {
            let (most, compared) = (figure.limit.unwrap_or_default(), figure.compared);
            match figure.name.is_ratio() {
                true => {
                    format!("`{}` must be at most {most:.2} times that of C, but is {compared:.3} times", figure.name)
                }
                false => {
                    format!("`{}` must be at most {most} bytes more than C's, but is {compared} more", figure.name)
                }
            }
        }));
        failures
    }
}

fn by_name(image: &Image) -> BTreeMap<&str, &Symbol> {
    image.symbols.iter().map(|symbol| (&*symbol.name, symbol)).collect()
}

/// The same code or data. Files of C have to be the same; units of Rust have other names in each image.
fn alike(a: &Symbol, b: &Symbol) -> bool {
    a.size == b.size && (a.file == b.file || (is_rust(&a.file) && is_rust(&b.file)))
}

fn is_rust(file: &str) -> bool {
    file.contains("-cgu.")
}

fn is_library(name: &str) -> bool {
    LIBRARY.iter().any(|part| name.starts_with(part)) || LIBRARY_NAMES.contains(&name)
}

/// Files of libraries, by how their names begin.
const LIBRARIES: &[(&str, &str)] =
    &[("compiler_builtins", "compiler-builtins"), ("lib1funcs", "libgcc"), ("libgcc", "libgcc"), ("bpabi", "libgcc")];

/// The library that a file of an image is from; the file itself where it is not known.
fn library(file: &str) -> String {
    let known = LIBRARIES.iter().find(|(start, _)| file.starts_with(start));
    let name = known.map_or(file, |(_, name)| name);
    if name.is_empty() { "a library that does not say".to_owned() } else { name.to_owned() }
}

fn total(of: &Measured) -> u64 {
    of.steps.counts.values().sum()
}

fn in_flash(image: &Image) -> impl Iterator<Item = &Symbol> {
    image.symbols.iter().filter(|symbol| symbol.flash)
}

fn unnamed(image: &Image) -> u64 {
    image.flash.saturating_sub(in_flash(image).map(|symbol| symbol.size).sum())
}

#[cfg(test)]
mod tests {
    use super::super::trace::Steps;
    use super::*;

    /// Functions one behind the other: name, bytes, file, and how often the first instruction was executed.
    fn measured(functions: &[(&str, u64, &str, u64)]) -> Measured {
        let mut image = Image::default();
        let mut steps = Steps { complete: true, ..Steps::default() };
        for (name, size, file, count) in functions {
            let address = image.flash;
            let (name, file) = ((*name).to_owned(), (*file).to_owned());
            image.symbols.push(Symbol { name, address, size: *size, file, function: true, flash: true });
            image.flash += size;
            steps.counts.insert(address, *count);
        }
        Measured { image, steps, depth: None, end: FirmwareEnd::Exit(0), said: b"same".to_vec() }
    }

    fn bench(limits: &[(BenchFigureName, f64)]) -> Bench {
        let text = "name = 'n'\nboard = 'b'\nc = 'in_c'\nrust = 'in_rust'\n";
        Bench { limits: limits.iter().copied().collect(), ..toml::from_str(text).unwrap() }
    }

    fn c() -> Measured {
        measured(&[("main", 20, "main.c", 5), ("send", 100, "send.c", 40), ("exit", 8, "c.1-cgu.0", 1)])
    }

    fn rust() -> Measured {
        measured(&[("main", 20, "main.c", 5), ("send", 100, "rust.2-cgu.0", 50), ("exit", 8, "rust.2-cgu.0", 1)])
    }

    #[test]
    fn what_both_have_alike_is_no_part_of_the_driver() {
        let (c, rust) = (c(), rust());
        let compared = Comparison::new(&c, &rust);
        assert_eq!(compared.shared.iter().copied().collect::<Vec<_>>(), ["exit", "main"]);
        let figures = compared.figures(&bench(&[]));
        let of = |name| figures.iter().find(|figure| figure.name == name).map(|figure| (figure.c, figure.rust));
        assert_eq!(of(BenchFigureName::Instructions), Some((40, 50)));
        assert_eq!(of(BenchFigureName::InstructionsWithHal), Some((46, 56)));
        assert_eq!(of(BenchFigureName::Flash), Some((100, 100)));
        assert_eq!(of(BenchFigureName::Stack), None);
    }

    #[test]
    fn flash_without_a_name_is_of_who_has_more_of_it() {
        let (c, mut rust) = (c(), rust());
        rust.image.flash += 12;
        let figures = Comparison::new(&c, &rust).figures(&bench(&[]));
        assert_eq!(figures.iter().find(|figure| figure.name == BenchFigureName::Flash).unwrap().rust, 112);
    }

    #[test]
    fn limits_ends_and_bytes_are_reasons_to_fail() {
        let (c, mut rust) = (c(), rust());
        let bench = bench(&[(BenchFigureName::Instructions, 1.2), (BenchFigureName::Stack, 64.0)]);
        let failures = |rust: &Measured| {
            let compared = Comparison::new(&c, rust);
            compared.failures(&bench, &compared.figures(&bench))
        };
        let said = failures(&rust);
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("`stack` has a limit"), "{said:?}");
        assert!(said[1].contains("at most 1.20 times that of C, but is 1.250 times"), "{said:?}");
        (rust.end, rust.said) = (FirmwareEnd::TimeOut, vec![]);
        let said = failures(&rust);
        assert!(said[0].contains("was still running after 60 s"), "{said:?}");
        assert!(said[1].contains("different things on the serial line"), "{said:?}");
    }

    #[test]
    fn libraries_by_file() {
        assert_eq!(library("compiler_builtins.abe6d5f8879ae902-cgu.162"), "compiler-builtins");
        assert_eq!(library("lib1funcs.S"), "libgcc");
        assert_eq!(library("memcpy-armv7m.S"), "memcpy-armv7m.S");
    }
}
