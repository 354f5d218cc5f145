//! When a running measurement is looked at, and what each look may cost.
//!
//! Whoever looks often and stops when he likes what he sees finds differences that are none. Each look spends a part of the
//! share of errors that the whole may have: the n-th one 1/(n(n+1)), which adds up to 1 however many there are, so errors of
//! all looks together are no more than that share (Boole's inequality). Early looks get most, because whoever waits for the
//! first one waits longest.

/// Launches at the first look: fewer say little of how launches differ.
pub const FIRST: usize = 5;

/// The looks at a measurement: after how many launches.
pub fn schedule() -> impl Iterator<Item = usize> {
    std::iter::successors(Some(FIRST), |n| Some((n + 1).max(n * 5 / 4)))
}

/// Which look it is after so many launches, from 1. Between two looks it is the one before; `None` before the first.
#[must_use]
pub fn number(launches: usize) -> Option<u32> {
    let made = schedule().take_while(|at| *at <= launches).count();
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
        assert_eq!(schedule().take(8).collect::<Vec<_>>(), [5, 6, 7, 8, 10, 12, 15, 18]);
        assert_eq!((number(4), number(5), number(9), number(10)), (None, Some(1), Some(4), Some(5)));
    }

    #[test]
    fn all_looks_together_spend_no_more_than_there_is() {
        let spent: f64 = (1..10_000).map(|n| spend(0.01, n)).sum();
        assert!(spent < 0.01 && spent > 0.0099, "{spent}");
    }
}
