//! Reads a vendor's C HAL as its own compiler sees it, classifies what it declares, and proves that Rust lays it out alike.
//!
//! [`probe`] asks the vendor's compiler what it takes for granted (sizes of enums, signs, macros, folders), by constants in
//! object files that are read and never run. [`scan()`] parses the headers with that view and says what each function and macro
//! is. [`bind`] makes Rust declarations, and [`gate()`] asserts in both compilers that they fit.

mod ask;
mod clash;
mod classify;
mod error;
mod generate;
mod hal;
mod image;
mod layout;
mod macros;
#[expect(non_upper_case_globals, reason = "libclang's names in patterns")]
mod parse;
mod scan;
mod sources;
mod survey;
mod symbols;
mod sys;
mod trouble;
mod vendor;
mod view;

pub use clash::{clash, defined};
pub use error::{Fault, HalError};
pub use generate::{Generated, generate};
pub use hal::Hal;
pub use layout::{Bindings, Seen, bind, gate};
pub use scan::scan;
pub use sources::Sources;
pub use sys::{Sys, sys};
pub use vendor::Vendor;
pub use view::{Probed, probe};
