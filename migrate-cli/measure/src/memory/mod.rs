//! Memory of one side: what it asks of the allocator, and how much of it is resident.

pub(crate) mod compiled;
pub(crate) mod interposer;
pub(crate) mod launcher;

use std::fs;

/// A line of `/proc/self/status`, in bytes.
pub(crate) fn status(name: &str) -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(':'))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// Makes the kernel forget how large this process has been.
pub(crate) fn forget_peak() -> bool {
    fs::write("/proc/self/clear_refs", "5").is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_has_a_size() {
        let now = status("VmRSS").unwrap();
        assert!(now > 100 * 1024, "{now}");
        assert_eq!(status("NoSuchLine"), None);
    }
}
