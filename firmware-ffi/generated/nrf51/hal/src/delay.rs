// Written by `migrate hal generate`; do not edit.

//! Waiting.

#![allow(clippy::unnecessary_cast)]

use embedded_hal::delay::DelayNs;
use nrf51_generated_sys as sys;


/// Waits by `nrf_delay_us`, in whole microseconds.
#[derive(Debug)]
pub struct Delay(());

impl Delay {
    /// Needs nothing.
    pub fn new() -> Self {
        Self(())
    }
}

impl Default for Delay {
    fn default() -> Self {
        Self::new()
    }
}

impl DelayNs for Delay {
    fn delay_ns(&mut self, ns: u32) {
        self.delay_us(ns.div_ceil(1_000));
    }

    fn delay_us(&mut self, us: u32) {
        // SAFETY: no pointer, and nothing that others rely on changes.
        let _ = unsafe { sys::nrf_delay_us(us as u32) };
    }
}
