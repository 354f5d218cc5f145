// Written by `migrate hal generate`; do not edit.

//! `LED_HandleTypeDef`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};
use crate::System;
use crate::peripherals::Led as Peripheral;

static SLOTS: [Slot<sys::LED_HandleTypeDef>; 1] = [const { Slot::new() }; 1];

fn index_of(handle: *mut sys::LED_HandleTypeDef) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::LED_HandleTypeDef;

/// Owns a handle and its peripheral. The HAL has no function that takes it out of use.
#[derive(Debug)]
pub struct Led {
    peripheral: Peripheral,
}

impl Led {
    /// Claims the peripheral and brings it into use by `HAL_LED_Init`.
    pub fn new(_: &System, peripheral: Peripheral, settings: sys::LED_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_LED_Init(handle)
        };
        let owner = Self { peripheral };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// `HAL_LED_SetComDisplay`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn set_com_display(&mut self, com_ch: u8, data: u8) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_LED_SetComDisplay(handle, com_ch, data) };
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

impl Drop for Led {
    fn drop(&mut self) {
        self.peripheral.claim().release();
    }
}

/// `HAL_LED_IRQHandler`, once the peripheral was brought into use.
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
        let _ = unsafe { sys::HAL_LED_IRQHandler(handle) };
    }
}

static LIGHT_CPLT_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_LED_LightCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_light_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    LIGHT_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_LED_LightCpltCallback(handle: *mut sys::LED_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LIGHT_CPLT_CALLBACK[index].call();
    }
}

static MSP_INIT: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_LED_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_LED_MspInit(handle: *mut sys::LED_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_INIT[index].call();
    }
}
