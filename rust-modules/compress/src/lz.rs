//! The LZ format: a size, then literals and copies of what was written before.
//!
//! - size of the raw bytes, a varint of at most six bytes;
//! - `0nnnnnnn`: n + 1 literals follow;
//! - `1nnnnnnn dd dd`: copy n + 4 bytes from d (little endian) bytes back; the copy may overlap what it writes.
//!
//! The same input gives the same bytes on every machine: segments are compared across machines.

use std::{fmt, mem};

/// How many earlier places are tried for each match if nobody says otherwise.
pub const EFFORT: usize = 8;

const MIN_MATCH: usize = 4;
const MAX_MATCH: usize = 131;
const MAX_LITERALS: usize = 128;
const MAX_DISTANCE: usize = 65_535;
const WINDOW: usize = MAX_DISTANCE + 1;
const RING: usize = 2 * WINDOW;
const HASH_BITS: u32 = 12;

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
    match u16::try_from(input.len()) {
        Ok(_) => compress_with::<u16>(input, effort),
        Err(_) => compress_with::<u32>(input, effort),
    }
}

fn compress_with<N: Number>(input: &[u8], effort: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(input.len() / 2 + 16);
    put_varint(input.len() as u64, &mut out);
    let mut earlier = Earlier::<N>::new(input.len());
    let mut literals = 0;
    let mut at = 0;
    while at + MIN_MATCH <= input.len() {
        let advance = if let Some(best) = earlier.longest(input, at, effort) {
            put_literals(&input[literals..], at - literals, &mut out);
            // Both fit: they were searched for within these limits.
            let [low, high] = (best.distance as u16).to_le_bytes();
            out.extend_from_slice(&[0x80 | (best.length - MIN_MATCH) as u8, low, high]);
            literals = at + best.length;
            best.length
        } else {
            1
        };
        at += advance;
    }
    put_literals(&input[literals..], input.len() - literals, &mut out);
    out
}

/// How many bytes these give, and what is left of them for [`decompress`].
///
/// # Errors
/// They are more than `max_output`, or the size is damaged.
pub fn raw_size(input: &[u8], max_output: usize) -> Result<(usize, &[u8]), Error> {
    let (size, rest) = take_varint(input)?;
    match usize::try_from(size) {
        Ok(fits) if fits <= max_output => Ok((fits, rest)),
        _ => Err(Error::TooLarge { size, limit: max_output }),
    }
}

/// Gives the bytes back, all that `out` has room for.
///
/// # Errors
/// `input` is damaged.
pub fn decompress(mut input: &[u8], out: &mut [u8]) -> Result<(), Error> {
    let mut at = 0;
    while at < out.len() {
        let (&control, after) = input.split_first().ok_or(Error::Corrupt("input ends early"))?;
        let room = out.len() - at;
        if control < 0x80 {
            let count = usize::from(control) + 1;
            let (literals, rest) = after.split_at_checked(count).ok_or(Error::Corrupt("literals cut off"))?;
            if room < count {
                return Err(Error::Corrupt("literals overrun output"));
            }
            match (after.first_chunk::<STEP>(), out[at..].first_chunk_mut::<STEP>()) {
                // Most are few: what is written behind them is written again.
                (Some(from), Some(to)) if count <= STEP => *to = *from,
                _ => out[at..at + count].copy_from_slice(literals),
            }
            at += count;
            input = rest;
            continue;
        }
        let count = usize::from(control & 0x7f) + MIN_MATCH;
        let (&distance, rest) = after.split_first_chunk::<2>().ok_or(Error::Corrupt("distance cut off"))?;
        let distance = usize::from(u16::from_le_bytes(distance));
        if distance == 0 || distance > at {
            return Err(Error::Corrupt("distance out of range"));
        }
        if room < count {
            return Err(Error::Corrupt("copy overruns output"));
        }
        copy_within(out, at, distance, count);
        at += count;
        input = rest;
    }
    if input.is_empty() { Ok(()) } else { Err(Error::Corrupt("trailing bytes")) }
}

/// So many bytes are copied at once.
const STEP: usize = 16;

/// Copies `count` bytes from `distance` back to `at`; a run repeats what it has just written.
fn copy_within(out: &mut [u8], at: usize, distance: usize, count: usize) {
    let steps = count.div_ceil(STEP);
    if distance >= STEP && at + steps * STEP <= out.len() {
        // What is written behind the copy is written again.
        for place in (at..).step_by(STEP).take(steps) {
            out.copy_within(place - distance..place - distance + STEP, place);
        }
        return;
    }
    let (start, mut done) = (at - distance, 0);
    while done < count {
        let piece = (count - done).min(distance + done);
        out.copy_within(start..start + piece, at + done);
        done += piece;
    }
}

/// A match: so many bytes, so far back.
#[derive(Clone, Copy)]
struct Match {
    length: usize,
    distance: usize,
}

/// The number of a place in the input: the first has one, and zero is none. Short inputs have short numbers: the tables fit the
/// first cache.
trait Number: Copy + Default + Into<u32> {
    /// Whether a match may reach from the last place to the first: these numbers count no further than a distance.
    const NEAR: bool;

    /// The number of the place `at`.
    fn of(at: usize) -> Self;
}

impl Number for u16 {
    const NEAR: bool = true;

    fn of(at: usize) -> u16 {
        at as u16 + 1
    }
}

impl Number for u32 {
    const NEAR: bool = false;

    fn of(at: usize) -> u32 {
        at as u32 + 1
    }
}

/// For each place the one before it with the same hash of four bytes.
///
/// Every place gets into the table, whatever is matched. So a whole window of them is linked at once, ahead of the search, in
/// a loop without decisions. Nobody looks further back than [`MAX_DISTANCE`]: a ring of two windows holds all.
struct Earlier<N> {
    newest: [N; 1 << HASH_BITS],
    before: Vec<N>,
    linked: usize,
}

impl<N: Number> Earlier<N> {
    fn new(size: usize) -> Earlier<N> {
        Earlier { newest: [N::default(); 1 << HASH_BITS], before: vec![N::default(); size.min(RING)], linked: 0 }
    }

    /// Links the places of the next window.
    fn link(&mut self, input: &[u8]) {
        let start = self.linked;
        let ring = &mut self.before[start % RING..];
        for ((place, four), before) in (start..start + WINDOW).zip(input[start..].windows(MIN_MATCH)).zip(ring) {
            *before = mem::replace(&mut self.newest[hash(first_four(four))], N::of(place));
        }
        self.linked += WINDOW;
    }

    /// The longest match of at least four bytes for what stands at `at`; of equally long ones the nearest.
    ///
    /// What takes the time is to get from one place to the one before: nothing but a load lies between two numbers.
    fn longest(&mut self, input: &[u8], at: usize, effort: usize) -> Option<Match> {
        if at >= self.linked {
            self.link(input);
        }
        let here = &input[at..input.len().min(at + MAX_MATCH)];
        let mut best = None;
        // A longer match goes on where the best ends: its last four bytes are looked at before all others.
        let mut end = MIN_MATCH;
        let mut last = first_four(here);
        let mut number = at + 1;
        for _ in 0..effort {
            let index = if N::NEAR { number - 1 } else { (number - 1) % RING };
            let before: u32 = self.before[index].into();
            number = before as usize;
            if number == 0 || !N::NEAR && at + 1 - number > MAX_DISTANCE {
                break;
            }
            if first_four(&input[number + end - MIN_MATCH - 1..]) == last {
                let length = common(&input[number - 1..], here);
                if length >= end {
                    best = Some(Match { length, distance: at + 1 - number });
                    if length == here.len() {
                        break;
                    }
                    end = length + 1;
                    last = first_four(&here[end - MIN_MATCH..]);
                }
            }
        }
        best
    }
}

/// The first four of these bytes.
fn first_four(bytes: &[u8]) -> u32 {
    u32::from_le_bytes(*bytes.first_chunk().expect("there are four"))
}

/// A number for four bytes.
fn hash(four: u32) -> usize {
    (four.wrapping_mul(2_654_435_761) >> (32 - HASH_BITS)) as usize
}

/// How many bytes at the start of both are the same.
fn common(a: &[u8], b: &[u8]) -> usize {
    let (a_steps, _) = a.as_chunks::<STEP>();
    let (b_steps, _) = b.as_chunks::<STEP>();
    let mut length = 0;
    for (a, b) in a_steps.iter().zip(b_steps) {
        let different = u128::from_le_bytes(*a) ^ u128::from_le_bytes(*b);
        if different != 0 {
            return length + (different.trailing_zeros() / 8) as usize;
        }
        length += STEP;
    }
    length + a[length..].iter().zip(&b[length..]).take_while(|(a, b)| a == b).count()
}

/// Writes the first `count` of these bytes.
fn put_literals(bytes: &[u8], count: usize, out: &mut Vec<u8>) {
    match bytes.first_chunk::<STEP>() {
        // Mostly few or none, and nobody can foresee which: no decision depends on it.
        Some(step) if count <= STEP => {
            let end = out.len() + count + usize::from(count > 0);
            out.push((count as u8).wrapping_sub(1));
            out.extend_from_slice(step);
            out.truncate(end);
        }
        _ => {
            for chunk in bytes[..count].chunks(MAX_LITERALS) {
                out.push((chunk.len() - 1) as u8);
                out.extend_from_slice(chunk);
            }
        }
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

    fn unpacked(input: &[u8], limit: usize) -> Result<Vec<u8>, Error> {
        let (size, rest) = raw_size(input, limit)?;
        let mut out = vec![0; size];
        decompress(rest, &mut out).map(|()| out)
    }

    #[test]
    fn what_was_compressed_comes_back() {
        let runs = [b"".to_vec(), b"a".to_vec(), b"abcabcabcabc".to_vec(), vec![7; 1000]];
        // Miri takes some hundred times as long.
        let lengths = if cfg!(miri) { [300, 600] } else { [5000, 4 * WINDOW as u32] };
        let mixed = |length| (0..length).map(|i: u32| (i.wrapping_mul(2_654_435_761) >> (i % 29)) as u8).collect();
        for input in runs.into_iter().chain(lengths.map(mixed)) {
            let packed = compress(&input, EFFORT);
            assert!(packed.len() <= bound(input.len()));
            assert_eq!(unpacked(&packed, input.len()), Ok(input));
        }
    }

    #[test]
    fn runs_are_copies_of_themselves() {
        assert_eq!(compress(&[7; 100], EFFORT), [100, 0, 7, 0x80 | 95, 1, 0]);
    }

    #[test]
    fn damage_is_named() {
        let refused = |input: &[u8], limit| unpacked(input, limit).map_err(|e| e.to_string());
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
