//! The module `memenv` in Rust: an environment whose files are in memory; all else is left to another environment.
//!
//! [`files`] knows nothing of C++. What is here is the border.

pub mod files;

use std::ffi::{CStr, c_void};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use memenv_bridge::cxx::{CxxString, UniquePtr};
use memenv_bridge::facade::Module;
use memenv_bridge::leveldb::{
    Env, EnvMethods, FileLock, Logger, LoggerMethods, RandomAccessFile, RandomAccessFileMethods, SequentialFile,
    SequentialFileMethods, Status, WritableFile, WritableFileMethods,
};

use files::{Contents, Files};

/// What C++ calls.
pub struct Memenv;

impl Module for Memenv {
    fn new_mem_env(base_env: Option<Pin<&mut Env>>) -> UniquePtr<Env> {
        let base = base_env.expect("an environment for what is no file");
        // SAFETY: nothing is moved, only its address is kept.
        let base = Base(unsafe { base.get_unchecked_mut() });
        Env::implement(Box::new(Memory { files: Files::default(), base }))
    }
}

/// The environment below. Its owner keeps it for longer than what is made on top of it.
struct Base(*mut Env);

// SAFETY: environments are for any thread.
unsafe impl Send for Base {}
// SAFETY: the same.
unsafe impl Sync for Base {}

impl Base {
    fn get(&self) -> Pin<&mut Env> {
        // SAFETY: it is there, and of its state Rust sees nothing.
        unsafe { Pin::new_unchecked(&mut *self.0) }
    }
}

/// What C++ wants to have run, with its argument.
struct Work(*mut c_void, *mut c_void);

// SAFETY: it was given to be run by another thread.
unsafe impl Send for Work {}

impl Work {
    fn run(&self) {
        // SAFETY: C++ gave a function of this type for this argument.
        let function: extern "C" fn(*mut c_void) = unsafe { std::mem::transmute(self.0) };
        function(self.1);
    }
}

struct Memory {
    files: Files,
    base: Base,
}

impl Memory {
    /// Puts what is made of a file there, if the file is.
    fn opened<T: memenv_bridge::cxx::memory::UniquePtrTarget>(
        &self,
        name: &[u8],
        place: &mut UniquePtr<T>,
        make: impl FnOnce(Arc<Contents>) -> UniquePtr<T>,
    ) -> UniquePtr<Status> {
        let found = self.files.find(name).map(make);
        let status = done(name, found.is_some());
        *place = found.unwrap_or_else(UniquePtr::null);
        status
    }
}

/// Something was done with the file of that name, or there is none.
fn done(name: &[u8], found: bool) -> UniquePtr<Status> {
    if found { Status::new_ok() } else { Status::io_error_with_msg2(name, b"File not found") }
}

impl EnvMethods for Memory {
    fn new_sequential_file(
        &self,
        _: Pin<&mut Env>,
        name: &[u8],
        file: &mut UniquePtr<SequentialFile>,
    ) -> UniquePtr<Status> {
        self.opened(name, file, |contents| {
            SequentialFile::implement(Box::new(Reader { contents, at: AtomicU64::new(0) }))
        })
    }

    fn new_random_access_file(
        &self,
        _: Pin<&mut Env>,
        name: &[u8],
        file: &mut UniquePtr<RandomAccessFile>,
    ) -> UniquePtr<Status> {
        self.opened(name, file, |contents| RandomAccessFile::implement(Box::new(Anywhere(contents))))
    }

    fn new_writable_file(
        &self,
        _: Pin<&mut Env>,
        name: &[u8],
        file: &mut UniquePtr<WritableFile>,
    ) -> UniquePtr<Status> {
        let contents = self.files.open(name);
        contents.truncate();
        *file = WritableFile::implement(Box::new(Appender(contents)));
        Status::new_ok()
    }

    fn new_appendable_file(
        &self,
        _: Pin<&mut Env>,
        name: &[u8],
        file: &mut UniquePtr<WritableFile>,
    ) -> UniquePtr<Status> {
        *file = WritableFile::implement(Box::new(Appender(self.files.open(name))));
        Status::new_ok()
    }

    fn file_exists(&self, _: Pin<&mut Env>, name: &[u8]) -> bool {
        self.files.find(name).is_some()
    }

    fn get_children(&self, _: Pin<&mut Env>, dir: &[u8], result: &mut Vec<Vec<u8>>) -> UniquePtr<Status> {
        *result = self.files.children(dir);
        Status::new_ok()
    }

    fn remove_file(&self, _: Pin<&mut Env>, name: &[u8]) -> UniquePtr<Status> {
        done(name, self.files.remove(name))
    }

    fn create_dir(&self, _: Pin<&mut Env>, _: &[u8]) -> UniquePtr<Status> {
        Status::new_ok()
    }

    fn remove_dir(&self, _: Pin<&mut Env>, _: &[u8]) -> UniquePtr<Status> {
        Status::new_ok()
    }

    fn get_file_size(&self, _: Pin<&mut Env>, name: &[u8], size: &mut u64) -> UniquePtr<Status> {
        let found = self.files.find(name);
        if let Some(file) = &found {
            *size = file.len();
        }
        done(name, found.is_some())
    }

    fn rename_file(&self, _: Pin<&mut Env>, src: &[u8], target: &[u8]) -> UniquePtr<Status> {
        done(src, self.files.rename(src, target))
    }

    fn lock_file(&self, _: Pin<&mut Env>, _: &[u8], lock: &mut UniquePtr<FileLock>) -> UniquePtr<Status> {
        *lock = FileLock::new();
        Status::new_ok()
    }

    fn unlock_file(&self, _: Pin<&mut Env>, lock: Option<Pin<&mut FileLock>>) -> UniquePtr<Status> {
        if let Some(lock) = lock {
            // SAFETY: `lock_file` made it, and its owner gives it back.
            drop(unsafe { UniquePtr::from_raw(lock.get_unchecked_mut()) });
        }
        Status::new_ok()
    }

    fn get_test_directory(&self, _: Pin<&mut Env>, mut path: Pin<&mut CxxString>) -> UniquePtr<Status> {
        path.as_mut().clear();
        path.push_bytes(b"/test");
        Status::new_ok()
    }

    fn new_logger(&self, _: Pin<&mut Env>, _: &[u8], result: &mut UniquePtr<Logger>) -> UniquePtr<Status> {
        *result = Logger::implement(Box::new(Silent));
        Status::new_ok()
    }

    fn schedule(&self, _: Pin<&mut Env>, function: *mut c_void, arg: *mut c_void) {
        let work = Work(function, arg);
        self.base.get().schedule(Box::new(move || work.run()));
    }

    fn start_thread(&self, _: Pin<&mut Env>, function: *mut c_void, arg: *mut c_void) {
        let work = Work(function, arg);
        self.base.get().start_thread(Box::new(move || work.run()));
    }

    fn now_micros(&self, _: Pin<&mut Env>) -> u64 {
        self.base.get().now_micros()
    }

    fn sleep_for_microseconds(&self, _: Pin<&mut Env>, micros: i32) {
        self.base.get().sleep_for_microseconds(micros);
    }
}

/// Copies at most `most` bytes of a file to where C++ has room for as many; how many these were.
///
/// # Safety
///
/// `scratch` has room for `most` bytes, and stays as long as `result` is used.
unsafe fn read<'a>(
    file: &Contents,
    offset: u64,
    most: usize,
    result: Option<&mut &'a [u8]>,
    scratch: *mut c_void,
) -> Option<usize> {
    let scratch: *mut u8 = scratch.cast();
    file.read(offset, most, |bytes| {
        // SAFETY: as promised; nobody else knows of `scratch` before the call is over.
        let copied: &'a [u8] = unsafe {
            scratch.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            std::slice::from_raw_parts(scratch, bytes.len())
        };
        if let Some(result) = result {
            *result = copied;
        }
        bytes.len()
    })
}

fn beyond() -> UniquePtr<Status> {
    Status::io_error(b"Offset greater than file size.")
}

struct Reader {
    contents: Arc<Contents>,
    at: AtomicU64,
}

impl SequentialFileMethods for Reader {
    fn read<'a>(
        &self,
        _: Pin<&mut SequentialFile>,
        n: usize,
        result: Option<&mut &'a [u8]>,
        scratch: *mut c_void,
    ) -> UniquePtr<Status> {
        let at = self.at.load(Ordering::Relaxed);
        // SAFETY: as C++ promises.
        let Some(count) = (unsafe { read(&self.contents, at, n, result, scratch) }) else { return beyond() };
        self.at.store(at + count as u64, Ordering::Relaxed);
        Status::new_ok()
    }

    fn skip(&self, _: Pin<&mut SequentialFile>, n: u64) -> UniquePtr<Status> {
        let at = self.at.load(Ordering::Relaxed);
        let Some(left) = self.contents.len().checked_sub(at) else {
            return Status::io_error(b"pos_ > file_->Size()");
        };
        self.at.store(at + n.min(left), Ordering::Relaxed);
        Status::new_ok()
    }
}

struct Anywhere(Arc<Contents>);

impl RandomAccessFileMethods for Anywhere {
    fn read<'a>(
        &self,
        _: &RandomAccessFile,
        offset: u64,
        n: usize,
        result: Option<&mut &'a [u8]>,
        scratch: *mut c_void,
    ) -> UniquePtr<Status> {
        // SAFETY: as C++ promises.
        unsafe { read(&self.0, offset, n, result, scratch) }.map_or_else(beyond, |_| Status::new_ok())
    }
}

struct Appender(Arc<Contents>);

impl WritableFileMethods for Appender {
    fn append(&self, _: Pin<&mut WritableFile>, data: &[u8]) -> UniquePtr<Status> {
        self.0.append(data);
        Status::new_ok()
    }

    fn close(&self, _: Pin<&mut WritableFile>) -> UniquePtr<Status> {
        Status::new_ok()
    }

    fn flush(&self, _: Pin<&mut WritableFile>) -> UniquePtr<Status> {
        Status::new_ok()
    }

    fn sync(&self, _: Pin<&mut WritableFile>) -> UniquePtr<Status> {
        Status::new_ok()
    }
}

/// Nobody reads what is logged.
struct Silent;

impl LoggerMethods for Silent {
    fn logv(&self, _: Pin<&mut Logger>, _: Option<&CStr>, _: *mut c_void) {}
}
