//! The compiler: where it is, what it is, how it is asked.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

use crate::inputs::Digest;
use crate::{Compiler, ProbeError, process};

/// Flags that name an output, a language or another kind of work, each with a separate value.
const DROPPED_WITH_VALUE: [&str; 12] = [
    "-o",
    "-x",
    "-MF",
    "-MT",
    "-MQ",
    "-MJ",
    "-aux-info",
    "-dumpbase",
    "-dumpbase-ext",
    "-dumpdir",
    "-include-pch",
    "--serialize-diagnostics",
];
/// Such flags in one word, by their start; and what changes how errors are printed.
const DROPPED_PREFIXES: [&str; 20] = [
    "-M",
    "-Wp,-M",
    "-o",
    "-xc",
    "-save-temps",
    "--save-temps",
    "-ftime-trace",
    "-ftime-report",
    "-fdump",
    "-fstack-usage",
    "-fcallgraph-info",
    "-fmodule-output",
    "-fdiagnostics",
    "-fno-diagnostics",
    "-fcolor-diagnostics",
    "-fno-color-diagnostics",
    "-fansi-escape-codes",
    "-fmessage-length",
    "-fmax-errors",
    "-ferror-limit",
];
const DROPPED: [&str; 6] = ["-c", "-S", "-E", "-fsyntax-only", "-v", "-Q"];
/// Flags that make a compilation write beside its object; a link needs them for its run-time libraries.
const DROPPED_BUT_LINKED: [&str; 6] =
    ["--coverage", "-fprofile-", "-ftest-coverage", "-fcoverage-", "-gsplit-dwarf", "-fauto-profile"];
/// Flags whose separate value is never looked at.
const KEPT_WITH_VALUE: [&str; 14] = [
    "-D",
    "-U",
    "-I",
    "-include",
    "-imacros",
    "-isystem",
    "-iquote",
    "-idirafter",
    "-isysroot",
    "-target",
    "--param",
    "-Xclang",
    "-Xpreprocessor",
    "-Xlinker",
];

/// Environment variables that change what a compiler or linker reads.
const ENVIRONMENT: [&str; 4] = ["CPATH", "CPLUS_INCLUDE_PATH", "LIBRARY_PATH", "GCC_EXEC_PREFIX"];

/// Whose command line a compiler understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Gcc,
    Clang,
}

/// A compiler that was found and has said what it is.
#[derive(Debug)]
pub(crate) struct Tool {
    program: PathBuf,
    dir: PathBuf,
    pub(crate) family: Family,
    /// Flags of a compilation.
    pub(crate) compile_flags: Vec<String>,
    /// Flags of a link.
    pub(crate) link_flags: Vec<String>,
    /// Names the program, its version, the flags, the folder and the environment.
    pub(crate) identity: String,
}

impl Tool {
    /// Finds the program and asks for its version.
    pub(crate) fn find(compiler: &Compiler, limit: Duration) -> Result<Tool, ProbeError> {
        let missing = |source| ProbeError::NoCompiler { program: compiler.program.clone(), source };
        let path = std::env::var_os("PATH").unwrap_or_default();
        let program = locate(&compiler.program, &compiler.dir, std::env::split_paths(&path))
            .ok_or_else(|| missing(std::io::ErrorKind::NotFound.into()))?;
        let mut command = plain(&program, &compiler.dir);
        let version = process::run(command.arg("--version"), String::new(), limit).map_err(missing)?.stdout;
        let family = family(&version).ok_or_else(|| ProbeError::UnknownCompiler {
            program: program.clone(),
            says: version.lines().next().unwrap_or_default().to_owned(),
        })?;
        let link_flags = cleaned(&compiler.flags);
        let compile_flags = without(&link_flags, &DROPPED_BUT_LINKED);
        let identity = identity(&program, &version, &compiler.flags, &compiler.dir).map_err(missing)?;
        Ok(Tool { program, dir: compiler.dir.clone(), family, compile_flags, link_flags, identity })
    }

    /// The program in its folder, without arguments.
    pub(crate) fn command(&self) -> Command {
        plain(&self.program, &self.dir)
    }

    /// The folder in which it runs.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// How diagnostics are to be printed: all of them, plain, whatever the user's flags say.
    pub(crate) fn diagnostic_flags(&self) -> &'static [&'static str] {
        match self.family {
            Family::Gcc => &[
                "-w",
                "-Wno-fatal-errors",
                "-fmax-errors=0",
                "-ftemplate-backtrace-limit=0",
                "-fmessage-length=0",
                "-fdiagnostics-plain-output",
            ],
            Family::Clang => &[
                "-w",
                "-Wno-fatal-errors",
                "-ferror-limit=0",
                "-ftemplate-backtrace-limit=0",
                "-fmessage-length=0",
                "-fno-color-diagnostics",
                "-fno-caret-diagnostics",
                "-fno-diagnostics-fixit-info",
                "-fno-crash-diagnostics",
            ],
        }
    }

    /// The user's flags ask for a run-time check that changes the code of a program.
    pub(crate) fn is_sanitized(&self) -> bool {
        self.compile_flags.iter().any(|flag| flag.starts_with("-fsanitize="))
    }

    /// The user's flags read a file before the translation unit begins.
    pub(crate) fn includes_first(&self) -> bool {
        self.compile_flags.iter().any(|flag| flag.starts_with("-include") || flag.starts_with("-imacros"))
    }
}

fn plain(program: &Path, dir: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(dir).env("LC_ALL", "C").env("COLLECT_NO_DEMANGLE", "1");
    // GCC prints in another form when these are set.
    command.env_remove("GCC_EXTRA_DIAGNOSTIC_OUTPUT").env_remove("GCC_COLORS");
    // Both would have every compilation write a list of what it reads.
    command.env_remove("DEPENDENCIES_OUTPUT").env_remove("SUNPRO_DEPENDENCIES");
    command
}

/// The program's path: as a shell in `dir` would find it.
fn locate(program: &Path, dir: &Path, mut path: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    if program.components().count() > 1 {
        return Some(dir.join(program)).filter(|p| p.is_file());
    }
    path.find_map(|folder| Some(dir.join(folder).join(program)).filter(|p| p.is_file()))
}

fn family(version: &str) -> Option<Family> {
    let has = |word| version.contains(word);
    match () {
        () if has("clang") || has("InstalledDir:") => Some(Family::Clang),
        // Other programs of the same foundation name their licence instead.
        () if has("Free Software Foundation") && has("see the source for copying conditions") => Some(Family::Gcc),
        () => None,
    }
}

fn identity(program: &Path, version: &str, flags: &[String], dir: &Path) -> std::io::Result<String> {
    let file = program.metadata()?;
    let modified = file.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let mut digest = Digest::new("compiler");
    digest.add(program.as_os_str().as_encoded_bytes());
    digest.add(format!("{modified} {}", file.len()));
    digest.add(version);
    digest.add_all(flags);
    digest.add(dir.as_os_str().as_encoded_bytes());
    for name in ENVIRONMENT {
        digest.add(std::env::var_os(name).unwrap_or_default().as_encoded_bytes());
    }
    Ok(digest.finish())
}

/// The flags without those that name an output or other work.
fn cleaned(flags: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    let mut words = flags.iter();
    while let Some(word) = words.next() {
        if KEPT_WITH_VALUE.contains(&word.as_str()) {
            out.push(word.clone());
            out.extend(words.next().cloned());
        } else if DROPPED_WITH_VALUE.contains(&word.as_str()) {
            words.next();
        } else if !DROPPED.contains(&word.as_str()) && !DROPPED_PREFIXES.iter().any(|d| word.starts_with(d)) {
            out.push(word.clone());
        }
    }
    out
}

fn without(flags: &[String], prefixes: &[&str]) -> Vec<String> {
    flags.iter().filter(|flag| !prefixes.iter().any(|p| flag.starts_with(p))).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn outputs_are_left_out_and_meaning_is_kept() {
        let flags = words(
            "-std=c++20 -I inc -D MAX=1 -Iother -MD -MF x.d -c -o x.o -include -o.h -fdiagnostics-color=always -O2 \
             --coverage -x c++ -xc++ -Xclang -fdump-record-layouts -m32",
        );
        let expected =
            words("-std=c++20 -I inc -D MAX=1 -Iother -include -o.h -O2 --coverage -Xclang -fdump-record-layouts -m32");
        assert_eq!(cleaned(&flags), expected);
        assert_eq!(without(&expected, &DROPPED_BUT_LINKED), words(&expected.join(" ").replace("--coverage", "")));
    }

    #[test]
    fn families_by_what_they_say() {
        let gcc = "c++ (Distribution 12.2.0) 12.2.0\nCopyright (C) 2022 Free Software Foundation, Inc.\n\
                   This is free software; see the source for copying conditions.  There is NO\n";
        assert_eq!(family(gcc), Some(Family::Gcc));
        assert_eq!(family("Some clang version 19.1.7\nTarget: x86_64\n"), Some(Family::Clang));
        assert_eq!(family("true (GNU coreutils) 9.1\nCopyright (C) 2022 Free Software Foundation, Inc.\n"), None);
        assert_eq!(family("tcc version 0.9"), None);
    }

    #[test]
    fn programs_are_found_as_a_shell_finds_them() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("bin")).unwrap();
        let file = dir.path().join("bin/cross-g++");
        std::fs::write(&file, "").unwrap();
        let path = || ["nowhere", "bin"].map(PathBuf::from).into_iter();
        assert_eq!(locate(Path::new("cross-g++"), dir.path(), path()), Some(file.clone()));
        assert_eq!(locate(Path::new("bin/cross-g++"), dir.path(), path()), Some(file.clone()));
        assert_eq!(locate(&file, Path::new("/"), path()), Some(file));
        assert_eq!(locate(Path::new("g++"), dir.path(), path()), None);
    }
}
