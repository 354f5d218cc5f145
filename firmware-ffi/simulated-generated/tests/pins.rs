//! Pins of the generated crate, in registers that can be looked at.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use embedded_hal::delay::DelayNs;
use embedded_hal::digital::{InputPin, OutputPin, StatefulOutputPin};
use py32f0_generated_hal::gpio::Gpio;
use py32f0_generated_hal::peripherals::Gpio as Port;
use py32f0_generated_hal::{Delay, Error, Refused, functions, sys};
use simulated_generated::Chip;

const CLAIMED: Error = Error::Refused(Refused::AlreadyClaimed);

/// One chip, hence one test.
#[test]
fn pins_have_one_owner_and_drive_registers() {
    let chip = Chip::new().unwrap();
    let port = Gpio::claim(Port::Gpioa).unwrap();
    assert_eq!(Gpio::claim(Port::Gpioa).unwrap_err(), CLAIMED);
    let output = sys::GPIO_InitTypeDef { Mode: sys::GPIO_MODE_OUTPUT_PP, ..Default::default() };
    let mut pin = port.pin(3, output).unwrap();
    assert_eq!(port.pin(3, output).unwrap_err(), CLAIMED);
    assert_eq!(port.pin(16, output).unwrap_err(), Error::Refused(Refused::Unsupported));
    let registers = Port::Gpioa.registers();
    // SAFETY: simulated registers.
    let set = || unsafe { (&raw const (*registers).BSRR).read_volatile() };
    pin.set_high().unwrap();
    assert_eq!(set(), 1 << 3);
    pin.set_low().unwrap();
    // A register that is memory shows what was written last, to either of the two.
    assert_ne!(set() | unsafe { (&raw const (*registers).BRR).read_volatile() }, 0);
    // SAFETY: simulated registers.
    unsafe { (&raw mut (*registers).IDR).write_volatile(1 << 3) };
    assert!(InputPin::is_high(&mut pin).unwrap() && pin.is_set_high().unwrap());
    drop(pin);
    assert!(port.pin(3, output).is_ok());
    let before = functions::get_tick();
    Delay::new(&chip.system).delay_us(2_500);
    assert!((3..10).contains(&(functions::get_tick() - before)));
}
