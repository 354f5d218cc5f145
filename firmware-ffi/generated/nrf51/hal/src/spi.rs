// Written by `migrate hal generate`; do not edit.

//! `spi_t`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use nrf51_generated_sys as sys;

use crate::error::{self, Error};
use crate::peripherals::NrfSpi as Peripheral;

static SLOTS: [Slot<sys::spi_t>; 2] = [const { Slot::new() }; 2];

fn index_of(handle: *mut sys::spi_t) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::spi_t;

/// Owns a handle and its peripheral. Dropping it takes the peripheral out of use.
#[derive(Debug)]
pub struct Spi {
    peripheral: Peripheral,
}

impl Spi {
    /// Claims the peripheral and brings it into use by `spi_init`.
    ///
    /// # Safety
    ///
    /// - `mosi` names something that the device has and nobody else uses, and that belongs to what is claimed.
    /// - `miso` names something that the device has and nobody else uses, and that belongs to what is claimed.
    /// - `sclk` names something that the device has and nobody else uses, and that belongs to what is claimed.
    /// - `ssel` names something that the device has and nobody else uses, and that belongs to what is claimed.
    pub unsafe fn new(peripheral: Peripheral, mosi: sys::PinName, miso: sys::PinName, sclk: sys::PinName, ssel: sys::PinName) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let _ = unsafe {
            slot.clear();
            (*handle).spi = peripheral.registers();
            sys::spi_init(handle, mosi, miso, sclk, ssel)
        };
        let owner = Self { peripheral };
        Ok(owner)
    }

    /// `spi_format`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn format(&mut self, bits: core::ffi::c_int, mode: core::ffi::c_int, slave: core::ffi::c_int) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::spi_format(handle, bits, mode, slave) };
    }

    /// `spi_frequency`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn frequency(&mut self, hz: core::ffi::c_int) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::spi_frequency(handle, hz) };
    }

    /// `spi_master_write`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn master_write(&mut self, value: core::ffi::c_int) -> core::ffi::c_int {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::spi_master_write(handle, value) }
    }

    /// `spi_slave_read`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn slave_read(&self) -> core::ffi::c_int {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::spi_slave_read(handle) }
    }

    /// `spi_slave_receive`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn slave_receive(&mut self) -> core::ffi::c_int {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::spi_slave_receive(handle) }
    }

    /// `spi_slave_write`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn slave_write(&mut self, value: core::ffi::c_int) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::spi_slave_write(handle, value) };
    }

    fn handle(&self) -> *mut Handle {
        SLOTS[self.peripheral as usize].handle()
    }

    fn code(&self) -> u32 {
        0
    }

    fn outcome(&self, outcome: Result<(), Error>) -> Result<(), Error> {
        outcome
    }
}

impl Drop for Spi {
    fn drop(&mut self) {
        // SAFETY: the handle is ours. Memory that is lent stays so, for good.
        let _ = unsafe { sys::spi_free(self.handle()) };
        self.peripheral.claim().release();
    }
}
