//! The parts of a generated `-sys` crate, by the tool's own library: declarations, constants, and C for what has no symbol.

use std::path::PathBuf;

use migrate_hal::Hal;

use crate::bind::SHORT_ENUMS;
use crate::config::environment;
use crate::{Error, Vendor, compiler};

const OLD_GCC: [&str; 2] = ["-U__GNUC__", "-D__GNUC__=10"];

/// Writes `bindings.rs`, and compiles the functions that stand for inline functions and macros.
pub(crate) fn shims_and_bindings(vendor: &Vendor, name: &str) -> Result<(), Error> {
    let sys = migrate_hal::sys(&asked(vendor))?;
    let out = PathBuf::from(environment("OUT_DIR")?);
    for (file, text) in [("bindings.rs", &sys.rust), ("shims.c", &sys.shims)] {
        let path = out.join(file);
        std::fs::write(&path, text).map_err(|error| Error::Io(path.clone(), error))?;
    }
    // In front of the HAL's own code, which they call.
    let mut build = vendor.compiler();
    build.file(out.join("shims.c"));
    build.try_compile(&format!("hal-{name}-shims")).map_err(|error| Error::Tool(error.to_string()))
}

/// The HAL with the compiler that answers for this build: on a host that of the host.
fn asked(vendor: &Vendor) -> Hal {
    let mut hal = vendor.hal.clone();
    hal.config.target.clone_from(&vendor.target);
    if vendor.for_host() {
        let header = compiler::host_header().display().to_string();
        let standard =
            hal.vendor.flags.iter().filter(|flag| flag.starts_with("-std=")).cloned().collect::<Vec<_>>().into_iter();
        let flags = standard.chain([SHORT_ENUMS.to_owned(), "-include".to_owned(), header]);
        // The C library's headers have attributes for newer compilers that libclang does not read.
        hal.vendor.flags = flags.chain(OLD_GCC.map(str::to_owned)).collect();
        hal.vendor.program = "cc".into();
    }
    hal
}
