//! Answers each line with the same in capitals, until there is an empty one; the port has one owner.

#![no_std]
#![no_main]

use board_microbit::{check, exit, status};
use cortex_m_rt::entry;
use embedded_io::{Read, Write};
use images_generated_microbit::{must, port, say, serial};
use nrf51_generated_hal::{Error, Refused};

#[entry]
fn main() -> ! {
    let mut line = serial();
    check(matches!(port(), Err(Error::Refused(Refused::AlreadyClaimed))), 1);
    say(&mut line, "ready\n");
    let mut before = b'\n';
    loop {
        let mut byte = [0];
        must(line.read(&mut byte), 2);
        let [now] = byte;
        if now == b'\n' && before == b'\n' {
            exit(status::OK);
        }
        must(line.write_all(&byte.map(|b| b.to_ascii_uppercase())), 3);
        before = now;
    }
}
