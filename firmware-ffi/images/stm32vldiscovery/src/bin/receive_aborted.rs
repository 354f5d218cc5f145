//! A buffer that an interrupt writes to: a second one is refused, and the first comes back when the reception is given up.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{check, exit, status};
use cortex_m_rt::entry;
use images_stm32vldiscovery::{must, say, serial, start};
use py32f0_hal::Error;

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
    let Some(first) = cortex_m::singleton!(: [u8; 8] = [7; 8]) else { exit(1) };
    let Some(second) = cortex_m::singleton!(: [u8; 4] = [9; 4]) else { exit(2) };
    check(line.receive_by_interrupt(first, None).is_ok(), 3);
    match line.receive_by_interrupt(second, None) {
        Err((Error::Busy, buffer)) => check(buffer == [9; 4], 4),
        _ => exit(5),
    }
    check(line.received().is_none(), 6);
    check(must(line.abort_receive(), 7).is_some_and(|buffer| buffer == [7; 8]), 8);
    check(must(line.abort_receive(), 9).is_none(), 10);
    say(&mut line, "both buffers are back\n");
    exit(status::OK)
}
