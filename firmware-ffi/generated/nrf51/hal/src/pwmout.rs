// Written by `migrate hal generate`; do not edit.

//! `pwmout_t`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use nrf51_generated_sys as sys;

use crate::error::{self, Error};

type Handle = sys::pwmout_t;

/// Owns a handle and its peripheral. Dropping it takes the peripheral out of use.
#[derive(Debug)]
pub struct Pwmout {
    slot: &'static Slot<sys::pwmout_t>,
}

impl Pwmout {
    /// Claims the slot and brings it into use by `pwmout_init`.
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
            sys::pwmout_init(handle, pin)
        };
        let owner = Self { slot };
        Ok(owner)
    }

    /// `pwmout_read`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn read(&mut self) -> f32 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::pwmout_read(handle) }
    }

    /// `pwmout_write`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn write(&mut self, percent: f32) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::pwmout_write(handle, percent) };
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

impl Drop for Pwmout {
    fn drop(&mut self) {
        // SAFETY: the handle is ours. Memory that is lent stays so, for good.
        let _ = unsafe { sys::pwmout_free(self.handle()) };
        self.slot.claim().release();
    }
}
