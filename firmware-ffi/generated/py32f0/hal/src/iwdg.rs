// Written by `migrate hal generate`; do not edit.

//! `IWDG_HandleTypeDef`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};
use crate::System;
use crate::peripherals::Iwdg as Peripheral;

static SLOTS: [Slot<sys::IWDG_HandleTypeDef>; 1] = [const { Slot::new() }; 1];

fn index_of(handle: *mut sys::IWDG_HandleTypeDef) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::IWDG_HandleTypeDef;

/// Owns a handle and its peripheral. The HAL has no function that takes it out of use.
#[derive(Debug)]
pub struct Iwdg {
    peripheral: Peripheral,
}

impl Iwdg {
    /// Claims the peripheral and brings it into use by `HAL_IWDG_Init`.
    pub fn new(_: &System, peripheral: Peripheral, settings: sys::IWDG_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_IWDG_Init(handle)
        };
        let owner = Self { peripheral };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// `HAL_IWDG_Refresh`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn refresh(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_IWDG_Refresh(handle) };
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

impl Drop for Iwdg {
    fn drop(&mut self) {
        self.peripheral.claim().release();
    }
}
