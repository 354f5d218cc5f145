//! From intervals to words.

use migrate_model::bench::Verdict;
use statrs::distribution::{ContinuousCDF as _, StudentsT};

use super::interval::{Interval, student};

/// How the second is against the first: the interval of the logarithm of the ratio lies beyond the margin on one side, or
/// within it (two one-sided tests, Schuirmann 1987), or neither.
#[must_use]
pub fn judge(interval: Interval, margin: f64) -> Verdict {
    let (low, high) = bounds(margin);
    if interval.high < low {
        Verdict::Faster
    } else if interval.low > high {
        Verdict::Slower
    } else if interval.low >= low && interval.high <= high {
        Verdict::Equivalent
    } else {
        Verdict::Undecided
    }
}

/// A margin as logarithms: 1 % more, and as much less that 1 % more makes up for it.
#[must_use]
pub fn bounds(margin: f64) -> (f64, f64) {
    (-margin.ln_1p(), margin.ln_1p())
}

/// The smallest difference, as a share, that as many measurements would find nine times out of ten: the interval has to clear
/// the margin, and the estimate may lie a 90 % quantile of its error below the truth.
#[must_use]
pub fn detectable(interval: Interval, error: f64, groups: usize, margin: f64) -> Option<f64> {
    let power = student(groups.checked_sub(1).filter(|n| *n > 0)? as f64, 0.9)?;
    Some((bounds(margin).1 + interval.half() + power * error).exp_m1())
}

/// By what measuring has to grow until an interval of this width is decided. Its width falls with the root of the effort. What
/// is within reach is the nearer end of the margin; `None` if the estimate is all but there.
#[must_use]
pub fn effort(interval: Interval, margin: f64) -> Option<f64> {
    let (low, high) = bounds(margin);
    let room = (interval.at - low).abs().min((interval.at - high).abs());
    Some((interval.half() / room).powi(2)).filter(|by| by.is_finite() && *by > 1.0)
}

/// How likely groups are so far beyond the margin if the truth is at its end: Student's test with one side.
#[must_use]
pub fn p_beyond(interval: Interval, error: f64, groups: usize, margin: f64) -> Option<f64> {
    let beyond = interval.at.abs() - bounds(margin).1;
    let freedom = groups.checked_sub(1).filter(|n| *n > 0)? as f64;
    match error > 0.0 {
        true => Some(1.0 - StudentsT::new(0.0, 1.0, freedom).ok()?.cdf(beyond / error)),
        false => Some(if beyond > 0.0 { 0.0 } else { 1.0 }),
    }
}

/// Which of several claims hold if the share of runs with any false claim is to be `alpha` (Holm 1979): the smallest p-value
/// has to be below alpha / m, the next below alpha / (m - 1), and so on; the first that is not ends it.
#[must_use]
pub fn holm(p: &[f64], alpha: f64) -> Vec<bool> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let mut holds = vec![false; p.len()];
    for (rank, index) in order.into_iter().enumerate() {
        if p[index] > alpha / (p.len() - rank) as f64 {
            break;
        }
        holds[index] = true;
    }
    holds
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn interval(low: f64, high: f64) -> Interval {
        Interval { at: f64::midpoint(low, high), low, high }
    }

    #[test]
    fn four_verdicts() {
        let of = |low, high| judge(interval(low, high), 0.01);
        assert_eq!(of(-0.03, -0.02), Verdict::Faster);
        assert_eq!(of(0.02, 0.03), Verdict::Slower);
        assert_eq!(of(-0.005, 0.005), Verdict::Equivalent);
        assert_eq!(of(0.005, 0.03), Verdict::Undecided);
        assert_eq!(of(-0.03, 0.03), Verdict::Undecided);
    }

    #[test]
    fn holm_steps_down() {
        assert_eq!(holm(&[0.04, 0.01, 0.03], 0.05), [false, true, false]);
        assert_eq!(holm(&[0.02, 0.01, 0.03], 0.06), [true, true, true]);
        assert_eq!(holm(&[], 0.05), Vec::<bool>::new());
    }

    #[test]
    fn effort_grows_with_the_square() {
        let wide = interval(-0.02, 0.02);
        let by = effort(wide, 0.01).unwrap();
        assert!((by - (0.02 / 0.01_f64.ln_1p()).powi(2)).abs() < 1e-9, "{by}");
        assert_eq!(effort(interval(-0.001, 0.001), 0.01), None);
    }

    proptest! {
        #[test]
        fn swapping_the_sides_swaps_the_verdict(low in -0.1..0.1_f64, length in 0.0..0.1_f64, margin in 0.001..0.05_f64) {
            let (ours, theirs) = (interval(low, low + length), interval(-low - length, -low));
            let swapped = match judge(ours, margin) {
                Verdict::Faster => Verdict::Slower,
                Verdict::Slower => Verdict::Faster,
                other => other,
            };
            prop_assert_eq!(judge(theirs, margin), swapped);
        }

        #[test]
        fn holm_is_between_bonferroni_and_nothing(p in prop::collection::vec(0.0..1.0_f64, 1..12)) {
            let holds = holm(&p, 0.05);
            for (p_one, hold) in p.iter().zip(&holds) {
                prop_assert!(*hold || *p_one > 0.05 / p.len() as f64);
                prop_assert!(!hold || *p_one <= 0.05);
            }
        }
    }
}
