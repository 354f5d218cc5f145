//! When a running measurement is looked at, and what each look may cost.
//!
//! Whoever looks often and stops when he likes what he sees finds differences that are none. Each look spends a part of the
//! share of errors that the whole may have: the n-th one 1/(n(n+1)), which adds up to 1 however many there are, so errors of
//! all looks together are no more than that share (Boole's inequality). Early looks get most, because whoever waits for the
//! first one waits longest.
//!
//! Over layouts, each look has the same few values to go by, however many launches are behind each: a look that brings little
//! would make the interval wider. So there are few, each after twice as many launches as the one before.

use super::evaluate::LAYOUTS;

/// Launches at the first look, at least: fewer say little of how launches differ.
const FIRST: usize = 5;

/// The looks at a measurement of so many layouts: after how many launches. Over layouts these are whole rounds.
pub fn schedule(layouts: usize) -> impl Iterator<Item = usize> {
    let over_layouts = layouts >= LAYOUTS;
    let first = if over_layouts { FIRST.next_multiple_of(layouts) } else { FIRST };
    let next = move |n: &usize| Some(if over_layouts { 2 * n } else { (n + 1).max(n * 5 / 4) });
    std::iter::successors(Some(first), next)
}

/// Which look it is after so many launches, from 1. Between two looks it is the one before; `None` before the first.
#[must_use]
pub fn number(launches: usize, layouts: usize) -> Option<u32> {
    let made = schedule(layouts).take_while(|at| *at <= launches).count();
    u32::try_from(made).ok().filter(|n| *n > 0)
}

/// What a look may spend of `alpha`.
#[must_use]
pub fn spend(alpha: f64, look: u32) -> f64 {
    let n = f64::from(look);
    alpha / (n * (n + 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_get_rarer() {
        assert_eq!(schedule(1).take(8).collect::<Vec<_>>(), [5, 6, 7, 8, 10, 12, 15, 18]);
        assert_eq!([4, 5, 9, 10].map(|n| number(n, 1)), [None, Some(1), Some(4), Some(5)]);
    }

    #[test]
    fn layouts_are_looked_at_in_whole_rounds() {
        assert_eq!(
            [3, 5, 8].map(|layouts| schedule(layouts).take(3).collect::<Vec<_>>()),
            [[6, 12, 24], [5, 10, 20], [8, 16, 32]]
        );
        assert_eq!([7, 8, 15, 16].map(|n| number(n, 8)), [None, Some(1), Some(1), Some(2)]);
    }

    #[test]
    fn all_looks_together_spend_no_more_than_there_is() {
        let spent: f64 = (1..10_000).map(|n| spend(0.01, n)).sum();
        assert!(spent < 0.01 && spent > 0.0099, "{spent}");
    }
}
