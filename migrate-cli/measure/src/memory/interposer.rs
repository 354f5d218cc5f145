//! The counter of allocations: a library that stands before malloc and its relatives. It is C, built on first use by the C
//! compiler of the machine, as the allocator has to be there before anything else of a process is.

use std::path::{Path, PathBuf};

use libloading::os::unix::Library;

use super::compiled::{CompileError, build as compile};

const SOURCE: &str = include_str!("interposer.c");

/// Builds the library in a folder; its file.
///
/// # Errors
/// There is no compiler, it does not take the source, or the folder cannot be written.
pub(crate) fn build(folder: &Path) -> Result<PathBuf, CompileError> {
    compile(folder, "interposer", SOURCE, &["-O2", "-fPIC", "-shared"], &["-ldl"])
}

/// What was counted.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counted {
    pub(crate) allocations: u64,
    pub(crate) reallocations: u64,
    pub(crate) frees: u64,
    pub(crate) bytes: u64,
    pub(crate) live: i64,
    pub(crate) peak: i64,
}

/// The counter in this process.
pub(crate) struct Counter {
    begin: unsafe extern "C" fn(),
    look: unsafe extern "C" fn(*mut i64, *mut i64),
    end: unsafe extern "C" fn(*mut Counted),
}

impl Counter {
    /// The library that was preloaded, if it was.
    pub(crate) fn here() -> Option<Counter> {
        let this = Library::this();
        // SAFETY: the functions have these types in interposer.c; a preloaded library stays.
        unsafe {
            let begin = *this.get::<unsafe extern "C" fn()>(b"migrate_memory_begin").ok()?;
            let look = *this.get::<unsafe extern "C" fn(*mut i64, *mut i64)>(b"migrate_memory_look").ok()?;
            let end = *this.get::<unsafe extern "C" fn(*mut Counted)>(b"migrate_memory_end").ok()?;
            Some(Counter { begin, look, end })
        }
    }

    /// Bytes now, and most since this was asked last.
    pub(crate) fn look(&self) -> [i64; 2] {
        let (mut live, mut most) = (0, 0);
        // SAFETY: it may be called at any time, and writes both.
        unsafe { (self.look)(&raw mut live, &raw mut most) };
        [live, most]
    }

    /// Counts what happens in a function.
    pub(crate) fn count(&self, run: impl FnOnce()) -> Counted {
        let mut out = Counted::default();
        // SAFETY: both may be called at any time; `out` has the layout that the library writes.
        unsafe { (self.begin)() };
        run();
        // SAFETY: as above.
        unsafe { (self.end)(&raw mut out) };
        out
    }
}
