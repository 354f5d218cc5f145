//! The module `config` in Rust: values with units, and configurations from and to text.
//!
//! [`units`], [`text`] and [`files`] know nothing of C++. What is here is the border: the parser and what it makes are
//! C++, and so are the exceptions.

pub mod files;
pub mod text;
pub mod units;

use std::pin::Pin;

use config_bridge::cxx::{CxxString, UniquePtr};
use config_bridge::facade::{Module, Thrown};
use config_bridge::gateway::config::{self as cpp, ConfigError, UnitError};

use files::Files;

/// What C++ calls.
pub struct Config;

impl Module for Config {
    fn config_load_file(path: &[u8]) -> Result<UniquePtr<cpp::Config>, Thrown> {
        let Ok((text, files)) = Files::open(path) else {
            return Err(Thrown::ConfigError(ConfigError::new(path, 0, b"cannot open")));
        };
        let loader = move |name: &[u8], mut text: Pin<&mut CxxString>| {
            let included = files.include(name);
            if let Ok(included) = &included {
                text.as_mut().clear();
                text.push_bytes(included);
            }
            included.is_ok()
        };
        cpp::Config::parse_with_loader(&mut text.as_slice(), path, Box::new(loader)).map_err(Thrown::Again)
    }

    fn write_config(os: &mut Vec<u8>, config: &cpp::Config) {
        for section in config.sections() {
            text::write_section(os, section.kind(), section.label()).expect("a Vec takes all");
            for key in section.keys() {
                text::write_entry(os, &key, &section.get_string(&key)).expect("a Vec takes all");
            }
        }
    }

    fn parse_duration_ms(text: &[u8]) -> Result<i64, Thrown> {
        units::duration_ms(text).map_err(unit_error)
    }

    fn parse_size(text: &[u8]) -> Result<u64, Thrown> {
        units::size(text).map_err(unit_error)
    }

    fn parse_bool(text: &[u8]) -> Result<bool, Thrown> {
        units::boolean(text).map_err(unit_error)
    }
}

/// The exception for a text that means no value.
fn unit_error(error: units::Error<'_>) -> Thrown {
    Thrown::UnitError(UnitError::new(error.to_string().as_bytes()))
}
