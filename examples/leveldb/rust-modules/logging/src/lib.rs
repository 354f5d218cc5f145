//! The module `logging` in Rust: numbers and keys as people read them.
//!
//! [`text`] knows nothing of C++. What is here is the border.

pub mod text;

use std::pin::Pin;

use logging_bridge::cxx::CxxString;
use logging_bridge::facade::Module;

/// What C++ calls.
pub struct Logging;

impl Module for Logging {
    fn append_number_to(str: Pin<&mut CxxString>, num: u64) {
        str.push_bytes(itoa::Buffer::new().format(num).as_bytes());
    }

    fn append_escaped_string_to(str: Pin<&mut CxxString>, value: &[u8]) {
        str.push_bytes(&escaped(value));
    }

    fn number_to_string(num: u64) -> Vec<u8> {
        num.to_string().into_bytes()
    }

    fn escape_string(value: &[u8]) -> Vec<u8> {
        escaped(value)
    }

    fn consume_decimal_number<'a>(in_: Option<&mut &'a [u8]>, val: Option<&mut u64>) -> bool {
        let Some(input) = in_ else { return false };
        let Some((value, rest)) = text::read_decimal(input) else { return false };
        if let Some(val) = val {
            *val = value;
        }
        let found = rest.len() < input.len();
        *input = rest;
        found
    }
}

fn escaped(value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    text::write_escaped(&mut out, value).expect("a Vec takes all");
    out
}
