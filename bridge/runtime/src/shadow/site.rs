//! A function that may be compared.

use core::ffi::{CStr, c_char};
use core::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::log;
use super::sampling::Sampling;
use crate::Module;

/// A function that may be compared: a static of generated C++, counted in here. Its layout is part of the interface.
#[repr(C)]
#[derive(Debug)]
pub struct Site {
    function: *const c_char,
    calls: AtomicU64,
    compared: AtomicU64,
    differed: AtomicU64,
    excused: AtomicU64,
    panicked: AtomicU64,
    nanoseconds: AtomicU64,
}

// SAFETY: the name is a literal, the rest are atomics.
unsafe impl Sync for Site {}

/// What a site has counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Calls in shadow mode.
    pub(crate) calls: u64,
    /// Those of them that were compared.
    pub(crate) compared: u64,
    /// Those of them that differ.
    pub(crate) differed: u64,
    /// Those that differ as a normaliser allows.
    pub(crate) excused: u64,
    /// Those in which Rust panicked.
    pub(crate) panicked: u64,
    /// Time in compared calls, both implementations and the comparison.
    pub(crate) time: Duration,
}

impl Site {
    /// The C++ name of the function.
    pub(crate) fn function(&self) -> &str {
        // SAFETY: it is a literal of generated code, which has names of C++.
        unsafe { CStr::from_ptr(self.function) }.to_str().unwrap_or("?")
    }

    /// Counts a call and says whether it is compared. `nested` calls are not.
    pub(super) fn takes(&'static self, module: &'static Module, sampling: &Sampling, nested: bool) -> bool {
        let number = self.count_call(module);
        !nested && sampling.takes(number) && sampling.affords(self.time())
    }

    /// Counts a call; its number, from 0.
    pub(super) fn count_call(&'static self, module: &'static Module) -> u64 {
        let number = self.calls.fetch_add(1, Ordering::Relaxed);
        if number == 0 {
            log::register(module, self);
        }
        number
    }

    fn time(&self) -> Duration {
        Duration::from_nanos(self.nanoseconds.load(Ordering::Relaxed))
    }

    pub(super) fn count_comparison(&self, took: Duration) {
        self.compared.fetch_add(1, Ordering::Relaxed);
        self.nanoseconds.fetch_add(u64::try_from(took.as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    pub(super) fn count_panic(&self) {
        self.panicked.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count_excused(&self) {
        self.excused.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a difference; its number, from 0, if it is kept.
    pub(super) fn count_difference(&self, kept: u64) -> Option<u64> {
        let number = self.differed.fetch_add(1, Ordering::Relaxed);
        (number < kept).then_some(number)
    }

    pub(crate) fn counts(&self) -> Counts {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counts {
            calls: read(&self.calls),
            compared: read(&self.compared),
            differed: read(&self.differed),
            excused: read(&self.excused),
            panicked: read(&self.panicked),
            time: self.time(),
        }
    }
}
