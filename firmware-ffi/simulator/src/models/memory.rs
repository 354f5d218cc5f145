//! Registers that keep what is written to them: enough for clocks and pins whose effects nobody looks at.

use crate::Device;

/// A row of words.
#[derive(Clone, Debug)]
pub struct Memory(Vec<u32>);

impl Memory {
    /// So many bytes of zeros.
    pub fn new(bytes: u32) -> Self {
        Self(vec![0; bytes as usize / 4])
    }
}

impl Device for Memory {
    fn peek(&self, offset: u32) -> u32 {
        self.0.get(offset as usize / 4).copied().unwrap_or_default()
    }

    fn write(&mut self, offset: u32, value: u32) {
        if let Some(word) = self.0.get_mut(offset as usize / 4) {
            *word = value;
        }
    }
}
