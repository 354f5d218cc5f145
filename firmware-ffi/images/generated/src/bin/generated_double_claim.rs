//! A peripheral has one owner at a time.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{check, exit, status};
use cortex_m_rt::entry;
use images_generated::{port, say, serial, start};
use py32f0_generated_hal::gpio::Gpio;
use py32f0_generated_hal::peripherals::{Gpio as Port, Usart};
use py32f0_generated_hal::{Error, Refused, System};

const CLAIMED: Error = Error::Refused(Refused::AlreadyClaimed);

#[entry]
fn main() -> ! {
    let system = start();
    let first = serial(&system);
    check(matches!(port(&system, Usart::Usart1), Err(CLAIMED)), 1);
    check(port(&system, Usart::Usart2).is_ok(), 2);
    let pins = Gpio::claim(Port::Gpioa);
    check(pins.is_ok() && matches!(Gpio::claim(Port::Gpioa), Err(CLAIMED)), 3);
    check(matches!(System::start(), Err(CLAIMED)), 4);
    drop(first);
    say(&mut serial(&system), "claimed, refused, given back, claimed again\n");
    exit(status::OK)
}
