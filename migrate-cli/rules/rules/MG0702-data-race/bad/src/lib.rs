//! Hits, counted without order.

static mut HITS: u64 = 0;

/// One more.
pub fn hit() {
    unsafe { HITS += 1 }
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
