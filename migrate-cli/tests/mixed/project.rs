//! The project, copied to a folder whose name is not easy, and its builds.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders beside this file, in a temporary folder.
pub(crate) struct Project {
    dir: tempfile::TempDir,
    environment: RefCell<Vec<(String, String)>>,
}

/// How a build ends.
pub(crate) type Said = Result<String, String>;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The tests need these.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
pub(crate) fn has(programs: &[&str]) -> bool {
    let missing = programs.iter().find(|p| Command::new(p).arg("--version").output().is_err());
    if let Some(program) = missing {
        println!("SKIPPED: {program} is missing");
    }
    missing.is_none()
}

fn copy(from: &Path, to: &Path, replace: &[(&str, &str)]) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target, replace);
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(target, replace.iter().fold(text, |text, (old, new)| text.replace(old, new))).unwrap();
        }
    }
}

fn run(command: &mut Command) -> Said {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    // CMake breaks the lines of messages.
    if output.status.success() {
        Ok(text.into_owned())
    } else {
        Err(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

impl Project {
    pub(crate) fn new() -> Project {
        let dir = tempfile::Builder::new().prefix("migrate prüft ").tempdir().unwrap();
        let project = Project { dir, environment: RefCell::default() };
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mixed");
        let runtime = repository().join("bridge/runtime");
        let animals = project.path("project/animals");
        let replace = [("{runtime}", runtime.to_str().unwrap()), ("{animals}", animals.to_str().unwrap())];
        for folder in ["project", "generated"] {
            copy(&here.join(folder), &project.path(folder), &replace);
        }
        project
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn edit(&self, file: &str, old: &str, new: &str) {
        let text = std::fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(old), "{file} has no {old}");
        std::fs::write(self.path(file), text.replace(old, new)).unwrap();
    }

    fn cmake(&self) -> Command {
        let mut command = Command::new("cmake");
        command.current_dir(self.dir.path()).env("CARGO_NET_OFFLINE", "true");
        for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "MAKEFLAGS", "CXXFLAGS", "CFLAGS", "LDFLAGS"] {
            command.env_remove(name);
        }
        command.envs(self.environment.borrow().iter().map(|(name, value)| (name, value)));
        command
    }

    /// Variables of all commands from now on.
    pub(crate) fn environment(&self, variables: &[(&str, &str)]) {
        self.environment.borrow_mut().extend(variables.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    }

    /// Configures; the project is not told, unless `source` is another one.
    pub(crate) fn configure(&self, source: &str, build: &str, options: &[&str]) -> Said {
        let module = repository().join("bridge/cmake/Migrate.cmake");
        let mut command = self.cmake();
        command
            .args(["-S", source, "-B", build])
            .arg(format!("-DMIGRATE_EXECUTABLE={}", env!("CARGO_BIN_EXE_migrate")));
        if source == "project" {
            command.arg(format!("-DCMAKE_PROJECT_INCLUDE={}", module.display()));
            command.args(["-DMIGRATE_ROOT=.", "-DMIGRATE_GENERATED=../generated"]);
        } else {
            command.arg(format!("-DMODULE={}", module.display()));
        }
        run(command.args(options))
    }

    /// Builds, and says what was done.
    pub(crate) fn build(&self, build: &str) -> Said {
        run(self.cmake().args(["--build", build]))
    }

    /// Both steps, and a build after it that must find nothing to do.
    pub(crate) fn make(&self, source: &str, build: &str, options: &[&str]) {
        let context = |said: String| format!("{source} {options:?}: {said}");
        self.configure(source, build, options).map_err(context).unwrap();
        self.build(build).map_err(context).unwrap();
        let again = self.build(build).unwrap();
        let done =
            ["Building", "Linking", "Renaming", "Compiling", "Comparing"].iter().find(|word| again.contains(**word));
        assert_eq!(done, None, "{options:?}: {again}");
        assert!(!options.contains(&"-GNinja") || again.contains("no work to do"), "{options:?}: {again}");
    }

    /// The lines that the program prints with these variables.
    pub(crate) fn app(&self, program: &str, environment: &[(&str, &str)]) -> String {
        let mut command = Command::new(self.path(program));
        command.env_remove("MIGRATE_LEGS").env_remove("MIGRATE_WINGS").envs(environment.iter().copied());
        run(&mut command).unwrap().trim().replace('\n', ", ")
    }
}
