//! Telemetry: the main program in C of `telemetry_c`, over the driver in Rust.

#![no_std]
#![no_main]

use core::slice;

use drivers::telemetry::{Error, Telemetry};
use images_stm32vldiscovery as _;
use py32f0_hal::sys::{HAL_StatusTypeDef as Status, UART_HandleTypeDef};
use py32f0_hal::uart::{Borrowed, Refused};

/// What `telemetry.h` declares.
///
/// # Safety
/// `line` is an initialised handle that nobody else uses meanwhile, and `payload` points to `length` bytes.
#[unsafe(no_mangle)]
unsafe extern "C" fn telemetry_send(
    line: *mut UART_HandleTypeDef,
    payload: *const u8,
    length: u32,
    timeout: u32,
) -> Status::Type {
    // SAFETY: the caller promises it.
    let (line, payload) = unsafe { (Borrowed::new(line, timeout), slice::from_raw_parts(payload, length as usize)) };
    match Telemetry::new(line).send(payload) {
        Ok(()) => Status::HAL_OK,
        Err(Error::TooLong) => Status::HAL_ERROR,
        Err(Error::Line(Refused(status))) => status,
    }
}
