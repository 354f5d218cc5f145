//! The module `series` in Rust.

use series_bridge::facade::Module;

/// What C++ calls.
pub struct Series;

#[expect(unused_variables, reason = "not written yet")]
impl Module for Series {
    fn parse_agg(name: &[u8], agg: Option<&mut series_bridge::gateway::series::Agg>) -> bool {
        todo!()
    }

    fn write_agg(os: &mut Vec<u8>, agg: series_bridge::gateway::series::Agg) {
        todo!()
    }
}
