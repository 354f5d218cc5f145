//! A decoder and what it has found and nobody has taken: what C callers have behind `gw_codec`.

use std::collections::VecDeque;
use std::ffi::{CStr, CString};

use crate::frame::{Decoder, Error};

/// A frame that owns its payload.
#[derive(Debug, PartialEq, Eq)]
pub struct OwnedFrame {
    /// See [`Frame::flags`](crate::frame::Frame::flags).
    pub flags: u8,
    /// See [`Frame::kind`](crate::frame::Frame::kind).
    pub kind: u8,
    /// Whom it concerns.
    pub channel: u32,
    /// What it says.
    pub payload: Box<[u8]>,
}

/// A stream that is decoded, frame by frame, as its owner asks for them.
#[derive(Debug)]
pub struct Session {
    decoder: Decoder,
    waiting: VecDeque<Result<OwnedFrame, Error>>,
    current: Option<OwnedFrame>,
    last_error: CString,
}

impl Session {
    /// A session for frames of at most so many unescaped bytes, checksum included.
    #[must_use]
    pub fn new(max_frame: usize) -> Session {
        let decoder = Decoder::new(max_frame);
        Session { decoder, waiting: VecDeque::new(), current: None, last_error: CString::default() }
    }

    /// Goes on with the next bytes; how many frames, broken ones included, wait to be taken.
    pub fn feed(&mut self, data: &[u8]) -> usize {
        let waiting = &mut self.waiting;
        self.decoder.feed(data, &mut |found| {
            let owned = found.map(|frame| OwnedFrame {
                flags: frame.flags,
                kind: frame.kind,
                channel: frame.channel,
                payload: frame.payload.into(),
            });
            waiting.push_back(owned.map_err(|broken| broken.error));
        });
        self.waiting.len()
    }

    /// Takes what has waited for longest. The session keeps the frame until it gives the next.
    ///
    /// # Errors
    /// The frame was broken; [`last_error`](Self::last_error) says how in words.
    pub fn next_frame(&mut self) -> Result<Option<&OwnedFrame>, Error> {
        match self.waiting.pop_front() {
            None => Ok(None),
            Some(Ok(frame)) => Ok(Some(self.current.insert(frame))),
            Some(Err(error)) => {
                // No message has a zero in it.
                self.last_error = CString::new(error.to_string()).unwrap_or_default();
                Err(error)
            }
        }
    }

    /// The last error that was taken, in words; empty before the first.
    #[must_use]
    pub fn last_error(&self) -> &CStr {
        &self.last_error
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{Frame, VERSION};

    #[test]
    fn frames_wait_until_they_are_taken() {
        let bytes = Frame { flags: VERSION, kind: 2, channel: 5, payload: b"hi" }.encode();
        let mut session = Session::new(64);
        assert_eq!(session.next_frame(), Ok(None));
        assert_eq!(session.feed(&bytes), 1);
        assert_eq!(session.feed(b"bad~"), 2);
        let frame = OwnedFrame { flags: VERSION, kind: 2, channel: 5, payload: (*b"hi").into() };
        assert_eq!(session.next_frame(), Ok(Some(&frame)));
        assert_eq!(session.last_error(), c"");
        assert_eq!(session.next_frame(), Err(Error::Short(3)));
        assert_eq!(session.last_error(), c"short frame: 3 bytes");
        assert_eq!(session.next_frame(), Ok(None));
    }
}
