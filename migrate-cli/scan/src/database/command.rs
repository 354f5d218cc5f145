//! From one compile command to the arguments that libclang gets.

use std::path::Path;

use super::compiler::{self, Style};
use super::flags::{CL_KEPT, DROPPED, DROPPED_PREFIXES, DROPPED_WITH_VALUE, KEPT_WITH_VALUE, SEARCHED, WITH_PATH};
use super::json::Entry;
use super::language::{self, Language};
use crate::paths::lexical;

/// A command, understood.
pub(super) struct Parsed {
    /// Arguments for libclang, `argv[0]` and the main file included.
    pub(super) argv: Vec<String>,
    /// Folders in which includes are searched, absolute.
    pub(super) include_dirs: Vec<String>,
}

/// Plain comments are the documentation of many codebases: libclang hands them out like those with markers.
const ALL_COMMENTS: &str = "-fparse-all-comments";

/// The arguments without the name of the output, which makes no difference to a parse.
pub(super) fn without_output(arguments: &[String]) -> Vec<&str> {
    let mut out = Vec::with_capacity(arguments.len());
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "-o" | "-MF" | "-MT" | "-MQ" => {
                words.next();
            }
            w if w.starts_with("-o") || w.starts_with("/Fo") => {}
            w => out.push(w),
        }
    }
    out
}

/// The object that a command writes, as it is named there.
pub(super) fn output(entry: &Entry) -> Option<String> {
    if let Some(o) = &entry.output {
        return Some(o.clone());
    }
    let mut words = entry.arguments.iter();
    while let Some(word) = words.next() {
        if word == "-o" {
            return words.next().cloned();
        }
        if let Some(o) = word.strip_prefix("-o").filter(|o| !o.is_empty() && !o.starts_with('b')) {
            return Some(o.to_owned());
        }
    }
    None
}

/// Understands a command. The error is the name of a language that is not read.
///
/// `folders` gives the system folders of a compiler: a cross compiler's are searched in place of libclang's own guess, a
/// native one's private headers behind everything else.
pub(super) fn parse(
    arguments: &[String],
    file: &str,
    directory: &Path,
    main: &Path,
    folders: &mut dyn FnMut(&str) -> Vec<String>,
) -> Result<Parsed, &'static str> {
    let compiler = compiler::find(arguments);
    if let Some(language) = compiler.language {
        return Err(language);
    }
    let words = &arguments[compiler.at + 1..];
    let driver_cl = words.iter().any(|w| w == "--driver-mode=cl");
    if compiler.style == Style::Cl || driver_cl {
        return microsoft(words, directory, main);
    }
    let mut out = Gnu { directory, argv: Vec::new(), include_dirs: Vec::new(), language: None, target: false };
    out.read(words, file, main);
    let by_name = language::of_extension(file);
    let language = match (out.language, by_name) {
        (Some(l), _) => l,
        (None, Some(Language::C)) if compiler.is_cpp => Language::Cpp,
        (None, Some(l)) => l,
        (None, None) => Language::Cpp,
    };
    let (name, driver) = match language {
        Language::Other(l) => return Err(l),
        Language::C | Language::CHeader => ("c", "clang"),
        Language::Cpp | Language::CppHeader => ("c++", "clang++"),
    };
    let mut argv = vec![driver.to_owned()];
    let cross = compiler.target.as_ref().is_some_and(|t| !is_native(t));
    if let Some(target) = compiler.target.filter(|_| !out.target) {
        argv.push(format!("--target={target}"));
    }
    argv.append(&mut out.argv);
    for folder in folders(&arguments[compiler.at]) {
        let private = compiler::is_private(&folder);
        if cross || private {
            argv.push(if private { "-idirafter" } else { "-isystem" }.to_owned());
            argv.push(folder);
        }
    }
    argv.extend(["-w", "-ferror-limit=0", ALL_COMMENTS, "-x", name].map(str::to_owned));
    argv.push(absolute(directory, &main.to_string_lossy()));
    Ok(Parsed { argv, include_dirs: out.include_dirs })
}

/// What a command tells its own compiler about the text that it reads.
pub(super) struct Told {
    /// The compiler, with what launches it.
    pub(super) compiler: Vec<String>,
    /// Flags that matter to a parse, without include folders; paths are absolute.
    pub(super) flags: Vec<String>,
    /// Include folders, absolute, in order.
    pub(super) include_dirs: Vec<String>,
    /// The language is C++.
    pub(super) is_cpp: bool,
}

/// Takes a command apart for another run of the same compiler. `None` for languages and manners that are not known.
pub(super) fn told(arguments: &[String], file: &str, directory: &Path, main: &Path) -> Option<Told> {
    let compiler = compiler::find(arguments);
    if compiler.language.is_some() || compiler.style == Style::Cl {
        return None;
    }
    let mut out = Gnu { directory, argv: Vec::new(), include_dirs: Vec::new(), language: None, target: false };
    out.read(&arguments[compiler.at + 1..], file, main);
    let language = out.language.or_else(|| language::of_extension(file)).unwrap_or(Language::Cpp);
    let is_cpp = compiler.is_cpp && out.language.is_none() || matches!(language, Language::Cpp | Language::CppHeader);
    let mut flags = Vec::new();
    let mut words = out.argv.into_iter();
    while let Some(word) = words.next() {
        if SEARCHED.contains(&word.as_str()) {
            words.next();
        } else {
            flags.push(word);
        }
    }
    Some(Told { compiler: arguments[..=compiler.at].to_vec(), flags, include_dirs: out.include_dirs, is_cpp })
}

/// The machine's own architecture and system: libclang finds its headers by itself.
fn is_native(target: &str) -> bool {
    target.starts_with(std::env::consts::ARCH) && target.contains(std::env::consts::OS)
}

struct Gnu<'a> {
    directory: &'a Path,
    argv: Vec<String>,
    include_dirs: Vec<String>,
    language: Option<Language>,
    target: bool,
}

impl Gnu<'_> {
    fn read(&mut self, words: &[String], file: &str, main: &Path) {
        let mut at = 0;
        while let Some(word) = words.get(at) {
            at += 1;
            let next = words.get(at);
            if word == "-x" {
                self.language = next.and_then(|v| language::of_option(v));
                at += 1;
            } else if let Some(value) = word.strip_prefix("-x").filter(|v| language::of_option(v).is_some()) {
                self.language = language::of_option(value);
            } else if word == "-Xclang" && next.is_some_and(|n| n == "-include-pch") {
                at += 3;
            } else if let Some(defines) = word.strip_prefix("-Wp,") {
                self.argv.extend(
                    defines.split(',').filter(|d| d.starts_with("-D") || d.starts_with("-U")).map(str::to_owned),
                );
            } else if DROPPED_WITH_VALUE.contains(&word.as_str()) {
                at += 1;
            } else if let Some(flag) = WITH_PATH.iter().find(|f| word.starts_with(**f)) {
                at += self.path_flag(flag, word, next);
            } else if KEPT_WITH_VALUE.contains(&word.as_str()) {
                self.target |= word == "-target";
                self.argv.push(word.clone());
                self.argv.extend(next.cloned());
                at += 1;
            } else if DROPPED.contains(&word.as_str()) || DROPPED_PREFIXES.iter().any(|p| word.starts_with(p)) {
            } else if word.starts_with('-') && word.len() > 1 {
                self.target |= word.starts_with("--target=");
                self.argv.push(word.clone());
            } else if word == file || self.is_main(word, main) {
            } else {
                // Other inputs (a second source, an object for the linker) are no business of this TU.
            }
        }
    }

    fn is_main(&self, word: &str, main: &Path) -> bool {
        lexical(&self.directory.join(word)) == lexical(main)
    }

    /// A flag with a path; returns how many more words it took.
    fn path_flag(&mut self, flag: &str, word: &str, next: Option<&String>) -> usize {
        let attached = &word[flag.len()..];
        let (value, taken) = if attached.is_empty() {
            match next {
                Some(v) => (v.as_str(), 1),
                None => return 0,
            }
        } else {
            (attached.trim_start_matches('='), 0)
        };
        let mut path = absolute(self.directory, value);
        if matches!(flag, "-include" | "-imacros") && !Path::new(&path).exists() {
            // Searched like an include if it is not in the working folder.
            path = value.to_owned();
        }
        if SEARCHED.contains(&flag) {
            self.include_dirs.push(path.clone());
        }
        self.argv.push(flag.to_owned());
        self.argv.push(path);
        taken
    }
}

/// Microsoft-style arguments: only what is known to matter is kept.
fn microsoft(words: &[String], directory: &Path, main: &Path) -> Result<Parsed, &'static str> {
    let mut argv = vec!["clang-cl".to_owned(), "--driver-mode=cl".to_owned()];
    let mut include_dirs = Vec::new();
    let mut at = 0;
    let mut language = language::of_extension(&main.to_string_lossy());
    while let Some(word) = words.get(at) {
        at += 1;
        let Some(flag) = word.strip_prefix(['/', '-']) else { continue };
        let Some(kept) = CL_KEPT.iter().find(|k| flag.starts_with(**k)) else { continue };
        match *kept {
            "TP" => language = Some(Language::Cpp),
            "TC" => language = Some(Language::C),
            "I" | "external:I" | "imsvc" | "FI" | "D" | "U" => {
                let attached = &flag[kept.len()..];
                let value = if attached.is_empty() {
                    at += 1;
                    words.get(at - 1).cloned().unwrap_or_default()
                } else {
                    attached.to_owned()
                };
                if *kept == "D" || *kept == "U" {
                    argv.push(format!("/{kept}{value}"));
                } else {
                    let path = absolute(directory, &value.replace('\\', "/"));
                    if *kept != "FI" {
                        include_dirs.push(path.clone());
                    }
                    argv.push(format!("{}{path}", if *kept == "FI" { "/FI" } else { "/I" }));
                }
            }
            _ => argv.push(format!("/{flag}")),
        }
    }
    let form = match language {
        Some(Language::Other(l)) => return Err(l),
        Some(Language::C | Language::CHeader) => "/Tc",
        _ => "/Tp",
    };
    argv.extend(["/w", "-Xclang", ALL_COMMENTS].map(str::to_owned));
    // An absolute path of Unix looks like an option, and libclang adds arguments behind a `--`.
    argv.push(format!("{form}{}", absolute(directory, &main.to_string_lossy())));
    Ok(Parsed { argv, include_dirs })
}

/// Absolute and without `.` and `..`, by text alone: links in the middle keep their meaning for nearly all databases.
fn absolute(directory: &Path, path: &str) -> String {
    let joined = directory.join(path);
    let clean = lexical(&joined);
    // `a/link/..` may lead elsewhere than `a`: keep the text where the cleaned path is not there.
    let out = if joined.exists() && !clean.exists() { joined } else { clean };
    out.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gnu(words: &[&str]) -> Vec<String> {
        let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        let dir = Path::new("/p/build");
        parse(&words, "a.cc", dir, Path::new("/p/build/a.cc"), &mut |_| Vec::new()).map(|p| p.argv).expect("C++")
    }

    #[test]
    fn outputs_and_warnings_go_and_includes_are_absolute() {
        let argv = gnu(&["g++", "-I../inc", "-isystem", "sys", "-Wall", "-O2", "-DX=1", "-o", "a.o", "-c", "a.cc"]);
        assert_eq!(
            argv,
            [
                "clang++",
                "-I",
                "/p/inc",
                "-isystem",
                "/p/build/sys",
                "-O2",
                "-DX=1",
                "-w",
                "-ferror-limit=0",
                "-fparse-all-comments",
                "-x",
                "c++",
                "/p/build/a.cc"
            ]
        );
    }

    #[test]
    fn the_compilers_own_words_are_kept() {
        let words =
            ["ccache", "g++", "-std=c++14", "-I../inc", "-isystem", "sys", "-DX", "-Wall", "-fno-rtti", "-c", "a.cc"];
        let words: Vec<String> = words.map(str::to_owned).to_vec();
        let told = told(&words, "a.cc", Path::new("/p/build"), Path::new("/p/build/a.cc")).expect("a known compiler");
        assert_eq!(told.compiler, ["ccache", "g++"]);
        assert_eq!(told.flags, ["-std=c++14", "-DX", "-fno-rtti"]);
        assert_eq!(told.include_dirs, ["/p/inc", "/p/build/sys"]);
        assert!(told.is_cpp);
    }

    #[test]
    fn cross_compilers_name_the_target() {
        assert_eq!(gnu(&["arm-none-eabi-g++", "-c", "a.cc"])[1], "--target=arm-none-eabi");
    }

    #[test]
    fn private_headers_of_a_native_compiler_come_last() {
        let words = ["g++".to_owned(), "-c".to_owned(), "a.cc".to_owned()];
        let mut folders = |_: &str| vec!["/usr/include".to_owned(), "/usr/lib/gcc/x/12/include".to_owned()];
        let parsed = parse(&words, "a.cc", Path::new("/"), Path::new("/a.cc"), &mut folders).expect("C++");
        assert_eq!(parsed.argv[1..3], ["-idirafter", "/usr/lib/gcc/x/12/include"]);
    }

    #[test]
    fn other_languages_are_named() {
        let words = ["gfortran".to_owned(), "x.f90".to_owned()];
        assert_eq!(
            parse(&words, "x.f90", Path::new("/"), Path::new("/x.f90"), &mut |_| Vec::new()).err(),
            Some("Fortran")
        );
    }

    #[test]
    fn slash_flags_are_no_files() {
        let words: Vec<String> =
            ["cl.exe", "/nologo", "/std:c++17", "/Iinc", "/DWANT", "/c", "a.cpp"].map(str::to_owned).to_vec();
        let argv = parse(&words, "a.cpp", Path::new("/p"), Path::new("/p/a.cpp"), &mut |_| Vec::new())
            .map(|p| p.argv)
            .expect("C++");
        assert_eq!(
            argv,
            [
                "clang-cl",
                "--driver-mode=cl",
                "/std:c++17",
                "/I/p/inc",
                "/DWANT",
                "/w",
                "-Xclang",
                "-fparse-all-comments",
                "/Tp/p/a.cpp"
            ]
        );
    }
}
