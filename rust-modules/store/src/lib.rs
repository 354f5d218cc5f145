//! The module `store` in Rust: the bytes of segment files.
//!
//! [`format`](mod@format) knows nothing of C++. What is here is the border: C++ buffers, readers, records and statuses.
//! What C++ reads of damaged bytes before it notices, it is given.

pub mod format;

use std::pin::Pin;

use store_bridge::cxx::UniquePtr;
use store_bridge::facade::Module;
use store_bridge::gateway::store::{BlockInfo, Record};
use store_bridge::gateway::{ByteBuffer, ByteReader, Status, StatusCode};

use format::{BLOCK_HEADER_SIZE, Error};

/// What C++ calls.
pub struct Store;

impl Module for Store {
    fn put_segment_header(id: u32, out: Option<Pin<&mut ByteBuffer>>) {
        append(out, [&format::segment_header(id)]);
    }

    fn parse_segment_header(data: &[u8], id: Option<&mut u32>) -> UniquePtr<Status> {
        let found = format::segment_id(data).and_then(|found| {
            if let Some(id) = id {
                *id = found;
            }
            format::check_segment_header(data)
        });
        status(found)
    }

    fn put_block(info: &BlockInfo, stored: &[u8], out: Option<Pin<&mut ByteBuffer>>) {
        let info = format::BlockInfo {
            raw_size: info.raw_size,
            // A block is far smaller than four gigabytes.
            stored_size: stored.len() as u32,
            count: info.count,
            compressor: info.compressor,
            min_time: info.min_time,
            max_time: info.max_time,
        };
        append(out, [&info.header(stored), stored]);
    }

    fn parse_block<'a>(
        data: &'a [u8],
        info: Option<&mut BlockInfo>,
        stored: Option<&mut &'a [u8]>,
    ) -> UniquePtr<Status> {
        let Some(found) = format::BlockInfo::read(data) else { return status(Err(Error::BlockHeaderCutOff)) };
        if let Some(info) = info {
            let format::BlockInfo { raw_size, stored_size, count, compressor, min_time, max_time } = found;
            *info = BlockInfo { offset: info.offset, raw_size, stored_size, count, compressor, min_time, max_time };
        }
        status(found.stored(data).and_then(|bytes| {
            if let Some(stored) = stored {
                *stored = bytes;
            }
            format::check_block(&data[..BLOCK_HEADER_SIZE + bytes.len()])
        }))
    }

    fn put_record(record: &Record, out: Option<Pin<&mut ByteBuffer>>) {
        let payload = record.payload();
        append(out, [&format::record_header(record.key(), record.time_ms(), payload.len()), payload]);
    }

    fn get_record(in_: Option<Pin<&mut ByteReader>>, record: Option<Pin<&mut Record>>) -> UniquePtr<Status> {
        let (Some(reader), Some(mut record)) = (in_, record) else { return status(Err(Error::Record)) };
        // SAFETY: nobody changes the bytes that a record is read from.
        let data = unsafe { unread(&reader) };
        let mut rest = data;
        let found = format::Record::take(&mut rest);
        reader.skip(data.len() - rest.len());
        if let Some(key) = found.key {
            record.as_mut().set_key(key);
        }
        if let Some(time_ms) = found.time_ms {
            record.as_mut().set_time_ms(time_ms);
        }
        status(found.payload.map(|payload| record.set_payload(payload)).ok_or(Error::Record))
    }
}

/// What a reader has not read yet.
///
/// # Safety
/// The bytes that the reader was made of stay as they are.
unsafe fn unread<'a>(reader: &ByteReader) -> &'a [u8] {
    match reader.remaining() {
        0 => &[],
        // SAFETY: the cursor is so far from the end of bytes that the caller vouches for.
        size => unsafe { std::slice::from_raw_parts(reader.cursor(), size) },
    }
}

fn append<const N: usize>(out: Option<Pin<&mut ByteBuffer>>, pieces: [&[u8]; N]) {
    if let Some(mut out) = out {
        for piece in pieces {
            out.as_mut().append(piece).expect("C++ has memory for it");
        }
    }
}

fn status(result: Result<(), Error>) -> UniquePtr<Status> {
    match result {
        Ok(()) => Status::new(),
        Err(error) => Status::new_status_code_bytes(StatusCode::K_CORRUPTION, error.to_string().as_bytes()),
    }
}
