//! The clocks that legs are timed with.

use rustix::time::{ClockId, clock_gettime};

/// Whose CPU time counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// That of the calling thread.
    Thread,
    /// That of all threads.
    Process,
}

/// A moment: CPU time and wall time, in nanoseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    cpu: u64,
    wall: u64,
}

impl Moment {
    /// Now. The wall clock is read inside, so that its reading is not in any CPU time between two moments twice.
    #[must_use]
    pub(crate) fn now(whose: Whose) -> Moment {
        let wall = read(ClockId::Monotonic);
        let cpu = read(match whose {
            Whose::Thread => ClockId::ThreadCPUTime,
            Whose::Process => ClockId::ProcessCPUTime,
        });
        Moment { cpu, wall }
    }

    /// CPU and wall nanoseconds since.
    #[must_use]
    pub(crate) fn elapsed(self, whose: Whose) -> (u64, u64) {
        let cpu = read(match whose {
            Whose::Thread => ClockId::ThreadCPUTime,
            Whose::Process => ClockId::ProcessCPUTime,
        });
        (cpu - self.cpu, read(ClockId::Monotonic) - self.wall)
    }
}

fn read(clock: ClockId) -> u64 {
    let now = clock_gettime(clock);
    now.tv_sec as u64 * 1_000_000_000 + now.tv_nsec as u64
}
