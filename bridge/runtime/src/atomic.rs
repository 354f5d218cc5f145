//! Two steps on an atomic, also for the smallest cores, which can load and store but not both at once.

use core::sync::atomic::AtomicU8;
use core::sync::atomic::Ordering::Relaxed;

#[cfg(not(target_has_atomic = "64"))]
pub(crate) type Counter = core::sync::atomic::AtomicU32;
#[cfg(target_has_atomic = "64")]
pub(crate) type Counter = core::sync::atomic::AtomicU64;

/// Stores a byte where there is 0; else what is there.
#[cfg(target_has_atomic = "8")]
pub(crate) fn store_if_zero(place: &AtomicU8, value: u8) -> Result<(), u8> {
    place.compare_exchange(0, value, Relaxed, Relaxed).map(|_| ())
}

/// The same with an interrupt possible in between, which would have chosen the same: such cores have no environment.
#[cfg(not(target_has_atomic = "8"))]
pub(crate) fn store_if_zero(place: &AtomicU8, value: u8) -> Result<(), u8> {
    match place.load(Relaxed) {
        0 => {
            place.store(value, Relaxed);
            Ok(())
        }
        other => Err(other),
    }
}

/// Counts one; how many there were before.
#[cfg(target_has_atomic = "8")]
pub(crate) fn count(counter: &Counter) -> u64 {
    #[allow(clippy::useless_conversion, reason = "the counter has 32 bits on small machines")]
    u64::from(counter.fetch_add(1, Relaxed))
}

/// The same; one is lost if an interrupt counts in between.
#[cfg(not(target_has_atomic = "8"))]
pub(crate) fn count(counter: &Counter) -> u64 {
    let before = counter.load(Relaxed);
    counter.store(before.wrapping_add(1), Relaxed);
    u64::from(before)
}
