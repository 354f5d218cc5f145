// Written by `migrate hal generate`; do not edit.

//! Rust over the vendor's C HAL py32f0. The vendor's functions do the work. What is here owns handles, turns statuses into
//! results, and keeps memory alive for as long as an interrupt may use it.
//!
//! A handle lives in a static slot and never moves; Rust makes no reference to it. A peripheral has one owner at a
//! time, and dropping that takes it out of use. A function is safe if nothing is left to promise; every other one is
//! `unsafe` and says what has to be promised. `CONTRACTS.md` beside this crate lists all of it.
//!
//! # Traits
//!
//! - `embedded_hal::delay::DelayNs` for [`Delay`]
//! - `embedded_hal::digital::InputPin` for [`gpio::Pin`]
//! - `embedded_hal::digital::OutputPin` for [`gpio::Pin`]
//! - `embedded_hal::digital::StatefulOutputPin` for [`gpio::Pin`]
//! - `embedded_hal::i2c::I2c` for [`i2c::I2c`]
//! - `embedded_hal::spi::SpiBus` for [`spi::Spi`]
//! - `embedded_io::Write` for [`uart::Uart`]
//! - `embedded_io::Read` for [`uart::Uart`]
//!
//! # Traits that do not fit
//!
//! - the traits of embedded-io-async, and SpiBus and I2c of embedded-hal-async: their futures borrow the caller's memory, and may be forgotten while an interrupt still works on it; what goes on in interrupts takes memory that it keeps instead
//! - DelayNs of embedded-hal-async: the HAL waits in a loop and has nothing that wakes a task

#![no_std]
#![allow(non_snake_case, clippy::too_long_first_doc_paragraph, clippy::missing_errors_doc)]

#[rustfmt::skip]
pub mod adc;
#[rustfmt::skip]
pub mod crc;
#[rustfmt::skip]
mod delay;
#[rustfmt::skip]
pub mod dma;
#[rustfmt::skip]
mod error;
#[rustfmt::skip]
pub mod functions;
#[rustfmt::skip]
pub mod gpio;
#[rustfmt::skip]
pub mod i2c;
#[rustfmt::skip]
pub mod iwdg;
#[rustfmt::skip]
pub mod led;
#[rustfmt::skip]
pub mod lptim;
#[rustfmt::skip]
pub mod peripherals;
#[rustfmt::skip]
pub mod rtc;
#[rustfmt::skip]
pub mod spi;
#[rustfmt::skip]
mod system;
#[rustfmt::skip]
pub mod tim;
#[rustfmt::skip]
pub mod tim_type_def;
#[rustfmt::skip]
pub mod uart;
#[rustfmt::skip]
pub mod wwdg;

pub use error::Error;
pub use hal_support::{Refused, Slot};
pub use system::System;
pub use delay::Delay;
/// The vendor's functions as they are.
pub use py32f0_generated_sys as sys;
