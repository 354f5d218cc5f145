//! A simulated chip with what the tests need of it, and the vendor's clock on it.

use std::sync::{MutexGuard, PoisonError};

use py32f0_hal::{System, sys, uart};
use simulator::models::{I2c, Memory, RegisterFile, Spi, Usart};
use simulator::{Access, Device, Machine, MachineError, Shared, micros, shared};

/// Bytes of a peripheral's registers.
const BLOCK: u32 = 0x400;
/// The core's own registers: the tick and the interrupt controller.
const CORE: u32 = 0xe000_e000;
/// Where the accelerometer answers.
pub const ADDRESS: u8 = 0x1d;

/// The chip. Its HAL runs, and stops when this is dropped.
pub struct Chip {
    /// The HAL. `None` only while this is being dropped.
    system: Option<System>,
    machine: Machine,
    serial: Shared<Usart>,
    spi: Shared<Spi>,
    i2c: Shared<I2c>,
}

impl Chip {
    /// A chip after its reset, with a converter on SPI1 that `converter` plays, and an accelerometer on I2C.
    pub fn new(converter: impl FnMut(u8) -> u8 + Send + 'static) -> Result<Self, MachineError> {
        let mut machine = Machine::new()?;
        let mut accelerometer = RegisterFile::new(ADDRESS);
        accelerometer.registers[0x0d] = 0x5a;
        let (serial, spi, i2c) = (shared(Usart::new()), shared(Spi::new(converter)), shared(I2c::new(accelerometer)));
        machine.plug(sys::USART1_BASE, BLOCK, serial.clone(), Some(|| uart::on_interrupt(uart::Port::Usart1)))?;
        machine.plug(sys::SPI1_BASE, BLOCK, spi.clone(), None)?;
        machine.plug(sys::I2C_BASE, BLOCK, i2c.clone(), None)?;
        for address in [sys::RCC_BASE, sys::EXTI_BASE, sys::SYSCFG_BASE, sys::FLASH_R_BASE, sys::GPIOA_BASE, CORE] {
            machine.plug(address, BLOCK, Memory::new(BLOCK), None)?;
        }
        // The core's registers that matter lie further up in their page.
        machine.plug(CORE + BLOCK, 0x1000 - BLOCK, Memory::new(0x1000 - BLOCK), None)?;
        let system = System::start().ok();
        Ok(Self { system, machine, serial, spi, i2c })
    }

    /// The HAL.
    ///
    /// # Panics
    /// If it did not start.
    pub fn system(&self) -> &System {
        self.system.as_ref().expect("the HAL has started")
    }

    /// The serial port. As of the others: let go of it before anything accesses registers.
    pub fn serial(&self) -> MutexGuard<'_, Usart> {
        locked(&self.serial)
    }

    /// SPI1.
    pub fn spi(&self) -> MutexGuard<'_, Spi> {
        locked(&self.spi)
    }

    /// The I2C.
    pub fn i2c(&self) -> MutexGuard<'_, I2c> {
        locked(&self.i2c)
    }

    /// Handles interrupts that the test has caused.
    pub fn interrupts(&mut self) {
        self.machine.interrupts();
    }

    /// All accesses so far.
    pub fn accesses(&self) -> Vec<Access> {
        self.machine.accesses()
    }
}

fn locked<D: Device>(device: &Shared<D>) -> MutexGuard<'_, D> {
    device.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Chip {
    fn drop(&mut self) {
        if let Some(system) = self.system.take() {
            let _ = system.stop();
        }
    }
}

/// Instead of the vendor's weak function, which waits for an interrupt to count: milliseconds of the simulated clock.
#[unsafe(no_mangle)]
extern "C" fn HAL_GetTick() -> u32 {
    (micros() / 1000) as u32
}
