//! What the images have in common: how they start, and the tick.

#![no_std]

use board_stm32vldiscovery::exit;
use cortex_m_rt::exception;
use embedded_io::Write;
use py32f0_generated_hal::peripherals::Usart;
use py32f0_generated_hal::uart::Uart;
use py32f0_generated_hal::{Error, System, functions, sys};

/// Starts the HAL, or ends the image.
pub fn start() -> System {
    must(System::start(), 90)
}

/// Settings of a serial port: the HAL's names for 115,200 baud, eight bits, no parity, one stop bit.
pub fn settings() -> sys::UART_InitTypeDef {
    sys::UART_InitTypeDef {
        BaudRate: 115_200,
        WordLength: sys::UART_WORDLENGTH_8B,
        StopBits: sys::UART_STOPBITS_1,
        Parity: sys::UART_PARITY_NONE,
        Mode: sys::UART_MODE_TX_RX,
        HwFlowCtl: sys::UART_HWCONTROL_NONE,
        OverSampling: sys::UART_OVERSAMPLING_16,
        ..Default::default()
    }
}

/// A serial port with its usual settings.
pub fn port(system: &System, peripheral: Usart) -> Result<Uart, Error> {
    Uart::new(system, peripheral, settings())
}

/// The first serial port, or ends the image.
pub fn serial(system: &System) -> Uart {
    must(port(system, Usart::Usart1), 91)
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

#[exception]
fn SysTick() {
    // SAFETY: the tick's interrupt is what calls it.
    unsafe { functions::inc_tick() };
}
