//! A line that a program in C has opened and lends to a driver in Rust.

use core::convert::Infallible;
use core::marker::PhantomData;

use embedded_io::{ErrorType, Write};
use nrf51_sys as sys;

/// A line for as long as a call lasts. It can be written to; it has no claim, and nothing happens when it is dropped.
#[derive(Debug)]
pub struct Borrowed<'a> {
    line: *mut sys::serial_t,
    lender: PhantomData<&'a mut sys::serial_t>,
}

impl Borrowed<'_> {
    /// The line of an object.
    ///
    /// # Safety
    /// The object is initialised, stays so, and is used by nobody else but the vendor's interrupt handler.
    pub unsafe fn new(line: *mut sys::serial_t) -> Self {
        Self { line, lender: PhantomData }
    }
}

impl ErrorType for Borrowed<'_> {
    type Error = Infallible;
}

impl Write for Borrowed<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Infallible> {
        for byte in bytes {
            // SAFETY: the object is as `new` wants it.
            unsafe { sys::serial_putc(self.line, i32::from(*byte)) };
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        // SAFETY: reads a register, which says that the last byte is on its way.
        while unsafe { sys::serial_writable(self.line) == 0 } {}
        Ok(())
    }
}
