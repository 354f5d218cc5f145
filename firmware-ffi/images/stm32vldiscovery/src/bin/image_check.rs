//! A boot loader's look at an image, in C and in Rust, side by side: what the emulator hands over says who answers.
//!
//! `cpp`, `rust` or `shadow`, as on a host. A second word, `flawed`, exchanges the Rust for one with a mistake, which shadow
//! mode must find.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{arguments, exit, status};
use cortex_m_rt::entry;
use drivers::image::{Verdict, check};
use images_stm32vldiscovery::{say, say_number, serial, start};
use migrate_rt::{Mode, Module};

static MODULE: Module = Module::new("image-check", Mode::Cpp);

/// Differences were found.
const DIFFERS: i32 = 1;
/// The emulator handed over no mode.
const NO_MODE: i32 = 2;

unsafe extern "C" {
    fn image_check(memory: *const u8, size: u32) -> u8;
}

/// An image with a good checksum in its header, and two bytes of erased flash behind it.
fn good() -> [u8; 23] {
    let mut image = *b"MIGM\x09\0\0\0....firmware!\xff\xff";
    if let Some(place) = image.get_mut(8..12) {
        place.copy_from_slice(&drivers::crc32(b"firmware!").to_le_bytes());
    }
    image
}

/// The good image with one byte changed.
fn changed(place: usize, value: u8) -> [u8; 23] {
    let mut image = good();
    if let Some(byte) = image.get_mut(place) {
        *byte = value;
    }
    image
}

/// A good image, then one for each way to be bad, each with its length.
fn images() -> [([u8; 23], usize); 6] {
    [(good(), 23), (changed(0, 0), 23), (changed(14, b'R'), 23), (changed(4, 0), 23), (changed(5, 1), 23), (good(), 11)]
}

fn in_c(image: &[u8]) -> u8 {
    // SAFETY: the function reads as many bytes as it is told.
    unsafe { image_check(image.as_ptr(), image.len() as u32) }
}

fn in_rust(image: &[u8]) -> u8 {
    check(image) as u8
}

/// Takes an empty image for a good one.
fn flawed(image: &[u8]) -> u8 {
    match check(image) {
        Verdict::BadLength if image.get(4) == Some(&0) => Verdict::Good as u8,
        verdict => verdict as u8,
    }
}

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
    let mut room = [0; 64];
    let (mode, twin): (_, fn(&[u8]) -> u8) = match arguments(&mut room).split_once(' ') {
        Some((mode, "flawed")) => (mode.parse(), flawed),
        Some(_) => exit(NO_MODE),
        None => (arguments(&mut room).parse(), in_rust),
    };
    match mode {
        Ok(mode) => MODULE.set_mode(mode),
        Err(_) => exit(NO_MODE),
    }
    let mut differences = 0;
    for (image, length) in images() {
        let image = image.get(..length).unwrap_or_default();
        let verdict = match MODULE.mode() {
            Mode::Cpp => in_c(image),
            Mode::Rust => twin(image),
            Mode::Shadow => {
                let answer = in_c(image);
                differences += u32::from(twin(image) != answer);
                answer
            }
        };
        say_number(&mut line, u32::from(verdict));
        say(&mut line, "\n");
    }
    if differences > 0 {
        say_number(&mut line, differences);
        say(&mut line, " differ\n");
        exit(DIFFERS);
    }
    exit(status::OK)
}
