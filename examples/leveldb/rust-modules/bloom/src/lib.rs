//! The module `bloom` in Rust: filters that say of a key that it is not there, or may be.
//!
//! A filter is an array of bits and, behind it, a byte with the number of probes.

use std::ffi::CStr;
use std::pin::Pin;

use bloom_bridge::cxx::{CxxString, UniquePtr};
use bloom_bridge::facade::Module;
use bloom_bridge::leveldb::{FilterPolicy, FilterPolicyMethods};
use hash::hash;

/// What C++ calls.
pub struct Bloom;

impl Module for Bloom {
    fn new_bloom_filter_policy(bits_per_key: i32) -> UniquePtr<FilterPolicy> {
        FilterPolicy::implement(Box::new(Policy::new(bits_per_key)))
    }
}

/// More probes than this are kept for other kinds of filters.
const MOST_PROBES: u8 = 30;
/// Filters for few keys would often be wrong if they were smaller.
const LEAST_BITS: usize = 64;
const SEED: u32 = 0xbc9f_1d34;

/// How filters are made.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    bits_per_key: usize,
    probes: u8,
}

impl Policy {
    /// About ln 2 probes for each bit of a key, rounded down: probing costs a little less so.
    #[must_use]
    pub fn new(bits_per_key: i32) -> Policy {
        let probes = (f64::from(bits_per_key) * 0.69).clamp(1.0, f64::from(MOST_PROBES));
        // What is negative in C++ is a great number there.
        Policy { bits_per_key: bits_per_key as usize, probes: probes as u8 }
    }

    /// The filter of these keys.
    #[must_use]
    pub fn create(&self, keys: &[&[u8]]) -> Vec<u8> {
        let bytes = keys.len().wrapping_mul(self.bits_per_key).max(LEAST_BITS).div_ceil(8);
        let mut filter = vec![0; bytes + 1];
        let bits = bytes * 8;
        for key in keys {
            for bit in probes(key, bits, self.probes) {
                filter[bit / 8] |= 1 << (bit % 8);
            }
        }
        filter[bytes] = self.probes;
        filter
    }
}

/// Whether the key may be among those of the filter.
#[must_use]
pub fn may_match(key: &[u8], filter: &[u8]) -> bool {
    let Some((&count, array)) = filter.split_last().filter(|(_, array)| !array.is_empty()) else { return false };
    count > MOST_PROBES || probes(key, array.len() * 8, count).all(|bit| array[bit / 8] & 1 << (bit % 8) != 0)
}

/// Bits of a key: double hashing makes all of one hash (Kirsch and Mitzenmacher, 2006).
fn probes(key: &[u8], bits: usize, count: u8) -> impl Iterator<Item = usize> {
    let first = hash(key, SEED);
    let delta = first.rotate_right(17);
    (0..u32::from(count)).map(move |i| first.wrapping_add(delta.wrapping_mul(i)) as usize % bits)
}

impl FilterPolicyMethods for Policy {
    fn name<'s>(&'s self, _: &FilterPolicy) -> &'s CStr {
        c"leveldb.BuiltinBloomFilter2"
    }

    fn create_filter(&self, _: &FilterPolicy, keys: &[&[u8]], dst: Pin<&mut CxxString>) {
        dst.push_bytes(&self.create(keys));
    }

    fn key_may_match(&self, _: &FilterPolicy, key: &[u8], filter: &[u8]) -> bool {
        may_match(key, filter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_and_others_mostly_not() {
        let keys: Vec<[u8; 4]> = (0..1000u32).map(u32::to_le_bytes).collect();
        let filter = Policy::new(10).create(&keys.iter().map(|k| &k[..]).collect::<Vec<_>>());
        assert!(keys.iter().all(|k| may_match(k, &filter)));
        let wrong = (0..1000u32).filter(|k| may_match(&(k + 1_000_000).to_le_bytes(), &filter)).count();
        assert!(wrong < 25, "{wrong} of 1000");
    }

    #[test]
    fn what_is_no_filter_matches_nothing_or_all() {
        assert!(!may_match(b"a", &[]) && !may_match(b"a", &[6]));
        assert!(may_match(b"a", &[0, 31]));
    }
}
