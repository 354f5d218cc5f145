//! A series as C++ knows it.

use std::cell::OnceCell;

use series_bridge::cxx::UniquePtr;
use series_bridge::gateway::series::series_set::Series;

use crate::points::Points;

/// The `TimeSeries` of C++ for a series, from when C++ first asks for it: it has a pointer to it then, and sees what comes later.
#[derive(Default)]
pub struct View(OnceCell<UniquePtr<Series>>);

impl View {
    /// The series with these points.
    pub fn of(&self, points: &Points) -> &Series {
        let made = self.0.get_or_init(|| {
            let mut series = Series::new();
            for (time, value) in points.iter() {
                series.pin_mut().insert(time, value);
            }
            series
        });
        made.as_ref().expect("C++ made it")
    }

    /// A point has come, and the newest `limit` are kept.
    pub fn follow(&mut self, time: i64, value: f64, limit: usize) {
        if let Some(series) = self.0.get_mut() {
            series.pin_mut().insert(time, value);
            series.pin_mut().keep_newest(limit);
        }
    }
}

/// Nobody has asked the copy yet.
impl Clone for View {
    fn clone(&self) -> View {
        View::default()
    }
}
