//! Negative: an assertion of the vendor's code, for a pin that is not connected, ends the image.

#![no_std]
#![no_main]

use board_microbit::{exit, status};
use cortex_m_rt::entry;
use images_microbit::{say, serial};
use nrf51_hal::sys;

#[entry]
fn main() -> ! {
    say(&mut serial(), "before\n");
    // SAFETY: the object is nobody else's.
    unsafe {
        let mut pin: sys::gpio_t = core::mem::zeroed();
        sys::gpio_init(&mut pin, sys::PinName::NC);
        sys::gpio_dir(&mut pin, sys::PinDirection::PIN_OUTPUT);
    }
    exit(status::OK)
}
