// Written by `migrate hal generate`; do not edit.

//! `analogin_t`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use nrf51_generated_sys as sys;

use crate::error::{self, Error};

type Handle = sys::analogin_t;

/// Owns a handle and its peripheral. The HAL has no function that takes it out of use.
#[derive(Debug)]
pub struct Analogin {
    slot: &'static Slot<sys::analogin_t>,
}

impl Analogin {
    /// Claims the slot and brings it into use by `analogin_init`.
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
            sys::analogin_init(handle, pin)
        };
        let owner = Self { slot };
        Ok(owner)
    }

    /// `analogin_read`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn read(&mut self) -> f32 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::analogin_read(handle) }
    }

    /// `analogin_read_u16`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn read_u16(&mut self) -> u16 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::analogin_read_u16(handle) }
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

impl Drop for Analogin {
    fn drop(&mut self) {
        self.slot.claim().release();
    }
}
