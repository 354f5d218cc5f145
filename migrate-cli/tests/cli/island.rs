//! `migrate island`, as a build calls it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::{Project, Said};

/// A fixture of MG0604, its source compiled.
fn fixture(side: &str) -> Project {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/rules/MG0604-facade-without-original").join(side);
    let project = Project::empty();
    for name in ["zoo.cc", "symbols.txt"] {
        project.write(name, std::fs::read(folder.join(name)).expect("the fixture is whole"));
    }
    compile(&project, "zoo.cc", &[]);
    project
}

fn compile(project: &Project, source: &str, flags: &[&str]) {
    let mut command = Command::new("c++");
    let done = command.args(["-c", source]).args(flags).current_dir(project.path()).status().expect("c++ starts");
    assert!(done.success());
}

fn island(project: &Project, more: &str) -> Said {
    project.run(&format!("island --facade symbols.txt --out island zoo.o {more}"))
}

fn made(project: &Project) -> PathBuf {
    project.path().join("island")
}

#[test]
fn the_good_fixture_is_renamed_in_silence() {
    let project = fixture("good");
    let said = island(&project, "");
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (0, "", ""));
    let object = std::fs::read(made(&project).join("0-zoo.o")).expect("an object");
    let object = migrate_island::Object::parse(&object).expect("it is one");
    let names: Vec<_> = object.definitions().map(|d| d.name.as_str()).collect();
    assert_eq!(names, ["_ZN3zoo4legsEi.cpp_twin", "_ZN3zoo5wingsEi.cpp_twin"]);
    assert!(island(&project, "--verbose").err.contains("0 of 1 objects below island"));
}

#[test]
fn the_bad_fixture_names_what_is_missing() {
    let project = fixture("bad");
    let said = island(&project, "");
    assert_eq!(said.code, 100);
    insta::assert_snapshot!(said.err);
    assert!(!made(&project).exists());
}

#[test]
fn objects_for_link_time_optimisation_are_refused_with_the_way_out() {
    let project = fixture("good");
    compile(&project, "zoo.cc", &["-flto"]);
    let said = island(&project, "");
    assert_eq!(said.code, 100);
    assert!(said.err.contains("link-time optimisation") && said.err.contains("-fno-lto"), "{}", said.err);
}

#[test]
fn a_missing_objcopy_is_a_missing_tool() {
    let project = fixture("good");
    let said = island(&project, "--objcopy no-such-objcopy");
    assert_eq!(said.code, 102);
    assert!(said.err.contains("no-such-objcopy") && said.err.contains("binutils"), "{}", said.err);
}

#[test]
fn a_list_that_is_none_and_variables_in_it() {
    let project = fixture("good");
    project.write("symbols.txt", "two words\n");
    assert_eq!(island(&project, "").code, 2);
    project.write("zoo.cc", "int zoo_open = 1;\n");
    project.write("symbols.txt", "zoo_open\n");
    compile(&project, "zoo.cc", &[]);
    let said = island(&project, "");
    assert!(said.code == 100 && said.err.contains("variables"), "{}", said.err);
}

/// A fixture of MG0605: the original compiled, and the facade in an archive.
fn compared(side: &str) -> Project {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/rules/MG0605-symbols-differ").join(side);
    let project = Project::empty();
    for name in ["animals.h", "animals.cc", "facade.cc", "symbols.txt", "stays.txt"] {
        project.write(name, std::fs::read(folder.join(name)).expect("the fixture is whole"));
    }
    compile(&project, "animals.cc", &[]);
    facade(&project);
    project
}

fn facade(project: &Project) {
    compile(project, "facade.cc", &[]);
    let mut command = Command::new("ar");
    let done = command.args(["crs", "umbrella.a", "facade.o"]).current_dir(project.path()).status();
    assert!(done.expect("ar starts").success());
}

fn compare(project: &Project, more: &str) -> Said {
    project.run(&format!("island --facade symbols.txt --compare umbrella.a animals.o {more}"))
}

#[test]
fn the_same_on_both_sides_is_said_to_be() {
    let project = compared("good");
    let said = compare(&project, "");
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (0, "", ""));
    assert!(compare(&project, "--verbose").err.contains("3 symbols"));
    assert!(!made(&project).exists());
}

#[test]
fn what_differs_is_named_as_people_read_it() {
    let project = compared("bad");
    let said = compare(&project, "");
    assert_eq!(said.code, 100);
    insta::assert_snapshot!(said.err);
}

#[test]
fn every_way_to_differ_is_found() {
    let project = compared("good");
    // A function is missing, a variable is there twice, and one is new.
    let text = "#include \"animals.h\"\nint zoo::guests = 1;\nint zoo_open = 1;\nint zoo::wings(int n) { return n; }\n";
    project.write("facade.cc", text);
    facade(&project);
    let said = compare(&project, "");
    assert_eq!(said.code, 100);
    insta::assert_snapshot!(said.err);
}

#[test]
fn a_list_of_what_stays_can_be_named() {
    let project = compared("good");
    project.write("none.txt", "");
    let said = compare(&project, "--stays none.txt");
    assert!(said.code == 100 && said.err.contains("zoo::guests"), "{}", said.err);
}

#[test]
fn an_archive_that_is_none_is_refused() {
    let project = compared("good");
    project.write("umbrella.a", "no archive");
    let said = compare(&project, "");
    assert!(said.code == 100 && said.err.contains("no archive"), "{}", said.err);
    assert_eq!(project.run("island --facade symbols.txt animals.o").code, 2);
}
