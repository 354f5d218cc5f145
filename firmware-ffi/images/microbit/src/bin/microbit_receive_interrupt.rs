//! Receives by interrupt: the vendor's handler calls a function of Rust for each byte.

#![no_std]
#![no_main]

use core::cell::RefCell;

use board_microbit::{exit, status};
use cortex_m_rt::entry;
use critical_section::Mutex;
use embedded_io::{Read, ReadReady, Write};
use images_microbit::{must, say, serial};
use nrf51_hal::serial::Serial;

const ROOM: usize = 16;

struct Line {
    serial: Option<Serial>,
    bytes: [u8; ROOM],
    length: usize,
}

static LINE: Mutex<RefCell<Line>> = Mutex::new(RefCell::new(Line { serial: None, bytes: [0; ROOM], length: 0 }));

/// Runs a function on the line, which an interrupt uses as well.
fn with<R>(f: impl FnOnce(&mut Line) -> R) -> R {
    critical_section::with(|token| match LINE.borrow(token).try_borrow_mut() {
        Ok(mut line) => f(&mut line),
        Err(_) => exit(1),
    })
}

/// Called in the interrupt.
fn receive() {
    with(|line| {
        let Some(serial) = &mut line.serial else { exit(2) };
        while must(serial.read_ready(), 3) {
            let Some(place) = line.bytes.get_mut(line.length..=line.length) else { exit(4) };
            line.length += must(serial.read(place), 5);
        }
    });
}

#[entry]
fn main() -> ! {
    let mut serial = serial();
    serial.on_readable(Some(receive));
    say(&mut serial, "ready\n");
    with(|line| line.serial = Some(serial));
    while with(|line| line.length) < ROOM {}
    with(|line| {
        line.bytes.reverse();
        if let Some(serial) = &mut line.serial {
            must(serial.write_all(&line.bytes), 6);
            say(serial, "\n");
        }
    });
    exit(status::OK)
}
