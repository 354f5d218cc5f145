//! `migrate port` and `migrate switch`: what is written, what is never touched, and what goes wrong.

use migrate_model::port::{Implementation, PortDocument};

use crate::project::{Project, exists, snapshot};
use crate::schemas::keeps;

/// A module with functions of every kind that a facade treats differently, and one that uses it.
fn zoo() -> Project {
    let p = Project::empty();
    p.write(
        "zoo/zoo.h",
        "#pragma once\n#include <cstddef>\n#include <ostream>\n#include <stdexcept>\n#include <string>\n#include <string_view>\n\
         namespace zoo {\n\
         /// Counts the legs of so many animals.\nint legs(int animals);\n\
         bool first_word(std::string_view* text, std::string_view* word);\n\
         const char* skip_blanks(const char* p, const char* limit);\n\
         int feed(const std::string& animal);  // throws Hungry\n\
         struct Hungry : std::runtime_error { using std::runtime_error::runtime_error; };\n\
         struct Cage { int animals; };\nstd::ostream& operator<<(std::ostream& os, const Cage& cage);\n\
         class Keeper { public: virtual ~Keeper(); virtual int keep(int n) = 0; };\nKeeper* new_keeper();\n\
         class Gate { public: void open(); private: bool open_ = false; };\n\
         int log(const char* format, ...);\n}\n",
    );
    p.write(
        "zoo/zoo.cc",
        "#include \"zoo.h\"\nnamespace zoo {\nint legs(int animals) { return 4 * animals; }\n\
         bool first_word(std::string_view* text, std::string_view* word) {\n  auto end = text->find(' ');\n\
         \x20 if (end == text->npos) return false;\n  *word = text->substr(0, end);\n  text->remove_prefix(end);\n  return true;\n}\n\
         const char* skip_blanks(const char* p, const char* limit) { while (p < limit && *p == ' ') ++p; return p; }\n\
         int feed(const std::string& animal) { if (animal.empty()) throw Hungry(\"nobody\"); return int(animal.size()); }\n\
         std::ostream& operator<<(std::ostream& os, const Cage& cage) { return os << cage.animals; }\n\
         Keeper::~Keeper() {}\nnamespace { struct Plain : Keeper { int keep(int n) override { return n; } }; }\n\
         Keeper* new_keeper() { return new Plain; }\nvoid Gate::open() { open_ = true; }\n\
         int log(const char*, ...) { return 0; }\n}\n",
    );
    p.write("migrate.toml", "root = \".\"\nbuild = \".\"\n\n[modules]\nzoo = [\"zoo/**\"]\n");
    let folder = p.path().display().to_string();
    p.write(
        "compile_commands.json",
        format!("[{{\"directory\": \"{folder}\", \"file\": \"zoo/zoo.cc\", \"command\": \"c++ -std=c++17 -Izoo -c zoo/zoo.cc -o zoo.o\"}}]"),
    );
    assert_eq!(p.run("scan").code, 0);
    p
}

fn document(p: &Project, line: &str) -> PortDocument {
    let said = p.run(line);
    assert_eq!(said.code, 0, "{}", said.err);
    serde_json::from_str(&said.out).expect("JSON")
}

#[test]
fn every_symbol_has_its_place() {
    let p = zoo();
    let document = document(&p, "port zoo --format json");
    let mut rows: Vec<String> = document
        .symbols
        .iter()
        .map(|s| {
            let place = match s.implementation {
                Implementation::Both => s.rust.as_deref().unwrap_or("nothing to write"),
                Implementation::Cpp => s.code.as_deref().unwrap_or("no code"),
            };
            format!("{}: {place}", s.name)
        })
        .collect();
    rows.dedup();
    keeps(&p, "port zoo --format json", "port");
    snapshot!("port_symbols", rows.join("\n"));
    snapshot!("port_skeleton", p.read("rust-modules/zoo/src/lib.rs"));
    snapshot!("port_list", p.read("bridge/generated/modules.cmake"));
    for file in ["zoo/bridge/src/facade.rs", "zoo/facade/cpp/facade.cc", "umbrella/src/lib.rs", "runtime/src/lib.rs"] {
        let text = p.read(&format!("bridge/generated/{file}"));
        assert!(!text.contains(&p.path().display().to_string()), "{file} says where it was made");
    }
}

#[test]
fn what_a_person_wrote_stays() {
    let p = zoo();
    assert_eq!(p.run("port zoo").code, 0);
    let mine = "use zoo_bridge::facade::Module;\npub struct Zoo;\nimpl Module for Zoo {\n\
                fn legs(animals: i32) -> i32 { animals * 4 }\nfn wings(animals: i32) -> i32 { animals * 2 }\n}\n";
    p.write("rust-modules/zoo/src/lib.rs", mine);
    let document = document(&p, "port zoo --format json");
    assert_eq!(document.gone, ["wings"]);
    assert!(!document.unwritten.contains(&"legs".to_owned()) && document.unwritten.len() >= 5, "{document:?}");
    assert_eq!(p.read("rust-modules/zoo/src/lib.rs"), mine);
    let again = p.run("port zoo");
    assert!(again.err.contains("Unchanged"), "{}", again.err);
    assert_eq!(p.run("port zoo --check").code, 0);
    p.write("bridge/generated/zoo/facade/cpp/facade.cc", "// edited\n");
    let stale = p.run("port zoo --check");
    assert_eq!(stale.code, 2, "edited by hand: {}{}", stale.out, stale.err);
    assert_eq!(p.run("port zoo --force").code, 0);
    assert_eq!(p.run("port zoo --check").code, 0);
}

#[test]
fn a_dry_run_writes_nothing() {
    let p = zoo();
    let said = p.run("--dry-run port zoo --format json");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("\"stale\""));
    assert!(!exists(&p, "bridge") && !exists(&p, "rust-modules"));
}

#[test]
fn modes_are_switched() {
    let p = zoo();
    assert_eq!(p.run("port zoo").code, 0);
    let facade = "bridge/generated/zoo/facade/src/modes.rs";
    assert!(p.read(facade).contains("Mode::Cpp"));
    snapshot!(
        "switch",
        p.session(&[
            "switch zoo rust",
            "switch zoo rust",
            "switch zooo rust",
            "switch zoo fast",
            "--dry-run switch zoo cpp"
        ])
    );
    assert!(p.read(facade).contains("Mode::Rust") && p.read("migrate.toml").contains("mode = \"rust\""));
    assert_eq!(p.run("port zoo --check").code, 0, "the switch leaves everything fresh");
}

#[test]
fn asked_wrong() {
    let p = zoo();
    p.write("migrate.toml", "root = \".\"\nbuild = \".\"\n\n[modules]\nzoo = [\"zoo/**\"]\n[port]\npanics = \"cpp\"\n");
    let wrong = p.run("port zoo");
    assert!(wrong.code == 2 && wrong.err.contains("panics"), "{}", wrong.err);
    p.write("migrate.toml", "root = \".\"\nbuild = \".\"\n\n[modules]\nzoo = [\"zoo/**\"]\n");
    snapshot!(
        "port_asked_wrong",
        p.session(&["port", "port zo", "port zoo --check --force", "--format sarif port zoo", "switch zoo rust"])
    );
}

#[test]
fn an_array_is_no_place_for_a_result() {
    let p = Project::empty();
    let header = "#pragma once\nstruct Animal { virtual ~Animal(); virtual int legs() = 0; };\n\
                  int legs(Animal** animals, int count);\nvoid fill(int* numbers, int count);\nvoid one(int* number);\n";
    p.write("zoo/zoo.h", header);
    p.write(
        "zoo/zoo.cc",
        "#include \"zoo.h\"\nAnimal::~Animal() {}\nint legs(Animal** animals, int count) { return count > 0 ? animals[0]->legs() : 0; }\n\
         void fill(int* numbers, int count) { while (count-- > 0) numbers[count] = 1; }\nvoid one(int* number) { *number = 1; }\n",
    );
    p.write("migrate.toml", "root = \".\"\nbuild = \".\"\n\n[modules]\nzoo = [\"zoo/**\"]\n");
    let folder = p.path().display().to_string();
    let command = "c++ -std=c++17 -Izoo -c zoo/zoo.cc -o zoo.o";
    p.write(
        "compile_commands.json",
        format!("[{{\"directory\": \"{folder}\", \"file\": \"zoo/zoo.cc\", \"command\": \"{command}\"}}]"),
    );
    assert_eq!(p.run("scan").code, 0);
    let document = document(&p, "port zoo --format json");
    let of = |name: &str| document.symbols.iter().find(|s| s.name == name).expect("a function");
    for array in ["legs", "fill"] {
        let row = of(array);
        assert_eq!((row.implementation, row.code.as_deref()), (Implementation::Cpp, Some("MG0506")), "{array}");
    }
    assert_eq!(of("one").implementation, Implementation::Both);
}
