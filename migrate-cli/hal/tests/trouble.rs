//! Bad input: what the error says, and whose fault it is.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]
#![allow(unreachable_pub, reason = "a test program has no outside: `pub` says that other modules use it")]

mod common;

use common::Fixture;
use migrate_hal::{Fault, HalError};

fn error(fixture: &Fixture) -> HalError {
    match fixture.open() {
        Ok(hal) => migrate_hal::scan(&hal).expect_err("an error"),
        Err(error) => error,
    }
}

fn says(error: &HalError, text: &str) {
    let all = [vec![error.message.clone()], error.notes.clone(), error.help.clone()].concat().join("\n");
    assert!(all.contains(text), "`{text}` is not in:\n{all}");
}

#[test]
fn a_header_that_wants_a_macro_names_it() {
    let text = "#if defined(CHIP_SMALL)\n#elif defined(CHIP_LARGE)\n#else\n#error \"choose a device\"\n#endif\n";
    let found = error(&Fixture::new(text, ""));
    assert_eq!(found.fault, Fault::Build);
    says(&found, "chip.h:4");
    says(&found, "choose a device");
    says(&found, "CHIP_SMALL, CHIP_LARGE");
    says(&found, "`defines`");
}

#[test]
fn a_name_that_nobody_declares() {
    let found = error(&Fixture::new("CHIP_TYPE chip_read(void);\n", ""));
    says(&found, "`CHIP_TYPE` is declared under a condition, or nowhere");
}

#[test]
fn a_header_that_is_not_found() {
    let found = error(&Fixture::new("#include \"chip_conf.h\"\n", ""));
    says(&found, "add the folder of `chip_conf.h`");
    says(&found, "`config`");
}

#[test]
fn a_hal_in_cpp() {
    let found = error(&Fixture::new("namespace chip {\nclass Port { public: void write(int); };\n}\n", ""));
    assert_eq!(found.fault, Fault::Build);
    says(&found, "this is C++");
    says(&found, "migrate bridge --headers");
}

#[test]
fn a_compiler_that_is_not_there() {
    let mut fixture = Fixture::new("int chip_read(void);\n", "");
    fixture.config.compiler = "arm-none-eabi-gcc-of-another-world".into();
    let found = error(&fixture);
    assert_eq!(found.fault, Fault::Tool);
    says(&found, "apt-get install gcc-arm-none-eabi");
}

#[test]
fn a_target_that_nobody_knows() {
    let mut fixture = Fixture::new("struct chip { int a; };\nint chip_read(struct chip *c);\n", "");
    fixture.config.target = "x86_64-unknown-linux-gnuu".into();
    let hal = fixture.open().unwrap();
    let found =
        migrate_hal::bind(&hal, migrate_hal::Seen::Probed).and_then(|b| migrate_hal::gate(&hal, &b)).err().unwrap();
    assert_eq!(found.fault, Fault::Config);
    says(&found, "x86_64-unknown-linux-gnuu");
    fixture.config.target = "no-such-thing".into();
    says(&error(&fixture), "libclang does not know the target `no-such-thing`");
}

#[test]
fn a_flag_that_the_compiler_refuses() {
    let mut fixture = Fixture::new("int chip_read(void);\n", "");
    fixture.config.flags = vec!["-mcpu=no-such-cpu".into(), "-std=c99x".into()];
    let found = error(&fixture);
    assert_eq!(found.fault, Fault::Build);
    says(&found, "`flags`");
}

#[test]
fn headers_that_declare_nothing() {
    assert_eq!(error(&Fixture::new("#include <stddef.h>\n", "")).fault, Fault::Config);
}

#[test]
fn sources_that_match_nothing() {
    let mut fixture = Fixture::new("int chip_read(void);\n", "");
    fixture.config.sources = vec!["no/*.c".into()];
    says(&error(&fixture), "matches no file");
}

/// One source that does not compile costs itself.
#[test]
fn a_broken_source_is_a_finding() {
    let fixture = Fixture::new("int chip_read(void);\n", "int chip_read(void) { return NOT_THERE; }\n");
    let scan = migrate_hal::scan(&fixture.open().unwrap()).unwrap();
    assert_eq!(scan.findings[0].code, "MG0902");
    assert_eq!(scan.functions.len(), 1);
    assert_eq!(scan.functions[0].defined, None);
}

#[test]
fn a_header_at_the_root_needs_no_include_folder() {
    let mut fixture = Fixture::new("int chip_read(void);\n", "");
    fixture.config.include.clear();
    let hal = fixture.open().unwrap();
    assert_eq!(migrate_hal::scan(&hal).unwrap().functions.len(), 1);
    assert!(migrate_hal::bind(&hal, migrate_hal::Seen::Probed).is_ok());
}
