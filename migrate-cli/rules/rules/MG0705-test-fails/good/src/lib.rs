//! Halves.

/// Half of a number, rounded up.
pub fn half(n: u32) -> u32 {
    n.div_ceil(2)
}

#[cfg(test)]
mod tests {
    #[test]
    fn halves_are_rounded_up() {
        assert_eq!(super::half(3), 2);
    }
}
