//! A [`Decoder`] as C++ has it: it belongs to a sink, which is told of each frame.

use std::pin::Pin;

use codec_bridge::cxx::UniquePtr;
use codec_bridge::gateway::codec::frame_decoder::{Sink, Stats};
use codec_bridge::gateway::codec::{self as cpp, FrameType};
use codec_bridge::gateway::{Status, StatusCode};
use codec_bridge::support::Exception;

use crate::frame::{Decoder, Error, Found, Frame};

/// The state of a `FrameDecoder`.
#[derive(Clone, Debug)]
pub struct FrameDecoder {
    decoder: Decoder,
    stats: Stats,
    owner: Owner,
}

/// Whom it tells. As in C++, whoever makes a decoder promises that the sink outlives it.
#[derive(Debug)]
struct Owner {
    sink: *mut Sink,
    /// What the sink is shown: each frame in its turn.
    shown: UniquePtr<cpp::Frame>,
}

impl Clone for Owner {
    fn clone(&self) -> Owner {
        Owner { sink: self.sink, shown: cpp::Frame::new() }
    }
}

impl FrameDecoder {
    /// A decoder for frames of at most so many unescaped bytes, checksum included.
    #[must_use]
    pub fn new(sink: *mut Sink, max_frame: usize) -> FrameDecoder {
        let stats = Stats { bytes: 0, frames: 0, errors: 0, skipped_bytes: 0 };
        FrameDecoder { decoder: Decoder::new(max_frame), stats, owner: Owner { sink, shown: cpp::Frame::new() } }
    }

    /// See [`Decoder::feed`].
    pub fn feed(&mut self, data: &[u8]) {
        self.decoder.feed(data, &mut |found| self.owner.tell(found));
        self.count();
    }

    /// See [`Decoder::finish`].
    pub fn finish(&mut self) {
        self.decoder.finish(&mut |found| self.owner.tell(found));
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
    fn tell(&mut self, found: Found<'_>) {
        // SAFETY: the sink outlives its decoder, and nothing else of Rust refers to it.
        let sink = unsafe { Pin::new_unchecked(&mut *self.sink) };
        let told = match found {
            Ok(frame) => self.show(&frame).and_then(|()| sink.on_frame(&self.shown)),
            Err(broken) => {
                let text = broken.error.to_string();
                let status = Status::new_status_code_bytes(status_code(&broken.error), text.as_bytes());
                sink.on_frame_error(&status, broken.offset)
            }
        };
        told.expect("a sink throws nothing");
    }

    fn show(&mut self, frame: &Frame<'_>) -> Result<(), Exception> {
        let mut shown = self.shown.pin_mut();
        shown.as_mut().flags_mut().set_raw(frame.flags);
        shown.as_mut().set_type(FrameType(frame.kind));
        shown.as_mut().set_channel(frame.channel);
        let mut payload = shown.payload_mut();
        payload.as_mut().clear();
        payload.append(frame.payload)
    }
}

fn status_code(error: &Error) -> StatusCode {
    match error {
        Error::TooLarge(_) => StatusCode::K_RESOURCE_EXHAUSTED,
        Error::Version(_) | Error::Kind(_) => StatusCode::K_UNSUPPORTED,
        _ => StatusCode::K_CORRUPTION,
    }
}
