//! What cannot be built is refused when the build is configured, with the reason and a way out.

use crate::project::{Project, has};

/// Configures a project that was changed, and checks what is said.
fn refused(change: impl Fn(&Project), options: &[&str], words: &[&str]) {
    if !has(&["cmake", "ninja", "g++"]) {
        return;
    }
    let project = Project::new();
    change(&project);
    let options: Vec<&str> = [&["-GNinja"], options].concat();
    let said = project.configure("project", "build", &options).expect_err("it was not refused");
    for word in words {
        assert!(said.contains(word), "{options:?} says nothing of {word}: {said}");
    }
}

#[test]
fn programs_that_are_missing() {
    // cargo and migrate are where nobody looks.
    let empty = [("PATH", "/usr/bin:/bin"), ("HOME", "/nowhere"), ("CARGO_HOME", "/nowhere")];
    let hidden =
        |program: &str| !["/usr/bin", "/bin"].iter().any(|dir| std::path::Path::new(dir).join(program).exists());
    for (program, known, words) in [
        ("cargo", "-DMIGRATE_SIDES=rust", ["cargo is missing", "rustup"]),
        ("migrate", "-DMIGRATE_CARGO=/bin/true", ["migrate is missing", "cargo install"]),
    ] {
        if hidden(program) {
            let change = |p: &Project| p.environment(&empty);
            refused(change, &["-DMIGRATE_EXECUTABLE=", known], &words);
        }
    }
    refused(|_| (), &["-DMIGRATE_EXECUTABLE=no/such/migrate"], &["no/such/migrate", "-DMIGRATE_EXECUTABLE"]);
    refused(|_| (), &["-DMIGRATE_CARGO=/no/such/cargo"], &["/no/such/cargo", "-DMIGRATE_CARGO"]);
}

#[test]
fn generated_files_that_do_not_fit() {
    let modules = "generated/modules.cmake";
    refused(|p| p.edit(modules, "modules 1", "modules 2"), &[], &["another version", "# migrate modules 2"]);
    refused(|p| std::fs::remove_file(p.path(modules)).unwrap(), &[], &["There is no", "migrate port"]);
    let symbols = "generated/wings/symbols.txt";
    refused(|p| std::fs::remove_file(p.path(symbols)).unwrap(), &[], &["There is no", "migrate port wings"]);
}

#[test]
fn sources_that_nobody_compiles() {
    refused(
        |p| p.edit("project/animals/CMakeLists.txt", "legs.cc \"my", "\"my"),
        &[],
        &["No target", "animals/legs.cc", "module legs"],
    );
    let half = "add_library(half STATIC legs.cc)\nadd_library(common";
    let change = |p: &Project| {
        p.edit("project/animals/CMakeLists.txt", "add_library(common", half);
        p.edit("generated/modules.cmake", "animals/legs.cc", "animals/legs.cc animals/beak.cc");
    };
    refused(change, &[], &["in several targets", "half", "animals/beak.cc"]);
}

#[test]
fn sanitizers_that_all_code_must_take_part_in() {
    refused(|_| (), &["-DCMAKE_CXX_FLAGS=-fsanitize=thread"], &["-fsanitize=thread", "MIGRATE_SIDES=cpp"]);
    let option =
        |p: &Project| p.edit("project/CMakeLists.txt", "set(ZOO", "add_compile_options(-fsanitize=memory)\nset(ZOO");
    refused(option, &[], &["-fsanitize=memory"]);
}

#[test]
fn what_no_build_can_do() {
    refused(|_| (), &["-DMIGRATE_SIDES=either"], &["MIGRATE_SIDES", "either"]);
    let replaced = "set(CMAKE_CXX_FLAGS \"-DFROM_FOLDER_FLAGS\")";
    let change = |p: &Project| {
        p.edit(
            "project/animals/CMakeLists.txt",
            "set(CMAKE_CXX_FLAGS \"${CMAKE_CXX_FLAGS} -DFROM_FOLDER_FLAGS\")",
            replaced,
        )
    };
    refused(change, &["-DCMAKE_CXX_FLAGS=-DOF_THE_PROJECT"], &["takes flags away", "OF_THE_PROJECT"]);
}

#[test]
fn an_original_that_has_changed_stops_the_build() {
    if !has(&["cmake", "ninja", "g++"]) {
        return;
    }
    let project = Project::new();
    project.edit("generated/wings/symbols.txt", "_Z5wingsi", "_Z5wingsi\n_Z5tailsi");
    project.configure("project", "build", &["-GNinja"]).unwrap();
    let said = project.build("build").unwrap_err();
    assert!(said.contains("MG0604") && said.contains("_Z5tailsi"), "{said}");
}

/// A build in which the two sides of the module `wings` differ links nothing, and says why; put right, it links.
fn differs(generator: &str, file: &str, change: (&str, &str), words: &[&str]) {
    if !has(&["cmake", "ninja", "make", "g++"]) {
        return;
    }
    let project = Project::new();
    project.edit(file, change.0, change.1);
    project.configure("project", "build", &[generator]).unwrap();
    let said = project.build("build").unwrap_err();
    assert!(words.iter().all(|word| said.contains(word)) && said.contains("MG0605"), "{said}");
    assert!(!project.path("build/app").exists() && !project.path("build/migrate/libmigrate_umbrella.a").exists());
    project.edit(file, change.1, change.0);
    project.build("build").unwrap();
    assert!(project.path("build/app").exists());
}

#[test]
fn a_function_that_only_the_original_has_stops_the_build() {
    let change = ("#include <wings.h>", "#include <wings.h>\nint tails(int animals) { return animals; }\n");
    differs("-GNinja", "project/animals/my wings.cc", change, &["tails(int)", "_Z5tailsi"]);
}

#[test]
fn a_function_that_the_facade_lacks_stops_the_build() {
    let change = ("int wings(int animals) {", "static int hidden(int animals) {");
    differs("-GUnix Makefiles", "generated/wings/facade.cc", change, &["wings(int)", "_Z5wingsi"]);
}
