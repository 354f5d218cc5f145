//! The machine, as far as it may matter to a measurement.

use std::fs;
use std::path::{Path, PathBuf};

use migrate_model::bench::Machine;

/// Where the system's own files are.
const ROOT: &str = "/";
/// What is taken for the memory that is free if nobody knows.
const UNKNOWN: u64 = 8 << 30;
/// How versions 2 and 1 of control groups call a limit of memory, what is in use, and what of it is given up when asked for.
const MEMORY: [[&str; 3]; 2] = [
    ["memory.max", "memory.current", "inactive_file"],
    ["memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"],
];

/// What is known of this machine now.
#[must_use]
pub fn here() -> Machine {
    let root = Path::new(ROOT);
    Machine {
        cores: std::thread::available_parallelism().map_or(1, |n| n.get() as u32),
        cpu_limit: cpu_limit(root),
        load: read(&root.join("proc/loadavg")).and_then(|t| t.split(' ').next()?.parse().ok()),
        processor: processor(root).unwrap_or_default(),
    }
}

/// Half of the memory that is there for the taking, in bytes: of what is free, and of what the control groups of this process
/// leave to it.
#[must_use]
pub fn spare_memory() -> u64 {
    spare(Path::new(ROOT)) / 2
}

fn spare(root: &Path) -> u64 {
    let free = read(&root.join("proc/meminfo")).and_then(|text| field(&text, "MemAvailable:")).map(|kib| kib * 1024);
    let groups = groups(root, "memory");
    groups.iter().filter_map(|group| left(group)).chain(free).min().unwrap_or(UNKNOWN)
}

/// What a group may still take, in bytes; `None` if it has no limit.
fn left(group: &Path) -> Option<u64> {
    MEMORY.iter().find_map(|[limit, used, inactive]| {
        let limit = number(&group.join(limit))?;
        let used = number(&group.join(used)).unwrap_or(0);
        let inactive = read(&group.join("memory.stat")).and_then(|text| field(&text, inactive)).unwrap_or(0);
        Some(limit.saturating_sub(used.saturating_sub(inactive)))
    })
}

/// What the control groups of this process allow, in cores; `None` if they have no limit.
fn cpu_limit(root: &Path) -> Option<f64> {
    groups(root, "cpu").iter().filter_map(|group| cores(group)).min_by(f64::total_cmp)
}

/// What one group allows, in cores.
fn cores(group: &Path) -> Option<f64> {
    let version_1 = || Some((number(&group.join("cpu.cfs_quota_us"))?, number(&group.join("cpu.cfs_period_us"))?));
    let (quota, period) = read(&group.join("cpu.max")).and_then(|text| share(&text)).or_else(version_1)?;
    Some(quota as f64 / period as f64)
}

/// `50000 100000` is half a core; `max 100000` is no limit.
fn share(text: &str) -> Option<(u64, u64)> {
    let (quota, period) = text.trim().split_once(' ')?;
    Some((quota.parse().ok()?, period.parse().ok()?))
}

/// Folders of the control groups that this process is in, and of all above them: their limits hold as well. A container may see
/// only the upper ones. Version 1 has a folder for each controller; version 2 has one, beside version 1 it is `unified`.
fn groups(root: &Path, controller: &str) -> Vec<PathBuf> {
    let text = read(&root.join("proc/self/cgroup")).unwrap_or_default();
    let all = root.join("sys/fs/cgroup");
    let mut folders = Vec::new();
    for line in text.lines() {
        let mut parts = line.splitn(3, ':').skip(1);
        let (Some(controllers), Some(group)) = (parts.next(), parts.next()) else { continue };
        let mounts = match controllers {
            "" => vec![all.clone(), all.join("unified")],
            named if named.split(',').any(|c| c == controller) => vec![all.join(controller)],
            _ => continue,
        };
        for mount in mounts {
            let group = mount.join(group.trim_start_matches('/'));
            folders.extend(group.ancestors().take_while(|folder| folder.starts_with(&mount)).map(Path::to_owned));
        }
    }
    folders
}

fn processor(root: &Path) -> Option<String> {
    let text = read(&root.join("proc/cpuinfo"))?;
    let line = text.lines().find(|l| l.starts_with("model name") || l.starts_with("Processor"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// The number behind a name that begins a line.
fn field(text: &str, name: &str) -> Option<u64> {
    let mut words = text.lines().map(str::split_whitespace);
    words.find_map(|mut words| (words.next()? == name).then(|| words.next()?.parse().ok())?)
}

fn number(file: &Path) -> Option<u64> {
    read(file)?.trim().parse().ok()
}

fn read(file: &Path) -> Option<String> {
    fs::read_to_string(file).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;

    /// A machine with a gigabyte free, and these files.
    fn machine(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (file, text) in [("proc/meminfo", "MemTotal: 9 kB\nMemAvailable:    1048576 kB\n")].iter().chain(files) {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        root
    }

    #[test]
    fn this_machine_is_read() {
        assert!(here().cores >= 1 && spare_memory() > MIB);
    }

    #[test]
    fn memory_is_what_the_machine_has_if_no_group_says_less() {
        assert_eq!(spare(machine(&[]).path()), 1024 * MIB);
        let unlimited = [("proc/self/cgroup", "0::/a\n"), ("sys/fs/cgroup/a/memory.max", "max\n")];
        assert_eq!(spare(machine(&unlimited).path()), 1024 * MIB);
        let unlimited = [
            ("proc/self/cgroup", "4:memory:/a\n"),
            ("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "9223372036854771712\n"),
        ];
        assert_eq!(spare(machine(&unlimited).path()), 1024 * MIB);
        assert_eq!(spare(Path::new("/no/such/folder")), UNKNOWN);
    }

    #[test]
    fn a_group_leaves_its_limit_without_what_cannot_be_given_up() {
        let files = [
            ("proc/self/cgroup", "0::/a/b\n"),
            ("sys/fs/cgroup/a/memory.max", "536870912\n"),
            ("sys/fs/cgroup/a/memory.current", "314572800\n"),
            ("sys/fs/cgroup/a/memory.stat", "anon 5\ninactive_file 104857600\n"),
            ("sys/fs/cgroup/a/b/memory.max", "max\n"),
        ];
        // 512 - (300 - 100): the limit is that of the group above.
        assert_eq!(spare(machine(&files).path()), 312 * MIB);
    }

    #[test]
    fn groups_of_version_1_have_other_names_and_may_be_seen_from_inside_only() {
        let files = [
            ("proc/self/cgroup", "5:cpu,cpuacct:/docker/1\n4:memory:/docker/1\n0::/\n"),
            ("sys/fs/cgroup/memory/memory.limit_in_bytes", "268435456\n"),
            ("sys/fs/cgroup/memory/memory.usage_in_bytes", "67108864\n"),
            ("sys/fs/cgroup/memory/memory.stat", "inactive_file 1\ntotal_inactive_file 33554432\n"),
            ("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "150000\n"),
            ("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n"),
        ];
        let machine = machine(&files);
        assert_eq!(spare(machine.path()), 224 * MIB);
        assert_eq!(cpu_limit(machine.path()), Some(1.5));
    }

    #[test]
    fn a_group_that_is_full_leaves_nothing() {
        let files = [
            ("proc/self/cgroup", "0::/\n"),
            ("sys/fs/cgroup/memory.max", "1000\n"),
            ("sys/fs/cgroup/memory.current", "2000\n"),
        ];
        assert_eq!(spare(machine(&files).path()), 0);
    }

    #[test]
    fn limits_are_shares_of_a_core() {
        let of = |text| {
            let files = [("proc/self/cgroup", "0::/a\n"), ("sys/fs/cgroup/unified/a/cpu.max", text)];
            cpu_limit(machine(&files).path())
        };
        assert_eq!(of("50000 100000\n"), Some(0.5));
        assert_eq!(of("max 100000\n"), None);
        let unlimited = [
            ("proc/self/cgroup", "1:cpu:/\n"),
            ("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n"),
            ("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n"),
        ];
        assert_eq!(cpu_limit(machine(&unlimited).path()), None);
    }
}
