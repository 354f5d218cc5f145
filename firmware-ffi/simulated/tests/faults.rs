//! Faults of hardware, each mapped to the error that it is, and what works afterwards.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use embedded_hal::i2c::{self, Error as _, ErrorKind, I2c as _, NoAcknowledgeSource};
use embedded_hal::spi::{MODE_0, SpiBus};
use py32f0_hal::i2c::I2c;
use py32f0_hal::spi::{Bus, Spi};
use py32f0_hal::uart::{Config, Port, Uart};
use py32f0_hal::{Error, Timeout, sys};
use simulated::{ADDRESS, Chip};
use simulator::models::{I2cFault, SpiFault, UsartFault, line_error};

const LIMIT: Timeout = Timeout::millis(5);

fn chip() -> Chip {
    Chip::new(|byte| !byte).unwrap()
}

fn uart(chip: &Chip) -> Uart {
    Uart::new(chip.system(), Port::Usart1, Config { timeout: LIMIT, ..Config::default() }).unwrap()
}

/// What a fault of the port makes of a transmission, and that the next one works without it.
fn sending(fault: UsartFault) -> Error {
    let chip = chip();
    let mut uart = uart(&chip);
    chip.serial().fault = Some(fault);
    let before = chip.system().millis();
    let error = uart.transmit(b"abcdef", LIMIT).unwrap_err();
    assert!((5..20).contains(&(chip.system().millis() - before)), "the limit holds");
    chip.serial().fault = None;
    chip.serial().take_sent();
    assert_eq!(uart.transmit(b"again", LIMIT), Ok(()));
    assert_eq!(chip.serial().take_sent(), b"again");
    error
}

#[test]
fn a_port_that_takes_nothing() {
    assert_eq!(sending(UsartFault::FullAfter(0)), Error::Timeout);
}

#[test]
fn a_port_that_takes_no_more() {
    assert_eq!(sending(UsartFault::FullAfter(3)), Error::Timeout);
}

#[test]
fn a_port_whose_last_bit_never_leaves() {
    assert_eq!(sending(UsartFault::NeverComplete), Error::Timeout);
}

#[test]
fn a_port_that_falls_silent() {
    let chip = chip();
    let mut uart = uart(&chip);
    chip.serial().arrive(b"ab");
    let mut bytes = [0; 3];
    assert_eq!(uart.receive(&mut bytes, LIMIT), Err(Error::Timeout));
    assert_eq!(bytes, *b"ab\0");
    chip.serial().arrive(b"xyz");
    assert_eq!(uart.receive(&mut bytes, LIMIT), Ok(()));
    assert_eq!(bytes, *b"xyz");
}

/// What an error of the second of three bytes becomes, and what of them arrives.
fn receiving(errors: u32) -> (Option<Error>, Option<Vec<u8>>) {
    let mut chip = chip();
    let mut uart = uart(&chip);
    uart.receive_by_interrupt(Box::leak(Box::new([0; 3])), None).unwrap();
    chip.serial().arrive(b"a");
    chip.serial().arrive_with(b'b', errors);
    chip.serial().arrive(b"c");
    chip.interrupts();
    (uart.receive_error(), uart.received().map(|bytes| bytes.to_vec()))
}

#[test]
fn a_byte_with_a_wrong_parity() {
    let code = sys::HAL_UART_ERROR_PE;
    assert_eq!(receiving(line_error::PARITY), (Some(Error::Failed { code }), Some(b"abc".to_vec())));
}

#[test]
fn a_byte_with_noise() {
    let code = sys::HAL_UART_ERROR_NE;
    assert_eq!(receiving(line_error::NOISE), (Some(Error::Failed { code }), Some(b"abc".to_vec())));
}

#[test]
fn a_byte_without_a_stop_bit() {
    let code = sys::HAL_UART_ERROR_FE;
    assert_eq!(receiving(line_error::FRAME), (Some(Error::Failed { code }), Some(b"abc".to_vec())));
}

#[test]
fn a_byte_that_was_too_late_ends_the_reception() {
    let code = sys::HAL_UART_ERROR_ORE;
    assert_eq!(receiving(line_error::OVERRUN), (Some(Error::Failed { code }), None));
}

#[test]
fn a_buffer_comes_back_after_an_overrun() {
    let mut chip = chip();
    let mut uart = uart(&chip);
    uart.receive_by_interrupt(Box::leak(Box::new([0; 3])), None).unwrap();
    chip.serial().arrive_with(b'a', line_error::OVERRUN);
    chip.interrupts();
    assert!(uart.receive_error().is_some());
    let buffer = uart.abort_receive().unwrap().unwrap();
    uart.receive_by_interrupt(buffer, None).unwrap();
    chip.serial().arrive(b"123");
    chip.interrupts();
    assert_eq!(uart.received().unwrap(), b"123");
}

/// What a fault of the bus makes of an operation, and that the same works without it.
fn on_i2c(fault: I2cFault, operation: fn(&mut I2c) -> Result<(), Error>) -> Error {
    let chip = chip();
    let mut bus = I2c::new(chip.system(), 100_000, LIMIT).unwrap();
    chip.i2c().fault = Some(fault);
    let error = operation(&mut bus).unwrap_err();
    // What still stands on the bus goes on, as it would if the device let go.
    chip.i2c().fault = None;
    chip.i2c().reset();
    assert_eq!(operation(&mut bus), Ok(()));
    error
}

fn write(bus: &mut I2c) -> Result<(), Error> {
    bus.write(ADDRESS, &[0x20, 1, 2])
}

fn read(bus: &mut I2c) -> Result<(), Error> {
    bus.read(ADDRESS, &mut [0; 3])
}

fn write_read(bus: &mut I2c) -> Result<(), Error> {
    bus.write_read(ADDRESS, &[0x0d], &mut [0; 2])
}

const NOT_ACKNOWLEDGED: Error = Error::Failed { code: sys::HAL_I2C_ERROR_AF };

#[test]
fn nobody_answers_on_the_bus() {
    let chip = chip();
    let mut bus = I2c::new(chip.system(), 100_000, LIMIT).unwrap();
    assert_eq!(bus.write(0x2a, &[1]), Err(NOT_ACKNOWLEDGED));
    assert_eq!(bus.read(0x2a, &mut [0]), Err(NOT_ACKNOWLEDGED));
    assert_eq!(bus.write_read(0x2a, &[1], &mut [0]), Err(NOT_ACKNOWLEDGED));
    assert_eq!(NOT_ACKNOWLEDGED.kind(), ErrorKind::NoAcknowledge(NoAcknowledgeSource::Unknown));
    assert_eq!(write(&mut bus), Ok(()));
}

#[test]
fn a_device_refuses_a_byte() {
    assert_eq!(on_i2c(I2cFault::RefusesByte(0), write), NOT_ACKNOWLEDGED);
    assert_eq!(on_i2c(I2cFault::RefusesByte(2), write), NOT_ACKNOWLEDGED);
}

#[test]
fn somebody_else_holds_the_bus() {
    assert_eq!(on_i2c(I2cFault::Held, write), Error::Busy);
    assert_eq!(on_i2c(I2cFault::Held, read), Error::Busy);
    assert_eq!(on_i2c(I2cFault::Held, write_read), Error::Busy);
    assert_eq!(i2c::Error::kind(&Error::Busy), ErrorKind::Other);
}

#[test]
fn no_start_gets_out() {
    assert_eq!(on_i2c(I2cFault::NoStart, write), Error::Timeout);
    assert_eq!(on_i2c(I2cFault::NoStart, read), Error::Timeout);
}

#[test]
fn a_device_holds_the_clock() {
    assert_eq!(on_i2c(I2cFault::Stretched, write), Error::Timeout);
    assert_eq!(on_i2c(I2cFault::Stretched, read), Error::Timeout);
    assert_eq!(on_i2c(I2cFault::Stretched, write_read), Error::Timeout);
}

/// What a fault of the bus makes of a transfer.
fn on_spi(fault: SpiFault) -> Error {
    let chip = chip();
    let mut bus = Spi::new(chip.system(), Bus::Spi1, MODE_0, LIMIT).unwrap();
    chip.spi().fault = Some(fault);
    let error = bus.transfer_in_place(&mut [1, 2, 3]).unwrap_err();
    chip.spi().fault = None;
    chip.spi().drain();
    let mut words = [0x0f, 0xf0];
    assert_eq!(bus.transfer_in_place(&mut words), Ok(()));
    assert_eq!(words, [0xf0, 0x0f]);
    error
}

#[test]
fn a_bus_that_takes_no_byte() {
    assert_eq!(on_spi(SpiFault::NeverEmpty), Error::Timeout);
}

#[test]
fn a_bus_that_gives_no_byte() {
    assert_eq!(on_spi(SpiFault::NeverReceives), Error::Timeout);
}

#[test]
fn a_bus_that_never_ends() {
    assert_eq!(on_spi(SpiFault::AlwaysBusy), Error::Failed { code: sys::HAL_SPI_ERROR_FLAG });
}
