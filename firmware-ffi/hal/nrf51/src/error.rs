//! Answers of the vendor's functions as errors.

use core::ffi::c_int;

use hal_support::AlreadyClaimed;

/// Why something was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A negative answer, as it came. The header of the bus names some.
    Code(c_int),
    /// The transfer ended after so many bytes.
    Short(usize),
    /// The peripheral has an owner.
    AlreadyClaimed,
    /// More bytes than the vendor's functions can count.
    TooLong(usize),
    /// Something that the vendor's functions have no way to do.
    Unsupported,
}

/// An answer that is the number of bytes that were moved, or negative.
pub(crate) fn moved(answer: c_int, wanted: usize) -> Result<(), Error> {
    match usize::try_from(answer) {
        Ok(bytes) if bytes == wanted => Ok(()),
        Ok(bytes) => Err(Error::Short(bytes)),
        Err(_) => Err(Error::Code(answer)),
    }
}

/// The length of a slice as the vendor counts it.
pub(crate) fn length(bytes: &[u8]) -> Result<c_int, Error> {
    c_int::try_from(bytes.len()).map_err(|_| Error::TooLong(bytes.len()))
}

impl From<AlreadyClaimed> for Error {
    fn from(AlreadyClaimed: AlreadyClaimed) -> Self {
        Self::AlreadyClaimed
    }
}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Code(code) => write!(f, "the HAL answers {code}"),
            Self::Short(bytes) => write!(f, "only {bytes} bytes were moved"),
            Self::AlreadyClaimed => f.write_str("the peripheral has an owner"),
            Self::TooLong(bytes) => write!(f, "{bytes} bytes are more than can be counted"),
            Self::Unsupported => f.write_str("not supported"),
        }
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_a_count_or_a_code() {
        assert_eq!(moved(3, 3), Ok(()));
        assert_eq!(moved(2, 3), Err(Error::Short(2)));
        assert_eq!(moved(-1, 3), Err(Error::Code(-1)));
    }
}
