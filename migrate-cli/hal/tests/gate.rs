//! The gate catches what differs between the bindings and the build: each test makes bindings, changes one thing, and asks.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]
#![allow(unreachable_pub, reason = "a test program has no outside: `pub` says that other modules use it")]

mod common;

use common::{Fixture, installed};
use migrate_hal::{Seen, bind, gate};
use migrate_model::hal::HalCheck;

const HEADER: &str = "
enum chip_speed { CHIP_SLOW, CHIP_FAST };
typedef struct { unsigned char mode; enum chip_speed speed; unsigned int ticks; float scale; } chip_t;
typedef union { struct { unsigned int low : 5; unsigned int high : 3; } bits; unsigned int word; } chip_word_t;
struct chip_pair { int a; int b; };
void chip_start(chip_t *chip);
struct chip_pair chip_both(struct chip_pair in);
";

/// Makes bindings of one HAL and checks them against another.
fn against(before: &Fixture, after: &Fixture) -> HalCheck {
    let bindings = bind(&before.open().unwrap(), Seen::Probed).unwrap();
    let file = after.write("bindings.rs", &bindings.text);
    let hal = after.open().unwrap();
    gate(&hal, &migrate_hal::Bindings::existing(&hal, &file).unwrap()).unwrap()
}

fn facts(check: &HalCheck) -> Vec<String> {
    check.disagreements.iter().map(|d| format!("{} of {}: {} {}", d.fact, d.subject, d.vendor, d.rust)).collect()
}

#[test]
fn what_is_alike_passes_with_every_kind_of_fact() {
    let fixture = Fixture::new(HEADER, "");
    let check = against(&fixture, &fixture);
    assert_eq!(facts(&check), Vec::<String>::new());
    assert!(check.counts.left_out.is_empty(), "{:?}", check.counts.left_out);
    let kinds: Vec<&str> = check.counts.kinds.iter().map(|k| k.name.as_str()).collect();
    let all = [
        "alignment",
        "bit position",
        "bit width",
        "by value",
        "enum size",
        "enum value",
        "member size",
        "offset",
        "size",
    ];
    assert_eq!(kinds, all);
}

#[test]
fn an_enum_size_flag_is_caught() {
    let (before, mut after) = (Fixture::new(HEADER, ""), Fixture::new(HEADER, ""));
    after.config.flags = vec!["-fshort-enums".into()];
    let found = facts(&against(&before, &after));
    assert!(found.contains(&"enum size of enum chip_speed: 1 4".to_owned()), "{found:?}");
    assert!(found.contains(&"offset of chip_t.speed: 1 4".to_owned()), "{found:?}");
}

#[test]
fn a_changed_field_order_is_caught() {
    let after = HEADER.replace("int a; int b;", "int b; int a;");
    let found = facts(&against(&Fixture::new(HEADER, ""), &Fixture::new(&after, "")));
    assert_eq!(found, ["offset of struct chip_pair.b: 0 4", "offset of struct chip_pair.a: 4 0"]);
}

#[test]
fn a_packed_attribute_is_caught() {
    let after = HEADER.replace("} chip_t;", "} __attribute__((packed)) chip_t;");
    let found = facts(&against(&Fixture::new(HEADER, ""), &Fixture::new(&after, "")));
    assert!(found.iter().any(|f| f.starts_with("alignment of chip_t: 1 4")), "{found:?}");
    assert!(found.iter().any(|f| f.starts_with("offset of chip_t.ticks: 5 8")), "{found:?}");
}

#[test]
fn a_moved_bit_field_is_caught() {
    let after = HEADER.replace("low : 5; unsigned int high : 3;", "low : 4; unsigned int high : 4;");
    let found = facts(&against(&Fixture::new(HEADER, ""), &Fixture::new(&after, "")));
    assert!(found.contains(&"bit position of chip_word_t.bits.high: 4 5".to_owned()), "{found:?}");
    assert!(found.contains(&"bit width of chip_word_t.bits.high: 4 3".to_owned()), "{found:?}");
}

#[test]
fn a_changed_enum_value_is_caught() {
    let after = HEADER.replace("CHIP_FAST }", "CHIP_FAST = 7 }");
    let found = facts(&against(&Fixture::new(HEADER, ""), &Fixture::new(&after, "")));
    assert_eq!(found, ["enum value of CHIP_FAST: 7 1"]);
}

/// The device's compiler with another float ABI than the Rust target.
#[test]
fn a_wrong_float_abi_is_caught() {
    if !installed("arm-none-eabi-gcc") {
        return;
    }
    let on_arm = |flags: &[&str]| {
        let mut fixture = Fixture::new(HEADER, "");
        fixture.config.compiler = "arm-none-eabi-gcc".into();
        fixture.config.target = "thumbv7em-none-eabi".into();
        fixture.config.flags = flags.iter().map(|f| (*f).to_owned()).collect();
        fixture
    };
    let soft = ["-mcpu=cortex-m4", "-mthumb"];
    let hard = ["-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard"];
    let fixture = on_arm(&soft);
    let hal = fixture.open().unwrap();
    let check = match bind(&hal, Seen::Probed).and_then(|bindings| gate(&hal, &bindings)) {
        Ok(check) => check,
        Err(error) if error.help.iter().any(|h| h.starts_with("rustup target add")) => {
            return println!("SKIPPED: {error}");
        }
        Err(error) => panic!("{error:?}"),
    };
    assert_eq!(facts(&check), Vec::<String>::new());
    let fixture = on_arm(&hard);
    let hal = fixture.open().unwrap();
    let check = gate(&hal, &bind(&hal, Seen::Probed).unwrap()).unwrap();
    assert_eq!(facts(&check), ["floats of every call: in floating-point registers in integer registers"]);
    assert_eq!(check.findings[0].code, "MG0914");
}

/// Without the probe libclang takes four bytes for the enum of a device.
#[test]
fn a_guess_about_enums_is_caught() {
    let mut fixture = Fixture::new(HEADER, "");
    fixture.config.flags = vec!["-fshort-enums".into()];
    let hal = fixture.open().unwrap();
    let sizes = |seen| facts(&gate(&hal, &bind(&hal, seen).unwrap()).unwrap());
    assert_eq!(sizes(Seen::Probed), Vec::<String>::new());
    // The flag itself reaches libclang either way; that of a device's compiler is no flag at all.
    if installed("arm-none-eabi-gcc") {
        fixture.config.compiler = "arm-none-eabi-gcc".into();
        fixture.config.target = "thumbv6m-none-eabi".into();
        fixture.config.flags = vec!["-mcpu=cortex-m0plus".into(), "-mthumb".into()];
        let hal = fixture.open().unwrap();
        match bind(&hal, Seen::Guessed).and_then(|bindings| gate(&hal, &bindings)) {
            Ok(check) => assert!(facts(&check).contains(&"enum size of enum chip_speed: 1 4".to_owned())),
            Err(error) => println!("SKIPPED: {error}"),
        }
    }
}

/// A bit-field is looked at in the member that it lies in: all registers of a chip, as one struct each, once made an object of
/// twelve gigabytes, in which nothing was found, and nothing found was taken for agreement.
#[test]
fn bit_fields_of_large_structs_are_cheap() {
    let header = "
typedef struct {
    unsigned int first[0x100000];
    union { unsigned int word; struct { unsigned int low : 5; unsigned int high : 3; } bits; };
    unsigned int last[0x100000];
} chip_t;
void chip_start(chip_t *chip);
";
    let fixture = Fixture::new(header, "");
    let check = against(&fixture, &fixture);
    assert_eq!(facts(&check), Vec::<String>::new());
    let kinds: Vec<&str> = check.counts.kinds.iter().map(|k| k.name.as_str()).collect();
    assert!(kinds.contains(&"bit position"), "{kinds:?} {:?}", check.counts.left_out);
    let wider = Fixture::new(&header.replace("low : 5", "low : 6"), "");
    let found = facts(&against(&fixture, &wider));
    assert!(found.iter().any(|f| f.starts_with("bit position of chip_t.bits.high: 33554438 ")), "{found:?}");
}

#[test]
fn a_compiler_that_answers_nothing_proves_nothing() {
    let mut fixture = Fixture::new(HEADER, "");
    let bindings = bind(&fixture.open().unwrap(), Seen::Probed).unwrap();
    let file = fixture.write("bindings.rs", &bindings.text);
    // As if what was asked were not in the object.
    fixture.config.defines = vec!["migrate_fact_0=a".into()];
    fixture.write("chip.h", "typedef int alone_t; enum only { ONE };");
    fixture.config.defines.extend((1..40).map(|n| format!("migrate_fact_{n}=a{n}")));
    let hal = fixture.open().unwrap();
    let error = gate(&hal, &migrate_hal::Bindings::existing(&hal, &file).unwrap()).unwrap_err();
    assert!(error.to_string().contains("answers none of"), "{error}");
}
