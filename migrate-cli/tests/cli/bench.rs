//! `migrate bench`, with scenarios that the C compiler builds here. Times are not looked at: what they say belongs to
//! `cargo xtask bench-honesty`.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::project::{Project, Said, said, snapshot};
use crate::schemas::schema;
use crate::validate::validate;

/// A scenario whose state is what `new` allocates, and whose iterations do `STEP`.
const SCENARIO: &str = r"
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void* in_thread(void* at) {
  void* volatile mine = malloc(100);
  free(mine);
  return at;
}

void* migrate_scenario_new(uint64_t seed) {
  uint64_t* x = malloc(HELD);
  memset(x, 1, HELD);
  *x = seed;
  return x;
}

uint64_t migrate_scenario_run(void* state, uint64_t iterations) {
  uint64_t* x = state;
  for (uint64_t i = 0; i < iterations; ++i) {
    STEP;
    for (int k = 0; k < 500; ++k) *x = (*x ^ (*x >> 29)) * 0x9e3779b97f4a7c15;
  }
  return *x;
}

void migrate_scenario_free(void* state) { free(state); }
";

/// A project with the scenario built: each side has its step and the bytes that it holds.
fn project(sides: &[(&str, &str, usize)]) -> Project {
    let p = Project::empty();
    p.write("scenario.c", SCENARIO);
    for (name, step, held) in sides {
        let mut compiler = Command::new("cc");
        compiler.current_dir(p.path()).args(["-O1", "-fPIC", "-shared", "-pthread", "-o", name, "scenario.c"]);
        compiler.arg(format!("-DSTEP={step}")).arg(format!("-DHELD={held}"));
        assert!(compiler.status().expect("a C compiler").success(), "{name} does not compile");
    }
    p
}

pub fn document(p: &Project, text: &str) -> Value {
    let document = serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"));
    validate(&document, &schema(p, "bench")).unwrap_or_else(|e| panic!("{e}: {text}"));
    document
}

/// Runs with words that may have blanks in them.
pub fn run(p: &Project, words: &[&str]) -> Said {
    said(&p.command("").args(words).output().expect("the program runs"))
}

pub fn metric<'a>(document: &'a Value, name: &str) -> &'a Value {
    let metrics = document["metrics"].as_array().expect("metrics");
    metrics.iter().find(|m| m["name"] == name).unwrap_or_else(|| panic!("no {name} in {document:#}"))
}

#[test]
fn allocations_are_counted_to_one_in_every_thread() {
    let thread = "pthread_t t; pthread_create(&t, 0, in_thread, 0); pthread_join(t, 0)";
    let p = project(&[("one.so", "void* volatile at = malloc(10); free(at)", 64), ("two.so", thread, 64)]);
    let said = p.run("--format json bench compare one.so two.so --iterations 100 --budget 1s --gate cpu_time=900%");
    let document = document(&p, &said.out);
    let allocations = metric(&document, "allocations");
    // One more for the state. The system takes one for each thread that it starts, and one more for the thread's own.
    assert_eq!(allocations["first"], 101.0, "{document:#}");
    assert_eq!(allocations["iterations"], 100);
    let second = allocations["second"].as_f64().expect("a number");
    assert!((101.0..=202.0).contains(&second), "{second}");
    assert_eq!(metric(&document, "leaked")["first"], 0.0);
}

#[test]
fn resident_memory_is_known_within_128_kib() {
    let (small, large) = (1 << 20, 65 << 20);
    let p = project(&[("small.so", "", small), ("large.so", "", large)]);
    let said = p.run("--format json bench compare small.so large.so --budget 1s");
    let document = document(&p, &said.out);
    let peak = metric(&document, "peak_rss");
    for (side, truth) in [("first", small), ("second", large)] {
        let off = peak[side].as_f64().expect("a number") - truth as f64;
        assert!(off.abs() < 131_072.0, "{side}: {off} bytes off");
    }
    assert_eq!(metric(&document, "peak_heap")["verdict"], "slower");
}

#[test]
fn instructions_are_counted_where_valgrind_is_there() {
    let p = project(&[("one.so", "", 64)]);
    let said = p.run("--format json bench compare one.so one.so --instructions --budget 1s --gate cpu_time=900%");
    if Command::new("valgrind").arg("--version").output().is_err() {
        assert_eq!(said.code, 102);
        return;
    }
    let document = document(&p, &said.out);
    let instructions = metric(&document, "instructions");
    assert_eq!(instructions["ratio"], 1.0, "{document:#}");
    // Five hundred rounds of three instructions or more.
    assert!(instructions["first"].as_f64().is_some_and(|n| (1500.0..10_000.0).contains(&n)), "{instructions:#}");
}

#[test]
fn a_replay_says_the_same_byte_for_byte() {
    let p = project(&[("one.so", "", 64), ("two.so", "", 64)]);
    let said = p.run("--format json bench compare one.so two.so --budget 1s --junit out.xml --markdown out.md");
    p.write("result.json", &said.out);
    assert_eq!(p.run("--format json bench --replay result.json").out, said.out);
    let document = document(&p, &said.out);
    assert_eq!(document["outputs"]["equal"], true);
    let xml = p.read("out.xml");
    let cases = document["metrics"].as_array().expect("metrics").len() + 1;
    assert!(xml.contains(&format!("tests=\"{cases}\"")), "{xml}");
    assert!(p.read("out.md").contains("| cpu_time |"));
}

#[test]
fn what_is_different_has_no_verdict() {
    let p = project(&[("one.so", "", 64), ("two.so", "*x += i == 7", 64)]);
    let said = p.run("--format json bench compare one.so two.so --budget 1s");
    assert_eq!(said.code, 100);
    let document = document(&p, &said.out);
    assert_eq!(document["verdict"], "undecided");
    assert_eq!(document["findings"][0]["code"], "MG0801");
}

#[test]
fn what_sides_say_of_their_work_keeps_to_what_is_declared() {
    let p = project(&[("one.so", "", 64), ("two.so", "", 64)]);
    for (name, bytes) in [("one.so", 1000), ("two.so", 1040)] {
        let figures = format!(
            "\nvoid migrate_scenario_figures(void* state, void (*say)(void*, const char*, double), void* to) {{\n  \
             (void)state;\n  say(to, \"written\", {bytes});\n}}\n"
        );
        p.write("figures.c", &(SCENARIO.to_owned() + &figures));
        let mut compiler = Command::new("cc");
        compiler.current_dir(p.path()).args(["-O1", "-fPIC", "-shared", "-pthread", "-o", name, "figures.c"]);
        assert!(compiler.args(["-DSTEP=", "-DHELD=64"]).status().expect("a C compiler").success());
    }
    let said = p.run("--format json bench compare one.so two.so --budget 1s --relation written=3%");
    assert_eq!(said.code, 100);
    let broken = document(&p, &said.out);
    assert_eq!(broken["findings"][0]["code"], "MG0808");
    assert_eq!(broken["verdict"], "undecided");
    let said =
        p.run("--format json bench compare one.so two.so --budget 1s --gate cpu_time=900% --relation written=5%");
    assert_eq!(said.code, 0, "{}", said.err);
    let kept = document(&p, &said.out);
    assert_eq!(kept["figures"][0]["holds"], true);
    assert_eq!(kept["figures"][0]["second"], 1040.0);
    let heap = kept["raw"]["heap"][1]["bytes"].as_array().expect("the heap of the second side");
    assert!(heap.len() > 1 && heap.iter().all(|b| b[0].as_i64() == heap[0][0].as_i64()), "{heap:?}");
    let said = p.run("bench compare one.so two.so --relation written");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("expected FIGURE=PERCENT"), "{}", said.err);
}

#[test]
fn commands_are_compared_by_what_they_print_and_use() {
    let p = Project::empty();
    p.write("same.sh", "i=0; while [ $i -lt 2000 ]; do i=$((i + 1)); done; echo $i\n");
    p.write("other.sh", "echo other\n");
    let said = p.run("--format json bench compare --budget 2s --cmd same.sh --cmd same.sh");
    assert_eq!(said.code, 2, "what is no program cannot be run");
    let same = ["--format", "json", "bench", "compare", "--budget", "2s", "--cmd", "sh same.sh", "--cmd", "sh same.sh"];
    let said = run(&p, &same);
    let document = document(&p, &said.out);
    assert_eq!(document["outputs"]["equal"], true, "{document:#}");
    let peak = metric(&document, "peak_rss")["first"].as_f64().expect("a number");
    assert!((500_000.0..20_000_000.0).contains(&peak), "{peak}");
    let said = run(&p, &["bench", "compare", "--cmd", "sh same.sh", "--cmd", "sh other.sh"]);
    assert_eq!(said.code, 100);
    assert!(said.out.contains("MG0801"), "{}", said.out);
    let said = run(&p, &["bench", "compare", "--cmd", "sleep 60", "--cmd", "sleep 60", "--budget", "1s"]);
    assert!(said.out.contains("MG0805") && said.code == 100, "{}", said.out);
}

#[test]
fn an_undecided_answer_may_be_asked_to_be_one() {
    let p = project(&[("one.so", "", 64), ("two.so", "", 64)]);
    // Nobody measures latency here, so whether the gate on it holds is open.
    let line = "bench compare one.so two.so --budget 1s --gate cpu_time=900% --gate p99=900%";
    let said = p.run(line);
    assert_eq!(said.code, 0, "{}", said.out);
    assert!(said.out.contains("the gate on p99 is open"), "{}", said.out);
    assert_eq!(p.run(&format!("{line} --require-verdict")).code, 105);
}

#[test]
fn what_cannot_be_compared_is_named() {
    let p = project(&[("one.so", "", 64)]);
    p.write("text.so", "no shared object");
    p.write("empty.c", "int x;");
    let compiler =
        Command::new("cc").current_dir(p.path()).args(["-shared", "-fPIC", "-o", "empty.so", "empty.c"]).status();
    assert!(compiler.expect("a C compiler").success());
    p.write("result.json", "{}");
    let lines = [
        "bench",
        "bench compare one.so",
        "bench compare one.so no-such.so",
        "bench compare one.so empty.so",
        "bench compare --cmd one",
        "bench compare one.so one.so --margin much",
        "bench compare one.so one.so --gate cpu_time",
        "bench compare one.so one.so --gate cpu_tme=5%",
        "bench --replay result.json",
        "bench --replay no-such.json",
        "bench compare one.so one.so --dry-run",
    ];
    snapshot!("bench_refusals", p.session(&lines));
    let said = p.run("bench compare text.so one.so");
    assert!(said.code == 2 && said.err.contains("text.so is no scenario"), "{}", said.err);
}

#[test]
fn a_side_may_be_a_path_from_elsewhere() {
    let p = project(&[("one.so", "", 64)]);
    let file: PathBuf = p.path().join("one.so");
    let words =
        ["bench", "compare", file.to_str().expect("a path"), "one.so", "--budget", "1s", "--gate", "cpu_time=50%"];
    let said = run(&p, &words);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
}

/// A project with scenarios for two modules that are said to be ported. Their build does not know of sides: both are the same C.
fn ported() -> Project {
    let p = Project::empty();
    p.write("benches/scenarios/scenario.c", SCENARIO);
    p.write(
        "benches/scenarios/CMakeLists.txt",
        "cmake_minimum_required(VERSION 3.21)\nproject(scenarios LANGUAGES C)\n\
         foreach(module IN ITEMS near far)\n  add_library(scenario_${module} MODULE scenario.c)\n\
         target_compile_definitions(scenario_${module} PRIVATE STEP= HELD=64)\nendforeach()\n",
    );
    for module in ["near", "far", "alone"] {
        let ported = serde_json::json!({
            "module": module, "id": module, "package": module, "implementor": "M", "sources": [format!("{module}.cc")],
        });
        p.write(&format!("bridge/generated/{module}/facade/module.json"), ported.to_string());
    }
    p.write("near.cc", "int a;\n\nint b;\n");
    p.write(
        "rust-modules/near/src/lib.rs",
        "pub fn f() {}\n\npub fn g() { unsafe { std::hint::unreachable_unchecked() } }\n",
    );
    p.write(
        "migrate.toml",
        "[bench]\nlayouts = 2\n[bench.gate]\ncpu_time = \"900%\"\n[bench.module.near.gate]\np99 = \"5%\"\n",
    );
    p
}

#[test]
fn modules_are_built_linked_twice_and_compared() {
    let p = ported();
    let said = p.run("--format json bench near --budget 1s --junit out.xml");
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let document = document(&p, &said.out);
    assert_eq!(document["outputs"]["equal"], true);
    let module = &document["module"];
    assert_eq!((&module["name"], &module["cpp_lines"], &module["rust_lines"]), (&"near".into(), &2.into(), &2.into()));
    assert_eq!(module["unsafe_code"]["blocks"], 1);
    let layouts = document["raw"]["launches"].as_array().expect("launches").iter().map(|l| l["layout"].as_u64());
    assert_eq!(layouts.max(), Some(Some(1)), "{document:#}");
    let gates: Vec<_> = document["settings"]["gates"].as_array().expect("gates").iter().collect();
    assert_eq!(
        gates,
        [
            &serde_json::json!({"metric": "p99", "growth": 0.05}),
            &serde_json::json!({"metric": "cpu_time", "growth": 9.0})
        ]
    );
    p.write("result.json", &said.out);
    assert_eq!(p.run("--format json bench --replay result.json").out, said.out);
    assert!(p.read("out.xml").contains("<testsuite name=\"near\""), "{}", p.read("out.xml"));
    assert_eq!(p.read(".migrate/.gitignore"), "*\n");
}

#[test]
fn all_modules_with_a_scenario_share_the_errors() {
    let p = ported();
    let said = p.run("--format json bench --budget 1s --layouts 1 --html page.html");
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let document: Value = serde_json::from_str(&said.out).expect("JSON");
    validate(&document, &schema(&p, "bench-modules")).expect("its schema");
    let modules = document["modules"].as_array().expect("modules");
    let of = |m: &Value| (m["module"]["name"].clone(), m["settings"]["alpha"].clone());
    assert_eq!(
        modules.iter().map(of).collect::<Vec<_>>(),
        [("far".into(), 0.005.into()), ("near".into(), 0.005.into())]
    );
    assert!(p.read("page-near.html").contains("<title>"));
    p.write("result.json", &said.out);
    assert_eq!(p.run("--format json bench --replay result.json").out, said.out);
}

#[test]
fn modules_that_cannot_be_compared_are_named() {
    let p = ported();
    let lines = ["bench --dry-run", "bench nera", "bench alone", "bench near --replay result.json"];
    snapshot!("bench_modules_refusals", p.session(&lines));
    p.write("migrate.toml", "[bench.gate]\ncpu_tme = \"5%\"\n");
    p.write("other/migrate.toml", "[bench]\nlayouts = 0\n");
    p.write("third/migrate.toml", "");
    snapshot!("bench_modules_configuration", p.session(&["bench near", "-C other bench", "-C third bench"]));
    p.write("migrate.toml", "");
    p.write("benches/scenarios/scenario.c", "no C");
    let said = p.run("bench near");
    assert!(said.code == 101 && said.err.contains("the scenarios do not build"), "{}", said.err);
}
