//! The macros that are defined behind the last header.

use crate::error::HalError;
use crate::hal::Hal;
use crate::view::Macro;

/// Asks the preprocessor of the vendor's compiler.
pub(crate) fn final_set(hal: &Hal) -> Result<Vec<Macro>, HalError> {
    let done = hal.vendor.run(&["-w", "-x", "c", "-dM", "-E", "-"], &hal.includes())?;
    if !done.succeeded() {
        let errors = migrate_probe::diagnostic::errors(&done.stderr);
        return Err(crate::trouble::explain(&hal.vendor, &errors, &done.stderr));
    }
    Ok(done.stdout.lines().filter_map(|line| Macro::parse(line.strip_prefix("#define ")?)).collect())
}
