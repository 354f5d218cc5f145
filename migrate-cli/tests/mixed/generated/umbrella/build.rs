//! Compiles the facades with the compiler and the flags of the build.

use std::path::PathBuf;
use std::process::Command;

fn main() {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let out = PathBuf::from(variable("OUT_DIR"));
    for name in ["CXX", "CXXFLAGS", "MIGRATE_SIDES", "MIGRATE_LINK"] {
        println!("cargo::rerun-if-env-changed={name}");
    }
    assert_eq!(variable("MIGRATE_LINK"), "off");
    println!("cargo::rerun-if-changed=../facade.h");
    let mut objects = Vec::new();
    for module in ["legs", "wings"] {
        let source = format!("../{module}/facade.cc");
        println!("cargo::rerun-if-changed=../{module}");
        let object = out.join(format!("{module}.o"));
        let mut command = Command::new(variable("CXX"));
        command.args(variable("CXXFLAGS").split_whitespace());
        command.args(["-std=c++17", "-fPIC", "-I..", "-I", "{animals}", "-c", &source, "-o"]).arg(&object);
        if variable("MIGRATE_SIDES") == "rust" {
            command.arg("-DRUST_ONLY");
        }
        assert!(command.status().expect("the compiler starts").success());
        objects.push(object);
    }
    let archive = out.join("libfacades.a");
    let _ = std::fs::remove_file(&archive);
    assert!(Command::new("ar").arg("crs").arg(archive).args(objects).status().expect("ar starts").success());
    println!("cargo::rustc-link-search=native={}", out.display());
    println!("cargo::rustc-link-lib=static=facades");
}
