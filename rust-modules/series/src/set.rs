//! The recent past of every metric of every device.

use std::collections::BTreeMap;

use crate::points::Points;

/// The series of devices, by their number and by the names of their metrics.
///
/// A device has few metrics: they stand in one ordered array, and a look-up is a walk in a tree of numbers and a binary search.
#[derive(Clone, Debug)]
pub struct Set<X> {
    limit: usize,
    devices: BTreeMap<u64, Vec<Series<X>>>,
}

/// A series, and what somebody keeps beside it.
#[derive(Clone, Debug)]
pub struct Series<X> {
    metric: Box<[u8]>,
    /// Its points.
    pub points: Points,
    /// What is kept beside it.
    pub beside: X,
}

impl<X: Default> Set<X> {
    /// A set without series, each of which will keep the newest `limit` points.
    #[must_use]
    pub fn new(limit: usize) -> Set<X> {
        Set { limit, devices: BTreeMap::new() }
    }

    /// The most points of a series.
    #[must_use]
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Puts a point into its series, which is made if there is none yet.
    pub fn add(&mut self, device: u64, metric: &[u8], time: i64, value: f64) -> &mut Series<X> {
        let series = self.devices.entry(device).or_default();
        let at = place(series, metric).unwrap_or_else(|at| {
            series.insert(at, Series { metric: metric.into(), points: Points::default(), beside: X::default() });
            at
        });
        series[at].points.insert(time, value, self.limit);
        &mut series[at]
    }

    /// The series of a metric.
    #[must_use]
    pub fn find(&self, device: u64, metric: &[u8]) -> Option<&Series<X>> {
        let series = self.devices.get(&device)?;
        place(series, metric).ok().map(|at| &series[at])
    }

    /// Devices and metrics, in order.
    pub fn keys(&self) -> impl Iterator<Item = (u64, &[u8])> {
        self.devices.iter().flat_map(|(device, series)| series.iter().map(|s| (*device, &*s.metric)))
    }

    /// How many series there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.devices.values().map(Vec::len).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.devices.is_empty()
    }
}

/// Where a metric stands, or where it belongs.
fn place<X>(series: &[Series<X>], metric: &[u8]) -> Result<usize, usize> {
    series.binary_search_by(|s| (*s.metric).cmp(metric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_are_found_by_device_and_metric() {
        let mut set = Set::<()>::new(2);
        for (device, metric, time) in [(4, "temp", 1), (3, "zz", 1), (4, "n", 1), (4, "temp", 2), (4, "temp", 3)] {
            set.add(device, metric.as_bytes(), time, 0.0);
        }
        let keys: Vec<(u64, &[u8])> = set.keys().collect();
        assert_eq!(keys, [(3, &b"zz"[..]), (4, b"n"), (4, b"temp")]);
        assert_eq!((set.len(), set.is_empty(), set.limit()), (3, false, 2));
        assert_eq!(set.find(4, b"temp").map(|s| s.points.len()), Some(2));
        assert!(set.find(4, b"tem").is_none() && set.find(5, b"temp").is_none());
    }
}
