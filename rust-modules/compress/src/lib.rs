//! The module `compress` in Rust: compressors by name or number, and the LZ format behind one of them.
//!
//! [`lz`] knows nothing of C++. What is here is the border: C++ buffers, statuses and virtual functions.

pub mod lz;

use std::ffi::CStr;
use std::pin::Pin;

use compress_bridge::cxx::UniquePtr;
use compress_bridge::facade::Module;
use compress_bridge::gateway::compress::{self, Compressor, CompressorMethods};
use compress_bridge::gateway::{ByteBuffer, Registry, Status, StatusCode};

/// What C++ calls.
pub struct Compress;

impl Module for Compress {
    fn new_compressor(name: &[u8]) -> UniquePtr<Compressor> {
        let own = Kind::ALL.into_iter().find(|k| k.label().to_bytes() == name);
        own.map_or_else(|| registered(name), Kind::make)
    }

    fn new_compressor_by_id(id: u8) -> UniquePtr<Compressor> {
        if let Some(own) = Kind::ALL.into_iter().find(|k| k.number() == id) {
            return own.make();
        }
        let others = registry().names(KIND).into_iter().map(|name| registered(&name));
        others.into_iter().find(|c| c.as_ref().is_some_and(|c| c.id() == id)).unwrap_or_else(UniquePtr::null)
    }

    fn lz_compress(data: &[u8], out: Option<Pin<&mut ByteBuffer>>, effort: i32) {
        append(out, &lz::compress(data, usize::try_from(effort).unwrap_or(0)));
    }

    fn lz_bound(size: usize) -> usize {
        lz::bound(size)
    }

    fn lz_decompress(data: &[u8], max_output: usize, out: Option<Pin<&mut ByteBuffer>>) -> UniquePtr<Status> {
        lz_decompress(data, max_output, out)
    }
}

/// The kind under which compressors are registered.
const KIND: &[u8] = b"compressor";

fn registry() -> Pin<&'static mut Registry> {
    // SAFETY: the registry lives as long as the program, and locks itself.
    unsafe { Registry::instance() }
}

/// A compressor that somebody else has registered.
fn registered(name: &[u8]) -> UniquePtr<Compressor> {
    let factory = registry().find_as_compressor(KIND, name);
    // SAFETY: what is registered under this kind makes a compressor for its caller.
    factory.map_or_else(UniquePtr::null, |make| unsafe { UniquePtr::from_raw(make()) })
}

/// The compressors of this module.
#[derive(Clone, Copy)]
enum Kind {
    None,
    Lz,
}

impl Kind {
    const ALL: [Kind; 2] = [Kind::None, Kind::Lz];

    /// Its registered name.
    fn label(self) -> &'static CStr {
        match self {
            Kind::None => c"none",
            Kind::Lz => c"lz",
        }
    }

    /// The number in stored segments.
    fn number(self) -> u8 {
        match self {
            Kind::None => 0,
            Kind::Lz => 1,
        }
    }

    fn make(self) -> UniquePtr<Compressor> {
        Compressor::implement(Box::new(self))
    }
}

impl CompressorMethods for Kind {
    fn name<'s>(&'s self, _: &Compressor) -> &'s CStr {
        self.label()
    }

    fn id(&self, _: &Compressor) -> u8 {
        self.number()
    }

    fn max_compressed_size(&self, _: &Compressor, n: usize) -> usize {
        match self {
            Kind::None => n,
            Kind::Lz => compress::lz_bound(n),
        }
    }

    fn compress(&self, _: &Compressor, data: &[u8], out: Option<Pin<&mut ByteBuffer>>) {
        match self {
            Kind::None => append(out, data),
            Kind::Lz => append(out, &lz::compress(data, lz::EFFORT)),
        }
    }

    fn decompress(
        &self,
        _: &Compressor,
        data: &[u8],
        max_output: usize,
        out: Option<Pin<&mut ByteBuffer>>,
    ) -> UniquePtr<Status> {
        match self {
            Kind::None if data.len() > max_output => {
                status(StatusCode::K_RESOURCE_EXHAUSTED, &format!("none: {} bytes, limit {max_output}", data.len()))
            }
            Kind::None => {
                append(out, data);
                Status::new()
            }
            Kind::Lz => lz_decompress(data, max_output, out),
        }
    }
}

fn append(out: Option<Pin<&mut ByteBuffer>>, bytes: &[u8]) {
    if let Some(out) = out {
        out.append(bytes).expect("C++ has memory for it");
    }
}

fn status(code: StatusCode, message: &str) -> UniquePtr<Status> {
    Status::new_status_code_bytes(code, message.as_bytes())
}

fn lz_decompress(data: &[u8], max_output: usize, out: Option<Pin<&mut ByteBuffer>>) -> UniquePtr<Status> {
    let result = lz::raw_size(data, max_output).and_then(|(size, rest)| match out {
        Some(out) => append_with(out, size, |room| lz::decompress(rest, room)),
        None => lz::decompress(rest, &mut vec![0; size]),
    });
    match result {
        Ok(()) => Status::new(),
        Err(error @ lz::Error::TooLarge { .. }) => status(StatusCode::K_RESOURCE_EXHAUSTED, &error.to_string()),
        Err(error @ lz::Error::Corrupt(_)) => status(StatusCode::K_CORRUPTION, &error.to_string()),
    }
}

/// Appends `size` bytes that somebody writes; the buffer is as before if that fails.
fn append_with<E>(
    mut out: Pin<&mut ByteBuffer>,
    size: usize,
    write: impl FnOnce(&mut [u8]) -> Result<(), E>,
) -> Result<(), E> {
    let before = out.size();
    out.as_mut().resize_uninitialized(before + size).expect("C++ has memory for it");
    let start = out.as_mut().data_mut();
    let result = match size {
        0 => write(&mut []),
        _ => {
            // SAFETY: the buffer has so many bytes, and nobody else refers to them. The new ones are made zeros first.
            write(unsafe {
                let room = start.add(before);
                room.write_bytes(0, size);
                std::slice::from_raw_parts_mut(room, size)
            })
        }
    };
    if result.is_err() {
        out.resize_uninitialized(before).expect("it shrinks");
    }
    result
}
