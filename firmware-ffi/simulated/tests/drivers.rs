//! What the images do on an emulated board, on the host.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use drivers::accelerometer::Accelerometer;
use drivers::adc::Adc;
use drivers::image::check;
use drivers::telemetry::Telemetry;
use embedded_hal::delay::DelayNs;
use embedded_hal::digital::{OutputPin, StatefulOutputPin};
use embedded_hal::i2c::I2c as _;
use embedded_hal::spi::MODE_0;
use embedded_io::{Read, ReadReady, Write};
use py32f0_hal::gpio::{self, Output};
use py32f0_hal::i2c::I2c;
use py32f0_hal::spi::{Bus, Spi};
use py32f0_hal::uart::{Config, Port, Uart};
use py32f0_hal::{Delay, Error, System, Timeout, sys};
use simulated::{ADDRESS, Chip};

fn chip() -> Chip {
    Chip::new(|_| 0).unwrap()
}

fn uart(chip: &Chip) -> Uart {
    Uart::new(chip.system(), Port::Usart1, Config::default()).unwrap()
}

fn buffer<const N: usize>() -> &'static mut [u8] {
    Box::leak(Box::new([0; N]))
}

unsafe extern "C" {
    fn telemetry_send(line: *mut sys::UART_HandleTypeDef, payload: *const u8, length: u32, timeout: u32) -> u8;
    fn image_check(memory: *const u8, size: u32) -> u8;
}

/// Payloads of all lengths that there may be, with all bytes.
fn payloads() -> impl Iterator<Item = Vec<u8>> {
    (0..=32).map(|length: u8| (0..length).map(|i| i.wrapping_mul(37).wrapping_add(length)).collect())
}

/// A host lays types out as the chip's compiler does only if it is told to.
#[test]
fn c_and_rust_mean_the_same_types() {
    assert!(py32f0_hal::layout_agrees(py32f0_hal::layout_of_c()));
    assert_eq!(size_of::<sys::HAL_StatusTypeDef::Type>(), 1);
}

#[test]
fn both_drivers_send_the_same_bytes() {
    let chip = chip();
    let mut rust = Telemetry::new(uart(&chip));
    for payload in payloads() {
        rust.send(&payload).unwrap();
    }
    drop(rust);
    let of_rust = chip.serial().take_sent();
    // SAFETY: all zero is how the vendor wants a handle; it lives as long as it is used, and payloads are only read.
    unsafe {
        let mut line: sys::UART_HandleTypeDef = std::mem::zeroed();
        line.Instance = sys::USART1_BASE as usize as *mut _;
        line.Init.BaudRate = 115_200;
        line.Init.Mode = sys::UART_MODE_TX_RX;
        assert_eq!(sys::HAL_UART_Init(&mut line), 0);
        for payload in payloads() {
            assert_eq!(telemetry_send(&mut line, payload.as_ptr(), payload.len() as u32, 100), 0);
        }
    }
    let of_c = chip.serial().take_sent();
    assert!(of_c.len() > 33 * 16, "{} bytes", of_c.len());
    assert_eq!(of_rust, of_c);
}

#[test]
fn both_looks_at_an_image_agree() {
    let mut image = b"MIGM\x09\0\0\0....firmware!\xff\xff".to_vec();
    image[8..12].copy_from_slice(&drivers::crc32(b"firmware!").to_le_bytes());
    let mut verdicts = [0; 4];
    let mut look = |image: &[u8]| {
        // SAFETY: the function reads as many bytes as it is told.
        let in_c = unsafe { image_check(image.as_ptr(), image.len() as u32) };
        assert_eq!(check(image) as u8, in_c, "{image:x?}");
        verdicts[usize::from(in_c)] += 1;
    };
    for end in 0..=image.len() {
        look(&image[..end]);
    }
    for place in 0..image.len() {
        for bit in 0..8 {
            let mut changed = image.clone();
            changed[place] ^= 1 << bit;
            look(&changed);
        }
    }
    assert!(verdicts.iter().all(|count| *count > 0), "{verdicts:?}");
}

#[test]
fn a_line_is_answered() {
    let chip = chip();
    let mut uart = uart(&chip);
    assert!(!uart.read_ready().unwrap());
    chip.serial().arrive(b"abc");
    assert!(uart.read_ready().unwrap());
    let mut bytes = [0; 3];
    uart.read_exact(&mut bytes).unwrap();
    uart.write_all(&bytes.map(|byte| byte.to_ascii_uppercase())).unwrap();
    assert_eq!(chip.serial().take_sent(), b"ABC");
}

#[test]
fn bytes_arrive_by_interrupt() {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    fn count() {
        CALLS.fetch_add(1, SeqCst);
    }

    let mut chip = chip();
    let mut uart = uart(&chip);
    uart.receive_by_interrupt(buffer::<4>(), Some(count)).unwrap();
    chip.serial().arrive(b"12");
    chip.interrupts();
    assert!(uart.received().is_none());
    assert_eq!(CALLS.load(SeqCst), 0);
    chip.serial().arrive(b"34");
    chip.interrupts();
    assert_eq!(uart.received().unwrap(), b"1234");
    assert_eq!(CALLS.load(SeqCst), 1);
    assert_eq!(uart.receive_error(), None);
}

#[test]
fn a_port_sends_while_it_receives() {
    let chip = chip();
    let mut uart = uart(&chip);
    uart.receive_by_interrupt(buffer::<3>(), None).unwrap();
    chip.serial().arrive(b"abc");
    uart.write_all(b"meanwhile").unwrap();
    assert_eq!(uart.received().unwrap(), b"abc");
    assert_eq!(chip.serial().take_sent(), b"meanwhile");
}

#[test]
fn a_buffer_is_back_when_its_reception_is_given_up() {
    let chip = chip();
    let mut uart = uart(&chip);
    uart.receive_by_interrupt(buffer::<8>(), None).unwrap();
    let (error, second) = uart.receive_by_interrupt(buffer::<4>(), None).unwrap_err();
    assert_eq!((error, second.len()), (Error::Busy, 4));
    assert_eq!(uart.abort_receive().unwrap().unwrap().len(), 8);
    assert!(uart.receive_by_interrupt(second, None).is_ok());
}

#[test]
fn the_converter_is_read() {
    // The chip's side of the protocol: a control byte names an input, and the result comes in the two bytes behind it.
    let values = [0x11, 0x22, 0xa5, 0xff];
    let (mut value, mut at) = (0u8, 2);
    let chip = Chip::new(move |byte| {
        if byte & 0x80 != 0 {
            value = values[usize::from((byte >> 6 & 1) | (byte >> 4 & 1) << 1)];
            at = 0;
            return 0;
        }
        at += 1;
        match at {
            1 => value >> 2,
            2 => value << 6,
            _ => 0,
        }
    })
    .unwrap();
    let mut adc = Adc::new(Spi::new(chip.system(), Bus::Spi1, MODE_0, Timeout::millis(10)).unwrap());
    for (input, value) in (0..).zip(values) {
        assert_eq!(adc.read(input), Ok(value));
    }
}

#[test]
fn the_accelerometer_is_woken() {
    let chip = chip();
    let bus = I2c::new(chip.system(), 100_000, Timeout::millis(10)).unwrap();
    let mut bus = Accelerometer::start(bus).unwrap().into_bus();
    assert_eq!(chip.i2c().device.registers[0x2a], 1);
    for length in 0..6 {
        chip.i2c().device.registers[..6].copy_from_slice(&[9, 8, 7, 6, 5, 4]);
        let mut bytes = vec![0; length];
        bus.write_read(ADDRESS, &[0], &mut bytes).unwrap();
        assert_eq!(bytes, [9, 8, 7, 6, 5, 4][..length], "{length} bytes");
    }
}

#[test]
fn a_stranger_is_told_from_an_accelerometer() {
    use drivers::accelerometer::Error::Stranger;

    let chip = chip();
    chip.i2c().device.registers[0x0d] = 0x33;
    let bus = I2c::new(chip.system(), 100_000, Timeout::millis(10)).unwrap();
    assert_eq!(Accelerometer::start(bus).unwrap_err(), Stranger(0x33));
}

#[test]
fn a_pin_is_driven_by_its_own_register() {
    let chip = chip();
    let mut pin = Output::new(chip.system(), gpio::Port::A, 5).unwrap();
    assert_eq!(Output::new(chip.system(), gpio::Port::A, 5).err(), Some(Error::AlreadyClaimed));
    pin.set_high().unwrap();
    pin.set_low().unwrap();
    assert!(pin.is_set_low().unwrap());
    let set = |offset| (sys::GPIOA_BASE + offset, 1 << 5);
    let written: Vec<_> = chip.accesses().iter().filter(|a| a.write).map(|a| (a.address, a.value)).collect();
    // BSRR, then BRR.
    assert!(written.ends_with(&[set(0x18), set(0x28)]), "{written:x?}");
}

#[test]
fn a_delay_takes_its_time() {
    let chip = chip();
    let before = chip.system().millis();
    Delay::new(chip.system()).delay_us(2_500);
    assert!((3..10).contains(&(chip.system().millis() - before)));
}

#[test]
fn a_peripheral_has_one_owner() {
    let chip = chip();
    let first = uart(&chip);
    assert_eq!(Uart::new(chip.system(), Port::Usart1, Config::default()).err(), Some(Error::AlreadyClaimed));
    assert_eq!(System::start().err(), Some(Error::AlreadyClaimed));
    drop(first);
    assert!(Uart::new(chip.system(), Port::Usart1, Config::default()).is_ok());
}

#[test]
fn what_cannot_be_counted_or_done_is_an_error_without_an_access() {
    let chip = chip();
    let mut uart = uart(&chip);
    let before = chip.accesses().len();
    assert_eq!(uart.transmit(&[0; 0x1_0000], Timeout::FOREVER), Err(Error::TooLong(0x1_0000)));
    assert_eq!(uart.transmit(&[], Timeout::FOREVER), Ok(()));
    assert_eq!(uart.receive(&mut [], Timeout::FOREVER), Ok(()));
    assert!(matches!(uart.receive_by_interrupt(&mut [], None), Err((Error::Unsupported, _))));
    assert_eq!(chip.accesses().len(), before);
}
