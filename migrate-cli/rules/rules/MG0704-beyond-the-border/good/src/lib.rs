//! Freshness by a clock that the caller brings.

/// What this module asks of the C++.
pub trait Clock {
    /// Seconds since the epoch.
    fn now(&self) -> u64;
}

/// The clock of the product.
pub struct Legacy;

unsafe extern "C" {
    fn legacy_now() -> u64;
}

impl Clock for Legacy {
    fn now(&self) -> u64 {
        unsafe { legacy_now() }
    }
}

/// Whether a record of this time is younger than a minute.
pub fn is_fresh(time: u64, clock: &impl Clock) -> bool {
    time + 60 > clock.now()
}

#[cfg(test)]
mod tests {
    use super::{Clock, is_fresh};

    /// The stand-in: it always says the same.
    struct At(u64);

    impl Clock for At {
        fn now(&self) -> u64 {
            self.0
        }
    }

    #[test]
    fn a_record_of_now_is_fresh() {
        assert!(is_fresh(100, &At(100)));
        assert!(!is_fresh(100, &At(160)));
    }
}
