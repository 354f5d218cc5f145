//! What takes too long, is too much, or cannot be done is an error, and the one that it should be.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{check, exit, status};
use cortex_m_rt::entry;
use embedded_hal::delay::DelayNs;
use embedded_hal::i2c::{I2c as _, Operation};
use images_stm32vldiscovery::{must, say, serial, start};
use py32f0_hal::i2c::I2c;
use py32f0_hal::{Delay, Error, Timeout};

/// Longer than the vendor's functions can count.
static LONG: [u8; 0x1_0000] = [0; 0x1_0000];

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
    // Nobody sends.
    let before = system.millis();
    check(line.receive(&mut [0; 4], Timeout::millis(5)) == Err(Error::Timeout), 1);
    check((5..20).contains(&(system.millis() - before)), 2);
    check(line.receive(&mut [0; 4], Timeout::millis(0)) == Err(Error::Timeout), 3);
    check(line.receive(&mut [], Timeout::millis(5)) == Ok(()), 4);
    check(line.transmit(&[], Timeout::millis(5)) == Ok(()), 5);
    check(line.transmit(&LONG, Timeout::millis(5)) == Err(Error::TooLong(LONG.len())), 6);
    // No bus is there, so a start condition never gets out.
    let mut bus = must(I2c::new(&system, 100_000, Timeout::millis(5)), 7);
    check(bus.write(0x1d, &[1]) == Err(Error::Timeout), 8);
    check(bus.read(0x1d, &mut [0; 2]) == Err(Error::Timeout), 9);
    check(bus.write_read(0x1d, &[1, 2, 3], &mut [0]) == Err(Error::Unsupported), 10);
    check(bus.transaction(0x1d, &mut [Operation::Write(&[1]), Operation::Write(&[2])]) == Err(Error::Unsupported), 11);
    check(bus.transaction(0x1d, &mut []) == Ok(()), 12);
    let before = system.millis();
    Delay::new(&system).delay_us(2_500);
    check((3..10).contains(&(system.millis() - before)), 13);
    say(&mut line, "all errors as they should be\n");
    exit(status::OK)
}
