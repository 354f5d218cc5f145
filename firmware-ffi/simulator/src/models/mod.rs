//! Models of peripherals that several vendors have in the same form, with faults that a test can give them.

mod i2c;
mod memory;
mod spi;
mod usart;

pub use i2c::{I2c, I2cFault, RegisterFile};
pub use memory::Memory;
pub use spi::{Spi, SpiFault};
pub use usart::{Usart, UsartFault, line_error};
