//! A table that knows its length.

/// The last value.
pub fn last(values: &[u32]) -> Option<u32> {
    values.last().copied()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_last_value() {
        assert_eq!(super::last(vec![1, 2, 3].as_slice()), Some(3));
    }
}
