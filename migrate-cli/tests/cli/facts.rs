//! What a scan sees in C++ that nobody wrote out. Each case was a wrong or missing edge on real code once, found by comparing
//! with the compiler's object files.

use serde_json::Value;

use crate::project::Project;

/// A case: what the files say, and which edges the facts must and must not hold.
struct Case {
    files: &'static [(&'static str, &'static str)],
    /// Parts of `from` (or `-` for none) and `to`.
    edges: &'static [(&'static str, &'static str)],
    absent: &'static [(&'static str, &'static str)],
}

/// Declares what other objects define.
const LIB: (&str, &str) = (
    "lib.h",
    "#pragma once\nstruct Part { Part(); Part(const Part&); ~Part(); int get() const; };\n\
     struct Base { Base(); virtual ~Base(); virtual void act(); };\nint far_away(int);\n[[noreturn]] void die();\n",
);

fn rows(p: &Project, kind: &str) -> Vec<Value> {
    let said = p.run(&format!("facts {kind}"));
    assert_eq!(said.code, 0, "{}", said.err);
    said.out.lines().map(|l| serde_json::from_str(l).expect("a JSON line")).collect()
}

fn scan(files: &[(&str, &str)]) -> Project {
    let p = Project::empty();
    let sources: Vec<&str> = files.iter().map(|(f, _)| *f).filter(|f| f.ends_with(".cc")).collect();
    for (file, text) in files {
        p.write(file, text);
    }
    p.database(".", &sources);
    p.write("migrate.toml", "");
    let said = p.run("scan");
    assert_eq!(said.code, 0, "{}", said.err);
    p
}

fn check(case: &Case) {
    let p = scan(case.files);
    let refs = rows(&p, "refs");
    let text = |r: &Value, key: &str| r[key].as_str().unwrap_or("-").to_owned();
    let has = |from: &str, to: &str| {
        refs.iter().any(|r| text(r, "from").contains(from) && !r["to"].is_null() && text(r, "to").contains(to))
    };
    for (from, to) in case.edges {
        assert!(has(from, to), "no edge from {from} to {to} in\n{refs:#?}");
    }
    for (from, to) in case.absent {
        assert!(!has(from, to), "there must be no edge from {from} to {to}");
    }
}

#[test]
fn implicit_constructors_and_destructors_reach_their_parts() {
    check(&Case {
        files: &[LIB, ("a.cc", "#include \"lib.h\"\nstruct Whole { Part part; };\nvoid make() { Whole w; }\n")],
        edges: &[("WholeC", "4PartC"), ("make", "4PartD")],
        absent: &[],
    });
}

#[test]
fn standard_containers_call_back() {
    check(&Case {
        files: &[
            LIB,
            (
                "a.cc",
                "#include <memory>\n#include <vector>\n#include \"lib.h\"\n\
                 void fill(std::vector<Part>& v, const Part& p) { v.push_back(p); }\n\
                 void drop(std::unique_ptr<Part> p) { p.reset(); }\n\
                 struct Owner { std::vector<Part> parts; };\nvoid own() { Owner o; }\n",
            ),
        ],
        edges: &[("fill", "4PartC"), ("drop", "4PartD"), ("own", "4PartD")],
        absent: &[("own", "4PartC1ERK")],
    });
}

#[test]
fn a_vtable_refers_to_final_overriders_where_the_key_function_is() {
    check(&Case {
        files: &[
            LIB,
            (
                "d.h",
                "#pragma once\n#include \"lib.h\"\nstruct Derived : Base { void act() override; virtual void more(); };\n",
            ),
            ("a.cc", "#include \"d.h\"\nvoid Derived::act() {}\nvoid Derived::more() { far_away(1); }\n"),
            ("b.cc", "#include \"d.h\"\nvoid use() { Derived d; }\n"),
        ],
        edges: &[("_ZTV7Derived", "Derived3act"), ("_ZTV7Derived", "Derived4more"), ("DerivedC", "4BaseC")],
        absent: &[("_ZTV7Derived", "4Base3act")],
    });
}

#[test]
fn a_call_is_dispatched_unless_the_object_is_known() {
    check(&Case {
        files: &[
            LIB,
            (
                "a.cc",
                "#include \"lib.h\"\nvoid through(Base* b) { b->act(); }\nvoid byvalue() { Base b; b.act(); }\n\
                 void qualified(Base* b) { b->Base::act(); }\nvoid byref(Base& b) { b.act(); }\n",
            ),
        ],
        edges: &[("byvalue", "4Base3act"), ("qualified", "4Base3act")],
        absent: &[("through", "4Base3act"), ("byref", "4Base3act")],
    });
}

#[test]
fn dead_branches_and_unevaluated_operands_need_nothing() {
    check(&Case {
        files: &[
            LIB,
            (
                "a.cc",
                "#include \"lib.h\"\nstatic const bool kDebug = false;\n\
                 int size() { return sizeof(far_away(1)); }\nint off(int x) { if (kDebug) x += far_away(x); return x; }\n\
                 int gone() { die(); return far_away(2); }\nstatic int nobody() { return far_away(3); }\n\
                 int on(bool b) { return b ? far_away(4) : 0; }\n",
            ),
        ],
        edges: &[("_Z2onb", "far_away")],
        absent: &[("size", "far_away"), ("_Z3offi", "far_away"), ("gone", "far_away"), ("nobody", "far_away")],
    });
}

#[test]
fn default_arguments_are_evaluated_by_the_caller() {
    check(&Case {
        files: &[
            LIB,
            (
                "a.cc",
                "#include \"lib.h\"\nvoid take(int x = far_away(1), const Part& p = Part());\nvoid call() { take(); }\n",
            ),
        ],
        edges: &[("call", "far_away"), ("call", "4PartC"), ("call", "4PartD")],
        absent: &[],
    });
}

#[test]
fn instances_declared_extern_are_not_walked() {
    check(&Case {
        files: &[
            LIB,
            (
                "t.h",
                "#pragma once\n#include \"lib.h\"\ntemplate <int N> struct Big { int f() { return far_away(N); } };\n\
                 extern template struct Big<4>;\n",
            ),
            (
                "a.cc",
                "#include \"t.h\"\nint four(Big<4>& b) { return b.f(); }\nint five(Big<5>& b) { return b.f(); }\n",
            ),
        ],
        edges: &[("3BigILi5EE", "far_away")],
        absent: &[("3BigILi4EE", "far_away")],
    });
}

#[test]
fn members_of_class_templates_defined_outside_are_no_strong_symbols() {
    let p = scan(&[
        (
            "t.h",
            "#pragma once\ntemplate <class T> struct Box { Box(); int n; };\ntemplate <class T> Box<T>::Box() : n(0) {}\n",
        ),
        ("a.cc", "#include \"t.h\"\nint f() { Box<int> b; return b.n; }\n"),
    ]);
    let boxes: Vec<Value> = rows(&p, "symbols").into_iter().filter(|s| s["kind"] == "constructor").collect();
    assert!(!boxes.is_empty() && boxes.iter().all(|s| s["template"] == true), "{boxes:#?}");
}

#[test]
fn a_textual_include_lends_its_definitions_to_the_main_file() {
    let p = scan(&[("part.inc", "int from_inc() { return 1; }\n"), ("a.cc", "#include \"part.inc\"\n")]);
    let all = rows(&p, "symbols");
    let row = all.iter().find(|s| s["name"] == "from_inc").expect("a symbol");
    assert_eq!((row["file"].as_str(), row["written_in"].as_str()), (Some("a.cc"), Some("part.inc")));
}

#[test]
fn names_of_the_nameless_hold_no_path_of_this_machine() {
    let p = scan(&[(
        "a.cc",
        "#include <functional>\nstruct { int x; } unnamed;\nunion { int i; float f; };\n\
         void run() { int k = 0; std::function<int()> f = [k] { return k; }; f(); }\n",
    )]);
    let root = p.path().display().to_string();
    for kind in ["symbols", "refs", "types", "sites"] {
        assert!(!p.run(&format!("facts {kind}")).out.contains(&root), "{kind} hold {root}");
    }
}

#[test]
fn includes_carry_their_conditions() {
    let p = scan(&[
        ("x.h", ""),
        ("a.cc", "#if defined(A) || !defined(B)\n#include \"x.h\"\n#endif\nint f() { return 0; }\n"),
    ]);
    let all = rows(&p, "includes");
    assert_eq!(all[0]["conditions"], serde_json::json!(["defined(A) || !defined(B)"]));
}

#[test]
fn static_members_of_templates_are_strong_only_when_specialised() {
    let p = scan(&[(
        "a.cc",
        "template <class T> struct Count { static int n; };\ntemplate <class T> int Count<T>::n = 1;\n\
         template <> int Count<char>::n = 2;\nint f() { return Count<int>::n + Count<char>::n; }\n\
         template <> struct Count<long> { static int n; };\nint Count<long>::n = 3;\n",
    )]);
    let all = rows(&p, "symbols");
    let strong = |s: &&Value| s["kind"] == "variable" && s["defined"] == true && s["template"].is_null();
    let names: Vec<&str> = all.iter().filter(strong).filter_map(|s| s["mangled"].as_str()).collect();
    assert_eq!(names, ["_ZN5CountIcE1nE", "_ZN5CountIlE1nE"]);
}

#[test]
fn inline_variables_are_not_strong() {
    let p = scan(&[
        ("v.h", "#pragma once\nstruct Tag {};\ninline constexpr Tag tag{};\ninline int level = 1;\n"),
        ("a.cc", "#include \"v.h\"\nint f() { return level; }\n"),
    ]);
    let all = rows(&p, "symbols");
    for name in ["tag", "level"] {
        let row = all.iter().find(|s| s["name"] == name).expect("a variable");
        assert_eq!(row["inline"], true, "{row:#?}");
    }
}

#[test]
fn deleted_functions_are_known_and_not_defined() {
    let p = scan(&[("a.cc", "struct Pin { Pin(); Pin(const Pin&) = delete; };\nPin::Pin() {}\n")]);
    let all = rows(&p, "symbols");
    let deleted: Vec<&Value> = all.iter().filter(|s| s["deleted"] == true).collect();
    assert!(!deleted.is_empty() && deleted.iter().all(|s| s["defined"] == false), "{deleted:#?}");
}

#[test]
fn a_method_bound_through_type_erasure_is_alive() {
    check(&Case {
        files: &[
            LIB,
            (
                "a.cc",
                "#include \"lib.h\"\ntemplate <class R> struct Fn {\n  struct Call { virtual R call() = 0; };\n\
                 \x20 template <class F> struct Impl : Call { F f; explicit Impl(F g) : f(g) {} R call() override { return f(); } };\n\
                 \x20 template <class F> Fn(F f) : c(new Impl<F>(f)) {}\n  Call* c;\n};\n\
                 template <class O, class L> struct Bound { O* o; L l; int operator()() { return l(*o); } };\n\
                 template <class O, class L> Bound<O, L> bind(O* o, L l) { return {o, l}; }\n\
                 struct App {\n  Fn<int> get() { return bind(this, [](auto& self) { return self.run(); }); }\n\
                 \x20 int run() { return far_away(1); }\n};\n\
                 int main() { App a; return a.get().c->call(); }\n",
            ),
        ],
        edges: &[("App3run", "far_away")],
        absent: &[],
    });
}

/// The signature of the function of this name.
fn signature(symbols: &[Value], name: &str) -> Value {
    let row = symbols.iter().find(|s| s["name"] == name).unwrap_or_else(|| panic!("no function {name}"));
    row["signature"].clone()
}

#[test]
fn aliases_that_have_no_row_say_what_they_stand_for() {
    let p = scan(&[(
        "a.cc",
        "#include <cstdint>\n#include <string>\n#include <vector>\nusing Mine = long;\n\
         template <class T> struct Box { using value = T; };\n\
         std::string out(uint32_t n, std::vector<int>::size_type s, Mine m, Box<Mine>::value v);\n",
    )]);
    let said = signature(&rows(&p, "symbols"), "out");
    let string = &said["result"]["canonical"];
    assert_eq!((&said["result"]["name"], &string["name"]), (&"std::string".into(), &"std::basic_string".into()));
    assert_eq!(string["args"][0]["type"]["name"], "char");
    assert_eq!(string["spelling"], "std::basic_string<char>");
    let canonical = |i: usize| said["params"][i]["ty"]["canonical"]["name"].as_str();
    assert_eq!([canonical(0), canonical(1), canonical(2)], [Some("unsigned int"), Some("unsigned long"), None]);
    assert_eq!(canonical(3), Some("long"));
}

#[test]
fn instances_of_templates_are_spelled_out() {
    let p = scan(&[(
        "a.cc",
        "#include <array>\nnamespace n {\ntemplate <class T, int N> struct Ring { struct Slot {}; };\nstruct Plain {};\n\
         void take(std::array<int, 4> a, Ring<Plain, 3> r, Ring<char, 2>::Slot s, Plain p);\n}\n",
    )]);
    let said = signature(&rows(&p, "symbols"), "n::take");
    let spelling = |i: usize| said["params"][i]["ty"]["spelling"].as_str();
    assert_eq!(
        [spelling(0), spelling(1), spelling(2), spelling(3)],
        [Some("std::array<int, 4>"), Some("n::Ring<n::Plain, 3>"), Some("n::Ring<char, 2>::Slot"), None]
    );
}

struct Quiet;

impl migrate_scan::Progress for Quiet {
    fn waiting(&self) {}
    fn start(&self, _: usize, _: usize) {}
    fn tu_done(&self, _: &str) {}
    fn deriving(&self) {}
}

fn scan_headers(set: &migrate_scan::HeaderSet) -> migrate_scan::ScanReport {
    let options = migrate_scan::ScanOptions {
        jobs: 1,
        shard: None,
        worker: vec![env!("CARGO_BIN_EXE_migrate").into(), "worker".into()],
        locked: false,
        dry_run: false,
    };
    migrate_scan::scan_headers(set, &options, &Quiet).expect("a scan")
}

#[test]
fn headers_are_read_as_their_users_see_them() {
    let p = Project::empty();
    p.write(
        "include/lib/a.h",
        "#pragma once\n#include \"lib/b.h\"\n#include <string>\nint strong(B b) { return b.n; }\n",
    );
    p.write(
        "include/lib/b.h",
        "#pragma once\n#ifdef WANTED\nstruct B { int n; B(); virtual ~B() = default; };\n#endif\n",
    );
    let mut set = migrate_scan::HeaderSet {
        headers: vec!["lib/a.h".to_owned()],
        include_dirs: vec![p.path().join("include")],
        flags: vec!["-std=c++14".to_owned(), "-DWANTED".to_owned()],
        state: p.path().join("state"),
        compiler: None,
        ..migrate_scan::HeaderSet::default()
    };
    let report = scan_headers(&set);
    assert_eq!((report.tus, report.parsed, report.findings.len()), (1, 1, 0));
    assert_eq!(scan_headers(&set).parsed, 0);
    let index = migrate_scan::Index::open(&set.index_file()).expect("an index");
    let mut all = String::new();
    for kind in [
        migrate_scan::FactKind::Symbols,
        migrate_scan::FactKind::Refs,
        migrate_scan::FactKind::Types,
        migrate_scan::FactKind::Includes,
        migrate_scan::FactKind::Files,
    ] {
        index
            .facts(kind, &mut |row| {
                all.push_str(row);
                all.push('\n');
                true
            })
            .expect("facts");
    }
    assert!(!all.contains(&p.path().display().to_string()), "facts hold a path of this machine:\n{all}");
    let paths = index.query("SELECT DISTINCT file FROM symbols ORDER BY file").expect("a query");
    let paths: Vec<String> = paths.iter().map(|row| format!("{:?}", row[0].1)).collect();
    assert_eq!(paths, ["Text(\"lib/a.h\")", "Text(\"lib/b.h\")"]);

    set.headers.insert(0, "lib/gone.h".to_owned());
    let report = scan_headers(&set);
    assert_eq!((report.parsed, report.findings.len(), report.counts.files), (1, 1, 2), "{:?}", report.findings);
    assert_eq!((report.findings[0].code.as_str(), &report.findings[0].span), ("MG0104", &None));
}

#[test]
fn a_defaulted_member_keeps_what_its_declaration_says() {
    let p = scan(&[(
        "a.cc",
        "struct Base { virtual ~Base() = default; virtual int f() = 0; };\nstruct Made : Base { Made(); int f() override; };\n\
         Made::Made() {}\n",
    )]);
    let all = rows(&p, "symbols");
    let row = all.iter().find(|s| s["name"] == "Base::~Base").expect("a destructor");
    assert_eq!((&row["virtual"], &row["defaulted"], &row["defined"]), (&true.into(), &true.into(), &true.into()));
}

#[test]
fn comments_of_any_style_are_documentation() {
    let p = scan(&[
        (
            "a.h",
            "#pragma once\n// Counts up.\n//\n// Never down.\nint up(int n);\nvoid plain();\n\
             /** A point. */\nstruct Point {\n  int x; // from the left\n  int y; ///< from the top\n  int z;\n};\n\
             enum Mode {\n  // Reads only.\n  reading,\n  writing\n};\n",
        ),
        ("a.cc", "#include \"a.h\"\n// An implementation note.\nint up(int n) { return n + 1; }\n"),
    ]);
    let symbols = rows(&p, "symbols");
    let of = |rows: &[Value], name: &str| rows.iter().find(|r| r["name"] == name).cloned().expect("a row");
    let up = of(&symbols, "up");
    assert_eq!((&up["brief"], &up["doc"]), (&"Counts up.".into(), &"Counts up.\n\nNever down.".into()));
    assert!(of(&symbols, "plain")["brief"].is_null());
    let types = rows(&p, "types");
    let point = of(&types, "Point");
    assert_eq!((&point["brief"], &point["doc"]), (&"A point.".into(), &Value::Null));
    let docs =
        |list: &Value| -> Vec<Value> { list.as_array().expect("a list").iter().map(|f| f["doc"].clone()).collect() };
    assert_eq!(docs(&point["fields"]), [Value::from("from the left"), "from the top".into(), Value::Null]);
    assert_eq!(docs(&of(&types, "Mode")["enumerators"]), [Value::from("Reads only."), Value::Null]);
}

#[test]
fn declarations_are_known_by_their_first_place() {
    let p = scan(&[
        (
            "a.h",
            "#pragma once\nstruct A {\n  int late();\n  int here() { return 1; }\n  int far();\n};\n\
             inline int A::late() { return 2; }\n",
        ),
        ("a.cc", "#include \"a.h\"\n\nint A::far() { return 3; }\n"),
    ]);
    let all = rows(&p, "symbols");
    let place = |name: &str| {
        let row = all.iter().find(|s| s["name"] == name).expect("a row");
        [&row["file"], &row["line"], &row["declared_in"], &row["declared_line"]].map(Clone::clone)
    };
    assert_eq!(place("A::late"), [Value::from("a.h"), 7.into(), Value::Null, 3.into()]);
    assert_eq!(place("A::here"), [Value::from("a.h"), 4.into(), Value::Null, Value::Null]);
    assert_eq!(place("A::far"), [Value::from("a.cc"), 3.into(), "a.h".into(), 5.into()]);
}

#[test]
fn hidden_friends_and_constant_functions_are_marked() {
    let p = scan(&[
        (
            "a.h",
            "#pragma once\n#define CONSTANT constexpr\nnamespace n {\nclass A {\n public:\n\
             \x20 friend bool operator==(const A&, const A&);\n  friend int hidden(const A&) { return 1; }\n\
             \x20 friend int open(const A&);\n  CONSTANT int one() const { return 1; }\n\
             \x20 constexpr A() = default;\n  inline int two() const { return 2; }\n};\nint open(const A&);\n}\n",
        ),
        ("a.cc", "#include \"a.h\"\nnamespace n { bool operator==(const A&, const A&) { return true; } }\n"),
    ]);
    let all = rows(&p, "symbols");
    let marked = |mark: &str| -> Vec<&str> {
        let mut names: Vec<&str> = all.iter().filter(|s| s[mark] == true).filter_map(|s| s["name"].as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    assert_eq!(marked("friend"), ["n::hidden", "n::operator=="]);
    let hidden = all.iter().find(|s| s["name"] == "n::hidden").expect("a row");
    assert_eq!(hidden["friend_of"], "c:@N@n@S@A");
    let open = all.iter().find(|s| s["name"] == "n::open").expect("a row");
    assert_eq!((&open["friend"], &open["friends"][0]), (&Value::Null, &Value::from("c:@N@n@S@A")));
    assert_eq!(marked("constexpr"), ["n::A::A", "n::A::one"]);
}

#[test]
fn every_declared_function_has_a_row() {
    let p = Project::empty();
    p.write(
        "a.h",
        "#pragma once\nnamespace n {\nunsigned long operator\"\"_kb(unsigned long long);\nvoid gone(int) = delete;\n\
         class Nest {\n public:\n  struct In { explicit operator bool() const; struct Deep { int& operator[](int); }; };\n\
         \x20 Nest(const Nest&) = delete;\n  Nest(Nest&&);\n  friend void friendly(const Nest&);\n\
         \x20 template <class T> void any(T);\n private:\n  virtual void secret() = 0;\n};\n\
         extern \"C\" { int plain(int); }\nnamespace { void unnamed(); }\ntemplate <class T> struct Box { void in(); };\n\
         template <> struct Box<int> { void special(); };\n}\n",
    );
    let set = migrate_scan::HeaderSet {
        headers: vec!["a.h".to_owned()],
        include_dirs: vec![p.path()],
        state: p.path().join("state"),
        ..migrate_scan::HeaderSet::default()
    };
    scan_headers(&set);
    let index = migrate_scan::Index::open(&set.index_file()).expect("an index");
    let mut all: Vec<Value> = Vec::new();
    let mut keep = |row: &str| {
        all.push(serde_json::from_str(row).expect("a JSON line"));
        true
    };
    index.facts(migrate_scan::FactKind::Symbols, &mut keep).expect("facts");
    assert!(all.iter().all(|s| !s["signature"].is_null()), "{all:#?}");
    let show = |s: &Value| {
        format!("{}{}", s["name"].as_str().unwrap_or_default(), if s["deleted"] == true { " deleted" } else { "" })
    };
    let mut names: Vec<String> = all.iter().map(show).collect();
    names.dedup();
    assert_eq!(
        names,
        [
            "n::operator\"\"_kb",
            "n::gone deleted",
            "n::Nest::In::Deep::operator[]",
            "n::Nest::In::operator bool",
            "n::Nest::Nest deleted",
            "n::Nest::Nest",
            "n::friendly",
            "n::Nest::secret",
            "n::plain",
            "n::(anonymous namespace)::unnamed",
            "n::Box::special",
        ]
    );
}
