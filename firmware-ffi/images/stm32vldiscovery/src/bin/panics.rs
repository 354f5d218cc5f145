//! Negative: a panic.

#![no_std]
#![no_main]

use cortex_m_rt::entry;
use images_stm32vldiscovery::{say, serial, start};

#[entry]
fn main() -> ! {
    let system = start();
    say(&mut serial(&system), "before\n");
    let millis = core::hint::black_box(system.millis() as usize);
    panic!("{millis} is wrong")
}
