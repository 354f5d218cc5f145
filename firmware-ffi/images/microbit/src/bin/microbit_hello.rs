//! A main program in Rust over the vendor's functions as they are.

#![no_std]
#![no_main]

use board_microbit::{exit, status};
use cortex_m_rt::entry;
use images_microbit as _;
use nrf51_hal::sys;

#[entry]
fn main() -> ! {
    // SAFETY: the object lives until the end of the program, and is nobody else's.
    unsafe {
        let mut line: sys::serial_t = core::mem::zeroed();
        sys::serial_init(&mut line, sys::PinName::USBTX, sys::PinName::USBRX);
        for byte in b"hello over serial_putc\n" {
            sys::serial_putc(&mut line, i32::from(*byte));
        }
    }
    exit(status::OK)
}
