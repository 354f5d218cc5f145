//! Negative: an address that nobody answers at.

#![no_std]
#![no_main]

use board_microbit::{exit, status};
use cortex_m_rt::entry;
use images_microbit::{say, serial};

#[entry]
fn main() -> ! {
    say(&mut serial(), "before\n");
    // SAFETY: there is no safety here.
    unsafe { (0x3000_0000 as *const u32).read_volatile() };
    exit(status::OK)
}
