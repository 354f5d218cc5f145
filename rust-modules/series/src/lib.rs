//! The module `series` in Rust: the names of aggregates.
//!
//! [`agg`] knows nothing of C++. What is here is the border.

pub mod agg;

use series_bridge::facade::Module;
use series_bridge::gateway::series::Agg as Number;

use agg::Agg;

/// What C++ calls.
pub struct Series;

impl Module for Series {
    fn parse_agg(name: &[u8], agg: Option<&mut Number>) -> bool {
        let found = Agg::by_name(name);
        if let (Some(found), Some(agg)) = (found, agg) {
            *agg = number(found);
        }
        found.is_some()
    }

    fn write_agg(os: &mut Vec<u8>, agg: Number) {
        // C++ has no name for other numbers either.
        if let Some(agg) = Agg::ALL.into_iter().find(|known| number(*known) == agg) {
            os.extend_from_slice(agg.name().as_bytes());
        }
    }
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
