//! Numbers of seven bits a byte, the lowest first; the top bit says that more follow.

/// The most bytes that a number of 32 bits takes.
const MOST_32: usize = 5;
/// The most bytes that a number of 64 bits takes.
const MOST_64: usize = 10;

/// A number as it is written, on the stack.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    bytes: [u8; MOST_64],
    len: usize,
}

impl Written {
    /// The bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// How many bytes a number takes.
#[must_use]
pub fn len(value: u64) -> usize {
    (64 - (value | 1).leading_zeros() as usize).div_ceil(7)
}

/// Writes a number.
#[must_use]
pub fn write(mut value: u64) -> Written {
    let mut written = Written { bytes: [0; MOST_64], len: 0 };
    loop {
        let more = value >= 0x80;
        written.bytes[written.len] = value as u8 & 0x7f | u8::from(more) << 7;
        written.len += 1;
        value >>= 7;
        if !more {
            return written;
        }
    }
}

/// A number of 32 bits at the start of `bytes`, and what follows; `None` if it is cut off or longer than five bytes. Bits
/// above the 32 are lost.
#[must_use]
pub fn read32(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (value, rest) = read(bytes, MOST_32)?;
    Some((value as u32, rest))
}

/// The same for 64 bits and ten bytes.
#[must_use]
pub fn read64(bytes: &[u8]) -> Option<(u64, &[u8])> {
    read(bytes, MOST_64)
}

fn read(bytes: &[u8], most: usize) -> Option<(u64, &[u8])> {
    let mut value = 0;
    for (i, byte) in bytes.iter().enumerate().take(most) {
        value |= u64::from(byte & 0x7f) << (7 * i);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[i + 1..]));
        }
    }
    None
}

/// As many bytes as the number before them says, and what follows.
#[must_use]
pub fn read_prefixed(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (len, rest) = read32(bytes)?;
    rest.split_at_checked(len as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let powers = (0..64).map(|p| 1u64 << p);
        for value in powers.flat_map(|p| [p - 1, p, p + 1]).chain([u64::MAX]) {
            let written = write(value);
            assert_eq!(read64(written.as_slice()), Some((value, &[][..])));
            assert_eq!(written.as_slice().len(), len(value));
            let cut = &written.as_slice()[..written.len - 1];
            assert_eq!(read64(cut), None);
        }
    }

    #[test]
    fn five_bytes_are_enough_for_32_bits() {
        assert_eq!(read32(&[0x81, 0x82, 0x83, 0x84, 0x85, 0x11]), None);
        assert_eq!(read32(&[0x80, 0x80, 0x80, 0x80, 0x7f]), Some((0xf000_0000, &[][..])));
        assert_eq!(read_prefixed(&[2, 7, 8, 9]), Some((&[7, 8][..], &[9][..])));
        assert_eq!(read_prefixed(&[3, 7, 8]), None);
    }
}
