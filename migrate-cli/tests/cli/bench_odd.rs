//! `migrate bench` with scenarios that are not what it likes best: in Rust, with threads, far too short, far too long, on a
//! machine with one core or without a tool. The sources are in `tests/scenarios/`. Gates are wide where times are not the point.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::bench::{document, metric};
use crate::project::{Project, has, path_without, said};

/// A multiplication, which the next one waits for.
const ONCE: &str = "x = x * 0x9e3779b97f4a7c15 + 1";
/// The same, and a multiplication by what only we know to be 1.
const TWICE: &str = "x = x * 0x9e3779b97f4a7c15 + 1; uint64_t one = 1; __asm__ volatile(\"\" : \"+r\"(one)); x *= one";

fn source(name: &str) -> String {
    format!("{}/tests/scenarios/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Builds `steps.c` with these definitions.
fn in_c(p: &Project, library: &str, defines: &[(&str, &str)]) {
    let mut compiler = Command::new("cc");
    compiler.current_dir(p.path()).args(["-O1", "-fPIC", "-shared", "-pthread", "-o", library]).arg(source("steps.c"));
    compiler.args(defines.iter().map(|(name, value)| format!("-D{name}={value}")));
    assert!(compiler.status().expect("a C compiler").success(), "{library} does not compile");
}

/// Builds `threads.rs` with these `cfg`s.
fn in_rust(p: &Project, library: &str, cfgs: &[&str]) {
    let mut compiler = Command::new("rustc");
    compiler.current_dir(p.path()).args(["--edition", "2024", "-O", "-o", library]).arg(source("threads.rs"));
    compiler.args(cfgs.iter().flat_map(|cfg| ["--cfg", cfg]));
    assert!(compiler.status().expect("a Rust compiler").success(), "{library} does not compile");
}

/// Allocations of a hundred iterations of both sides.
fn allocations(p: &Project, first: &str, second: &str) -> [f64; 2] {
    let line =
        format!("--format json bench compare {first} {second} --iterations 100 --budget 1s --gate cpu_time=900%");
    let document = document(p, &p.run(&line).out);
    let allocations = metric(&document, "allocations");
    ["first", "second"].map(|side| allocations[side].as_f64().unwrap_or_else(|| panic!("{document:#}")))
}

#[test]
fn allocations_of_rust_are_counted_to_one_in_every_thread() {
    let p = Project::empty();
    for (library, cfgs) in [
        ("plain.so", &[][..]),
        ("boxed.so", &["boxed"]),
        ("thread.so", &["thread"]),
        ("boxed-in-thread.so", &["thread", "boxed"]),
    ] {
        in_rust(&p, library, cfgs);
    }
    // The state is one, and each iteration has a box.
    assert_eq!(allocations(&p, "plain.so", "boxed.so"), [1.0, 101.0]);
    // What the standard library takes for a thread is its own affair; a box in each thread is one more.
    let [without, with] = allocations(&p, "thread.so", "boxed-in-thread.so");
    assert!(without > 101.0 && with - without == 100.0, "{without} {with}");
}

#[test]
fn what_threads_do_that_are_gone_after_an_iteration_is_charged() {
    let p = Project::empty();
    in_c(&p, "some.so", &[("STEP", "start_and_join()"), ("WORK", "50000")]);
    in_c(&p, "twice.so", &[("STEP", "start_and_join()"), ("WORK", "100000")]);
    let said = p.run("--format json bench compare some.so twice.so --margin 5%");
    let document = document(&p, &said.out);
    let cpu = metric(&document, "cpu_time");
    assert_eq!(cpu["verdict"], "slower", "{cpu:#}");
    let ratio = cpu["ratio"].as_f64().expect("a ratio");
    assert!((1.5..=2.1).contains(&ratio), "{ratio}");
}

#[test]
fn an_iteration_of_a_nanosecond_has_a_verdict() {
    let p = Project::empty();
    in_c(&p, "once.so", &[("STEP", ONCE)]);
    in_c(&p, "twice.so", &[("STEP", TWICE)]);
    for (second, verdict) in [("once.so", "equivalent"), ("twice.so", "slower")] {
        let began = Instant::now();
        let line = format!("--format json bench compare once.so {second} --margin 10%");
        let document = document(&p, &p.run(&line).out);
        let cpu = metric(&document, "cpu_time");
        assert_eq!(cpu["verdict"], verdict, "{cpu:#}");
        let nanoseconds = cpu["first"].as_f64().expect("a number");
        assert!((0.1..20.0).contains(&nanoseconds), "{cpu:#}");
        assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
    }
}

/// Ten minutes each, of waiting and of work. Four budgets are the limit of a process, hence of what all this may take.
#[test]
fn an_iteration_of_ten_minutes_ends_by_the_budget() {
    let p = Project::empty();
    let work = "for (uint64_t k = 0; k < 600000000000; ++k) __asm__ volatile(\"\")";
    for step in ["sleep(600)", work] {
        in_c(&p, "long.so", &[("STEP", step)]);
        let began = Instant::now();
        let said = p.run("--format json bench compare long.so long.so --budget 1s");
        let took = began.elapsed();
        assert_eq!(said.code, 100, "{}", said.out);
        let finding = &document(&p, &said.out)["findings"][0];
        assert_eq!(finding["code"], "MG0805");
        let message = finding["message"].as_str().expect("a message");
        assert!(message.ends_with("runs migrate_scenario_run: one launch is not over after 4 s"), "{message}");
        assert!(took < Duration::from_secs(10), "{took:?}");
    }
}

#[test]
fn one_core_is_enough_for_a_verdict() {
    assert!(has("taskset"), "util-linux is everywhere");
    let p = Project::empty();
    in_c(&p, "once.so", &[("STEP", ONCE)]);
    in_c(&p, "twice.so", &[("STEP", TWICE)]);
    for (second, verdict) in [("once.so", "equivalent"), ("twice.so", "slower")] {
        let migrate = p.command(&format!("--format json bench compare once.so {second} --margin 10%"));
        let mut pinned = Command::new("taskset");
        pinned.args(["-c", &first_core()]).arg(migrate.get_program()).args(migrate.get_args());
        let said = said(&pinned.current_dir(p.path()).output().expect("taskset runs"));
        let document = document(&p, &said.out);
        assert_eq!(document["verdict"], verdict, "{}", said.err);
        assert_eq!(document["machine"]["cores"], 1);
    }
}

/// A core that this process may use.
fn first_core() -> String {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let list = status.lines().find_map(|l| l.strip_prefix("Cpus_allowed_list:")).expect("a list of cores");
    list.trim().split([',', '-']).next().expect("one core").to_owned()
}

#[test]
fn instructions_need_valgrind() {
    let p = Project::empty();
    in_c(&p, "once.so", &[("STEP", ONCE)]);
    let mut migrate = p.command("bench compare once.so once.so --instructions");
    let said = said(&migrate.env("PATH", path_without("valgrind")).output().expect("the program runs"));
    assert_eq!(said.code, 102, "{}", said.err);
    assert!(said.err.contains("valgrind is missing") && said.err.contains("apt-get install valgrind"), "{}", said.err);
}
