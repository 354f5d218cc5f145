// Written by `migrate hal generate`; do not edit.

//! `port_t`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use nrf51_generated_sys as sys;

use crate::error::{self, Error};

type Handle = sys::port_t;

/// Owns a handle and its peripheral. The HAL has no function that takes it out of use.
#[derive(Debug)]
pub struct Port {
    slot: &'static Slot<sys::port_t>,
}

impl Port {
    /// Claims the slot and brings it into use by `port_init`.
    ///
    /// # Safety
    ///
    /// - What the arguments name is there, and nobody else uses it while the owner lives.
    /// - `port` names something that the device has and nobody else uses, and that belongs to what is claimed.
    /// - `dir` names something that the device has and nobody else uses, and that belongs to what is claimed.
    pub unsafe fn new(slot: &'static Slot<Handle>, port: sys::PortName, mask: core::ffi::c_int, dir: sys::PinDirection) -> Result<Self, Error> {
        slot.claim().take()?;
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let _ = unsafe {
            slot.clear();
            sys::port_init(handle, port, mask, dir)
        };
        let owner = Self { slot };
        Ok(owner)
    }

    /// `port_dir`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn dir(&mut self, dir: sys::PinDirection) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::port_dir(handle, dir) };
    }

    /// `port_mode`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn mode(&mut self, mode: sys::PinMode) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::port_mode(handle, mode) };
    }

    /// `port_read`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn read(&self) -> core::ffi::c_int {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::port_read(handle) }
    }

    /// `port_write`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn write(&mut self, value: core::ffi::c_int) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::port_write(handle, value) };
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

impl Drop for Port {
    fn drop(&mut self) {
        self.slot.claim().release();
    }
}
