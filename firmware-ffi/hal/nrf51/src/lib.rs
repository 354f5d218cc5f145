//! Safe wrappers of mbed's C HAL of the nRF51822, by hand until generated; see the README beside this crate.
//!
//! This HAL is of another kind than one with handles and statuses: its functions answer with `int`, which is a count, a code or
//! nothing, its interrupt handler is its own and calls a function pointer with a number, and it waits without a limit.
//! It wants two functions of the project, `error` and `mbed_assert_internal`, which must not return.

#![no_std]

mod error;
pub mod gpio;
pub mod i2c;
pub mod serial;

pub use error::Error;
/// The vendor's functions as they are.
pub use nrf51_sys as sys;
