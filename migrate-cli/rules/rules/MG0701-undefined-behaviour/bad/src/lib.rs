//! A table that C would read up to a mark behind its end.

/// The last value.
pub fn last(values: &[u32]) -> u32 {
    unsafe { *values.as_ptr().add(values.len()) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_last_value() {
        assert_ne!(super::last(vec![1, 2, 3].as_slice()), 1);
    }
}
