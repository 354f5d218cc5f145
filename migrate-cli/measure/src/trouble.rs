//! What may break while foreign code is measured, as findings.

use std::time::Duration;

use migrate_model::finding::{Finding, Severity};

use crate::mark::Doing;

/// Of the memory limit a process has to have this share when it crashes for the limit to be the reason.
const NEAR: f64 = 0.4;
/// How much of what a process said last is quoted.
const QUOTED: usize = 400;

/// `MG0802`
pub(crate) fn irreproducible(side: &str, what: &str) -> Finding {
    Finding::new("MG0802", Severity::Error, format!("the {side} side does not do the same twice: {what}"))
}

/// `MG0803`, or `MG0804` if it was for lack of memory.
pub(crate) fn crashed(doing: Doing, how: &str, said: &str, size: u64, limit: u64) -> Finding {
    let who = who(doing);
    let tail: String = said.chars().skip(said.chars().count().saturating_sub(QUOTED)).collect();
    let said = if tail.is_empty() { String::new() } else { format!("; it said last: {tail}") };
    if size as f64 >= NEAR * limit as f64 {
        let (has, may) = (mebibytes(size), mebibytes(limit));
        let text = format!("{who} and takes more memory than it may have ({has} of {may} MiB): {how}{said}");
        return Finding::new("MG0804", Severity::Error, text);
    }
    Finding::new("MG0803", Severity::Error, format!("{who}, and the process ends with {how}{said}"))
}

/// `MG0805`
pub(crate) fn late(doing: Doing, limit: Duration) -> Finding {
    let text = format!("{}: one launch is not over after {} s", who(doing), limit.as_secs());
    Finding::new("MG0805", Severity::Error, text)
}

/// Who did what, in words.
fn who(doing: Doing) -> String {
    match doing.words() {
        Some((0, what)) => format!("the first side {what}"),
        Some((_, what)) => format!("the second side {what}"),
        None => "neither side runs".to_owned(),
    }
}

fn mebibytes(bytes: u64) -> u64 {
    bytes >> 20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lack_of_memory_is_told_from_other_crashes() {
        let of = |size| crashed(Doing::Run(1), "signal SIGABRT", "std::bad_alloc", size, 1 << 30);
        assert_eq!(of(900 << 20).code, "MG0804");
        assert_eq!(of(10 << 20).code, "MG0803");
        assert_eq!(
            of(1).message,
            "the second side runs migrate_scenario_run, and the process ends with signal SIGABRT; it said last: std::bad_alloc"
        );
    }
}
