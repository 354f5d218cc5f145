//! A simulated chip for the generated crate, and what must not compile.
//!
//! Memory that an interrupt works on is given away. This compiles:
//!
//! ```no_run
//! # use py32f0_generated_hal::{System, peripherals::Usart, uart::Uart};
//! # let system = System::start().unwrap();
//! # let mut line = Uart::new(&system, Usart::Usart1, Default::default()).unwrap();
//! let memory: &'static mut [u8] = Box::leak(Box::new([0; 8]));
//! let _ = line.receive_it(memory);
//! ```
//!
//! and this does not, because the memory is gone before the interrupt is done with it:
//!
//! ```compile_fail,E0597
//! # use py32f0_generated_hal::{System, peripherals::Usart, uart::Uart};
//! # let system = System::start().unwrap();
//! # let mut line = Uart::new(&system, Usart::Usart1, Default::default()).unwrap();
//! let mut memory = [0; 8];
//! let _ = line.receive_it(&mut memory);
//! ```
//!
//! nor what is read by an interrupt:
//!
//! ```compile_fail,E0597
//! # use py32f0_generated_hal::{System, peripherals::Usart, uart::Uart};
//! # let system = System::start().unwrap();
//! # let mut line = Uart::new(&system, Usart::Usart1, Default::default()).unwrap();
//! let mut memory = [0; 8];
//! let _ = line.transmit_it(&mut memory);
//! ```
//!
//! DMA is `unsafe` on top of that, and takes no short borrow either:
//!
//! ```no_run
//! # use py32f0_generated_hal::{System, peripherals::Usart, uart::Uart};
//! # let system = System::start().unwrap();
//! # let mut line = Uart::new(&system, Usart::Usart1, Default::default()).unwrap();
//! let memory: &'static mut [u8] = Box::leak(Box::new([0; 8]));
//! let _ = unsafe { line.receive_dma(memory) };
//! ```
//!
//! ```compile_fail,E0597
//! # use py32f0_generated_hal::{System, peripherals::Usart, uart::Uart};
//! # let system = System::start().unwrap();
//! # let mut line = Uart::new(&system, Usart::Usart1, Default::default()).unwrap();
//! let mut memory = [0; 8];
//! let _ = unsafe { line.receive_dma(&mut memory) };
//! ```
//!
//! What was given away cannot be touched before it is back:
//!
//! ```compile_fail,E0382
//! # use py32f0_generated_hal::{System, peripherals::Usart, uart::Uart};
//! # let system = System::start().unwrap();
//! # let mut line = Uart::new(&system, Usart::Usart1, Default::default()).unwrap();
//! let memory: &'static mut [u8] = Box::leak(Box::new([0; 8]));
//! let _ = line.receive_it(memory);
//! memory[0] = 1;
//! ```
//!
//! A pin borrows its port, so nobody sets up the port meanwhile:
//!
//! ```compile_fail,E0502
//! # use py32f0_generated_hal::{gpio::Gpio, peripherals::Gpio as Port};
//! let mut port = Gpio::claim(Port::Gpioa).unwrap();
//! let pin = port.pin(3, Default::default()).unwrap();
//! port.toggle_pin(8);
//! drop(pin);
//! ```

use py32f0_generated_hal::{System, sys};
use simulator::models::Memory;
use simulator::{Machine, MachineError, micros};

/// Bytes of a peripheral's registers.
const BLOCK: u32 = 0x400;
/// The core's own registers: the tick and the interrupt controller.
const CORE: u32 = 0xe000_e000;

/// A chip whose registers are memory.
pub struct Chip {
    /// The HAL.
    pub system: System,
    _machine: Machine,
}

impl Chip {
    /// A chip after its reset. One in a process: the HAL starts once.
    ///
    /// # Panics
    /// If the HAL does not start.
    pub fn new() -> Result<Self, MachineError> {
        let mut machine = Machine::new()?;
        let bases = [sys::RCC_BASE, sys::EXTI_BASE, sys::SYSCFG_BASE, sys::FLASH_R_BASE, sys::GPIOA_BASE];
        for address in bases.map(|base| base as u32).into_iter().chain([CORE]) {
            machine.plug(address, BLOCK, Memory::new(BLOCK), None)?;
        }
        machine.plug(CORE + BLOCK, 0x1000 - BLOCK, Memory::new(0x1000 - BLOCK), None)?;
        let system = System::start().expect("the HAL has started");
        Ok(Self { system, _machine: machine })
    }
}

/// Instead of the vendor's weak function, which waits for an interrupt to count: milliseconds of the simulated clock.
#[unsafe(no_mangle)]
extern "C" fn HAL_GetTick() -> u32 {
    (micros() / 1000) as u32
}
