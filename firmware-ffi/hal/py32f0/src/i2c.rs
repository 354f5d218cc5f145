//! I2C as the one that clocks, with seven bits of address.

use core::ptr::addr_of;

use embedded_hal::i2c::{ErrorKind, ErrorType, I2c as I2cTrait, NoAcknowledgeSource, Operation};
use hal_support::Slot;
use py32f0_sys as sys;

use crate::error::{Error, length, result};
use crate::{System, Timeout};

static SLOT: Slot<sys::I2C_HandleTypeDef> = Slot::new();

/// The bus and its owner. Dropping it de-initialises the bus.
#[derive(Debug)]
pub struct I2c {
    timeout: Timeout,
}

impl I2c {
    /// Claims and initialises the bus, at `hertz`.
    pub fn new(system: &System, hertz: u32, timeout: Timeout) -> Result<Self, Error> {
        // SAFETY: there the registers are.
        unsafe { Self::with_registers(system, sys::I2C_BASE as usize as *mut _, hertz, timeout) }
    }

    /// The same with registers somewhere else: another chip's, or a stand-in's.
    ///
    /// # Safety
    /// What is there behaves as the peripheral does, and is nobody else's while this lives.
    pub unsafe fn with_registers(
        _: &System,
        registers: *mut sys::I2C_TypeDef,
        hertz: u32,
        timeout: Timeout,
    ) -> Result<Self, Error> {
        SLOT.claim().take()?;
        let handle = SLOT.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before `HAL_I2C_Init` makes it one.
        let status = unsafe {
            SLOT.clear();
            (*handle).Instance = registers;
            (*handle).Init.ClockSpeed = hertz;
            (*handle).Init.DutyCycle = sys::I2C_DUTYCYCLE_2;
            (*handle).Init.GeneralCallMode = sys::I2C_GENERALCALL_DISABLE;
            (*handle).Init.NoStretchMode = sys::I2C_NOSTRETCH_DISABLE;
            sys::HAL_I2C_Init(handle)
        };
        let i2c = Self { timeout };
        i2c.result(status)?;
        Ok(i2c)
    }

    fn write_all(&mut self, address: u8, bytes: &[u8]) -> Result<(), Error> {
        let size = length(bytes)?;
        // SAFETY: the handle is initialised and ours; the function only reads the bytes and is done when it returns.
        self.result(unsafe {
            let bytes = bytes.as_ptr().cast_mut();
            sys::HAL_I2C_Master_Transmit(SLOT.handle(), shifted(address), bytes, size, self.timeout.raw())
        })
    }

    fn read_all(&mut self, address: u8, bytes: &mut [u8]) -> Result<(), Error> {
        let size = length(bytes)?;
        // SAFETY: the handle is initialised and ours; the function writes `size` bytes at most and is done when it returns.
        self.result(unsafe {
            sys::HAL_I2C_Master_Receive(SLOT.handle(), shifted(address), bytes.as_mut_ptr(), size, self.timeout.raw())
        })
    }

    /// Writes one or two bytes and reads, without a stop between them.
    fn write_then_read(&mut self, address: u8, register: &[u8], bytes: &mut [u8]) -> Result<(), Error> {
        let (place, width) = match *register {
            [low] => (u16::from(low), sys::I2C_MEMADD_SIZE_8BIT),
            [high, low] => (u16::from_be_bytes([high, low]), sys::I2C_MEMADD_SIZE_16BIT),
            _ => return Err(Error::Unsupported),
        };
        let size = length(bytes)?;
        // SAFETY: the handle is initialised and ours; the function writes `size` bytes at most and is done when it returns.
        self.result(unsafe {
            let (bytes, timeout) = (bytes.as_mut_ptr(), self.timeout.raw());
            sys::HAL_I2C_Mem_Read(SLOT.handle(), shifted(address), place, width as u16, bytes, size, timeout)
        })
    }

    fn result(&self, status: sys::HAL_StatusTypeDef::Type) -> Result<(), Error> {
        // SAFETY: reads one word of the handle, which an interrupt may write.
        let result = result(status, || unsafe { addr_of!((*SLOT.handle()).ErrorCode).read_volatile() });
        match result {
            // This driver says `HAL_ERROR` where others say `HAL_TIMEOUT`, and which it was in the code.
            Err(Error::Failed { code: sys::HAL_I2C_ERROR_TIMEOUT }) => Err(Error::Timeout),
            other => other,
        }
    }
}

/// The vendor's functions take the address where it stands in the byte on the bus.
fn shifted(address: u8) -> u16 {
    u16::from(address) << 1
}

impl Drop for I2c {
    fn drop(&mut self) {
        // SAFETY: the handle is ours, and nothing is going on: every function here waits for its end.
        unsafe { sys::HAL_I2C_DeInit(SLOT.handle()) };
        SLOT.claim().release();
    }
}

impl embedded_hal::i2c::Error for Error {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Failed { code } if code & sys::HAL_I2C_ERROR_AF != 0 => {
                ErrorKind::NoAcknowledge(NoAcknowledgeSource::Unknown)
            }
            Self::Failed { code } if code & sys::HAL_I2C_ERROR_BERR != 0 => ErrorKind::Bus,
            Self::Failed { code } if code & sys::HAL_I2C_ERROR_ARLO != 0 => ErrorKind::ArbitrationLoss,
            Self::Failed { code } if code & sys::HAL_I2C_ERROR_OVR != 0 => ErrorKind::Overrun,
            _ => ErrorKind::Other,
        }
    }
}

impl ErrorType for I2c {
    type Error = Error;
}

impl I2cTrait for I2c {
    /// One operation, or a write of one or two bytes and a read: what the vendor's functions can do without a stop.
    fn transaction(&mut self, address: u8, operations: &mut [Operation<'_>]) -> Result<(), Error> {
        match operations {
            [] => Ok(()),
            [Operation::Write(bytes)] => self.write_all(address, bytes),
            [Operation::Read(bytes)] => self.read_all(address, bytes),
            [Operation::Write(register), Operation::Read(bytes)] => self.write_then_read(address, register, bytes),
            _ => Err(Error::Unsupported),
        }
    }
}
