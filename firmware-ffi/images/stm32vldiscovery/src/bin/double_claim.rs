//! A peripheral has one owner at a time.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{check, exit, status};
use cortex_m_rt::entry;
use embedded_hal::spi::MODE_0;
use images_stm32vldiscovery::{say, serial, start};
use py32f0_hal::spi::{Bus, Spi};
use py32f0_hal::uart::{Config, Port, Uart};
use py32f0_hal::{Error, System, Timeout};

#[entry]
fn main() -> ! {
    let system = start();
    let first = serial(&system);
    check(matches!(Uart::new(&system, Port::Usart1, Config::default()), Err(Error::AlreadyClaimed)), 1);
    check(Uart::new(&system, Port::Usart2, Config::default()).is_ok(), 2);
    let spi = |bus| Spi::new(&system, bus, MODE_0, Timeout::millis(1));
    let held = spi(Bus::Spi1);
    check(held.is_ok(), 3);
    check(matches!(spi(Bus::Spi1), Err(Error::AlreadyClaimed)), 4);
    check(spi(Bus::Spi2).is_ok(), 5);
    check(matches!(System::start(), Err(Error::AlreadyClaimed)), 6);
    drop(first);
    say(&mut serial(&system), "claimed, refused, given back, claimed again\n");
    exit(status::OK)
}
