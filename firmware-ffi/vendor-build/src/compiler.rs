//! The vendor's compiler, asked and set up.

use std::path::PathBuf;
use std::process::Command;

use crate::bind::SHORT_ENUMS;
use crate::{Error, Vendor};

/// What stands before a vendor's code that runs on this machine: the chip's instructions as macros that do nothing.
const FOR_HOST: &str = include_str!("host.h");

/// Set up for C of this HAL. On a host only what concerns the language is left of the vendor's flags.
pub(crate) fn of(vendor: &Vendor) -> cc::Build {
    let mut build = cc::Build::new();
    build.warnings(false).cargo_warnings(false);
    if vendor.for_host() {
        for flag in vendor.hal.config.flags.iter().filter(|flag| flag.starts_with("-std=")) {
            build.flag(flag);
        }
        // As the chip's compiler has it, so that enums in structs are as long here as there.
        build.flag(SHORT_ENUMS).opt_level(1).flag("-w");
        build.flag("-include").flag(host_header());
    } else {
        build
            .no_default_flags(true)
            .compiler(&vendor.hal.config.compiler)
            .archiver(archiver(&vendor.hal.config.compiler));
        for flag in &vendor.hal.config.flags {
            build.flag(flag);
        }
        build.flag("-w");
    }
    for folder in vendor.include() {
        build.include(folder);
    }
    for define in &vendor.hal.config.defines {
        let (name, value) = define.split_once('=').map_or((define.as_str(), None), |(n, v)| (n, Some(v)));
        build.define(name, value);
    }
    build
}

/// The header, where the compiler finds it.
pub(crate) fn host_header() -> PathBuf {
    let path = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("host.h");
    // Whether it could be written the compiler says soon enough.
    let _ = std::fs::write(&path, FOR_HOST);
    path
}

/// `arm-none-eabi-ar` of `arm-none-eabi-gcc`.
fn archiver(compiler: &str) -> String {
    compiler.strip_suffix("gcc").map_or_else(|| "ar".to_owned(), |prefix| format!("{prefix}ar"))
}

/// Where the compiler's runtime is, which its code calls for tables of jumps and divisions.
pub(crate) fn runtime(vendor: &Vendor) -> Result<PathBuf, Error> {
    let compiler = &vendor.hal.vendor;
    let output = Command::new(&compiler.program).args(&compiler.flags).arg("-print-libgcc-file-name").output();
    let output = output.map_err(|error| Error::Io(compiler.program.clone(), error))?;
    Ok(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}
