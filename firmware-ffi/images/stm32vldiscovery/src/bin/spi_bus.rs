//! SPI by the trait: a bus with nothing on it answers with zeros. (The emulator clocks a byte twice for a device, so one on
//! this bus would say nothing about the driver; the host's simulator has a device.)

#![no_std]
#![no_main]

use board_stm32vldiscovery::{check, exit, status};
use cortex_m_rt::entry;
use embedded_hal::spi::{MODE_0, MODE_3, SpiBus};
use images_stm32vldiscovery::{must, say, serial, start};
use py32f0_hal::Timeout;
use py32f0_hal::spi::{Bus, Spi};

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
    for (bus, mode) in [(Bus::Spi1, MODE_0), (Bus::Spi2, MODE_3)] {
        let mut spi = must(Spi::new(&system, bus, mode, Timeout::millis(50)), 1);
        let mut words = [1, 2, 3, 4];
        must(spi.write(&words), 2);
        must(spi.transfer_in_place(&mut words), 3);
        check(words == [0; 4], 4);
        let mut longer = [9; 6];
        must(spi.transfer(&mut longer, &[7, 8]), 5);
        check(longer.get(..2) == Some(&[0, 0]), 6);
        must(spi.transfer(&mut words, &[1, 2, 3, 4, 5, 6, 7]), 7);
        must(spi.read(&mut words), 8);
        must(spi.flush(), 9);
    }
    say(&mut line, "both buses\n");
    exit(status::OK)
}
