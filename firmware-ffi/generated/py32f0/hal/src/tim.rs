// Written by `migrate hal generate`; do not edit.

//! `TIM_HandleTypeDef`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};
use crate::System;
use crate::peripherals::Tim as Peripheral;

static SLOTS: [Slot<sys::TIM_HandleTypeDef>; 5] = [const { Slot::new() }; 5];

fn index_of(handle: *mut sys::TIM_HandleTypeDef) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::TIM_HandleTypeDef;

/// Owns a handle and its peripheral. Dropping it takes the peripheral out of use.
#[derive(Debug)]
pub struct Tim {
    peripheral: Peripheral,
    deinit: fn(*mut Handle),
}

impl Tim {
    /// Claims the peripheral and brings it into use by `HAL_TIM_IC_Init`.
    pub fn new_ic(_: &System, peripheral: Peripheral, settings: sys::TIM_Base_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_TIM_IC_Init(handle)
        };
        let owner = Self { peripheral, deinit: |handle| {
            // SAFETY: the handle is that of an owner which is dropped.
            let _ = unsafe { sys::HAL_TIM_IC_DeInit(handle) };
        } };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// Claims the peripheral and brings it into use by `HAL_TIM_OC_Init`.
    pub fn new_oc(_: &System, peripheral: Peripheral, settings: sys::TIM_Base_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_TIM_OC_Init(handle)
        };
        let owner = Self { peripheral, deinit: |handle| {
            // SAFETY: the handle is that of an owner which is dropped.
            let _ = unsafe { sys::HAL_TIM_OC_DeInit(handle) };
        } };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// Claims the peripheral and brings it into use by `HAL_TIM_PWM_Init`.
    pub fn new_pwm(_: &System, peripheral: Peripheral, settings: sys::TIM_Base_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_TIM_PWM_Init(handle)
        };
        let owner = Self { peripheral, deinit: |handle| {
            // SAFETY: the handle is that of an owner which is dropped.
            let _ = unsafe { sys::HAL_TIM_PWM_DeInit(handle) };
        } };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// Claims the peripheral and brings it into use by `HAL_TIM_Base_Init`.
    pub fn new_base(_: &System, peripheral: Peripheral, settings: sys::TIM_Base_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_TIM_Base_Init(handle)
        };
        let owner = Self { peripheral, deinit: |handle| {
            // SAFETY: the handle is that of an owner which is dropped.
            let _ = unsafe { sys::HAL_TIM_Base_DeInit(handle) };
        } };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// Claims the peripheral and brings it into use by `HAL_TIM_Encoder_Init`.
    pub fn new_encoder(_: &System, peripheral: Peripheral, settings: sys::TIM_Base_InitTypeDef, s_config: &mut sys::TIM_Encoder_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_TIM_Encoder_Init(handle, s_config)
        };
        let owner = Self { peripheral, deinit: |handle| {
            // SAFETY: the handle is that of an owner which is dropped.
            let _ = unsafe { sys::HAL_TIM_Encoder_DeInit(handle) };
        } };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// Claims the peripheral and brings it into use by `HAL_TIM_OnePulse_Init`.
    pub fn new_one_pulse(_: &System, peripheral: Peripheral, settings: sys::TIM_Base_InitTypeDef, one_pulse_mode: u32) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_TIM_OnePulse_Init(handle, one_pulse_mode)
        };
        let owner = Self { peripheral, deinit: |handle| {
            // SAFETY: the handle is that of an owner which is dropped.
            let _ = unsafe { sys::HAL_TIM_OnePulse_DeInit(handle) };
        } };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// Claims the peripheral and brings it into use by `HAL_TIMEx_HallSensor_Init`.
    pub fn new_ex_hall_sensor(_: &System, peripheral: Peripheral, settings: sys::TIM_Base_InitTypeDef, s_config: &mut sys::TIM_HallSensor_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_TIMEx_HallSensor_Init(handle, s_config)
        };
        let owner = Self { peripheral, deinit: |handle| {
            // SAFETY: the handle is that of an owner which is dropped.
            let _ = unsafe { sys::HAL_TIMEx_HallSensor_DeInit(handle) };
        } };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// `HAL_TIMEx_ConfigBreakDeadTime`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_config_break_dead_time(&mut self, s_break_dead_time_config: &mut sys::TIM_BreakDeadTimeConfigTypeDef) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_ConfigBreakDeadTime(handle, s_break_dead_time_config) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_ConfigCommutEvent`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_config_commut_event(&mut self, input_trigger: u32, commutation_source: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_ConfigCommutEvent(handle, input_trigger, commutation_source) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_ConfigCommutEvent_DMA`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_config_commut_event_dma(&mut self, input_trigger: u32, commutation_source: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_ConfigCommutEvent_DMA(handle, input_trigger, commutation_source) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_ConfigCommutEvent_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_config_commut_event_it(&mut self, input_trigger: u32, commutation_source: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_ConfigCommutEvent_IT(handle, input_trigger, commutation_source) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_HallSensor_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_hall_sensor_get_state(&self) -> sys::HAL_TIM_StateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_TIMEx_HallSensor_GetState(handle) }
    }

    /// `HAL_TIMEx_HallSensor_Start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_hall_sensor_start(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_HallSensor_Start(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_HallSensor_Start_DMA`.
    ///
    /// The memory is given away for good, since the HAL uses it when the call is over.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` may be read or written until the transfer is over and has room for `length` units of 4 bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn ex_hall_sensor_start_dma(&mut self, p_data: &'static mut [u32]) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_TIMEx_HallSensor_Start_DMA(handle, p_data.as_mut_ptr(), p_data_count) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_HallSensor_Start_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_hall_sensor_start_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_HallSensor_Start_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_HallSensor_Stop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_hall_sensor_stop(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_HallSensor_Stop(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_HallSensor_Stop_DMA`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_hall_sensor_stop_dma(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_HallSensor_Stop_DMA(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_HallSensor_Stop_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_hall_sensor_stop_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_HallSensor_Stop_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_MasterConfigSynchronization`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_master_config_synchronization(&mut self, s_master_config: &mut sys::TIM_MasterConfigTypeDef) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_MasterConfigSynchronization(handle, s_master_config) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_OCN_Start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_ocn_start(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_OCN_Start(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_OCN_Start_DMA`.
    ///
    /// The memory is given away for good, since the HAL uses it when the call is over.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` may be read or written until the transfer is over and has room for `length` units of 4 bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn ex_ocn_start_dma(&mut self, channel: u32, p_data: &'static mut [u32]) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_TIMEx_OCN_Start_DMA(handle, channel, p_data.as_mut_ptr(), p_data_count) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_OCN_Start_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_ocn_start_it(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_OCN_Start_IT(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_OCN_Stop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_ocn_stop(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_OCN_Stop(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_OCN_Stop_DMA`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_ocn_stop_dma(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_OCN_Stop_DMA(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_OCN_Stop_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_ocn_stop_it(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_OCN_Stop_IT(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_OnePulseN_Start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_one_pulse_n_start(&mut self, output_channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_OnePulseN_Start(handle, output_channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_OnePulseN_Start_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_one_pulse_n_start_it(&mut self, output_channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_OnePulseN_Start_IT(handle, output_channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_OnePulseN_Stop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_one_pulse_n_stop(&mut self, output_channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_OnePulseN_Stop(handle, output_channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_OnePulseN_Stop_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_one_pulse_n_stop_it(&mut self, output_channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_OnePulseN_Stop_IT(handle, output_channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_PWMN_Start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_pwmn_start(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_PWMN_Start(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_PWMN_Start_DMA`.
    ///
    /// The memory is given away for good, since the HAL uses it when the call is over.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` may be read or written until the transfer is over and has room for `length` units of 4 bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn ex_pwmn_start_dma(&mut self, channel: u32, p_data: &'static mut [u32]) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_TIMEx_PWMN_Start_DMA(handle, channel, p_data.as_mut_ptr(), p_data_count) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_PWMN_Start_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_pwmn_start_it(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_PWMN_Start_IT(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_PWMN_Stop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_pwmn_stop(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_PWMN_Stop(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_PWMN_Stop_DMA`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_pwmn_stop_dma(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_PWMN_Stop_DMA(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_PWMN_Stop_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_pwmn_stop_it(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_PWMN_Stop_IT(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIMEx_RemapConfig`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_remap_config(&mut self, remap: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIMEx_RemapConfig(handle, remap) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_Base_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn base_get_state(&self) -> sys::HAL_TIM_StateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_TIM_Base_GetState(handle) }
    }

    /// `HAL_TIM_Base_Start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn base_start(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_Base_Start(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_Base_Start_DMA`.
    ///
    /// The memory is given away for good, since the HAL uses it when the call is over.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` may be read or written until the transfer is over and has room for `length` units of 4 bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn base_start_dma(&mut self, p_data: &'static mut [u32]) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_TIM_Base_Start_DMA(handle, p_data.as_mut_ptr(), p_data_count) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_Base_Start_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn base_start_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_Base_Start_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_Base_Stop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn base_stop(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_Base_Stop(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_Base_Stop_DMA`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn base_stop_dma(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_Base_Stop_DMA(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_Base_Stop_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn base_stop_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_Base_Stop_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_ConfigClockSource`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn config_clock_source(&mut self, s_clock_source_config: &mut sys::TIM_ClockConfigTypeDef) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_ConfigClockSource(handle, s_clock_source_config) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_ConfigOCrefClear`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn config_o_cref_clear(&mut self, s_clear_input_config: &mut sys::TIM_ClearInputConfigTypeDef, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_ConfigOCrefClear(handle, s_clear_input_config, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_ConfigTI1Input`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn config_ti1_input(&mut self, ti1_selection: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_ConfigTI1Input(handle, ti1_selection) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_DMABurst_MultiReadStart`.
    ///
    /// The memory is given away for good, since the HAL uses it when the call is over.
    ///
    /// # Safety
    ///
    /// - `BurstBuffer` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `burst_buffer` is written until the transfer is over and has room for `burst_length` units of 4 bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn dma_burst_multi_read_start(&mut self, burst_base_address: u32, burst_request_src: u32, burst_buffer: &'static mut [u32], data_length: u32) -> Result<(), Error> {
        let burst_buffer_count = count(burst_buffer.len())?;
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_TIM_DMABurst_MultiReadStart(handle, burst_base_address, burst_request_src, burst_buffer.as_mut_ptr(), burst_buffer_count, data_length) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_DMABurst_MultiWriteStart`.
    ///
    /// The memory is given away for good, since the HAL uses it when the call is over.
    ///
    /// # Safety
    ///
    /// - `BurstBuffer` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `burst_buffer` is read until the transfer is over and has room for `burst_length` units of 4 bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn dma_burst_multi_write_start(&mut self, burst_base_address: u32, burst_request_src: u32, burst_buffer: &'static mut [u32], data_length: u32) -> Result<(), Error> {
        let burst_buffer_count = count(burst_buffer.len())?;
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_TIM_DMABurst_MultiWriteStart(handle, burst_base_address, burst_request_src, burst_buffer.as_mut_ptr(), burst_buffer_count, data_length) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_DMABurst_ReadStart`.
    ///
    /// The memory is given away for good, since the HAL uses it when the call is over.
    ///
    /// # Safety
    ///
    /// - `BurstBuffer` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `burst_buffer` is written until the transfer is over and has room for `burst_length` units of 4 bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn dma_burst_read_start(&mut self, burst_base_address: u32, burst_request_src: u32, burst_buffer: &'static mut [u32]) -> Result<(), Error> {
        let burst_buffer_count = count(burst_buffer.len())?;
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_TIM_DMABurst_ReadStart(handle, burst_base_address, burst_request_src, burst_buffer.as_mut_ptr(), burst_buffer_count) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_DMABurst_ReadStop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn dma_burst_read_stop(&mut self, burst_request_src: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_DMABurst_ReadStop(handle, burst_request_src) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_DMABurst_WriteStart`.
    ///
    /// The memory is given away for good, since the HAL uses it when the call is over.
    ///
    /// # Safety
    ///
    /// - `BurstBuffer` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `burst_buffer` is read until the transfer is over and has room for `burst_length` units of 4 bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn dma_burst_write_start(&mut self, burst_base_address: u32, burst_request_src: u32, burst_buffer: &'static mut [u32]) -> Result<(), Error> {
        let burst_buffer_count = count(burst_buffer.len())?;
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_TIM_DMABurst_WriteStart(handle, burst_base_address, burst_request_src, burst_buffer.as_mut_ptr(), burst_buffer_count) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_DMABurst_WriteStop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn dma_burst_write_stop(&mut self, burst_request_src: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_DMABurst_WriteStop(handle, burst_request_src) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_Encoder_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn encoder_get_state(&self) -> sys::HAL_TIM_StateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_TIM_Encoder_GetState(handle) }
    }

    /// `HAL_TIM_Encoder_Start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn encoder_start(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_Encoder_Start(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_Encoder_Start_DMA`.
    ///
    /// The memory is given away for good, since the HAL uses it when the call is over.
    ///
    /// # Safety
    ///
    /// - `pData1`, `pData2` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data1` may be read or written until the transfer is over and has room for `length` units of 4 bytes.
    /// - `p_data2` may be read or written until the transfer is over and has room for `length` units of 4 bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn encoder_start_dma(&mut self, channel: u32, p_data1: &'static mut [u32], p_data2: &'static mut [u32]) -> Result<(), Error> {
        same(p_data1.len(), p_data2.len())?;
        let p_data1_count = count(p_data1.len())?;
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_TIM_Encoder_Start_DMA(handle, channel, p_data1.as_mut_ptr(), p_data2.as_mut_ptr(), p_data1_count) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_Encoder_Start_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn encoder_start_it(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_Encoder_Start_IT(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_Encoder_Stop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn encoder_stop(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_Encoder_Stop(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_Encoder_Stop_DMA`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn encoder_stop_dma(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_Encoder_Stop_DMA(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_Encoder_Stop_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn encoder_stop_it(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_Encoder_Stop_IT(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_GenerateEvent`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn generate_event(&mut self, event_source: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_GenerateEvent(handle, event_source) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_IC_ConfigChannel`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ic_config_channel(&mut self, s_config: &mut sys::TIM_IC_InitTypeDef, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_IC_ConfigChannel(handle, s_config, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_IC_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ic_get_state(&self) -> sys::HAL_TIM_StateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_TIM_IC_GetState(handle) }
    }

    /// `HAL_TIM_IC_Start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ic_start(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_IC_Start(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_IC_Start_DMA`.
    ///
    /// The memory is given away for good, since the HAL uses it when the call is over.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` may be read or written until the transfer is over and has room for `length` units of 4 bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn ic_start_dma(&mut self, channel: u32, p_data: &'static mut [u32]) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_TIM_IC_Start_DMA(handle, channel, p_data.as_mut_ptr(), p_data_count) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_IC_Start_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ic_start_it(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_IC_Start_IT(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_IC_Stop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ic_stop(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_IC_Stop(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_IC_Stop_DMA`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ic_stop_dma(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_IC_Stop_DMA(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_IC_Stop_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ic_stop_it(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_IC_Stop_IT(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_OC_ConfigChannel`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn oc_config_channel(&mut self, s_config: &mut sys::TIM_OC_InitTypeDef, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_OC_ConfigChannel(handle, s_config, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_OC_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn oc_get_state(&self) -> sys::HAL_TIM_StateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_TIM_OC_GetState(handle) }
    }

    /// `HAL_TIM_OC_Start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn oc_start(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_OC_Start(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_OC_Start_DMA`.
    ///
    /// The memory is given away for good, since the HAL uses it when the call is over.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` may be read or written until the transfer is over and has room for `length` units of 4 bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn oc_start_dma(&mut self, channel: u32, p_data: &'static mut [u32]) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_TIM_OC_Start_DMA(handle, channel, p_data.as_mut_ptr(), p_data_count) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_OC_Start_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn oc_start_it(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_OC_Start_IT(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_OC_Stop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn oc_stop(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_OC_Stop(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_OC_Stop_DMA`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn oc_stop_dma(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_OC_Stop_DMA(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_OC_Stop_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn oc_stop_it(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_OC_Stop_IT(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_OnePulse_ConfigChannel`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn one_pulse_config_channel(&mut self, s_config: &mut sys::TIM_OnePulse_InitTypeDef, output_channel: u32, input_channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_OnePulse_ConfigChannel(handle, s_config, output_channel, input_channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_OnePulse_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn one_pulse_get_state(&self) -> sys::HAL_TIM_StateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_TIM_OnePulse_GetState(handle) }
    }

    /// `HAL_TIM_OnePulse_Start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn one_pulse_start(&mut self, output_channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_OnePulse_Start(handle, output_channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_OnePulse_Start_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn one_pulse_start_it(&mut self, output_channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_OnePulse_Start_IT(handle, output_channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_OnePulse_Stop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn one_pulse_stop(&mut self, output_channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_OnePulse_Stop(handle, output_channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_OnePulse_Stop_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn one_pulse_stop_it(&mut self, output_channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_OnePulse_Stop_IT(handle, output_channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_PWM_ConfigChannel`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn pwm_config_channel(&mut self, s_config: &mut sys::TIM_OC_InitTypeDef, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_PWM_ConfigChannel(handle, s_config, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_PWM_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn pwm_get_state(&self) -> sys::HAL_TIM_StateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_TIM_PWM_GetState(handle) }
    }

    /// `HAL_TIM_PWM_Start`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn pwm_start(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_PWM_Start(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_PWM_Start_DMA`.
    ///
    /// The memory is given away for good, since the HAL uses it when the call is over.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` may be read or written until the transfer is over and has room for `length` units of 4 bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn pwm_start_dma(&mut self, channel: u32, p_data: &'static mut [u32]) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_TIM_PWM_Start_DMA(handle, channel, p_data.as_mut_ptr(), p_data_count) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_PWM_Start_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn pwm_start_it(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_PWM_Start_IT(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_PWM_Stop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn pwm_stop(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_PWM_Stop(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_PWM_Stop_DMA`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn pwm_stop_dma(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_PWM_Stop_DMA(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_PWM_Stop_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn pwm_stop_it(&mut self, channel: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_PWM_Stop_IT(handle, channel) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_ReadCapturedValue`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn read_captured_value(&self, channel: u32) -> u32 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_TIM_ReadCapturedValue(handle, channel) }
    }

    /// `HAL_TIM_SlaveConfigSynchro`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn slave_config_synchro(&mut self, s_slave_config: &mut sys::TIM_SlaveConfigTypeDef) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_SlaveConfigSynchro(handle, s_slave_config) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_TIM_SlaveConfigSynchro_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn slave_config_synchro_it(&mut self, s_slave_config: &mut sys::TIM_SlaveConfigTypeDef) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_TIM_SlaveConfigSynchro_IT(handle, s_slave_config) };
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

impl Drop for Tim {
    fn drop(&mut self) {
        (self.deinit)(self.handle());
        self.peripheral.claim().release();
    }
}

/// `HAL_TIM_IRQHandler`, once the peripheral was brought into use.
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
        let _ = unsafe { sys::HAL_TIM_IRQHandler(handle) };
    }
}

static EX_BREAK_CALLBACK: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIMEx_BreakCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_ex_break_callback(peripheral: Peripheral, function: Option<fn()>) {
    EX_BREAK_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIMEx_BreakCallback(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        EX_BREAK_CALLBACK[index].call();
    }
}

static EX_COMMUT_CALLBACK: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIMEx_CommutCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_ex_commut_callback(peripheral: Peripheral, function: Option<fn()>) {
    EX_COMMUT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIMEx_CommutCallback(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        EX_COMMUT_CALLBACK[index].call();
    }
}

static EX_COMMUT_HALF_CPLT_CALLBACK: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIMEx_CommutHalfCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_ex_commut_half_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    EX_COMMUT_HALF_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIMEx_CommutHalfCpltCallback(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        EX_COMMUT_HALF_CPLT_CALLBACK[index].call();
    }
}

static EX_HALL_SENSOR_MSP_DEINIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIMEx_HallSensor_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_ex_hall_sensor_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    EX_HALL_SENSOR_MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIMEx_HallSensor_MspDeInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        EX_HALL_SENSOR_MSP_DEINIT[index].call();
    }
}

static EX_HALL_SENSOR_MSP_INIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIMEx_HallSensor_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_ex_hall_sensor_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    EX_HALL_SENSOR_MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIMEx_HallSensor_MspInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        EX_HALL_SENSOR_MSP_INIT[index].call();
    }
}

static BASE_MSP_DEINIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_Base_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_base_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    BASE_MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_Base_MspDeInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        BASE_MSP_DEINIT[index].call();
    }
}

static BASE_MSP_INIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_Base_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_base_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    BASE_MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_Base_MspInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        BASE_MSP_INIT[index].call();
    }
}

static ENCODER_MSP_DEINIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_Encoder_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_encoder_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    ENCODER_MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_Encoder_MspDeInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        ENCODER_MSP_DEINIT[index].call();
    }
}

static ENCODER_MSP_INIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_Encoder_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_encoder_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    ENCODER_MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_Encoder_MspInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        ENCODER_MSP_INIT[index].call();
    }
}

static ERROR_CALLBACK: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_ErrorCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_error_callback(peripheral: Peripheral, function: Option<fn()>) {
    ERROR_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_ErrorCallback(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        ERROR_CALLBACK[index].call();
    }
}

static IC_CAPTURE_CALLBACK: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_IC_CaptureCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_ic_capture_callback(peripheral: Peripheral, function: Option<fn()>) {
    IC_CAPTURE_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_IC_CaptureCallback(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        IC_CAPTURE_CALLBACK[index].call();
    }
}

static IC_CAPTURE_HALF_CPLT_CALLBACK: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_IC_CaptureHalfCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_ic_capture_half_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    IC_CAPTURE_HALF_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_IC_CaptureHalfCpltCallback(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        IC_CAPTURE_HALF_CPLT_CALLBACK[index].call();
    }
}

static IC_MSP_DEINIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_IC_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_ic_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    IC_MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_IC_MspDeInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        IC_MSP_DEINIT[index].call();
    }
}

static IC_MSP_INIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_IC_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_ic_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    IC_MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_IC_MspInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        IC_MSP_INIT[index].call();
    }
}

static OC_DELAY_ELAPSED_CALLBACK: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_OC_DelayElapsedCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_oc_delay_elapsed_callback(peripheral: Peripheral, function: Option<fn()>) {
    OC_DELAY_ELAPSED_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_OC_DelayElapsedCallback(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        OC_DELAY_ELAPSED_CALLBACK[index].call();
    }
}

static OC_MSP_DEINIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_OC_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_oc_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    OC_MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_OC_MspDeInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        OC_MSP_DEINIT[index].call();
    }
}

static OC_MSP_INIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_OC_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_oc_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    OC_MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_OC_MspInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        OC_MSP_INIT[index].call();
    }
}

static ONE_PULSE_MSP_DEINIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_OnePulse_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_one_pulse_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    ONE_PULSE_MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_OnePulse_MspDeInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        ONE_PULSE_MSP_DEINIT[index].call();
    }
}

static ONE_PULSE_MSP_INIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_OnePulse_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_one_pulse_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    ONE_PULSE_MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_OnePulse_MspInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        ONE_PULSE_MSP_INIT[index].call();
    }
}

static PWM_MSP_DEINIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_PWM_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_pwm_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    PWM_MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_PWM_MspDeInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        PWM_MSP_DEINIT[index].call();
    }
}

static PWM_MSP_INIT: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_PWM_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_pwm_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    PWM_MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_PWM_MspInit(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        PWM_MSP_INIT[index].call();
    }
}

static PWM_PULSE_FINISHED_CALLBACK: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_PWM_PulseFinishedCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_pwm_pulse_finished_callback(peripheral: Peripheral, function: Option<fn()>) {
    PWM_PULSE_FINISHED_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_PWM_PulseFinishedCallback(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        PWM_PULSE_FINISHED_CALLBACK[index].call();
    }
}

static PWM_PULSE_FINISHED_HALF_CPLT_CALLBACK: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_PWM_PulseFinishedHalfCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_pwm_pulse_finished_half_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    PWM_PULSE_FINISHED_HALF_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_PWM_PulseFinishedHalfCpltCallback(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        PWM_PULSE_FINISHED_HALF_CPLT_CALLBACK[index].call();
    }
}

static PERIOD_ELAPSED_CALLBACK: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_PeriodElapsedCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_period_elapsed_callback(peripheral: Peripheral, function: Option<fn()>) {
    PERIOD_ELAPSED_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_PeriodElapsedCallback(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        PERIOD_ELAPSED_CALLBACK[index].call();
    }
}

static PERIOD_ELAPSED_HALF_CPLT_CALLBACK: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_PeriodElapsedHalfCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_period_elapsed_half_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    PERIOD_ELAPSED_HALF_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_PeriodElapsedHalfCpltCallback(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        PERIOD_ELAPSED_HALF_CPLT_CALLBACK[index].call();
    }
}

static TRIGGER_CALLBACK: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_TriggerCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_trigger_callback(peripheral: Peripheral, function: Option<fn()>) {
    TRIGGER_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_TriggerCallback(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        TRIGGER_CALLBACK[index].call();
    }
}

static TRIGGER_HALF_CPLT_CALLBACK: [Callback; 5] = [const { Callback::new() }; 5];

/// Sets or removes what `HAL_TIM_TriggerHalfCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_trigger_half_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    TRIGGER_HALF_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_TIM_TriggerHalfCpltCallback(handle: *mut sys::TIM_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        TRIGGER_HALF_CPLT_CALLBACK[index].call();
    }
}
