//! A boot loader's look at an image: the main program in C of `image_c`, over the check in Rust.

#![no_std]
#![no_main]

use core::slice;

use drivers::image::check;
use images_stm32vldiscovery as _;

/// What `image.h` declares.
///
/// # Safety
/// `memory` points to `size` bytes, which nobody writes meanwhile.
#[unsafe(no_mangle)]
unsafe extern "C" fn image_check(memory: *const u8, size: u32) -> u8 {
    // SAFETY: the caller promises it.
    check(unsafe { slice::from_raw_parts(memory, size as usize) }) as u8
}
