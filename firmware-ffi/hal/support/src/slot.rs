//! A place for a handle of the vendor's, which never moves.

use core::cell::UnsafeCell;
use core::mem::MaybeUninit;

use crate::Claim;

/// A static place for a handle, all zero at first, and who owns it. Rust has but a pointer to it: no reference is made, so
/// the vendor's code may read and write it from the main program and from interrupts, as it was written to.
#[derive(Debug)]
pub struct Slot<H> {
    claim: Claim,
    handle: UnsafeCell<MaybeUninit<H>>,
}

// SAFETY: only a pointer gets out, and using that is unsafe.
unsafe impl<H> Sync for Slot<H> {}

impl<H> Slot<H> {
    /// An empty slot.
    pub const fn new() -> Self {
        Self { claim: Claim::new(), handle: UnsafeCell::new(MaybeUninit::zeroed()) }
    }

    /// Who owns the handle.
    pub const fn claim(&self) -> &Claim {
        &self.claim
    }

    /// Where the handle is.
    pub const fn handle(&self) -> *mut H {
        self.handle.get().cast()
    }

    /// Makes every byte of the handle zero, as the vendor wants one to be that has not been initialised.
    ///
    /// # Safety
    /// Nobody uses the handle: the caller owns the claim, and no interrupt works for it.
    pub unsafe fn clear(&self) {
        // SAFETY: the place is as large as the handle, and nobody else uses it.
        unsafe { self.handle().write_bytes(0, 1) };
    }
}

impl<H> Default for Slot<H> {
    fn default() -> Self {
        Self::new()
    }
}
