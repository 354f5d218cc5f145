//! A peripheral has one owner at a time.

#![no_std]
#![no_main]

use board_microbit::{check, exit, status};
use cortex_m_rt::entry;
use images_microbit::{say, serial};
use nrf51_hal::Error;
use nrf51_hal::i2c::I2c;
use nrf51_hal::serial::Serial;

#[entry]
fn main() -> ! {
    let first = serial();
    check(matches!(Serial::new(9_600), Err(Error::AlreadyClaimed)), 1);
    let bus = I2c::new(100_000);
    check(bus.is_ok(), 2);
    check(matches!(I2c::new(100_000), Err(Error::AlreadyClaimed)), 3);
    drop(bus);
    check(I2c::new(100_000).is_ok(), 4);
    drop(first);
    say(&mut serial(), "claimed, refused, given back, claimed again\n");
    exit(status::OK)
}
