//! How numbers and bytes are written for people: what operators read, and what scripts compare.

use std::fmt;

/// A number by as few digits as give the same number back, of 15, 16 or 17; laid out as C's `%g` does.
///
/// Not always the shortest text there is: the least number above zero is `4.94065645841247e-324`, not `5e-324`.
#[derive(Clone, Copy, Debug)]
pub struct Double(pub f64);

impl fmt::Display for Double {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Double(value) = *self;
        if value.is_nan() {
            return f.write_str("nan");
        }
        if value.is_infinite() {
            return f.write_str(if value < 0.0 { "-inf" } else { "inf" });
        }
        let mut precision = 15;
        let mut text = scientific(value, precision);
        while precision < 17 && text.parse() != Ok(value) {
            precision += 1;
            text = scientific(value, precision);
        }
        general(f, &text, precision)
    }
}

/// `d.ddde±x` with so many digits.
fn scientific(value: f64, digits: usize) -> String {
    format!("{value:.*e}", digits - 1)
}

/// Lays out what [`scientific`] gave, as C does: without an exponent where that takes few zeros, and without zeros at
/// the end of a fraction.
fn general(f: &mut fmt::Formatter<'_>, scientific: &str, precision: usize) -> fmt::Result {
    let (mantissa, exponent) = scientific.split_once('e').ok_or(fmt::Error)?;
    let exponent: i32 = exponent.parse().map_err(|_| fmt::Error)?;
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (first, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    f.write_str(sign)?;
    match usize::try_from(exponent) {
        Ok(whole) if whole < precision => match fraction.split_at_checked(whole) {
            Some((whole, "")) => write!(f, "{first}{whole}"),
            Some((whole, rest)) => write!(f, "{first}{whole}.{rest}"),
            None => write!(f, "{first}{fraction:0<whole$}"),
        },
        Err(_) if exponent >= -4 => {
            let zeros = exponent.unsigned_abs() as usize - 1;
            write!(f, "0.{:0<zeros$}{first}{fraction}", "")
        }
        _ => {
            let sign = if exponent < 0 { '-' } else { '+' };
            write!(f, "{first}{point}{fraction}e{sign}{:02}", exponent.unsigned_abs())
        }
    }
}

/// Bytes in printable ASCII: a line break, a tab, a backslash or a quote behind a backslash, others as `\xHH`.
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'a>(pub &'a [u8]);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        self.0.iter().try_for_each(|&byte| match byte {
            b'\n' => f.write_str("\\n"),
            b'\t' => f.write_str("\\t"),
            b'\\' | b'"' => write!(f, "\\{}", char::from(byte)),
            b' '..=b'~' => f.write_char(char::from(byte)),
            _ => write!(f, "\\x{byte:02x}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_c_does() {
        let cases = [
            (0.0, "0"),
            (-0.0, "-0"),
            (1.0, "1"),
            (21.5, "21.5"),
            (0.1, "0.1"),
            (0.1 + 0.2, "0.30000000000000004"),
            (100.0, "100"),
            (-1234.5678, "-1234.5678"),
            (1e14, "100000000000000"),
            (1e15, "1e+15"),
            (1_234_567_890_123_456.0, "1234567890123456"),
            (9_007_199_254_740_993.0, "9007199254740992"),
            (12_345_678_901_234_568.0, "12345678901234568"),
            (1e22, "1e+22"),
            (1.5e300, "1.5e+300"),
            (0.0001, "0.0001"),
            (0.000_123, "0.000123"),
            (0.000_01, "1e-05"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
            (f64::from_bits(1), "4.94065645841247e-324"),
            (f64::NAN, "nan"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
        ];
        for (value, text) in cases {
            assert_eq!(Double(value).to_string(), text);
        }
    }

    #[test]
    fn halfway_goes_to_the_even_digit() {
        assert_eq!(Double(65_537.0 / 131_072.0).to_string(), "0.5000076293945312");
        assert_eq!(Double(65_539.0 / 131_072.0).to_string(), "0.5000228881835938");
    }

    #[test]
    fn bytes_are_escaped() {
        assert_eq!(Escaped(b"a b~\n\t\\\"'\r\0\x7f\xff").to_string(), r#"a b~\n\t\\\"'\x0d\x00\x7f\xff"#);
    }
}
