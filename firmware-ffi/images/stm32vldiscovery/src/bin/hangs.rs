//! Negative: never ends.

#![no_std]
#![no_main]

use cortex_m_rt::entry;
use images_stm32vldiscovery::{say, serial, start};

#[entry]
fn main() -> ! {
    let system = start();
    say(&mut serial(&system), "waiting\n");
    loop {
        core::hint::spin_loop();
    }
}
