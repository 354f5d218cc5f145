//! The mixed legacy system with other Rust than the repository's: Rust that answers wrongly, which shadow mode has to find.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use super::shadow::ShadowLog;
use super::{mixed, ported};
use crate::check::Outcome;
use crate::context::Context;
use crate::files;

/// What is as it is in the repository.
const SHARED: [&str; 4] = ["CMakeLists.txt", "legacy-cpp", "bridge/cmake", "bridge/runtime/include"];

/// One wrong result a module: the module, a source of its crate, and what there becomes what.
const WRONG: [(&str, &str, &str, &str); 7] = [
    ("cache", "lib.rs", "|entry| entry.value().value)", "|_| std::ptr::null_mut())"),
    ("codec", "frame.rs", "varint::put(self.payload.len() as u64", "varint::put(self.payload.len() as u64 + 1"),
    ("compress", "lz.rs", "10 + size + ", "11 + size + "),
    ("config", "units.rs", "count.checked_mul(*factor)", "count.checked_add(*factor)"),
    ("rules", "lib.rs", "cpp::CallExpr::new(name)", "cpp::CallExpr::new(&name[1..])"),
    ("series", "agg.rs", "agg.name().as_bytes() == name", "agg.name().len() == name.len()"),
    ("store", "format.rs", "&id.to_le_bytes()", "&id.to_be_bytes()"),
];

/// Share of calls that are compared while the wrong results are looked for.
const RATE: &str = "0.01";

/// Each wrong result is found, and the tests pass all the same: C++ answers.
pub(crate) fn found(context: &Context, _: &str) -> Result<Outcome> {
    let modules = ported::modules(&context.root)?;
    let root = context.cache.join("mixed/wrong");
    let build = build(context, &root, &modules, &[], &|module, to| {
        let from = context.root.join("rust-modules").join(module).join("src");
        for file in files::below(&from, &|_| true)? {
            let name = file.strip_prefix(&from)?;
            let mut text = files::read(&file)?;
            for (_, _, old, new) in WRONG.iter().filter(|w| w.0 == module && Path::new(w.1) == name) {
                ensure!(text.contains(old), "{} has no `{old}`", file.display());
                text = text.replace(old, new);
            }
            files::write(&to.join("src").join(name), &text)?;
        }
        Ok(())
    })?;
    let all: Vec<(String, &str)> = modules.iter().map(|m| (m.clone(), "shadow")).collect();
    let log = ShadowLog::new(context, "planted")?;
    let rate: (&str, &std::ffi::OsStr) = ("MIGRATE_SHADOW_RATE", RATE.as_ref());
    let tests = mixed::ctest(context, &build, &all, &[log.variable(), rate])?;
    let found = log.read()?.differing;
    let missed: Vec<&str> = WRONG.iter().map(|w| w.0).filter(|m| !found.contains(*m)).collect();
    ensure!(missed.is_empty(), "shadow mode has not found the wrong results of {missed:?}");
    Ok(Outcome::Passed(format!("{} of {} at a rate of {RATE}; {tests} tests pass", found.len(), WRONG.len())))
}

/// Makes a tree like the repository's, with other Rust in it, and builds it; the build folder. `write` puts the sources of
/// a module's crate into a folder, `options` are for CMake.
pub(super) fn build(
    context: &Context,
    root: &Path,
    modules: &[String],
    options: &[String],
    write: &dyn Fn(&str, &Path) -> Result<()>,
) -> Result<PathBuf> {
    plant(context, root, modules, write)?;
    let build = root.join("build");
    let mut run = context.run("cmake").args(["-G", "Ninja", "-DCMAKE_CXX_COMPILER=g++", "-S"]).arg(root);
    run = run.arg("-B").arg(&build).arg(format!("-DMIGRATE_EXECUTABLE={}", context.migrate()?.display()));
    run.args(options).ok()?;
    context.run("cmake").arg("--build").arg(&build).args(["-j", &context.jobs().to_string()]).ok()?;
    Ok(build)
}

fn plant(context: &Context, root: &Path, modules: &[String], write: &dyn Fn(&str, &Path) -> Result<()>) -> Result<()> {
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
        write(module, &to)?;
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

/// What an earlier run left there, of modules that have another form by now.
fn remove_others(folder: &Path, wanted: &[PathBuf]) -> Result<()> {
    for file in files::below(folder, &|path| !wanted.iter().any(|w| w == path))? {
        fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtime_is_that_of_the_repository() {
        let runtime = toml::Value::from("/a b/runtime");
        let text = "[dependencies]\nmigrate-rt = { path = \"../../runtime\" }\ncxx = \"1\"\n";
        let expected = "[dependencies]\nmigrate-rt = { path = \"/a b/runtime\" }\ncxx = \"1\"\n";
        assert_eq!(manifest(text, &runtime), expected);
        assert_eq!(manifest("no line", &runtime), "no line");
    }
}
