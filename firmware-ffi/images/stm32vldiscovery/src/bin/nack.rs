//! A device that does not answer. The board has no I2C, so its registers stand in memory, and the tick does what the
//! hardware would: the vendor's code cannot tell.

#![no_std]
#![no_main]

use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicU8, Ordering::Relaxed};

use board_stm32vldiscovery::{check, exit, status};
use cortex_m_rt::entry;
use embedded_hal::delay::DelayNs;
use embedded_hal::i2c::{Error as _, ErrorKind, I2c as _, NoAcknowledgeSource};
use images_stm32vldiscovery::{DEVICE, must, say, serial, start};
use py32f0_hal::i2c::I2c;
use py32f0_hal::{Delay, Error, Timeout, sys};

/// Where a device answers.
const PRESENT: u8 = 0x1d;
/// What no program writes into the data register, so what it holds until one does.
const NOTHING: u32 = u32::MAX;

struct Registers(UnsafeCell<[u32; 9]>);

// SAFETY: all accesses are volatile and of whole words, as those of registers are.
unsafe impl Sync for Registers {}

static REGISTERS: Registers = Registers(UnsafeCell::new([0; 9]));
static BYTES: AtomicU8 = AtomicU8::new(0);

const CONTROL: usize = 0;
const DATA: usize = 4;
const STATUS1: usize = 5;
const STATUS2: usize = 6;

impl Registers {
    fn read(&self, register: usize) -> u32 {
        // SAFETY: a word of the array.
        unsafe { self.0.get().cast::<u32>().add(register).read_volatile() }
    }

    fn write(&self, register: usize, value: u32) {
        // SAFETY: a word of the array.
        unsafe { self.0.get().cast::<u32>().add(register).write_volatile(value) };
    }
}

/// The byte in the data register is on its way.
fn take(data: u32) {
    if data != NOTHING {
        BYTES.store(BYTES.load(Relaxed) + 1, Relaxed);
        REGISTERS.write(DATA, NOTHING);
    }
}

/// One step of the hardware: it has sent what there was to send.
fn device() {
    let (control, data) = (REGISTERS.read(CONTROL), REGISTERS.read(DATA));
    let begun = REGISTERS.read(STATUS1) & sys::I2C_SR1_SB != 0;
    if control & sys::I2C_CR1_STOP != 0 {
        take(data);
        REGISTERS.write(CONTROL, control & !sys::I2C_CR1_STOP);
        REGISTERS.write(STATUS1, 0);
        REGISTERS.write(STATUS2, 0);
    } else if control & sys::I2C_CR1_START != 0 {
        REGISTERS.write(CONTROL, control & !sys::I2C_CR1_START);
        REGISTERS.write(DATA, NOTHING);
        REGISTERS.write(STATUS2, sys::I2C_SR2_BUSY | sys::I2C_SR2_MSL);
        REGISTERS.write(STATUS1, sys::I2C_SR1_SB);
    } else if data != NOTHING && begun {
        let answers = data >> 1 == u32::from(PRESENT);
        REGISTERS.write(DATA, NOTHING);
        REGISTERS.write(STATUS1, if answers { sys::I2C_SR1_ADDR | sys::I2C_SR1_TXE } else { sys::I2C_SR1_AF });
    } else if data != NOTHING && REGISTERS.read(STATUS2) != 0 {
        take(data);
        REGISTERS.write(STATUS1, sys::I2C_SR1_TXE | sys::I2C_SR1_BTF);
    }
}

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
    // SAFETY: the tick makes them behave as the peripheral does, and nobody else has them.
    let bus = unsafe { I2c::with_registers(&system, REGISTERS.0.get().cast(), 100_000, Timeout::millis(50)) };
    let mut bus = must(bus, 1);
    DEVICE.set(Some(device));
    match bus.write(0x2a, &[1, 2]) {
        Err(error @ Error::Failed { code }) => {
            check(code == sys::HAL_I2C_ERROR_AF, 2);
            check(error.kind() == ErrorKind::NoAcknowledge(NoAcknowledgeSource::Unknown), 3);
        }
        _ => exit(4),
    }
    say(&mut line, "nobody at 0x2a\n");
    Delay::new(&system).delay_ms(5);
    check(bus.write(PRESENT, &[1, 2]) == Ok(()), 5);
    Delay::new(&system).delay_ms(5);
    check(BYTES.load(Relaxed) == 2, 6);
    say(&mut line, "two bytes to 0x1d\n");
    exit(status::OK)
}
