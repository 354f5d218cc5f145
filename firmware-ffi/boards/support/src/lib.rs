//! How a firmware image ends under an emulator or a debugger: the exit status goes out by semihosting.
//!
//! Without either, semihosting calls are faults and the image ends in an endless loop. Images for a device in the field
//! do not link this.

#![no_std]

use core::panic::PanicInfo;
use core::str;

use cortex_m_rt::{ExceptionFrame, exception};
use semihosting::process;
use semihosting::sys::arm_compat::syscall::{OperationNumber, ParamRegW, syscall};

/// Exit statuses that mean something else than a check that failed. A check that fails exits with a number below 100.
pub mod status {
    /// Everything held.
    pub const OK: i32 = 0;
    /// A panic.
    pub const PANIC: i32 = 101;
    /// A HardFault: an address that nobody answers at, a wrong instruction.
    pub const HARD_FAULT: i32 = 102;
    /// An interrupt that nobody handles.
    pub const UNHANDLED_INTERRUPT: i32 = 103;
    /// The vendor's compiler and Rust disagree about the layout of a type.
    pub const LAYOUT: i32 = 104;
}

/// Ends the image with an exit status.
pub fn exit(status: i32) -> ! {
    process::exit(status)
}

/// Ends the image with `number` unless `holds`. Not an assertion: those carry a text, which costs flash.
#[inline]
pub fn check(holds: bool, number: i32) {
    if !holds {
        exit(number);
    }
}

/// The same for a main program in C.
#[unsafe(no_mangle)]
extern "C" fn board_exit(status: i32) -> ! {
    exit(status)
}

/// What the emulator hands to the image behind the image's own name; empty where there is nothing, or too much. By a bare
/// call: what the crate has for it cuts a slice, which code for panics would belong to.
pub fn arguments(room: &mut [u8; 64]) -> &str {
    room.fill(0);
    let size = ParamRegW::usize(room.len());
    // SAFETY: the call takes a buffer and its size, and writes no more than that.
    let failed =
        unsafe { syscall(OperationNumber::SYS_GET_CMDLINE, ParamRegW::block(&mut [ParamRegW::buf(room), size])) };
    let line = room.split(|byte| *byte == 0).next().filter(|_| failed.usize() == 0);
    let line = line.and_then(|line| str::from_utf8(line).ok()).unwrap_or_default();
    line.split_once(' ').map_or("", |(_, words)| words)
}

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    exit(status::PANIC)
}

#[exception]
unsafe fn HardFault(_: &ExceptionFrame) -> ! {
    exit(status::HARD_FAULT)
}

#[exception]
unsafe fn DefaultHandler(_: i16) {
    exit(status::UNHANDLED_INTERRUPT)
}
