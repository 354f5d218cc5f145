//! Programs against the bridges to real libraries: what their users do with them, but in Rust, watched for wrong memory.
//!
//! A program is `xtask/programs/NAME.rs`; it fails by panicking. What valgrind shall not complain about, because the
//! library does it on purpose, is in `NAME.supp` beside it; what it asks of the bridge beyond what headers say is in
//! `NAME.toml`, a `migrate.toml`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use super::bridges;
use super::corpus::judge;
use crate::check::Outcome;
use crate::context::Context;
use crate::corpus::Manifest;
use crate::figures::Figures;
use crate::files;
use crate::process::Run;
use crate::unavailable::Unavailable;

/// Under what all programs together keep their figures.
const PROGRAMS: &str = "programs";

/// A program does what it should by itself, with the C++ of the bridge under AddressSanitizer, and under valgrind.
pub(crate) fn library(context: &Context, library: &str) -> Result<Outcome> {
    let program = Program::of(context, library, &bridge(context, library)?)?;
    program.forget()?;
    // Warnings in what is generated are faults.
    let plain = program.build("plain", "-Dwarnings", "")?;
    program.run(context.run(&plain)).context("by itself")?;
    let watched =
        program.build("asan", "-Clinker=g++ -Clink-arg=-fsanitize=address -Cdefault-linker-libraries=yes", ASAN)?;
    program.run(context.run(watched).env("ASAN_OPTIONS", "detect_leaks=1")).context("under AddressSanitizer")?;
    program.run(program.valgrind(&plain)).context("under valgrind")?;
    program.remember()?;
    Ok(Outcome::Passed("by itself, under AddressSanitizer, under valgrind".to_owned()))
}

/// The bridge that a program needs: the one that is measured, unless the program has a configuration.
fn bridge(context: &Context, library: &str) -> Result<PathBuf> {
    let config = source(context, library).with_extension("toml");
    match config.is_file() {
        true => bridges::configured(context, library, &config, &folder(context)?.join(library).join("bridge")),
        false => bridges::generated(context, library),
    }
}

/// How many programs passed with the tool as it is now.
pub(crate) fn all(context: &Context, _: &str) -> Result<Outcome> {
    let built = bridges::modified(&context.migrate()?)?;
    let manifest = Manifest::load(context)?;
    let folder = folder(context)?;
    let (mut passed, mut failed) = (0, Vec::new());
    for package in manifest.select(&[])?.into_iter().filter(|p| p.install.is_some()) {
        let stamp = stamp(&folder, &package.name);
        match stamp.exists() && bridges::modified(&stamp)? >= built {
            true => passed += 1,
            false => failed.push(package.name.as_str()),
        }
    }
    if passed == 0 {
        return Err(Unavailable::error("no program was run with this build", "cargo xtask test 'bridge programs'"));
    }
    let figures = Figures::from([("bridge.programs".to_owned(), f64::from(passed))]);
    let failed = if failed.is_empty() { String::new() } else { format!(", not {}", failed.join(", ")) };
    match judge(context, PROGRAMS, &figures).with_context(|| format!("{passed} passed{failed}"))? {
        Outcome::Passed(figures) => Ok(Outcome::Passed(format!("{passed} programs{failed}; {figures}"))),
        skipped => Ok(skipped),
    }
}

/// How the C++ of a bridge is compiled to be watched.
const ASAN: &str = "-fsanitize=address -fno-omit-frame-pointer -g";

/// A crate of its own in the target folder, made of one source file and the generated crate.
struct Program<'a> {
    context: &'a Context,
    library: &'a str,
    /// Where all programs are built.
    folder: PathBuf,
    stamp: PathBuf,
    /// What it is built for. It is said to cargo, so that flags reach the program and its libraries, but not what the
    /// build itself runs.
    target: String,
}

impl<'a> Program<'a> {
    fn of(context: &'a Context, library: &'a str, krate: &Path) -> Result<Program<'a>> {
        let folder = folder(context)?;
        let source = source(context, library);
        ensure!(source.is_file(), "there is no {}", source.display());
        let manifest = manifest(library, &bridges::package_name(krate)?, krate, &source);
        files::write(&folder.join(library).join("Cargo.toml"), &manifest.to_string())?;
        let rustc = context.run("rustc").env_remove("RUSTUP_TOOLCHAIN").arg("-vV").stdout()?;
        let target = rustc.lines().find_map(|line| line.strip_prefix("host: "));
        let target = target.context("rustc does not say what it runs on")?.to_owned();
        Ok(Program { context, library, stamp: stamp(&folder, library), folder, target })
    }

    /// Builds it in a folder that all programs share; gives back the executable.
    fn build(&self, way: &str, rust_flags: &str, cpp_flags: &str) -> Result<PathBuf> {
        let folder = self.folder.join(way);
        self.context
            .cargo()
            .dir(&self.folder.join(self.library))
            .args(["build", "--quiet", "--target", &self.target])
            .env("CARGO_TARGET_DIR", &folder)
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env("RUSTFLAGS", rust_flags)
            .env("CXX", "g++")
            .env("CXXFLAGS", cpp_flags)
            .ok()?;
        Ok(folder.join(&self.target).join("debug").join(name(self.library)))
    }

    fn valgrind(&self, program: &Path) -> Run {
        let mut run = self.context.run("valgrind").args(["--quiet", "--leak-check=full", "--error-exitcode=99"]);
        let accepted = source(self.context, self.library).with_extension("supp");
        if accepted.is_file() {
            run = run.arg(format!("--suppressions={}", accepted.display()));
        }
        run.arg(program)
    }

    /// Runs it where it may write.
    fn run(&self, run: Run) -> Result<()> {
        let scratch = self.context.scratch(&name(self.library))?;
        run.dir(&scratch).ok()?;
        let left = files::below(&scratch, &|_| true)?;
        ensure!(left.is_empty(), "{} is left behind", left[0].display());
        Ok(())
    }

    fn remember(&self) -> Result<()> {
        files::write(&self.stamp, "passed\n").map(drop)
    }

    fn forget(&self) -> Result<()> {
        match self.stamp.exists() {
            true => fs::remove_file(&self.stamp).with_context(|| format!("cannot remove {}", self.stamp.display())),
            false => Ok(()),
        }
    }
}

fn name(library: &str) -> String {
    format!("program-{library}")
}

fn source(context: &Context, library: &str) -> PathBuf {
    context.root.join("xtask/programs").join(library).with_extension("rs")
}

fn folder(context: &Context) -> Result<PathBuf> {
    Ok(context.target_dir()?.join("bridges/programs"))
}

/// It is there, and younger than the tool, if the program passed.
fn stamp(folder: &Path, library: &str) -> PathBuf {
    folder.join(library).join("passed")
}

/// The manifest of a program. The generated crate goes by the name of its library, whatever it is called itself.
fn manifest(library: &str, package: &str, krate: &Path, source: &Path) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let (name, package) = (quoted(&name(library)), quoted(package));
    let (krate, source) = (quoted(&krate.to_string_lossy()), quoted(&source.to_string_lossy()));
    format!(
        "[package]\nname = {name}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [[bin]]\nname = {name}\npath = {source}\n\n\
         [dependencies]\ncxx = \"1\"\n{} = {{ package = {package}, path = {krate} }}\n\n[workspace]\n",
        library.replace('-', "_"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::test::CHECKS;

    #[test]
    fn the_bridge_goes_by_the_name_of_its_library() {
        let text = manifest("yaml-cpp", "crate", Path::new("/a \"b\"/crate"), Path::new("/c/yaml-cpp.rs"));
        let table: toml::Table = toml::from_str(&text).unwrap();
        assert_eq!(table["dependencies"]["yaml_cpp"]["path"].as_str(), Some("/a \"b\"/crate"));
        assert_eq!(table["bin"][0]["path"].as_str(), Some("/c/yaml-cpp.rs"));
        assert!(table.contains_key("workspace"));
    }

    #[test]
    fn every_installed_library_has_a_program_and_a_check() {
        let context = Context::new().unwrap();
        let manifest = Manifest::load(&context).unwrap();
        let installed = manifest.select(&[]).unwrap().into_iter().filter(|p| p.install.is_some());
        let mut expected: Vec<&str> = installed.map(|p| p.name.as_str()).collect();
        let checks = CHECKS.iter().filter(|check| check.name == "bridge programs" && check.subject != "all");
        let mut checked: Vec<&str> = checks.map(|check| check.subject).collect();
        let sources = files::with_extension(&context.root.join("xtask/programs"), "rs").unwrap();
        let written: Vec<_> = sources.iter().map(|path| path.file_stem().unwrap().to_str().unwrap()).collect();
        expected.sort_unstable();
        checked.sort_unstable();
        assert_eq!((&checked, &written), (&expected, &expected));
    }
}
