//! A small C++ project in a folder of its own, and runs of the program in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A project in a temporary folder.
pub struct Project {
    dir: TempDir,
}

/// What a run said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Project {
    pub fn empty() -> Self {
        Project { dir: tempfile::Builder::new().prefix("migrate-cli-").tempdir().expect("a temporary folder") }
    }

    /// Two modules: `util` with a function that `app` calls, and a database in `build/`.
    pub fn small() -> Self {
        let p = Project::empty();
        p.write("util/text.h", "#pragma once\nnamespace util { int length(const char* s); extern int calls; }\n");
        p.write(
            "util/text.cc",
            "#include \"util/text.h\"\nnamespace util {\nint calls;\nint length(const char* s) {\n  ++calls;\n  int n = 0;\n  while (s[n]) ++n;\n  return n;\n}\n}\n",
        );
        p.write("app/run.h", "#pragma once\nint run(int argc);\n");
        p.write(
            "app/run.cc",
            "#include \"app/run.h\"\n#include \"util/text.h\"\nint run(int argc) { return util::length(\"abc\") + argc; }\n",
        );
        p.write("app/main.cc", "#include \"app/run.h\"\nint main(int argc, char**) { return run(argc); }\n");
        p.database("build", &["util/text.cc", "app/run.cc", "app/main.cc"]);
        p
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().canonicalize().expect("the folder is there")
    }

    pub fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let file = self.path().join(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("make the folder");
        fs::write(file, text).expect("write the file");
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).expect("read the file")
    }

    /// A compile database in a folder.
    pub fn database(&self, folder: &str, files: &[&str]) {
        let dir = self.path();
        let entry = |f: &&str| {
            serde_json::json!({
                "directory": dir, "file": f, "arguments": ["c++", "-std=c++17", "-I.", "-c", f],
            })
        };
        let entries: Vec<_> = files.iter().map(entry).collect();
        let text = serde_json::to_string_pretty(&entries).expect("JSON");
        self.write(&format!("{folder}/compile_commands.json"), text);
    }

    /// The program, ready to run in the project.
    pub fn command(&self, line: &str) -> Command {
        let mut c = Command::new(env!("CARGO_BIN_EXE_migrate"));
        c.args(line.split_whitespace()).current_dir(self.path()).stdin(Stdio::null());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE", "COLUMNS"] {
            c.env_remove(name);
        }
        // One crate after the other would wait for cargo.
        c.env("MIGRATE_RUST_CHECK", "off");
        c
    }

    pub fn run(&self, line: &str) -> Said {
        said(&self.command(line).output().expect("the program runs"))
    }

    /// Runs several commands and shows them as in a terminal.
    pub fn session(&self, lines: &[&str]) -> String {
        let shown: Vec<String> = lines.iter().map(|l| format!("$ migrate {l}\n{}", self.tidy(&self.run(l)))).collect();
        shown.join("\n")
    }

    /// What a run said, without what differs between machines.
    pub fn tidy(&self, said: &Said) -> String {
        let part = |name: &str, text: &str| if text.is_empty() { String::new() } else { format!("-- {name}\n{text}") };
        let text = format!("{}{}-- exit {}\n", part("stdout", &said.out), part("stderr", &said.err), said.code);
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        lines.join("\n").replace(&self.path().display().to_string(), "[DIR]") + "\n"
    }
}

pub fn said(output: &Output) -> Said {
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout.clone()).expect("the answer is UTF-8"),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Compares with a snapshot; times, CPU and memory are none of its business.
macro_rules! snapshot {
    ($name:literal, $text:expr) => {
        insta::with_settings!({
            filters => vec![
                (r"\d+(\.\d+)? s\b", "[TIME]"),
                (r#""(seconds|worker_cpu_seconds)": [0-9.e-]+"#, "\"$1\": \"[TIME]\""),
                (r#""worker_peak_bytes": \d+"#, "\"worker_peak_bytes\": \"[BYTES]\""),
                (r"migrate \d+\.\d+\.\d+", "migrate [VERSION]"),
            ],
            omit_expression => true,
            prepend_module_to_snapshot => false,
        }, {
            insta::assert_snapshot!($name, $text);
        });
    };
}
pub(crate) use snapshot;

/// Whether a file name is on the search path.
pub fn has(tool: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|p| p.join(tool).is_file())
}

/// The search path without the folders that hold a tool.
pub fn path_without(tool: &str) -> std::ffi::OsString {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let kept = std::env::split_paths(&paths).filter(|p| !p.join(tool).exists());
    std::env::join_paths(kept).unwrap_or_default()
}

/// Whether a folder exists below the project.
pub fn exists(p: &Project, path: &str) -> bool {
    Path::new(&p.path()).join(path).exists()
}
