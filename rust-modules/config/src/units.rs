//! Values with units: durations, sizes, yes and no.

use std::fmt;

use crate::text::Escaped;

/// A text that means no such value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error<'a> {
    /// What is wrong with it.
    pub what: &'static str,
    /// The text.
    pub text: &'a [u8],
}

/// `invalid size '12 apples'`; the text has escapes.
impl fmt::Display for Error<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} '{}'", self.what, Escaped(self.text))
    }
}

impl std::error::Error for Error<'_> {}

/// The units of durations in milliseconds, greatest first.
const DURATIONS: [(&[u8], i64); 5] = [(b"d", 86_400_000), (b"h", 3_600_000), (b"m", 60_000), (b"s", 1000), (b"ms", 1)];

/// The units of sizes in bytes.
const SIZES: [(&[u8], u64); 7] =
    [(b"", 1), (b"B", 1), (b"kB", 1000), (b"KiB", 1 << 10), (b"MB", 1_000_000), (b"MiB", 1 << 20), (b"GiB", 1 << 30)];

/// The milliseconds of `250ms`, `1h30m`, `2d`: each unit at most once, greatest first, no blanks. A bare `0` is allowed,
/// any other number needs a unit.
///
/// # Errors
/// Another text, or more milliseconds than there are numbers.
pub fn duration_ms(text: &[u8]) -> Result<i64, Error<'_>> {
    let invalid = Error { what: "invalid duration", text };
    let too_large = Error { what: "duration too large", text };
    match text {
        b"0" => return Ok(0),
        b"" => return Err(invalid),
        _ => (),
    }
    let mut total = 0i64;
    // A unit that was looked at is gone, and so are all greater ones.
    let mut units = DURATIONS.iter();
    let mut rest = text;
    while !rest.is_empty() {
        let (digits, after) = split(rest, |byte| !byte.is_ascii_digit());
        let (name, after) = split(after, u8::is_ascii_digit);
        let count = number(digits).and_then(|count| i64::try_from(count).ok()).ok_or(invalid)?;
        let (_, factor) = units.find(|(unit, _)| *unit == name).ok_or(invalid)?;
        total = count.checked_mul(*factor).and_then(|ms| total.checked_add(ms)).ok_or(too_large)?;
        rest = after;
    }
    Ok(total)
}

/// The bytes of `4096`, `64KiB`, `1MiB`, `2GiB`, `10kB`, `1MB`.
///
/// # Errors
/// Another text, or more bytes than there are numbers.
pub fn size(text: &[u8]) -> Result<u64, Error<'_>> {
    let invalid = Error { what: "invalid size", text };
    let (digits, name) = split(text, |byte| !byte.is_ascii_digit());
    let count = number(digits).ok_or(invalid)?;
    let (_, factor) = SIZES.iter().find(|(unit, _)| *unit == name).ok_or(invalid)?;
    count.checked_mul(*factor).ok_or(Error { what: "size too large", text })
}

/// `yes`, `true`, `on` and `1`, or `no`, `false`, `off` and `0`, in letters of either case.
///
/// # Errors
/// Another text.
pub fn boolean(text: &[u8]) -> Result<bool, Error<'_>> {
    let is_one_of = |words: [&str; 4]| words.iter().any(|word| text.eq_ignore_ascii_case(word.as_bytes()));
    if is_one_of(["yes", "true", "on", "1"]) {
        Ok(true)
    } else if is_one_of(["no", "false", "off", "0"]) {
        Ok(false)
    } else {
        Err(Error { what: "invalid boolean", text })
    }
}

/// What stands before the first byte of a kind, and the rest.
fn split(text: &[u8], at: impl Fn(&u8) -> bool) -> (&[u8], &[u8]) {
    text.split_at(text.iter().position(at).unwrap_or(text.len()))
}

/// A number of digits alone; `None` if there are none or too many.
fn number(digits: &[u8]) -> Option<u64> {
    let digit = |number: u64, byte: &u8| number.checked_mul(10)?.checked_add(u64::from(byte - b'0'));
    digits.iter().try_fold(0, digit).filter(|_| !digits.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of an error.
    fn refused<T>(result: Result<T, Error<'_>>) -> Option<String> {
        result.err().map(|error| error.to_string())
    }

    #[test]
    fn durations() {
        let cases: [(&[u8], i64); 7] = [
            (b"0", 0),
            (b"0s", 0),
            (b"250ms", 250),
            (b"1h30m", 5_400_000),
            (b"2d", 172_800_000),
            (b"1d1h1m1s1ms", 90_061_001),
            (b"9223372036854775807ms", i64::MAX),
        ];
        for (text, ms) in cases {
            assert_eq!(duration_ms(text), Ok(ms));
        }
        let invalid: [&[u8]; 13] = [
            b"",
            b"5",
            b"s",
            b"1 s",
            b"1s ",
            b"-1s",
            b"+1s",
            b"1x",
            b"1m1h",
            b"1s1s",
            b"1s2",
            b"00",
            b"99999999999999999999ms",
        ];
        for text in invalid {
            assert_eq!(duration_ms(text), Err(Error { what: "invalid duration", text }));
        }
        let large: [&[u8]; 3] = [b"9223372036854775807s", b"106751991168d", b"9223372036854775s808ms"];
        for text in large {
            assert_eq!(duration_ms(text), Err(Error { what: "duration too large", text }));
        }
    }

    #[test]
    fn sizes() {
        let cases: [(&[u8], u64); 8] = [
            (b"4096", 4096),
            (b"7B", 7),
            (b"10kB", 10_000),
            (b"64KiB", 65_536),
            (b"1MB", 1_000_000),
            (b"1MiB", 1_048_576),
            (b"2GiB", 2_147_483_648),
            (b"18446744073709551615", u64::MAX),
        ];
        for (text, bytes) in cases {
            assert_eq!(size(text), Ok(bytes));
        }
        for text in [&b""[..], b"KiB", b"1 kB", b"1kb", b"1GB", b"18446744073709551616"] {
            assert_eq!(size(text), Err(Error { what: "invalid size", text }));
        }
        assert_eq!(refused(size(b"17179869184GiB")).as_deref(), Some("size too large '17179869184GiB'"));
    }

    #[test]
    fn booleans() {
        assert_eq!([&b"yes"[..], b"True", b"ON", b"1"].map(boolean), [Ok(true); 4]);
        assert_eq!([&b"no"[..], b"False", b"OFF", b"0"].map(boolean), [Ok(false); 4]);
        assert_eq!(refused(boolean(b"maybe\t")).as_deref(), Some(r"invalid boolean 'maybe\t'"));
    }
}
