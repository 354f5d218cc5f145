//! What child processes used: CPU time and peak memory.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use serde::{Deserialize, Serialize};

/// CPU time of all finished children, and the largest peak of any of them.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Usage {
    /// User and system time in seconds.
    pub(crate) cpu: f64,
    /// Largest resident set in MiB.
    pub(crate) peak_mib: f64,
}

/// What all children of this process that have ended used so far, their own children included.
pub(crate) fn of_children() -> anyhow::Result<Usage> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Ok(Usage { cpu: micros as f64 / 1e6, peak_mib: usage.max_rss() as f64 / 1024.0 })
}

/// CPU seconds of the children that `work` starts and waits for. Nothing else may start children meanwhile.
pub(crate) fn cpu_of<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(T, f64)> {
    let before = of_children()?.cpu;
    let value = work()?;
    Ok((value, of_children()?.cpu - before))
}
