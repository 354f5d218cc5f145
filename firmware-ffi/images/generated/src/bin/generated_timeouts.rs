//! What takes too long, is too much, or cannot be done is an error, and the one that it should be.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{check, exit, status};
use cortex_m_rt::entry;
use embedded_hal::delay::DelayNs;
use embedded_hal::i2c::{I2c as _, Operation};
use images_generated::{must, say, serial, start};
use py32f0_generated_hal::i2c::I2c;
use py32f0_generated_hal::peripherals::I2c as Bus;
use py32f0_generated_hal::{Delay, Error, Refused, functions, sys};

/// Longer than the HAL's functions can count.
static LONG: [u8; 0x1_0000] = [0; 0x1_0000];

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
    // Nobody sends.
    let before = functions::get_tick();
    check(line.receive(&mut [0; 4], 5) == Err(Error::Timeout), 1);
    check((5..20).contains(&(functions::get_tick() - before)), 2);
    check(line.receive(&mut [], 5) == Err(Error::Refused(Refused::Empty)), 3);
    check(line.transmit(&LONG, 5) == Err(Error::Refused(Refused::TooLong(LONG.len()))), 4);
    // No bus is there, so a start condition never gets out.
    let settings = sys::I2C_InitTypeDef { ClockSpeed: 100_000, ..Default::default() };
    let mut bus = must(I2c::new(&system, Bus::I2c, settings), 5);
    bus.set_timeout(5);
    check(bus.write(0x1d, &[1]) == Err(Error::Timeout), 6);
    check(bus.read(0x1d, &mut [0; 2]) == Err(Error::Timeout), 7);
    let unsupported = Err(Error::Refused(Refused::Unsupported));
    check(bus.transaction(0x1d, &mut [Operation::Write(&[1]), Operation::Write(&[2])]) == unsupported, 8);
    let before = functions::get_tick();
    Delay::new(&system).delay_us(2_500);
    check((3..10).contains(&(functions::get_tick() - before)), 9);
    say(&mut line, "all errors as they should be\n");
    exit(status::OK)
}
