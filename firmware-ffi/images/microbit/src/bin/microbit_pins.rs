//! Pins: an output that can be seen in its register, an input, and numbers that are none.

#![no_std]
#![no_main]

use board_microbit::{check, exit, status};
use cortex_m_rt::entry;
use embedded_hal::digital::{InputPin, OutputPin};
use images_microbit::{must, say, serial};
use nrf51_hal::Error;
use nrf51_hal::gpio::{Input, Output};

/// What the chip drives its pins to.
const OUT: *const u32 = 0x5000_0504 as *const u32;

#[entry]
fn main() -> ! {
    let mut line = serial();
    // SAFETY: reads a register, which has no effect.
    let driven = || unsafe { OUT.read_volatile() & 1 << 13 != 0 };
    let mut pin = must(Output::new(13), 1);
    must(pin.set_high(), 2);
    check(driven(), 3);
    must(pin.set_low(), 4);
    check(!driven(), 5);
    check(matches!(Input::new(13), Err(Error::AlreadyClaimed)), 6);
    drop(pin);
    check(must(must(Input::new(13), 7).is_high(), 8), 9);
    check(matches!(Output::new(32), Err(Error::Unsupported)), 10);
    say(&mut line, "pins\n");
    exit(status::OK)
}
