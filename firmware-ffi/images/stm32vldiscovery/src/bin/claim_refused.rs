//! Negative: a program that takes a second claim for granted ends with the number that says so.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{exit, status};
use cortex_m_rt::entry;
use images_stm32vldiscovery::{say, serial, start};

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
    say(&mut line, "first\n");
    say(&mut serial(&system), "second\n");
    exit(status::OK)
}
