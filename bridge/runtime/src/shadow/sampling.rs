//! Which calls are compared, and which differences are allowed.

use std::string::String;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use std::vec::Vec;

/// How much of a module is compared, and what it may differ in: written by `migrate` from `migrate.toml`.
#[derive(Clone, Copy, Debug)]
pub struct Sampling {
    /// Share of the calls of a function that is compared, 0 to 1.
    pub rate: f64,
    /// Share of the time since the first comparison that comparing one function may take, 0 to 1.
    pub budget: f64,
    /// Differences of one function that are kept; the others are counted.
    pub kept: u64,
    /// What is allowed.
    pub normalisers: &'static [Normaliser],
}

/// A difference that is allowed.
#[derive(Clone, Copy, Debug)]
pub struct Normaliser {
    /// How `migrate.toml` calls it.
    pub name: &'static str,
    /// C++ names of the functions that it holds for; none means all of the module.
    pub functions: &'static [&'static str],
    /// Parts that it holds for (`result`, `exception`, a parameter's name); none means all.
    pub parts: &'static [&'static str],
    /// It holds for calls whose answer, as text, contains this; empty means all.
    pub when: &'static str,
    /// What it does.
    pub rule: Rule,
}

/// What a normaliser does to the texts of a part before they are compared once more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// The part is not compared.
    Ignore,
    /// Capitals and small letters are the same.
    Case,
    /// Any blanks are one, and none at the ends.
    Blanks,
    /// Numbers may differ by this share of the larger one.
    Numbers(f64),
    /// Parts of lists and lines may stand in another order.
    Order,
}

/// A call, for those who judge a difference in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answered<'c> {
    /// C++ name of the function.
    pub(super) function: &'c str,
    /// What C++ answered, as text; empty for nothing.
    pub(super) answer: &'c str,
}

impl Sampling {
    /// Everything is compared, nothing allowed, 16 differences of a function kept.
    pub const ALL: Sampling = Sampling { rate: 1.0, budget: 1.0, kept: 16, normalisers: &[] };

    /// Whether the call of this number, from 0, is one of those that are compared. The first is, at any rate but 0.
    pub(super) fn takes(&self, number: u64) -> bool {
        if number == 0 || self.rate >= 1.0 {
            return self.rate > 0.0;
        }
        #[allow(clippy::cast_precision_loss, reason = "a share needs no more digits")]
        let place = mix(number) as f64 / u64::MAX as f64;
        place < self.rate
    }

    /// Whether a function that has taken this much time may take more.
    pub(super) fn affords(&self, spent: Duration) -> bool {
        static STARTED: OnceLock<Instant> = OnceLock::new();
        self.budget >= 1.0
            || spent.as_secs_f64() <= STARTED.get_or_init(Instant::now).elapsed().as_secs_f64() * self.budget
            || spent.is_zero()
    }

    /// The normaliser that allows a difference, if one does.
    pub(super) fn excuse(&self, call: Answered<'_>, part: &str, cpp: &str, rust: &str) -> Option<&'static str> {
        let holds = |names: &[&str], name: &str| names.is_empty() || names.contains(&name);
        let fits = self
            .normalisers
            .iter()
            .filter(|n| holds(n.functions, call.function) && holds(n.parts, part) && call.answer.contains(n.when));
        fits.into_iter().find(|n| n.rule.allows(cpp, rust)).map(|n| n.name)
    }
}

impl Rule {
    /// Whether two texts are the same to it.
    fn allows(self, a: &str, b: &str) -> bool {
        match self {
            Rule::Ignore => true,
            Rule::Case => a.to_lowercase() == b.to_lowercase(),
            Rule::Blanks => a.split_whitespace().eq(b.split_whitespace()),
            Rule::Numbers(share) => are_near(a, b, share),
            Rule::Order => sorted(a) == sorted(b),
        }
    }
}

fn sorted(text: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = text.split([',', '\n', '[', ']', '{', '}']).map(str::trim).collect();
    parts.sort_unstable();
    parts
}

/// The same words, and numbers that differ by no more than a share.
fn are_near(a: &str, b: &str, share: f64) -> bool {
    let (a, b) = (words(a), words(b));
    a.len() == b.len()
        && a.iter().zip(&b).all(|(a, b)| match (a.parse::<f64>(), b.parse::<f64>()) {
            (Ok(x), Ok(y)) => x == y || (x - y).abs() <= share * x.abs().max(y.abs()) || (x.is_nan() && y.is_nan()),
            _ => a == b,
        })
}

/// A text in numbers and what stands between them.
fn words(text: &str) -> Vec<String> {
    let of_number = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-');
    let mut out: Vec<(bool, String)> = Vec::new();
    for c in text.chars() {
        match out.last_mut() {
            Some((kind, word)) if *kind == of_number(c) => word.push(c),
            _ => out.push((of_number(c), c.into())),
        }
    }
    out.into_iter().map(|(_, word)| word).collect()
}

/// Spreads numbers evenly: the finaliser of SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number
/// generators").
fn mix(number: u64) -> u64 {
    let z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_calls_is_taken_and_the_first() {
        for rate in [0.01, 0.1, 0.5] {
            let sampling = Sampling { rate, ..Sampling::ALL };
            let taken = (0..100_000).filter(|n| sampling.takes(*n)).count();
            #[allow(clippy::cast_precision_loss)]
            let share = taken as f64 / 100_000.0;
            assert!((share - rate).abs() < rate * 0.1, "{rate}: {share}");
            assert!(sampling.takes(0));
        }
        assert!((0..100).all(|n| Sampling::ALL.takes(n)));
        assert!(!(0..100).any(|n| Sampling { rate: 0.0, ..Sampling::ALL }.takes(n)));
    }

    #[test]
    fn a_budget_ends_comparing_but_lets_it_begin() {
        let sampling = Sampling { budget: 0.0, ..Sampling::ALL };
        assert!(sampling.affords(Duration::ZERO));
        assert!(!sampling.affords(Duration::from_secs(1)));
        assert!(Sampling::ALL.affords(Duration::from_secs(1_000)));
    }

    #[test]
    fn rules_allow_what_they_say_and_no_more() {
        let near = Rule::Numbers(1e-6);
        for (rule, a, b, allowed) in [
            (Rule::Ignore, "a", "b", true),
            (Rule::Case, "Invalid: x", "invalid: X", true),
            (Rule::Case, "ab", "a b", false),
            (Rule::Blanks, " a  b\n", "a b", true),
            (Rule::Blanks, "ab", "a b", false),
            (near, "[1.0000001, 2]", "[1.0000002, 2]", true),
            (near, "[1.1, 2]", "[1.2, 2]", false),
            (near, "x=1", "y=1", false),
            (near, "nan", "NaN", true),
            (Rule::Order, "[b, a]", "[a, b]", true),
            (Rule::Order, "[b, a]", "[a, a]", false),
        ] {
            assert_eq!(rule.allows(a, b), allowed, "{rule:?} {a} {b}");
        }
    }

    #[test]
    fn a_normaliser_holds_for_what_it_names() {
        static ALL: &[Normaliser] =
            &[Normaliser { name: "case", functions: &["f"], parts: &["result"], when: "ok", rule: Rule::Case }];
        let sampling = Sampling { normalisers: ALL, ..Sampling::ALL };
        let call = |function, answer| Answered { function, answer };
        assert_eq!(sampling.excuse(call("f", "{ok: 1}"), "result", "A", "a"), Some("case"));
        assert_eq!(sampling.excuse(call("f", "{ok: 1}"), "out", "A", "a"), None);
        assert_eq!(sampling.excuse(call("g", "{ok: 1}"), "result", "A", "a"), None);
        assert_eq!(sampling.excuse(call("f", "{}"), "result", "A", "a"), None);
        assert_eq!(sampling.excuse(call("f", "{ok: 1}"), "result", "A", "b"), None);
    }
}
