//! SPI as the one that clocks, eight bits at a time.

use core::ptr::addr_of;

use embedded_hal::spi::{ErrorKind, ErrorType, Mode, Phase, Polarity, SpiBus};
use hal_support::Slot;
use py32f0_sys as sys;

use crate::error::{Error, length, result};
use crate::{System, Timeout};

/// The buses of the chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bus {
    /// SPI1.
    Spi1,
    /// SPI2.
    Spi2,
}

static BUSES: [Slot<sys::SPI_HandleTypeDef>; 2] = [Slot::new(), Slot::new()];

impl Bus {
    fn registers(self) -> *mut sys::SPI_TypeDef {
        match self {
            Self::Spi1 => sys::SPI1_BASE as usize as *mut _,
            Self::Spi2 => sys::SPI2_BASE as usize as *mut _,
        }
    }

    fn slot(self) -> &'static Slot<sys::SPI_HandleTypeDef> {
        match self {
            Self::Spi1 => &BUSES[0],
            Self::Spi2 => &BUSES[1],
        }
    }
}

/// A bus and its owner. Dropping it de-initialises the bus.
#[derive(Debug)]
pub struct Spi {
    bus: Bus,
    timeout: Timeout,
}

impl Spi {
    /// Claims and initialises a bus, at an eighth of the peripheral's clock.
    pub fn new(_: &System, bus: Bus, mode: Mode, timeout: Timeout) -> Result<Self, Error> {
        let slot = bus.slot();
        slot.claim().take()?;
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before `HAL_SPI_Init` makes it one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = bus.registers();
            (*handle).Init.Mode = sys::SPI_MODE_MASTER;
            (*handle).Init.Direction = sys::SPI_DIRECTION_2LINES;
            (*handle).Init.DataSize = sys::SPI_DATASIZE_8BIT;
            (*handle).Init.CLKPolarity = match mode.polarity {
                Polarity::IdleLow => sys::SPI_POLARITY_LOW,
                Polarity::IdleHigh => sys::SPI_POLARITY_HIGH,
            };
            (*handle).Init.CLKPhase = match mode.phase {
                Phase::CaptureOnFirstTransition => sys::SPI_PHASE_1EDGE,
                Phase::CaptureOnSecondTransition => sys::SPI_PHASE_2EDGE,
            };
            (*handle).Init.NSS = sys::SPI_NSS_SOFT;
            (*handle).Init.BaudRatePrescaler = sys::SPI_BAUDRATEPRESCALER_8;
            (*handle).Init.FirstBit = sys::SPI_FIRSTBIT_MSB;
            sys::HAL_SPI_Init(handle)
        };
        let spi = Self { bus, timeout };
        spi.result(status)?;
        Ok(spi)
    }

    /// Sends bytes and throws away what comes back.
    pub fn transmit(&mut self, bytes: &[u8], timeout: Timeout) -> Result<(), Error> {
        let size = length(bytes)?;
        if size == 0 {
            return Ok(());
        }
        // SAFETY: the handle is initialised and ours; the function only reads the bytes and is done when it returns.
        self.result(unsafe { sys::HAL_SPI_Transmit(self.handle(), bytes.as_ptr().cast_mut(), size, timeout.raw()) })
    }

    /// Fills the slice. What is sent meanwhile is what was in it.
    pub fn receive(&mut self, bytes: &mut [u8], timeout: Timeout) -> Result<(), Error> {
        let size = length(bytes)?;
        if size == 0 {
            return Ok(());
        }
        // SAFETY: the handle is initialised and ours; the function writes `size` bytes at most and is done when it returns.
        self.result(unsafe { sys::HAL_SPI_Receive(self.handle(), bytes.as_mut_ptr(), size, timeout.raw()) })
    }

    /// Sends as many bytes as it receives.
    fn exchange(&mut self, send: *const u8, receive: *mut u8, size: u16) -> Result<(), Error> {
        if size == 0 {
            return Ok(());
        }
        let timeout = self.timeout.raw();
        // SAFETY: the handle is initialised and ours; callers give `size` bytes to read and to write. Each is read before
        // the one in its place is written, so both may be the same.
        self.result(unsafe { sys::HAL_SPI_TransmitReceive(self.handle(), send.cast_mut(), receive, size, timeout) })
    }

    fn handle(&self) -> *mut sys::SPI_HandleTypeDef {
        self.bus.slot().handle()
    }

    fn result(&self, status: sys::HAL_StatusTypeDef::Type) -> Result<(), Error> {
        // SAFETY: reads one word of the handle, which an interrupt may write.
        result(status, || unsafe { addr_of!((*self.handle()).ErrorCode).read_volatile() })
    }
}

impl Drop for Spi {
    fn drop(&mut self) {
        // SAFETY: the handle is ours, and nothing is going on: every function here waits for its end.
        unsafe { sys::HAL_SPI_DeInit(self.handle()) };
        self.bus.slot().claim().release();
    }
}

impl embedded_hal::spi::Error for Error {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Failed { code } if code & sys::HAL_SPI_ERROR_OVR != 0 => ErrorKind::Overrun,
            Self::Failed { code } if code & sys::HAL_SPI_ERROR_MODF != 0 => ErrorKind::ModeFault,
            Self::Failed { code } if code & sys::HAL_SPI_ERROR_FRE != 0 => ErrorKind::FrameFormat,
            _ => ErrorKind::Other,
        }
    }
}

impl ErrorType for Spi {
    type Error = Error;
}

impl SpiBus for Spi {
    fn read(&mut self, words: &mut [u8]) -> Result<(), Error> {
        self.receive(words, self.timeout)
    }

    fn write(&mut self, words: &[u8]) -> Result<(), Error> {
        self.transmit(words, self.timeout)
    }

    fn transfer(&mut self, read: &mut [u8], write: &[u8]) -> Result<(), Error> {
        let (read_size, write_size) = (length(read)?, length(write)?);
        let both = read_size.min(write_size);
        self.exchange(write.as_ptr(), read.as_mut_ptr(), both)?;
        match (read.get_mut(usize::from(both)..), write.get(usize::from(both)..)) {
            (Some(rest), _) if !rest.is_empty() => self.receive(rest, self.timeout),
            (_, Some(rest)) if !rest.is_empty() => self.transmit(rest, self.timeout),
            _ => Ok(()),
        }
    }

    fn transfer_in_place(&mut self, words: &mut [u8]) -> Result<(), Error> {
        let size = length(words)?;
        let pointer = words.as_mut_ptr();
        self.exchange(pointer, pointer, size)
    }

    fn flush(&mut self) -> Result<(), Error> {
        // Every function here has waited for the last bit.
        Ok(())
    }
}
