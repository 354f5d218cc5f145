//! What is known of a module's two sides beside how they run: flags, lines, and what is `unsafe`.

use std::path::{Path, PathBuf};
use std::process::Command;

use migrate_model::bench::{Subject, Unsafe};
use serde_json::Value;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::port::{Ported, written};

/// Flags of C++ compilers that speed depends on.
const SPEED: [&str; 5] = ["-O", "-m", "-f", "-DNDEBUG", "--target"];

/// What Migrate.cmake writes down for cargo, in a build folder.
const CARGO_SETTINGS: &str = "migrate/cargo-settings.cmake";

/// Where the parts of a module are.
#[derive(Debug)]
pub struct Parts<'a> {
    /// The module.
    pub ported: &'a Ported,
    /// The source root.
    pub root: &'a Path,
    /// The build folders, C++ first.
    pub builds: [&'a Path; 2],
    /// The folder of generated crates.
    pub generated: &'a Path,
    /// The hand-written crate.
    pub written: PathBuf,
}

impl Parts<'_> {
    /// Sources of the module's C++.
    pub fn cpp_sources(&self) -> Vec<PathBuf> {
        self.ported.sources.iter().map(|s| self.root.join(s)).collect()
    }

    /// Where the module's Rust begins.
    pub fn crate_root(&self) -> PathBuf {
        self.written.join("src/lib.rs")
    }
}

/// Reads what is known. What cannot be read is left out: nothing else depends on it.
pub fn subject(parts: &Parts<'_>) -> Subject {
    let sources = parts.cpp_sources();
    let cpp_lines = sources.iter().filter_map(|s| std::fs::read(s).ok()).map(|text| filled(&text)).sum();
    let rust = rust(&parts.written);
    Subject {
        name: parts.ported.module.clone(),
        cpp_flags: cpp_flags(parts.builds[0], &sources),
        rust_flags: rust_flags(parts.builds[1], parts.generated),
        cpp_lines,
        rust_lines: rust.lines,
        unsafe_code: rust.unsafe_code,
    }
}

/// Lines that are not blank.
fn filled(text: &[u8]) -> u64 {
    text.split(|b| *b == b'\n').filter(|line| !line.trim_ascii().is_empty()).count() as u64
}

/// The compiler of the module's first source that the build has a command for, and the flags that matter.
fn cpp_flags(build: &Path, sources: &[PathBuf]) -> Vec<String> {
    let database = std::fs::read(build.join("compile_commands.json")).unwrap_or_default();
    let database: Vec<Value> = serde_json::from_slice(&database).unwrap_or_default();
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let is_ours = |entry: &&Value| {
        let file = real(Path::new(entry["file"].as_str().unwrap_or_default()));
        sources.iter().any(|source| real(source) == file)
    };
    let words = database.iter().find(is_ours).and_then(|e| shlex::split(e["command"].as_str()?));
    let Some((compiler, flags)) = words.as_deref().and_then(<[String]>::split_first) else { return vec![] };
    let matters = |flag: &&String| SPEED.iter().any(|s| flag.starts_with(s));
    version(compiler).into_iter().chain(flags.iter().filter(matters).cloned()).collect()
}

/// The compiler and cargo's profile of the generated workspace, with what holds when it is silent (The Cargo Book, "Profiles").
fn rust_flags(build: &Path, generated: &Path) -> Vec<String> {
    let cache = std::fs::read_to_string(build.join("CMakeCache.txt")).unwrap_or_default();
    let debug = cache.lines().any(|l| l == "CMAKE_BUILD_TYPE:STRING=Debug");
    let (profile, optimised) = if debug { ("dev", "0") } else { ("release", "3") };
    let manifest = std::fs::read_to_string(generated.join("Cargo.toml")).unwrap_or_default();
    let manifest: toml::Table = manifest.parse().unwrap_or_default();
    let set = manifest.get("profile").and_then(|p| p.get(profile));
    let cargo = std::fs::read_to_string(build.join(CARGO_SETTINGS)).unwrap_or_default();
    let setting = |key: &str, silent: &str| {
        let name = format!("CARGO_PROFILE_{}_{}", profile.to_uppercase(), key.replace('-', "_").to_uppercase());
        let written = || Some(set?.get(key)?.to_string().trim_matches('"').to_owned());
        let value = from_build(&cargo, &name).or_else(|| std::env::var(&name).ok()).or_else(written);
        format!("{key}={}", value.as_deref().unwrap_or(silent))
    };
    let from_outside = std::env::var("RUSTFLAGS").ok().filter(|f| !f.trim().is_empty());
    let mut out: Vec<String> = version("rustc").into_iter().collect();
    out.extend([setting("opt-level", optimised), setting("lto", "false"), setting("codegen-units", "16")]);
    out.extend(from_outside.map(|flags| format!("RUSTFLAGS={flags}")));
    out
}

/// What a variable is that the build sets for cargo.
fn from_build(settings: &str, variable: &str) -> Option<String> {
    let (_, value) = settings.split_once(&format!("[{variable}="))?;
    value.split_once(']').map(|(value, _)| value.to_owned())
}

/// The first line of what a compiler says of itself.
fn version(compiler: &str) -> Option<String> {
    let output = Command::new(compiler).arg("--version").output().ok()?;
    String::from_utf8_lossy(&output.stdout).lines().next().map(str::to_owned)
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Rust {
    lines: u64,
    unsafe_code: Unsafe,
}

/// Every source of a crate.
fn rust(crate_dir: &Path) -> Rust {
    let mut out = Rust::default();
    for (_, text) in written::sources(crate_dir) {
        out.add(&text);
    }
    out
}

impl Rust {
    fn add(&mut self, text: &str) {
        let Ok(file) = syn::parse_file(text) else {
            self.lines += filled(text.as_bytes());
            return;
        };
        let mut counter = Counter { out: &mut self.unsafe_code, tests: vec![] };
        counter.visit_file(&file);
        let tests = counter.tests;
        let counted = |(number, line): &(usize, &str)| {
            !line.trim().is_empty() && !tests.iter().any(|[from, to]| (*from..=*to).contains(&(number + 1)))
        };
        self.lines += text.lines().enumerate().filter(counted).count() as u64;
    }
}

/// Counts what is unsafe outside of tests, and notes where tests are.
struct Counter<'a> {
    out: &'a mut Unsafe,
    /// First and last lines.
    tests: Vec<[usize; 2]>,
}

impl<'ast> Visit<'ast> for Counter<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if written::is_for_tests(&item.attrs) {
            self.tests.push([item.span().start().line, item.span().end().line]);
        } else {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_expr_unsafe(&mut self, block: &'ast syn::ExprUnsafe) {
        self.out.blocks += 1;
        visit::visit_expr_unsafe(self, block);
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        self.out.functions += u32::from(matches!(signature.safety, syn::Safety::Unsafe(_)));
        visit::visit_signature(self, signature);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        self.out.impls += u32::from(item.unsafety.is_some());
        visit::visit_item_impl(self, item);
    }

    fn visit_item_foreign_mod(&mut self, item: &'ast syn::ItemForeignMod) {
        self.out.externs += 1;
        visit::visit_item_foreign_mod(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsafe_is_counted_by_kind_and_tests_not_at_all() {
        let text = "\
unsafe fn f() {}

struct S;
unsafe impl Send for S {}
unsafe extern \"C\" { fn g(); }
fn h() { unsafe { g() }; unsafe { f() } }

#[cfg(test)]
mod tests {
    fn t() { unsafe { super::f() } }
}
";
        let mut rust = Rust::default();
        rust.add(text);
        let unsafe_code = Unsafe { blocks: 2, functions: 1, impls: 1, externs: 1 };
        assert_eq!(rust, Rust { lines: 5, unsafe_code });
    }

    #[test]
    fn the_build_has_the_last_word_on_the_profile() {
        let settings = "set(environment  [==[CXX=c++]==] [==[CARGO_PROFILE_RELEASE_LTO=false]==])";
        assert_eq!(from_build(settings, "CARGO_PROFILE_RELEASE_LTO").as_deref(), Some("false"));
        assert_eq!(from_build(settings, "CARGO_PROFILE_RELEASE_DEBUG"), None);
    }

    #[test]
    fn blank_lines_do_not_count() {
        assert_eq!(filled(b"a\n\n  \n\tb\n"), 2);
    }
}
