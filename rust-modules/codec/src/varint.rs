//! Integers of as few bytes as they need: seven bits in each byte, low bits first, the high bit set in all but the last.
//!
//! A value has one encoding only, the shortest, so that equal messages have equal bytes. What takes from an input moves
//! it past what was taken, and leaves it alone on failure.

/// The most bytes of an integer.
pub const MAX_LEN: usize = 10;

/// Appends `value`.
pub fn put(mut value: u64, out: &mut impl Extend<u8>) {
    while value >= 0x80 {
        out.extend([value as u8 | 0x80]);
        value >>= 7;
    }
    out.extend([value as u8]);
}

/// Appends `value` so that small negative numbers are short as well.
pub fn put_signed(value: i64, out: &mut impl Extend<u8>) {
    put(zigzag(value), out);
}

/// Takes an integer; `None` if it is cut off, longer than it needs to be, or beyond 64 bits.
#[inline]
pub fn take(input: &mut &[u8]) -> Option<u64> {
    match **input {
        // Lengths and differences mostly are one byte.
        [byte @ ..0x80, ref rest @ ..] => {
            *input = rest;
            Some(byte.into())
        }
        _ => take_long(input),
    }
}

fn take_long(input: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for (i, &byte) in input.iter().enumerate().take(MAX_LEN) {
        // The last byte has one bit left to give.
        if i == MAX_LEN - 1 && byte > 1 {
            return None;
        }
        value |= u64::from(byte & 0x7f) << (7 * i);
        if byte & 0x80 == 0 {
            let overlong = byte == 0 && i > 0;
            return (!overlong).then(|| {
                *input = &input[i + 1..];
                value
            });
        }
    }
    None
}

/// Takes what [`put_signed`] wrote.
#[inline]
pub fn take_signed(input: &mut &[u8]) -> Option<i64> {
    take(input).map(unzigzag)
}

/// Takes a length and so many bytes.
#[inline]
pub fn take_bytes<'a>(input: &mut &'a [u8]) -> Option<&'a [u8]> {
    let mut rest = *input;
    let length = usize::try_from(take(&mut rest)?).ok()?;
    let (bytes, rest) = rest.split_at_checked(length)?;
    *input = rest;
    Some(bytes)
}

/// 0, -1, 1, -2, .. become 0, 1, 2, 3, ..
fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63).cast_unsigned()
}

fn unzigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_come_back() {
        for value in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX - 1, u64::MAX] {
            let mut bytes = Vec::new();
            put(value, &mut bytes);
            bytes.push(9);
            let mut input = &*bytes;
            assert_eq!((take(&mut input), input), (Some(value), &[9][..]));
        }
        for value in [0, -1, 1, -64, 64, i64::MIN, i64::MAX] {
            let mut bytes = Vec::new();
            put_signed(value, &mut bytes);
            assert_eq!(take_signed(&mut &*bytes), Some(value));
        }
    }

    #[test]
    fn small_numbers_of_either_sign_are_short() {
        let signed = |value| {
            let mut bytes = Vec::new();
            put_signed(value, &mut bytes);
            bytes
        };
        assert_eq!([signed(0), signed(-1), signed(1), signed(-2)], [[0], [1], [2], [3]]);
        assert_eq!(signed(-65), [0x81, 1]);
    }

    #[test]
    fn what_nobody_writes_is_refused() {
        let long = [0xff; 10];
        let beyond = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2];
        for bytes in [&[][..], &[0x80], &[0x80, 0], &[0xff, 0x80, 0], &long, &beyond] {
            let mut input = bytes;
            assert_eq!((take(&mut input), input), (None, bytes));
        }
    }

    #[test]
    fn bytes_end_within_the_input() {
        let mut input = &b"\x02abc"[..];
        assert_eq!(take_bytes(&mut input), Some(&b"ab"[..]));
        assert_eq!(input, b"c");
        let mut short = &b"\x04abc"[..];
        assert_eq!((take_bytes(&mut short), short), (None, &b"\x04abc"[..]));
    }
}
