// Written by `migrate hal generate`; do not edit.

//! `i2c_t`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use nrf51_generated_sys as sys;

use crate::error::{self, Error};
use crate::peripherals::NrfTwi as Peripheral;

static SLOTS: [Slot<sys::i2c_t>; 2] = [const { Slot::new() }; 2];

fn index_of(handle: *mut sys::i2c_t) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::i2c_t;

/// Owns a handle and its peripheral. The HAL has no function that takes it out of use.
#[derive(Debug)]
pub struct I2c {
    peripheral: Peripheral,
}

impl I2c {
    /// Claims the peripheral and brings it into use by `i2c_init`.
    ///
    /// # Safety
    ///
    /// - `sda` names something that the device has and nobody else uses, and that belongs to what is claimed.
    /// - `scl` names something that the device has and nobody else uses, and that belongs to what is claimed.
    pub unsafe fn new(peripheral: Peripheral, sda: sys::PinName, scl: sys::PinName) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let _ = unsafe {
            slot.clear();
            (*handle).i2c = peripheral.registers();
            sys::i2c_init(handle, sda, scl)
        };
        let owner = Self { peripheral };
        Ok(owner)
    }

    /// `i2c_byte_read`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn byte_read(&mut self, last: core::ffi::c_int) -> core::ffi::c_int {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::i2c_byte_read(handle, last) }
    }

    /// `i2c_byte_write`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn byte_write(&mut self, data: core::ffi::c_int) -> core::ffi::c_int {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::i2c_byte_write(handle, data) }
    }

    /// `i2c_frequency`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn frequency(&mut self, hz: core::ffi::c_int) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::i2c_frequency(handle, hz) };
    }

    /// `i2c_read`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn read(&mut self, address: core::ffi::c_int, data: &mut [u8], stop: core::ffi::c_int) -> Result<core::ffi::c_int, Error> {
        let data_count = count(data.len())?;
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        Ok(unsafe { sys::i2c_read(handle, address, data.as_mut_ptr().cast(), data_count, stop) })
    }

    /// `i2c_reset`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn reset(&mut self) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::i2c_reset(handle) };
    }

    /// `i2c_start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn start(&mut self) -> core::ffi::c_int {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::i2c_start(handle) }
    }

    /// `i2c_stop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn stop(&mut self) -> core::ffi::c_int {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::i2c_stop(handle) }
    }

    /// `i2c_write`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn write(&mut self, address: core::ffi::c_int, data: &[u8], stop: core::ffi::c_int) -> Result<core::ffi::c_int, Error> {
        let data_count = count(data.len())?;
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        Ok(unsafe { sys::i2c_write(handle, address, data.as_ptr().cast_mut().cast(), data_count, stop) })
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

impl Drop for I2c {
    fn drop(&mut self) {
        self.peripheral.claim().release();
    }
}

impl embedded_hal::i2c::ErrorType for I2c {
    type Error = Error;
}

impl embedded_hal::i2c::I2c for I2c {
    /// A negative answer is an error of the HAL's; one that counts less is one, too.
    fn transaction(&mut self, address: u8, operations: &mut [embedded_hal::i2c::Operation<'_>]) -> Result<(), Error> {
        use embedded_hal::i2c::Operation;
        // Two of a kind would have to go on without an address between them.
        let is_pair = |pair: &[Operation<'_>]| {
            matches!(pair, [Operation::Write(_), Operation::Write(_)] | [Operation::Read(_), Operation::Read(_)])
        };
        if operations.windows(2).any(is_pair) {
            return Err(Refused::Unsupported.into());
        }
        let address = u16::from(address) << 1;
        let last = operations.len().saturating_sub(1);
        for (index, operation) in operations.iter_mut().enumerate() {
            let stop = u8::from(index == last);
            let (answer, wanted) = match operation {
                Operation::Write(bytes) => (self.write(address as core::ffi::c_int, bytes, stop as core::ffi::c_int)?, bytes.len()),
                Operation::Read(bytes) => (self.read(address as core::ffi::c_int, bytes, stop as core::ffi::c_int)?, bytes.len()),
            };
            if usize::try_from(answer) != Ok(wanted) {
                return Err(Error::Code(i64::from(answer)));
            }
        }
        Ok(())
    }
}
