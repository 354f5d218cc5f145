//! An I2C peripheral with one device on it. The emulated board has none, so its registers stand in memory, and the tick does
//! what the hardware would: the vendor's code cannot tell.

use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicBool, AtomicU8, Ordering::Relaxed};

use py32f0_hal::sys;

use crate::DEVICE;

/// Where the device answers.
pub const PRESENT: u8 = 0x1d;
/// What it answers when it is read.
const ANSWER: u32 = 0x5a;
/// What no program writes into the data register, so what it holds until one does.
const NOTHING: u32 = u32::MAX;

const CONTROL: usize = 0;
const DATA: usize = 4;
const STATUS1: usize = 5;
const STATUS2: usize = 6;

struct Registers(UnsafeCell<[u32; 9]>);

// SAFETY: all accesses are volatile and of whole words, as those of registers are.
unsafe impl Sync for Registers {}

static REGISTERS: Registers = Registers(UnsafeCell::new([0; 9]));
static READING: AtomicBool = AtomicBool::new(false);
static WRITTEN: AtomicU8 = AtomicU8::new(0);

/// Plugs the device in. The registers belong to the caller, once.
pub fn plug_in() -> *mut sys::I2C_TypeDef {
    DEVICE.set(Some(step));
    REGISTERS.0.get().cast()
}

/// How many bytes the device was sent.
pub fn written() -> u8 {
    WRITTEN.load(Relaxed)
}

impl Registers {
    fn read(&self, register: usize) -> u32 {
        // SAFETY: a word of the array.
        unsafe { self.0.get().cast::<u32>().add(register).read_volatile() }
    }

    fn write(&self, register: usize, value: u32) {
        // SAFETY: a word of the array.
        unsafe { self.0.get().cast::<u32>().add(register).write_volatile(value) };
    }

    fn clear(&self, bit: u32) {
        self.write(CONTROL, self.read(CONTROL) & !bit);
    }
}

/// One step of the hardware: what there was to send has been sent.
fn step() {
    let (control, data) = (REGISTERS.read(CONTROL), REGISTERS.read(DATA));
    if control & sys::I2C_CR1_STOP != 0 {
        REGISTERS.clear(sys::I2C_CR1_STOP);
        stop(data);
    } else if control & sys::I2C_CR1_START != 0 {
        take(data);
        REGISTERS.clear(sys::I2C_CR1_START);
        REGISTERS.write(DATA, NOTHING);
        REGISTERS.write(STATUS2, sys::I2C_SR2_BUSY | sys::I2C_SR2_MSL);
        REGISTERS.write(STATUS1, sys::I2C_SR1_SB);
    } else if data != NOTHING && REGISTERS.read(STATUS1) & sys::I2C_SR1_SB != 0 {
        address(data);
    } else if data != NOTHING && REGISTERS.read(STATUS2) != 0 {
        take(data);
        REGISTERS.write(STATUS1, sys::I2C_SR1_TXE | sys::I2C_SR1_BTF);
    }
}

/// The bus is free again, after the last byte in either direction.
fn stop(data: u32) {
    if READING.load(Relaxed) {
        READING.store(false, Relaxed);
        REGISTERS.write(DATA, ANSWER);
        REGISTERS.write(STATUS1, sys::I2C_SR1_RXNE);
    } else {
        take(data);
        REGISTERS.write(STATUS1, 0);
    }
    REGISTERS.write(STATUS2, 0);
}

/// The device, if it is the one, answers to its address.
fn address(data: u32) {
    let answers = data >> 1 == u32::from(PRESENT);
    REGISTERS.write(DATA, NOTHING);
    REGISTERS.write(STATUS1, if answers { sys::I2C_SR1_ADDR | sys::I2C_SR1_TXE } else { sys::I2C_SR1_AF });
    READING.store(answers && data & 1 != 0, Relaxed);
}

/// The byte in the data register, if there is one, is the device's.
fn take(data: u32) {
    if data != NOTHING && REGISTERS.read(STATUS2) != 0 && REGISTERS.read(STATUS1) & sys::I2C_SR1_SB == 0 {
        WRITTEN.store(WRITTEN.load(Relaxed) + 1, Relaxed);
        REGISTERS.write(DATA, NOTHING);
    }
}
