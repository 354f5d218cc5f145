//! Names of the files of a database: what is written, and what is read back.

use logging::text::read_decimal;

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Changes that are not in a table yet.
    Log,
    /// Held by who has the database open.
    Lock,
    /// Sorted keys and values.
    Table,
    /// Which tables there are.
    Descriptor,
    /// Which descriptor is the valid one.
    Current,
    /// Not finished yet.
    Temp,
    /// What happened, for people.
    InfoLog,
}

/// A file in the folder `db`.
#[must_use]
pub fn inside(db: &[u8], name: &str) -> Vec<u8> {
    [db, b"/", name.as_bytes()].concat()
}

/// A numbered file in the folder `db`: `db/000123.suffix`.
#[must_use]
pub fn numbered(db: &[u8], number: u64, suffix: &str) -> Vec<u8> {
    inside(db, &format!("{number:06}.{suffix}"))
}

/// The name of a descriptor without its folder.
#[must_use]
pub fn descriptor(number: u64) -> String {
    format!("{DESCRIPTOR}{number:06}")
}

/// Where the number of the valid descriptor stands.
pub const CURRENT: &str = "CURRENT";
const DESCRIPTOR: &str = "MANIFEST-";

/// What a file is, by its name without the folder, and its number, if it has one; `None` of files of somebody else.
#[must_use]
pub fn parse(name: &[u8]) -> Option<(Kind, u64)> {
    match name {
        b"CURRENT" => return Some((Kind::Current, 0)),
        b"LOCK" => return Some((Kind::Lock, 0)),
        b"LOG" | b"LOG.old" => return Some((Kind::InfoLog, 0)),
        _ => {}
    }
    if let Some(rest) = name.strip_prefix(DESCRIPTOR.as_bytes()) {
        return match number(rest)? {
            (number, b"") => Some((Kind::Descriptor, number)),
            _ => None,
        };
    }
    let (number, suffix) = number(name)?;
    let kind = match suffix {
        b".log" => Kind::Log,
        b".sst" | b".ldb" => Kind::Table,
        b".dbtmp" => Kind::Temp,
        _ => return None,
    };
    Some((kind, number))
}

/// The same as [`read_decimal`], but at least one digit.
fn number(text: &[u8]) -> Option<(u64, &[u8])> {
    read_decimal(text).filter(|(_, rest)| rest.len() < text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let suffixes = [("log", Kind::Log), ("ldb", Kind::Table), ("sst", Kind::Table), ("dbtmp", Kind::Temp)];
        for number in [1, 192, 999_999, 1_000_000, u64::MAX] {
            for (suffix, kind) in suffixes {
                let name = numbered(b"db", number, suffix);
                assert_eq!(parse(&name[3..]), Some((kind, number)));
            }
            assert_eq!(parse(descriptor(number).as_bytes()), Some((Kind::Descriptor, number)));
        }
        assert_eq!(parse(CURRENT.as_bytes()), Some((Kind::Current, 0)));
    }

    #[test]
    fn numbers_have_six_digits_at_least() {
        assert_eq!(numbered(b"foo", 192, "log"), b"foo/000192.log");
        assert_eq!(numbered(b"\xff", 1_234_567, "ldb"), b"\xff/1234567.ldb");
        assert_eq!(inside(b"bar", &descriptor(100)), b"bar/MANIFEST-000100");
    }

    #[test]
    fn numbers_may_have_any_digits() {
        assert_eq!(parse(b"0.log"), Some((Kind::Log, 0)));
        assert_eq!(parse(b"18446744073709551615.log"), Some((Kind::Log, u64::MAX)));
        assert_eq!(parse(b"MANIFEST-7"), Some((Kind::Descriptor, 7)));
        assert_eq!(parse(b"LOCK"), Some((Kind::Lock, 0)));
        assert_eq!(parse(b"LOG"), Some((Kind::InfoLog, 0)));
        assert_eq!(parse(b"LOG.old"), Some((Kind::InfoLog, 0)));
    }

    #[test]
    fn files_of_others_are_none() {
        let names = "foo foo-dx-100.log .log manifest CURREN CURRENTX MANIFES MANIFEST MANIFEST- XMANIFEST-3 MANIFEST-3x LOC \
                     LOCKx LO LOGx 18446744073709551616.log 184467440737095516150.log 100 100. 100.lop 100.logs";
        for name in names.split(' ').chain([""]) {
            assert_eq!(parse(name.as_bytes()), None, "{name}");
        }
    }
}
