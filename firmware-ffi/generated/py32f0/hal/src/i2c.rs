// Written by `migrate hal generate`; do not edit.

//! `I2C_HandleTypeDef`: what owns one, and what it does.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]

use hal_support::{Callback, Claim, Loan, Refused, Slot, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};
use crate::System;
use crate::peripherals::I2c as Peripheral;

static SLOTS: [Slot<sys::I2C_HandleTypeDef>; 1] = [const { Slot::new() }; 1];
/// Memory that the HAL reads, and memory that it writes.
static LENT: [[Loan; 2]; 1] = [const { [const { Loan::new() }; 2] }; 1];

fn index_of(handle: *mut sys::I2C_HandleTypeDef) -> Option<usize> {
    SLOTS.iter().position(|slot| slot.handle() == handle)
}

type Handle = sys::I2C_HandleTypeDef;

/// Owns a handle and its peripheral. Dropping it takes the peripheral out of use.
#[derive(Debug)]
pub struct I2c {
    peripheral: Peripheral,
    timeout: u32,
}

impl I2c {
    /// Claims the peripheral and brings it into use by `HAL_I2C_Init`.
    pub fn new(_: &System, peripheral: Peripheral, settings: sys::I2C_InitTypeDef) -> Result<Self, Error> {
        peripheral.claim().take()?;
        let slot = &SLOTS[peripheral as usize];
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before it is one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = peripheral.registers();
            (*handle).Init = settings;
            sys::HAL_I2C_Init(handle)
        };
        let owner = Self { peripheral, timeout: u32::MAX };
        owner.outcome(error::of_hal_status_type_def(status, || owner.code()))?;
        Ok(owner)
    }

    /// `HAL_I2C_DisableListen_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn disable_listen_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_I2C_DisableListen_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_I2C_EnableListen_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn enable_listen_it(&mut self) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_I2C_EnableListen_IT(handle) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_I2C_GetError`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_error(&self) -> u32 {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_I2C_GetError(handle) }
    }

    /// `HAL_I2C_GetMode`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_mode(&self) -> sys::HAL_I2C_ModeTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_I2C_GetMode(handle) }
    }

    /// `HAL_I2C_GetState`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn get_state(&self) -> sys::HAL_I2C_StateTypeDef {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        unsafe { sys::HAL_I2C_GetState(handle) }
    }

    /// `HAL_I2C_IsDeviceReady`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn is_device_ready(&mut self, dev_address: u16, trials: u32, timeout: u32) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_I2C_IsDeviceReady(handle, dev_address, trials, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_I2C_Master_Abort_IT`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn master_abort_it(&mut self, dev_address: u16) -> Result<(), Error> {
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_I2C_Master_Abort_IT(handle, dev_address) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_I2C_Master_Receive`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn master_receive(&mut self, dev_address: u16, p_data: &mut [u8], timeout: u32) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_I2C_Master_Receive(handle, dev_address, p_data.as_mut_ptr(), p_data_count, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_I2C_Master_Receive_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is written until the transfer is over and has room for `size` bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn master_receive_dma(&mut self, dev_address: u16, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        let status = unsafe { sys::HAL_I2C_Master_Receive_DMA(handle, dev_address, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Master_Receive_IT`.
    ///
    /// Safe: Contract: `pData` is not touched until the transfer is over; a `'static` token can promise that.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    /// It is back at once, with the error, if the HAL was not asked.
    pub fn master_receive_it(&mut self, dev_address: u16, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        // SAFETY: the handle is ours; the memory is lent until the HAL has said that it is over.
        let status = unsafe { sys::HAL_I2C_Master_Receive_IT(handle, dev_address, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Master_Seq_Receive_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is written until the transfer is over and has room for `size` bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn master_seq_receive_dma(&mut self, dev_address: u16, p_data: &'static mut [u8], xfer_options: u32) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        let status = unsafe { sys::HAL_I2C_Master_Seq_Receive_DMA(handle, dev_address, p_data_lent, p_data_count, xfer_options) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Master_Seq_Receive_IT`.
    ///
    /// Safe: Contract: `pData` is not touched until the transfer is over; a `'static` token can promise that.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    /// It is back at once, with the error, if the HAL was not asked.
    pub fn master_seq_receive_it(&mut self, dev_address: u16, p_data: &'static mut [u8], xfer_options: u32) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        // SAFETY: the handle is ours; the memory is lent until the HAL has said that it is over.
        let status = unsafe { sys::HAL_I2C_Master_Seq_Receive_IT(handle, dev_address, p_data_lent, p_data_count, xfer_options) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Master_Seq_Transmit_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is read until the transfer is over and has room for `size` bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn master_seq_transmit_dma(&mut self, dev_address: u16, p_data: &'static mut [u8], xfer_options: u32) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        let status = unsafe { sys::HAL_I2C_Master_Seq_Transmit_DMA(handle, dev_address, p_data_lent, p_data_count, xfer_options) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Master_Seq_Transmit_IT`.
    ///
    /// Safe: Contract: `pData` is not touched until the transfer is over; a `'static` token can promise that.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    /// It is back at once, with the error, if the HAL was not asked.
    pub fn master_seq_transmit_it(&mut self, dev_address: u16, p_data: &'static mut [u8], xfer_options: u32) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        // SAFETY: the handle is ours; the memory is lent until the HAL has said that it is over.
        let status = unsafe { sys::HAL_I2C_Master_Seq_Transmit_IT(handle, dev_address, p_data_lent, p_data_count, xfer_options) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Master_Transmit`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn master_transmit(&mut self, dev_address: u16, p_data: &[u8], timeout: u32) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_I2C_Master_Transmit(handle, dev_address, p_data.as_ptr().cast_mut(), p_data_count, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_I2C_Master_Transmit_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is read until the transfer is over and has room for `size` bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn master_transmit_dma(&mut self, dev_address: u16, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        let status = unsafe { sys::HAL_I2C_Master_Transmit_DMA(handle, dev_address, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Master_Transmit_IT`.
    ///
    /// Safe: Contract: `pData` is not touched until the transfer is over; a `'static` token can promise that.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    /// It is back at once, with the error, if the HAL was not asked.
    pub fn master_transmit_it(&mut self, dev_address: u16, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        // SAFETY: the handle is ours; the memory is lent until the HAL has said that it is over.
        let status = unsafe { sys::HAL_I2C_Master_Transmit_IT(handle, dev_address, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Mem_Read`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn mem_read(&mut self, dev_address: u16, mem_address: u16, mem_add_size: u16, p_data: &mut [u8], timeout: u32) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_I2C_Mem_Read(handle, dev_address, mem_address, mem_add_size, p_data.as_mut_ptr(), p_data_count, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_I2C_Mem_Read_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is written until the transfer is over and has room for `size` bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn mem_read_dma(&mut self, dev_address: u16, mem_address: u16, mem_add_size: u16, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        let status = unsafe { sys::HAL_I2C_Mem_Read_DMA(handle, dev_address, mem_address, mem_add_size, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Mem_Read_IT`.
    ///
    /// Safe: Contract: `pData` is not touched until the transfer is over; a `'static` token can promise that.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    /// It is back at once, with the error, if the HAL was not asked.
    pub fn mem_read_it(&mut self, dev_address: u16, mem_address: u16, mem_add_size: u16, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        // SAFETY: the handle is ours; the memory is lent until the HAL has said that it is over.
        let status = unsafe { sys::HAL_I2C_Mem_Read_IT(handle, dev_address, mem_address, mem_add_size, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Mem_Write`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn mem_write(&mut self, dev_address: u16, mem_address: u16, mem_add_size: u16, p_data: &[u8], timeout: u32) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_I2C_Mem_Write(handle, dev_address, mem_address, mem_add_size, p_data.as_ptr().cast_mut(), p_data_count, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_I2C_Mem_Write_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is read until the transfer is over and has room for `size` bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn mem_write_dma(&mut self, dev_address: u16, mem_address: u16, mem_add_size: u16, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        let status = unsafe { sys::HAL_I2C_Mem_Write_DMA(handle, dev_address, mem_address, mem_add_size, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Mem_Write_IT`.
    ///
    /// Safe: Contract: `pData` is not touched until the transfer is over; a `'static` token can promise that.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    /// It is back at once, with the error, if the HAL was not asked.
    pub fn mem_write_it(&mut self, dev_address: u16, mem_address: u16, mem_add_size: u16, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        // SAFETY: the handle is ours; the memory is lent until the HAL has said that it is over.
        let status = unsafe { sys::HAL_I2C_Mem_Write_IT(handle, dev_address, mem_address, mem_add_size, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Slave_Receive`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn slave_receive(&mut self, p_data: &mut [u8], timeout: u32) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_I2C_Slave_Receive(handle, p_data.as_mut_ptr(), p_data_count, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_I2C_Slave_Receive_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is written until the transfer is over and has room for `size` bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn slave_receive_dma(&mut self, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        let status = unsafe { sys::HAL_I2C_Slave_Receive_DMA(handle, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Slave_Receive_IT`.
    ///
    /// Safe: Contract: `pData` is not touched until the transfer is over; a `'static` token can promise that.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    /// It is back at once, with the error, if the HAL was not asked.
    pub fn slave_receive_it(&mut self, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        // SAFETY: the handle is ours; the memory is lent until the HAL has said that it is over.
        let status = unsafe { sys::HAL_I2C_Slave_Receive_IT(handle, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Slave_Seq_Receive_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is written until the transfer is over and has room for `size` bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn slave_seq_receive_dma(&mut self, p_data: &'static mut [u8], xfer_options: u32) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        let status = unsafe { sys::HAL_I2C_Slave_Seq_Receive_DMA(handle, p_data_lent, p_data_count, xfer_options) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Slave_Seq_Receive_IT`.
    ///
    /// Safe: Contract: `pData` is not touched until the transfer is over; a `'static` token can promise that.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    /// It is back at once, with the error, if the HAL was not asked.
    pub fn slave_seq_receive_it(&mut self, p_data: &'static mut [u8], xfer_options: u32) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        // SAFETY: the handle is ours; the memory is lent until the HAL has said that it is over.
        let status = unsafe { sys::HAL_I2C_Slave_Seq_Receive_IT(handle, p_data_lent, p_data_count, xfer_options) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Slave_Seq_Transmit_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is read until the transfer is over and has room for `size` bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn slave_seq_transmit_dma(&mut self, p_data: &'static mut [u8], xfer_options: u32) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        let status = unsafe { sys::HAL_I2C_Slave_Seq_Transmit_DMA(handle, p_data_lent, p_data_count, xfer_options) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Slave_Seq_Transmit_IT`.
    ///
    /// Safe: Contract: `pData` is not touched until the transfer is over; a `'static` token can promise that.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    /// It is back at once, with the error, if the HAL was not asked.
    pub fn slave_seq_transmit_it(&mut self, p_data: &'static mut [u8], xfer_options: u32) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        // SAFETY: the handle is ours; the memory is lent until the HAL has said that it is over.
        let status = unsafe { sys::HAL_I2C_Slave_Seq_Transmit_IT(handle, p_data_lent, p_data_count, xfer_options) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Slave_Transmit`.
    ///
    /// Safe: A handle that is owned, and nothing else to promise.
    pub fn slave_transmit(&mut self, p_data: &[u8], timeout: u32) -> Result<(), Error> {
        let p_data_count = count(p_data.len())?;
        let handle = self.handle();
        // SAFETY: a handle that is owned, and nothing else to promise.
        let status = unsafe { sys::HAL_I2C_Slave_Transmit(handle, p_data.as_ptr().cast_mut(), p_data_count, timeout) };
        self.outcome(error::of_hal_status_type_def(status, || self.code()))
    }

    /// `HAL_I2C_Slave_Transmit_DMA`.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    ///
    /// # Safety
    ///
    /// - `pData` is not touched until the transfer is over; a `'static` token can promise that.
    /// - `p_data` is read until the transfer is over and has room for `size` bytes.
    /// - The handle is linked with a DMA channel that has been brought into use and does not start again by itself.
    pub unsafe fn slave_transmit_dma(&mut self, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        let status = unsafe { sys::HAL_I2C_Slave_Transmit_DMA(handle, p_data_lent, p_data_count) };
        // What a call that fails has begun nobody says, so what is lent stays lent.
        self.outcome(error::of_hal_status_type_def(status, || self.code())).map_err(|error| (error, None))
    }

    /// `HAL_I2C_Slave_Transmit_IT`.
    ///
    /// Safe: Contract: `pData` is not touched until the transfer is over; a `'static` token can promise that.
    ///
    /// The memory is given away, since the HAL uses it when the call is over. It comes back by `sent` or `received`.
    /// It is back at once, with the error, if the HAL was not asked.
    pub fn slave_transmit_it(&mut self, p_data: &'static mut [u8]) -> Result<(), (Error, Option<&'static mut [u8]>)> {
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
        // SAFETY: the handle is ours; the memory is lent until the HAL has said that it is over.
        let status = unsafe { sys::HAL_I2C_Slave_Transmit_IT(handle, p_data_lent, p_data_count) };
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
        match outcome {
            Err(Error::Failed { code }) if code as i64 & sys::HAL_I2C_ERROR_TIMEOUT as i64 != 0 => Err(Error::Timeout),
            other => other,
        }
    }
}

impl Drop for I2c {
    fn drop(&mut self) {
        // SAFETY: the handle is ours. Memory that is lent stays so, for good.
        let _ = unsafe { sys::HAL_I2C_DeInit(self.handle()) };
        self.peripheral.claim().release();
    }
}

/// `HAL_I2C_ER_IRQHandler`, once the peripheral was brought into use.
///
/// # Safety
///
/// - Only the interrupt of the peripheral calls it.
pub unsafe fn on_er_irq_handler(peripheral: Peripheral) {
    let handle = SLOTS[peripheral as usize].handle();
    // SAFETY: reads a pointer that is zero at first.
    let is_used = unsafe { !(*handle).Instance.is_null() };
    if is_used {
        // SAFETY: the caller promises it; the HAL's handler works beside the main program, as it was written to.
        let _ = unsafe { sys::HAL_I2C_ER_IRQHandler(handle) };
    }
}

/// `HAL_I2C_EV_IRQHandler`, once the peripheral was brought into use.
///
/// # Safety
///
/// - Only the interrupt of the peripheral calls it.
pub unsafe fn on_ev_irq_handler(peripheral: Peripheral) {
    let handle = SLOTS[peripheral as usize].handle();
    // SAFETY: reads a pointer that is zero at first.
    let is_used = unsafe { !(*handle).Instance.is_null() };
    if is_used {
        // SAFETY: the caller promises it; the HAL's handler works beside the main program, as it was written to.
        let _ = unsafe { sys::HAL_I2C_EV_IRQHandler(handle) };
    }
}

static ABORT_CPLT_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_I2C_AbortCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_abort_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    ABORT_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_I2C_AbortCpltCallback(handle: *mut sys::I2C_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        ABORT_CPLT_CALLBACK[index].call();
    }
}

static ERROR_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_I2C_ErrorCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_error_callback(peripheral: Peripheral, function: Option<fn()>) {
    ERROR_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_I2C_ErrorCallback(handle: *mut sys::I2C_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        ERROR_CALLBACK[index].call();
    }
}

static LISTEN_CPLT_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_I2C_ListenCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_listen_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    LISTEN_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_I2C_ListenCpltCallback(handle: *mut sys::I2C_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LISTEN_CPLT_CALLBACK[index].call();
    }
}

static MASTER_RX_CPLT_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_I2C_MasterRxCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_master_rx_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    MASTER_RX_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_I2C_MasterRxCpltCallback(handle: *mut sys::I2C_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LENT[index][1].finish();
        MASTER_RX_CPLT_CALLBACK[index].call();
    }
}

static MASTER_TX_CPLT_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_I2C_MasterTxCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_master_tx_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    MASTER_TX_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_I2C_MasterTxCpltCallback(handle: *mut sys::I2C_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LENT[index][0].finish();
        MASTER_TX_CPLT_CALLBACK[index].call();
    }
}

static MEM_RX_CPLT_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_I2C_MemRxCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_mem_rx_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    MEM_RX_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_I2C_MemRxCpltCallback(handle: *mut sys::I2C_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LENT[index][1].finish();
        MEM_RX_CPLT_CALLBACK[index].call();
    }
}

static MEM_TX_CPLT_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_I2C_MemTxCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_mem_tx_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    MEM_TX_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_I2C_MemTxCpltCallback(handle: *mut sys::I2C_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LENT[index][0].finish();
        MEM_TX_CPLT_CALLBACK[index].call();
    }
}

static MSP_DEINIT: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_I2C_MspDeInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_deinit(peripheral: Peripheral, function: Option<fn()>) {
    MSP_DEINIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_I2C_MspDeInit(handle: *mut sys::I2C_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_DEINIT[index].call();
    }
}

static MSP_INIT: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_I2C_MspInit` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_msp_init(peripheral: Peripheral, function: Option<fn()>) {
    MSP_INIT[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_I2C_MspInit(handle: *mut sys::I2C_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        MSP_INIT[index].call();
    }
}

static SLAVE_RX_CPLT_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_I2C_SlaveRxCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_slave_rx_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    SLAVE_RX_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_I2C_SlaveRxCpltCallback(handle: *mut sys::I2C_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LENT[index][1].finish();
        SLAVE_RX_CPLT_CALLBACK[index].call();
    }
}

static SLAVE_TX_CPLT_CALLBACK: [Callback; 1] = [const { Callback::new() }; 1];

/// Sets or removes what `HAL_I2C_SlaveTxCpltCallback` calls: in the context that the HAL calls it in, an interrupt most of the time.
pub fn on_slave_tx_cplt_callback(peripheral: Peripheral, function: Option<fn()>) {
    SLAVE_TX_CPLT_CALLBACK[peripheral as usize].set(function);
}

/// Instead of the HAL's weak function.
#[unsafe(no_mangle)]
extern "C" fn HAL_I2C_SlaveTxCpltCallback(handle: *mut sys::I2C_HandleTypeDef) {
    if let Some(index) = index_of(handle) {
        LENT[index][0].finish();
        SLAVE_TX_CPLT_CALLBACK[index].call();
    }
}

impl embedded_hal::i2c::ErrorType for I2c {
    type Error = Error;
}

impl embedded_hal::i2c::I2c for I2c {
    /// One operation, or a write of one byte or two and a read: what the HAL can do without a stop between them.
    fn transaction(&mut self, address: u8, operations: &mut [embedded_hal::i2c::Operation<'_>]) -> Result<(), Error> {
        use embedded_hal::i2c::Operation;
        let address = u16::from(address) << 1;
        match operations {
            [] => Ok(()),
            [Operation::Write(bytes)] => self.master_transmit(address as u16, bytes, self.timeout),
            [Operation::Read(bytes)] => self.master_receive(address as u16, bytes, self.timeout),
            [Operation::Write([low]), Operation::Read(bytes)] => {
                let (place, width) = (u16::from(*low), sys::I2C_MEMADD_SIZE_8BIT);
                self.mem_read(address as u16, place as u16, width as u16, bytes, self.timeout)
            }
            [Operation::Write([high, low]), Operation::Read(bytes)] => {
                let (place, width) = (u16::from_be_bytes([*high, *low]), sys::I2C_MEMADD_SIZE_16BIT);
                self.mem_read(address as u16, place as u16, width as u16, bytes, self.timeout)
            }
            _ => Err(Refused::Unsupported.into()),
        }
    }
}
