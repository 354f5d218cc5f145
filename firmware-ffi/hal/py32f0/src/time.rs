//! How long the vendor's functions may wait.

/// Milliseconds, or forever. They are counted by the tick, which must run for any of them to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout(u32);

impl Timeout {
    /// No limit.
    pub const FOREVER: Self = Self(u32::MAX);

    /// A limit; the largest number is one less than forever.
    pub const fn millis(millis: u32) -> Self {
        Self(if millis == u32::MAX { u32::MAX - 1 } else { millis })
    }

    /// As the vendor's functions take it.
    pub(crate) const fn raw(self) -> u32 {
        self.0
    }
}
