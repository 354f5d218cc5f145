//! Negative: a fault while faults cannot be handled, in which a core locks up.

#![no_std]
#![no_main]

use cortex_m_rt::entry;
use images_stm32vldiscovery::{say, serial, start};

#[entry]
fn main() -> ! {
    let system = start();
    say(&mut serial(&system), "before\n");
    // SAFETY: there is no safety here: the core runs at the priority of faults, and nobody answers at the address.
    unsafe {
        core::arch::asm!("movs r0, #1", "msr FAULTMASK, r0", "ldr r0, [{address}]", address = in(reg) 0x5000_0000, out("r0") _);
    }
    loop {
        core::hint::spin_loop();
    }
}
