//! Builds in all ways, and what the programs answer.

use crate::project::{Project, has};

const CPP: &str = "legs 8 pairs 4, wings 4 all 14, animal cpp";
const LEGS: &str = "legs 1008 pairs 504, wings 4 all 1014, animal rust";
const WINGS: &str = "legs 8 pairs 4, wings 1004 all 2004, animal cpp";
const RUST: &str = "legs 1008 pairs 504, wings 1004 all 2004, animal rust";

const NINJA: &str = "-GNinja";
const MAKE: &str = "-GUnix Makefiles";
const TOOLS: &[&str] = &["cmake", "ninja", "make", "g++"];

/// Every mode of both modules, in one program.
fn judge(project: &Project, program: &str) {
    let (legs, wings) = (("MIGRATE_LEGS", "rust"), ("MIGRATE_WINGS", "Rust"));
    for (environment, expected) in
        [(&[][..], CPP), (&[legs][..], LEGS), (&[wings][..], WINGS), (&[legs, wings][..], RUST)]
    {
        assert_eq!(project.app(program, environment), expected, "{program} {environment:?}");
    }
}

fn injected(options: &[&str]) {
    if has(TOOLS) {
        let project = Project::new();
        project.make("project", "build", options);
        judge(&project, "build/app");
    }
}

#[test]
fn archives_with_ninja() {
    injected(&[NINJA, "-DCMAKE_BUILD_TYPE=Debug"]);
}

#[test]
fn archives_with_make() {
    injected(&[MAKE, "-DCMAKE_BUILD_TYPE=RelWithDebInfo"]);
}

#[test]
fn shared_libraries_with_ninja() {
    injected(&[NINJA, "-DZOO_TYPE=SHARED", "-DCMAKE_BUILD_TYPE=Release"]);
}

#[test]
fn shared_libraries_with_make() {
    injected(&[MAKE, "-DZOO_TYPE=SHARED", "-DCMAKE_BUILD_TYPE=Debug"]);
}

#[test]
fn object_libraries() {
    injected(&[NINJA, "-DZOO_TYPE=OBJECT", "-DCMAKE_BUILD_TYPE=Debug"]);
    injected(&[MAKE, "-DZOO_TYPE=OBJECT", "-DCMAKE_BUILD_TYPE=Debug"]);
}

#[test]
fn archives_that_need_each_other() {
    injected(&[NINJA, "-DZOO_TYPE=TWO", "-DCMAKE_BUILD_TYPE=Release"]);
    injected(&[MAKE, "-DZOO_TYPE=TWO", "-DCMAKE_BUILD_TYPE=Debug"]);
}

#[test]
fn link_time_optimisation_and_unity_builds_of_the_rest() {
    injected(&[NINJA, "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_FLAGS=-flto"]);
    injected(&[NINJA, "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_UNITY_BUILD=ON"]);
}

#[test]
fn clang_and_sanitizers() {
    if !has(&["clang++-19"]) {
        return;
    }
    let clang = "-DCMAKE_CXX_COMPILER=clang++-19";
    injected(&[NINJA, clang, "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS=-fsanitize=address,undefined"]);
    injected(&[NINJA, clang, "-DCMAKE_BUILD_TYPE=Release", "-DZOO_TYPE=SHARED"]);
}

#[test]
fn a_project_around_it() {
    if !has(TOOLS) {
        return;
    }
    let project = Project::new();
    std::fs::create_dir(project.path("around")).unwrap();
    let text = "cmake_minimum_required(VERSION 3.21)\nproject(around LANGUAGES CXX)\ninclude(\"${MODULE}\")\n\
                add_subdirectory(../project project)\n\
                migrate_modules(ROOT ${CMAKE_CURRENT_SOURCE_DIR}/../project GENERATED ${CMAKE_CURRENT_SOURCE_DIR}/../generated)\n";
    std::fs::write(project.path("around/CMakeLists.txt"), text).unwrap();
    project.make("around", "build", &[NINJA, "-DCMAKE_BUILD_TYPE=Debug"]);
    judge(&project, "build/project/app");
    project.make("around", "made", &[MAKE, "-DZOO_TYPE=TWO"]);
    judge(&project, "made/project/app");
}

#[test]
fn one_side_only() {
    if !has(TOOLS) {
        return;
    }
    let project = Project::new();
    for (number, kind) in ["STATIC", "SHARED", "TWO", "OBJECT"].into_iter().enumerate() {
        let generator = if number % 2 == 0 { NINJA } else { MAKE };
        let build = format!("rust-{kind}");
        // Nothing is renamed, so the program for it may be missing.
        let kind = format!("-DZOO_TYPE={kind}");
        let options = [generator, &kind, "-DMIGRATE_SIDES=rust", "-DMIGRATE_EXECUTABLE="];
        project.make("project", &build, &options);
        assert_eq!(project.app(&format!("{build}/app"), &[]), RUST);
    }
    project.make("project", "cpp", &[NINJA, "-DMIGRATE_SIDES=cpp", "-DMIGRATE_CARGO=no-such-program"]);
    assert_eq!(project.app("cpp/app", &[("MIGRATE_LEGS", "rust")]), CPP);
    assert!(!project.path("cpp/migrate").exists());
}

#[test]
fn what_a_facade_leaves_to_the_original_stays() {
    if !has(TOOLS) {
        return;
    }
    let project = Project::new();
    project.edit("generated/wings/symbols.txt", "_Z14wings_and_legsi\n", "");
    project.edit("generated/wings/facade.cc", "int wings_and_legs(int", "static int unused(int");
    std::fs::write(project.path("generated/wings/stays.txt"), "_Z14wings_and_legsi # stays\n").unwrap();
    project.edit("generated/modules.cmake", "wings/symbols.txt", "wings/symbols.txt PARTIAL");
    project.make("project", "build", &[NINJA, "-DMIGRATE_SIDES=rust", "-DCMAKE_BUILD_TYPE=Debug"]);
    // The original of one function answers, and its calls of the others of its module do.
    assert_eq!(project.app("build/app", &[]), "legs 1008 pairs 504, wings 1004 all 1014, animal rust");
}

#[test]
fn every_change_is_seen() {
    if !has(TOOLS) {
        return;
    }
    let project = Project::new();
    for (build, generator) in [("ninja", NINJA), ("make", MAKE)] {
        project.make("project", build, &[generator, "-DCMAKE_BUILD_TYPE=Debug"]);
        let program = format!("{build}/app");
        let rust = [("MIGRATE_LEGS", "rust")];
        let changed = |file: &str, old: &str, new: &str, environment: &[(&str, &str)], expected: &str| {
            // Times of files have to differ for make.
            std::thread::sleep(std::time::Duration::from_millis(1100));
            project.edit(file, old, new);
            project.build(build).unwrap();
            assert_eq!(project.app(&program, environment), expected, "{build}: {file}");
        };
        changed(
            "generated/umbrella/src/lib.rs",
            "1000 + 4",
            "1001 + 4",
            &rust,
            "legs 1009 pairs 504, wings 4 all 1015, animal rust",
        );
        changed(
            "generated/legs/facade.cc",
            "\"rust\"",
            "\"iron\"",
            &rust,
            "legs 1009 pairs 504, wings 4 all 1015, animal iron",
        );
        changed("project/animals/legs.cc", "\"cpp\"", "\"old\"", &[], "legs 8 pairs 4, wings 4 all 14, animal old");
        // A manifest that asks for another default of the profile is read again.
        changed(
            "generated/umbrella/Cargo.toml",
            "version = \"0.0.0\"",
            "version = \"0.0.1\"",
            &[],
            "legs 8 pairs 4, wings 4 all 14, animal old",
        );
        for (file, old, new) in [
            ("generated/umbrella/src/lib.rs", "1001 + 4", "1000 + 4"),
            ("generated/legs/facade.cc", "\"iron\"", "\"rust\""),
            ("project/animals/legs.cc", "\"old\"", "\"cpp\""),
            ("generated/umbrella/Cargo.toml", "version = \"0.0.1\"", "version = \"0.0.0\""),
        ] {
            project.edit(file, old, new);
        }
    }
}

#[test]
fn the_compile_database_keeps_the_originals() {
    if !has(TOOLS) {
        return;
    }
    let project = Project::new();
    project.configure("project", "build", &[NINJA]).unwrap();
    let text = std::fs::read_to_string(project.path("build/compile_commands.json")).unwrap();
    for source in ["animals/legs.cc", "animals/my wings.cc", "animals/beak.cc", "app/main.cc"] {
        assert!(text.contains(&format!("project/{source}\"")), "{source} is missing in {text}");
    }
}
