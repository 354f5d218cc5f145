//! A pin that can be seen in its register, by functions that the vendor's headers define themselves, and a delay.

#![no_std]
#![no_main]

use board_microbit::{check, exit, status};
use cortex_m_rt::entry;
use embedded_hal::delay::DelayNs;
use embedded_hal::digital::OutputPin;
use images_generated_microbit::{must, say, serial};
use nrf51_generated_hal::gpio::Gpio;
use nrf51_generated_hal::{Delay, Error, Refused, Slot, sys};

/// What the chip drives its pins to.
const OUT: *const u32 = 0x5000_0504 as *const u32;

static PIN: Slot<sys::gpio_t> = Slot::new();

fn pin() -> Result<Gpio, Error> {
    // SAFETY: the chip has a pin 13, and nobody else uses it.
    let mut pin = unsafe { Gpio::new(&PIN, 13) }?;
    pin.dir(sys::PIN_OUTPUT);
    Ok(pin)
}

#[entry]
fn main() -> ! {
    let mut line = serial();
    // SAFETY: reads a register, which has no effect.
    let driven = || unsafe { OUT.read_volatile() & 1 << 13 != 0 };
    let mut output = must(pin(), 1);
    must(output.set_high(), 2);
    check(driven(), 3);
    must(output.set_low(), 4);
    check(!driven(), 5);
    check(matches!(pin(), Err(Error::Refused(Refused::AlreadyClaimed))), 6);
    drop(output);
    check(pin().is_ok(), 7);
    Delay::new().delay_us(20);
    say(&mut line, "pins\n");
    exit(status::OK)
}
