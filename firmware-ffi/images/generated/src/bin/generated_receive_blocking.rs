//! Answers each line with the same in capitals, until there is an empty one.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{exit, status};
use cortex_m_rt::entry;
use embedded_io::{Read, Write};
use images_generated::{must, say, serial, start};

#[entry]
fn main() -> ! {
    let system = start();
    let mut line = serial(&system);
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
