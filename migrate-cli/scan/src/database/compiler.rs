//! Which of the words of a command is the compiler, what kind it is, and for which target.

/// How a compiler takes its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Gnu,
    /// Microsoft's: slash flags.
    Cl,
}

/// The compiler of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Compiler {
    /// Its position; launchers stand before it.
    pub(super) at: usize,
    pub(super) style: Style,
    /// It compiles C++ whatever a `.c` file's name says.
    pub(super) is_cpp: bool,
    /// Target triple in front of its name.
    pub(super) target: Option<String>,
    /// A language of its own (`nvcc`, `gfortran`, …).
    pub(super) language: Option<&'static str>,
}

/// Names of compilers without path, target, version and `.exe`: name, style, C++, language.
const KNOWN: [(&str, Style, bool, Option<&str>); 23] = [
    ("c++", Style::Gnu, true, None),
    ("g++", Style::Gnu, true, None),
    ("clang++", Style::Gnu, true, None),
    ("icpc", Style::Gnu, true, None),
    ("icpx", Style::Gnu, true, None),
    ("dpcpp", Style::Gnu, true, None),
    ("armclang", Style::Gnu, false, None),
    ("em++", Style::Gnu, true, None),
    ("emcc", Style::Gnu, false, None),
    ("cc", Style::Gnu, false, None),
    ("gcc", Style::Gnu, false, None),
    ("clang", Style::Gnu, false, None),
    ("icc", Style::Gnu, false, None),
    ("icx", Style::Gnu, false, None),
    ("cl", Style::Cl, false, None),
    ("clang-cl", Style::Cl, false, None),
    ("nvcc", Style::Gnu, true, Some("CUDA")),
    ("gfortran", Style::Gnu, false, Some("Fortran")),
    ("flang", Style::Gnu, false, Some("Fortran")),
    ("windres", Style::Gnu, false, Some("resource scripts")),
    ("rc", Style::Gnu, false, Some("resource scripts")),
    ("as", Style::Gnu, false, Some("assembler")),
    ("rustc", Style::Gnu, false, Some("Rust")),
];

/// Finds the compiler of a command; the first word if none is known by name.
pub(super) fn find(arguments: &[String]) -> Compiler {
    for (at, word) in arguments.iter().enumerate().take(16) {
        if let Some(c) = recognise(word, at) {
            return c;
        }
    }
    Compiler { at: 0, style: Style::Gnu, is_cpp: false, target: None, language: None }
}

fn recognise(word: &str, at: usize) -> Option<Compiler> {
    if word.starts_with('-') || word.contains('=') {
        return None;
    }
    let base = word.rsplit(['/', '\\']).next()?;
    let base = base.strip_suffix(".exe").or_else(|| base.strip_suffix(".EXE")).unwrap_or(base);
    let base = without_version(base);
    let lower = base.to_ascii_lowercase();
    for (name, style, is_cpp, language) in KNOWN {
        if lower == name {
            return Some(Compiler { at, style, is_cpp, target: None, language });
        }
    }
    for (name, style, is_cpp, language) in KNOWN {
        let Some(target) = lower.strip_suffix(name).and_then(|t| t.strip_suffix('-')) else { continue };
        // A target has at least two parts: `arm-none-eabi`, `x86_64-linux-gnu`, `avr` alone counts too.
        if target.contains('-') || ["avr", "msp430", "xtensa", "sdcc"].contains(&target) {
            return Some(Compiler { at, style, is_cpp, target: Some(target.to_owned()), language });
        }
    }
    None
}

/// `g++-12`, `clang++-19.1`: without the version.
fn without_version(name: &str) -> &str {
    match name.rsplit_once('-') {
        Some((front, version))
            if !front.is_empty()
                && version.starts_with(|c: char| c.is_ascii_digit())
                && version.chars().all(|c| c.is_ascii_digit() || c == '.') =>
        {
            front
        }
        _ => name,
    }
}

/// Folders in which a GNU compiler looks for system headers, in its own words; none if it cannot be run.
pub(super) fn system_folders(program: &str) -> Vec<String> {
    let run = std::process::Command::new(program)
        .args(["-E", "-v", "-x", "c++", "-"])
        .env("LC_ALL", "C")
        .stdin(std::process::Stdio::null())
        .output();
    let Ok(run) = run else { return Vec::new() };
    listed(&String::from_utf8_lossy(&run.stderr))
}

fn listed(said: &str) -> Vec<String> {
    let list = said.split("#include <...> search starts here:\n").nth(1).unwrap_or_default();
    let list = list.split("End of search list").next().unwrap_or_default();
    list.lines().map(|l| crate::paths::lexical(std::path::Path::new(l.trim())).to_string_lossy().into_owned()).collect()
}

/// The compiler's own headers among its system folders (`omp.h` and intrinsics).
pub(super) fn is_private(folder: &str) -> bool {
    folder.contains("/lib/gcc") && (folder.ends_with("/include") || folder.ends_with("/include-fixed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiler(words: &[&str]) -> Compiler {
        find(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn wrappers_are_passed_over() {
        assert_eq!(compiler(&["ccache", "g++", "-c"]).at, 1);
        assert_eq!(compiler(&["env", "LANG=C", "CCACHE_DISABLE=1", "c++"]).at, 3);
        assert_eq!(compiler(&["ccache", "distcc", "/usr/bin/g++-12"]).at, 2);
        assert_eq!(compiler(&["launcher", "--retries", "clang++"]).at, 2);
    }

    #[test]
    fn targets_come_from_names() {
        assert_eq!(compiler(&["arm-none-eabi-g++"]).target.as_deref(), Some("arm-none-eabi"));
        assert_eq!(compiler(&["/opt/x/aarch64-linux-gnu-gcc-12"]).target.as_deref(), Some("aarch64-linux-gnu"));
        assert_eq!(compiler(&["clang++-19"]).target, None);
    }

    #[test]
    fn system_folders_are_read_from_the_compilers_words() {
        let said = "x\n#include <...> search starts here:\n /usr/include/c++/12\n /usr/lib/gcc/x/12/include\nEnd of search list.\n";
        assert_eq!(listed(said), ["/usr/include/c++/12", "/usr/lib/gcc/x/12/include"]);
        assert!(is_private("/usr/lib/gcc/x/12/include") && !is_private("/usr/include/c++/12"));
    }

    #[test]
    fn microsoft_style_is_told_apart() {
        assert_eq!(compiler(&["cl.exe", "/c"]).style, Style::Cl);
        assert_eq!(compiler(&["C:\\Program Files\\bin\\Hostx64\\x64\\cl.exe"]).style, Style::Cl);
        assert_eq!(compiler(&["clang-cl"]).style, Style::Cl);
    }
}
