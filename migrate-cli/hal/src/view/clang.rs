//! The vendor's view in words of libclang: a target, flags, folders, and macros that are put right before the first header.

use std::collections::HashSet;
use std::fmt::Write as _;

use clang_sys::CXCursor_MacroDefinition;
use migrate_clang::{Level, Unit};

use super::macros::Macro;
use super::{Probed, macros};
use crate::error::HalError;
use crate::vendor::Vendor;

/// Flags of the vendor that decide what a text means. What libclang does not know of them is left out.
const MEANING: [&str; 5] = ["-m", "-f", "-std", "-ansi", "-include"];
/// Those of them that change code or reports only.
const CODE_ONLY: [&str; 8] =
    ["-flto", "-fdump", "-ffunction", "-fdata", "-fdiagnostics", "-fmessage", "-fstack", "-ftrack"];
/// Macros that no source may redefine, and those that compilers work out.
const FIXED: [&str; 6] = ["__STDC", "__FILE", "__LINE__", "__COUNTER__", "__has_", "__INCLUDE_LEVEL__"];
/// Name of the main file; it exists in memory only.
pub(crate) const MAIN: &str = "migrate-hal.c";

/// Reads C as the vendor's compiler would.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    /// Arguments of libclang, without the file.
    pub(crate) arguments: Vec<String>,
    /// What stands in front of every text.
    pub(crate) preamble: String,
}

pub(crate) fn predefined(vendor: &Vendor) -> Result<Vec<Macro>, HalError> {
    macros::predefined(vendor)
}

impl Reader {
    /// Loads libclang and finds out which flags it takes.
    pub(crate) fn new(vendor: &Vendor, probed: &Probed, target: &str) -> Result<Reader, HalError> {
        migrate_clang::load().map_err(|e| HalError::tool(e.to_string()).help("apt-get install libclang-19-dev"))?;
        let mut arguments = vec![format!("--target={}", triple(target)), "-w".into(), "-ferror-limit=0".into()];
        if !takes(&arguments, &[]) {
            return Err(HalError::config(format!("libclang does not know the target `{target}`")).help(
                "look at `target` of the HAL in migrate.toml: a target of rustc, such as `thumbv7em-none-eabihf`",
            ));
        }
        let wanted = vendor.flags.iter().filter(|flag| is_meaning(flag)).cloned().chain(derived(probed));
        for flag in wanted {
            if takes(&arguments, std::slice::from_ref(&flag)) {
                arguments.push(flag);
            }
        }
        arguments.push("-nostdinc".into());
        for dir in &probed.include_dirs {
            arguments.extend(["-isystem".into(), dir.display().to_string()]);
        }
        let preamble = preamble(&predefined_by_clang(&arguments), &probed.macros);
        // libclang does not run in the folder of the sources.
        let absolute = |flag: &String| match flag.strip_prefix("-I") {
            Some(folder) => format!("-I{}", vendor.dir.join(folder).display()),
            None => flag.clone(),
        };
        arguments.extend(vendor.preprocessor.iter().map(absolute));
        Ok(Reader { arguments, preamble })
    }

    /// A reader without the vendor's view: what libclang sees when nobody asks the vendor's compiler. System headers are
    /// those of the vendor, since without them nothing would be read at all.
    pub(crate) fn naive(vendor: &Vendor, probed: &Probed, target: &str) -> Result<Reader, HalError> {
        let mut reader = Reader::new(vendor, probed, target)?;
        reader.arguments.retain(|flag| !derived(probed).contains(flag));
        reader.preamble.clear();
        Ok(reader)
    }

    /// Parses a text. Errors in it are no errors of this function.
    pub(crate) fn parse(&self, text: &str) -> Result<Unit, HalError> {
        let text = format!("{}{text}", self.preamble);
        parse(&self.arguments, &text).ok_or_else(|| HalError::build("libclang gives up on the headers"))
    }
}

fn parse(arguments: &[String], text: &str) -> Option<Unit> {
    let mut argv = vec!["clang".to_owned()];
    argv.extend_from_slice(arguments);
    argv.extend(["-x".to_owned(), "c".to_owned(), MAIN.to_owned()]);
    Unit::parse(&argv, Some((MAIN, text))).ok()
}

/// LLVM knows targets of RISC-V without the extensions that Rust puts into their names.
fn triple(target: &str) -> String {
    match target.split_once('-') {
        Some((arch, rest)) if arch.starts_with("riscv32") => format!("riscv32-{rest}"),
        Some((arch, rest)) if arch.starts_with("riscv64") => format!("riscv64-{rest}"),
        _ => target.to_owned(),
    }
}

fn is_meaning(flag: &str) -> bool {
    MEANING.iter().any(|start| flag.starts_with(start)) && !CODE_ONLY.iter().any(|start| flag.starts_with(start))
}

/// Flags that follow from what was measured.
fn derived(probed: &Probed) -> Vec<String> {
    let view = &probed.view;
    let mut flags = vec![
        if view.enum_small < view.int { "-fshort-enums" } else { "-fno-short-enums" },
        if view.char_signed { "-fsigned-char" } else { "-fno-signed-char" },
    ];
    if view.wchar == 2 {
        flags.push("-fshort-wchar");
    }
    if view.object.starts_with("Arm,") {
        let hard = view.floats == "in floating-point registers";
        flags.push(if hard { "-mfloat-abi=hard" } else { "-mfloat-abi=soft" });
    }
    flags.into_iter().map(str::to_owned).collect()
}

fn takes(arguments: &[String], more: &[String]) -> bool {
    let all = [arguments, more].concat();
    parse(&all, "").is_some_and(|unit| !unit.diagnostics().iter().any(|d| d.level >= Level::Error))
}

/// Names of the macros that libclang predefines: those that are in no file.
fn predefined_by_clang(arguments: &[String]) -> HashSet<String> {
    let mut names = HashSet::new();
    if let Some(unit) = parse(arguments, "") {
        unit.cursor().each(|c| {
            if c.kind() == CXCursor_MacroDefinition && c.place().file.is_none_or(|f| f.name() != MAIN) {
                names.insert(c.spelling());
            }
        });
    }
    names
}

/// Takes back what libclang predefines and the vendor does not, and defines what the vendor does.
fn preamble(clang: &HashSet<String>, vendor: &[Macro]) -> String {
    let is_free = |name: &str| !FIXED.iter().any(|start| name.starts_with(start));
    let known: HashSet<&str> = vendor.iter().map(|m| m.name.as_str()).collect();
    let mut gone: Vec<&str> = clang.iter().map(String::as_str).filter(|n| !known.contains(n) && is_free(n)).collect();
    gone.sort_unstable();
    let mut text = String::new();
    for name in gone {
        let _ = writeln!(text, "#undef {name}");
    }
    for m in vendor.iter().filter(|m| is_free(&m.name)) {
        let _ = writeln!(text, "#undef {}\n#define {}", m.name, m.definition);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_targets_become_targets_of_llvm() {
        assert_eq!(triple("riscv32imac-unknown-none-elf"), "riscv32-unknown-none-elf");
        assert_eq!(triple("thumbv6m-none-eabi"), "thumbv6m-none-eabi");
    }

    #[test]
    fn flags_that_only_change_code_stay_away() {
        assert!(is_meaning("-mcpu=cortex-m0"));
        assert!(is_meaning("-fpack-struct=1"));
        for flag in ["-Os", "-ffunction-sections", "-flto", "-g3", "-Wall"] {
            assert!(!is_meaning(flag), "{flag}");
        }
    }

    #[test]
    fn the_preamble_takes_back_and_defines() {
        let clang = HashSet::from(["__clang__".to_owned(), "__INT__".to_owned(), "__STDC__".to_owned()]);
        let vendor = ["__INT__ long", "__STDC__ 1", "__NEW__ 2"].map(|m| Macro::parse(m).unwrap());
        assert_eq!(
            preamble(&clang, &vendor),
            "#undef __clang__\n#undef __INT__\n#define __INT__ long\n#undef __NEW__\n#define __NEW__ 2\n"
        );
    }
}
