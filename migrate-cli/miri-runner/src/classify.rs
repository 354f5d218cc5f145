//! What kind of trouble a message of Miri is about.

use migrate_model::miri::{Kind, Outcome};

/// Words of undefined behaviour, most telling first: a dangling box is also an invalid value.
const UNDEFINED: [(&str, Kind); 24] = [
    ("has been freed", Kind::Dangling),
    ("use-after-free", Kind::Dangling),
    ("null pointer", Kind::NullPointer),
    ("null reference", Kind::NullPointer),
    ("null box", Kind::NullPointer),
    ("no provenance", Kind::Provenance),
    ("[noalloc]", Kind::Provenance),
    ("uninitialized", Kind::Uninitialised),
    ("out-of-bounds", Kind::OutOfBounds),
    ("in-bounds pointer arithmetic", Kind::OutOfBounds),
    ("end of the allocation", Kind::OutOfBounds),
    ("beginning of the allocation", Kind::OutOfBounds),
    ("going beyond the bounds", Kind::OutOfBounds),
    ("alignment", Kind::Alignment),
    ("unaligned", Kind::Alignment),
    ("borrow stack", Kind::Aliasing),
    ("protected", Kind::Aliasing),
    ("overlapping ranges", Kind::Aliasing),
    ("invalid value", Kind::InvalidValue),
    ("overflow", Kind::Arithmetic),
    ("by zero", Kind::Arithmetic),
    ("calling a function", Kind::Call),
    ("unreachable", Kind::Assumption),
    ("`assume`", Kind::Assumption),
];

const UNSUPPORTED: [(&str, Kind); 5] = [
    ("foreign function", Kind::Foreign),
    ("extern static", Kind::Foreign),
    ("isolation", Kind::Isolation),
    ("integer-to-pointer", Kind::Provenance),
    ("exposed_provenance", Kind::Provenance),
];

/// How a test with this report ended, and the kind. Nothing if it is no report of Miri. `advice` is what Miri says with it.
pub(crate) fn classify(message: &str, advice: &[&str]) -> Option<(Outcome, Kind)> {
    if let Some(text) = message.strip_prefix("Undefined Behavior: ") {
        return Some(undefined(text, advice));
    }
    if let Some(text) = message.strip_prefix("unsupported operation: ") {
        return Some((Outcome::Unsupported, first(&UNSUPPORTED, text)));
    }
    let others = [
        ("memory leaked", Outcome::Leak, Kind::Leak),
        ("the main thread terminated without waiting", Outcome::Leak, Kind::Thread),
        ("the evaluated program deadlocked", Outcome::TimedOut, Kind::Deadlock),
        ("deadlock", Outcome::TimedOut, Kind::Deadlock),
        ("abnormal termination", Outcome::Abnormal, Kind::Abort),
        ("resource exhaustion", Outcome::Abnormal, Kind::Other),
    ];
    others.into_iter().find(|(start, ..)| message.starts_with(start)).map(|(_, outcome, kind)| (outcome, kind))
}

fn undefined(text: &str, advice: &[&str]) -> (Outcome, Kind) {
    if text.starts_with("Data race") {
        return (Outcome::DataRace, Kind::DataRace);
    }
    // What these rules say names neither itself nor a fixed set of words.
    let experimental = ["Stacked Borrows rules", "Tree Borrows rules"];
    if advice.iter().any(|line| experimental.iter().any(|rules| line.contains(rules))) {
        return (Outcome::UndefinedBehavior, Kind::Aliasing);
    }
    (Outcome::UndefinedBehavior, first(&UNDEFINED, text))
}

fn first(words: &[(&str, Kind)], text: &str) -> Kind {
    words.iter().find(|(word, _)| text.contains(word)).map_or(Kind::Other, |(_, kind)| *kind)
}

/// A message without what Miri puts in front of it, and without numbers that differ from run to run.
pub(crate) fn stable(message: &str) -> String {
    let prefixes = ["Undefined Behavior: ", "unsupported operation: ", "abnormal termination: "];
    let text = prefixes.iter().find_map(|p| message.strip_prefix(p)).unwrap_or(message);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['a', '<']) {
        out.push_str(&rest[..at]);
        let (known, mark, end) = if rest[at..].starts_with('<') { ("<", "<tag", ">") } else { ("alloc", "alloc", "") };
        let behind = rest[at..].strip_prefix(known);
        let digits = behind.map_or(0, |b| b.bytes().take_while(u8::is_ascii_digit).count());
        match behind {
            Some(b) if digits > 0 && b[digits..].starts_with(end) => {
                out.push_str(mark);
                rest = &b[digits..];
            }
            _ => {
                out.push_str(&rest[at..=at]);
                rest = &rest[at + 1..];
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undefined(text: &str) -> Kind {
        classify(&format!("Undefined Behavior: {text}"), &[]).map_or(Kind::Other, |(_, kind)| kind)
    }

    #[test]
    fn undefined_behaviour_has_a_kind() {
        for (text, kind) in [
            ("memory access failed: alloc45200 has been freed, so this pointer is dangling", Kind::Dangling),
            (
                "constructing invalid value of type std::boxed::Box<u8>: encountered a dangling box (use-after-free)",
                Kind::Dangling,
            ),
            ("memory access failed: attempting to access 4 bytes, but got null pointer", Kind::NullPointer),
            (
                "memory access failed: attempting to access 4 bytes, but got 0x1000[noalloc] which is a dangling pointer (it has no provenance)",
                Kind::Provenance,
            ),
            (
                "memory access failed: attempting to access 4 bytes, but got alloc1+0xc which is at or beyond the end of the allocation of size 12 bytes",
                Kind::OutOfBounds,
            ),
            (
                "in-bounds pointer arithmetic failed: attempting to offset pointer by 5 bytes, but got alloc48623 which is only 2 bytes from the end of the allocation",
                Kind::OutOfBounds,
            ),
            (
                "reading memory at alloc1[0x0..0x4], but memory is uninitialized at [0x0..0x4], and this operation requires initialized memory",
                Kind::Uninitialised,
            ),
            ("accessing memory based on pointer with alignment 1, but alignment 4 is required", Kind::Alignment),
            ("constructing invalid value of type bool: encountered 0x03, but expected a boolean", Kind::InvalidValue),
            ("arithmetic overflow in `unchecked_add`", Kind::Arithmetic),
            ("calling a function with fewer arguments than it requires", Kind::Call),
            ("entering unreachable code", Kind::Assumption),
            ("something new", Kind::Other),
        ] {
            assert_eq!(undefined(text), kind, "{text}");
        }
    }

    #[test]
    fn the_advice_tells_aliasing() {
        let advice =
            ["it performed an invalid operation, but the Tree Borrows rules it violated are still experimental"];
        let message = "Undefined Behavior: write access through <12> at alloc1[0x0] is forbidden";
        assert_eq!(classify(message, &advice), Some((Outcome::UndefinedBehavior, Kind::Aliasing)));
    }

    #[test]
    fn other_reports_and_none() {
        for (message, expected) in [
            (
                "Undefined Behavior: Data race detected between (1) non-atomic write",
                (Outcome::DataRace, Kind::DataRace),
            ),
            (
                "unsupported operation: can't call foreign function `f` on OS `linux`",
                (Outcome::Unsupported, Kind::Foreign),
            ),
            (
                "unsupported operation: extern static `x` is not supported by Miri",
                (Outcome::Unsupported, Kind::Foreign),
            ),
            (
                "unsupported operation: `open` not available when isolation is enabled",
                (Outcome::Unsupported, Kind::Isolation),
            ),
            ("unsupported operation: inline assembly is not supported", (Outcome::Unsupported, Kind::Other)),
            ("memory leaked: alloc1 (Rust heap, size: 8, align: 8), allocated here:", (Outcome::Leak, Kind::Leak)),
            ("the evaluated program deadlocked", (Outcome::TimedOut, Kind::Deadlock)),
            ("abnormal termination: the program aborted execution", (Outcome::Abnormal, Kind::Abort)),
        ] {
            assert_eq!(classify(message, &[]), Some(expected), "{message}");
        }
        assert_eq!(classify("mismatched types", &[]), None);
        assert_eq!(classify("aborting due to 1 previous error", &[]), None);
    }

    #[test]
    fn numbers_of_a_run_are_left_out() {
        assert_eq!(
            stable("Undefined Behavior: access using <155140> at alloc48364[0x0], alloc and a Vec<8>a"),
            "access using <tag> at alloc[0x0], alloc and a Vec<tag>a"
        );
        assert_eq!(stable("é alloc"), "é alloc");
    }
}
