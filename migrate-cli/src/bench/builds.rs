//! The CMake project with the scenarios, built over C++ and over Rust.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use migrate_scan::{codemodel, json};
use serde_json::Value;

use crate::failure::Failure;
use crate::init::cmake;
use crate::request::Context;
use crate::tool;

/// What the target of a module's scenario is called, before the module.
pub const TARGET: &str = "scenario_";
/// Values of `MIGRATE_SIDES`, in the order of a comparison.
pub const SIDES: [&str; 2] = ["cpp", "rust"];

/// One side of all scenarios.
#[derive(Debug)]
pub struct Build {
    /// Its folder.
    pub folder: PathBuf,
    /// The scenarios' files by module, from that folder.
    pub scenarios: BTreeMap<String, PathBuf>,
}

/// Configures both sides. Whatever is known about the machine comes from the user's own `cmake`.
pub fn configure(source: &Path, build: &Path, arguments: &[String], context: &Context) -> Result<[Build; 2], Failure> {
    if !cmake::is_project(source) {
        return Err(Failure::usage(format!("there are no scenarios in {}", context.shown(source)))
            .note("a folder with a CMakeLists.txt and a target `scenario_MODULE` for each module is expected")
            .help("`scenarios` of `[bench]` in migrate.toml names it; the page \"Honest comparisons\" shows how to write one"));
    }
    let side = |name: &str| {
        let folder = build.join(name);
        configured(source, &folder, name, arguments, context)?;
        let scenarios = scenarios(&folder).ok_or_else(|| {
            Failure::unexpected(format!("CMake did not describe the targets in {}", context.shown(&folder)))
                .help("CMake 3.21 or newer is needed")
        })?;
        Ok(Build { folder, scenarios })
    };
    Ok([side(SIDES[0])?, side(SIDES[1])?])
}

fn configured(
    source: &Path,
    folder: &Path,
    side: &str,
    arguments: &[String],
    context: &Context,
) -> Result<(), Failure> {
    cmake::write_query(folder).map_err(|e| Failure::io("write into", folder, &e))?;
    let program = std::env::current_exe().unwrap_or_else(|_| "migrate".into());
    let mut command = Command::new("cmake");
    command.args(["-G", "Ninja", "-S"]).arg(source).arg("-B").arg(folder);
    // Scenarios are shared objects; optimised, unless the user says otherwise behind.
    command.args(["-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_POSITION_INDEPENDENT_CODE=ON"]);
    command.arg("-DCMAKE_EXPORT_COMPILE_COMMANDS=ON").arg(format!("-DMIGRATE_SIDES={side}"));
    command.arg(format!("-DMIGRATE_EXECUTABLE={}", program.display())).args(arguments);
    let output = tool::run(&mut command, "apt-get install cmake ninja-build", context)?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::build(format!("CMake could not configure the scenarios, side {side}"))
        .note(format!("its last words:\n{}", tool::last_words(&output)))
        .help("`cmake` of `[bench]` in migrate.toml has further arguments for it"))
}

/// Builds the scenarios of modules.
pub fn build(build: &Build, modules: &[String], context: &Context) -> Result<(), Failure> {
    let mut command = Command::new("cmake");
    command.arg("--build").arg(&build.folder).arg("--target");
    command.args(modules.iter().map(|m| format!("{TARGET}{m}")));
    let output = tool::run(&mut command, "apt-get install cmake ninja-build", context)?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::build(format!("the scenarios do not build in {}", context.shown(&build.folder)))
        .note(format!("its last words:\n{}", tool::last_words(&output)))
        .help(format!("make `cmake --build {}` work", context.shown(&build.folder))))
}

/// The files of the targets that are scenarios, as CMake describes them.
fn scenarios(folder: &Path) -> Option<BTreeMap<String, PathBuf>> {
    let (reply, model) = codemodel(folder)?;
    let targets = model["configurations"][0]["targets"].as_array()?;
    let scenario = |target: &Value| {
        let module = target["name"].as_str()?.strip_prefix(TARGET)?;
        let detail = json(&reply.join(target["jsonFile"].as_str()?))?;
        Some((module.to_owned(), PathBuf::from(detail["artifacts"][0]["path"].as_str()?)))
    };
    Some(targets.iter().filter_map(scenario).collect())
}
