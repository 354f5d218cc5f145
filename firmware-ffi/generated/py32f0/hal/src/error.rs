// Written by `migrate hal generate`; do not edit.

//! Answers of the vendor's functions as errors.

use hal_support::{AlreadyClaimed, Refused};
use py32f0_generated_sys as sys;

/// Why something was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The HAL reports an error; the code of its handle, if it has one, says which by flags of its own.
    Failed {
        /// The error code of the handle, 0 without one.
        code: u32,
    },
    /// Something else is going on.
    Busy,
    /// It took longer than the caller allows.
    Timeout,
    /// A status that means none of these, as it came.
    Code(i64),
    /// The HAL was not asked.
    Refused(Refused),
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<AlreadyClaimed> for Error {
    fn from(claimed: AlreadyClaimed) -> Self {
        Self::Refused(claimed.into())
    }
}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Failed { code } => write!(f, "the HAL reports {code:#x}"),
            Self::Busy => f.write_str("busy"),
            Self::Timeout => f.write_str("timed out"),
            Self::Code(code) => write!(f, "the HAL answers {code}"),
            Self::Refused(refused) => refused.fmt(f),
        }
    }
}

impl core::error::Error for Error {}

impl embedded_io::Error for Error {
    fn kind(&self) -> embedded_io::ErrorKind {
        match self {
            Self::Timeout => embedded_io::ErrorKind::TimedOut,
            Self::Refused(Refused::AlreadyClaimed) => embedded_io::ErrorKind::AddrInUse,
            Self::Refused(Refused::Unsupported) => embedded_io::ErrorKind::Unsupported,
            Self::Refused(_) => embedded_io::ErrorKind::InvalidInput,
            _ => embedded_io::ErrorKind::Other,
        }
    }
}

impl embedded_hal::i2c::Error for Error {
    #[allow(clippy::unnecessary_cast)]
    fn kind(&self) -> embedded_hal::i2c::ErrorKind {
        match self {
            Self::Failed { code } if *code as i64 & sys::HAL_I2C_ERROR_AF as i64 != 0 => embedded_hal::i2c::ErrorKind::NoAcknowledge(embedded_hal::i2c::NoAcknowledgeSource::Unknown),
            Self::Failed { code } if *code as i64 & sys::HAL_I2C_ERROR_ARLO as i64 != 0 => embedded_hal::i2c::ErrorKind::ArbitrationLoss,
            Self::Failed { code } if *code as i64 & sys::HAL_I2C_ERROR_BERR as i64 != 0 => embedded_hal::i2c::ErrorKind::Bus,
            Self::Failed { code } if *code as i64 & sys::HAL_I2C_ERROR_OVR as i64 != 0 => embedded_hal::i2c::ErrorKind::Overrun,
            _ => embedded_hal::i2c::ErrorKind::Other,
        }
    }
}

impl embedded_hal::spi::Error for Error {
    #[allow(clippy::unnecessary_cast)]
    fn kind(&self) -> embedded_hal::spi::ErrorKind {
        match self {
            Self::Failed { code } if *code as i64 & sys::HAL_SPI_ERROR_FRE as i64 != 0 => embedded_hal::spi::ErrorKind::FrameFormat,
            Self::Failed { code } if *code as i64 & sys::HAL_SPI_ERROR_MODF as i64 != 0 => embedded_hal::spi::ErrorKind::ModeFault,
            Self::Failed { code } if *code as i64 & sys::HAL_SPI_ERROR_OVR as i64 != 0 => embedded_hal::spi::ErrorKind::Overrun,
            _ => embedded_hal::spi::ErrorKind::Other,
        }
    }
}

/// `HAL_StatusTypeDef`, with the code of the handle for the case that it is an error.
#[allow(dead_code, clippy::unnecessary_cast)]
pub(crate) fn of_hal_status_type_def(status: sys::HAL_StatusTypeDef, code: impl FnOnce() -> u32) -> Result<(), Error> {
    match status {
        sys::HAL_OK => Ok(()),
        sys::HAL_ERROR => Err(Error::Failed { code: code() }),
        sys::HAL_BUSY => Err(Error::Busy),
        sys::HAL_TIMEOUT => Err(Error::Timeout),
        other => Err(Error::Code(other as i64)),
    }
}
