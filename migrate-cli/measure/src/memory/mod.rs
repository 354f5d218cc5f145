//! Memory of one side: what it asks of the allocator, and how much of it is resident.

pub(crate) mod compiled;
pub(crate) mod interposer;
pub(crate) mod launcher;

use std::fs;

use rustix::mm::{Advice, madvise};
use rustix::thread::{CpuSet, sched_getcpu, sched_setaffinity};

/// By how much the kernel's peak may be wrong, in bytes: it is kept by counters of each processor, which may lack 32 pages.
pub(crate) const COUNTED_WITHIN: u64 = 128 * 1024;

/// The largest resident size so far, in bytes, as the kernel's counters have it: see [`COUNTED_WITHIN`].
pub(crate) fn peak() -> Option<u64> {
    line("/proc/self/status", "VmHWM")
}

/// The resident size, in bytes, counted page by page.
pub(crate) fn resident() -> Option<u64> {
    line("/proc/self/smaps_rollup", "Rss")
}

/// Brings in every page of a mapped file. The kernel maps pages around one that is touched, as many as it happens to have; they
/// would come while something is measured.
pub(crate) fn bring_in_files() {
    for (at, size) in mapped_files(&fs::read_to_string("/proc/self/maps").unwrap_or_default()) {
        // SAFETY: pages are read, and what is in them stays as it is.
        // An older kernel refuses; then the number is less exact.
        let _ = unsafe { madvise(std::ptr::without_provenance_mut(at), size, Advice::LinuxPopulateRead) };
    }
}

/// Address and size of each readable mapping of a file (proc_pid_maps(5)).
fn mapped_files(maps: &str) -> Vec<(usize, usize)> {
    let mapping = |line: &str| {
        let mut fields = line.split_ascii_whitespace();
        let (from, to) = fields.next()?.split_once('-')?;
        let is_readable = fields.next()?.starts_with('r');
        let is_file = fields.nth(2)? != "0";
        let at = usize::from_str_radix(from, 16).ok()?;
        let end = usize::from_str_radix(to, 16).ok()?;
        (is_readable && is_file).then_some((at, end - at))
    };
    maps.lines().filter_map(mapping).collect()
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

    #[test]
    fn mappings_of_files_are_told_from_others() {
        let maps = "\
7f0000001000-7f0000003000 r-xp 00000000 fe:00 1234                       /lib/a b.so
7f0000003000-7f0000004000 ---p 00002000 fe:00 1234                       /lib/a b.so
7f0000005000-7f0000006000 rw-p 00000000 00:00 0
7ffd00000000-7ffd00001000 r-xp 00000000 00:00 0                          [vdso]
";
        assert_eq!(mapped_files(maps), [(0x7f00_0000_1000, 0x2000)]);
    }
}
