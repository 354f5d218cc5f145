// Written by `migrate hal generate`; do not edit.

//! `CRC_HandleTypeDef`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};
use crate::System;
use crate::peripherals::Crc as Peripheral;

static SLOTS: [Slot<sys::CRC_HandleTypeDef>; 1] = [const { Slot::new() }; 1];

fn index_of(handle: *mut sys::CRC_HandleTypeDef) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::CRC_HandleTypeDef;

/// Owns a handle and its peripheral. Dropping it takes the peripheral out of use.
#[derive(Debug)]
pub struct Crc {
    peripheral: Peripheral,
}

impl Crc {
    /// Claims the peripheral and brings it into use by `HAL_CRC_Init`.
    pub fn new(_: &System, peripheral: Peripheral) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            sys::HAL_CRC_Init(handle)
        };
        let owner = Self { peripheral };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// `HAL_CRC_Accumulate`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn accumulate(&mut self, p_buffer: &[u32]) -> Result<u32, Error> {
        let p_buffer_count = count(p_buffer.len())?;
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        Ok(unsafe { sys::HAL_CRC_Accumulate(handle, p_buffer.as_ptr().cast_mut(), p_buffer_count) })
    }

    /// `HAL_CRC_Calculate`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn calculate(&mut self, p_buffer: &[u32]) -> Result<u32, Error> {
        let p_buffer_count = count(p_buffer.len())?;
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        Ok(unsafe { sys::HAL_CRC_Calculate(handle, p_buffer.as_ptr().cast_mut(), p_buffer_count) })
    }

    /// `HAL_CRC_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_state(&self) -> sys::HAL_CRC_StateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_CRC_GetState(handle) }
    }

    fn handle(&self) -> *mut Handle {
        SLOTS[self.peripheral as usize].handle()
    }

    fn code(&self) -> u32 {
        0
    }

    fn outcome(&self, outcome: Result<(), Error>) -> Result<(), Error> {
        outcome
    }
}

impl Drop for Crc {
    fn drop(&mut self) {
        // SAFETY: the handle is ours. Memory that is lent stays so, for good.
        let _ = unsafe { sys::HAL_CRC_DeInit(self.handle()) };
        self.peripheral.claim().release();
    }
}

static MSP_DEINIT: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_CRC_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_CRC_MspDeInit(handle: *mut sys::CRC_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_DEINIT[index].call();
    }
}

static MSP_INIT: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_CRC_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_CRC_MspInit(handle: *mut sys::CRC_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_INIT[index].call();
    }
}
