//! Statuses of the vendor's functions as errors.

use hal_support::AlreadyClaimed;
use py32f0_sys::{HAL_StatusTypeDef as Status, HAL_StatusTypeDef::Type};

/// Why something was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The peripheral reports an error; the code of its handle says which, by the peripheral's own flags.
    Failed {
        /// `ErrorCode` of the handle.
        code: u32,
    },
    /// Something else is going on: a transfer by interrupt, or a bus that somebody holds.
    Busy,
    /// It took longer than the caller allows.
    Timeout,
    /// A status that the vendor's header does not name.
    Unknown(u32),
    /// The peripheral has an owner.
    AlreadyClaimed,
    /// More bytes than the vendor's functions can count.
    TooLong(usize),
    /// Something that the vendor's functions have no way to do.
    Unsupported,
}

/// A status, and the code of the handle for the case that it is an error.
pub(crate) fn result(status: Type, code: impl FnOnce() -> u32) -> Result<(), Error> {
    match status {
        Status::HAL_OK => Ok(()),
        Status::HAL_ERROR => Err(Error::Failed { code: code() }),
        Status::HAL_BUSY => Err(Error::Busy),
        Status::HAL_TIMEOUT => Err(Error::Timeout),
        other => Err(Error::Unknown(u32::from(other))),
    }
}

/// The length of a slice as the vendor counts it.
pub(crate) fn length(bytes: &[u8]) -> Result<u16, Error> {
    u16::try_from(bytes.len()).map_err(|_| Error::TooLong(bytes.len()))
}

impl From<AlreadyClaimed> for Error {
    fn from(AlreadyClaimed: AlreadyClaimed) -> Self {
        Self::AlreadyClaimed
    }
}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Failed { code } => write!(f, "the peripheral reports {code:#x}"),
            Self::Busy => f.write_str("busy"),
            Self::Timeout => f.write_str("timed out"),
            Self::Unknown(status) => write!(f, "unknown status {status}"),
            Self::AlreadyClaimed => f.write_str("the peripheral has an owner"),
            Self::TooLong(bytes) => write!(f, "{bytes} bytes are more than can be counted"),
            Self::Unsupported => f.write_str("not supported"),
        }
    }
}

impl core::error::Error for Error {}
