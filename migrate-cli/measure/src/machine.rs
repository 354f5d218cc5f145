//! The machine, as far as it may matter to a measurement.

use std::fs;

use migrate_model::bench::Machine;

/// What is known of this machine now.
#[must_use]
pub fn here() -> Machine {
    Machine {
        cores: std::thread::available_parallelism().map_or(1, |n| n.get() as u32),
        cpu_limit: cpu_limit(),
        load: fs::read_to_string("/proc/loadavg").ok().and_then(|t| t.split(' ').next()?.parse().ok()),
        processor: processor().unwrap_or_default(),
    }
}

/// What the control group of this process allows, in cores; `None` if it has no limit.
fn cpu_limit() -> Option<f64> {
    let groups = fs::read_to_string("/proc/self/cgroup").ok()?;
    let group = groups.lines().find_map(|l| l.strip_prefix("0::"))?;
    // A limit of any group above holds as well.
    let mut folder = std::path::Path::new("/sys/fs/cgroup").join(group.trim_start_matches('/'));
    let mut least: Option<f64> = None;
    while folder.starts_with("/sys/fs/cgroup") {
        if let Some(limit) = fs::read_to_string(folder.join("cpu.max")).ok().and_then(|text| share(&text)) {
            least = Some(least.map_or(limit, |l| l.min(limit)));
        }
        if !folder.pop() {
            break;
        }
    }
    least
}

/// `50000 100000` is half a core; `max 100000` is no limit.
fn share(text: &str) -> Option<f64> {
    let (quota, period) = text.trim().split_once(' ')?;
    Some(quota.parse::<f64>().ok()? / period.parse::<f64>().ok()?)
}

fn processor() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|l| l.starts_with("model name") || l.starts_with("Processor"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// Half of the memory that is there for the taking, in bytes; 4 GiB if nobody knows.
#[must_use]
pub fn spare_memory() -> u64 {
    let text = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = text.lines().find_map(|l| l.strip_prefix("MemAvailable:"));
    let kib: Option<u64> = line.and_then(|l| l.trim().strip_suffix(" kB")?.trim().parse().ok());
    kib.map_or(4 << 30, |kib| kib * 1024 / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_shares_of_a_core() {
        assert_eq!(share("50000 100000\n"), Some(0.5));
        assert_eq!(share("max 100000\n"), None);
        assert!(here().cores >= 1 && spare_memory() > 1 << 20);
    }
}
