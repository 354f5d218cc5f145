// Written by `migrate hal generate`; do not edit.

//! `UART_HandleTypeDef`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};
use crate::System;
use crate::peripherals::Usart as Peripheral;

static SLOTS: [Slot<sys::UART_HandleTypeDef>; 2] = [const { Slot::new() }; 2];
/// Memory that the HAL reads, and memory that it writes.
static LENT: [[Loan; 2]; 2] = [const { [const { Loan::new() }; 2] }; 2];

fn index_of(handle: *mut sys::UART_HandleTypeDef) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::UART_HandleTypeDef;

/// Owns a handle and its peripheral. Dropping it takes the peripheral out of use.
#[derive(Debug)]
pub struct Uart {
    peripheral: Peripheral,
    timeout: u32,
}

impl Uart {
    /// Claims the peripheral and brings it into use by `HAL_UART_Init`.
    pub fn new(_: &System, peripheral: Peripheral, settings: sys::UART_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_UART_Init(handle)
        };
        let owner = Self { peripheral, timeout: u32::MAX };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// Claims the peripheral and brings it into use by `HAL_HalfDuplex_Init`.
    pub fn new_half_duplex(_: &System, peripheral: Peripheral, settings: sys::UART_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_HalfDuplex_Init(handle)
        };
        let owner = Self { peripheral, timeout: u32::MAX };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// Claims the peripheral and brings it into use by `HAL_MultiProcessor_Init`.
    pub fn new_multi_processor(_: &System, peripheral: Peripheral, settings: sys::UART_InitTypeDef, address: u8, wake_up_method: u32) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_MultiProcessor_Init(handle, address, wake_up_method)
        };
        let owner = Self { peripheral, timeout: u32::MAX };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// `HAL_HalfDuplex_EnableReceiver`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn half_duplex_enable_receiver(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_HalfDuplex_EnableReceiver(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_HalfDuplex_EnableTransmitter`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn half_duplex_enable_transmitter(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_HalfDuplex_EnableTransmitter(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_MultiProcessor_EnterMuteMode`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn multi_processor_enter_mute_mode(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_MultiProcessor_EnterMuteMode(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_MultiProcessor_ExitMuteMode`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn multi_processor_exit_mute_mode(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_MultiProcessor_ExitMuteMode(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_UART_Abort`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn abort(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_UART_Abort(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_UART_AbortReceive`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn abort_receive(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_UART_AbortReceive(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_UART_AbortReceive_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn abort_receive_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_UART_AbortReceive_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_UART_AbortTransmit`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn abort_transmit(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_UART_AbortTransmit(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_UART_AbortTransmit_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn abort_transmit_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_UART_AbortTransmit_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_UART_Abort_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn abort_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_UART_Abort_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_UART_DMAPause`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn dma_pause(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_UART_DMAPause(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_UART_DMAResume`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn dma_resume(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_UART_DMAResume(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_UART_DMAStop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn dma_stop(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_UART_DMAStop(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_UART_GetError`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_error(&self) -> u32 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_UART_GetError(handle) }
    }

    /// `HAL_UART_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_state(&self) -> sys::HAL_UART_StateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_UART_GetState(handle) }
    }

    /// `HAL_UART_Receive`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    ///
    /// Refused while the handle is set to larger units than bytes, which the length would count then.
    pub fn receive(&mut self, p_data: &mut [u8], timeout: u32) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: the handle is ours, and its settings are numbers that nobody changes meanwhile.
        let is_wide = unsafe { (*handle).Init.Parity as i64 == 0 && (*handle).Init.WordLength as i64 == 4096 };
        if is_wide {
            return Err(Refused::WideUnits.into());
        }
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_UART_Receive(handle, p_data.as_mut_ptr(), p_data_count, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_UART_Receive_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is written until the transfer is over and has room for `size` bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn receive_dma(&mut self, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
        let p_data_count = match count(p_data.len()) {
            Ok(count) => count,
            Err(refused) => return Err((refused.into(), Some(p_data))),
        };
        let handle = self.handle();
        let lent = self.lent();
        let p_data_lent = match lent[1].lend(p_data) {
            Ok((pointer, _)) => pointer,
            Err(p_data) => return Err((Refused::Lent.into(), Some(p_data))),
        };
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_UART_Receive_DMA(handle, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_UART_Receive_IT`.
    ///
    /// Safe: Contract: `pData` is not touched until the transfer is over; a `'static` token can promise that.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    /// It is back at once, with the error, if the HAL was not asked.
    ///
    /// Refused while the handle is set to larger units than bytes, which the length would count then.
    pub fn receive_it(&mut self, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
        let p_data_count = match count(p_data.len()) {
            Ok(count) => count,
            Err(refused) => return Err((refused.into(), Some(p_data))),
        };
        let handle = self.handle();
        // SAFETY: the handle is ours, and its settings are numbers that nobody changes meanwhile.
        let is_wide = unsafe { (*handle).Init.Parity as i64 == 0 && (*handle).Init.WordLength as i64 == 4096 };
        if is_wide {
            return Err((Refused::WideUnits.into(), Some(p_data)));
        }
        let lent = self.lent();
        let p_data_lent = match lent[1].lend(p_data) {
            Ok((pointer, _)) => pointer,
            Err(p_data) => return Err((Refused::Lent.into(), Some(p_data))),
        };
        // SAFETY: the handle is ours; the memory is lent until the HAL has said that it is over.
        let status = unsafe { sys::HAL_UART_Receive_IT(handle, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_UART_SendBreak`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn send_break(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_UART_SendBreak(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_UART_Transmit`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    ///
    /// Refused while the handle is set to larger units than bytes, which the length would count then.
    pub fn transmit(&mut self, p_data: &[u8], timeout: u32) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: the handle is ours, and its settings are numbers that nobody changes meanwhile.
        let is_wide = unsafe { (*handle).Init.Parity as i64 == 0 && (*handle).Init.WordLength as i64 == 4096 };
        if is_wide {
            return Err(Refused::WideUnits.into());
        }
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_UART_Transmit(handle, p_data.as_ptr().cast_mut(), p_data_count, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_UART_Transmit_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is read until the transfer is over and has room for `size` bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn transmit_dma(&mut self, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
        let p_data_count = match count(p_data.len()) {
            Ok(count) => count,
            Err(refused) => return Err((refused.into(), Some(p_data))),
        };
        let handle = self.handle();
        let lent = self.lent();
        let p_data_lent = match lent[0].lend(p_data) {
            Ok((pointer, _)) => pointer,
            Err(p_data) => return Err((Refused::Lent.into(), Some(p_data))),
        };
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_UART_Transmit_DMA(handle, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_UART_Transmit_IT`.
    ///
    /// Safe: Contract: `pData` is not touched until the transfer is over; a `'static` token can promise that.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    /// It is back at once, with the error, if the HAL was not asked.
    ///
    /// Refused while the handle is set to larger units than bytes, which the length would count then.
    pub fn transmit_it(&mut self, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
        let p_data_count = match count(p_data.len()) {
            Ok(count) => count,
            Err(refused) => return Err((refused.into(), Some(p_data))),
        };
        let handle = self.handle();
        // SAFETY: the handle is ours, and its settings are numbers that nobody changes meanwhile.
        let is_wide = unsafe { (*handle).Init.Parity as i64 == 0 && (*handle).Init.WordLength as i64 == 4096 };
        if is_wide {
            return Err((Refused::WideUnits.into(), Some(p_data)));
        }
        let lent = self.lent();
        let p_data_lent = match lent[0].lend(p_data) {
            Ok((pointer, _)) => pointer,
            Err(p_data) => return Err((Refused::Lent.into(), Some(p_data))),
        };
        // SAFETY: the handle is ours; the memory is lent until the HAL has said that it is over.
        let status = unsafe { sys::HAL_UART_Transmit_IT(handle, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// Memory that the HAL has read by interrupt or DMA, once a callback has said that it is done.
    pub fn sent(&mut self) -> Option<&'static mut [u8]> {
        self.lent()[0].done()
    }

    /// Memory that the HAL has filled by interrupt or DMA, once a callback has said that it is done.
    pub fn received(&mut self) -> Option<&'static mut [u8]> {
        self.lent()[1].done()
    }

    /// Memory that is lent, read and written by the HAL, done or not.
    ///
    /// # Safety
    ///
    /// - The HAL uses it no more: it was told to stop, or has never begun.
    pub unsafe fn take_back(&mut self) -> [Option<&'static mut [u8]>; 2] {
        // SAFETY: the caller promises it.
        unsafe { [self.lent()[0].revoke(), self.lent()[1].revoke()] }
    }

    fn lent(&self) -> &'static [Loan; 2] {
        &LENT[self.peripheral as usize]
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

impl Drop for Uart {
    fn drop(&mut self) {
        // SAFETY: the handle is ours. Memory that is lent stays so, for good.
        let _ = unsafe { sys::HAL_UART_DeInit(self.handle()) };
        self.peripheral.claim().release();
    }
}

/// `HAL_UART_IRQHandler`, once the peripheral was brought into use.
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
        let _ = unsafe { sys::HAL_UART_IRQHandler(handle) };
    }
}

static ABORT_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_UART_AbortCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_abort_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    ABORT_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_UART_AbortCpltCallback(handle: *mut sys::UART_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        ABORT_CPLT_CALLBACK[index].call();
    }
}

static ABORT_RECEIVE_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_UART_AbortReceiveCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_abort_receive_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    ABORT_RECEIVE_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_UART_AbortReceiveCpltCallback(handle: *mut sys::UART_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LENT[index][1].finish();
        ABORT_RECEIVE_CPLT_CALLBACK[index].call();
    }
}

static ABORT_TRANSMIT_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_UART_AbortTransmitCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_abort_transmit_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    ABORT_TRANSMIT_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_UART_AbortTransmitCpltCallback(handle: *mut sys::UART_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LENT[index][0].finish();
        ABORT_TRANSMIT_CPLT_CALLBACK[index].call();
    }
}

static ERROR_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_UART_ErrorCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_error_callback(peripheral: Peripheral, function: Option<fn()>) {
    ERROR_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_UART_ErrorCallback(handle: *mut sys::UART_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        ERROR_CALLBACK[index].call();
    }
}

static IDLE_FRAME_DETECT_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_UART_IdleFrameDetectCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_idle_frame_detect_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    IDLE_FRAME_DETECT_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_UART_IdleFrameDetectCpltCallback(handle: *mut sys::UART_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        IDLE_FRAME_DETECT_CPLT_CALLBACK[index].call();
    }
}

static MSP_DEINIT: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_UART_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_UART_MspDeInit(handle: *mut sys::UART_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_DEINIT[index].call();
    }
}

static MSP_INIT: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_UART_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_UART_MspInit(handle: *mut sys::UART_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_INIT[index].call();
    }
}

static RX_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_UART_RxCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_rx_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    RX_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_UART_RxCpltCallback(handle: *mut sys::UART_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LENT[index][1].finish();
        RX_CPLT_CALLBACK[index].call();
    }
}

static RX_HALF_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_UART_RxHalfCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_rx_half_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    RX_HALF_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_UART_RxHalfCpltCallback(handle: *mut sys::UART_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        RX_HALF_CPLT_CALLBACK[index].call();
    }
}

static TX_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_UART_TxCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_tx_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    TX_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_UART_TxCpltCallback(handle: *mut sys::UART_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LENT[index][0].finish();
        TX_CPLT_CALLBACK[index].call();
    }
}

static TX_HALF_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_UART_TxHalfCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_tx_half_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    TX_HALF_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_UART_TxHalfCpltCallback(handle: *mut sys::UART_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        TX_HALF_CPLT_CALLBACK[index].call();
    }
}

impl embedded_io::ErrorType for Uart {
    type Error = Error;
}

impl embedded_io::Write for Uart {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        let part = bytes.get(..u16::MAX as usize).unwrap_or(bytes);
        if !part.is_empty() {
            self.transmit(part, self.timeout)?;
        }
        Ok(part.len())
    }

    fn flush(&mut self) -> Result<(), Error> {
        // The HAL's function returns when it is done.
        Ok(())
    }
}

impl embedded_io::Read for Uart {
    /// One byte at a time: the HAL's function waits until all are there.
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize, Error> {
        let Some(first) = bytes.get_mut(..1) else { return Ok(0) };
        self.receive(first, self.timeout)?;
        Ok(1)
    }
}
