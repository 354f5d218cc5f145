//! What the images have in common: the serial line, and what the vendor's code wants of a project.

#![no_std]

use board_microbit::exit;
use embedded_io::Write;
use nrf51_generated_hal::peripherals::NrfUart;
use nrf51_generated_hal::serial::Serial;
use nrf51_generated_hal::{Error, sys};

/// The vendor's code has given up.
const GAVE_UP: i32 = 80;
/// An assertion of the vendor's code does not hold.
const ASSERTION: i32 = 81;

/// The serial port on the board's USB pins.
pub fn port() -> Result<Serial, Error> {
    // SAFETY: the chip has one serial port, and nobody else uses these pins.
    unsafe { Serial::new(NrfUart::NrfUart0, sys::USBTX, sys::USBRX) }
}

/// The same, or ends the image.
pub fn serial() -> Serial {
    must(port(), 91)
}

/// What is in a result, or ends the image with a number.
pub fn must<T, E>(result: Result<T, E>, number: i32) -> T {
    match result {
        Ok(value) => value,
        Err(_) => exit(number),
    }
}

/// Writes text.
pub fn say(line: &mut impl Write, text: &str) {
    must(line.write_all(text.as_bytes()), 92);
}

/// Called with a format and what belongs into it, which is of no use here.
#[unsafe(no_mangle)]
extern "C" fn error() -> ! {
    exit(GAVE_UP)
}

/// Called with an expression, a file and a line, which are of no use here.
#[unsafe(no_mangle)]
extern "C" fn mbed_assert_internal() -> ! {
    exit(ASSERTION)
}
