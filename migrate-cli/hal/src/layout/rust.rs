//! The generated Rust that asserts facts at compile time, and the C that does.

use std::fmt::Write as _;

use super::facts::Fact;

/// What both generated Rust files need beside the bindings. A call with floating-point arguments is here so that the object
/// says how they are passed.
const HEAD: &str = "#![no_std]\n#![allow(warnings)]\nmod bindings {\n";
const TAIL: &str = "}\nmod facts {\nuse super::bindings::*;\nuse core::mem::{align_of, offset_of, size_of};\n\
    const fn size_behind<T, M>(_: fn(*const T) -> *const M) -> i128 { size_of::<M>() as i128 }\n";
const FLOATS: &str = "}\n#[unsafe(no_mangle)]\npub extern \"C\" fn migrate_float(a: f32, b: f32) -> f32 { a + b }\n";

/// A crate that compiles if and only if all facts hold in Rust. Line `i` behind the head is about fact `i`.
pub(super) fn assertions(bindings: &str, facts: &[Fact]) -> (String, usize) {
    let mut text = format!("{HEAD}{bindings}\n{TAIL}");
    let first = text.lines().count() + 1;
    for fact in facts {
        let _ = writeln!(text, "const _: () = assert!({} == {});", fact.rust, fact.vendor);
    }
    text.push_str(FLOATS);
    (text, first)
}

/// A crate that says in an object what Rust has for each fact.
pub(super) fn values(bindings: &str, facts: &[Fact]) -> String {
    let mut text = format!("{HEAD}{bindings}\n{TAIL}");
    let _ = writeln!(text, "#[unsafe(no_mangle)]\npub static migrate_rust_values: [i64; {}] = [", facts.len());
    for fact in facts {
        let _ = writeln!(text, "({}) as i64,", fact.rust);
    }
    text.push_str("];\n");
    text.push_str(FLOATS);
    text
}

/// C that compiles if and only if the numbers hold in the vendor's compiler; also how many there are.
pub(super) fn c_assertions<'a>(includes: &str, numbers: impl Iterator<Item = (&'a Fact, i128)>) -> (String, u64) {
    let mut text = format!("{includes}#line 1 \"migrate-question\"\n");
    let mut count = 0;
    for (fact, number) in numbers.filter(|(fact, _)| !fact.c.is_empty()) {
        // The names are C identifiers; a quote cannot be in them.
        let _ = writeln!(
            text,
            "_Static_assert((long long)({}) == {number}LL, \"{} of {}\");",
            fact.c, fact.kind, fact.subject
        );
        count += 1;
    }
    (text, count)
}
