//! `migrate hal bench` with programs of this machine for images, and a shell for an emulator that logs what was executed.

use serde_json::Value;

use crate::project::{Project, snapshot};
use crate::validate::validate;

/// Logs the first instruction of each function that it runs, one of which is the driver.
const EMULATOR: &str = r#"while [ $# -gt 0 ]; do
    case $1 in -kernel) image=$2 ;; esac
    shift
done
step() {
    address=$(nm "$image" | awk -v name="$1" '$3 == name { print $1 }')
    echo "Trace 0: 0x7f [00000000/$address/00000110/ff020201] $1" >&2
    echo "R12=00000000 R13=$2 R14=00000000 R15=00000000" >&2
    echo "XPSR=41000000 -Z-- T priv-thread" >&2
}
step bench_begin 20001000
for times in $(cat "[DIR]/$image.times"); do step send 20000ff0; done
step bench_end 20001000
echo sent
"#;

const TESTS: &str = r#"
[board.desk]
package = "images"
target = "x86_64-unknown-linux-gnu"
emulator = "sh"
arguments = ["[DIR]/emulator.sh"]
trace = []

[board.gone]
package = "images"
target = "x86_64-unknown-linux-gnu"
emulator = "no-such-emulator"
install = "emulators"
arguments = []

[[bench]]
name = "small"
board = "desk"
c = "in_c"
rust = "in_rust"
limits = { instructions = 1.0, stack-seen = 64 }

[[bench]]
name = "large"
board = "desk"
c = "in_rust"
rust = "in_c"
limits = { instructions = 1.0, flash = 1.15 }

[[bench]]
name = "does-not-compile"
board = "desk"
c = "broken"
rust = "in_rust"

[[bench]]
name = "elsewhere"
board = "gone"
c = "in_c"
rust = "in_rust"

[[gate]]
name = "clean"
board = "desk"
except = ["broken"]
"#;

/// A program of the size that is wanted, of which nothing depends on the compiler.
fn image(bytes: u32, more: &str) -> String {
    format!(
        r#"#![no_std]
#![no_main]
core::arch::global_asm!(
    ".globl _start, bench_begin, bench_end, send",
    ".type _start, @function", ".type bench_begin, @function", ".type bench_end, @function", ".type send, @function",
    ".section .text._start, \"ax\"", "_start: call bench_begin", "call send", "call bench_end", ".size _start, . - _start",
    "bench_begin: nop", ".size bench_begin, 1", "bench_end: nop", ".size bench_end, 1",
    "send: .skip {bytes}", ".size send, {bytes}", {more}
);
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {{
    loop {{}}
}}
"#
    )
}

fn project() -> Project {
    let p = Project::empty();
    p.write("migrate.toml", "root = \".\"\n");
    let manifest =
        "[package]\nname = \"images\"\nedition = \"2024\"\n[workspace]\n[profile.release]\npanic = \"abort\"\n";
    p.write("Cargo.toml", manifest);
    let flags = ["-nostartfiles", "-nostdlib", "-static", "-no-pie"].map(|flag| format!("\"-C\", \"link-arg={flag}\""));
    let flags = format!("[build]\nrustflags = [\"-C\", \"relocation-model=static\", {}]\n", flags.join(", "));
    p.write(".cargo/config.toml", flags);
    p.write("src/bin/in_c.rs", image(40, "\"\""));
    p.write("src/bin/in_rust.rs", image(30, "\"\""));
    p.write("src/bin/broken.rs", "fn main() { 1 + }\n");
    p.write("in_c.times", "1 2 3 4");
    p.write("in_rust.times", "1 2 3");
    let dir = p.path().display().to_string();
    p.write("emulator.sh", EMULATOR.replace("[DIR]", &dir));
    p.write("firmware-tests.toml", TESTS.replace("[DIR]", &dir));
    p
}

/// Without the size of the whole image, which is the linker's business.
fn tidy(text: &str) -> String {
    text.lines().filter(|line| !line.contains("flash-of-image")).collect::<Vec<_>>().join("\n")
}

#[test]
fn drivers_keep_their_limits_or_break_them() {
    let p = project();
    let lines = [
        "hal bench --list",
        "hal bench small clean",
        "hal bench small --symbols",
        "hal bench large",
        "hal bench elsewhere",
        "hal bench nothing",
        "hal bench --format sarif",
    ];
    snapshot!("hal_bench", tidy(&p.session(&lines)));
}

#[test]
fn what_an_image_must_not_have_is_named() {
    let p = project();
    let more = r#"".globl malloc", ".type malloc, @function", "malloc: nop", ".size malloc, 1""#;
    p.write("src/bin/in_c.rs", image(40, more));
    let run = p.run("hal bench clean");
    assert_eq!(run.code, 100, "{}{}", run.out, run.err);
    assert!(run.out.contains("in_c: alloc: malloc, 1 byte"), "{}", run.out);
}

#[test]
fn what_is_wrong_with_the_input() {
    let p = project();
    let broken = p.run("hal bench does-not");
    assert_eq!(broken.code, 101, "{}", broken.err);
    p.write("firmware-tests.toml", TESTS.replace("instructions = 1.0", "instrs = 1.0"));
    let unknown = p.run("hal bench");
    assert_eq!(unknown.code, 2, "{}", unknown.err);
    assert!(unknown.err.contains("instrs"), "{}", unknown.err);
}

#[test]
fn the_document_keeps_to_its_schema() {
    let p = project();
    assert_eq!(p.run("generate-docs docs").code, 0);
    let schema: Value = serde_json::from_str(&p.read("docs/schema/hal-bench.json")).expect("JSON");
    for line in ["hal bench small clean --format json", "hal bench --list --format json"] {
        let document: Value = serde_json::from_str(&p.run(line).out).expect("JSON");
        validate(&document, &schema).unwrap_or_else(|e| panic!("{line}: {e}"));
    }
}
