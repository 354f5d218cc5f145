//! The BBC micro:bit, first edition: a Cortex-M0 with Nordic's peripherals.

#![no_std]

// Has the critical section of a chip with one core.
use cortex_m as _;

pub use board_support::{arguments, check, exit, status};

/// The one interrupt that images use, by its position in the vector table.
pub const UART0: usize = 2;

unsafe extern "C" {
    fn DefaultHandler();
    #[link_name = "UART0"]
    fn on_uart0();
}

/// Vectors of the chip behind those of the core.
#[unsafe(link_section = ".vector_table.interrupts")]
#[unsafe(no_mangle)]
pub static __INTERRUPTS: [unsafe extern "C" fn(); 32] = vectors();

const fn vectors() -> [unsafe extern "C" fn(); 32] {
    let mut vectors = [DefaultHandler as unsafe extern "C" fn(); 32];
    vectors[UART0] = on_uart0;
    vectors
}
