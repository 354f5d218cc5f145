//! What the values of a series can be reduced to.

/// A way to reduce many values to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agg {
    /// How many there are.
    Count,
    /// All together.
    Sum,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// The mean.
    Avg,
    /// The earliest.
    First,
    /// The latest.
    Last,
    /// What half of them do not exceed.
    P50,
    /// What nine in ten of them do not exceed.
    P90,
    /// What 99 in a hundred of them do not exceed.
    P99,
}

impl Agg {
    /// All of them, by their numbers.
    pub const ALL: [Agg; 10] =
        [Agg::Count, Agg::Sum, Agg::Min, Agg::Max, Agg::Avg, Agg::First, Agg::Last, Agg::P50, Agg::P90, Agg::P99];

    /// Its name in queries.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Agg::Count => "count",
            Agg::Sum => "sum",
            Agg::Min => "min",
            Agg::Max => "max",
            Agg::Avg => "avg",
            Agg::First => "first",
            Agg::Last => "last",
            Agg::P50 => "p50",
            Agg::P90 => "p90",
            Agg::P99 => "p99",
        }
    }

    /// The one with this name, letter by letter.
    #[must_use]
    pub fn by_name(name: &[u8]) -> Option<Agg> {
        Agg::ALL.into_iter().find(|agg| agg.name().as_bytes() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for (number, agg) in Agg::ALL.into_iter().enumerate() {
            assert_eq!(agg as usize, number);
            assert_eq!(Agg::by_name(agg.name().as_bytes()), Some(agg));
        }
    }

    #[test]
    fn other_names_are_refused() {
        for name in [&b""[..], b"Count", b"p95", b"sum ", b"sum\0"] {
            assert_eq!(Agg::by_name(name), None);
        }
    }
}
