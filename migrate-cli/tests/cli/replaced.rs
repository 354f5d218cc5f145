//! Replaced headers: what callers see of a class whose state moves to Rust, and what cannot be replaced.

use migrate_model::port::{Mechanism, PortDocument};

use crate::project::{Project, snapshot};

const ZOO: &str = r#"/* A zoo. */
#ifndef ZOO_H
#define ZOO_H
#include <string>
#include <vector>
#include "kinds.h"

namespace zoo {
// A cage, { with animals.
class Zoo {
 public:
  enum { kMax = 100 };
  struct Visitor { int age; };
  using Names = std::vector<std::string>;
  explicit Zoo(const std::string& name = "};", int size = kMax) : name_(name), size_{size}, names_() {}
  Zoo(const Zoo&) = default;
  Zoo& operator=(const Zoo&) = default;
  bool operator==(int n) const { return size_ == n; }
  void add(const std::string& animal);
  Zoo& operator+=(const std::string& animal) { add(animal); return *this; }
  const std::string& name() const noexcept { return name_; }
  inline Kind kind() const;
  static int legs() { return 4; }
  Names all() const { /* } */ return names_; }
  explicit operator bool() const { return !names_.empty(); }

 private:
  friend class Keeper;
  void check() const { if (size_ < 0) throw 1; }
  std::string name_ = "a;b";
  int size_ = 0, other_{3};
  std::vector<std::string> names_;
  struct Hidden { int a; } hidden_;
  static const int kOpen = 9;
};

inline Kind
Zoo::kind() const {
  return size_ > 3 ? Kind::kBig : Kind::kSmall;
}
}  // namespace zoo
#endif
"#;

fn zoo(header: &str, source: &str, class: &str) -> Project {
    let p = Project::empty();
    p.write("zoo/zoo.h", header);
    p.write("zoo/kinds.h", "#pragma once\nnamespace zoo { enum class Kind { kSmall, kBig }; }\n");
    p.write("zoo/zoo.cc", source);
    let modules = "root = \".\"\nbuild = \".\"\n\n[modules]\nzoo = [\"zoo/**\"]\n\n";
    p.write("migrate.toml", format!("{modules}[port.class.\"{class}\"]\nheader = \"replaced\"\n"));
    let folder = p.path().display().to_string();
    let command = "c++ -std=c++17 -Izoo -c zoo/zoo.cc -o zoo.o";
    p.write(
        "compile_commands.json",
        format!("[{{\"directory\": \"{folder}\", \"file\": \"zoo/zoo.cc\", \"command\": \"{command}\"}}]"),
    );
    assert_eq!(p.run("scan").code, 0);
    p
}

const SOURCE: &str = "#include \"zoo.h\"\nnamespace zoo {\nvoid Zoo::add(const std::string& animal) { check(); names_.push_back(animal); }\n}\n";

#[test]
fn callers_see_the_interface_and_no_state() {
    let p = zoo(ZOO, SOURCE, "zoo::Zoo");
    let said = p.run("port zoo --format json");
    let document: PortDocument = serde_json::from_str(&said.out).expect("JSON");
    let class = document.classes.iter().find(|c| c.name == "zoo::Zoo").expect("a class");
    assert_eq!(class.mechanism, Mechanism::HeaderReplaced, "{}", class.reason);
    snapshot!("replaced_cost", class.reason.clone());
    let made = p.run("overlay --recipe zoo=bridge/generated/zoo/facade/headers.json --root . --out made");
    assert_eq!(made.code, 0, "{}", made.err);
    let text = std::fs::read_to_string(made.out.trim()).expect("a header");
    let folder = std::fs::canonicalize(p.path()).expect("a folder").display().to_string();
    snapshot!("replaced_header", text.replace(&folder, "FOLDER"));
    snapshot!("replaced_skeleton", p.read("rust-modules/zoo/src/lib.rs"));
    // A second run has nothing to write.
    assert_eq!(p.run("port zoo --check").code, 0);
    let again = p.run("overlay --recipe zoo=bridge/generated/zoo/facade/headers.json --root . --out made");
    assert_eq!(again.out, made.out);
}

/// Why a class is not replaced.
fn refused(header: &str) -> String {
    let text = format!("#ifndef ZOO_H\n#define ZOO_H\n{header}\nint legs(int n);\n#endif\n");
    let text = if header.starts_with("#pragma once") { format!("{header}\nint legs(int n);\n") } else { text };
    let p = zoo(&text, "#include \"zoo.h\"\nint legs(int n) { return 4 * n; }\n", "Zoo");
    let said = p.run("port zoo --format json");
    assert_eq!(said.code, 0, "{}", said.err);
    let document: PortDocument = serde_json::from_str(&said.out).expect("JSON");
    let class = document.classes.into_iter().find(|c| c.name == "Zoo").expect("a class");
    assert_ne!(class.mechanism, Mechanism::HeaderReplaced, "{header}");
    class.reason
}

#[test]
fn what_cannot_be_replaced_says_why() {
    let reasons: Vec<String> = [
        "#pragma once\nclass Zoo { public: Zoo(); private: int a_; };",
        "class Zoo { public: virtual ~Zoo(); private: int a_; };",
        "class Zoo { public: Zoo(); int a; private: int b_; };",
        "class Zoo { public: Zoo(); template <class T> T as() { return a_; } private: int a_; };",
        "class Zoo { public: Zoo(); friend int size(const Zoo& z) { return z.a_; } private: int a_; };",
        "class Zoo { public: Zoo(); constexpr int size() const { return a_; } private: int a_ = 0; };",
        "class Zoo { public: Zoo(); Zoo& next(); private: int a_; };",
        "class Zoo { public: Zoo(); bool less(const Zoo& other) const; private: int a_; };",
        "class Zoo { public: Zoo(); private: int a_; }; struct Town { Zoo zoo; };",
        "class Zoo { public: Zoo() { ++made_; } private: static int made_; int a_; };",
    ]
    .iter()
    .map(|header| refused(header))
    .collect();
    snapshot!("replaced_refusals", reasons.join("\n"));
}

#[test]
fn a_class_that_nobody_knows_is_an_error() {
    let p = zoo(ZOO, SOURCE, "zoo::Zo");
    let said = p.run("port zoo");
    assert_eq!(said.code, 2);
    snapshot!("replaced_unknown", p.tidy(&said));
}
