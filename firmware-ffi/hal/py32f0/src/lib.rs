//! Safe wrappers of the vendor's C HAL of the PY32F0, by hand until generated; see the README beside this crate.
//!
//! The vendor's functions do the work. What is here owns handles, turns statuses into results, and keeps buffers alive for
//! as long as an interrupt may write to them.

#![no_std]

mod delay;
mod error;
pub mod gpio;
pub mod i2c;
mod layout;
pub mod spi;
mod system;
mod time;
pub mod uart;

pub use delay::Delay;
pub use error::Error;
pub use layout::{Layout, layout_agrees, layout_of_c};
/// The vendor's functions as they are.
pub use py32f0_sys as sys;
pub use system::{System, on_tick};
pub use time::Timeout;
