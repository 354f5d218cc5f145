//! The statistics, and nothing else: numbers in, numbers out. Everything is about logarithms of ratios, where "twice as much"
//! and "half as much" are equally far from "the same".

pub mod evaluate;
pub mod interval;
pub mod looks;
pub mod verdict;

pub use interval::{Interval, between, median, of_median};
pub use verdict::{holm, judge};
