//! A device that does not answer, and one that does.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{check, exit, status};
use cortex_m_rt::entry;
use embedded_hal::delay::DelayNs;
use embedded_hal::i2c::{Error as _, ErrorKind, I2c as _, NoAcknowledgeSource};
use images_stm32vldiscovery::{must, say, serial, standin, start};
use py32f0_hal::i2c::I2c;
use py32f0_hal::{Delay, Error, Timeout, sys};

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
    // SAFETY: they behave as the peripheral does, and nobody else has them.
    let bus = unsafe { I2c::with_registers(&system, standin::plug_in(), 100_000, Timeout::millis(50)) };
    let mut bus = must(bus, 1);
    match bus.write(0x2a, &[1, 2]) {
        Err(error @ Error::Failed { code }) => {
            check(code == sys::HAL_I2C_ERROR_AF, 2);
            check(error.kind() == ErrorKind::NoAcknowledge(NoAcknowledgeSource::Unknown), 3);
        }
        _ => exit(4),
    }
    say(&mut line, "nobody at 0x2a\n");
    // The stop condition is still on its way.
    Delay::new(&system).delay_ms(5);
    check(bus.write(standin::PRESENT, &[1, 2]) == Ok(()), 5);
    Delay::new(&system).delay_ms(5);
    check(standin::written() == 2, 6);
    say(&mut line, "two bytes to 0x1d\n");
    exit(status::OK)
}
