//! I2C as the one that clocks, with seven bits of address.

use embedded_hal::i2c::{ErrorKind, ErrorType, I2c as I2cTrait, NoAcknowledgeSource, Operation};
use hal_support::Slot;
use nrf51_sys as sys;

use crate::error::{Error, length, moved};

static SLOT: Slot<sys::i2c_t> = Slot::new();

/// Answers of the vendor's functions, which its header has in an enum without a name.
const NO_SLAVE: i32 = -1;
const BUS_BUSY: i32 = -2;

/// The bus on the board's pins, and its owner.
#[derive(Debug)]
pub struct I2c(());

impl I2c {
    /// Claims and initialises the bus, at `hertz`: of 100, 250 and 400 kHz the next one that is not faster.
    pub fn new(hertz: u32) -> Result<Self, Error> {
        let hertz = i32::try_from(hertz).map_err(|_| Error::Unsupported)?;
        SLOT.claim().take()?;
        // SAFETY: the claim is ours, so nobody else uses the object; the functions make and use just that.
        unsafe {
            SLOT.clear();
            sys::i2c_init(SLOT.handle(), sys::PinName::I2C_SDA0, sys::PinName::I2C_SCL0);
            sys::i2c_frequency(SLOT.handle(), hertz);
        }
        Ok(Self(()))
    }

    fn write_all(&mut self, address: u8, bytes: &[u8], stop: bool) -> Result<(), Error> {
        let size = length(bytes)?;
        let (address, bytes, wanted) = (shifted(address), bytes.as_ptr().cast(), bytes.len());
        // SAFETY: the object is ours; the function only reads the bytes and is done when it returns.
        moved(unsafe { sys::i2c_write(SLOT.handle(), address, bytes, size, stop.into()) }, wanted)
    }

    fn read_all(&mut self, address: u8, bytes: &mut [u8]) -> Result<(), Error> {
        if bytes.is_empty() {
            // The vendor's function would read a byte all the same.
            return Err(Error::Unsupported);
        }
        let size = length(bytes)?;
        let wanted = bytes.len();
        // SAFETY: the object is ours; the function writes `size` bytes at most and is done when it returns.
        moved(unsafe { sys::i2c_read(SLOT.handle(), shifted(address), bytes.as_mut_ptr().cast(), size, 1) }, wanted)
    }
}

/// The vendor's functions take the address where it stands in the byte on the bus.
fn shifted(address: u8) -> i32 {
    i32::from(address) << 1
}

impl Drop for I2c {
    fn drop(&mut self) {
        // The vendor has no way to end it, and takes the same pins again for the same bus.
        SLOT.claim().release();
    }
}

impl embedded_hal::i2c::Error for Error {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Code(NO_SLAVE) => ErrorKind::NoAcknowledge(NoAcknowledgeSource::Unknown),
            Self::Code(BUS_BUSY) => ErrorKind::Bus,
            _ => ErrorKind::Other,
        }
    }
}

impl ErrorType for I2c {
    type Error = Error;
}

impl I2cTrait for I2c {
    /// One operation, or a write and a read without a stop between them.
    fn transaction(&mut self, address: u8, operations: &mut [Operation<'_>]) -> Result<(), Error> {
        match operations {
            [] => Ok(()),
            [Operation::Write(bytes)] => self.write_all(address, bytes, true),
            [Operation::Read(bytes)] => self.read_all(address, bytes),
            [Operation::Write(register), Operation::Read(bytes)] => {
                self.write_all(address, register, false)?;
                self.read_all(address, bytes)
            }
            _ => Err(Error::Unsupported),
        }
    }
}
