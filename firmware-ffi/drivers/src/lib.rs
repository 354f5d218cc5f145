//! Drivers over embedded-hal and embedded-io, which know no vendor: the same code runs on every board, and on a host.

#![no_std]

pub mod accelerometer;
pub mod adc;
pub mod console;
mod crc;
pub mod image;
pub mod telemetry;

pub use crc::{crc16, crc32};
