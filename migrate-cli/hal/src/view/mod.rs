//! What the vendor's compiler takes for granted, and how libclang is brought to see the same.

mod clang;
mod macros;
mod measure;

pub(crate) use clang::{Reader, predefined};
pub(crate) use macros::{Macro, system_folders};

use std::path::PathBuf;

use migrate_model::hal::View;

use crate::error::HalError;
use crate::vendor::Vendor;

/// A compiler's view with all that libclang needs.
#[derive(Clone, Debug)]
pub struct Probed {
    /// What people may want to know.
    pub view: View,
    /// Predefined macros.
    pub(crate) macros: Vec<Macro>,
    /// Folders of system headers.
    pub(crate) include_dirs: Vec<PathBuf>,
}

/// Asks the vendor's compiler.
///
/// # Errors
/// If it is missing, takes none of the flags, or writes no object that can be read.
pub fn probe(vendor: &Vendor) -> Result<Probed, HalError> {
    let macros = predefined(vendor)?;
    let include_dirs = system_folders(vendor)?;
    let mut view = measure::measure(vendor)?;
    view.macros = macros.len() as u64;
    view.include_dirs = include_dirs.iter().map(|dir| dir.display().to_string()).collect();
    Ok(Probed { view, macros, include_dirs })
}
