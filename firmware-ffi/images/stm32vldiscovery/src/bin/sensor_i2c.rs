//! A driver that knows no vendor, over this vendor's I2C.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{check, exit, status};
use cortex_m_rt::entry;
use drivers::accelerometer::{ADDRESS, Accelerometer};
use embedded_hal::delay::DelayNs;
use embedded_hal::i2c::I2c as _;
use images_stm32vldiscovery::{must, say, serial, standin, start};
use py32f0_hal::i2c::I2c;
use py32f0_hal::{Delay, Timeout};

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
    // SAFETY: they behave as the peripheral does, and nobody else has them.
    let bus = unsafe { I2c::with_registers(&system, standin::plug_in(), 100_000, Timeout::millis(50)) };
    let mut bus = must(Accelerometer::start(must(bus, 1)), 2).into_bus();
    say(&mut line, "the accelerometer is awake\n");
    Delay::new(&system).delay_ms(5);
    let mut identity = [0];
    must(bus.write_read(ADDRESS, &[0x0d], &mut identity), 3);
    check(identity == [0x5a], 4);
    exit(status::OK)
}
