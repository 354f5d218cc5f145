//! Rust that panics in every function of every ported module: the C++ answers to the same arguments, the program goes on, and
//! each panic is counted.
//!
//! The mixed legacy system is built once more, with crates in the place of `rust-modules/` that write none of the functions
//! that their module's trait asks for: each panics in its `todo!`. Its own tests run in the mode rust.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context as _, Result, ensure};

use super::{mixed, planted, ported};
use crate::check::Outcome;
use crate::context::Context;
use crate::files;

/// The variable that names the file of fall-backs.
const FALL_BACKS: &str = "MIGRATE_FALL_BACKS";

/// All tests pass, and every module has fallen back.
pub(crate) fn answered(context: &Context, _: &str) -> Result<Outcome> {
    let modules = ported::modules(&context.root)?;
    let root = context.cache.join("mixed/panics");
    // Nobody refers to what makes panics silent, so the linker is told to take it.
    let wanted: String = modules.iter().map(|m| format!(" -Wl,-u,{}", quiet(m))).collect();
    let options = [format!("-DCMAKE_EXE_LINKER_FLAGS={}", wanted.trim_start())];
    let build = planted::build(context, &root, &modules, &options, &|module, to| {
        let about = context.root.join("bridge/generated").join(module).join("facade/module.json");
        let about: serde_json::Value = serde_json::from_str(&files::read(&about)?)?;
        let word = |key: &str| about[key].as_str().with_context(|| format!("{module}/facade/module.json has no {key}"));
        let wanted = files::read(&context.root.join("bridge/generated").join(module).join("bridge/src/facade.rs"))?;
        let library = library(module, word("package")?, word("implementor")?, &types(&wanted));
        files::write(&to.join("src/lib.rs"), &library)?;
        Ok(())
    })?;
    let list = root.join("fall-backs.txt");
    if list.exists() {
        fs::remove_file(&list)?;
    }
    let all: Vec<(String, &str)> = modules.iter().map(|m| (m.clone(), "rust")).collect();
    let tests = mixed::ctest(context, &build, &all, &[(FALL_BACKS, list.as_os_str())])?;
    let counts = counts(&files::read(&list)?)?;
    for module in &modules {
        ensure!(counts.get(module).is_some_and(|n| *n > 0), "no call of {module} fell back: {counts:?}");
    }
    let total: u64 = counts.values().sum();
    Ok(Outcome::Passed(format!("{tests} tests, {total} panics of {} modules", modules.len())))
}

/// The symbol of what makes the panics of a module silent.
fn quiet(module: &str) -> String {
    format!("migrate_quiet_{}", module.replace(|c: char| !c.is_ascii_alphanumeric(), "_"))
}

/// The objects of Rust that a trait asks for.
fn types(facade: &str) -> Vec<&str> {
    let declared = facade.lines().filter_map(|line| line.strip_prefix("    type "));
    declared.filter_map(|rest| rest.split(':').next()).collect()
}

/// A crate that writes nothing of what its module needs. Its panics say nothing: some tests compare what programs print on
/// standard error.
fn library(module: &str, package: &str, implementor: &str, types: &[&str]) -> String {
    let bridge = format!("{}_bridge", package.replace('-', "_"));
    let quiet = quiet(module);
    let types: String = types.iter().map(|name| format!("\n    type {name} = ();\n")).collect();
    format!(
        "//! Every function of the trait is as `migrate port` gives it: it panics.\n\n\
         #[used]\n#[unsafe(no_mangle)]\n#[unsafe(link_section = \".init_array\")]\n#[allow(non_upper_case_globals)]\n\
         pub static {quiet}: extern \"C\" fn() = quiet;\n\n\
         extern \"C\" fn quiet() {{\n    std::panic::set_hook(Box::new(|_| ()));\n}}\n\n\
         /// What C++ calls.\npub struct {implementor};\n\nimpl {bridge}::facade::Module for {implementor} {{{types}}}\n"
    )
}

/// Calls that fell back, by module, of all programs together.
fn counts(text: &str) -> Result<BTreeMap<String, u64>> {
    let mut out = BTreeMap::new();
    for line in text.lines() {
        let words: Vec<&str> = line.splitn(4, '\t').collect();
        let [module, "fell_back", count, _] = words[..] else { anyhow::bail!("not a line of fall-backs: {line}") };
        *out.entry(module.to_owned()).or_default() += count.parse::<u64>().with_context(|| line.to_owned())?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_programs_are_added() {
        let found = counts("a\tfell_back\t2\t/bin/x\nb\tfell_back\t1\t/bin/x\na\tfell_back\t3\t/bin/y z\n").unwrap();
        assert_eq!(found, BTreeMap::from([("a".to_owned(), 5), ("b".to_owned(), 1)]));
        assert!(counts("a\tfell_back\tmany\t/bin/x\n").is_err() && counts("a: 5\n").is_err());
    }

    #[test]
    fn nothing_is_written_for_a_module() {
        let text = library("log-reader", "log-reader", "LogReader", &[]);
        assert!(text.ends_with("impl log_reader_bridge::facade::Module for LogReader {}\n"), "{text}");
        let types = types("pub trait Module: 'static {\n    type Reader: Clone + 'static;\n    fn f();\n");
        let text = library("log-reader", "log-reader", "LogReader", &types);
        assert!(text.ends_with("for LogReader {\n    type Reader = ();\n}\n"), "{text}");
    }
}
