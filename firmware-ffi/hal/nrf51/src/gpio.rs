//! Pins.

use core::convert::Infallible;
use core::ffi::c_int;

use embedded_hal::digital::{ErrorType, InputPin, OutputPin};
use hal_support::{Claim, Slot};
use nrf51_sys as sys;

use crate::Error;

/// Pins of the chip.
const PINS: usize = 32;

static SLOTS: [Slot<sys::gpio_t>; PINS] = [const { Slot::new() }; PINS];

unsafe extern "C" {
    fn inline_gpio_write(pin: *mut sys::gpio_t, value: c_int);
    fn inline_gpio_read(pin: *mut sys::gpio_t) -> c_int;
}

/// A pin and its owner, as an output.
#[derive(Debug)]
pub struct Output(Pin);

/// A pin and its owner, as an input with a pull to the supply.
#[derive(Debug)]
pub struct Input(Pin);

#[derive(Debug)]
struct Pin(&'static Slot<sys::gpio_t>);

impl Output {
    /// Claims a pin (0 to 31) and drives it.
    pub fn new(number: u8) -> Result<Self, Error> {
        let pin = Pin::new(number)?;
        // SAFETY: the object is ours.
        unsafe { sys::gpio_dir(pin.0.handle(), sys::PinDirection::PIN_OUTPUT) };
        Ok(Self(pin))
    }
}

impl Input {
    /// Claims a pin (0 to 31) and pulls it up.
    pub fn new(number: u8) -> Result<Self, Error> {
        let pin = Pin::new(number)?;
        // SAFETY: the object is ours.
        unsafe {
            sys::gpio_dir(pin.0.handle(), sys::PinDirection::PIN_INPUT);
            sys::gpio_mode(pin.0.handle(), sys::PinMode::PullUp);
        }
        Ok(Self(pin))
    }
}

impl Pin {
    fn new(number: u8) -> Result<Self, Error> {
        let slot = SLOTS.get(usize::from(number)).ok_or(Error::Unsupported)?;
        let claim: &Claim = slot.claim();
        claim.take()?;
        // SAFETY: the claim is ours, so nobody else uses the object. The vendor numbers its names as the pins are.
        unsafe {
            slot.clear();
            sys::gpio_init(slot.handle(), number as sys::PinName::Type);
        }
        Ok(Self(slot))
    }
}

impl Drop for Pin {
    fn drop(&mut self) {
        // SAFETY: the object is ours. An input is what a pin is after a reset.
        unsafe { sys::gpio_dir(self.0.handle(), sys::PinDirection::PIN_INPUT) };
        self.0.claim().release();
    }
}

impl ErrorType for Output {
    type Error = Infallible;
}

impl OutputPin for Output {
    fn set_low(&mut self) -> Result<(), Infallible> {
        // SAFETY: the object is ours.
        unsafe { inline_gpio_write(self.0.0.handle(), 0) };
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), Infallible> {
        // SAFETY: the object is ours.
        unsafe { inline_gpio_write(self.0.0.handle(), 1) };
        Ok(())
    }
}

impl ErrorType for Input {
    type Error = Infallible;
}

impl InputPin for Input {
    fn is_high(&mut self) -> Result<bool, Infallible> {
        // SAFETY: the object is ours.
        Ok(unsafe { inline_gpio_read(self.0.0.handle()) != 0 })
    }

    fn is_low(&mut self) -> Result<bool, Infallible> {
        self.is_high().map(|high| !high)
    }
}
