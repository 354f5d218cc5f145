//! Freshness by the clock of the C++.

unsafe extern "C" {
    fn legacy_now() -> u64;
}

/// Whether a record of this time is younger than a minute.
pub fn is_fresh(time: u64) -> bool {
    time + 60 > unsafe { legacy_now() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_record_of_now_is_fresh() {
        assert!(super::is_fresh(100));
    }
}
