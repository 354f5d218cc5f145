//! Short keys between others, in the order of their bytes.

/// A key that is not before `start`, but before `limit`, and no longer than `start`, if one is found: the first bytes of
/// `start`, the last of them counted up.
#[must_use]
pub fn separator(start: &[u8], limit: &[u8]) -> Option<Vec<u8>> {
    // Where one key is the start of the other, there is nothing to shorten.
    let at = start.iter().zip(limit).position(|(a, b)| a != b)?;
    let next = start[at].checked_add(1)?;
    (next < limit[at]).then(|| ending(&start[..at], next))
}

/// A short key that is not before `key`: up to the first byte that can be counted up. `None` if there is none.
#[must_use]
pub fn successor(key: &[u8]) -> Option<Vec<u8>> {
    let at = key.iter().position(|byte| *byte != u8::MAX)?;
    Some(ending(&key[..at], key[at] + 1))
}

fn ending(start: &[u8], last: u8) -> Vec<u8> {
    [start, &[last]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_short() {
        assert_eq!(separator(b"abc1xyz", b"abc3"), Some(b"abc2".to_vec()));
        assert_eq!(separator(b"foo", b"hello"), Some(b"g".to_vec()));
        assert_eq!(separator(b"\x7f_", b"\x90"), Some(b"\x80".to_vec()));
    }

    #[test]
    fn there_may_be_no_separator() {
        assert_eq!(separator(b"abc", b"abcd"), None, "the start of the limit");
        assert_eq!(separator(b"abcd", b"abc"), None, "the limit is its start");
        assert_eq!(separator(b"foo", b"goo"), None, "nothing lies between the bytes");
        assert_eq!(separator(b"goo", b"foo"), None, "the wrong order");
        assert_eq!(separator(b"\xffa", b"\xfe"), None, "nothing comes behind the byte");
        assert_eq!(separator(b"", b""), None);
    }

    #[test]
    fn separators_lie_between() {
        let keys: Vec<Vec<u8>> = (0..=u8::MAX).step_by(5).flat_map(|a| [vec![a], vec![a, a / 2, 7]]).collect();
        for (start, limit) in keys.iter().flat_map(|a| keys.iter().map(move |b| (a, b))).filter(|(a, b)| a < b) {
            if let Some(between) = separator(start, limit) {
                assert!(*start <= between && between < *limit && between.len() <= start.len());
            }
        }
    }

    #[test]
    fn successors_are_short() {
        assert_eq!(successor(b"abc"), Some(b"b".to_vec()));
        assert_eq!(successor(b"\xff\xffabc"), Some(b"\xff\xffb".to_vec()));
        assert_eq!(successor(b"\xff\xff"), None);
        assert_eq!(successor(b""), None);
    }
}
