//! Telemetry: a main program in Rust, over the driver in Rust.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{exit, status};
use cortex_m_rt::entry;
use drivers::telemetry::Telemetry;
use images_stm32vldiscovery::{frames, must, serial, start};

#[entry]
fn main() -> ! {
    let system = start();
    let mut telemetry = Telemetry::new(serial(&system));
    for (payload, length) in frames() {
        must(telemetry.send(payload.get(..length).unwrap_or_default()), 1);
    }
    drop(telemetry);
    exit(status::OK)
}
