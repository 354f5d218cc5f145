// Written by `migrate hal generate`; do not edit.

//! Rust over the vendor's C HAL nrf51. The vendor's functions do the work. What is here owns handles, turns statuses into
//! results, and keeps memory alive for as long as an interrupt may use it.
//!
//! A handle lives in a static slot and never moves; Rust makes no reference to it. A peripheral has one owner at a
//! time, and dropping that takes it out of use. A function is safe if nothing is left to promise; every other one is
//! `unsafe` and says what has to be promised. `CONTRACTS.md` beside this crate lists all of it.
//!
//! # Traits
//!
//! - `embedded_hal::delay::DelayNs` for [`Delay`]
//! - `embedded_hal::digital::InputPin` for [`gpio::Gpio`]
//! - `embedded_hal::digital::OutputPin` for [`gpio::Gpio`]
//! - `embedded_hal::i2c::I2c` for [`i2c::I2c`]
//! - `embedded_io::Write` for [`serial::Serial`]
//! - `embedded_io::Read` for [`serial::Serial`]
//!
//! # Traits that do not fit
//!
//! - the traits of embedded-io-async, and SpiBus and I2c of embedded-hal-async: their futures borrow the caller's memory, and may be forgotten while an interrupt still works on it; what goes on in interrupts takes memory that it keeps instead
//! - DelayNs of embedded-hal-async: the HAL waits in a loop and has nothing that wakes a task

#![no_std]
#![allow(non_snake_case, clippy::too_long_first_doc_paragraph, clippy::missing_errors_doc)]

#[rustfmt::skip]
pub mod analogin;
#[rustfmt::skip]
mod delay;
#[rustfmt::skip]
mod error;
#[rustfmt::skip]
pub mod functions;
#[rustfmt::skip]
pub mod gpio;
#[rustfmt::skip]
pub mod i2c;
#[rustfmt::skip]
pub mod peripherals;
#[rustfmt::skip]
pub mod port;
#[rustfmt::skip]
pub mod pwmout;
#[rustfmt::skip]
pub mod serial;
#[rustfmt::skip]
pub mod spi;

pub use error::Error;
pub use hal_support::{Refused, Slot};
pub use delay::Delay;
/// The vendor's functions as they are.
pub use nrf51_generated_sys as sys;
