//! Negative: a panic.

#![no_std]
#![no_main]

use cortex_m_rt::entry;
use images_microbit::{say, serial};

#[entry]
fn main() -> ! {
    say(&mut serial(), "before\n");
    panic!("on purpose")
}
