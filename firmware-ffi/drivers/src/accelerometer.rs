//! An MMA8653, an accelerometer on I2C.

use embedded_hal::i2c::I2c;

/// Where it answers.
pub const ADDRESS: u8 = 0x1d;
/// What it says it is.
pub const IDENTITY: u8 = 0x5a;

const WHO_AM_I: u8 = 0x0d;
const CONTROL: u8 = 0x2a;
const ACTIVE: u8 = 1;

/// The accelerometer.
#[derive(Debug)]
pub struct Accelerometer<B> {
    bus: B,
}

/// Why it cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error<E> {
    /// Something else answers at its address, and says this of itself.
    Stranger(u8),
    /// The bus failed.
    Bus(E),
}

impl<B: I2c> Accelerometer<B> {
    /// Asks what is there, and wakes it up.
    pub fn start(mut bus: B) -> Result<Self, Error<B::Error>> {
        let mut identity = [0];
        bus.write_read(ADDRESS, &[WHO_AM_I], &mut identity).map_err(Error::Bus)?;
        let [found] = identity;
        if found != IDENTITY {
            return Err(Error::Stranger(found));
        }
        bus.write(ADDRESS, &[CONTROL, ACTIVE]).map_err(Error::Bus)?;
        Ok(Self { bus })
    }

    /// The bus, for others on it.
    pub fn into_bus(self) -> B {
        self.bus
    }
}

#[cfg(test)]
mod tests {
    use embedded_hal::i2c::{ErrorKind, ErrorType, NoAcknowledgeSource, Operation};

    use super::*;

    /// What answers, if anything, and whether it was woken up.
    struct Bus {
        identity: Option<u8>,
        active: bool,
    }

    impl ErrorType for Bus {
        type Error = ErrorKind;
    }

    impl I2c for Bus {
        fn transaction(&mut self, address: u8, operations: &mut [Operation<'_>]) -> Result<(), ErrorKind> {
            let nobody = ErrorKind::NoAcknowledge(NoAcknowledgeSource::Address);
            let identity = self.identity.filter(|_| address == ADDRESS).ok_or(nobody)?;
            match operations {
                [Operation::Write([WHO_AM_I]), Operation::Read([answer])] => *answer = identity,
                [Operation::Write([CONTROL, value])] => self.active = *value & ACTIVE != 0,
                _ => return Err(ErrorKind::Other),
            }
            Ok(())
        }
    }

    fn start(identity: Option<u8>) -> Result<bool, Error<ErrorKind>> {
        Accelerometer::start(Bus { identity, active: false }).map(|sensor| sensor.into_bus().active)
    }

    #[test]
    fn it_is_woken_up_only_if_it_is_one() {
        assert_eq!(start(Some(IDENTITY)), Ok(true));
        assert_eq!(start(Some(0x33)), Err(Error::Stranger(0x33)));
        assert_eq!(start(None), Err(Error::Bus(ErrorKind::NoAcknowledge(NoAcknowledgeSource::Address))));
    }
}
