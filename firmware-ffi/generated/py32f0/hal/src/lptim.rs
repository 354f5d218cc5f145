// Written by `migrate hal generate`; do not edit.

//! `LPTIM_HandleTypeDef`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};
use crate::System;
use crate::peripherals::Lptim as Peripheral;

static SLOTS: [Slot<sys::LPTIM_HandleTypeDef>; 1] = [const { Slot::new() }; 1];

fn index_of(handle: *mut sys::LPTIM_HandleTypeDef) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::LPTIM_HandleTypeDef;

/// Owns a handle and its peripheral. Dropping it takes the peripheral out of use.
#[derive(Debug)]
pub struct Lptim {
    peripheral: Peripheral,
}

impl Lptim {
    /// Claims the peripheral and brings it into use by `HAL_LPTIM_Init`.
    pub fn new(_: &System, peripheral: Peripheral, settings: sys::LPTIM_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_LPTIM_Init(handle)
        };
        let owner = Self { peripheral };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// `HAL_LPTIM_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_state(&self) -> sys::HAL_LPTIM_StateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_LPTIM_GetState(handle) }
    }

    /// `HAL_LPTIM_ReadAutoReload`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn read_auto_reload(&self) -> u32 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_LPTIM_ReadAutoReload(handle) }
    }

    /// `HAL_LPTIM_ReadCounter`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn read_counter(&self) -> u32 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_LPTIM_ReadCounter(handle) }
    }

    /// `HAL_LPTIM_SetOnce_Start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn set_once_start(&mut self, period: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_LPTIM_SetOnce_Start(handle, period) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_LPTIM_SetOnce_Start_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn set_once_start_it(&mut self, period: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_LPTIM_SetOnce_Start_IT(handle, period) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_LPTIM_SetOnce_Stop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn set_once_stop(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_LPTIM_SetOnce_Stop(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_LPTIM_SetOnce_Stop_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn set_once_stop_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_LPTIM_SetOnce_Stop_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
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

impl Drop for Lptim {
    fn drop(&mut self) {
        // SAFETY: the handle is ours. Memory that is lent stays so, for good.
        let _ = unsafe { sys::HAL_LPTIM_DeInit(self.handle()) };
        self.peripheral.claim().release();
    }
}

/// `HAL_LPTIM_IRQHandler`, once the peripheral was brought into use.
///
/// # Safety
///
/// - Only the interrupt of the peripheral calls it.
pub unsafe fn on_irq_handler(peripheral: Peripheral) {
    let handle = SLOTS[peripheral as usize].handle();
    // SAFETY: reads a pointer that is zero at first.
    let is_used = unsafe { !(*handle).Instance.is_null() };
    if is_used {
        // SAFETY: the caller promises it; the HAL's handler works beside the main program, as it was written to.
        let _ = unsafe { sys::HAL_LPTIM_IRQHandler(handle) };
    }
}

static AUTO_RELOAD_MATCH_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_LPTIM_AutoReloadMatchCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_auto_reload_match_callback(peripheral: Peripheral, function: Option<fn()>) {
    AUTO_RELOAD_MATCH_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_LPTIM_AutoReloadMatchCallback(handle: *mut sys::LPTIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        AUTO_RELOAD_MATCH_CALLBACK[index].call();
    }
}

static MSP_DEINIT: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_LPTIM_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_LPTIM_MspDeInit(handle: *mut sys::LPTIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_DEINIT[index].call();
    }
}

static MSP_INIT: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_LPTIM_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_LPTIM_MspInit(handle: *mut sys::LPTIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_INIT[index].call();
    }
}
