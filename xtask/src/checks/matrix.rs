//! Bridges with every compiler and standard, with and without exceptions and RTTI: generated, built and run.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, ensure};

use crate::check::Outcome;
use crate::context::Context;
use crate::files;

/// The C++ library and the program, in the repository.
const SOURCES: &str = "xtask/matrix";

/// One way to compile the library and its bridge.
struct Way {
    compiler: &'static str,
    standard: &'static str,
    flags: &'static [&'static str],
}

/// Ways of one compiler stand together, so that what the crates depend on is built once for each.
const WAYS: [Way; 11] = [
    way("g++", "c++11", &[]),
    way("g++", "c++14", &[]),
    way("g++", "c++17", &[]),
    way("g++", "c++20", &[]),
    way("g++", "c++17", &["-fno-exceptions"]),
    way("g++", "c++14", &["-fno-exceptions", "-fno-rtti"]),
    way("clang++-19", "c++11", &[]),
    way("clang++-19", "c++14", &[]),
    way("clang++-19", "c++17", &[]),
    way("clang++-19", "c++20", &["-fno-rtti"]),
    way("clang++-19", "c++20", &["-fno-exceptions"]),
];

const fn way(compiler: &'static str, standard: &'static str, flags: &'static [&'static str]) -> Way {
    Way { compiler, standard, flags }
}

/// The ways of each compiler in turn, beside those of the other: most steps of a way keep one core busy.
pub(crate) fn ways(context: &Context, _: &str) -> Result<Outcome> {
    context.migrate()?;
    let folder = context.target_dir()?.join("bridges/matrix");
    std::thread::scope(|scope| {
        let of_compiler = WAYS.chunk_by(|a, b| a.compiler == b.compiler).map(|ways| {
            let (context, folder) = (context.beside(), folder.join(ways[0].compiler));
            scope.spawn(move || {
                ways.iter().try_for_each(|way| works(&context, way, &folder).with_context(|| way.name()))
            })
        });
        // All are started before one is waited for.
        let threads: Vec<_> = of_compiler.collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| anyhow!("a thread panicked"))?)
    })?;
    Ok(Outcome::Passed(format!("{} ways", WAYS.len())))
}

fn works(context: &Context, way: &Way, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let library = way.library(context, folder)?;
    let krate = folder.join("bridge");
    if krate.exists() {
        std::fs::remove_dir_all(&krate)?;
    }
    files::write(&folder.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"bridge\", \"program\"]\n")?;
    let mut run = context.run(context.migrate()?).dir(folder);
    run = run.args(["bridge", "--headers", "zoo.h", "--namespace", "zoo", "--std", way.standard]);
    run = run.args(way.flags.iter().map(|flag| format!("--flag={flag}"))).args(["--compiler", way.compiler]);
    run = run.arg("--include").arg(context.root.join(SOURCES)).arg("--lib").arg(library);
    let said = run.args(["--name", "zoo-bridge", "--out", "bridge"]).ok()?;
    ensure!(!said.stdout.contains("Skipped"), "not everything crosses:\n{}", said.stdout);
    way.program(context, folder)
}

impl Way {
    fn name(&self) -> String {
        [&[self.compiler, self.standard], self.flags].concat().join(" ")
    }

    /// The library as an archive.
    fn library(&self, context: &Context, folder: &Path) -> Result<PathBuf> {
        let (object, archive) = (folder.join("zoo.o"), folder.join("libzoo.a"));
        let run = context.run(self.compiler).args(["-fPIC", "-c", &format!("-std={}", self.standard)]).args(self.flags);
        run.arg("-o").arg(&object).arg(context.root.join(SOURCES).join("zoo.cc")).ok()?;
        if archive.exists() {
            std::fs::remove_file(&archive)?;
        }
        context.run("ar").arg("rcs").arg(&archive).arg(&object).ok()?;
        Ok(archive)
    }

    /// What the library has in this way.
    fn features(&self) -> String {
        let exceptions = !self.flags.contains(&"-fno-exceptions");
        let newer = self.standard >= "c++17";
        [("exceptions", exceptions), ("cpp17", newer)].iter().filter(|f| f.1).map(|f| f.0).collect::<Vec<_>>().join(",")
    }

    /// Builds the program and runs it.
    fn program(&self, context: &Context, folder: &Path) -> Result<()> {
        let source = toml::Value::from(context.root.join(SOURCES).join("program.rs").to_string_lossy().as_ref());
        let manifest = format!(
            "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [[bin]]\nname = \"program\"\npath = {source}\n\n[features]\nexceptions = []\ncpp17 = []\n\n\
             [dependencies]\nzoo = {{ package = \"zoo-bridge\", path = \"../bridge\" }}\n"
        );
        files::write(&folder.join("program/Cargo.toml"), &manifest)?;
        let cargo = context.cargo().dir(&folder.join("program")).env("CARGO_TARGET_DIR", folder.join("target"));
        cargo.env("CXX", self.compiler).args(["run", "--quiet", "--features", &self.features()]).ok()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_compiler_has_every_standard() {
        for compiler in ["g++", "clang++-19"] {
            let of = WAYS.iter().filter(|w| w.compiler == compiler);
            let mut standards: Vec<&str> = of.map(|w| w.standard).collect();
            standards.sort_unstable();
            standards.dedup();
            assert_eq!(standards, ["c++11", "c++14", "c++17", "c++20"]);
        }
    }
}
