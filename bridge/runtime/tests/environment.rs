//! What the environment chooses and what is said, in processes of their own: this program starts itself again.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use std::process::{Command, Output};
use std::sync::Barrier;

use migrate_rt::{Mode, Module};

static MODULE: Module = Module::new("my-module", Mode::Cpp);

migrate_rt::modules!(MODULE);

/// Only does something in a process that another test started.
#[test]
fn child() {
    if std::env::var_os("AS_CHILD").is_none() {
        return;
    }
    let barrier = Barrier::new(8);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                barrier.wait();
                MODULE.mode()
            });
        }
    });
    println!("mode {}", MODULE.mode());
}

unsafe extern "C" {
    fn migrate_fell_back(module: *mut u8);
}

/// Falls back as generated C++ does; only in a process that another test started.
#[test]
fn falling() {
    if std::env::var_os("AS_CHILD").is_none() {
        return;
    }
    std::thread::scope(|scope| {
        for _ in 0..4 {
            // SAFETY: it is a static module.
            scope.spawn(|| unsafe { migrate_fell_back((&raw const MODULE).cast_mut().cast()) });
        }
    });
}

/// What a process that falls back writes into this file and says.
fn falls(file: &std::path::Path) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["falling", "--exact", "--nocapture"]).env("AS_CHILD", "1").env("MIGRATE_FALL_BACKS", file);
    command.output().unwrap()
}

#[test]
fn fall_backs_are_written_at_the_end() {
    let file = std::env::temp_dir().join(format!("migrate-rt-fall-backs-{}", std::process::id()));
    for _ in 0..2 {
        assert!(falls(&file).status.success());
    }
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let program = std::env::current_exe().unwrap();
    let line = format!("my-module\tfell_back\t4\t{}\n", program.display());
    assert_eq!(text, line.repeat(2));
    let nowhere = falls(std::path::Path::new("/no/such/folder/file"));
    let said = String::from_utf8_lossy(&nowhere.stderr).into_owned();
    assert!(nowhere.status.success() && said.contains("MIGRATE_FALL_BACKS (/no/such/folder/file)"), "{said}");
}

fn child_with(value: Option<&str>) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["child", "--exact", "--nocapture"]).env("AS_CHILD", "1").env_remove("MIGRATE_MY_MODULE");
    command.envs(value.map(|v| ("MIGRATE_MY_MODULE", v))).output().unwrap()
}

fn says(value: Option<&str>) -> (String, String) {
    let output = child_with(value);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mode = text(&output.stdout).lines().find_map(|l| l.split("mode ").nth(1).map(str::to_owned)).unwrap();
    (mode, text(&output.stderr))
}

#[test]
fn the_environment_chooses() {
    for (value, mode) in
        [(None, "cpp"), (Some(""), "cpp"), (Some("rust"), "rust"), (Some(" Shadow "), "shadow"), (Some("CPP"), "cpp")]
    {
        assert_eq!(says(value), (mode.to_owned(), String::new()), "{value:?}");
    }
}

#[test]
fn a_wrong_value_is_told_once() {
    let (mode, said) = says(Some("rsut"));
    assert_eq!(mode, "cpp");
    assert_eq!(said, "migrate: MIGRATE_MY_MODULE is \"rsut\", which is not one of cpp, rust and shadow; cpp holds\n");
}

#[test]
fn c_functions_exist() {
    unsafe extern "C" {
        fn migrate_set_mode(name: *const std::ffi::c_char, mode: *const std::ffi::c_char) -> i32;
        fn migrate_mode(name: *const std::ffi::c_char) -> i32;
    }
    unsafe {
        assert_eq!(migrate_set_mode(c"my-module".as_ptr(), c"rust".as_ptr()), 0);
        assert_eq!(migrate_mode(c"my-module".as_ptr()), 2);
        assert_eq!(migrate_mode(c"other".as_ptr()), -1);
    }
}
