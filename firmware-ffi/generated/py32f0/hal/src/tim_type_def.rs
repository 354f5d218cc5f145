// Written by `migrate hal generate`; do not edit.

//! `TIM_TypeDef`: what owns registers of this type, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use core::cell::Cell;

use hal_support::{Refused, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};
use crate::peripherals::Tim as Peripheral;

/// Owns a peripheral.
#[derive(Debug)]
pub struct Tim {
    peripheral: Peripheral,
    pins: Cell<u32>,
}

impl Tim {
    /// Claims the peripheral.
    pub fn claim(peripheral: Peripheral) -> Result<Self, Error> {
        peripheral.claim().take()?;
        Ok(Self { peripheral, pins: Cell::new(0) })
    }

    /// `TIM_Base_SetConfig`.
    ///
    /// Safe: A peripheral that is claimed once, and nothing else to promise.
    pub fn base_set_config(&mut self, structure: &mut sys::TIM_Base_InitTypeDef) {
        let handle = self.handle();
        // SAFETY: a peripheral that is claimed once, and nothing else to promise.
        unsafe { sys::TIM_Base_SetConfig(handle, structure) };
    }

    /// `TIM_CCxChannelCmd`.
    ///
    /// Safe: A peripheral that is claimed once, and nothing else to promise.
    pub fn c_cx_channel_cmd(&mut self, channel: u32, channel_state: u32) {
        let handle = self.handle();
        // SAFETY: a peripheral that is claimed once, and nothing else to promise.
        unsafe { sys::TIM_CCxChannelCmd(handle, channel, channel_state) };
    }

    /// `TIM_ETR_SetConfig`.
    ///
    /// Safe: A peripheral that is claimed once, and nothing else to promise.
    pub fn etr_set_config(&mut self, tim_ext_trg_prescaler: u32, tim_ext_trg_polarity: u32, ext_trg_filter: u32) {
        let handle = self.handle();
        // SAFETY: a peripheral that is claimed once, and nothing else to promise.
        unsafe { sys::TIM_ETR_SetConfig(handle, tim_ext_trg_prescaler, tim_ext_trg_polarity, ext_trg_filter) };
    }

    /// `TIM_OC2_SetConfig`.
    ///
    /// Safe: A peripheral that is claimed once, and nothing else to promise.
    pub fn oc2_set_config(&mut self, oc_config: &mut sys::TIM_OC_InitTypeDef) {
        let handle = self.handle();
        // SAFETY: a peripheral that is claimed once, and nothing else to promise.
        unsafe { sys::TIM_OC2_SetConfig(handle, oc_config) };
    }

    /// `TIM_TI1_SetConfig`.
    ///
    /// Safe: A peripheral that is claimed once, and nothing else to promise.
    pub fn ti1_set_config(&mut self, tim_ic_polarity: u32, tim_ic_selection: u32, tim_ic_filter: u32) {
        let handle = self.handle();
        // SAFETY: a peripheral that is claimed once, and nothing else to promise.
        unsafe { sys::TIM_TI1_SetConfig(handle, tim_ic_polarity, tim_ic_selection, tim_ic_filter) };
    }

    fn handle(&self) -> *mut sys::TIM_TypeDef {
        self.peripheral.registers()
    }

    fn code(&self) -> u32 {
        0
    }

    fn outcome(&self, outcome: Result<(), Error>) -> Result<(), Error> {
        outcome
    }
}

impl Drop for Tim {
    fn drop(&mut self) {
        self.peripheral.claim().release();
    }
}
