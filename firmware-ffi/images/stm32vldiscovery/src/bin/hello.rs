//! A main program in Rust over the vendor's functions as they are.

#![no_std]
#![no_main]

use board_stm32vldiscovery::{check, exit, status};
use cortex_m_rt::entry;
use images_stm32vldiscovery as _;
use py32f0_hal::sys;
use sys::HAL_StatusTypeDef::HAL_OK;

const TEXT: &[u8] = b"hello over HAL_UART_Transmit\n";

#[entry]
fn main() -> ! {
    // SAFETY: all zero is how the vendor wants a handle before it is initialised.
    let mut uart: sys::UART_HandleTypeDef = unsafe { core::mem::zeroed() };
    uart.Instance = sys::USART1_BASE as usize as *mut _;
    uart.Init.BaudRate = 115_200;
    uart.Init.Mode = sys::UART_MODE_TX_RX;
    // SAFETY: the handle lives until the end of the program and nothing else uses it; the text is only read.
    unsafe {
        check(sys::HAL_Init() == HAL_OK, 1);
        check(sys::HAL_UART_Init(&mut uart) == HAL_OK, 2);
        check(sys::HAL_UART_Transmit(&mut uart, TEXT.as_ptr().cast_mut(), TEXT.len() as u16, 100) == HAL_OK, 3);
    }
    exit(status::OK)
}
