//! A page of registers: mapped twice, once where the C means it and once where the simulator fills it.

use std::io::{Error, Result};
use std::ptr::null_mut;

use libc::{MAP_FAILED, MAP_FIXED_NOREPLACE, MAP_SHARED, PROT_NONE, PROT_READ, PROT_WRITE};

/// Bytes of a page.
pub(crate) const SIZE: usize = 4096;

/// A page whose first mapping faults.
#[derive(Debug)]
pub(crate) struct Page {
    address: usize,
    behind: *mut u8,
}

// SAFETY: the mappings belong to the page, not to a thread.
unsafe impl Send for Page {}

impl Page {
    /// Maps the page that an address is in. Something else there is an error.
    pub(crate) fn map(address: usize) -> Result<Self> {
        let address = address & !(SIZE - 1);
        // SAFETY: the name is a string of C; the call makes a file in memory, or fails.
        let file = unsafe { libc::memfd_create(c"registers".as_ptr(), libc::MFD_CLOEXEC) };
        if file < 0 {
            return Err(Error::last_os_error());
        }
        // SAFETY: the file is ours. Both mappings are new memory: the first may not replace anything.
        let (front, behind) = unsafe {
            let sized = libc::ftruncate(file, SIZE as libc::off_t);
            let flags = MAP_SHARED | MAP_FIXED_NOREPLACE;
            let front = libc::mmap(address as *mut _, SIZE, PROT_NONE, flags, file, 0);
            let behind = libc::mmap(null_mut(), SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
            libc::close(file);
            if sized != 0 { (MAP_FAILED, behind) } else { (front, behind) }
        };
        if front == MAP_FAILED || behind == MAP_FAILED || front as usize != address {
            return Err(Error::last_os_error());
        }
        Ok(Self { address, behind: behind.cast() })
    }

    /// Where it begins.
    pub(crate) fn address(&self) -> usize {
        self.address
    }

    /// A word, whatever the protection.
    pub(crate) fn load(&self, offset: usize) -> u32 {
        // SAFETY: callers give the offset of a word in the page.
        unsafe { self.behind.add(offset).cast::<u32>().read_volatile() }
    }

    /// Stores a word, whatever the protection.
    pub(crate) fn store(&self, offset: usize, value: u32) {
        // SAFETY: callers give the offset of a word in the page.
        unsafe { self.behind.add(offset).cast::<u32>().write_volatile(value) };
    }

    /// Lets accesses pass, or not.
    pub(crate) fn open(&self, open: bool) {
        let protection = if open { PROT_READ | PROT_WRITE } else { PROT_NONE };
        // SAFETY: the page is ours, and nothing of Rust is in it.
        unsafe { libc::mprotect(self.address as *mut _, SIZE, protection) };
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // SAFETY: both mappings are ours, and nobody has a reference into them.
        unsafe {
            libc::munmap(self.address as *mut _, SIZE);
            libc::munmap(self.behind.cast(), SIZE);
        }
    }
}
