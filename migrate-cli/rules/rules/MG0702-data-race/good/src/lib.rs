//! Hits, counted by an atomic.

use std::sync::atomic::{AtomicU64, Ordering};

static HITS: AtomicU64 = AtomicU64::new(0);

/// One more.
pub fn hit() {
    HITS.fetch_add(1, Ordering::Relaxed);
}

#[cfg(test)]
mod tests {
    #[test]
    fn two_threads_hit() {
        let other = std::thread::spawn(super::hit);
        super::hit();
        other.join().unwrap();
    }
}
