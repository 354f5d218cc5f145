//! `migrate hal test` with programs of this machine for images, and a shell for an emulator.

use serde_json::Value;

use crate::project::{Project, snapshot};
use crate::validate::validate;

/// Takes what the emulator would be started with, and runs the image as a program.
const EMULATOR: &str = r#"while [ $# -gt 0 ]; do
    case $1 in -kernel) image=$2 ;; esac
    shift
done
exec "./$image"
"#;

pub const TESTS: &str = r#"
[board.desk]
package = "images"
target = "x86_64-unknown-linux-gnu"
emulator = "sh"
arguments = ["[DIR]/emulator.sh"]

[board.gone]
package = "images"
target = "x86_64-unknown-linux-gnu"
emulator = "no-such-emulator"
install = "emulators"
arguments = []

[[test]]
name = "greets"
board = "desk"
image = "greets"
says = "hello\n"
end = { exit = 3 }

[[test]]
name = "is-rude"
board = "desk"
image = "greets"
says = "go away\n"

[[test]]
name = "does-not-compile"
board = "desk"
image = "broken"

[[test]]
name = "elsewhere"
board = "gone"
image = "greets"
"#;

pub fn project() -> Project {
    let p = Project::empty();
    p.write("migrate.toml", "root = \".\"\n");
    p.write("Cargo.toml", "[package]\nname = \"images\"\nedition = \"2024\"\n[workspace]\n");
    p.write("src/bin/greets.rs", "fn main() { println!(\"hello\"); std::process::exit(3) }\n");
    p.write("src/bin/broken.rs", "fn main() { 1 + }\n");
    p.write("emulator.sh", EMULATOR);
    p.write("firmware-tests.toml", TESTS.replace("[DIR]", &p.path().display().to_string()));
    p
}

/// What differs from run to run: times, and what cargo says on the way.
pub fn tidy(text: &str) -> String {
    let number = |word: &str| word.parse::<f64>().is_ok() && word.contains('.');
    let line = |line: &str| {
        let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty() || line.starts_with(' ')).collect();
        words.into_iter().map(|word| if number(word) { "[TIME]" } else { word }).collect::<Vec<_>>().join(" ")
    };
    text.lines().filter(|line| !line.contains("Compiling")).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn tests_pass_fail_and_are_not_found() {
    let p = project();
    let lines = [
        "hal test --list",
        "hal test greets",
        "hal test greets is-rude",
        "hal test elsewhere",
        "hal test nothing",
        "hal test --format sarif",
    ];
    snapshot!("hal_test", tidy(&p.session(&lines)));
}

#[test]
fn what_is_wrong_with_the_input() {
    let p = project();
    let broken = p.run("hal test does-not");
    assert_eq!(broken.code, 101, "{}", broken.err);
    assert!(broken.err.contains("src/bin/broken.rs:1"), "{}", broken.err);
    p.write("firmware-tests.toml", TESTS.replace("board = \"gone\"", "board = \"nowhere\""));
    assert_eq!(p.run("hal test").code, 2);
    std::fs::remove_file(p.path().join("firmware-tests.toml")).unwrap();
    assert_eq!(p.run("hal test").code, 104);
}

#[test]
fn the_document_keeps_to_its_schema() {
    let p = project();
    assert_eq!(p.run("generate-docs docs").code, 0);
    let schema: Value = serde_json::from_str(&p.read("docs/schema/hal-test.json")).expect("JSON");
    for line in ["hal test greets is-rude --format json", "hal test --list --format json"] {
        let document: Value = serde_json::from_str(&p.run(line).out).expect("JSON");
        validate(&document, &schema).unwrap_or_else(|e| panic!("{line}: {e}"));
    }
}
