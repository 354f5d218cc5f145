// Written by `migrate hal generate`; do not edit.

//! `SPI_HandleTypeDef`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};
use crate::System;
use crate::peripherals::Spi as Peripheral;

static SLOTS: [Slot<sys::SPI_HandleTypeDef>; 2] = [const { Slot::new() }; 2];
/// Memory that the HAL reads, and memory that it writes.
static LENT: [[Loan; 2]; 2] = [const { [const { Loan::new() }; 2] }; 2];

fn index_of(handle: *mut sys::SPI_HandleTypeDef) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::SPI_HandleTypeDef;

/// Owns a handle and its peripheral. Dropping it takes the peripheral out of use.
#[derive(Debug)]
pub struct Spi {
    peripheral: Peripheral,
    timeout: u32,
}

impl Spi {
    /// Claims the peripheral and brings it into use by `HAL_SPI_Init`.
    pub fn new(_: &System, peripheral: Peripheral, settings: sys::SPI_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_SPI_Init(handle)
        };
        let owner = Self { peripheral, timeout: u32::MAX };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// `HAL_SPI_Abort`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn abort(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_SPI_Abort(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_SPI_Abort_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn abort_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_SPI_Abort_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_SPI_DMAPause`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn dma_pause(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_SPI_DMAPause(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_SPI_DMAResume`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn dma_resume(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_SPI_DMAResume(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_SPI_DMAStop`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn dma_stop(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_SPI_DMAStop(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_SPI_GetError`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_error(&self) -> u32 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_SPI_GetError(handle) }
    }

    /// `HAL_SPI_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_state(&self) -> sys::HAL_SPI_StateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_SPI_GetState(handle) }
    }

    /// `HAL_SPI_Receive`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    ///
    /// Refused while the handle is set to larger units than bytes, which the length would count then.
    pub fn receive(&mut self, p_data: &mut [u8], timeout: u32) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: the handle is ours, and its settings are numbers that nobody changes meanwhile.
        let is_wide = unsafe { (*handle).Init.DataSize as i64 > 1792 };
        if is_wide {
            return Err(Refused::WideUnits.into());
        }
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_SPI_Receive(handle, p_data.as_mut_ptr(), p_data_count, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_SPI_Receive_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is written until the transfer is over and has room for `size` units whose size nobody knows (some code takes it for larger units than its type says: the length may count those).
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
        let status = unsafe { sys::HAL_SPI_Receive_DMA(handle, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_SPI_Receive_IT`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is written until the transfer is over and has room for `size` units whose size nobody knows (some code takes it for larger units than its type says: the length may count those).
    pub unsafe fn receive_it(&mut self, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        let status = unsafe { sys::HAL_SPI_Receive_IT(handle, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_SPI_Transmit`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    ///
    /// Refused while the handle is set to larger units than bytes, which the length would count then.
    pub fn transmit(&mut self, p_data: &[u8], timeout: u32) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: the handle is ours, and its settings are numbers that nobody changes meanwhile.
        let is_wide = unsafe { (*handle).Init.DataSize as i64 > 1792 };
        if is_wide {
            return Err(Refused::WideUnits.into());
        }
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_SPI_Transmit(handle, p_data.as_ptr().cast_mut(), p_data_count, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_SPI_TransmitReceive`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    ///
    /// Refused while the handle is set to larger units than bytes, which the length would count then.
    pub fn transmit_receive(&mut self, p_tx_data: &[u8], p_rx_data: &mut [u8], timeout: u32) -> Result<(), Error> {
        same(p_tx_data.len(), p_rx_data.len())?;
        let p_tx_data_count = count(p_tx_data.len())?;
        let handle = self.handle();
        // SAFETY: the handle is ours, and its settings are numbers that nobody changes meanwhile.
        let is_wide = unsafe { (*handle).Init.DataSize as i64 > 1792 };
        if is_wide {
            return Err(Refused::WideUnits.into());
        }
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_SPI_TransmitReceive(handle, p_tx_data.as_ptr().cast_mut(), p_rx_data.as_mut_ptr(), p_tx_data_count, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_SPI_TransmitReceive_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pTxData`, `pRxData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_tx_data` is read until the transfer is over and has room for `size` units whose size nobody knows (some code takes it for larger units than its type says: the length may count those).
    /// - `p_rx_data` is written until the transfer is over and has room for `size` units whose size nobody knows (some code takes it for larger units than its type says: the length may count those).
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn transmit_receive_dma(&mut self, p_tx_data: &'static mut [u8], p_rx_data: &'static mut [u8]) -> Result<(), (Error, Option<[&'static mut [u8]; 2]>)> {
        if p_tx_data.len() != p_rx_data.len() {
            return Err((Refused::LengthsDiffer.into(), Some([p_tx_data, p_rx_data])));
        }
        let p_tx_data_count = match count(p_tx_data.len()) {
            Ok(count) => count,
            Err(refused) => return Err((refused.into(), Some([p_tx_data, p_rx_data]))),
        };
        let handle = self.handle();
        let lent = self.lent();
        let p_tx_data_lent = match lent[0].lend(p_tx_data) {
            Ok((pointer, _)) => pointer,
            Err(p_tx_data) => return Err((Refused::Lent.into(), Some([p_tx_data, p_rx_data]))),
        };
        let p_rx_data_lent = match lent[1].lend(p_rx_data) {
            Ok((pointer, _)) => pointer,
            Err(p_rx_data) => {
                // SAFETY: the HAL was not told of it yet.
                let p_tx_data = unsafe { lent[0].revoke() }.unwrap_or_default();
                return Err((Refused::Lent.into(), Some([p_tx_data, p_rx_data])));
            }
        };
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_SPI_TransmitReceive_DMA(handle, p_tx_data_lent, p_rx_data_lent, p_tx_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_SPI_TransmitReceive_IT`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pTxData`, `pRxData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_tx_data` is read until the transfer is over and has room for `size` units whose size nobody knows (some code takes it for larger units than its type says: the length may count those).
    /// - `p_rx_data` is written until the transfer is over and has room for `size` units whose size nobody knows (some code takes it for larger units than its type says: the length may count those).
    pub unsafe fn transmit_receive_it(&mut self, p_tx_data: &'static mut [u8], p_rx_data: &'static mut [u8]) -> Result<(), (Error, Option<[&'static mut [u8]; 2]>)> {
        if p_tx_data.len() != p_rx_data.len() {
            return Err((Refused::LengthsDiffer.into(), Some([p_tx_data, p_rx_data])));
        }
        let p_tx_data_count = match count(p_tx_data.len()) {
            Ok(count) => count,
            Err(refused) => return Err((refused.into(), Some([p_tx_data, p_rx_data]))),
        };
        let handle = self.handle();
        let lent = self.lent();
        let p_tx_data_lent = match lent[0].lend(p_tx_data) {
            Ok((pointer, _)) => pointer,
            Err(p_tx_data) => return Err((Refused::Lent.into(), Some([p_tx_data, p_rx_data]))),
        };
        let p_rx_data_lent = match lent[1].lend(p_rx_data) {
            Ok((pointer, _)) => pointer,
            Err(p_rx_data) => {
                // SAFETY: the HAL was not told of it yet.
                let p_tx_data = unsafe { lent[0].revoke() }.unwrap_or_default();
                return Err((Refused::Lent.into(), Some([p_tx_data, p_rx_data])));
            }
        };
        // SAFETY: the caller promises it.
        let status = unsafe { sys::HAL_SPI_TransmitReceive_IT(handle, p_tx_data_lent, p_rx_data_lent, p_tx_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_SPI_Transmit_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is read until the transfer is over and has room for `size` units whose size nobody knows (some code takes it for larger units than its type says: the length may count those).
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
        let status = unsafe { sys::HAL_SPI_Transmit_DMA(handle, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_SPI_Transmit_IT`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is read until the transfer is over and has room for `size` units whose size nobody knows (some code takes it for larger units than its type says: the length may count those).
    pub unsafe fn transmit_it(&mut self, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        let status = unsafe { sys::HAL_SPI_Transmit_IT(handle, p_data_lent, p_data_count) };
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

impl Drop for Spi {
    fn drop(&mut self) {
        // SAFETY: the handle is ours. Memory that is lent stays so, for good.
        let _ = unsafe { sys::HAL_SPI_DeInit(self.handle()) };
        self.peripheral.claim().release();
    }
}

/// `HAL_SPI_IRQHandler`, once the peripheral was brought into use.
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
        let _ = unsafe { sys::HAL_SPI_IRQHandler(handle) };
    }
}

static ABORT_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_SPI_AbortCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_abort_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    ABORT_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_SPI_AbortCpltCallback(handle: *mut sys::SPI_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        ABORT_CPLT_CALLBACK[index].call();
    }
}

static ERROR_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_SPI_ErrorCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_error_callback(peripheral: Peripheral, function: Option<fn()>) {
    ERROR_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_SPI_ErrorCallback(handle: *mut sys::SPI_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        ERROR_CALLBACK[index].call();
    }
}

static MSP_DEINIT: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_SPI_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_SPI_MspDeInit(handle: *mut sys::SPI_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_DEINIT[index].call();
    }
}

static MSP_INIT: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_SPI_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_SPI_MspInit(handle: *mut sys::SPI_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_INIT[index].call();
    }
}

static RX_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_SPI_RxCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_rx_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    RX_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_SPI_RxCpltCallback(handle: *mut sys::SPI_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LENT[index][1].finish();
        RX_CPLT_CALLBACK[index].call();
    }
}

static RX_HALF_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_SPI_RxHalfCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_rx_half_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    RX_HALF_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_SPI_RxHalfCpltCallback(handle: *mut sys::SPI_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        RX_HALF_CPLT_CALLBACK[index].call();
    }
}

static TX_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_SPI_TxCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_tx_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    TX_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_SPI_TxCpltCallback(handle: *mut sys::SPI_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LENT[index][0].finish();
        TX_CPLT_CALLBACK[index].call();
    }
}

static TX_HALF_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_SPI_TxHalfCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_tx_half_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    TX_HALF_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_SPI_TxHalfCpltCallback(handle: *mut sys::SPI_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        TX_HALF_CPLT_CALLBACK[index].call();
    }
}

static TX_RX_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_SPI_TxRxCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_tx_rx_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    TX_RX_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_SPI_TxRxCpltCallback(handle: *mut sys::SPI_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LENT[index][0].finish();
        LENT[index][1].finish();
        TX_RX_CPLT_CALLBACK[index].call();
    }
}

static TX_RX_HALF_CPLT_CALLBACK: [Callback; 2] = [const { Callback::new() }; 2];

/// Sets or removes what `HAL_SPI_TxRxHalfCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_tx_rx_half_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    TX_RX_HALF_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_SPI_TxRxHalfCpltCallback(handle: *mut sys::SPI_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        TX_RX_HALF_CPLT_CALLBACK[index].call();
    }
}

impl embedded_hal::spi::ErrorType for Spi {
    type Error = Error;
}

impl embedded_hal::spi::SpiBus for Spi {
    fn read(&mut self, words: &mut [u8]) -> Result<(), Error> {
        for part in words.chunks_mut(u16::MAX as usize) {
            self.receive(part, self.timeout)?;
        }
        Ok(())
    }

    fn write(&mut self, words: &[u8]) -> Result<(), Error> {
        for part in words.chunks(u16::MAX as usize) {
            self.transmit(part, self.timeout)?;
        }
        Ok(())
    }

    fn transfer(&mut self, read: &mut [u8], write: &[u8]) -> Result<(), Error> {
        let both = read.len().min(write.len());
        let (back, rest) = read.split_at_mut(both);
        let (out, more) = write.split_at(both);
        for (part, out) in back.chunks_mut(u16::MAX as usize).zip(out.chunks(u16::MAX as usize)) {
            self.transmit_receive(out, part, self.timeout)?;
        }
        embedded_hal::spi::SpiBus::read(self, rest)?;
        embedded_hal::spi::SpiBus::write(self, more)
    }

    fn transfer_in_place(&mut self, words: &mut [u8]) -> Result<(), Error> {
        // Rust lends nothing twice, so each part goes out from a copy.
        let mut copy = [0; 32];
        for part in words.chunks_mut(copy.len()) {
            let out = &mut copy[..part.len()];
            out.copy_from_slice(part);
            let out = &*out;
            self.transmit_receive(out, part, self.timeout)?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Error> {
        // The HAL's functions return when they are done.
        Ok(())
    }
}
