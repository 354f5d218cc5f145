//! The STM32VLDISCOVERY: a Cortex-M3, whose USART1 and SPI1 have the registers, and the addresses, that the HAL of the
//! PY32F0 means. What else that HAL means is not on this board: GPIO, for one, is at addresses that nobody answers at.

#![no_std]

pub use board_support::{arguments, check, exit, status};
pub use cortex_m::peripheral::NVIC;

/// Cycles of the core a second.
pub const CORE_HERTZ: u32 = 24_000_000;

/// Interrupts that images use, by the position in the vector table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
#[allow(missing_docs)]
pub enum Interrupt {
    Spi1 = 35,
    Spi2 = 36,
    Usart1 = 37,
    Usart2 = 38,
    Usart3 = 39,
}

// SAFETY: the numbers are positions in the vector table below.
unsafe impl cortex_m::interrupt::InterruptNumber for Interrupt {
    fn number(self) -> u16 {
        self as u16
    }
}

unsafe extern "C" {
    fn DefaultHandler();
    fn SPI1();
    fn SPI2();
    fn USART1();
    fn USART2();
    fn USART3();
}

/// Vectors of the chip behind those of the core.
#[unsafe(link_section = ".vector_table.interrupts")]
#[unsafe(no_mangle)]
pub static __INTERRUPTS: [unsafe extern "C" fn(); 61] = vectors();

const fn vectors() -> [unsafe extern "C" fn(); 61] {
    let mut vectors = [DefaultHandler as unsafe extern "C" fn(); 61];
    vectors[Interrupt::Spi1 as usize] = SPI1;
    vectors[Interrupt::Spi2 as usize] = SPI2;
    vectors[Interrupt::Usart1 as usize] = USART1;
    vectors[Interrupt::Usart2 as usize] = USART2;
    vectors[Interrupt::Usart3 as usize] = USART3;
    vectors
}
