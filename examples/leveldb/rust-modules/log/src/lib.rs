//! The module `log` in Rust: records that survive the end of a program.
//!
//! [`format`], [`writer`] and [`reader`] know nothing of C++; what is here is the border: files and reporters.

pub mod format;
pub mod reader;
pub mod writer;

use std::pin::Pin;

use log_bridge::cxx::{CxxString, UniquePtr};
use log_bridge::facade::Module;
use log_bridge::leveldb::log::reader::Reporter;
use log_bridge::leveldb::{SequentialFile, Slice, Status, WritableFile};

use format::BLOCK;
use reader::{Found, Lost};

/// What C++ calls.
pub struct Log;

/// A log and the file that it is written to. As in C++, the file outlives it.
pub struct Writer {
    writer: writer::Writer,
    file: *mut WritableFile,
}

/// A log, the file that it is read from, and who is told of losses, or nobody. Both outlive it, as in C++.
pub struct Reader {
    reader: reader::Reader,
    file: *mut SequentialFile,
    reporter: *mut Reporter,
}

impl Module for Log {
    type Reader = Reader;

    type Writer = Writer;

    fn reader_new(file: *mut SequentialFile, reporter: *mut Reporter, checksum: bool, initial_offset: u64) -> Reader {
        Reader { reader: reader::Reader::new(checksum, initial_offset), file, reporter }
    }

    fn reader_read_record<'a>(
        this: &mut Reader,
        record: Option<&mut &'a [u8]>,
        mut scratch: Pin<&mut CxxString>,
    ) -> bool {
        let reporter = this.reporter;
        let found = this.reader.read(&mut File(this.file), &mut |bytes, why| tell(reporter, bytes, why));
        scratch.as_mut().clear();
        let Some(found) = found else {
            record.into_iter().for_each(|record| *record = &[]);
            return false;
        };
        let bytes = match found {
            Found::InBlock(at) => &this.reader.block()[at],
            Found::Joined => {
                scratch.as_mut().push_bytes(this.reader.joined());
                scratch.as_bytes()
            }
        };
        if let Some(record) = record {
            // SAFETY: the caller uses it until the reader or the string changes, and no longer.
            *record = unsafe { std::slice::from_raw_parts(bytes.as_ptr(), bytes.len()) };
        }
        true
    }

    fn reader_last_record_offset(this: &mut Reader) -> u64 {
        this.reader.record_offset()
    }

    fn writer_new(dest: *mut WritableFile) -> Writer {
        Writer { writer: writer::Writer::new(0), file: dest }
    }

    fn writer_new_writable_file_u64(dest: *mut WritableFile, dest_length: u64) -> Writer {
        Writer { writer: writer::Writer::new(dest_length), file: dest }
    }

    fn writer_add_record(this: &mut Writer, slice: &[u8]) -> UniquePtr<Status> {
        match this.writer.add(slice, &mut File(this.file)) {
            Ok(()) => Status::new_ok(),
            Err(status) => status,
        }
    }
}

/// A file of C++.
struct File<F>(*mut F);

impl<F> File<F> {
    fn get(&mut self) -> Pin<&mut F> {
        // SAFETY: the file outlives the log, and nothing else of Rust refers to it.
        unsafe { Pin::new_unchecked(&mut *self.0) }
    }
}

fn checked(status: UniquePtr<Status>) -> Result<(), UniquePtr<Status>> {
    if status.ok() { Ok(()) } else { Err(status) }
}

impl writer::Sink for File<WritableFile> {
    type Error = UniquePtr<Status>;

    fn append(&mut self, data: &[u8]) -> Result<(), UniquePtr<Status>> {
        checked(self.get().append(data))
    }

    fn flush(&mut self) -> Result<(), UniquePtr<Status>> {
        checked(self.get().flush())
    }
}

impl reader::Source for File<SequentialFile> {
    type Error = UniquePtr<Status>;

    fn skip(&mut self, bytes: u64) -> Result<(), UniquePtr<Status>> {
        checked(self.get().skip(bytes))
    }

    fn read(&mut self, block: &mut Vec<u8>) -> Result<(), UniquePtr<Status>> {
        block.reserve(BLOCK);
        let mut slice = Slice::new();
        // SAFETY: there is room for a block.
        let status = unsafe { self.get().read(BLOCK, slice.pin_mut(), block.as_mut_ptr()) };
        // What was read before an error is part of the file.
        let (data, size) = (slice.data(), slice.size());
        if data == block.as_ptr() {
            // SAFETY: the file has written so many bytes there.
            unsafe { block.set_len(size) };
        } else if size > 0 {
            // SAFETY: the file keeps so many bytes there until it is read again.
            block.extend_from_slice(unsafe { std::slice::from_raw_parts(data, size) });
        }
        checked(status)
    }
}

fn tell(reporter: *mut Reporter, bytes: usize, why: Lost<UniquePtr<Status>>) {
    // SAFETY: it outlives the reader, and nothing else of Rust refers to it.
    let Some(reporter) = (unsafe { reporter.as_mut() }) else { return };
    let status = match why {
        Lost::Corrupt(text) => Status::corruption(text.as_bytes()),
        Lost::File(status) => status,
    };
    // SAFETY: C++ objects stay where they are.
    unsafe { Pin::new_unchecked(reporter) }.corruption(bytes, &status);
}
