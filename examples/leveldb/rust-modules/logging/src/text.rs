//! Numbers and bytes as people read them, and back.

use std::io::{self, Write};

/// Writes bytes so that all can be seen: what is no printable character of ASCII as `\x` and two digits. Nothing marks a
/// backslash that was there before, so there is no way back.
///
/// # Errors
///
/// Those of `out`.
pub fn write_escaped(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    for chunk in bytes.chunk_by(|a, b| is_plain(*a) && is_plain(*b)) {
        match chunk {
            [byte] if !is_plain(*byte) => write!(out, "\\x{byte:02x}")?,
            plain => out.write_all(plain)?,
        }
    }
    Ok(())
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// The digits at the start of `bytes` as a number, and what follows them; `None` if the number has more than 64 bits. No
/// digits are a zero.
#[must_use]
pub fn read_decimal(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let len = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = bytes.split_at(len);
    let value =
        digits.iter().try_fold(0u64, |value, digit| value.checked_mul(10)?.checked_add(u64::from(digit - b'0')))?;
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(bytes: &[u8]) -> String {
        let mut out = Vec::new();
        write_escaped(&mut out, bytes).expect("a Vec takes all");
        String::from_utf8(out).expect("only ASCII is written")
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        assert_eq!(escaped(b""), "");
        assert_eq!(escaped(b"plain ~"), "plain ~");
        assert_eq!(escaped(b"a\0\x1f\x7f\xffb\n"), r"a\x00\x1f\x7f\xffb\x0a");
        assert_eq!(escaped(br#"\x00 and "quotes""#), r#"\x00 and "quotes""#);
    }

    #[test]
    fn all_bytes_are_escaped_alone_as_among_others() {
        let all: Vec<u8> = (0..=u8::MAX).collect();
        let alone: String = all.iter().map(|byte| escaped(&[*byte])).collect();
        assert_eq!(escaped(&all), alone);
        assert_eq!(alone.len(), 95 + 4 * (256 - 95));
    }

    #[test]
    fn numbers_are_read_up_to_the_first_other_byte() {
        assert_eq!(read_decimal(b"0"), Some((0, &b""[..])));
        assert_eq!(read_decimal(b"0123 4"), Some((123, &b" 4"[..])));
        assert_eq!(read_decimal(b"7\xff"), Some((7, &b"\xff"[..])));
        assert_eq!(read_decimal(b""), Some((0, &b""[..])));
        assert_eq!(read_decimal(b"-1"), Some((0, &b"-1"[..])));
    }

    #[test]
    fn numbers_have_64_bits() {
        let most = u64::MAX.to_string();
        assert_eq!(read_decimal(most.as_bytes()), Some((u64::MAX, &b""[..])));
        assert_eq!(read_decimal(b"18446744073709551616"), None);
        assert_eq!(read_decimal(b"18446744073709551620 "), None);
        assert_eq!(read_decimal(b"99999999999999999999999"), None);
    }
}
