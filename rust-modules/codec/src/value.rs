//! One measured value.

use std::fmt;

use crate::text::{Double, Escaped};

/// A value; its text, which need not be UTF-8, is that of a packet or of somebody else.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// Nothing was measured.
    None,
    /// A whole number.
    Int(i64),
    /// A number.
    Double(f64),
    /// Yes or no.
    Bool(bool),
    /// Words.
    Text(&'a [u8]),
}

/// Of the same kind, with the same bits: zeros of different signs differ, and what is not a number may equal itself.
impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::None, Value::None) => true,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Double(a), Value::Double(b)) => a.to_bits() == b.to_bits(),
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Text(a), Value::Text(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Value<'_> {}

/// `3`, `2.5`, `true`, `"text"` with escapes, `none`.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Value::None => f.write_str("none"),
            Value::Int(value) => write!(f, "{value}"),
            Value::Double(value) => write!(f, "{}", Double(value)),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Text(text) => write!(f, "\"{}\"", Escaped(text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_equal_by_their_bits() {
        let values = [Value::None, Value::Int(0), Value::Double(0.0), Value::Double(-0.0), Value::Bool(false)];
        let others = [Value::Double(f64::NAN), Value::Text(b""), Value::Text(b"a")];
        let all = [&values[..], &others].concat();
        for (i, a) in all.iter().enumerate() {
            for (j, b) in all.iter().enumerate() {
                assert_eq!(a == b, i == j, "{a} and {b}");
            }
        }
    }

    #[test]
    fn values_are_written_by_kind() {
        let written = [Value::None, Value::Int(-3), Value::Double(2.5), Value::Bool(true), Value::Text(b"a\"\x01")]
            .map(|value| value.to_string());
        assert_eq!(written, ["none", "-3", "2.5", "true", r#""a\"\x01""#]);
    }
}
