// Written by `migrate hal generate`; do not edit.

//! `ADC_HandleTypeDef`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};
use crate::System;
use crate::peripherals::Adc as Peripheral;

static SLOTS: [Slot<sys::ADC_HandleTypeDef>; 1] = [const { Slot::new() }; 1];

fn index_of(handle: *mut sys::ADC_HandleTypeDef) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::ADC_HandleTypeDef;

/// Owns a handle and its peripheral. Dropping it takes the peripheral out of use.
#[derive(Debug)]
pub struct Adc {
    peripheral: Peripheral,
    timeout: u32,
}

impl Adc {
    /// Claims the peripheral and brings it into use by `HAL_ADC_Init`.
    pub fn new(_: &System, peripheral: Peripheral, settings: sys::ADC_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_ADC_Init(handle)
        };
        let owner = Self { peripheral, timeout: u32::MAX };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// `HAL_ADC_AnalogWDGConfig`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn analog_wdg_config(&mut self, analog_wdg_config: &mut sys::ADC_AnalogWDGConfTypeDef) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_ADC_AnalogWDGConfig(handle, analog_wdg_config) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_ADC_Calibration_Start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn calibration_start(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_ADC_Calibration_Start(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_ADC_ConfigChannel`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn config_channel(&mut self, s_config: &mut sys::ADC_ChannelConfTypeDef) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_ADC_ConfigChannel(handle, s_config) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_ADC_GetCalibStatus`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_calib_status(&self) -> u32 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_ADC_GetCalibStatus(handle) }
    }

    /// `HAL_ADC_GetError`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_error(&self) -> u32 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_ADC_GetError(handle) }
    }

    /// `HAL_ADC_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_state(&self) -> u32 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_ADC_GetState(handle) }
    }

    /// `HAL_ADC_GetValue`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_value(&self) -> u32 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_ADC_GetValue(handle) }
    }

    /// `HAL_ADC_PollForConversion`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn poll_for_conversion(&mut self, timeout: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_ADC_PollForConversion(handle, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_ADC_PollForEvent`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn poll_for_event(&mut self, event_type: u32, timeout: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_ADC_PollForEvent(handle, event_type, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_ADC_SetCalibration`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn set_calibration(&mut self, calib_sampling_time: u32, calib_selection: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_ADC_SetCalibration(handle, calib_sampling_time, calib_selection) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_ADC_Start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn start(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_ADC_Start(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_ADC_Start_DMA`.
    ///
    /// The memory is given away for good, since the HAL uses it when the call is over.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` may be read or written until the transfer is over and has room for `length` units of 4 bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn start_dma(&mut self, p_data: &'static mut [u32]) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_ADC_Start_DMA(handle, p_data.as_mut_ptr(), p_data_count) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_ADC_Start_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn start_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_ADC_Start_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_ADC_Stop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn stop(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_ADC_Stop(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_ADC_Stop_DMA`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn stop_dma(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_ADC_Stop_DMA(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_ADC_Stop_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn stop_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_ADC_Stop_IT(handle) };
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
        outcome
    }
}

impl Drop for Adc {
    fn drop(&mut self) {
        // SAFETY: the handle is ours. Memory that is lent stays so, for good.
        let _ = unsafe { sys::HAL_ADC_DeInit(self.handle()) };
        self.peripheral.claim().release();
    }
}

/// `HAL_ADC_IRQHandler`, once the peripheral was brought into use.
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
        let _ = unsafe { sys::HAL_ADC_IRQHandler(handle) };
    }
}

static CONV_CPLT_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_ADC_ConvCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_conv_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    CONV_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_ADC_ConvCpltCallback(handle: *mut sys::ADC_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        CONV_CPLT_CALLBACK[index].call();
    }
}

static CONV_HALF_CPLT_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_ADC_ConvHalfCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_conv_half_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    CONV_HALF_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_ADC_ConvHalfCpltCallback(handle: *mut sys::ADC_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        CONV_HALF_CPLT_CALLBACK[index].call();
    }
}

static ERROR_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_ADC_ErrorCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_error_callback(peripheral: Peripheral, function: Option<fn()>) {
    ERROR_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_ADC_ErrorCallback(handle: *mut sys::ADC_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        ERROR_CALLBACK[index].call();
    }
}

static LEVEL_OUT_OF_WINDOW_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_ADC_LevelOutOfWindowCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_level_out_of_window_callback(peripheral: Peripheral, function: Option<fn()>) {
    LEVEL_OUT_OF_WINDOW_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_ADC_LevelOutOfWindowCallback(handle: *mut sys::ADC_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LEVEL_OUT_OF_WINDOW_CALLBACK[index].call();
    }
}

static MSP_DEINIT: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_ADC_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_ADC_MspDeInit(handle: *mut sys::ADC_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_DEINIT[index].call();
    }
}

static MSP_INIT: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_ADC_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_ADC_MspInit(handle: *mut sys::ADC_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_INIT[index].call();
    }
}
