//! A line that a program in C has opened and lends to a driver in Rust.

use core::fmt;
use core::marker::PhantomData;

use embedded_io::{ErrorKind, ErrorType, Write};
use py32f0_sys as sys;
use py32f0_sys::HAL_StatusTypeDef as Status;

/// A line for as long as a call lasts. It can be written to; it has no claim, and nothing happens when it is dropped.
#[derive(Debug)]
pub struct Borrowed<'a> {
    handle: *mut sys::UART_HandleTypeDef,
    timeout: u32,
    lender: PhantomData<&'a mut sys::UART_HandleTypeDef>,
}

/// What the vendor's function said, for the program in C to have it back. Never the status of success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused(pub Status::Type);

impl Borrowed<'_> {
    /// The line of a handle, and how long each write may take, as the vendor's functions count it.
    ///
    /// # Safety
    /// The handle is initialised, stays so, and is used by nobody else but the vendor's interrupt handler.
    pub unsafe fn new(handle: *mut sys::UART_HandleTypeDef, timeout: u32) -> Self {
        Self { handle, timeout, lender: PhantomData }
    }

    /// Sends all bytes and waits until the last has left.
    pub fn transmit(&mut self, bytes: &[u8]) -> Result<(), Refused> {
        for part in bytes.chunks(u16::MAX.into()) {
            let (first, size) = (part.as_ptr().cast_mut(), part.len() as u16);
            // SAFETY: the handle is as `new` wants it; the function only reads the bytes, and is done when it returns.
            match unsafe { sys::HAL_UART_Transmit(self.handle, first, size, self.timeout) } {
                Status::HAL_OK => {}
                status => return Err(Refused(status)),
            }
        }
        Ok(())
    }
}

impl ErrorType for Borrowed<'_> {
    type Error = Refused;
}

impl Write for Borrowed<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Refused> {
        self.transmit(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> Result<(), Refused> {
        self.transmit(bytes)
    }

    fn flush(&mut self) -> Result<(), Refused> {
        // `transmit` has waited for the last bit.
        Ok(())
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.0)
    }
}

impl core::error::Error for Refused {}

impl embedded_io::Error for Refused {
    fn kind(&self) -> ErrorKind {
        match self.0 {
            Status::HAL_TIMEOUT => ErrorKind::TimedOut,
            _ => ErrorKind::Other,
        }
    }
}
