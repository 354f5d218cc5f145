//! What the images have in common: how they start, and the tick.

#![no_std]

pub mod standin;

use board_stm32vldiscovery::{exit, status};
use cortex_m_rt::exception;
use embedded_io::Write;
use hal_support::Callback;
use py32f0_hal::{System, layout_agrees, layout_of_c, on_tick, uart};

/// Called by the tick, for what stands in for devices that the emulator does not have.
pub static DEVICE: Callback = Callback::new();

/// Starts the HAL, or ends the image.
pub fn start() -> System {
    if !layout_agrees(layout_of_c()) {
        exit(status::LAYOUT);
    }
    must(System::start(), 90)
}

/// The first serial port with its usual settings, or ends the image.
pub fn serial(system: &System) -> uart::Uart {
    must(uart::Uart::new(system, uart::Port::Usart1, uart::Config::default()), 91)
}

/// What is in a result, or ends the image with a number.
pub fn must<T, E>(result: Result<T, E>, number: i32) -> T {
    match result {
        Ok(value) => value,
        Err(_) => exit(number),
    }
}

/// Writes text.
pub fn say(line: &mut impl Write, text: &str) {
    must(line.write_all(text.as_bytes()), 92);
}

/// Writes a number in decimal, without the code for all formats that there are.
pub fn say_number(line: &mut impl Write, number: u32) {
    let mut digits = [0; 10];
    let mut rest = number;
    let mut first = digits.len();
    for place in digits.iter_mut().rev() {
        *place = b'0' + (rest % 10) as u8;
        rest /= 10;
        first -= 1;
        if rest == 0 {
            break;
        }
    }
    must(line.write_all(digits.get(first..).unwrap_or_default()), 92);
}

/// Payloads that telemetry is compared by: lengths 0, 4, … 32, flags and escapes among their bytes.
pub fn frames() -> impl Iterator<Item = ([u8; 32], usize)> {
    (0..=32u8).step_by(4).map(|length| {
        let mut payload = [0; 32];
        for (byte, i) in payload.iter_mut().zip(0..length) {
            *byte = 0x70u8.wrapping_add(7 * i).wrapping_add(length);
        }
        (payload, usize::from(length))
    })
}

#[exception]
fn SysTick() {
    on_tick();
    DEVICE.call();
}
