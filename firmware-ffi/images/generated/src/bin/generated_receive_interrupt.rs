//! Receives by interrupt into memory that is given away, and comes back when it is full.

#![no_std]
#![no_main]

use core::sync::atomic::{AtomicU32, Ordering};

use board_stm32vldiscovery::{Interrupt, NVIC, check, exit, status};
use cortex_m_rt::entry;
use embedded_io::Write;
use images_generated::{must, say, serial, start};
use py32f0_generated_hal::peripherals::Usart;
use py32f0_generated_hal::uart;

static CALLS: AtomicU32 = AtomicU32::new(0);

/// Called in the interrupt.
fn full() {
    CALLS.store(CALLS.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
}

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
    uart::on_rx_cplt_callback(Usart::Usart1, Some(full));
    // SAFETY: the handler touches nothing that the main program relies on to be alone with.
    unsafe { NVIC::unmask(Interrupt::Usart1) };
    let Some(mut memory) = cortex_m::singleton!(: [u8; 8] = [0; 8]).map(|bytes| &mut bytes[..]) else { exit(1) };
    for round in 1..=2 {
        check(line.receive_it(memory).is_ok(), 2);
        if round == 1 {
            say(&mut line, "ready\n");
        }
        memory = loop {
            if let Some(full) = line.received() {
                break full;
            }
        };
        check(CALLS.load(Ordering::Relaxed) == round, 3);
        memory.reverse();
        must(line.write_all(memory), 4);
        say(&mut line, "\n");
    }
    exit(status::OK)
}

#[unsafe(no_mangle)]
extern "C" fn USART1() {
    // SAFETY: the peripheral's interrupt is what calls it.
    unsafe { uart::on_irq_handler(Usart::Usart1) };
}
