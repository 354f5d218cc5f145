//! Programs in which modules stand in C++ and in Rust do the same whichever implementation answers, however they are built.
//!
//! The tests are those that the C++ came with, unchanged; the environment chooses the implementation of each module.

mod legacy;
mod leveldb;
mod link_order;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::context::Context;

pub(crate) use legacy::{build as build_legacy, ctest, mixed as legacy};
pub(crate) use leveldb::mixed as leveldb;
pub(crate) use link_order::{Order, run as link};

/// One way to build a mixed system.
struct Way {
    name: &'static str,
    generator: &'static str,
    options: &'static [&'static str],
    /// In which order the linker sees the archives.
    order: Order,
    /// Every mode, and of the legacy system each module alone and random mixes; otherwise only all in Rust, and shadow mode.
    thorough: bool,
}

/// What most ways have in common.
const PLAIN: Way = Way {
    name: "g++",
    generator: "Ninja",
    options: &["-DCMAKE_CXX_COMPILER=g++"],
    order: Order::Given,
    thorough: false,
};
const DEBUG: &[&str] = &["-DCMAKE_CXX_COMPILER=g++", "-DCMAKE_BUILD_TYPE=Debug"];
const CLANG: &[&str] = &["-DCMAKE_CXX_COMPILER=clang++-19", "-DCMAKE_C_COMPILER=clang-19"];
const CLANG_DEBUG: &[&str] =
    &["-DCMAKE_CXX_COMPILER=clang++-19", "-DCMAKE_C_COMPILER=clang-19", "-DCMAKE_BUILD_TYPE=Debug"];

/// All ways; the subjects of the checks.
const WAYS: &[Way] = &[
    Way { thorough: true, ..PLAIN },
    Way { name: "clang++", options: CLANG, ..PLAIN },
    Way { name: "clang++ -O0", options: CLANG_DEBUG, ..PLAIN },
    Way { name: "g++ -O0", options: DEBUG, ..PLAIN },
    Way { name: "g++ -O0, make", generator: "Unix Makefiles", options: DEBUG, ..PLAIN },
    Way { name: SANITIZED, options: DEBUG, ..PLAIN },
    Way { name: SHARED, ..PLAIN },
    Way { name: RUST_ONLY, options: &["-DCMAKE_CXX_COMPILER=g++", "-DMIGRATE_SIDES=rust"], ..PLAIN },
    Way { name: "archives reversed", order: Order::Reversed, ..PLAIN },
    Way { name: "archives shuffled", order: Order::Shuffled, ..PLAIN },
];
/// With AddressSanitizer and UndefinedBehaviorSanitizer, which each system has its own way to ask for.
const SANITIZED: &str = "asan+ubsan";
/// Libraries are shared ones, likewise.
const SHARED: &str = "shared";
/// The originals are left out, so there are no modes.
const RUST_ONLY: &str = "rust only";

/// The way of this name.
fn way(name: &str) -> Result<&'static Way> {
    WAYS.iter().find(|w| w.name == name).with_context(|| format!("no way to build is called {name}"))
}

impl Way {
    /// Configures and builds a system, and builds once more for nothing; the build folder.
    fn build(&self, context: &Context, system: &str, sources: &Path, options: &[String]) -> Result<PathBuf> {
        let folder = context.cache.join("mixed").join(format!("{system}-{}", file_name(self.name)));
        let mut configure = context.run("cmake").args(["-G", self.generator, "-S"]).arg(sources).arg("-B").arg(&folder);
        configure = configure.arg(format!("-DMIGRATE_EXECUTABLE={}", context.migrate()?.display()));
        configure = configure.arg(context.cargo_target(system));
        configure.args(options).args(self.options).args(self.order.options()?).ok()?;
        let build = || context.run("cmake").arg("--build").arg(&folder).args(["-j", &context.jobs().to_string()]);
        build().ok()?;
        if self.generator == "Ninja" {
            let again = build().stdout()?;
            ensure!(again.contains("no work to do"), "a build with nothing to do did something:\n{again}");
        }
        Ok(folder)
    }
}

/// A way as a part of a file name.
fn file_name(way: &str) -> String {
    way.replace([' ', ','], "-")
}

/// The variable that chooses the implementation of a module.
fn variable(module: &str) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    format!("MIGRATE_{}", module.chars().map(fits).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_named_as_the_runtime_does() {
        assert_eq!(variable("util/log-reader"), "MIGRATE_UTIL_LOG_READER");
    }

    #[test]
    fn checks_are_ways_of_the_table() {
        for check in
            crate::commands::test::CHECKS.iter().filter(|c| ["mixed legacy", "mixed leveldb"].contains(&c.name))
        {
            way(check.subject).unwrap();
        }
    }
}
