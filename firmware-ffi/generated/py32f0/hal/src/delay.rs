// Written by `migrate hal generate`; do not edit.

//! Waiting.

#![allow(clippy::unnecessary_cast)]

use embedded_hal::delay::DelayNs;
use py32f0_generated_sys as sys;

use core::marker::PhantomData;

use crate::System;

/// Waits by `HAL_Delay`, in whole milliseconds.
#[derive(Debug)]
pub struct Delay<'a>(PhantomData<&'a System>);

impl<'a> Delay<'a> {
    /// With the proof that the HAL runs.
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
        // SAFETY: no pointer, and nothing that others rely on changes.
        let _ = unsafe { sys::HAL_Delay(ms as u32) };
    }
}
