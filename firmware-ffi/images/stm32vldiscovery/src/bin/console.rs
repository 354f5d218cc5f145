//! The console on the first serial port. It also runs on the host, in `simulated/tests/sessions.rs`.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{exit, status};
use cortex_m_rt::entry;
use drivers::console;
use images_stm32vldiscovery::{must, serial, start};

#[entry]
fn main() -> ! {
    let system = start();
    must(console::run(&mut serial(&system)), 1);
    exit(status::OK)
}
