//! Telemetry: the main program in C of `microbit_telemetry_c`, over the driver in Rust.

#![no_std]
#![no_main]

use core::ffi::c_int;
use core::slice;

use drivers::telemetry::Telemetry;
use images_microbit as _;
use nrf51_hal::serial::Borrowed;
use nrf51_hal::sys::serial_t;

/// What `telemetry.h` declares. This HAL waits without a limit, in C as well.
///
/// # Safety
/// `line` is an initialised line that nobody else uses meanwhile, and `payload` points to `length` bytes.
#[unsafe(no_mangle)]
unsafe extern "C" fn telemetry_send(line: *mut serial_t, payload: *const u8, length: u32, _timeout: u32) -> c_int {
    // SAFETY: the caller promises it.
    let (line, payload) = unsafe { (Borrowed::new(line), slice::from_raw_parts(payload, length as usize)) };
    Telemetry::new(line).send(payload).is_err().into()
}
