//! `migrate init`

use std::fs;

use crate::project::{Project, exists, has, path_without, said, snapshot};

const CMAKE: &str = "cmake_minimum_required(VERSION 3.13)\nproject(demo CXX)\nadd_library(demo src/a.cc)\n";

#[test]
fn first_and_second_run() {
    let p = Project::small();
    snapshot!("init_twice", p.session(&["init", "init", "init --format json", "-q init"]));
    snapshot!("init_toml", p.read("migrate.toml"));
}

#[test]
fn nothing_to_build_with() {
    let p = Project::empty();
    snapshot!("init_nothing", p.session(&["init", "init --format json", "init --build out"]));
    assert!(!exists(&p, "migrate.toml"));
    p.write("Makefile", "all:\n");
    snapshot!("init_makefile", p.session(&["init"]));
}

#[test]
fn the_newest_of_several_databases_is_chosen() {
    let p = Project::small();
    p.database("out/debug", &["app/run.cc"]);
    p.database("build-old", &["app/run.cc", "app/main.cc"]);
    let now = std::time::SystemTime::now();
    for (folder, age) in [("build", 50), ("out/debug", 10), ("build-old", 99)] {
        let file = fs::File::options().append(true).open(p.path().join(folder).join("compile_commands.json"));
        let then = now - std::time::Duration::from_secs(age);
        file.expect("the database").set_modified(then).expect("its time");
    }
    snapshot!(
        "init_several",
        p.session(&["init", "init --build build-old", "init --build build-old/compile_commands.json"])
    );
    assert!(p.read("migrate.toml").contains("build = \"build-old\""));
}

#[test]
fn another_build_folder_keeps_the_rest_of_the_file() {
    let p = Project::small();
    p.database("out", &["app/run.cc"]);
    let old = "# mine\nroot = \".\"   # here\nbuild = 'build' # there\n\n[modules]\nutil = [\"util/**\"]\n";
    p.write("migrate.toml", old);
    snapshot!("init_other_build", p.session(&["--dry-run init --build out", "init --build out"]));
    assert_eq!(p.read("migrate.toml"), old.replace("'build'", "\"out\""));
}

#[test]
fn dry_run_writes_nothing() {
    let p = Project::small();
    snapshot!("init_dry_run", p.session(&["--dry-run init", "--dry-run init --format json"]));
    assert!(!exists(&p, "migrate.toml"));
}

#[test]
fn a_broken_database_is_named_and_kept() {
    let p = Project::small();
    p.write("build/compile_commands.json", "[{]");
    snapshot!("init_broken_database", p.session(&["init"]));
    p.write("build/compile_commands.json", "[]");
    snapshot!("init_empty_database", p.session(&["init"]));
}

#[test]
fn inner_configuration_hides_the_outer_one() {
    let p = Project::small();
    p.write("migrate.toml", "");
    p.database("app/build", &["app/run.cc"]);
    snapshot!("init_below_another", p.session(&["-C app init"]));
}

#[test]
fn cmake_project_is_configured() {
    if !has("cmake") || !has("ninja") {
        return;
    }
    let p = Project::empty();
    p.write("CMakeLists.txt", CMAKE);
    p.write("src/a.cc", "int a() { return 1; }\n");
    snapshot!("init_cmake", p.session(&["--dry-run init", "init", "init"]));
    assert!(exists(&p, "build/.cmake/api/v1/query/client-migrate/query.json"));
    assert!(exists(&p, "build/.cmake/api/v1/reply"), "the query was there before the configure");
}

#[test]
fn cmake_asks_an_existing_build_folder_for_its_targets() {
    let p = Project::small();
    p.write("build/CMakeCache.txt", "");
    snapshot!("init_query", p.session(&["--dry-run init", "init", "init"]));
}

#[test]
fn a_folder_called_build_that_is_no_build_stays_as_it_is() {
    if !has("cmake") {
        return;
    }
    let p = Project::empty();
    p.write("CMakeLists.txt", CMAKE);
    p.write("src/a.cc", "int a() { return 1; }\n");
    p.write("build/scripts.sh", "");
    let said = p.run("init");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(exists(&p, "build-migrate/compile_commands.json"));
    assert!(!exists(&p, "build/CMakeCache.txt"));
}

#[test]
fn a_project_that_cmake_refuses() {
    if !has("cmake") || !has("ninja") {
        return;
    }
    let p = Project::empty();
    p.write(
        "CMakeLists.txt",
        "cmake_minimum_required(VERSION 3.13)\nproject(demo NONE)\nmessage(FATAL_ERROR \"no such thing\")\n",
    );
    snapshot!("init_cmake_refuses", p.session(&["init"]));
    assert!(!exists(&p, "migrate.toml"));
}

#[test]
fn cmake_is_missing() {
    let p = Project::empty();
    p.write("CMakeLists.txt", CMAKE);
    let output = p.command("init").env("PATH", path_without("cmake")).output().expect("the program runs");
    snapshot!("init_no_cmake", p.tidy(&said(&output)));
}

#[test]
fn odd_paths() {
    let p = Project::empty();
    p.database("a b/größe \"x\"/build", &["a.cc"]);
    let mut command = p.command("init");
    let output = command.current_dir(p.path().join("a b/größe \"x\"")).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(0));
    p.database("a b/größe \"x\"/out put", &["a.cc"]);
    let mut command = p.command("init --build");
    let output =
        command.arg("out put").current_dir(p.path().join("a b/größe \"x\"")).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(0));
    assert!(p.read("a b/größe \"x\"/migrate.toml").contains("build = \"out put\""));
}

#[test]
fn a_build_folder_elsewhere_is_named_from_here() {
    let p = Project::small();
    p.database("elsewhere", &["a.cc"]);
    assert_eq!(p.run("-C app init --build ../elsewhere").code, 0);
    assert!(p.read("app/migrate.toml").contains("build = \"../elsewhere\""));
}

#[cfg(unix)]
#[test]
fn a_place_that_cannot_be_written() {
    let p = Project::small();
    // Also root cannot create a file through a link that leads nowhere.
    std::os::unix::fs::symlink("/nonexistent/folder/file", p.path().join("migrate.toml")).expect("a link");
    snapshot!("init_unwritable", p.session(&["init"]));
}
