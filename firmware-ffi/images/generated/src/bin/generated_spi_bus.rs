//! SPI by the trait: a bus with nothing on it answers with zeros.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{check, exit, status};
use cortex_m_rt::entry;
use embedded_hal::spi::SpiBus;
use images_generated::{must, say, serial, start};
use py32f0_generated_hal::peripherals::Spi as Bus;
use py32f0_generated_hal::spi::Spi;
use py32f0_generated_hal::{Error, Refused, sys};

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
    let settings = sys::SPI_InitTypeDef {
        Mode: sys::SPI_MODE_MASTER,
        Direction: sys::SPI_DIRECTION_2LINES,
        DataSize: sys::SPI_DATASIZE_8BIT,
        NSS: sys::SPI_NSS_SOFT,
        BaudRatePrescaler: sys::SPI_BAUDRATEPRESCALER_8,
        ..Default::default()
    };
    let mut spi = must(Spi::new(&system, Bus::Spi1, settings), 1);
    spi.set_timeout(50);
    let mut words = [1, 2, 3, 4];
    must(spi.write(&words), 2);
    must(spi.transfer_in_place(&mut words), 3);
    check(words == [0; 4], 4);
    let mut longer = [9; 6];
    must(SpiBus::transfer(&mut spi, &mut longer, &[7, 8]), 5);
    check(longer.get(..2) == Some(&[0, 0]), 6);
    drop(spi);
    let wide = sys::SPI_InitTypeDef { DataSize: sys::SPI_DATASIZE_16BIT, ..settings };
    let mut spi = must(Spi::new(&system, Bus::Spi1, wide), 7);
    check(spi.write(&words) == Err(Error::Refused(Refused::WideUnits)), 8);
    say(&mut line, "a bus of bytes\n");
    exit(status::OK)
}
