//! One owner for a peripheral.

use core::cell::Cell;

use critical_section::Mutex;

/// The peripheral has an owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlreadyClaimed;

/// Whether a peripheral has an owner.
#[derive(Debug)]
pub struct Claim(Mutex<Cell<bool>>);

impl Claim {
    /// Nobody's.
    pub const fn new() -> Self {
        Self(Mutex::new(Cell::new(false)))
    }

    /// Makes the caller the owner, unless there is one.
    pub fn take(&self) -> Result<(), AlreadyClaimed> {
        let taken = critical_section::with(|token| self.0.borrow(token).replace(true));
        if taken { Err(AlreadyClaimed) } else { Ok(()) }
    }

    /// Ends the ownership.
    pub fn release(&self) {
        critical_section::with(|token| self.0.borrow(token).set(false));
    }
}

impl Default for Claim {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_owner_at_a_time() {
        let claim = Claim::new();
        assert_eq!(claim.take(), Ok(()));
        assert_eq!(claim.take(), Err(AlreadyClaimed));
        claim.release();
        assert_eq!(claim.take(), Ok(()));
    }
}
