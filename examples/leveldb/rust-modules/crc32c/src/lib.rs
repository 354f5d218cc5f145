//! The module `crc32c` in Rust: checksums of log records and blocks.

use crc32c_bridge::facade::Module;

/// What C++ calls.
pub struct Crc32c;

impl Module for Crc32c {
    fn extend(init_crc: u32, data: &[u8]) -> u32 {
        checksum::crc32c_append(init_crc, data)
    }
}
