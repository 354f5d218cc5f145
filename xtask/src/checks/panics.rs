//! Rust that panics in every function of every ported module: the C++ answers to the same arguments, the program goes on, and
//! each panic is counted.
//!
//! The mixed legacy system is built once more, with crates in the place of `rust-modules/` that write none of the functions
//! that their module's trait asks for: each panics in its `todo!`. Its own tests run in the mode rust.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use super::ported;
use crate::check::Outcome;
use crate::context::Context;
use crate::files;

/// What is as it is in the repository.
const SHARED: [&str; 3] = ["CMakeLists.txt", "legacy-cpp", "bridge/cmake"];
/// The variable that names the file of fall-backs.
const FALL_BACKS: &str = "MIGRATE_FALL_BACKS";

/// All tests pass, and every module has fallen back.
pub(crate) fn answered(context: &Context, _: &str) -> Result<Outcome> {
    let modules = ported::modules(&context.root)?;
    let root = context.cache.join("mixed/panics");
    plant(context, &root, &modules)?;
    let build = root.join("build");
    let mut run = context.run("cmake").args(["-G", "Ninja", "-DCMAKE_CXX_COMPILER=g++", "-S"]).arg(&root);
    run = run.arg("-B").arg(&build).arg(format!("-DMIGRATE_EXECUTABLE={}", context.migrate()?.display()));
    run.ok()?;
    context.run("cmake").arg("--build").arg(&build).args(["-j", &context.jobs().to_string()]).ok()?;
    let list = root.join("fall-backs.txt");
    if list.exists() {
        fs::remove_file(&list)?;
    }
    let all: Vec<(String, &str)> = modules.iter().map(|m| (m.clone(), "rust")).collect();
    let tests = ported::ctest(context, &build, &all, &[(FALL_BACKS, list.as_os_str())])?;
    let counts = counts(&files::read(&list)?)?;
    for module in &modules {
        ensure!(counts.get(module).is_some_and(|n| *n > 0), "no call of {module} fell back: {counts:?}");
    }
    let total: u64 = counts.values().sum();
    Ok(Outcome::Passed(format!("{tests} tests, {total} panics of {} modules", modules.len())))
}

/// A tree like the repository's, with Rust that only panics.
fn plant(context: &Context, root: &Path, modules: &[String]) -> Result<()> {
    for name in SHARED {
        let place = root.join(name);
        fs::create_dir_all(place.parent().context("it has a folder")?)?;
        if !place.is_symlink() {
            symlink(context.root.join(name), &place).with_context(|| format!("cannot make {}", place.display()))?;
        }
    }
    let generated = context.root.join("bridge/generated");
    let target = generated.join("target");
    let runtime = toml::Value::from(context.root.join("bridge/runtime").to_string_lossy().as_ref());
    let mut wanted = Vec::new();
    for file in files::below(&generated, &|path| !path.starts_with(&target))? {
        wanted.push(root.join("bridge/generated").join(file.strip_prefix(&generated)?));
        let text = manifest(&files::read(&file)?, &runtime);
        files::write(wanted.last().context("just added")?, &text)?;
    }
    for module in modules {
        let from = context.root.join("rust-modules").join(module);
        let to = root.join("rust-modules").join(module);
        files::write(&to.join("Cargo.toml"), &files::read(&from.join("Cargo.toml"))?)?;
        let about = generated.join(module).join("facade/module.json");
        let about: serde_json::Value = serde_json::from_str(&files::read(&about)?)?;
        let word = |key: &str| about[key].as_str().with_context(|| format!("{module}/facade/module.json has no {key}"));
        let text = library(word("package")?, word("implementor")?);
        files::write(&to.join("src/lib.rs"), &text)?;
    }
    remove_others(&root.join("bridge/generated"), &wanted)
}

/// A file of the workspace, which finds the runtime where the repository has it: that belongs to another workspace.
fn manifest(text: &str, runtime: &toml::Value) -> String {
    let line = |line: &str| match line.starts_with("migrate-rt = {") {
        true => format!("migrate-rt = {{ path = {runtime} }}\n"),
        false => format!("{line}\n"),
    };
    if text.contains("\nmigrate-rt = {") { text.lines().map(line).collect() } else { text.to_owned() }
}

/// A crate that writes nothing of what its module needs.
fn library(package: &str, implementor: &str) -> String {
    let bridge = format!("{}_bridge", package.replace('-', "_"));
    format!(
        "//! Every function of the trait is as `migrate port` gives it: it panics.\n\n\
         /// What C++ calls.\npub struct {implementor};\n\nimpl {bridge}::facade::Module for {implementor} {{}}\n"
    )
}

/// What an earlier run left there, of modules that have another form by now.
fn remove_others(folder: &Path, wanted: &[PathBuf]) -> Result<()> {
    for file in files::below(folder, &|path| !wanted.iter().any(|w| w == path))? {
        fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
    }
    Ok(())
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
    fn the_runtime_is_that_of_the_repository() {
        let runtime = toml::Value::from("/a b/runtime");
        let text = "[dependencies]\nmigrate-rt = { path = \"../../runtime\" }\ncxx = \"1\"\n";
        let expected = "[dependencies]\nmigrate-rt = { path = \"/a b/runtime\" }\ncxx = \"1\"\n";
        assert_eq!(manifest(text, &runtime), expected);
        assert_eq!(manifest("no line", &runtime), "no line");
    }

    #[test]
    fn nothing_is_written_for_a_module() {
        let text = library("log-reader", "LogReader");
        assert!(text.ends_with("impl log_reader_bridge::facade::Module for LogReader {}\n"), "{text}");
    }
}
