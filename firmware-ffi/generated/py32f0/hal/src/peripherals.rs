// Written by `migrate hal generate`; do not edit.

//! Peripherals of the device by the type of their registers. Each has one owner at a time, whatever its handle.

use hal_support::Claim;
use py32f0_generated_sys as sys;

static CLAIMS: [Claim; 23] = [const { Claim::new() }; 23];

/// Peripherals with registers of the type `ADC_TypeDef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adc {
    /// `ADC1`.
    Adc1,
}

impl Adc {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Adc1];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::ADC_TypeDef {
        match self {
            Self::Adc1 => sys::ADC1,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::Adc1 => 0,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `CRC_TypeDef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crc {
    /// `CRC`.
    Crc,
}

impl Crc {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Crc];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::CRC_TypeDef {
        match self {
            Self::Crc => sys::CRC,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::Crc => 1,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `DMA_Channel_TypeDef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DmaChannel {
    /// `DMA1_Channel1`.
    Dma1Channel1,
    /// `DMA1_Channel2`.
    Dma1Channel2,
    /// `DMA1_Channel3`.
    Dma1Channel3,
}

impl DmaChannel {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Dma1Channel1, Self::Dma1Channel2, Self::Dma1Channel3];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::DMA_Channel_TypeDef {
        match self {
            Self::Dma1Channel1 => sys::DMA1_Channel1,
            Self::Dma1Channel2 => sys::DMA1_Channel2,
            Self::Dma1Channel3 => sys::DMA1_Channel3,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::Dma1Channel1 => 2,
            Self::Dma1Channel2 => 3,
            Self::Dma1Channel3 => 4,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `GPIO_TypeDef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gpio {
    /// `GPIOA`.
    Gpioa,
    /// `GPIOB`.
    Gpiob,
    /// `GPIOF`.
    Gpiof,
}

impl Gpio {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Gpioa, Self::Gpiob, Self::Gpiof];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::GPIO_TypeDef {
        match self {
            Self::Gpioa => sys::GPIOA,
            Self::Gpiob => sys::GPIOB,
            Self::Gpiof => sys::GPIOF,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::Gpioa => 5,
            Self::Gpiob => 6,
            Self::Gpiof => 7,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `I2C_TypeDef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum I2c {
    /// `I2C`, also `I2C1`.
    I2c,
}

impl I2c {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::I2c];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::I2C_TypeDef {
        match self {
            Self::I2c => sys::I2C,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::I2c => 8,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `IWDG_TypeDef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Iwdg {
    /// `IWDG`.
    Iwdg,
}

impl Iwdg {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Iwdg];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::IWDG_TypeDef {
        match self {
            Self::Iwdg => sys::IWDG,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::Iwdg => 9,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `LED_TypeDef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Led {
    /// `LED`.
    Led,
}

impl Led {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Led];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::LED_TypeDef {
        match self {
            Self::Led => sys::LED,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::Led => 10,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `LPTIM_TypeDef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lptim {
    /// `LPTIM`, also `LPTIM1`.
    Lptim,
}

impl Lptim {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Lptim];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::LPTIM_TypeDef {
        match self {
            Self::Lptim => sys::LPTIM,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::Lptim => 11,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `RTC_TypeDef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rtc {
    /// `RTC`.
    Rtc,
}

impl Rtc {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Rtc];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::RTC_TypeDef {
        match self {
            Self::Rtc => sys::RTC,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::Rtc => 12,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `SPI_TypeDef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spi {
    /// `SPI2`.
    Spi2,
    /// `SPI1`.
    Spi1,
}

impl Spi {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Spi2, Self::Spi1];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::SPI_TypeDef {
        match self {
            Self::Spi2 => sys::SPI2,
            Self::Spi1 => sys::SPI1,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::Spi2 => 13,
            Self::Spi1 => 14,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `TIM_TypeDef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tim {
    /// `TIM3`.
    Tim3,
    /// `TIM14`.
    Tim14,
    /// `TIM1`.
    Tim1,
    /// `TIM16`.
    Tim16,
    /// `TIM17`.
    Tim17,
}

impl Tim {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Tim3, Self::Tim14, Self::Tim1, Self::Tim16, Self::Tim17];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::TIM_TypeDef {
        match self {
            Self::Tim3 => sys::TIM3,
            Self::Tim14 => sys::TIM14,
            Self::Tim1 => sys::TIM1,
            Self::Tim16 => sys::TIM16,
            Self::Tim17 => sys::TIM17,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::Tim3 => 15,
            Self::Tim14 => 16,
            Self::Tim1 => 17,
            Self::Tim16 => 18,
            Self::Tim17 => 19,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `USART_TypeDef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usart {
    /// `USART2`.
    Usart2,
    /// `USART1`.
    Usart1,
}

impl Usart {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Usart2, Self::Usart1];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::USART_TypeDef {
        match self {
            Self::Usart2 => sys::USART2,
            Self::Usart1 => sys::USART1,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::Usart2 => 20,
            Self::Usart1 => 21,
        };
        &CLAIMS[index]
    }
}

/// Peripherals with registers of the type `WWDG_TypeDef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wwdg {
    /// `WWDG`.
    Wwdg,
}

impl Wwdg {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Wwdg];

    /// Where its registers are.
    pub const fn registers(self) -> *mut sys::WWDG_TypeDef {
        match self {
            Self::Wwdg => sys::WWDG,
        }
    }

    #[allow(dead_code)]
    pub(crate) fn claim(self) -> &'static Claim {
        let index: usize = match self {
            Self::Wwdg => 22,
        };
        &CLAIMS[index]
    }
}
