//! Runs a vendor's C, unmodified, in a process of the host, against peripherals that are models.
//!
//! The C is compiled for the host and means the same addresses as on the chip. There the simulator maps pages that may not be
//! touched. An access is a fault: the handler of its signal asks the model for the register's value, lets the one instruction
//! pass, and tells the model what was written. So every access is seen, in its order, without a change of the C. Addresses are
//! those of a chip with 32 bits, which a process with 64 bits has free. A debugger does not get through: it takes the single
//! steps for its own.
//!
//! Time passes when registers are accessed, and when somebody looks at the clock ([`micros`]); so nothing depends on how fast
//! the host is. An interrupt is a call of its handler between two accesses. Instructions that switch interrupts off do
//! nothing: an interrupt comes between accesses that the chip would keep together.
//!
//! What is said over a simulated serial line can be recorded and played as on an emulated board: see [`session`].

#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

mod device;
mod machine;
pub mod models;
mod page;
pub mod session;
mod trap;

pub use device::{Device, Shared, shared};
pub use machine::{Access, Machine, MachineError, micros};
