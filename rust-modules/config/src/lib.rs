//! The module `config` in Rust.

use config_bridge::facade::{Module, Thrown};

/// What C++ calls.
pub struct Config;

#[expect(unused_variables, reason = "not written yet")]
impl Module for Config {
    fn config_load_file(
        path: &[u8],
    ) -> Result<config_bridge::cxx::UniquePtr<config_bridge::gateway::config::Config>, Thrown> {
        todo!()
    }

    fn write_config(os: &mut Vec<u8>, config: &config_bridge::gateway::config::Config) {
        todo!()
    }

    fn parse_duration_ms(text: &[u8]) -> Result<i64, Thrown> {
        todo!()
    }

    fn parse_size(text: &[u8]) -> Result<u64, Thrown> {
        todo!()
    }

    fn parse_bool(text: &[u8]) -> Result<bool, Thrown> {
        todo!()
    }
}
