//! Pins.

use core::convert::Infallible;

use embedded_hal::digital::{ErrorType, InputPin, OutputPin, StatefulOutputPin};
use hal_support::Claim;
use py32f0_sys as sys;

use crate::System;
use crate::error::Error;

/// Pins of a port.
const PINS: usize = 16;

/// The ports of the chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// GPIOA.
    A,
    /// GPIOB.
    B,
    /// GPIOF.
    F,
}

static CLAIMS: [[Claim; PINS]; 3] = [const { [const { Claim::new() }; PINS] }; 3];

impl Port {
    fn registers(self) -> *mut sys::GPIO_TypeDef {
        let address = match self {
            Self::A => sys::GPIOA_BASE,
            Self::B => sys::GPIOB_BASE,
            Self::F => sys::GPIOF_BASE,
        };
        address as usize as *mut _
    }

    fn claims(self) -> &'static [Claim; PINS] {
        match self {
            Self::A => &CLAIMS[0],
            Self::B => &CLAIMS[1],
            Self::F => &CLAIMS[2],
        }
    }
}

/// A pin and its owner, as an output. Dropping it makes the pin what it is after a reset.
#[derive(Debug)]
pub struct Output(Pin);

/// A pin and its owner, as an input.
#[derive(Debug)]
pub struct Input(Pin);

#[derive(Debug)]
struct Pin {
    port: Port,
    number: u8,
}

impl Output {
    /// Claims a pin (0 to 15) and drives it.
    pub fn new(system: &System, port: Port, number: u8) -> Result<Self, Error> {
        Pin::new(system, port, number, sys::GPIO_MODE_OUTPUT_PP).map(Self)
    }
}

impl Input {
    /// Claims a pin (0 to 15) and lets it float.
    pub fn new(system: &System, port: Port, number: u8) -> Result<Self, Error> {
        Pin::new(system, port, number, sys::GPIO_MODE_INPUT).map(Self)
    }
}

impl Pin {
    fn new(_: &System, port: Port, number: u8, mode: u32) -> Result<Self, Error> {
        port.claims().get(usize::from(number)).ok_or(Error::Unsupported)?.take()?;
        let mut init = sys::GPIO_InitTypeDef {
            Pin: 1 << number,
            Mode: mode,
            Pull: sys::GPIO_NOPULL,
            Speed: sys::GPIO_SPEED_FREQ_LOW,
            Alternate: 0,
        };
        // SAFETY: the pin is ours, and the function only reads what it is given.
        unsafe { sys::HAL_GPIO_Init(port.registers(), &mut init) };
        Ok(Self { port, number })
    }

    fn write(&mut self, high: bool) {
        // SAFETY: sets or clears one bit, without a look at the others.
        unsafe { sys::HAL_GPIO_WritePin(self.port.registers(), 1 << self.number, high.into()) };
    }

    fn is_high(&self) -> bool {
        // SAFETY: reads one register.
        unsafe { sys::HAL_GPIO_ReadPin(self.port.registers(), 1 << self.number) != 0 }
    }
}

impl Drop for Pin {
    fn drop(&mut self) {
        // SAFETY: the pin is ours.
        unsafe { sys::HAL_GPIO_DeInit(self.port.registers(), 1 << self.number) };
        if let Some(claim) = self.port.claims().get(usize::from(self.number)) {
            claim.release();
        }
    }
}

impl ErrorType for Output {
    type Error = Infallible;
}

impl OutputPin for Output {
    fn set_low(&mut self) -> Result<(), Infallible> {
        self.0.write(false);
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), Infallible> {
        self.0.write(true);
        Ok(())
    }
}

impl StatefulOutputPin for Output {
    fn is_set_high(&mut self) -> Result<bool, Infallible> {
        Ok(self.0.is_high())
    }

    fn is_set_low(&mut self) -> Result<bool, Infallible> {
        Ok(!self.0.is_high())
    }
}

impl ErrorType for Input {
    type Error = Infallible;
}

impl InputPin for Input {
    fn is_high(&mut self) -> Result<bool, Infallible> {
        Ok(self.0.is_high())
    }

    fn is_low(&mut self) -> Result<bool, Infallible> {
        Ok(!self.0.is_high())
    }
}
