//! The module `series` in Rust: the recent past of all metrics, and what values reduce to.
//!
//! [`agg`], [`points`] and [`set`] know nothing of C++. What is here is the border.

pub mod agg;
pub mod points;
pub mod set;
pub mod view;

use codec_bridge::gateway::codec;
use series_bridge::cxx::UniquePtr;
use series_bridge::facade::Module;
use series_bridge::gateway::codec::Packet;
use series_bridge::gateway::series::series_set;
use series_bridge::gateway::series::{Agg as Number, SeriesKey};

use agg::Agg;
use view::View;

/// What C++ calls.
pub struct Series;

/// The state of a `SeriesSet`.
type Set = set::Set<View>;

impl Module for Series {
    type SeriesSet = Set;

    fn parse_agg(name: &[u8], agg: Option<&mut Number>) -> bool {
        let found = Agg::by_name(name);
        if let (Some(found), Some(agg)) = (found, agg) {
            *agg = number(found);
        }
        found.is_some()
    }

    fn write_agg(os: &mut Vec<u8>, agg: Number) {
        // C++ has no name for other numbers either.
        if let Some(agg) = known(agg) {
            os.extend_from_slice(agg.name().as_bytes());
        }
    }

    fn series_set_new(max_points: usize) -> Set {
        Set::new(max_points)
    }

    fn series_set_add(this: &mut Set, packet: &Packet) -> usize {
        let packet = as_codec(packet);
        let device = packet.device();
        let mut taken = 0;
        for sample in packet.samples() {
            let value = sample.value();
            if value.is_number() || value.kind() == codec::ValueKind::K_BOOL {
                add(this, device, sample.metric(), sample.time_ms(), value.to_number());
                taken += 1;
            }
        }
        taken
    }

    fn series_set_add_u64_bytes_i64_f64(this: &mut Set, device: u64, metric: &[u8], time: i64, value: f64) {
        add(this, device, metric, time, value);
    }

    fn series_set_find<'o>(this: &'o Set, device: u64, metric: &[u8]) -> Option<&'o series_set::Series> {
        this.find(device, metric).map(|series| series.beside.of(&series.points))
    }

    fn series_set_window(this: &Set, device: u64, metric: &[u8], window_ms: i64, agg: Number) -> f64 {
        // C++ takes other numbers for the last.
        let agg = known(agg).unwrap_or(Agg::P99);
        let reduced = this.find(device, metric).map(|series| series.points.window(window_ms, agg));
        reduced.unwrap_or_else(|| points::Points::default().window(window_ms, agg))
    }

    fn series_set_keys(this: &Set) -> Vec<UniquePtr<SeriesKey>> {
        let key = |(device, metric)| {
            let mut key = SeriesKey::new();
            key.pin_mut().set_device(device);
            key.pin_mut().set_metric(metric);
            key
        };
        this.keys().map(key).collect()
    }

    fn series_set_size(this: &Set) -> usize {
        this.len()
    }
}

fn add(set: &mut Set, device: u64, metric: &[u8], time: i64, value: f64) {
    let limit = set.limit();
    set.add(device, metric, time, value).beside.follow(time, value, limit);
}

/// The same packet, as the bridge of its own module knows it: that of this module cannot look into values.
fn as_codec(packet: &Packet) -> &codec::Packet {
    // SAFETY: both bridges mean `gateway::codec::Packet`, an object of C++ of which Rust knows the address alone.
    unsafe { &*std::ptr::from_ref(packet).cast::<codec::Packet>() }
}

/// Its number in C++.
fn number(agg: Agg) -> Number {
    match agg {
        Agg::Count => Number::K_COUNT,
        Agg::Sum => Number::K_SUM,
        Agg::Min => Number::K_MIN,
        Agg::Max => Number::K_MAX,
        Agg::Avg => Number::K_AVG,
        Agg::First => Number::K_FIRST,
        Agg::Last => Number::K_LAST,
        Agg::P50 => Number::K_P50,
        Agg::P90 => Number::K_P90,
        Agg::P99 => Number::K_P99,
    }
}

/// The one with this number in C++.
fn known(agg: Number) -> Option<Agg> {
    Agg::ALL.into_iter().find(|known| number(*known) == agg)
}
