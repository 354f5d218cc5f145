//! Memory of one side: what it asks of the allocator, and how much of it is resident.

pub(crate) mod compiled;
pub(crate) mod interposer;
pub(crate) mod launcher;

use std::fs;

use rustix::thread::{CpuSet, sched_getcpu, sched_setaffinity};

/// The largest resident size so far, in bytes. The kernel keeps it by counters of each processor, of which each may lack 32
/// pages: on one processor it is known within 128 KiB.
pub(crate) fn peak() -> Option<u64> {
    line("/proc/self/status", "VmHWM")
}

/// The resident size, in bytes, counted page by page.
pub(crate) fn resident() -> Option<u64> {
    line("/proc/self/smaps_rollup", "Rss")
}

/// Stays on the processor that it is on.
pub(crate) fn stay() -> bool {
    let mut here = CpuSet::new();
    here.set(sched_getcpu());
    sched_setaffinity(None, &here).is_ok()
}

/// A line of a file, in bytes.
fn line(file: &str, name: &str) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
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
        let (now, most) = (resident().unwrap(), peak().unwrap());
        assert!(now > 100 * 1024 && most > 100 * 1024, "{now} {most}");
        assert_eq!(line("/proc/self/status", "NoSuchLine"), None);
    }
}
