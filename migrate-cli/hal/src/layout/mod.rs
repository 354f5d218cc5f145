//! The layout gate: what the vendor's compiler has, asserted in C and in Rust.
//!
//! All values come from an object file of the vendor's compiler. The bindings come from libclang, which may see otherwise:
//! that is what the gate is for.

mod bindings;
mod facts;
mod gate;
mod rust;
mod shapes;
mod target;

pub use bindings::{Bindings, Seen, bind};
pub use gate::gate;

use migrate_model::hal::HalCheck;

use crate::error::HalError;
use crate::hal::Hal;

/// Makes bindings and puts them through the gate.
///
/// # Errors
/// If a tool is missing, the headers do not compile, or the Rust target is unknown.
pub fn check(hal: &Hal, seen: Seen) -> Result<HalCheck, HalError> {
    let bindings = bind(hal, seen)?;
    gate(hal, &bindings)
}
