//! Two versions of the runtime in one program: the linker says what is wrong.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use std::path::Path;
use std::process::{Command, Output};

fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"))
}

/// An umbrella with a runtime of its own, as an archive.
fn umbrella(folder: &Path, version: &str) {
    let rustc = || {
        let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()));
        command.args(["--edition=2024", "--cap-lints=allow", "-Cpanic=abort", "-L"]).arg(folder).current_dir(folder);
        command.args([format!("-Cmetadata={version}"), format!("-Cextra-filename=-{version}")]);
        command
    };
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let mut command = rustc();
    command.args(["--crate-type=rlib", "--crate-name=migrate_rt", "--cfg=feature=\"std\""]).arg(runtime);
    let done = run(&mut command);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let source = format!(
        "use migrate_rt::{{Mode, Module}};\n\
         #[unsafe(no_mangle)] static migrate_module_{version}: Module = Module::new(\"{version}\", Mode::Cpp);\n\
         #[unsafe(no_mangle)] extern \"C\" fn ask_{version}() -> u8 {{ migrate_module_{version}.mode() as u8 }}\n"
    );
    std::fs::write(folder.join(format!("{version}.rs")), source).unwrap();
    let mut command = rustc();
    command.args(["--crate-type=staticlib", "--extern"]).arg(format!("migrate_rt=libmigrate_rt-{version}.rlib"));
    let done = run(command.arg(format!("{version}.rs")));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn link(folder: &Path, versions: &[&str]) -> Output {
    let calls: String = versions.iter().map(|v| format!(" + ask_{v}()")).collect();
    let declared: String = versions.iter().map(|v| format!("unsigned char ask_{v}(void);\n")).collect();
    let main = format!("extern char migrate_rt_1;\n{declared}int main(void) {{ return migrate_rt_1 - 1{calls}; }}\n");
    std::fs::write(folder.join("main.c"), main).unwrap();
    let mut command = Command::new("cc");
    command.arg("main.c").args(versions.iter().map(|v| format!("lib{v}-{v}.a")));
    run(command.args(["-o", "program", "-lpthread", "-ldl", "-lm"]).current_dir(folder))
}

#[test]
fn two_versions_do_not_link() {
    let folder = std::env::temp_dir().join(format!("migrate-rt-versions-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    umbrella(&folder, "old");
    let alone = link(&folder, &["old"]);
    assert!(alone.status.success(), "{}", String::from_utf8_lossy(&alone.stderr));
    assert_eq!(run(&mut Command::new(folder.join("program"))).status.code(), Some(1));
    umbrella(&folder, "new");
    let both = link(&folder, &["old", "new"]);
    let said = String::from_utf8_lossy(&both.stderr);
    assert!(!both.status.success() && said.contains("migrate_rt_must_be_linked_once"), "{said}");
    std::fs::remove_dir_all(&folder).unwrap();
}
