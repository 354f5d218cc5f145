// Written by `migrate hal generate`; do not edit.

//! `GPIO_TypeDef`: what owns registers of this type, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use core::cell::Cell;

use hal_support::{Refused, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};
use crate::peripherals::Gpio as Peripheral;

/// Owns a peripheral.
#[derive(Debug)]
pub struct Gpio {
    peripheral: Peripheral,
    pins: Cell<u32>,
}

impl Gpio {
    /// Claims the peripheral.
    pub fn claim(peripheral: Peripheral) -> Result<Self, Error> {
        peripheral.claim().take()?;
        Ok(Self { peripheral, pins: Cell::new(0) })
    }

    /// `HAL_GPIO_DeInit`.
    ///
    /// Safe: A peripheral that is claimed once, and nothing else to promise.
    pub fn deinit(&mut self, gpio_pin: u32) {
        let handle = self.handle();
        // SAFETY: a peripheral that is claimed once, and nothing else to promise.
        unsafe { sys::HAL_GPIO_DeInit(handle, gpio_pin) };
    }

    /// `HAL_GPIO_Init`.
    ///
    /// Safe: A peripheral that is claimed once, and nothing else to promise.
    pub fn init(&mut self, gpio_init: &mut sys::GPIO_InitTypeDef) {
        let handle = self.handle();
        // SAFETY: a peripheral that is claimed once, and nothing else to promise.
        unsafe { sys::HAL_GPIO_Init(handle, gpio_init) };
    }

    /// `HAL_GPIO_LockPin`.
    ///
    /// Safe: A peripheral that is claimed once, and nothing else to promise.
    pub fn lock_pin(&mut self, gpio_pin: u16) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a peripheral that is claimed once, and nothing else to promise.
        let status = unsafe { sys::HAL_GPIO_LockPin(handle, gpio_pin) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_GPIO_ReadPin`.
    ///
    /// Safe: Reads through a claimed peripheral.
    pub fn read_pin(&self, gpio_pin: u16) -> sys::GPIO_PinState {
        let handle = self.handle();
        // SAFETY: reads through a claimed peripheral.
        unsafe { sys::HAL_GPIO_ReadPin(handle, gpio_pin) }
    }

    /// `HAL_GPIO_TogglePin`.
    ///
    /// Safe: A peripheral that is claimed once, and nothing else to promise.
    pub fn toggle_pin(&mut self, gpio_pin: u16) {
        let handle = self.handle();
        // SAFETY: a peripheral that is claimed once, and nothing else to promise.
        unsafe { sys::HAL_GPIO_TogglePin(handle, gpio_pin) };
    }

    /// `HAL_GPIO_WritePin`.
    ///
    /// Safe: A peripheral that is claimed once, and nothing else to promise.
    pub fn write_pin(&mut self, gpio_pin: u16, pin_state: sys::GPIO_PinState) {
        let handle = self.handle();
        // SAFETY: a peripheral that is claimed once, and nothing else to promise.
        unsafe { sys::HAL_GPIO_WritePin(handle, gpio_pin, pin_state) };
    }

    /// A pin of the port, which is nobody else's until it is dropped. Which pin it is the settings need not say.
    pub fn pin(&self, number: u8, mut settings: sys::GPIO_InitTypeDef) -> Result<Pin<'_>, Error> {
        if u32::from(number) >= 16 {
            return Err(Refused::Unsupported.into());
        }
        let bit = 1u32 << number;
        if self.pins.get() & bit != 0 {
            return Err(Refused::AlreadyClaimed.into());
        }
        self.pins.set(self.pins.get() | bit);
        settings.Pin = 1 << number;
        // SAFETY: the port is ours and the pin nobody else's; the settings are numbers.
        let _ = unsafe { sys::HAL_GPIO_Init(self.handle(), &mut settings) };
        Ok(Pin { port: self, number })
    }

    fn handle(&self) -> *mut sys::GPIO_TypeDef {
        self.peripheral.registers()
    }

    fn code(&self) -> u32 {
        0
    }

    fn outcome(&self, outcome: Result<(), Error>) -> Result<(), Error> {
        outcome
    }
}

impl Drop for Gpio {
    fn drop(&mut self) {
        self.peripheral.claim().release();
    }
}

/// A pin of a port. Whether it is an output or an input is what its settings say.
#[derive(Debug)]
pub struct Pin<'a> {
    port: &'a Gpio,
    number: u8,
}

impl Pin<'_> {
    fn write(&mut self, level: sys::GPIO_PinState) {
        // SAFETY: the pin is ours.
        let _ = unsafe { sys::HAL_GPIO_WritePin(self.port.handle(), 1 << self.number, level) };
    }

    fn is_high(&self) -> bool {
        // SAFETY: looks at one pin, which is ours.
        let level = unsafe { sys::HAL_GPIO_ReadPin(self.port.handle(), 1 << self.number) };
        level as i64 != sys::GPIO_PIN_RESET as i64
    }
}

impl Drop for Pin<'_> {
    fn drop(&mut self) {
        self.port.pins.set(self.port.pins.get() & !(1u32 << self.number));
    }
}

impl embedded_hal::digital::ErrorType for Pin<'_> {
    type Error = core::convert::Infallible;
}

impl embedded_hal::digital::OutputPin for Pin<'_> {
    fn set_low(&mut self) -> Result<(), Self::Error> {
        self.write(sys::GPIO_PIN_RESET);
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), Self::Error> {
        self.write(sys::GPIO_PIN_SET);
        Ok(())
    }
}

impl embedded_hal::digital::InputPin for Pin<'_> {
    fn is_high(&mut self) -> Result<bool, Self::Error> {
        Ok(Pin::is_high(self))
    }

    fn is_low(&mut self) -> Result<bool, Self::Error> {
        Ok(!Pin::is_high(self))
    }
}

impl embedded_hal::digital::StatefulOutputPin for Pin<'_> {
    fn is_set_high(&mut self) -> Result<bool, Self::Error> {
        Ok(Pin::is_high(self))
    }

    fn is_set_low(&mut self) -> Result<bool, Self::Error> {
        Ok(!Pin::is_high(self))
    }
}
