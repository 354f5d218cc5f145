// Written by `migrate hal generate`; do not edit.

//! `RTC_HandleTypeDef`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};
use crate::System;
use crate::peripherals::Rtc as Peripheral;

static SLOTS: [Slot<sys::RTC_HandleTypeDef>; 1] = [const { Slot::new() }; 1];

fn index_of(handle: *mut sys::RTC_HandleTypeDef) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::RTC_HandleTypeDef;

/// Owns a handle and its peripheral. Dropping it takes the peripheral out of use.
#[derive(Debug)]
pub struct Rtc {
    peripheral: Peripheral,
    timeout: u32,
}

impl Rtc {
    /// Claims the peripheral and brings it into use by `HAL_RTC_Init`.
    pub fn new(_: &System, peripheral: Peripheral, settings: sys::RTC_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_RTC_Init(handle)
        };
        let owner = Self { peripheral, timeout: u32::MAX };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// `HAL_RTCEx_DeactivateSecond`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_deactivate_second(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_RTCEx_DeactivateSecond(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_RTCEx_SetSecond_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_set_second_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_RTCEx_SetSecond_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_RTCEx_SetSmoothCalib`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn ex_set_smooth_calib(&mut self, smooth_calib_period: u32, smooth_calib_plus_pulses: u32, smouth_calib_minus_pulses_value: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_RTCEx_SetSmoothCalib(handle, smooth_calib_period, smooth_calib_plus_pulses, smouth_calib_minus_pulses_value) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_RTC_DeactivateAlarm`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn deactivate_alarm(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_RTC_DeactivateAlarm(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_RTC_GetAlarm`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_alarm(&mut self, s_alarm: &mut sys::RTC_AlarmTypeDef, format: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_RTC_GetAlarm(handle, s_alarm, format) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_RTC_GetDate`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_date(&mut self, s_date: &mut sys::RTC_DateTypeDef, format: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_RTC_GetDate(handle, s_date, format) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_RTC_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_state(&self) -> sys::HAL_RTCStateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_RTC_GetState(handle) }
    }

    /// `HAL_RTC_GetTime`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_time(&mut self, s_time: &mut sys::RTC_TimeTypeDef, format: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_RTC_GetTime(handle, s_time, format) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_RTC_PollForAlarmAEvent`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn poll_for_alarm_a_event(&mut self, timeout: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_RTC_PollForAlarmAEvent(handle, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_RTC_SetAlarm`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn set_alarm(&mut self, s_alarm: &mut sys::RTC_AlarmTypeDef, format: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_RTC_SetAlarm(handle, s_alarm, format) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_RTC_SetAlarm_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn set_alarm_it(&mut self, s_alarm: &mut sys::RTC_AlarmTypeDef, format: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_RTC_SetAlarm_IT(handle, s_alarm, format) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_RTC_SetDate`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn set_date(&mut self, s_date: &mut sys::RTC_DateTypeDef, format: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_RTC_SetDate(handle, s_date, format) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_RTC_SetTime`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn set_time(&mut self, s_time: &mut sys::RTC_TimeTypeDef, format: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_RTC_SetTime(handle, s_time, format) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_RTC_WaitForSynchro`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn wait_for_synchro(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_RTC_WaitForSynchro(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// How long functions of traits may wait, in the HAL's own unit: as long as it can count, if nobody sets it.
    pub fn set_timeout(&mut self, timeout: u32) {
        self.timeout = timeout;
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

impl Drop for Rtc {
    fn drop(&mut self) {
        // SAFETY: the handle is ours. Memory that is lent stays so, for good.
        let _ = unsafe { sys::HAL_RTC_DeInit(self.handle()) };
        self.peripheral.claim().release();
    }
}

/// `HAL_RTCEx_RTCIRQHandler`, once the peripheral was brought into use.
///
/// # Safety
///
/// - Only the interrupt of the peripheral calls it.
pub unsafe fn on_ex_rtcirq_handler(peripheral: Peripheral) {
    let handle = SLOTS[peripheral as usize].handle();
    // SAFETY: reads a pointer that is zero at first.
    let is_used = unsafe { !(*handle).Instance.is_null() };
    if is_used {
        // SAFETY: the caller promises it; the HAL's handler works beside the main program, as it was written to.
        let _ = unsafe { sys::HAL_RTCEx_RTCIRQHandler(handle) };
    }
}

/// `HAL_RTC_AlarmIRQHandler`, once the peripheral was brought into use.
///
/// # Safety
///
/// - Only the interrupt of the peripheral calls it.
pub unsafe fn on_alarm_irq_handler(peripheral: Peripheral) {
    let handle = SLOTS[peripheral as usize].handle();
    // SAFETY: reads a pointer that is zero at first.
    let is_used = unsafe { !(*handle).Instance.is_null() };
    if is_used {
        // SAFETY: the caller promises it; the HAL's handler works beside the main program, as it was written to.
        let _ = unsafe { sys::HAL_RTC_AlarmIRQHandler(handle) };
    }
}

static EX_RTC_EVENT_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_RTCEx_RTCEventCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_ex_rtc_event_callback(peripheral: Peripheral, function: Option<fn()>) {
    EX_RTC_EVENT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_RTCEx_RTCEventCallback(handle: *mut sys::RTC_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        EX_RTC_EVENT_CALLBACK[index].call();
    }
}

static EX_RTC_EVENT_ERROR_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_RTCEx_RTCEventErrorCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_ex_rtc_event_error_callback(peripheral: Peripheral, function: Option<fn()>) {
    EX_RTC_EVENT_ERROR_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_RTCEx_RTCEventErrorCallback(handle: *mut sys::RTC_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        EX_RTC_EVENT_ERROR_CALLBACK[index].call();
    }
}

static ALARM_A_EVENT_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_RTC_AlarmAEventCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_alarm_a_event_callback(peripheral: Peripheral, function: Option<fn()>) {
    ALARM_A_EVENT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_RTC_AlarmAEventCallback(handle: *mut sys::RTC_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        ALARM_A_EVENT_CALLBACK[index].call();
    }
}

static MSP_DEINIT: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_RTC_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_RTC_MspDeInit(handle: *mut sys::RTC_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_DEINIT[index].call();
    }
}

static MSP_INIT: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_RTC_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_RTC_MspInit(handle: *mut sys::RTC_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_INIT[index].call();
    }
}
