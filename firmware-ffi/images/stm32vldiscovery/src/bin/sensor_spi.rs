//! Reads the four inputs of a converter on SPI, by a driver that knows no vendor.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{exit, status};
use cortex_m_rt::entry;
use drivers::adc::Adc;
use embedded_hal::spi::MODE_0;
use images_stm32vldiscovery::{must, say, say_number, serial, start};
use py32f0_hal::Timeout;
use py32f0_hal::spi::{Bus, Spi};

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
    let mut adc = Adc::new(must(Spi::new(&system, Bus::Spi2, MODE_0, Timeout::millis(50)), 1));
    for input in 0..4 {
        let value = must(adc.read(input), 2);
        say_number(&mut line, u32::from(value));
        say(&mut line, "\n");
    }
    exit(status::OK)
}
