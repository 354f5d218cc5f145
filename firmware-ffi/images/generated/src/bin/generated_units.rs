//! Nine bits without parity are units of two bytes: a slice of bytes is refused then, and not read beyond its end.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{check, exit, status};
use cortex_m_rt::entry;
use images_generated::{must, say, serial, settings, start};
use py32f0_generated_hal::peripherals::Usart;
use py32f0_generated_hal::uart::Uart;
use py32f0_generated_hal::{Error, Refused, sys};

const WIDE: Result<(), Error> = Err(Error::Refused(Refused::WideUnits));

#[entry]
fn main() -> ! {
    let system = start();
    let nine = sys::UART_InitTypeDef { WordLength: sys::UART_WORDLENGTH_9B, ..settings() };
    let mut wide = must(Uart::new(&system, Usart::Usart2, nine), 1);
    check(wide.transmit(b"text", 5) == WIDE, 2);
    check(wide.receive(&mut [0; 4], 5) == WIDE, 3);
    drop(wide);
    // With a parity bit nine are a byte again.
    let even = sys::UART_InitTypeDef { Parity: sys::UART_PARITY_EVEN, ..nine };
    let mut narrow = must(Uart::new(&system, Usart::Usart2, even), 4);
    check(narrow.receive(&mut [0; 4], 5) == Err(Error::Timeout), 5);
    say(&mut serial(&system), "no slice is read beyond its end\n");
    exit(status::OK)
}
