//! Answers each line with the same in capitals, until there is an empty one.

#![no_std]
#![no_main]

use board_microbit::{exit, status};
use cortex_m_rt::entry;
use embedded_io::{Read, Write};
use images_microbit::{must, say, serial};

#[entry]
fn main() -> ! {
    let mut line = serial();
    say(&mut line, "ready\n");
    let mut before = b'\n';
    loop {
        let mut byte = [0];
        must(line.read(&mut byte), 1);
        let [now] = byte;
        if now == b'\n' && before == b'\n' {
            exit(status::OK);
        }
        must(line.write_all(&byte.map(|b| b.to_ascii_uppercase())), 2);
        before = now;
    }
}
