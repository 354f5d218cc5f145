//! `migrate hal` on a small HAL of our own, with the compiler of this machine.

use serde_json::Value;

use crate::project::{Project, snapshot};
use crate::validate::validate;

const HEADER: &str = "\
#ifndef CHIP_H
#define CHIP_H
#include <stdint.h>

#ifndef CHIP_SMALL
#error \"choose a device\"
#endif

#define CHIP_SPEED (115200u)
#define CHIP_REGISTERS ((chip_regs_t *)0x40001000u)
#define CHIP_LOST (chip_nowhere + 1)
#define CHIP_BIT(n) (1u << (n))

typedef enum { CHIP_OK = 0, CHIP_ERROR, CHIP_TIMEOUT } chip_status_t;
typedef struct { volatile uint32_t control; volatile uint32_t data; } chip_regs_t;
typedef struct { chip_regs_t *regs; const uint8_t *pending; chip_status_t last; } chip_port_t;

chip_status_t chip_init(chip_port_t *port);
chip_status_t chip_deinit(chip_port_t *port);
chip_status_t chip_write(chip_port_t *port, const uint8_t *data, uint32_t size, uint32_t timeout);
chip_status_t chip_write_it(chip_port_t *port, const uint8_t *data, uint32_t size);
void chip_done_callback(chip_port_t *port);
void chip_irq_handler(chip_port_t *port);
void chip_mystery(uint32_t value);
#endif
";

const SOURCE: &str = "\
#include \"chip.h\"
__attribute__((weak)) void chip_done_callback(chip_port_t *port) { (void)port; }
chip_status_t chip_init(chip_port_t *port) { port->regs = CHIP_REGISTERS; return CHIP_OK; }
chip_status_t chip_deinit(chip_port_t *port) { port->regs->control = 0; return CHIP_OK; }
chip_status_t chip_write(chip_port_t *port, const uint8_t *data, uint32_t size, uint32_t timeout) {
    while (size--) port->regs->data = *data++;
    return timeout ? CHIP_OK : CHIP_TIMEOUT;
}
chip_status_t chip_write_it(chip_port_t *port, const uint8_t *data, uint32_t size) {
    port->pending = data;
    port->regs->control = size;
    return CHIP_OK;
}
void chip_irq_handler(chip_port_t *port) { chip_done_callback(port); }
void chip_mystery(uint32_t value) { while (value--) { } }
";

/// Bindings that somebody wrote for an older header.
const OLD: &str = "\
pub const CHIP_OK: chip_status_t = 0;
pub const CHIP_ERROR: chip_status_t = 1;
pub const CHIP_TIMEOUT: chip_status_t = 4;
pub type chip_status_t = u32;
#[repr(C)]
pub struct chip_regs_t { pub control: u32, pub data: u32 }
#[repr(C)]
pub struct chip_port_t { pub regs: *mut chip_regs_t, pub last: chip_status_t, pub pending: *const u8 }
";

fn config(name: &str, more: &str) -> String {
    format!(
        "[hal.{name}]\npath = \"vendor\"\ntarget = \"x86_64-unknown-linux-gnu\"\ncompiler = \"cc\"\ninclude = [\".\"]\n\
         headers = [\"chip.h\"]\n{more}"
    )
}

fn project() -> Project {
    let p = Project::empty();
    p.write("migrate.toml", config("chip", "defines = [\"CHIP_SMALL\"]\nsources = [\"*.c\"]\n"));
    p.write("vendor/chip.h", HEADER);
    p.write("vendor/chip.c", SOURCE);
    p.write("old.rs", OLD);
    p
}

/// What differs between machines: their compiler.
fn tidy(text: &str) -> String {
    let line = |line: &str| {
        if line.starts_with("  compiler ") { "  compiler   [COMPILER]".to_owned() } else { line.to_owned() }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn scan_and_check() {
    let p = project();
    let lines = [
        "hal scan",
        "hal scan chip --all -q",
        "hal check",
        "hal check --bindings old.rs",
        "hal check --bindings old.rs --format github -q",
    ];
    snapshot!("hal_scan_and_check", tidy(&p.session(&lines)));
}

#[test]
fn what_is_generated() {
    let p = project();
    let first = p.session(&["hal generate --check", "hal generate", "hal generate", "hal generate --check"]);
    p.write("generated/chip/hal/src/mine.rs", "// Mine.\n");
    p.write("generated/chip/hal/src/error.rs", "// Edited.\n");
    let edited =
        p.session(&["hal generate", "hal generate --force -q", "hal generate chip --out foreign --dry-run -q"]);
    assert_eq!(p.read("generated/chip/hal/src/mine.rs"), "// Mine.\n");
    p.write("foreign/hal/Cargo.toml", "# Somebody's.\n");
    let foreign = p.session(&["hal generate chip --out foreign --force"]);
    assert_eq!(p.read("foreign/hal/Cargo.toml"), "# Somebody's.\n");
    p.write("migrate.toml", config("chip", "defines = [\"CHIP_SMALL\"]\n[hal.chip.generate]\nprefix = \"7\"\n"));
    let prefix = p.session(&["hal generate"]);
    snapshot!("hal_generate", [first, edited, foreign, prefix].join("\n"));
    snapshot!("hal_generate_contracts", p.read("generated/chip/CONTRACTS.md"));
}

#[test]
fn what_is_wrong_with_the_input() {
    let p = project();
    let session = p.session(&["hal scan chop", "hal check --bindings none.rs -q"]);
    p.write("migrate.toml", config("chip", ""));
    let device = p.session(&["hal scan"]);
    p.write("migrate.toml", config("chip", "").replace("\"cc\"", "\"arm-none-eabi-gcc-9000\""));
    let compiler = p.session(&["hal scan"]);
    p.write("migrate.toml", config("chip", "includes = [\".\"]\n"));
    let key = p.session(&["hal scan"]);
    p.write("migrate.toml", format!("{}{}", config("a", ""), config("b", "")));
    let several = p.session(&["hal scan"]);
    p.write("migrate.toml", config("chip", "").replace("\"vendor\"", "\"vendor-2\""));
    let folder = p.session(&["hal scan"]);
    p.write("migrate.toml", "root = \".\"\n");
    let none = p.session(&["hal check", "hal check --format json"]);
    snapshot!("hal_bad_input", [session, device, compiler, key, several, folder, none].join("\n"));
}

#[test]
fn documents_keep_to_their_schemas() {
    let p = project();
    assert_eq!(p.run("generate-docs docs").code, 0);
    for (line, schema) in [
        ("hal scan --format json", "hal-scan"),
        ("hal check --bindings old.rs --format json", "hal-check"),
        ("hal generate --format json", "hal-generate"),
    ] {
        let document: Value = serde_json::from_str(&p.run(line).out).expect("JSON");
        let schema: Value = serde_json::from_str(&p.read(&format!("docs/schema/{schema}.json"))).expect("JSON");
        validate(&document, &schema).unwrap_or_else(|e| panic!("{line}: {e}"));
    }
}
