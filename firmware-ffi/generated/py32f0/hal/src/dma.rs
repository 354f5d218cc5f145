// Written by `migrate hal generate`; do not edit.

//! `DMA_HandleTypeDef`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};
use crate::System;
use crate::peripherals::DmaChannel as Peripheral;

static SLOTS: [Slot<sys::DMA_HandleTypeDef>; 3] = [const { Slot::new() }; 3];

fn index_of(handle: *mut sys::DMA_HandleTypeDef) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::DMA_HandleTypeDef;

/// Owns a handle and its peripheral. Dropping it takes the peripheral out of use.
#[derive(Debug)]
pub struct Dma {
    peripheral: Peripheral,
    timeout: u32,
}

impl Dma {
    /// Claims the peripheral and brings it into use by `HAL_DMA_Init`.
    pub fn new(_: &System, peripheral: Peripheral, settings: sys::DMA_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_DMA_Init(handle)
        };
        let owner = Self { peripheral, timeout: u32::MAX };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// `HAL_DMA_Abort`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn abort(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_DMA_Abort(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_DMA_Abort_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn abort_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_DMA_Abort_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_DMA_ChannelMap`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn channel_map(&mut self, map_req_num: u32) {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_DMA_ChannelMap(handle, map_req_num) };
    }

    /// `HAL_DMA_GetError`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_error(&self) -> u32 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_DMA_GetError(handle) }
    }

    /// `HAL_DMA_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_state(&self) -> sys::HAL_DMA_StateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_DMA_GetState(handle) }
    }

    /// `HAL_DMA_PollForTransfer`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn poll_for_transfer(&mut self, complete_level: u32, timeout: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_DMA_PollForTransfer(handle, complete_level, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_DMA_Start`.
    ///
    /// # Safety
    ///
    /// - The numbers are addresses of memory that stays valid until the transfer is over.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn start(&mut self, src_address: u32, dst_address: u32, data_length: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_DMA_Start(handle, src_address, dst_address, data_length) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_DMA_Start_IT`.
    ///
    /// # Safety
    ///
    /// - The numbers are addresses of memory that stays valid until the transfer is over.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn start_it(&mut self, src_address: u32, dst_address: u32, data_length: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_DMA_Start_IT(handle, src_address, dst_address, data_length) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_DMA_UnRegisterCallback`.
    ///
    /// # Safety
    ///
    /// - The function stays valid, and may run in an interrupt.
    pub unsafe fn unregister_callback(&mut self, callback_id: sys::HAL_DMA_CallbackIDTypeDef) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_DMA_UnRegisterCallback(handle, callback_id) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// How long functions of traits may wait, in the HAL's own unit: as long as it can count, if nobody sets it.
    pub fn set_timeout(&mut self, timeout: u32) {
        self.timeout = timeout;
    }

    fn handle(&self) -> *mut Handle {
        SLOTS[self.peripheral as usize].handle()
    }

    /// The error code of the handle: flags of what went wrong last.
    pub fn error_code(&self) -> u32 {
        // SAFETY: reads one number of the handle, which an interrupt may write.
        unsafe { (&raw const (*self.handle()).ErrorCode).read_volatile() as u32 }
    }

    fn code(&self) -> u32 {
        self.error_code()
    }

    fn outcome(&self, outcome: Result<(), Error>) -> Result<(), Error> {
        match outcome {
            Err(Error::Failed { code }) if code as i64 & sys::HAL_DMA_ERROR_TIMEOUT as i64 != 0 => Err(Error::Timeout),
            other => other,
        }
    }
}

impl Drop for Dma {
    fn drop(&mut self) {
        // SAFETY: the handle is ours. Memory that is lent stays so, for good.
        let _ = unsafe { sys::HAL_DMA_DeInit(self.handle()) };
        self.peripheral.claim().release();
    }
}

/// `HAL_DMA_IRQHandler`, once the peripheral was brought into use.
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
        let _ = unsafe { sys::HAL_DMA_IRQHandler(handle) };
    }
}
