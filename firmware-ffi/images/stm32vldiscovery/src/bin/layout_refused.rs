//! Negative: C and Rust disagree about enums, so the image refuses to run.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{exit, status};
use cortex_m_rt::entry;
use images_stm32vldiscovery::{say, serial, start};
use py32f0_hal::{Layout, layout_agrees};

unsafe extern "C" {
    /// The same file of C, by a compiler to which an enum is as long as an int.
    safe static layout_of_another_compiler: Layout;
}

#[entry]
fn main() -> ! {
    let system = start();
    say(&mut serial(&system), "the vendor's compiler agrees\n");
    exit(if layout_agrees(&layout_of_another_compiler) { status::OK } else { status::LAYOUT })
}
