//! Telemetry for programs in C: this is where `telemetry_rust.h` comes from.

use core::cell::Cell;

use critical_section::Mutex;
use drivers::telemetry::{Error, Telemetry};
use images_stm32vldiscovery::start;
use py32f0_hal::uart::{Config, Port, Uart};

/// How a call went.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TelemetryStatus {
    /// Done.
    Ok = 0,
    /// The line is not open, or somebody is using it.
    Closed = 1,
    /// The line has an owner.
    Claimed = 2,
    /// The payload is longer than 32 bytes.
    TooLong = 3,
    /// The line failed.
    Failed = 4,
}

/// Taken out while it is used, so that an interrupt that comes in between finds it closed.
static LINE: Mutex<Cell<Option<Telemetry<Uart>>>> = Mutex::new(Cell::new(None));
static SYSTEM: Mutex<Cell<bool>> = Mutex::new(Cell::new(false));

fn swap(line: Option<Telemetry<Uart>>) -> Option<Telemetry<Uart>> {
    critical_section::with(|token| LINE.borrow(token).replace(line))
}

/// Opens the line with `baud` bits a second.
#[unsafe(no_mangle)]
pub extern "C" fn telemetry_open(baud: u32) -> TelemetryStatus {
    let started = critical_section::with(|token| SYSTEM.borrow(token).replace(true));
    if started {
        return TelemetryStatus::Claimed;
    }
    match Uart::new(&start(), Port::Usart1, Config { baud, ..Config::default() }) {
        Ok(uart) => {
            swap(Some(Telemetry::new(uart)));
            TelemetryStatus::Ok
        }
        Err(_) => TelemetryStatus::Failed,
    }
}

/// Sends a frame.
///
/// # Safety
/// `payload` points to `length` bytes, which nobody writes meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn telemetry_frame(payload: *const u8, length: usize) -> TelemetryStatus {
    let Some(mut line) = swap(None) else { return TelemetryStatus::Closed };
    // SAFETY: the caller promises it.
    let payload = unsafe { core::slice::from_raw_parts(payload, length) };
    let status = match line.send(payload) {
        Ok(()) => TelemetryStatus::Ok,
        Err(Error::TooLong) => TelemetryStatus::TooLong,
        Err(Error::Line(_)) => TelemetryStatus::Failed,
    };
    swap(Some(line));
    status
}

/// Closes the line. Nothing happens if it is not open.
#[unsafe(no_mangle)]
pub extern "C" fn telemetry_close() {
    swap(None);
}
