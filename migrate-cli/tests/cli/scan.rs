//! `migrate scan`, `facts` and `plan` on a project that is there.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use serde_json::Value;

use crate::project::{Project, exists, snapshot};

fn scanned() -> Project {
    let p = Project::small();
    assert_eq!(p.run("init").code, 0);
    let said = p.run("scan");
    assert_eq!(said.code, 0, "{}", said.err);
    p
}

#[test]
fn without_a_database() {
    let p = Project::small();
    p.write("migrate.toml", "build = \"out\"\n");
    snapshot!("scan_no_database", p.session(&["scan", "scan --format json"]));
}

#[test]
fn with_an_empty_database() {
    let p = Project::small();
    p.database("build", &[]);
    snapshot!("scan_empty_database", p.session(&["-q init", "scan"]));
}

#[test]
fn with_a_broken_database() {
    let p = Project::small();
    p.write("build/compile_commands.json", "{\"a\": 1}");
    snapshot!("scan_broken_database", p.session(&["-q init", "scan"]));
}

#[test]
fn before_the_first_scan() {
    let p = Project::small();
    snapshot!("scan_not_yet", p.session(&["-q init", "facts symbols", "plan", "show util", "--locked plan"]));
}

#[test]
fn first_and_second_run() {
    let p = Project::small();
    p.run("init");
    snapshot!("scan_twice", p.session(&["--dry-run scan", "scan", "scan", "--locked scan", "-q scan"]));
    p.write("app/main.cc", "int main() { return 0; }\n");
    snapshot!("scan_changed", p.session(&["--locked scan", "--dry-run scan", "scan --format json", "scan"]));
    assert!(exists(&p, ".migrate/.gitignore"));
}

#[test]
fn dry_run_of_a_first_scan_writes_nothing() {
    let p = Project::small();
    p.run("init");
    assert_eq!(p.run("--dry-run scan").code, 0);
    assert!(!exists(&p, ".migrate"));
}

#[test]
fn findings_in_every_format() {
    let p = Project::small();
    p.write("app/main.cc", "#include \"app/version.h\"\nint main() { return 0; }\n");
    p.run("init");
    snapshot!("scan_findings", p.session(&["scan", "scan --format github"]));
    let sarif: Value = serde_json::from_str(&p.run("scan --format sarif").out).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "MG0104");
}

#[test]
fn facts_are_lines_in_a_fixed_order() {
    let p = scanned();
    snapshot!("facts_files", p.session(&["facts files"]));
    let names = |line: &str| -> Vec<String> {
        let said = p.run(line);
        let rows = said.out.lines().map(|l| serde_json::from_str::<Value>(l).expect("JSON"));
        rows.map(|r| r["name"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(names("facts symbols --name length"), ["util::length"]);
    assert_eq!(names("facts symbols --file util/*").len(), 2);
    assert_eq!(p.run("facts symbols --file [").code, 2);
    assert_eq!(p.run("facts symbols").out, p.run("facts symbols").out);
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let p = scanned();
    // More than a pipe holds, so that the writer notices.
    let many: String =
        (0..4000).map(|i| format!("int some_function_with_a_long_name_{i}() {{ return {i}; }}\n")).collect();
    p.write("util/text.cc", many);
    assert_eq!(p.run("scan").code, 0);
    let mut child = p.command("facts symbols").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a run");
    let mut first = String::new();
    BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut first).expect("a line");
    let output = child.wait_with_output().expect("an end");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    assert!(first.starts_with('{'));
}

#[test]
fn plan_for_people_and_programs() {
    let p = scanned();
    snapshot!("plan_human", p.session(&["plan", "plan --granularity unit"]));
    let plan: Value = serde_json::from_str(&p.run("plan --format json").out).expect("JSON");
    assert_eq!((&plan["schema"], &plan["schema_version"]), (&"migrate.plan".into(), &1.into()));
    for step in plan["steps"].as_array().expect("steps") {
        let sum: f64 = step["terms"].as_array().expect("terms").iter().filter_map(|t| t["value"].as_f64()).sum();
        assert_eq!(step["score"].as_f64(), Some(sum), "{step}");
    }
    let said = p.run("plan --format json --out plans/p.json --html page.html");
    assert_eq!(said.code, 1, "the folder of the answer is not made");
    let said = p.run("plan --format json --out p.json --html page.html");
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
    assert_eq!(serde_json::from_str::<Value>(&p.read("p.json")).expect("JSON"), plan);
    assert!(p.read("page.html").contains("<html"));
}

#[test]
fn plan_dry_run_writes_no_page() {
    let p = scanned();
    assert_eq!(p.run("--dry-run plan --out x.txt").code, 0);
    assert!(!exists(&p, ".migrate/plan.html") && !exists(&p, "x.txt"));
}

#[test]
fn parts_come_together() {
    let p = scanned();
    let whole = p.run("facts symbols").out;
    let other = Project::small();
    other.run("init");
    let said = other.run("scan --shard 1/2");
    assert!(said.err.contains("Next migrate scan --merge FILE"), "{}", said.err);
    let part = |n: u32| {
        let dir = Project::small();
        dir.run("init");
        assert_eq!(dir.run(&format!("scan --shard {n}/2")).code, 0);
        std::fs::copy(dir.path().join(".migrate/index.db"), other.path().join(format!("{n}.db"))).expect("a copy");
    };
    part(1);
    part(2);
    assert_eq!(other.run("--dry-run scan --merge 1.db 2.db 3.db").code, 1, "the third is not there");
    assert_eq!(other.run("--dry-run scan --merge 1.db 2.db").code, 0);
    assert_eq!(other.run("--locked scan --merge 1.db 2.db").code, 2);
    std::fs::remove_dir_all(other.path().join(".migrate")).expect("the state can go");
    let said = other.run("scan --merge 1.db 2.db");
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(other.run("facts symbols").out, whole);
}

#[test]
fn damaged_index() {
    let p = scanned();
    p.write(
        ".migrate/index.db",
        "this is no database, but a text that is longer than the header of one would be. ".repeat(20),
    );
    let said = p.run("facts symbols");
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.err.contains("help: delete"), "{}", said.err);
}

#[test]
fn a_compile_database_is_enough() {
    let p = Project::small();
    assert_eq!(p.run("scan").code, 0);
    let said = p.run("facts symbols");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("_ZN4util6lengthEPKc"));
    assert!(!p.path().join("migrate.toml").exists());
}
