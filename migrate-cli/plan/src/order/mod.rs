//! Orders that look at one move at a time.

mod frontier;
mod greedy;
mod keyed;
mod shuffled;

pub(crate) use frontier::Frontier;
pub(crate) use greedy::{Greed, greedy};
pub(crate) use keyed::{leaf_first, smallest_first};
pub(crate) use shuffled::{below, shuffled as shuffle};
