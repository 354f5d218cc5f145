//! What answers at addresses.

use std::sync::{Arc, Mutex, PoisonError};

/// A peripheral. Registers are words, and offsets in bytes are those of words: what a narrower access changes of a word is all
/// that a model sees of its width.
pub trait Device: Send {
    /// What is in a register, without an effect. Asked before a write, too, for the bytes that it leaves as they are.
    fn peek(&self, offset: u32) -> u32;

    /// A register is read.
    fn read(&mut self, offset: u32) -> u32 {
        self.peek(offset)
    }

    /// A register is written.
    fn write(&mut self, offset: u32, value: u32);

    /// Whether it wants its interrupt handled.
    fn interrupts(&self) -> bool {
        false
    }
}

/// A model that a test looks at, and changes, while the machine has it. It must not be locked across an access.
pub type Shared<D> = Arc<Mutex<D>>;

/// Makes a model one that is shared.
pub fn shared<D: Device>(device: D) -> Shared<D> {
    Arc::new(Mutex::new(device))
}

impl<D: Device> Device for Shared<D> {
    fn peek(&self, offset: u32) -> u32 {
        self.lock().unwrap_or_else(PoisonError::into_inner).peek(offset)
    }

    fn read(&mut self, offset: u32) -> u32 {
        self.lock().unwrap_or_else(PoisonError::into_inner).read(offset)
    }

    fn write(&mut self, offset: u32, value: u32) {
        self.lock().unwrap_or_else(PoisonError::into_inner).write(offset, value);
    }

    fn interrupts(&self) -> bool {
        self.lock().unwrap_or_else(PoisonError::into_inner).interrupts()
    }
}
