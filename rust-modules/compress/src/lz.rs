//! The LZ format: a size, then literals and copies of what was written before.
//!
//! - size of the raw bytes, a varint of at most six bytes;
//! - `0nnnnnnn`: n + 1 literals follow;
//! - `1nnnnnnn dd dd`: copy n + 4 bytes from d (little endian) bytes back; the copy may overlap what it writes.
//!
//! The same input gives the same bytes on every machine: segments are compared across machines.

use std::fmt;

/// How many earlier places are tried for each match if nobody says otherwise.
pub const EFFORT: usize = 8;

const MIN_MATCH: usize = 4;
const MAX_MATCH: usize = 131;
const MAX_LITERALS: usize = 128;
const MAX_DISTANCE: usize = 65_535;
const HASH_BITS: u32 = 12;
const NOWHERE: u32 = u32::MAX;

/// Why bytes cannot be decompressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The raw bytes would be more than the caller takes.
    TooLarge {
        /// Their size.
        size: u64,
        /// The caller's limit.
        limit: usize,
    },
    /// The bytes are not what [`compress`] writes.
    Corrupt(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::TooLarge { size, limit } => write!(f, "lz: block of {size} bytes, limit {limit}"),
            Error::Corrupt(why) => write!(f, "lz: {why}"),
        }
    }
}

impl std::error::Error for Error {}

/// The most that [`compress`] writes for so many bytes.
#[must_use]
pub fn bound(size: usize) -> usize {
    10 + size + size.div_ceil(MAX_LITERALS)
}

/// Compresses `input`. A greater `effort` finds longer matches and takes longer.
#[must_use]
pub fn compress(input: &[u8], effort: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(input.len() / 2 + 16);
    put_varint(input.len() as u64, &mut out);
    let mut earlier = Earlier::new(input.len());
    let mut literals = 0;
    let mut at = 0;
    while at + MIN_MATCH <= input.len() {
        let best = earlier.longest(input, at, effort);
        let advance = if best.length >= MIN_MATCH {
            put_literals(&input[literals..at], &mut out);
            // Both fit: they were searched for within these limits.
            out.push(0x80 | (best.length - MIN_MATCH) as u8);
            out.extend_from_slice(&(best.distance as u16).to_le_bytes());
            literals = at + best.length;
            best.length
        } else {
            1
        };
        for place in at..at + advance {
            earlier.remember(input, place);
        }
        at += advance;
    }
    put_literals(&input[literals..], &mut out);
    out
}

/// Gives the bytes back.
///
/// # Errors
/// They are more than `max_output`, or `input` is damaged.
pub fn decompress(input: &[u8], max_output: usize) -> Result<Vec<u8>, Error> {
    let (size, mut rest) = take_varint(input)?;
    let size =
        usize::try_from(size).ok().filter(|s| *s <= max_output).ok_or(Error::TooLarge { size, limit: max_output })?;
    let mut out = Vec::with_capacity(size);
    while out.len() < size {
        let (&control, after) = rest.split_first().ok_or(Error::Corrupt("input ends early"))?;
        let room = size - out.len();
        if control < 0x80 {
            let count = usize::from(control) + 1;
            let (literals, after) = after.split_at_checked(count).ok_or(Error::Corrupt("literals cut off"))?;
            if room < count {
                return Err(Error::Corrupt("literals overrun output"));
            }
            out.extend_from_slice(literals);
            rest = after;
            continue;
        }
        let count = usize::from(control & 0x7f) + MIN_MATCH;
        let (&distance, after) = after.split_first_chunk::<2>().ok_or(Error::Corrupt("distance cut off"))?;
        let distance = usize::from(u16::from_le_bytes(distance));
        if distance == 0 || distance > out.len() {
            return Err(Error::Corrupt("distance out of range"));
        }
        if room < count {
            return Err(Error::Corrupt("copy overruns output"));
        }
        copy_within(&mut out, distance, count);
        rest = after;
    }
    if rest.is_empty() { Ok(out) } else { Err(Error::Corrupt("trailing bytes")) }
}

/// Appends `count` bytes from `distance` back; a run repeats what it has just written.
fn copy_within(out: &mut Vec<u8>, distance: usize, mut count: usize) {
    let start = out.len() - distance;
    while count > 0 {
        let piece = count.min(out.len() - start);
        out.extend_from_within(start..start + piece);
        count -= piece;
    }
}

/// A match: so many bytes, so far back.
#[derive(Clone, Copy, Default)]
struct Match {
    length: usize,
    distance: usize,
}

/// Where each sequence of four bytes stood before: a table of newest places by hash, and a chain to older ones.
struct Earlier {
    newest: Vec<u32>,
    older: Vec<u32>,
}

impl Earlier {
    fn new(size: usize) -> Earlier {
        Earlier { newest: vec![NOWHERE; 1 << HASH_BITS], older: vec![NOWHERE; size] }
    }

    /// The longest match for what stands at `at`; of equally long ones the nearest.
    fn longest(&self, input: &[u8], at: usize, effort: usize) -> Match {
        let limit = (input.len() - at).min(MAX_MATCH);
        let mut best = Match::default();
        let mut candidate = hash(input, at).map_or(NOWHERE, |h| self.newest[h]);
        for _ in 0..effort {
            if candidate == NOWHERE {
                break;
            }
            let place = candidate as usize;
            let distance = at - place;
            if distance > MAX_DISTANCE {
                break;
            }
            let length = common(&input[place..], &input[at..at + limit]);
            if length > best.length {
                best = Match { length, distance };
                if length == limit {
                    break;
                }
            }
            candidate = self.older[place];
        }
        best
    }

    fn remember(&mut self, input: &[u8], at: usize) {
        if let Some(hash) = hash(input, at) {
            self.older[at] = self.newest[hash];
            self.newest[hash] = at as u32;
        }
    }
}

/// A number for the four bytes at `at`; `None` where there are fewer.
fn hash(input: &[u8], at: usize) -> Option<usize> {
    let (bytes, _) = input.get(at..)?.split_first_chunk::<MIN_MATCH>()?;
    Some((u32::from_le_bytes(*bytes).wrapping_mul(2_654_435_761) >> (32 - HASH_BITS)) as usize)
}

/// How many bytes at the start of both are the same.
fn common(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

fn put_literals(bytes: &[u8], out: &mut Vec<u8>) {
    for chunk in bytes.chunks(MAX_LITERALS) {
        out.push((chunk.len() - 1) as u8);
        out.extend_from_slice(chunk);
    }
}

fn put_varint(mut value: u64, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn take_varint(input: &[u8]) -> Result<(u64, &[u8]), Error> {
    let mut value = 0;
    for (i, byte) in input.iter().enumerate().take(6) {
        value |= u64::from(byte & 0x7f) << (7 * i);
        if byte & 0x80 == 0 {
            return Ok((value, &input[i + 1..]));
        }
    }
    Err(Error::Corrupt("bad size"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_compressed_comes_back() {
        let runs = [b"".to_vec(), b"a".to_vec(), b"abcabcabcabc".to_vec(), vec![7; 1000]];
        // Miri takes some hundred times as long.
        let length = if cfg!(miri) { 300 } else { 5000u32 };
        let mixed: Vec<u8> = (0..length).map(|i| (i.wrapping_mul(2_654_435_761) >> (i % 29)) as u8).collect();
        for input in runs.into_iter().chain([mixed]) {
            let packed = compress(&input, EFFORT);
            assert!(packed.len() <= bound(input.len()));
            assert_eq!(decompress(&packed, input.len()), Ok(input));
        }
    }

    #[test]
    fn runs_are_copies_of_themselves() {
        assert_eq!(compress(&[7; 100], EFFORT), [100, 0, 7, 0x80 | 95, 1, 0]);
    }

    #[test]
    fn damage_is_named() {
        let refused = |input: &[u8], limit| decompress(input, limit).map_err(|e| e.to_string());
        let corrupt = |why: &str| Err(format!("lz: {why}"));
        assert_eq!(refused(&[], 9), corrupt("bad size"));
        assert_eq!(refused(&[0x80; 9], 9), corrupt("bad size"));
        assert_eq!(refused(&[10], 9), corrupt("block of 10 bytes, limit 9"));
        assert_eq!(refused(&[4], 9), corrupt("input ends early"));
        assert_eq!(refused(&[4, 3, 1], 9), corrupt("literals cut off"));
        assert_eq!(refused(&[1, 1, 1, 1], 9), corrupt("literals overrun output"));
        assert_eq!(refused(&[5, 0, 1, 0x80, 1], 9), corrupt("distance cut off"));
        assert_eq!(refused(&[5, 0, 1, 0x80, 2, 0], 9), corrupt("distance out of range"));
        assert_eq!(refused(&[3, 0, 1, 0x80, 1, 0], 9), corrupt("copy overruns output"));
        assert_eq!(refused(&[1, 0, 1, 0], 9), corrupt("trailing bytes"));
    }
}
