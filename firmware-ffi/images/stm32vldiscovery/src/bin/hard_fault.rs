//! Negative: the HAL's GPIO is at addresses that nobody answers at on this board.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{exit, status};
use cortex_m_rt::entry;
use embedded_hal::digital::OutputPin;
use images_stm32vldiscovery::{must, say, serial, start};
use py32f0_hal::gpio::{Output, Port};

#[entry]
fn main() -> ! {
    let system = start();
    say(&mut serial(&system), "before\n");
    let mut pin = must(Output::new(&system, Port::A, 5), 1);
    must(pin.set_high(), 2);
    exit(status::OK)
}
