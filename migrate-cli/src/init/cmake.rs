//! CMake: configuring a project, and asking it to describe its targets.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::failure::Failure;
use crate::request::Context;
use crate::tool;

/// The query that asks CMake for its targets, inside a build folder.
pub const QUERY: &str = ".cmake/api/v1/query/client-migrate/query.json";

const QUERY_TEXT: &str = r#"{"requests":[{"kind":"codemodel","version":2}]}
"#;

/// Whether CMake has configured into this folder.
pub fn is_build_folder(dir: &Path) -> bool {
    dir.join("CMakeCache.txt").is_file()
}

/// Whether a folder holds the top of a CMake project.
pub fn is_project(dir: &Path) -> bool {
    dir.join("CMakeLists.txt").is_file()
}

/// Where a project without any build is configured into: `build`, unless that is somebody's folder.
pub fn folder_for(dir: &Path) -> PathBuf {
    let build = dir.join("build");
    let empty = std::fs::read_dir(&build).map_or(true, |mut entries| entries.next().is_none());
    if empty || is_build_folder(&build) { build } else { dir.join("build-migrate") }
}

/// Whether the query stands in the build folder already.
pub fn has_query(build: &Path) -> bool {
    std::fs::read_to_string(build.join(QUERY)).is_ok_and(|text| text == QUERY_TEXT)
}

/// Asks CMake to describe its targets at its next configure.
pub fn write_query(build: &Path) -> io::Result<()> {
    let file = build.join(QUERY);
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(file, QUERY_TEXT)
}

/// Configures `source` into `build`; returns the generator's name. The query is there before, so one run answers it.
pub fn configure(source: &Path, build: &Path, context: &Context) -> Result<String, Failure> {
    write_query(build).map_err(|e| Failure::io("write into", build, &e))?;
    let ninja = !is_build_folder(build) && has_ninja();
    let mut command = Command::new("cmake");
    command.arg("-S").arg(source).arg("-B").arg(build).arg("-DCMAKE_EXPORT_COMPILE_COMMANDS=ON");
    if ninja {
        command.args(["-G", "Ninja"]);
    }
    let output = tool::run(&mut command, "apt-get install cmake ninja-build", context).map_err(|failure| {
        failure.help("or `migrate init --build DIR` with a folder that holds compile_commands.json")
    })?;
    if !output.status.success() {
        return Err(refused(&output, source, build, context));
    }
    Ok(generator(build).unwrap_or_else(|| "CMake".to_owned()))
}

fn has_ninja() -> bool {
    Command::new("ninja").arg("--version").output().is_ok_and(|o| o.status.success())
}

fn refused(output: &Output, source: &Path, build: &Path, context: &Context) -> Failure {
    let quote = |path: &Path| {
        let text = context.shown(path);
        shlex::try_quote(&text).map_or(text.clone(), std::borrow::Cow::into_owned)
    };
    Failure::build("CMake could not configure the project")
        .note(format!("its last words:\n{}", tool::last_words(output)))
        .help(format!("make `cmake -S {} -B {}` work, then run `migrate init` again", quote(source), quote(build)))
        .help("or `migrate init --build DIR` with a folder that is configured already")
}

/// The generator of a build folder, as CMake's cache names it.
fn generator(build: &Path) -> Option<String> {
    let cache = std::fs::read(build.join("CMakeCache.txt")).ok()?;
    let cache = String::from_utf8_lossy(&cache);
    cache.lines().find_map(|l| l.strip_prefix("CMAKE_GENERATOR:INTERNAL=")).map(str::to_owned)
}
