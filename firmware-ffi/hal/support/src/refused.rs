//! What is refused before a vendor's function is asked.

use core::fmt;

use crate::AlreadyClaimed;

/// Why a vendor's function was not called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// The peripheral has an owner.
    AlreadyClaimed,
    /// No bytes: vendors' functions may use one all the same.
    Empty,
    /// More than the vendor's function can count.
    TooLong(usize),
    /// Two pieces of memory of one length have two.
    LengthsDiffer,
    /// The length would count larger units than those of the memory, as the handle is set.
    WideUnits,
    /// Memory is lent to the vendor's code already, or waits to be taken back.
    Lent,
    /// Something that the vendor's functions have no way to do.
    Unsupported,
}

impl From<AlreadyClaimed> for Refused {
    fn from(AlreadyClaimed: AlreadyClaimed) -> Self {
        Self::AlreadyClaimed
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyClaimed => f.write_str("the peripheral has an owner"),
            Self::Empty => f.write_str("no bytes"),
            Self::TooLong(length) => write!(f, "{length} are more than can be counted"),
            Self::LengthsDiffer => f.write_str("the lengths differ"),
            Self::WideUnits => f.write_str("the peripheral is set to larger units"),
            Self::Lent => f.write_str("memory is lent already"),
            Self::Unsupported => f.write_str("not supported"),
        }
    }
}

impl core::error::Error for Refused {}

/// A length as a vendor's function counts it: at least one.
pub fn count<N: TryFrom<usize>>(length: usize) -> Result<N, Refused> {
    if length == 0 {
        return Err(Refused::Empty);
    }
    N::try_from(length).map_err(|_| Refused::TooLong(length))
}

/// Two lengths that a vendor's function takes for one.
pub fn same(one: usize, other: usize) -> Result<(), Refused> {
    if one == other { Ok(()) } else { Err(Refused::LengthsDiffer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted() {
        assert_eq!(count::<u16>(3), Ok(3));
        assert_eq!(count::<u16>(0), Err(Refused::Empty));
        assert_eq!(count::<u8>(256), Err(Refused::TooLong(256)));
        assert_eq!(count::<i32>(7), Ok(7));
        assert_eq!(same(1, 2), Err(Refused::LengthsDiffer));
    }
}
