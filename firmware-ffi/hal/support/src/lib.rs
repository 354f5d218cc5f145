//! What safe wrappers of C HALs share.
//!
//! Uses [`critical_section`], whose implementation the image chooses: a chip without compare-and-swap has no other way to
//! claim something once.

#![no_std]

mod callback;
mod claim;
mod loan;
mod refused;
mod slot;

pub use callback::Callback;
pub use claim::{AlreadyClaimed, Claim};
pub use loan::Loan;
pub use refused::{Refused, count, same};
pub use slot::Slot;
