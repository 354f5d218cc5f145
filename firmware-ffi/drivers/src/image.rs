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
    let Some((magic, length, checksum)) = header(memory) else { return Verdict::NoImage };
    if magic != MAGIC {
        return Verdict::NoImage;
    }
    let body = memory.get(HEADER..).and_then(|rest| rest.get(..length as usize));
    match body {
        None | Some([]) => Verdict::BadLength,
        Some(body) if crc32(body) == checksum => Verdict::Good,
        Some(_) => Verdict::BadChecksum,
    }
}

fn header(memory: &[u8]) -> Option<(u32, u32, u32)> {
    let (magic, rest) = memory.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (checksum, _) = rest.split_first_chunk()?;
    Some((u32::from_le_bytes(*magic), u32::from_le_bytes(*length), u32::from_le_bytes(*checksum)))
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
