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
