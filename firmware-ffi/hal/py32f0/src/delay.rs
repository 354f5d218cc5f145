//! Waiting.

use core::marker::PhantomData;

use embedded_hal::delay::DelayNs;
use py32f0_sys as sys;

use crate::System;

/// Waits by the tick, so never for less than a millisecond.
#[derive(Clone, Copy, Debug)]
pub struct Delay<'a>(PhantomData<&'a System>);

impl<'a> Delay<'a> {
    /// The tick must run, hence the proof.
    pub fn new(_: &'a System) -> Self {
        Self(PhantomData)
    }
}

impl DelayNs for Delay<'_> {
    fn delay_ns(&mut self, ns: u32) {
        self.delay_ms(ns.div_ceil(1_000_000));
    }

    fn delay_us(&mut self, us: u32) {
        self.delay_ms(us.div_ceil(1_000));
    }

    fn delay_ms(&mut self, ms: u32) {
        // SAFETY: waits for the tick, which runs while there is a `System`.
        unsafe { sys::HAL_Delay(ms) };
    }
}
