//! What a linker symbol stands for, as far as its name says so (Itanium C++ ABI).

use std::borrow::Cow;

/// What a symbol stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Code.
    Function,
    /// A virtual table, or what belongs to one: tables for construction, tables of tables.
    Vtable,
    /// A type's information or its name. Exceptions and casts compare where these are, so there is one of each.
    Typeinfo,
    /// A variable or a part of one: a static local, a guard, the functions that start a variable of a thread.
    Data,
}

impl Kind {
    /// Two implementations have one each; of everything else there is one in the program.
    pub(crate) fn is_renamed(self) -> bool {
        matches!(self, Kind::Function | Kind::Vtable)
    }
}

/// AddressSanitizer gives each variable of a program a mark, so that it can tell when there are two of a name: the prefixes
/// of clang and of GCC.
const MARKS: [&str; 2] = ["__odr_asan_gen_", "__odr_asan."];

/// Prefix and variable of a mark.
pub(crate) fn mark(name: &str) -> Option<(&'static str, &str)> {
    MARKS.iter().find_map(|prefix| Some((*prefix, name.strip_prefix(prefix)?)))
}

/// What the symbol is; `code` says that its type in the object is that of a function.
pub(crate) fn kind(name: &str, code: bool) -> Kind {
    let special = name.strip_prefix("_ZT").and_then(|rest| rest.bytes().next());
    match special {
        Some(b'I' | b'S') => Kind::Typeinfo,
        Some(b'V' | b'T' | b'C') => Kind::Vtable,
        // Initialiser and wrapper of a thread-local variable.
        Some(b'H' | b'W') => Kind::Data,
        _ if code => Kind::Function,
        _ => Kind::Data,
    }
}

/// The function or variable that a symbol belongs to: that of a thunk, or of what starts a variable of a thread. Others
/// belong to themselves.
pub(crate) fn owner(name: &str) -> Cow<'_, str> {
    let Some(rest) = name.strip_prefix("_ZT") else { return name.into() };
    let encoding = match rest.chars().next() {
        Some('h' | 'v') => offset(rest),
        Some('c') => offset(&rest[1..]).and_then(offset),
        // In no namespace a variable is named as it is.
        Some('W' | 'H') if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
            return rest[1..].trim_start_matches(|c: char| c.is_ascii_digit()).into();
        }
        Some('W' | 'H') => Some(&rest[1..]),
        _ => None,
    };
    encoding.map_or(name.into(), |encoding| format!("_Z{encoding}").into())
}

/// What stands behind an offset: `h` and a number, or `v` and two.
fn offset(text: &str) -> Option<&str> {
    let numbers = if text.starts_with('v') { 2 } else { 1 };
    text.splitn(numbers + 1, '_').nth(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thunks_belong_to_functions() {
        for (name, of) in [
            ("_ZThn8_N1A3runEv", "_ZN1A3runEv"),
            ("_ZTv0_n24_N1AD0Ev", "_ZN1AD0Ev"),
            ("_ZTchn8_h16_N1A5cloneEv", "_ZN1A5cloneEv"),
            ("_ZTchn8_v0_n24_N1A5cloneEv", "_ZN1A5cloneEv"),
            ("_ZTWN1n5localE", "_ZN1n5localE"),
            ("_ZTH5local", "local"),
            ("_ZTV1A", "_ZTV1A"),
            ("_ZN1A3runEv", "_ZN1A3runEv"),
            ("plain", "plain"),
            ("_ZTh", "_ZTh"),
            ("_ZT", "_ZT"),
        ] {
            assert_eq!(owner(name), of, "{name}");
        }
    }

    #[test]
    fn marks_name_their_variables() {
        assert_eq!(mark("__odr_asan_gen__ZTV1A"), Some(("__odr_asan_gen_", "_ZTV1A")));
        assert_eq!(mark("__odr_asan._ZTV1A"), Some(("__odr_asan.", "_ZTV1A")));
        assert_eq!(mark("_ZTV1A"), None);
    }

    #[test]
    fn kinds_by_name() {
        for (name, code, expected) in [
            ("_ZN1AC2Ei", true, Kind::Function),
            ("plain_c", true, Kind::Function),
            ("_ZThn8_N1A3runEv", true, Kind::Function),
            ("_ZTv0_n24_N1AD0Ev", true, Kind::Function),
            ("_ZTV1A", false, Kind::Vtable),
            ("_ZTT1A", false, Kind::Vtable),
            ("_ZTC1A0_1B", false, Kind::Vtable),
            ("_ZTI1A", false, Kind::Typeinfo),
            ("_ZTS1A", false, Kind::Typeinfo),
            ("_ZTW5local", true, Kind::Data),
            ("_ZTH5local", true, Kind::Data),
            ("_ZGVZ1wiE1c", false, Kind::Data),
            ("_ZZ1wiE1c", false, Kind::Data),
            ("counter", false, Kind::Data),
            ("_ZT", false, Kind::Data),
        ] {
            assert_eq!(kind(name, code), expected, "{name}");
        }
    }
}
