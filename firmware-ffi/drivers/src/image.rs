//! Whether a boot loader may start an image: the Rust twin of `c/image.c`.

use crate::crc32;

/// How an image begins.
const MAGIC: u32 = 0x4d47_494d;
/// Bytes before the body: magic, length of the body, its CRC-32, each a little-endian word.
const HEADER: usize = 12;

/// What is said of an image. The numbers are those of the C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Verdict {
    /// It may be started.
    Good = 0,
    /// There is no image.
    NoImage = 1,
    /// It is shorter than it says, or empty.
    BadLength = 2,
    /// Its body is not what it was.
    BadChecksum = 3,
}

/// Looks at an image, in memory that may go on behind it.
pub fn check(memory: &[u8]) -> Verdict {
    let Some((header, rest)) = memory.split_first_chunk::<HEADER>() else { return Verdict::NoImage };
    let ([magic, length, checksum], _) = header.as_chunks() else { return Verdict::NoImage };
    if u32::from_le_bytes(*magic) != MAGIC {
        return Verdict::NoImage;
    }
    match rest.get(..u32::from_le_bytes(*length) as usize) {
        None | Some([]) => Verdict::BadLength,
        Some(body) if crc32(body) == u32::from_le_bytes(*checksum) => Verdict::Good,
        Some(_) => Verdict::BadChecksum,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(body: &[u8], length: u32, checksum: u32) -> ([u8; 64], usize) {
        let mut memory = [0; 64];
        memory[..4].copy_from_slice(&MAGIC.to_le_bytes());
        memory[4..8].copy_from_slice(&length.to_le_bytes());
        memory[8..12].copy_from_slice(&checksum.to_le_bytes());
        memory[12..12 + body.len()].copy_from_slice(body);
        (memory, 12 + body.len())
    }

    #[test]
    fn verdicts() {
        let sum = crc32(b"body");
        let said = |(memory, end): ([u8; 64], usize)| check(&memory[..end]);
        assert_eq!(said(image(b"body", 4, sum)), Verdict::Good);
        assert_eq!(said(image(b"bodY", 4, sum)), Verdict::BadChecksum);
        assert_eq!(said(image(b"body", 5, sum)), Verdict::BadLength);
        assert_eq!(said(image(b"body", u32::MAX, sum)), Verdict::BadLength);
        assert_eq!(said(image(b"", 0, 0)), Verdict::BadLength);
        assert_eq!(check(&[0; 40]), Verdict::NoImage);
        assert_eq!(check(&[]), Verdict::NoImage);
    }
}
