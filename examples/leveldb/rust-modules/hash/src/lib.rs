//! The module `hash` in Rust: a quick hash of bytes, the same on every machine.

use hash_bridge::facade::Module;

/// What C++ calls.
pub struct Hash;

impl Module for Hash {
    fn hash(data: &[u8], seed: u32) -> u32 {
        hash(data, seed)
    }
}

const MULTIPLIER: u32 = 0xc6a4_a793;

/// A hash much like murmur's: four bytes at a time, little endian, then the rest.
#[must_use]
pub fn hash(data: &[u8], seed: u32) -> u32 {
    // Lengths wrap as they do in C++.
    let mut h = seed ^ (data.len() as u32).wrapping_mul(MULTIPLIER);
    let (words, rest) = data.as_chunks::<4>();
    for word in words {
        h = h.wrapping_add(u32::from_le_bytes(*word)).wrapping_mul(MULTIPLIER);
        h ^= h >> 16;
    }
    if !rest.is_empty() {
        let tail = rest.iter().rev().fold(0, |w, byte| w << 8 | u32::from(*byte));
        h = h.wrapping_add(tail).wrapping_mul(MULTIPLIER);
        h ^= h >> 24;
    }
    h
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_hashes() {
        assert_eq!(hash(&[], 0xbc9f_1d34), 0xbc9f_1d34);
        assert_eq!(hash(&[0x62], 0xbc9f_1d34), 0xef13_45c4);
        assert_eq!(hash(&[0xc3, 0x97], 0xbc9f_1d34), 0x5b66_3814);
        assert_eq!(hash(&[0xe2, 0x99, 0xa5], 0xbc9f_1d34), 0x323c_078f);
        assert_eq!(hash(&[0xe1, 0x80, 0xb9, 0x32], 0xbc9f_1d34), 0xed21_633a);
    }
}
