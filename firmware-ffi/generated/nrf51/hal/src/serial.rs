// Written by `migrate hal generate`; do not edit.

//! `serial_t`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use nrf51_generated_sys as sys;

use crate::error::{self, Error};
use crate::peripherals::NrfUart as Peripheral;

static SLOTS: [Slot<sys::serial_t>; 1] = [const { Slot::new() }; 1];

fn index_of(handle: *mut sys::serial_t) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::serial_t;

/// Owns a handle and its peripheral. Dropping it takes the peripheral out of use.
#[derive(Debug)]
pub struct Serial {
    peripheral: Peripheral,
}

impl Serial {
    /// Claims the peripheral and brings it into use by `serial_init`.
    ///
    /// # Safety
    ///
    /// - `tx` names something that the device has and nobody else uses, and that belongs to what is claimed.
    /// - `rx` names something that the device has and nobody else uses, and that belongs to what is claimed.
    pub unsafe fn new(peripheral: Peripheral, tx: sys::PinName, rx: sys::PinName) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let _ = unsafe {
            slot.clear();
            (*handle).uart = peripheral.registers();
            sys::serial_init(handle, tx, rx)
        };
        let owner = Self { peripheral };
        Ok(owner)
    }

    /// `serial_baud`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn baud(&mut self, baudrate: core::ffi::c_int) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::serial_baud(handle, baudrate) };
    }

    /// `serial_break_clear`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn break_clear(&mut self) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::serial_break_clear(handle) };
    }

    /// `serial_break_set`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn break_set(&mut self) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::serial_break_set(handle) };
    }

    /// `serial_clear`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn clear(&mut self) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::serial_clear(handle) };
    }

    /// `serial_format`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn format(&mut self, data_bits: core::ffi::c_int, parity: sys::SerialParity, stop_bits: core::ffi::c_int) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::serial_format(handle, data_bits, parity, stop_bits) };
    }

    /// `serial_getc`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn getc(&mut self) -> core::ffi::c_int {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::serial_getc(handle) }
    }

    /// `serial_irq_handler`.
    ///
    /// # Safety
    ///
    /// - The function stays valid, and may run in an interrupt.
    /// - `handler` may be called at any time, in an interrupt as well.
    pub unsafe fn irq_handler(&mut self, handler: sys::uart_irq_handler, id: u32) {
        let handle = self.handle();
        // SAFETY: the caller promises it.
        unsafe { sys::serial_irq_handler(handle, handler, id) };
    }

    /// `serial_irq_set`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn irq_set(&mut self, irq: sys::SerialIrq, enable: u32) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::serial_irq_set(handle, irq, enable) };
    }

    /// `serial_putc`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn putc(&mut self, c: core::ffi::c_int) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::serial_putc(handle, c) };
    }

    /// `serial_readable`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn readable(&self) -> core::ffi::c_int {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::serial_readable(handle) }
    }

    /// `serial_set_flow_control`.
    ///
    /// # Safety
    ///
    /// - The number `rxflow` names something that the device has, and the number `txflow` names something that the device has.
    pub unsafe fn set_flow_control(&mut self, type_: sys::FlowControl, rxflow: sys::PinName, txflow: sys::PinName) {
        let handle = self.handle();
        // SAFETY: the caller promises it.
        unsafe { sys::serial_set_flow_control(handle, type_, rxflow, txflow) };
    }

    /// `serial_writable`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn writable(&self) -> core::ffi::c_int {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::serial_writable(handle) }
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

impl Drop for Serial {
    fn drop(&mut self) {
        // SAFETY: the handle is ours. Memory that is lent stays so, for good.
        let _ = unsafe { sys::serial_free(self.handle()) };
        self.peripheral.claim().release();
    }
}

impl embedded_io::ErrorType for Serial {
    type Error = Error;
}

impl embedded_io::Write for Serial {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        for byte in bytes {
            let byte = *byte;
            let _ = self.putc(byte as core::ffi::c_int);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<(), Error> {
        // The HAL's function returns when it is done.
        Ok(())
    }
}

impl embedded_io::Read for Serial {
    /// One byte at a time: the HAL's function waits for it.
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize, Error> {
        let Some(first) = bytes.first_mut() else { return Ok(0) };
        *first = self.getc() as u8;
        Ok(1)
    }
}
