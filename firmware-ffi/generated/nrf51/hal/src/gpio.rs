// Written by `migrate hal generate`; do not edit.

//! `gpio_t`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use nrf51_generated_sys as sys;

use crate::error::{self, Error};

type Handle = sys::gpio_t;

/// Owns a handle and its peripheral. The HAL has no function that takes it out of use.
#[derive(Debug)]
pub struct Gpio {
    slot: &'static Slot<sys::gpio_t>,
}

impl Gpio {
    /// Claims the slot and brings it into use by `gpio_init`.
    ///
    /// # Safety
    ///
    /// - What the arguments name is there, and nobody else uses it while the owner lives.
    /// - `pin` names something that the device has and nobody else uses, and that belongs to what is claimed.
    pub unsafe fn new(slot: &'static Slot<Handle>, pin: sys::PinName) -> Result<Self, Error> {
        slot.claim().take()?;
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let _ = unsafe {
            slot.clear();
            sys::gpio_init(handle, pin)
        };
        let owner = Self { slot };
        Ok(owner)
    }

    /// `gpio_dir`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn dir(&mut self, direction: sys::PinDirection) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::gpio_dir(handle, direction) };
    }

    /// `gpio_is_connected`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn is_connected(&self) -> core::ffi::c_int {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::gpio_is_connected(handle) }
    }

    /// `gpio_mode`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn mode(&mut self, mode: sys::PinMode) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::gpio_mode(handle, mode) };
    }

    /// `gpio_read`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn read(&self) -> core::ffi::c_int {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::gpio_read(handle) }
    }

    /// `gpio_write`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn write(&mut self, value: core::ffi::c_int) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::gpio_write(handle, value) };
    }

    fn handle(&self) -> *mut Handle {
        self.slot.handle()
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
        self.slot.claim().release();
    }
}

impl embedded_hal::digital::ErrorType for Gpio {
    type Error = core::convert::Infallible;
}

impl embedded_hal::digital::OutputPin for Gpio {
    fn set_low(&mut self) -> Result<(), Self::Error> {
        let _ = self.write(0 as core::ffi::c_int);
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), Self::Error> {
        let _ = self.write(1 as core::ffi::c_int);
        Ok(())
    }
}

impl embedded_hal::digital::InputPin for Gpio {
    fn is_high(&mut self) -> Result<bool, Self::Error> {
        Ok(self.read() as i64 != 0)
    }

    fn is_low(&mut self) -> Result<bool, Self::Error> {
        Ok(self.read() as i64 == 0)
    }
}
