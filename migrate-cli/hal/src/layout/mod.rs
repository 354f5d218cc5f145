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
