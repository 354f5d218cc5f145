// Written by `migrate hal generate`; do not edit.

//! Peripherals of the device by the type of their registers. Each has one owner at a time, whatever its handle.

use hal_support::Claim;
use nrf51_generated_sys as sys;

static CLAIMS: [Claim; 3] = [const { Claim::new() }; 3];

/// Peripherals with registers of the type `NRF_SPI_Type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NrfSpi {
    /// `NRF_SPI0`.
    NrfSpi0,
    /// `NRF_SPI1`.
    NrfSpi1,
}

impl NrfSpi {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::NrfSpi0, Self::NrfSpi1];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::NRF_SPI_Type {
        match self {
            Self::NrfSpi0 => sys::NRF_SPI0,
            Self::NrfSpi1 => sys::NRF_SPI1,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::NrfSpi0 => 0,
            Self::NrfSpi1 => 1,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `NRF_TWI_Type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NrfTwi {
    /// `NRF_TWI0`.
    NrfTwi0,
    /// `NRF_TWI1`.
    NrfTwi1,
}

impl NrfTwi {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::NrfTwi0, Self::NrfTwi1];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::NRF_TWI_Type {
        match self {
            Self::NrfTwi0 => sys::NRF_TWI0,
            Self::NrfTwi1 => sys::NRF_TWI1,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::NrfTwi0 => 0,
            Self::NrfTwi1 => 1,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `NRF_UART_Type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NrfUart {
    /// `NRF_UART0`.
    NrfUart0,
}

impl NrfUart {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::NrfUart0];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::NRF_UART_Type {
        match self {
            Self::NrfUart0 => sys::NRF_UART0,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::NrfUart0 => 2,
        };
        &CLAIMS[index]
    }
}
