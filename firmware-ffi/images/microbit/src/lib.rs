//! What the images have in common: the serial line, and what the vendor's code wants of a project.

#![no_std]

use board_microbit::exit;
use embedded_io::Write;
use nrf51_hal::serial::{Serial, on_interrupt};

/// The vendor's code has given up.
const GAVE_UP: i32 = 80;
/// An assertion of the vendor's code does not hold.
const ASSERTION: i32 = 81;

/// The serial line with its usual settings, or ends the image.
pub fn serial() -> Serial {
    must(Serial::new(115_200), 91)
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

#[unsafe(no_mangle)]
extern "C" fn UART0() {
    on_interrupt();
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
