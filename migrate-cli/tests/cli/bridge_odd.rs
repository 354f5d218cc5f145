//! What is odd in real headers costs one item at most: the bridge to such a header is made, and its crate builds.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::project::Project;

const HEADER: &str = r#"#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace odd {

// Names that Rust code and the C++ support use themselves.
class Option {
 public:
  explicit Option(std::string name) : name_(std::move(name)) {}
  Option *next() { return nullptr; }
  const std::string &name() const { return name_; }

 private:
  std::string name_;
};
class Result {
 public:
  Option *first() const { return nullptr; }
  void check() const { throw 1; }
};
class Type {
 public:
  Type *other() { return this; }
  ~Type() {}
};

// Members that Rust would not see, and members at places of their own.
struct Token {
  int kind;
  union {
    struct {
      double *place;
      double value;
    } number;
    struct {
      int count;
    } call;
  };
};
struct alignas(16) Lane {
  float x;
};
struct Tag {
  char letter;
};
struct Step {
  std::optional<Tag> tag() const { return Tag{'a'}; }
  std::vector<Tag> tags() const { return {}; }
  int token(const Token &t, const Lane &lane) const { return t.kind + int(lane.x); }
  ~Step() {}
};

// Modules with the names of crates, and of what is generated.
namespace core {
struct Thing {
  ~Thing() {}
};
inline const char *text() { return ""; }
}  // namespace core
namespace support {
inline int help() { return 1; }
}  // namespace support
struct Cxx {
  core::Thing *thing() { return nullptr; }
  ~Cxx() {}
};

// A smart pointer that occurs once, and one in a container only.
struct Pool {
  ~Pool() {}
};
struct Queue {
  ~Queue() {}
};
inline void use(std::weak_ptr<Pool> pool) { pool.reset(); }
inline std::vector<std::shared_ptr<Queue>> queues() { return {}; }

// What C++ changes although nothing in Rust can be empty, and what nobody can stand in for.
inline void refill(std::unique_ptr<Queue> &queue, std::pair<Queue, int> &pair) { queue.reset(); pair.second = 1; }
inline void rotate(std::array<Queue, 2> &queues) { queues[0] = queues[1]; }

// A default that takes over what it is given, in a class with a function of its name; `self` as a parameter.
class Worker {
 public:
  virtual ~Worker() = default;
  virtual int work(std::vector<Tag> tags, int self) { return int(tags.size()) + self; }
  int base_work() const { return 1; }
};

// Specialisations of function templates, which are functions like others.
class Cell {
 public:
  template <class T>
  T as() const;
};
template <>
inline int Cell::as<int>() const {
  return 4;
}
template <>
inline std::string Cell::as<std::string>() const {
  return "4";
}

// A class with the name of the trait of another one.
class Visitor {
 public:
  virtual ~Visitor() = default;
  virtual int visit(int at) { return at; }
};
class VisitorMethods {
 public:
  int count() const { return 2; }
  ~VisitorMethods() {}
};

// A conversion to a class that can be made of the object as well.
class Source;
class Goal {
 public:
  explicit Goal(const Source &);
  explicit Goal(int way) : way_(way) {}
  int way() const { return way_; }

 private:
  int way_;
};
class Source {
 public:
  explicit operator Goal() const { return Goal(2); }
};
inline Goal::Goal(const Source &) : way_(1) {}

// An enum without any other value.
enum class Yes : bool { no, yes };
inline bool yes(Yes y) { return y == Yes::yes; }

// A class that is not public, with members that are written outside of it.
class Outer {
  class Part;

 public:
  int part() const;
};
class Outer::Part {
 public:
  int size() const;
};
inline int Outer::Part::size() const { return 3; }
inline int Outer::part() const { return Part().size(); }

// A member that is called as a function, by a word of Rust.
class Field {
 public:
  int type() const { return type_; }
  int type_ = 0;
  ~Field() {}
};

// Virtual functions that differ in `const` only.
class Leaf;
class Node {
 public:
  Node() = default;
  Node(const Node &) = default;
  virtual ~Node() = default;
  virtual Leaf *as_leaf() = 0;
  virtual const Leaf *as_leaf() const = 0;
  virtual int type() const = 0;
};
class Leaf : public Node {
 public:
  Leaf *as_leaf() override { return this; }
  const Leaf *as_leaf() const override { return this; }
  int type() const override { return 1; }
};

// An enum of the standard library.
struct Outcome {
  const char *end;
  std::errc code;
};
inline Outcome outcome(std::errc code) { return Outcome{nullptr, code}; }

// Functions without linkage, deleted ones, and members of specializations.
static inline int quiet(int x) { return x; }
int refused(const char *) = delete;
enum Level { low, high };
template <Level> struct Traits {
  static const char *name() { return "?"; }
};
template <> struct Traits<low> {
  static const char *name() { return "low"; }
};
template <class T> struct Holder {
  T value;
  long rounded() const { return long(value); }
};
template <> inline long Holder<float>::rounded() const { return long(value + 0.5f); }
namespace { inline int hidden() { return 1; } }
inline int seen() { return hidden(); }

}  // namespace odd
"#;

const LINE: &str = "bridge --headers odd.h --include inc --namespace odd --std c++17 --out out/odd --format json";

/// The crate builds as a dependency does. What every bridge depends on is built once.
fn builds(krate: &Path) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bridge-odd");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--quiet", "--target-dir"]).arg(target).current_dir(krate);
    let done = cargo.output().expect("cargo runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn odd_declarations_cost_themselves_only() {
    let p = Project::empty();
    p.write("inc/odd.h", HEADER);
    let said = p.run(LINE);
    assert_eq!(said.code, 0, "{}", said.err);
    let document: Value = serde_json::from_str(&said.out).expect("JSON");
    let rows: Vec<String> = document["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|i| {
            let text = |key: &str| i[key].as_str().unwrap_or_default();
            format!(
                "{} {} {}",
                text("name"),
                text("signature"),
                text(if i["code"].is_null() { "status" } else { "code" })
            )
        })
        .collect();
    for name in [
        "Option::next",
        "Option::name",
        "Result::check",
        "Type::other",
        "Node::type",
        "outcome",
        "quiet",
        "seen",
        "use",
        "queues",
        "refill",
        "Worker::work",
        "yes",
        "core::text",
        "support::help",
        "Cxx::thing",
    ] {
        let start = format!("odd::{name} ");
        assert!(rows.iter().any(|r| r.starts_with(&start) && r.ends_with(" bound")), "{name}: {rows:#?}");
    }
    for (name, code) in [
        ("refused", "MG0501"),
        ("Traits::name", "MG0503"),
        ("Holder::rounded", "MG0506"),
        ("rotate", "MG0506"),
        ("Outer::Part::size", "MG0503"),
    ] {
        let start = format!("odd::{name} ");
        assert!(rows.iter().any(|r| r.starts_with(&start) && r.ends_with(code)), "{name}: {rows:#?}");
    }
    assert!(!rows.iter().any(|r| r.contains("hidden")), "{rows:#?}");
    assert_eq!(
        rows.iter().filter(|r| r.starts_with("odd::Node::Node ") && r.ends_with(" bound")).count(),
        2,
        "{rows:#?}"
    );
    let api = p.read("out/odd/src/lib.rs") + &p.read("out/odd/src/node.rs");
    let cell = p.read("out/odd/src/cell.rs");
    assert!(cell.contains("fn as_int(&self) -> i32") && cell.contains("fn as_string(&self) -> Vec<u8>"), "{cell}");
    for part in ["Option_", "Result_", "fn as_leaf(&self", "fn as_leaf_const"] {
        assert!(api.contains(part), "{part}");
    }
    assert!(p.read("out/odd/cpp/thunks.cc").contains("self_.operator ::odd::Goal()"));
    builds(&p.path().join("out/odd"));
}

const FRIENDS: &str = r#"#pragma once
#include <cstddef>
namespace kj { class Text; }
constexpr kj::Text operator""_kj(const char *characters, std::size_t size);
int length(const kj::Text &text);
namespace other {
int far_away(const kj::Text &text);
int unknown(const kj::Text &text);
int stranger(int x);
namespace detail { int hidden(const kj::Text &text); }
}  // namespace other
namespace kj {
class Text {
 public:
  Text() : characters_(nullptr), size_(0) {}
  friend constexpr Text(::operator""_kj)(const char *characters, std::size_t size);
  friend int(::length)(const Text &text);
  friend int other::far_away(const Text &text);
  friend int other::unknown(const Text &text);
  friend int other::detail::hidden(const Text &text);

 private:
  constexpr Text(const char *characters, std::size_t size) : characters_(characters), size_(size) {}
  const char *characters_;
  std::size_t size_;
};
}  // namespace kj
constexpr kj::Text operator""_kj(const char *characters, std::size_t size) { return kj::Text(characters, size); }
inline int length(const kj::Text &text) { return static_cast<int>(text.size_); }
inline int other::far_away(const kj::Text &text) { return -length(text); }
inline int other::stranger(int x) { return x; }
inline int other::detail::hidden(const kj::Text &) { return 0; }
"#;

#[test]
fn friends_of_classes_belong_to_them_wherever_they_stand() {
    let p = Project::empty();
    p.write("inc/friends.h", FRIENDS);
    let said = p.run("bridge --headers friends.h --include inc --namespace kj --std 14 --out out --format json");
    assert_eq!(said.code, 0, "{}", said.err);
    let document: Value = serde_json::from_str(&said.out).expect("JSON");
    let row = |i: &Value| {
        let text = |key: &str| i[key].as_str().unwrap_or_default().to_owned();
        (text("name"), if text("code").is_empty() { text("rust_path") } else { text("code") })
    };
    let mut rows: Vec<(String, String)> = document["items"].as_array().expect("items").iter().map(row).collect();
    rows.sort();
    let expected = [
        ("kj::Text::Text", "Text::new"),
        ("length", "length"),
        ("operator\"\"_kj", "literal_kj"),
        ("other::far_away", "other::far_away"),
        ("other::unknown", "MG0501"),
    ];
    assert_eq!(rows, expected.map(|(name, path)| (name.to_owned(), path.to_owned())));
    builds(&p.path().join("out"));
}
