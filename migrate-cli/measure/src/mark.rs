//! A few bytes that a worker shares with whoever started it: what it is doing, known even when it has crashed.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::mm::{MapFlags, ProtFlags, mmap};

/// What a worker does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    /// Nothing of the user's.
    Nothing,
    /// Loads a side.
    Load(u8),
    /// Makes an instance of a side.
    New(u8),
    /// Runs a side.
    Run(u8),
    /// Ends an instance of a side.
    Free(u8),
}

impl Doing {
    fn number(self) -> u64 {
        match self {
            Doing::Nothing => 0,
            Doing::Load(side) => 2 + u64::from(side),
            Doing::New(side) => 4 + u64::from(side),
            Doing::Run(side) => 6 + u64::from(side),
            Doing::Free(side) => 8 + u64::from(side),
        }
    }

    fn of(number: u64) -> Doing {
        let side = (number & 1) as u8;
        match number / 2 {
            1 => Doing::Load(side),
            2 => Doing::New(side),
            3 => Doing::Run(side),
            4 => Doing::Free(side),
            _ => Doing::Nothing,
        }
    }

    /// The side, and what it does, in words.
    #[must_use]
    pub(crate) fn words(self) -> Option<(u8, &'static str)> {
        match self {
            Doing::Nothing => None,
            Doing::Load(side) => Some((side, "is loaded")),
            Doing::New(side) => Some((side, "runs migrate_scenario_new")),
            Doing::Run(side) => Some((side, "runs migrate_scenario_run")),
            Doing::Free(side) => Some((side, "runs migrate_scenario_free")),
        }
    }
}

/// The worker's end.
pub(crate) struct Mark(&'static AtomicU64);

impl Mark {
    /// Maps a file of eight bytes.
    ///
    /// # Errors
    /// It cannot be opened or mapped.
    pub(crate) fn open(path: &Path) -> io::Result<Mark> {
        let file = File::options().read(true).write(true).open(path)?;
        // SAFETY: a fresh mapping that is never taken back; the file has these eight bytes, and both ends use atomics.
        let cell = unsafe {
            let at = mmap(std::ptr::null_mut(), 8, ProtFlags::READ | ProtFlags::WRITE, MapFlags::SHARED, &file, 0)?;
            &*at.cast::<AtomicU64>()
        };
        Ok(Mark(cell))
    }

    /// Says what comes now.
    pub(crate) fn set(&self, doing: Doing) {
        self.0.store(doing.number(), Ordering::Relaxed);
    }
}

/// What a worker said last.
#[must_use]
pub(crate) fn last(path: &Path) -> Doing {
    let bytes = std::fs::read(path).ok().and_then(|b| <[u8; 8]>::try_from(b).ok());
    Doing::of(bytes.map_or(0, u64::from_ne_bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_read() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), [0; 8]).unwrap();
        assert_eq!(last(file.path()), Doing::Nothing);
        let mark = Mark::open(file.path()).unwrap();
        for doing in [Doing::Load(1), Doing::New(0), Doing::Run(1), Doing::Free(0)] {
            mark.set(doing);
            assert_eq!(last(file.path()), doing);
        }
    }
}
