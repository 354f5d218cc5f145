//! SPI with a FIFO whose level the status shows, as STM32F0 and its relatives have it. Bytes only.

use std::collections::VecDeque;
use std::fmt;

use crate::Device;

const STATUS: u32 = 0x08;
const DATA: u32 = 0x0c;

/// A byte can be read.
const RECEIVED: u32 = 1 << 0;
/// A byte can be written.
const EMPTY: u32 = 1 << 1;
const BUSY: u32 = 1 << 7;
/// Where the level of the FIFO of received bytes is, which counts to 3.
const LEVEL: u32 = 9;

/// What the bus does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpiFault {
    /// It takes no byte.
    NeverEmpty,
    /// It gives no byte.
    NeverReceives,
    /// It never ends.
    AlwaysBusy,
}

/// The model, with what is on the bus: a function from a byte to that which comes back for it.
pub struct Spi {
    registers: [u32; 7],
    received: VecDeque<u8>,
    device: Box<dyn FnMut(u8) -> u8 + Send>,
    /// What it does wrong, if anything.
    pub fault: Option<SpiFault>,
}

impl Spi {
    /// A bus with a device.
    pub fn new(device: impl FnMut(u8) -> u8 + Send + 'static) -> Self {
        Self { registers: [0; 7], received: VecDeque::new(), device: Box::new(device), fault: None }
    }

    /// Forgets what was received and not read.
    pub fn drain(&mut self) {
        self.received.clear();
    }

    fn status(&self) -> u32 {
        let level = (self.received.len().min(3) as u32) << LEVEL;
        let received = if self.received.is_empty() { 0 } else { level | RECEIVED };
        match self.fault {
            Some(SpiFault::NeverEmpty) => received,
            Some(SpiFault::NeverReceives) => EMPTY,
            Some(SpiFault::AlwaysBusy) => received | EMPTY | BUSY,
            None => received | EMPTY,
        }
    }
}

impl fmt::Debug for Spi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Spi").field("registers", &self.registers).field("fault", &self.fault).finish_non_exhaustive()
    }
}

impl Device for Spi {
    fn peek(&self, offset: u32) -> u32 {
        match offset {
            STATUS => self.status(),
            DATA => self.received.front().copied().unwrap_or_default().into(),
            _ => self.registers.get(offset as usize / 4).copied().unwrap_or_default(),
        }
    }

    fn read(&mut self, offset: u32) -> u32 {
        match offset {
            DATA => self.received.pop_front().unwrap_or_default().into(),
            _ => self.peek(offset),
        }
    }

    fn write(&mut self, offset: u32, value: u32) {
        match offset {
            STATUS => {}
            DATA => self.received.push_back((self.device)(value as u8)),
            _ => {
                if let Some(register) = self.registers.get_mut(offset as usize / 4) {
                    *register = value;
                }
            }
        }
    }
}
