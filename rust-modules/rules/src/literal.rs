//! Values that stand in rules, and what they give with each other.

use codec::value::Value;

/// A value of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// Nothing.
    None,
    /// A whole number.
    Int(i64),
    /// A number.
    Double(f64),
    /// Yes or no.
    Bool(bool),
    /// Words.
    Text(Vec<u8>),
}

impl Literal {
    /// The same, borrowed.
    pub fn value(&self) -> Value<'_> {
        match self {
            Literal::None => Value::None,
            Literal::Int(value) => Value::Int(*value),
            Literal::Double(value) => Value::Double(*value),
            Literal::Bool(value) => Value::Bool(*value),
            Literal::Text(text) => Value::Text(text),
        }
    }
}

/// Why there is no result, in the words that people see.
pub type Failure = String;

fn kind(value: Value<'_>) -> &'static str {
    match value {
        Value::None => "none",
        Value::Int(_) => "int",
        Value::Double(_) => "double",
        Value::Bool(_) => "bool",
        Value::Text(_) => "text",
    }
}

fn mismatch(sign: &str, a: Value<'_>, b: Value<'_>) -> Failure {
    format!("cannot apply '{sign}' to {} and {}", kind(a), kind(b))
}

fn number(value: Value<'_>) -> Option<f64> {
    match value {
        // As C++ converts it.
        #[expect(clippy::cast_precision_loss, reason = "the nearest number is meant")]
        Value::Int(value) => Some(value as f64),
        Value::Double(value) => Some(value),
        _ => None,
    }
}

/// Whole numbers stay whole numbers as long as they fit; with others both are numbers.
fn calculate(
    sign: &str,
    (a, b): (Value<'_>, Value<'_>),
    whole: impl Fn(i64, i64) -> Option<i64>,
    other: impl Fn(f64, f64) -> f64,
) -> Result<Literal, Failure> {
    match (a, b, number(a), number(b)) {
        (Value::Int(a), Value::Int(b), ..) => {
            whole(a, b).map(Literal::Int).ok_or_else(|| "integer overflow".to_owned())
        }
        (_, _, Some(a), Some(b)) => Ok(Literal::Double(other(a, b))),
        _ => Err(mismatch(sign, a, b)),
    }
}

/// `a + b`; texts are joined.
pub fn add(a: Value<'_>, b: Value<'_>) -> Result<Literal, Failure> {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => Ok(Literal::Text([a, b].concat())),
        both => calculate("+", both, i64::checked_add, |a, b| a + b),
    }
}

/// `a - b`
pub fn subtract(a: Value<'_>, b: Value<'_>) -> Result<Literal, Failure> {
    calculate("-", (a, b), i64::checked_sub, |a, b| a - b)
}

/// `a * b`
pub fn multiply(a: Value<'_>, b: Value<'_>) -> Result<Literal, Failure> {
    calculate("*", (a, b), i64::checked_mul, |a, b| a * b)
}

/// `a / b`; whole numbers without a rest. A rule that divides by a dead sensor fails, it does not alert on infinity.
pub fn divide(a: Value<'_>, b: Value<'_>) -> Result<Literal, Failure> {
    let is_zero = number(a).is_some() && number(b) == Some(0.0);
    if is_zero { Err("division by zero".to_owned()) } else { calculate("/", (a, b), i64::checked_div, |a, b| a / b) }
}

/// `a % b` of whole numbers.
pub fn remainder(a: Value<'_>, b: Value<'_>) -> Result<Literal, Failure> {
    match (a, b) {
        (Value::Int(_), Value::Int(0)) => Err("division by zero".to_owned()),
        (Value::Int(_), Value::Int(_)) => calculate("%", (a, b), i64::checked_rem, |a, _| a),
        _ => Err(mismatch("%", a, b)),
    }
}

/// `-a`
pub fn negated(a: Value<'_>) -> Result<Literal, Failure> {
    match a {
        Value::Double(value) => Ok(Literal::Double(-value)),
        other => subtract(Value::Int(0), other),
    }
}

/// The same number, whatever its kind, or the same value.
#[expect(clippy::float_cmp, reason = "rules compare as C++ does")]
pub fn loosely_equal(a: Value<'_>, b: Value<'_>) -> bool {
    match (a, b, number(a), number(b)) {
        (Value::Int(a), Value::Int(b), ..) => a == b,
        (_, _, Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}

/// `a < b` of numbers, and of texts byte by byte.
pub fn less(a: Value<'_>, b: Value<'_>) -> Result<bool, Failure> {
    match (a, b, number(a), number(b)) {
        (Value::Text(a), Value::Text(b), ..) => Ok(a < b),
        (Value::Int(a), Value::Int(b), ..) => Ok(a < b),
        (_, _, Some(a), Some(b)) => Ok(a < b),
        _ => Err(mismatch("<", a, b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use Value::{Bool, Double, Int, None, Text};

    #[test]
    fn whole_numbers_stay_whole() {
        assert_eq!(add(Int(2), Int(3)), Ok(Literal::Int(5)));
        assert_eq!(divide(Int(-7), Int(2)), Ok(Literal::Int(-3)));
        assert_eq!(remainder(Int(-7), Int(2)), Ok(Literal::Int(-1)));
        assert_eq!(multiply(Int(2), Double(1.5)), Ok(Literal::Double(3.0)));
        assert_eq!(negated(Double(0.0)).map(|l| l.value() == Double(-0.0)), Ok(true));
    }

    #[test]
    fn what_has_no_result_says_why() {
        let overflow = Err("integer overflow".to_owned());
        assert_eq!(add(Int(i64::MAX), Int(1)), overflow);
        assert_eq!(negated(Int(i64::MIN)), overflow);
        assert_eq!(divide(Int(i64::MIN), Int(-1)), overflow);
        assert_eq!(remainder(Int(i64::MIN), Int(-1)), overflow);
        let zero = Err("division by zero".to_owned());
        assert_eq!(divide(Int(1), Int(0)), zero);
        assert_eq!(divide(Double(1.0), Double(-0.0)), zero);
        assert_eq!(remainder(Int(1), Int(0)), zero);
        let mismatch = |text: &str| Err(format!("cannot apply {text}"));
        assert_eq!(subtract(Int(1), Text(b"a")), mismatch("'-' to int and text"));
        assert_eq!(remainder(Double(1.0), Int(2)), mismatch("'%' to double and int"));
        assert_eq!(add(Bool(true), None), mismatch("'+' to bool and none"));
        assert_eq!(divide(Text(b""), Int(0)), mismatch("'/' to text and int"));
        assert_eq!(less(Bool(true), Int(0)).map(|_| Literal::None), mismatch("'<' to bool and int"));
    }

    #[test]
    fn texts_are_joined_and_compared() {
        assert_eq!(add(Text(b"a"), Text(b"\xff")), Ok(Literal::Text(b"a\xff".to_vec())));
        assert_eq!(less(Text(b"a"), Text(b"\xff")), Ok(true));
        assert!(loosely_equal(Int(1), Double(1.0)) && !loosely_equal(Int(1), Bool(true)));
        assert!(loosely_equal(Text(b"a"), Text(b"a")) && loosely_equal(None, None));
        assert!(!loosely_equal(Double(f64::NAN), Double(f64::NAN)));
    }
}
