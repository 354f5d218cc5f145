//! The serial port. The vendor's functions wait for it without a limit, so these do as well.

mod borrowed;

use core::convert::Infallible;

pub use borrowed::Borrowed;
use embedded_io::{ErrorType, Read, ReadReady, Write};
use hal_support::{Callback, Slot};
use nrf51_sys as sys;

use crate::Error;

static SLOT: Slot<sys::serial_t> = Slot::new();
static READABLE: Callback = Callback::new();

/// What the vendor's handler is told to call back with; it calls nothing for 0.
const ID: u32 = 1;

/// The port and its owner.
#[derive(Debug)]
pub struct Serial(());

impl Serial {
    /// Claims and initialises the port on the board's USB pins, with `baud` bits a second.
    pub fn new(baud: u32) -> Result<Self, Error> {
        let baud = i32::try_from(baud).map_err(|_| Error::Unsupported)?;
        SLOT.claim().take()?;
        // SAFETY: the claim is ours, so nobody else uses the object; the functions make and use just that.
        unsafe {
            SLOT.clear();
            sys::serial_init(SLOT.handle(), sys::PinName::USBTX, sys::PinName::USBRX);
            sys::serial_baud(SLOT.handle(), baud);
        }
        Ok(Self(()))
    }

    /// Calls a function, in the interrupt, when there is something to read: it must read it, or it is called for ever.
    /// Somebody must hand the port's interrupt to [`on_interrupt`].
    pub fn on_readable(&mut self, function: Option<fn()>) {
        READABLE.set(function);
        // SAFETY: the object is ours, and the function that is handed over lives as long as the program.
        unsafe {
            sys::serial_irq_handler(SLOT.handle(), Some(readable), ID);
            sys::serial_irq_set(SLOT.handle(), sys::SerialIrq::RxIrq, function.is_some().into());
        }
    }

    fn is_readable(&self) -> bool {
        // SAFETY: reads a register.
        unsafe { sys::serial_readable(SLOT.handle()) != 0 }
    }

    fn get(&mut self) -> u8 {
        // SAFETY: the object is ours. The answer is a byte.
        unsafe { sys::serial_getc(SLOT.handle()) as u8 }
    }
}

impl Drop for Serial {
    fn drop(&mut self) {
        self.on_readable(None);
        // SAFETY: the object is ours, and no interrupt uses it any more.
        unsafe { sys::serial_free(SLOT.handle()) };
        SLOT.claim().release();
    }
}

/// Called by the vendor's interrupt handler.
unsafe extern "C" fn readable(_: u32, what: sys::SerialIrq::Type) {
    if what == sys::SerialIrq::RxIrq {
        READABLE.call();
    }
}

/// To be called by the handler of the port's interrupt.
pub fn on_interrupt() {
    unsafe extern "C" {
        /// The vendor's handler, which no header declares.
        fn UART0_IRQHandler();
    }
    // SAFETY: the handler looks at registers, and calls back for a port that has been initialised.
    unsafe { UART0_IRQHandler() };
}

impl ErrorType for Serial {
    type Error = Infallible;
}

impl Write for Serial {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Infallible> {
        for byte in bytes {
            // SAFETY: the object is ours.
            unsafe { sys::serial_putc(SLOT.handle(), i32::from(*byte)) };
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        // SAFETY: reads a register, which says that the last byte is on its way.
        while unsafe { sys::serial_writable(SLOT.handle()) == 0 } {}
        Ok(())
    }
}

impl Read for Serial {
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize, Infallible> {
        let Some(first) = bytes.first_mut() else { return Ok(0) };
        *first = self.get();
        Ok(1)
    }
}

impl ReadReady for Serial {
    fn read_ready(&mut self) -> Result<bool, Infallible> {
        Ok(self.is_readable())
    }
}
