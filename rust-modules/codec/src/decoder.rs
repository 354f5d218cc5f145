//! A [`Decoder`] as C++ has it: it belongs to a sink, which is told of each frame.

use std::pin::Pin;

use codec_bridge::gateway::codec::frame_decoder::{Sink, Stats};
use codec_bridge::gateway::codec::{self as cpp, FrameType};
use codec_bridge::gateway::{Status, StatusCode};

use crate::frame::{Decoder, Error, Found};

/// The state of a `FrameDecoder`.
#[derive(Clone, Debug)]
pub struct FrameDecoder {
    decoder: Decoder,
    stats: Stats,
    sink: Owner,
}

/// Whom it tells. As in C++, whoever makes a decoder promises that the sink outlives it.
#[derive(Clone, Copy, Debug)]
struct Owner(*mut Sink);

impl FrameDecoder {
    /// A decoder for frames of at most so many unescaped bytes, checksum included.
    #[must_use]
    pub fn new(sink: *mut Sink, max_frame: usize) -> FrameDecoder {
        let stats = Stats { bytes: 0, frames: 0, errors: 0, skipped_bytes: 0 };
        FrameDecoder { decoder: Decoder::new(max_frame), stats, sink: Owner(sink) }
    }

    /// See [`Decoder::feed`].
    pub fn feed(&mut self, data: &[u8]) {
        let sink = self.sink;
        self.decoder.feed(data, &mut |found| sink.tell(found));
        self.count();
    }

    /// See [`Decoder::finish`].
    pub fn finish(&mut self) {
        let sink = self.sink;
        self.decoder.finish(&mut |found| sink.tell(found));
        self.count();
    }

    /// What it has seen when it was last fed.
    #[must_use]
    pub fn stats(&self) -> &Stats {
        &self.stats
    }

    fn count(&mut self) {
        let seen = self.decoder.stats();
        self.stats =
            Stats { bytes: seen.bytes, frames: seen.frames, errors: seen.errors, skipped_bytes: seen.skipped_bytes };
    }
}

impl Owner {
    fn tell(self, found: Found<'_>) {
        // SAFETY: the sink outlives its decoder, and nothing else of Rust refers to it.
        let sink = unsafe { Pin::new_unchecked(&mut *self.0) };
        let told = match found {
            Ok(frame) => {
                let made = cpp::Frame::new_frame_type_u32_bytes(FrameType(frame.kind), frame.channel, frame.payload);
                made.and_then(|mut made| {
                    made.pin_mut().flags_mut().set_raw(frame.flags);
                    sink.on_frame(&made)
                })
            }
            Err(broken) => {
                let text = broken.error.to_string();
                let status = Status::new_status_code_bytes(status_code(&broken.error), text.as_bytes());
                sink.on_frame_error(&status, broken.offset)
            }
        };
        told.expect("a sink throws nothing");
    }
}

fn status_code(error: &Error) -> StatusCode {
    match error {
        Error::TooLarge(_) => StatusCode::K_RESOURCE_EXHAUSTED,
        Error::Version(_) | Error::Kind(_) => StatusCode::K_UNSUPPORTED,
        _ => StatusCode::K_CORRUPTION,
    }
}
