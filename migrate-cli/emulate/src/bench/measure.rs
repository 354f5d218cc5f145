//! Everything that is known of one image.

use std::collections::BTreeMap;

use migrate_model::hal::FirmwareEnd;

use super::elf::Image;
use super::stack::Depth;
use super::trace::Steps;

/// An image, what it did, and how deep its stack can get.
#[derive(Debug)]
pub(crate) struct Measured {
    pub image: Image,
    pub steps: Steps,
    pub depth: Option<Depth>,
    pub end: FirmwareEnd,
    pub said: Vec<u8>,
}

impl Measured {
    /// Instructions by the function that they are in.
    pub(crate) fn instructions(&self) -> BTreeMap<&str, u64> {
        let mut by_name = BTreeMap::new();
        for (address, count) in &self.steps.counts {
            let name = self.image.at(*address).map_or("?", |symbol| &*symbol.name);
            *by_name.entry(name).or_default() += count;
        }
        by_name
    }
}
