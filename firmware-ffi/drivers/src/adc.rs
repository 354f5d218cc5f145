//! A MAX1111, a converter with four inputs of eight bits on SPI.

use embedded_hal::spi::SpiBus;

/// Begins a conversion; single-ended, unipolar, with the internal clock, awake.
const CONTROL: u8 = 0b1000_1110;
/// Where the number of the input is in the control byte.
const INPUT: u8 = 4;

/// The converter, which is alone on its bus.
#[derive(Debug)]
pub struct Adc<B> {
    bus: B,
}

impl<B: SpiBus> Adc<B> {
    /// A converter on `bus`.
    pub fn new(bus: B) -> Self {
        Self { bus }
    }

    /// Reads one of the inputs 0 to 3. A number beyond counts from 0 again, as in the chip.
    pub fn read(&mut self, input: u8) -> Result<u8, B::Error> {
        // The chip numbers its inputs by bits that are in another order.
        let select = (input & 1) << 2 | (input & 2) >> 1;
        let mut words = [CONTROL | select << INPUT, 0, 0];
        self.bus.transfer_in_place(&mut words)?;
        // Two bits of zero come first, then the eight of the result.
        let [_, high, low] = words;
        Ok(high << 2 | low >> 6)
    }
}

#[cfg(test)]
mod tests {
    use core::convert::Infallible;

    use embedded_hal::spi::ErrorType;

    use super::*;

    /// Answers with what the chip would say if all inputs gave this.
    struct Bus(u8, [u8; 3]);

    impl ErrorType for Bus {
        type Error = Infallible;
    }

    impl SpiBus for Bus {
        fn read(&mut self, _: &mut [u8]) -> Result<(), Infallible> {
            unreachable!("the driver does not read alone")
        }

        fn write(&mut self, _: &[u8]) -> Result<(), Infallible> {
            unreachable!("the driver does not write alone")
        }

        fn transfer(&mut self, _: &mut [u8], _: &[u8]) -> Result<(), Infallible> {
            unreachable!("the driver transfers in place")
        }

        fn transfer_in_place(&mut self, words: &mut [u8]) -> Result<(), Infallible> {
            self.1.copy_from_slice(words);
            words.copy_from_slice(&[0, self.0 >> 2, self.0 << 6]);
            Ok(())
        }

        fn flush(&mut self) -> Result<(), Infallible> {
            Ok(())
        }
    }

    #[test]
    fn every_value_and_every_input() {
        for value in [0, 1, 0x80, 0xa5, 0xff] {
            for (input, control) in [(0, 0x8e), (1, 0xce), (2, 0x9e), (3, 0xde)] {
                let mut adc = Adc::new(Bus(value, [0; 3]));
                assert_eq!(adc.read(input), Ok(value));
                assert_eq!(adc.bus.1, [control, 0, 0]);
            }
        }
    }
}
