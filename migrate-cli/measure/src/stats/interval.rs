//! Where the centre of a distribution is, and how well that is known.

use statrs::distribution::{Binomial, ContinuousCDF as _, DiscreteCDF as _, StudentsT};

/// An estimate with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The estimate.
    pub at: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// The same estimate, within the ends of both.
    #[must_use]
    pub fn hull(self, other: Interval) -> Interval {
        Interval { at: self.at, low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// Half of the interval's length.
    #[must_use]
    pub fn half(&self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

/// The median of values in any order; `None` of nothing.
#[must_use]
pub fn median(values: &[f64]) -> Option<f64> {
    let sorted = sorted(values);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// The median between two order statistics that enclose the true one in all but a share `alpha` of samples, whatever the
/// distribution: how many values lie below the true median is binomial with 1/2 (Conover, Practical Nonparametric Statistics,
/// 3rd ed., 3.2). `None` if there are too few values for that share.
#[must_use]
pub fn of_median(values: &[f64], alpha: f64) -> Option<Interval> {
    let at = median(values)?;
    let below = rank(values.len() as u64, 0.5, alpha / 2.0)?;
    let sorted = sorted(values);
    Some(Interval { at, low: sorted[below - 1], high: sorted[sorted.len() - below] })
}

/// The largest rank r, from 1, with P(fewer than r of n values are below the quantile) ≤ `tail`.
fn rank(n: u64, quantile: f64, tail: f64) -> Option<usize> {
    let below = Binomial::new(quantile, n).ok()?;
    let (mut low, mut high) = (0, n);
    // cdf(r - 1) ≤ tail holds up to some r only.
    while low < high {
        let middle = (low + high).div_ceil(2);
        if below.cdf(middle - 1) <= tail { low = middle } else { high = middle - 1 }
    }
    usize::try_from(low).ok().filter(|r| *r > 0)
}

/// A quantile between two order statistics that enclose the true one in all but a share `alpha` of samples (as
/// [`of_median`]). `None` if there are too few values.
#[must_use]
pub fn of_quantile(values: &[f64], quantile: f64, alpha: f64) -> Option<Interval> {
    let n = values.len() as u64;
    let below = rank(n, quantile, alpha / 2.0)?;
    // From the other end it is the quantile 1 - q.
    let above = rank(n, 1.0 - quantile, alpha / 2.0)?;
    let sorted = sorted(values);
    let at = ((quantile * sorted.len() as f64).ceil() as usize).clamp(1, sorted.len());
    Some(Interval { at: sorted[at - 1], low: sorted[below - 1], high: sorted[sorted.len() - above] })
}

/// The same of a histogram: values and how often they came, in any order.
#[must_use]
pub fn of_counts(counts: &[[u64; 2]], quantile: f64, alpha: f64) -> Option<Interval> {
    let n: u64 = counts.iter().map(|[_, count]| count).sum();
    let below = rank(n, quantile, alpha / 2.0)? as u64;
    let above = rank(n, 1.0 - quantile, alpha / 2.0)? as u64;
    let (low, high) = (at_rank(counts, below)?, at_rank(counts, n + 1 - above)?);
    Some(Interval { at: middle_of_counts(counts, quantile)?, low, high })
}

/// The quantile of a histogram, however few values it has.
#[must_use]
pub fn middle_of_counts(counts: &[[u64; 2]], quantile: f64) -> Option<f64> {
    let n: u64 = counts.iter().map(|[_, count]| count).sum();
    at_rank(counts, ((quantile * n as f64).ceil() as u64).max(1))
}

/// The value of this rank, from 1, in a histogram.
fn at_rank(counts: &[[u64; 2]], rank: u64) -> Option<f64> {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let mut seen = 0;
    let at = sorted.iter().find(|[_, count]| {
        seen += count;
        seen >= rank
    });
    at.map(|[value, _]| *value as f64)
}

/// The mean of independent groups with Student's interval (Student 1908): what differs from group to group is in it, and what
/// differs within a group only as far as it moves the group. `None` of fewer than two.
#[must_use]
pub fn between(groups: &[f64], alpha: f64) -> Option<Interval> {
    let n = groups.len() as f64;
    if groups.len() < 2 {
        return None;
    }
    let at = groups.iter().sum::<f64>() / n;
    let half = student(n - 1.0, 1.0 - alpha / 2.0)? * error(groups, at);
    Some(Interval { at, low: at - half, high: at + half })
}

/// Standard error of the mean.
#[must_use]
pub fn error(groups: &[f64], mean: f64) -> f64 {
    let n = groups.len() as f64;
    (groups.iter().map(|g| (g - mean).powi(2)).sum::<f64>() / (n - 1.0) / n).sqrt()
}

/// A quantile of Student's distribution.
#[must_use]
pub fn student(freedom: f64, quantile: f64) -> Option<f64> {
    Some(StudentsT::new(0.0, 1.0, freedom).ok()?.inverse_cdf(quantile))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn medians() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
    }

    #[test]
    fn ranks_are_those_of_tables() {
        // Conover, table A3: of 10 values the 2nd and the 9th enclose the median with 97.9 %.
        assert_eq!(rank(10, 0.5, 0.025), Some(2));
        assert_eq!(rank(20, 0.5, 0.025), Some(6));
        assert_eq!(rank(5, 0.5, 0.025), None);
        assert_eq!(rank(6, 0.5, 0.025), Some(1));
    }

    #[test]
    fn students_interval_is_that_of_tables() {
        let i = between(&[1.0, 2.0, 3.0, 4.0], 0.05).unwrap();
        // t(3, 0.975) = 3.1824, s = 1.2910.
        assert!((i.half() - 3.182_446 * 1.290_994 / 2.0).abs() < 1e-4, "{i:?}");
        assert_eq!(between(&[1.0], 0.05), None);
    }

    #[test]
    fn rare_quantiles_need_many_values() {
        let values: Vec<f64> = (0..1000).map(f64::from).collect();
        assert_eq!(of_quantile(&values, 0.999, 0.05), None);
        let i = of_quantile(&values, 0.9, 0.05).unwrap();
        assert!(i.low < 899.0 && i.at == 899.0 && i.high > 899.0, "{i:?}");
    }

    #[test]
    fn a_histogram_has_the_quantiles_of_its_values() {
        let values: Vec<f64> = (0..500).map(|i| f64::from(i / 3)).collect();
        let counts: Vec<[u64; 2]> = (0..167).rev().map(|v| [v, if v == 166 { 2 } else { 3 }]).collect();
        for quantile in [0.5, 0.9] {
            assert_eq!(of_counts(&counts, quantile, 0.05), of_quantile(&values, quantile, 0.05));
        }
        assert_eq!(of_counts(&counts, 0.999, 0.05), None);
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_estimate(values in prop::collection::vec(-1e3..1e3_f64, 8..200), alpha in 0.01..0.2) {
            let i = of_median(&values, alpha).unwrap();
            prop_assert!(i.low <= i.at && i.at <= i.high);
            let narrow = of_median(&values, alpha * 2.0).unwrap();
            prop_assert!(narrow.low >= i.low && narrow.high <= i.high);
            let b = between(&values, alpha).unwrap();
            prop_assert!(b.low <= b.at && b.at <= b.high);
        }

        #[test]
        fn a_shift_moves_everything(values in prop::collection::vec(-1e3..1e3_f64, 8..50), by in -1e3..1e3_f64) {
            let moved: Vec<f64> = values.iter().map(|v| v + by).collect();
            let (a, b) = (of_median(&values, 0.05).unwrap(), of_median(&moved, 0.05).unwrap());
            prop_assert!((a.low + by - b.low).abs() < 1e-9 && (a.high + by - b.high).abs() < 1e-9);
        }

        #[test]
        fn order_does_not_matter(mut values in prop::collection::vec(-1e3..1e3_f64, 8..50)) {
            let before = of_median(&values, 0.05);
            values.reverse();
            prop_assert_eq!(before, of_median(&values, 0.05));
        }
    }

    /// A share of samples as large as promised, counted over many samples of a known distribution.
    #[test]
    fn intervals_miss_no_more_often_than_they_say() {
        let mut random = fastrand::Rng::with_seed(1);
        let mut normal = move || (0..12).map(|_| random.f64()).sum::<f64>() - 6.0;
        let (mut median_missed, mut mean_missed) = (0, 0);
        for _ in 0..4000 {
            let values: Vec<f64> = (0..15).map(|_| normal()).collect();
            let holds = |i: Interval| i.low <= 0.0 && 0.0 <= i.high;
            median_missed += u32::from(!holds(of_median(&values, 0.05).unwrap()));
            mean_missed += u32::from(!holds(between(&values, 0.05).unwrap()));
        }
        // 5 % of 4000 is 200; four standard deviations are 55.
        assert!(median_missed < 255, "{median_missed}");
        assert!(mean_missed < 255, "{mean_missed}");
    }
}
