//! What users of snappy do: compress and uncompress bytes, from and to memory, sources and sinks.

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use cxx::UniquePtr;
use snappy::{ByteArraySource, Sink, SinkMethods, Source, SourceMethods, UncheckedByteArraySink};

fn main() {
    for input in inputs() {
        let packed = compressed(&input);
        assert!(packed.len() <= snappy::max_compressed_length(input.len()));
        assert!(snappy::is_valid_compressed_buffer(&packed));
        assert_eq!(uncompressed(&packed).as_deref(), Some(&input[..]));
        lengths(&input, &packed);
        raw(&input, &packed);
        sources(&input, &packed);
        in_rust(&input, &packed);
    }
    let text = b"the same again, and ".repeat(1000);
    assert!(compressed(&text).len() < text.len() / 10);
    damaged(&text);
}

/// Nothing, text, every byte there is, zeros, and noise.
fn inputs() -> Vec<Vec<u8>> {
    let mut state = 1u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    vec![
        Vec::new(),
        b"a".to_vec(),
        "wikipedia, Vikipedija, Википедия".into(),
        (0..=255).cycle().take(70_000).collect(),
        vec![0; 200_000],
        (0..100_000).map(|_| noise()).collect(),
    ]
}

fn compressed(input: &[u8]) -> Vec<u8> {
    let mut packed = b"what was here before".to_vec();
    let length = snappy::compress_cstr_usize_bytes_mut(input, &mut packed);
    assert_eq!(length, packed.len());
    packed
}

fn uncompressed(packed: &[u8]) -> Option<Vec<u8>> {
    let mut output = Vec::new();
    snappy::uncompress(packed, &mut output).then_some(output)
}

/// What yields these bytes.
fn flat(bytes: &[u8]) -> UniquePtr<ByteArraySource> {
    // SAFETY: every caller drops it before the bytes.
    unsafe { ByteArraySource::new(bytes) }
}

fn lengths(input: &[u8], packed: &[u8]) {
    let mut length = 0;
    assert!(snappy::get_uncompressed_length_cstr_usize_usize_mut(packed, &mut length));
    assert_eq!(length, input.len());
    let mut length = 0;
    assert!(snappy::get_uncompressed_length(flat(packed).pin_mut().as_source_mut(), &mut length));
    assert_eq!(length as usize, input.len());
}

/// Into memory that is already there.
fn raw(input: &[u8], packed: &[u8]) {
    let mut buffer = vec![0xEE; snappy::max_compressed_length(input.len())];
    let mut length = 0;
    // SAFETY: as much room as snappy asks for.
    unsafe { snappy::raw_compress(input, buffer.as_mut_ptr(), &mut length) };
    assert_eq!(&buffer[..length], packed);
    let mut output = vec![0xEE; input.len()];
    // SAFETY: as much room as the uncompressed bytes need.
    assert!(unsafe { snappy::raw_uncompress(packed, output.as_mut_ptr()) });
    assert_eq!(output, input);
}

fn sources(input: &[u8], packed: &[u8]) {
    let mut source = flat(input);
    assert_eq!(source.available(), input.len());
    let mut buffer = vec![0; snappy::max_compressed_length(input.len())];
    let start = buffer.as_mut_ptr();
    // SAFETY: as much room as snappy asks for, for as long as the sink is there.
    let mut sink = unsafe { UncheckedByteArraySink::new(start) };
    let length = snappy::compress(source.pin_mut().as_source_mut(), sink.pin_mut().as_sink_mut());
    assert_eq!(sink.current_destination() as usize - start as usize, length);
    assert_eq!(source.available(), 0);
    assert_eq!(&buffer[..length], packed);
    assert!(snappy::is_valid_compressed(flat(packed).pin_mut().as_source_mut()));

    let mut source = flat(b"0123456789");
    source.pin_mut().skip(4);
    assert_eq!(source.available(), 6);
    assert_eq!(source.as_source().available(), 6);
}

fn damaged(text: &[u8]) {
    let packed = compressed(text);
    let half = &packed[..packed.len() / 2];
    assert!(!snappy::is_valid_compressed_buffer(half));
    assert_eq!(uncompressed(half), None);
    let mut wrong = packed.clone();
    wrong[0] ^= 1;
    assert_eq!(uncompressed(&wrong), None);
    assert_eq!(uncompressed(&[0xFF; 9]), None);
    let mut length = 7;
    assert!(!snappy::get_uncompressed_length_cstr_usize_usize_mut(&[0xFF; 9], &mut length));
    let mut valid = vec![0; text.len()];
    // SAFETY: never more than the length that the packed bytes begin with.
    let mut sink = unsafe { UncheckedByteArraySink::new(valid.as_mut_ptr()) };
    let count =
        snappy::uncompress_as_much_as_possible(flat(half).pin_mut().as_source_mut(), sink.pin_mut().as_sink_mut());
    assert!(count > 0 && count < text.len(), "{count} bytes of half the input");
    assert_eq!(valid[..count], text[..count]);
}

/// Yields bytes in pieces of its own choice.
struct Pieces {
    bytes: Vec<u8>,
    piece: usize,
    at: AtomicUsize,
}

impl Pieces {
    fn source(bytes: &[u8], piece: usize) -> UniquePtr<Source> {
        Source::implement(Box::new(Pieces { bytes: bytes.to_vec(), piece, at: AtomicUsize::new(0) }))
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.at.load(Ordering::Relaxed)..]
    }
}

impl SourceMethods for Pieces {
    fn available(&self, _: &Source) -> usize {
        self.rest().len()
    }

    fn peek<'s>(&'s self, _: Pin<&mut Source>) -> &'s [u8] {
        let rest = self.rest();
        &rest[..rest.len().min(self.piece)]
    }

    fn skip(&self, _: Pin<&mut Source>, n: usize) {
        self.at.fetch_add(n, Ordering::Relaxed);
    }
}

/// Keeps what it gets.
struct Collector(Arc<Mutex<Vec<u8>>>);

impl SinkMethods for Collector {
    fn append(&self, _: Pin<&mut Sink>, bytes: &[u8]) {
        self.0.lock().unwrap().extend_from_slice(bytes);
    }
}

fn in_rust(input: &[u8], packed: &[u8]) {
    for piece in [1000, 4096, 70_000] {
        let collected = Arc::new(Mutex::new(Vec::new()));
        let mut sink = Sink::implement(Box::new(Collector(collected.clone())));
        let mut source = Pieces::source(input, piece);
        assert_eq!(snappy::compress(source.pin_mut(), sink.pin_mut()), packed.len());
        assert_eq!(source.available(), 0);
        assert_eq!(std::mem::take(&mut *collected.lock().unwrap()), packed);
        let mut source = Pieces::source(packed, piece);
        assert!(snappy::uncompress_source_sink(source.pin_mut(), sink.pin_mut()));
        assert_eq!(*collected.lock().unwrap(), input);
        let half = &packed[..packed.len() / 2];
        assert!(!snappy::is_valid_compressed(Pieces::source(half, piece).pin_mut()));
        drop(sink);
        assert_eq!(Arc::strong_count(&collected), 1);
    }
}
