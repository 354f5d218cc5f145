//! Figures about real libraries: what independent counters measured, and the floors they must not fall below.

pub(crate) mod counters;
pub(crate) mod floors;
pub(crate) mod store;
mod venv;

use std::collections::BTreeMap;

/// Figures of one library by group and name, `libclang.file_edges_recall` for example.
pub(crate) type Figures = BTreeMap<String, f64>;

/// Whether a larger figure is the better one, how it is written, and how much of it is noise.
pub(crate) struct Group {
    pub(crate) name: &'static str,
    pub(crate) larger_is_better: bool,
    /// Share by which a figure may miss its floor; 0 for what is the same in every run.
    pub(crate) tolerance: f64,
}

/// The part of a figure's name before the dot.
const GROUPS: &[Group] = &[
    Group { name: "libclang", larger_is_better: true, tolerance: 0.0 },
    Group { name: "objects", larger_is_better: true, tolerance: 0.0 },
    Group { name: "plan", larger_is_better: false, tolerance: 0.0 },
    Group { name: "bridge", larger_is_better: true, tolerance: 0.0 },
    Group { name: "hal", larger_is_better: true, tolerance: 0.0 },
    Group { name: "cost", larger_is_better: false, tolerance: 0.25 },
];

/// The group of a figure. Figures are named in this crate only, so an unknown group is a bug.
pub(crate) fn group(figure: &str) -> &'static Group {
    let name = figure.split('.').next().unwrap_or("");
    GROUPS.iter().find(|g| g.name == name).unwrap_or_else(|| panic!("no group for {figure}"))
}

impl Group {
    /// Rounds to four digits towards the worse side, so that a written floor is one that was reached.
    pub(crate) fn round(&self, value: f64) -> f64 {
        let scaled = value * 1e4;
        let whole = if self.larger_is_better { (scaled + 1e-6).floor() } else { (scaled - 1e-6).ceil() };
        whole / 1e4
    }

    /// Whether a figure misses a limit by more than its noise.
    pub(crate) fn misses(&self, value: f64, limit: f64) -> bool {
        // Ratios near zero are all noise: half a percent of a cold scan is never a regression.
        let small = if self.tolerance > 0.0 { 0.005 } else { 1e-9 };
        let slack = limit.abs() * self.tolerance + small;
        if self.larger_is_better { value < limit - slack } else { value > limit + slack }
    }

    /// Whether a figure is better than a floor, by more than half of its noise.
    pub(crate) fn better(&self, value: f64, floor: f64) -> bool {
        let margin = floor.abs() * self.tolerance / 2.0 + 1e-9;
        if self.larger_is_better { value > floor + margin } else { value < floor - margin }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_never_promises_more_than_was_reached() {
        assert_eq!(group("libclang.x").round(0.99999), 0.9999);
        assert_eq!(group("libclang.x").round(1.0), 1.0);
        assert_eq!(group("plan.area").round(44.500_01), 44.5001);
        assert_eq!(group("plan.area").round(44.5), 44.5);
    }

    #[test]
    fn limits_know_their_direction_and_noise() {
        assert!(group("objects.x").misses(0.98, 0.99) && !group("objects.x").misses(0.99, 0.99));
        assert!(group("plan.peak").misses(98.0, 97.0));
        assert!(!group("cost.cpu").misses(1.1, 1.0) && group("cost.cpu").misses(1.3, 1.0));
        assert!(!group("cost.warm").misses(0.006, 0.003) && group("cost.warm").misses(0.01, 0.003));
        assert!(!group("cost.cpu").better(0.95, 1.0) && group("cost.cpu").better(0.8, 1.0));
    }
}
