//! The points of a series, in columns.

use std::collections::VecDeque;
use std::ops::Range;

use crate::agg::Agg;

/// Values ordered by time, the newest of them only. A second value for an instant takes the place of the first.
///
/// Times and values stand in rings of their own: what arrives in order is pushed behind, what is too old is taken off in
/// front, and a window is two binary searches and a walk along the values alone. A point that arrives late moves the
/// shorter part of its ring.
#[derive(Clone, Debug, Default)]
pub struct Points {
    times: VecDeque<i64>,
    values: VecDeque<f64>,
}

impl Points {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// The points, oldest first: milliseconds since the epoch, and the value.
    pub fn iter(&self) -> impl Iterator<Item = (i64, f64)> {
        self.times.iter().copied().zip(self.values.iter().copied())
    }

    /// Puts a point in its place, and keeps the newest `limit`.
    pub fn insert(&mut self, time: i64, value: f64, limit: usize) {
        let at = match self.times.back() {
            Some(newest) if *newest >= time => match self.times.binary_search(&time) {
                Ok(at) => {
                    self.values[at] = value;
                    return;
                }
                Err(at) => at,
            },
            _ => self.len(),
        };
        let is_full = self.len() >= limit;
        if is_full && at == 0 {
            // It would be the first to go.
            return;
        }
        if is_full {
            self.times.pop_front();
            self.values.pop_front();
        }
        let at = at - usize::from(is_full);
        self.times.insert(at, time);
        self.values.insert(at, value);
    }

    /// What the values of the last `length` milliseconds, up to and including the newest, reduce to.
    #[must_use]
    pub fn window(&self, length: i64, agg: Agg) -> f64 {
        let newest = self.times.back().copied().unwrap_or(0);
        // As the machine counts: windows that reach beyond all time are asked for.
        self.reduce(newest.wrapping_sub(length).wrapping_add(1), newest.wrapping_add(1), agg)
    }

    /// What the values of the times from `from` to before `to` reduce to: NaN of none, but for counts and sums.
    #[must_use]
    pub fn reduce(&self, from: i64, to: i64, agg: Agg) -> f64 {
        let range = self.between(from, to);
        let values = || self.values.range(range.clone()).copied();
        match agg {
            #[expect(clippy::cast_precision_loss, reason = "the nearest number is meant")]
            Agg::Count => range.len() as f64,
            Agg::Sum => sum(values()),
            _ if range.is_empty() => f64::NAN,
            Agg::Min => values().fold(self.values[range.start], |least, v| if v < least { v } else { least }),
            Agg::Max => values().fold(self.values[range.start], |most, v| if most < v { v } else { most }),
            #[expect(clippy::cast_precision_loss, reason = "the nearest number is meant")]
            Agg::Avg => sum(values()) / range.len() as f64,
            Agg::First => self.values[range.start],
            Agg::Last => self.values[range.end - 1],
            Agg::P50 => percentile(values().collect(), 0.50),
            Agg::P90 => percentile(values().collect(), 0.90),
            Agg::P99 => percentile(values().collect(), 0.99),
        }
    }

    fn between(&self, from: i64, to: i64) -> Range<usize> {
        let before = |end: i64| self.times.partition_point(|time| *time < end);
        let start = before(from);
        start..if to <= from { start } else { before(to) }
    }
}

/// All together, from the first to the last: another order would round otherwise.
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |sum, v| sum + v)
}

/// Linear interpolation between the closest ranks, of values that are some. Only these two ranks are looked for.
fn percentile(mut values: Vec<f64>, fraction: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "the nearest number is meant")]
    let rank = fraction * (values.len() - 1) as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the rank below is meant")]
    let below = rank as usize;
    #[expect(clippy::cast_precision_loss, reason = "a rank")]
    let weight = rank - below as f64;
    let (_, low, greater) = values.select_nth_unstable_by(below, f64::total_cmp);
    let low = *low;
    let high = greater.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    low * (1.0 - weight) + high * weight
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points at 0, 10, 20, … with these values.
    fn ramp(values: &[f64], limit: usize) -> Points {
        let mut points = Points::default();
        for (time, value) in (0..).step_by(10).zip(values) {
            points.insert(time, *value, limit);
        }
        points
    }

    fn all(points: &Points) -> Vec<(i64, f64)> {
        points.iter().collect()
    }

    #[test]
    fn points_stand_in_order_of_time() {
        let mut points = Points::default();
        for (time, value) in [(20, 2.0), (0, 0.0), (10, 1.0), (20, 3.0), (-5, 4.0)] {
            points.insert(time, value, 10);
        }
        assert_eq!(all(&points), [(-5, 4.0), (0, 0.0), (10, 1.0), (20, 3.0)]);
    }

    #[test]
    fn the_newest_are_kept() {
        let mut points = ramp(&[1.0, 2.0, 3.0, 4.0], 3);
        assert_eq!(all(&points), [(10, 2.0), (20, 3.0), (30, 4.0)]);
        points.insert(5, 9.0, 3);
        assert_eq!(all(&points), [(10, 2.0), (20, 3.0), (30, 4.0)], "older than all");
        points.insert(15, 9.0, 3);
        assert_eq!(all(&points), [(15, 9.0), (20, 3.0), (30, 4.0)]);
        points.insert(20, 8.0, 3);
        assert_eq!(all(&points), [(15, 9.0), (20, 8.0), (30, 4.0)]);
        assert!(ramp(&[1.0], 0).is_empty());
    }

    #[test]
    fn windows_end_with_the_newest() {
        let points = ramp(&[4.0, 1.0, 3.0, 2.0], 10);
        let seen = |length| points.window(length, Agg::Count);
        assert_eq!([0, 1, 10, 11, 31, i64::MAX].map(seen), [0.0, 1.0, 1.0, 2.0, 4.0, 4.0]);
        assert_eq!(points.reduce(10, 30, Agg::Sum), 4.0);
        assert_eq!(points.reduce(30, 10, Agg::Count), 0.0);
    }

    #[test]
    fn values_reduce_to_one() {
        let points = ramp(&[4.0, 1.0, 3.0, 2.0], 10);
        let reduced = Agg::ALL.map(|agg| points.reduce(0, 100, agg));
        assert_eq!(reduced[..8], [4.0, 10.0, 1.0, 4.0, 2.5, 4.0, 2.0, 2.5]);
        assert_eq!(reduced[8], 3.0 * (1.0 - (2.7 - 2.0)) + 4.0 * (2.7 - 2.0));
        let none = Agg::ALL.map(|agg| Points::default().window(1000, agg));
        assert_eq!(none[..2], [0.0, 0.0]);
        assert!(none[2..].iter().all(|v| v.is_nan()));
    }

    #[test]
    fn least_and_greatest_are_the_first_of_equal_ones() {
        let points = ramp(&[0.0, -0.0, 0.0], 10);
        assert!(points.window(100, Agg::Min).is_sign_positive() && points.window(100, Agg::Max).is_sign_positive());
        let points = ramp(&[f64::NAN, 1.0], 10);
        assert!(points.window(100, Agg::Min).is_nan() && points.window(100, Agg::Max).is_nan());
        assert_eq!(ramp(&[1.0, f64::NAN, 2.0], 10).window(100, Agg::Max), 2.0);
    }

    #[test]
    fn percentiles_are_those_of_sorted_values() {
        let length = if cfg!(miri) { 40 } else { 1000u32 };
        let values: Vec<f64> = (0..length).map(|i| f64::from(i.wrapping_mul(2_654_435_761) >> 20) / 8.0).collect();
        for some in (1..values.len()).step_by(7) {
            let mut sorted = values[..some].to_vec();
            sorted.sort_by(f64::total_cmp);
            for fraction in [0.5, 0.9, 0.99] {
                let rank = fraction * (some - 1) as f64;
                let (below, weight) = (rank as usize, rank - rank.floor());
                let above = (below + 1).min(some - 1);
                let expected = sorted[below] * (1.0 - weight) + sorted[above] * weight;
                assert_eq!(percentile(values[..some].to_vec(), fraction).to_bits(), expected.to_bits());
            }
        }
    }
}
