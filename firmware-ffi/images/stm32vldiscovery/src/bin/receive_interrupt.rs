//! Receives by interrupt: the vendor's handler calls a function of Rust when the buffer is full.

#![no_std]
#![no_main]

use core::cell::Cell;

use board_stm32vldiscovery::{Interrupt, NVIC, check, exit, status};
use cortex_m_rt::entry;
use critical_section::Mutex;
use embedded_io::Write;
use images_stm32vldiscovery::{must, say, say_number, serial, start};
use py32f0_hal::uart::{Port, on_interrupt};

const ROUNDS: u32 = 3;
static FULL: Mutex<Cell<u32>> = Mutex::new(Cell::new(0));

fn full() -> u32 {
    critical_section::with(|token| FULL.borrow(token).get())
}

/// Called in the interrupt.
fn count() {
    critical_section::with(|token| FULL.borrow(token).set(FULL.borrow(token).get() + 1));
}

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
    // SAFETY: the handler touches nothing that the main program relies on to be alone with.
    unsafe { NVIC::unmask(Interrupt::Usart1) };
    let Some(mut buffer) = cortex_m::singleton!(: [u8; 8] = [0; 8]).map(|bytes| &mut bytes[..]) else { exit(1) };
    for round in 1..=ROUNDS {
        check(line.receive_by_interrupt(buffer, Some(count)).is_ok(), 2);
        if round == 1 {
            say(&mut line, "ready\n");
        }
        while full() < round {}
        buffer = match line.received() {
            Some(buffer) => buffer,
            None => exit(3),
        };
        buffer.reverse();
        must(line.write_all(buffer), 4);
        say(&mut line, "\n");
    }
    say_number(&mut line, full());
    say(&mut line, " calls\n");
    exit(status::OK)
}

#[unsafe(no_mangle)]
extern "C" fn USART1() {
    on_interrupt(Port::Usart1);
}
