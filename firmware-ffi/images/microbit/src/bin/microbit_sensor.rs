//! A driver that knows no vendor, over this vendor's I2C, with the accelerometer that the emulated board has.

#![no_std]
#![no_main]

use board_microbit::{check, exit, status};
use cortex_m_rt::entry;
use drivers::accelerometer::Accelerometer;
use embedded_hal::i2c::{I2c as _, Operation};
use images_microbit::{must, say, serial};
use nrf51_hal::Error;
use nrf51_hal::i2c::I2c;

#[entry]
fn main() -> ! {
    let mut line = serial();
    let bus = must(I2c::new(400_000), 1);
    let mut bus = must(Accelerometer::start(bus), 2).into_bus();
    say(&mut line, "the accelerometer is awake\n");
    check(bus.read(0x1d, &mut []) == Err(Error::Unsupported), 3);
    check(bus.transaction(0x1d, &mut [Operation::Write(&[1]), Operation::Write(&[2])]) == Err(Error::Unsupported), 4);
    exit(status::OK)
}
