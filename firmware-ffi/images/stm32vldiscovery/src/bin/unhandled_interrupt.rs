//! Negative: an interrupt that nobody handles.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{Interrupt, NVIC, exit, status};
use cortex_m_rt::entry;
use images_stm32vldiscovery::{say, serial, start};

#[entry]
fn main() -> ! {
    let system = start();
    say(&mut serial(&system), "before\n");
    // SAFETY: nothing is protected by the interrupt being off.
    unsafe { NVIC::unmask(Interrupt::Spi2) };
    NVIC::pend(Interrupt::Spi2);
    exit(status::OK)
}
