//! Frames: how messages are cut out of a stream of bytes that nobody trusts.
//!
//! Between two delimiters, with delimiters and escapes escaped: flags and type, a byte each; channel, a varint; length
//! of the payload, a varint; payload; CRC-32 of all that, four bytes little endian.
//!
//! A [`Decoder`] never fails as a whole: it reports a broken frame and goes on at the next delimiter.

use std::ffi::CStr;
use std::fmt;

use arrayvec::ArrayVec;
use memchr::{memchr, memchr2};

use crate::varint;

/// The unescaped bytes that a frame may have if nobody says otherwise, checksum included.
pub const DEFAULT_MAX_FRAME: usize = 64 * 1024;

/// The version of the format, in the three low bits of the flags.
pub const VERSION: u8 = 2;

const DELIMITER: u8 = 0x7e;
const ESCAPE: u8 = 0x7d;
const ESCAPE_XOR: u8 = 0x20;
const VERSION_MASK: u8 = 0x07;
const RESERVED: u8 = 0x80;
const CHECKSUM_SIZE: usize = 4;

/// Flags, type, one byte each of channel and length, checksum.
const MIN_BODY: usize = 8;

/// The most bytes before the payload.
const MAX_HEADER: usize = 2 + 2 * varint::MAX_LEN;

/// The types, from 1.
const TYPES: [&CStr; 10] =
    [c"hello", c"data", c"query", c"reply", c"ack", c"alert", c"ping", c"pong", c"error", c"bye"];

/// The name of a type of frames, `unknown` for what is none.
#[must_use]
pub fn type_name(kind: u8) -> &'static CStr {
    let index = usize::from(kind).checked_sub(1);
    index.and_then(|index| TYPES.get(index).copied()).unwrap_or(c"unknown")
}

/// One message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    /// Version in three bits, priority in two, then acknowledgement wanted, payload compressed, and one that is never
    /// set.
    pub flags: u8,
    /// The number of its type, see [`type_name`].
    pub kind: u8,
    /// Whom it concerns.
    pub channel: u32,
    /// What it says.
    pub payload: &'a [u8],
}

/// Why a frame is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The sender gave up on it, on purpose.
    Aborted,
    /// This byte after an escape.
    Escape(u8),
    /// More unescaped bytes than this limit.
    TooLarge(usize),
    /// The input ended after so many bytes of it.
    CutOff(usize),
    /// Only so many bytes.
    Short(usize),
    /// Other bytes than were sent.
    Checksum {
        /// What the frame says.
        stored: u32,
        /// What its bytes give.
        computed: u32,
    },
    /// Another version of the format.
    Version(u8),
    /// The flag that is never set.
    Reserved,
    /// A type that there is not.
    Kind(u8),
    /// A channel that is no number of 32 bits.
    Channel,
    /// A length that is no number.
    Length,
    /// Another length than the payload has.
    Mismatch {
        /// What the header says.
        header: u64,
        /// The length of the payload.
        actual: usize,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Aborted => write!(f, "frame aborted"),
            Error::Escape(byte) => write!(f, "invalid escape 0x{byte:02x}"),
            Error::TooLarge(limit) => write!(f, "frame exceeds {limit} bytes"),
            Error::CutOff(size) => write!(f, "frame cut off after {size} bytes"),
            Error::Short(size) => write!(f, "short frame: {size} bytes"),
            Error::Checksum { stored, computed } => {
                write!(f, "crc mismatch: stored {stored:08x}, computed {computed:08x}")
            }
            Error::Version(version) => write!(f, "unsupported frame version {version}"),
            Error::Reserved => write!(f, "reserved flag set"),
            Error::Kind(kind) => write!(f, "unknown frame type {kind}"),
            Error::Channel => write!(f, "bad channel"),
            Error::Length => write!(f, "bad length"),
            Error::Mismatch { header, actual } => {
                write!(f, "length mismatch: header says {header}, frame has {actual}")
            }
        }
    }
}

impl std::error::Error for Error {}

impl<'a> Frame<'a> {
    /// The frame in bytes, both delimiters included.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut header = ArrayVec::<u8, MAX_HEADER>::from_iter([self.flags, self.kind]);
        varint::put(self.channel.into(), &mut header);
        varint::put(self.payload.len() as u64, &mut header);
        let mut checksum = crc32fast::Hasher::new();
        checksum.update(&header);
        checksum.update(self.payload);
        let mut out = Vec::with_capacity(header.len() + self.payload.len() + CHECKSUM_SIZE + 16);
        out.push(DELIMITER);
        put_escaped(&header, &mut out);
        put_escaped(self.payload, &mut out);
        put_escaped(&checksum.finalize().to_le_bytes(), &mut out);
        out.push(DELIMITER);
        out
    }

    /// Reads what stands between two delimiters, without escapes.
    fn parse(body: &'a [u8]) -> Result<Frame<'a>, Error> {
        let short = Error::Short(body.len());
        let (covered, &stored) = body.split_last_chunk::<CHECKSUM_SIZE>().ok_or(short)?;
        let &[flags, kind, ref rest @ ..] = covered else { return Err(short) };
        if body.len() < MIN_BODY {
            return Err(short);
        }
        let (stored, computed) = (u32::from_le_bytes(stored), crc32fast::hash(covered));
        if stored != computed {
            return Err(Error::Checksum { stored, computed });
        }
        let version = flags & VERSION_MASK;
        if version != VERSION {
            return Err(Error::Version(version));
        }
        if flags & RESERVED != 0 {
            return Err(Error::Reserved);
        }
        if kind == 0 || usize::from(kind) > TYPES.len() {
            return Err(Error::Kind(kind));
        }
        let mut payload = rest;
        let channel = varint::take(&mut payload).and_then(|c| u32::try_from(c).ok()).ok_or(Error::Channel)?;
        let header = varint::take(&mut payload).ok_or(Error::Length)?;
        if header != payload.len() as u64 {
            return Err(Error::Mismatch { header, actual: payload.len() });
        }
        Ok(Frame { flags, kind, channel, payload })
    }
}

fn put_escaped(mut bytes: &[u8], out: &mut Vec<u8>) {
    while let Some(at) = memchr2(DELIMITER, ESCAPE, bytes) {
        out.extend_from_slice(&bytes[..at]);
        out.extend([ESCAPE, bytes[at] ^ ESCAPE_XOR]);
        bytes = &bytes[at + 1..];
    }
    out.extend_from_slice(bytes);
}

/// What a [`Decoder`] found: a frame, or a broken one.
pub type Found<'a> = Result<Frame<'a>, Broken>;

/// A broken frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Why.
    pub error: Error,
    /// Where in the stream its opening delimiter stands.
    pub offset: u64,
}

/// What a decoder has seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Bytes.
    pub bytes: u64,
    /// Frames that were not broken.
    pub frames: u64,
    /// Frames that were.
    pub errors: u64,
    /// Bytes outside of any frame.
    pub skipped_bytes: u64,
}

/// Where a decoder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Outside of any frame.
    Hunting,
    InFrame,
    /// In a frame, right after an escape.
    Escaped,
}

/// Finds frames in a stream that comes in pieces of any size.
#[derive(Clone, Debug)]
pub struct Decoder {
    max_frame: usize,
    state: State,
    /// Where the opening delimiter stands.
    start: u64,
    /// What of the frame has come, without escapes.
    body: Vec<u8>,
    stats: Stats,
}

impl Decoder {
    /// A decoder for frames of at most so many unescaped bytes, checksum included.
    #[must_use]
    pub fn new(max_frame: usize) -> Decoder {
        Decoder { max_frame, state: State::Hunting, start: 0, body: Vec::new(), stats: Stats::default() }
    }

    /// What it has seen so far.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.stats
    }

    /// Goes on with the next bytes of the stream, and tells `sink` what they complete.
    pub fn feed(&mut self, mut data: &[u8], sink: &mut impl FnMut(Found<'_>)) {
        while !data.is_empty() {
            let taken = match self.state {
                State::Hunting => self.hunt(data, sink),
                State::InFrame => self.collect(data, sink),
                State::Escaped => self.unescape(data[0], sink),
            };
            data = &data[taken..];
        }
    }

    /// The stream has ended: tells `sink` of a frame that is cut off. The decoder starts afresh.
    pub fn finish(&mut self, sink: &mut impl FnMut(Found<'_>)) {
        if self.state == State::Escaped || !self.body.is_empty() {
            self.fail(Error::CutOff(self.body.len()), sink);
        }
        self.state = State::Hunting;
    }

    /// Skips to the next delimiter; how many bytes it went on.
    fn hunt(&mut self, data: &[u8], sink: &mut impl FnMut(Found<'_>)) -> usize {
        let skipped = memchr(DELIMITER, data).unwrap_or(data.len());
        self.stats.bytes += skipped as u64;
        self.stats.skipped_bytes += skipped as u64;
        if skipped < data.len() { skipped + self.delimiter(sink) } else { skipped }
    }

    /// Takes bytes of a frame up to the next that means something; how many bytes it went on.
    fn collect(&mut self, data: &[u8], sink: &mut impl FnMut(Found<'_>)) -> usize {
        let plain = memchr2(DELIMITER, ESCAPE, data).unwrap_or(data.len());
        let room = self.max_frame - self.body.len();
        if plain > room {
            // The byte that is too much is the frame's; what follows it is nobody's.
            self.stats.bytes += room as u64 + 1;
            self.fail(Error::TooLarge(self.max_frame), sink);
            return room + 1;
        }
        self.body.extend_from_slice(&data[..plain]);
        self.stats.bytes += plain as u64;
        match data.get(plain) {
            None => plain,
            Some(&DELIMITER) => plain + self.delimiter(sink),
            Some(_) => {
                self.stats.bytes += 1;
                self.state = State::Escaped;
                plain + 1
            }
        }
    }

    /// Takes the byte after an escape; how many bytes it went on.
    fn unescape(&mut self, byte: u8, sink: &mut impl FnMut(Found<'_>)) -> usize {
        if byte == DELIMITER {
            return self.delimiter(sink);
        }
        self.stats.bytes += 1;
        let plain = byte ^ ESCAPE_XOR;
        if plain != DELIMITER && plain != ESCAPE {
            self.fail(Error::Escape(byte), sink);
        } else if self.body.len() == self.max_frame {
            self.fail(Error::TooLarge(self.max_frame), sink);
        } else {
            self.body.push(plain);
            self.state = State::InFrame;
        }
        1
    }

    /// Ends a frame, if there is one, and begins the next; one byte.
    fn delimiter(&mut self, sink: &mut impl FnMut(Found<'_>)) -> usize {
        if self.state == State::Escaped {
            self.fail(Error::Aborted, sink);
        } else if !self.body.is_empty() {
            self.end_frame(sink);
        }
        // What closes a frame may open another.
        self.state = State::InFrame;
        self.start = self.stats.bytes;
        self.stats.bytes += 1;
        self.body.clear();
        1
    }

    fn end_frame(&mut self, sink: &mut impl FnMut(Found<'_>)) {
        match Frame::parse(&self.body) {
            Ok(frame) => {
                self.stats.frames += 1;
                sink(Ok(frame));
            }
            Err(error) => self.fail(error, sink),
        }
    }

    fn fail(&mut self, error: Error, sink: &mut impl FnMut(Found<'_>)) {
        self.stats.errors += 1;
        self.state = State::Hunting;
        self.body.clear();
        sink(Err(Broken { error, offset: self.start }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PING: Frame<'static> = Frame { flags: VERSION, kind: 7, channel: 300, payload: b"a~}b" };

    /// What a decoder says of pieces of a stream, in words, and what it has counted.
    fn decoded(pieces: &[&[u8]], max_frame: usize) -> (Vec<String>, Stats) {
        let mut found = Vec::new();
        let mut sink = |event: Found<'_>| {
            found.push(match event {
                Ok(frame) => format!("{} {:?}", frame.channel, frame.payload.escape_ascii().to_string()),
                Err(broken) => format!("{} at {}", broken.error, broken.offset),
            });
        };
        let mut decoder = Decoder::new(max_frame);
        pieces.iter().for_each(|piece| decoder.feed(piece, &mut sink));
        decoder.finish(&mut sink);
        (found, decoder.stats())
    }

    /// A frame around bytes that need not be one.
    fn framed(covered: &[u8]) -> Vec<u8> {
        let body = [covered, &crc32fast::hash(covered).to_le_bytes()].concat();
        let mut out = vec![DELIMITER];
        put_escaped(&body, &mut out);
        out.push(DELIMITER);
        out
    }

    #[test]
    fn types_have_names() {
        assert_eq!([0, 1, 10, 11, 255].map(type_name), [c"unknown", c"hello", c"bye", c"unknown", c"unknown"]);
    }

    #[test]
    fn the_format_stays() {
        let bytes = PING.encode();
        assert_eq!(bytes[..12], *b"~\x02\x07\xac\x02\x04a\x7d\x5e\x7d\x5db");
        assert_eq!(bytes, framed(b"\x02\x07\xac\x02\x04a~}b"));
    }

    #[test]
    fn frames_come_in_pieces() {
        let stream = [b"noise".to_vec(), PING.encode(), PING.encode(), b"~~cut".to_vec()].concat();
        let whole = decoded(&[&stream], DEFAULT_MAX_FRAME);
        let offset = stream.len() - 4;
        assert_eq!(whole.0, ["300 \"a~}b\"", "300 \"a~}b\"", &format!("frame cut off after 3 bytes at {offset}")]);
        assert_eq!(whole.1, Stats { bytes: stream.len() as u64, frames: 2, errors: 1, skipped_bytes: 5 });
        for at in 0..stream.len() {
            assert_eq!(decoded(&[&stream[..at], &stream[at..]], DEFAULT_MAX_FRAME), whole);
        }
        assert_eq!(decoded(&stream.chunks(1).collect::<Vec<_>>(), DEFAULT_MAX_FRAME), whole);
    }

    #[test]
    fn frames_have_a_limit() {
        let (bytes, size) = (PING.encode(), 13);
        assert_eq!(decoded(&[&bytes], size).0, ["300 \"a~}b\""]);
        for limit in 0..size {
            let (found, stats) = decoded(&[&bytes, b"x"], limit);
            assert_eq!(found[0], format!("frame exceeds {limit} bytes at 0"));
            assert_eq!((found.len(), stats.bytes, stats.errors), (2, bytes.len() as u64 + 1, 2));
        }
    }

    #[test]
    fn damage_is_named() {
        let first = |bytes: &[u8]| decoded(&[bytes], 64).0.swap_remove(0);
        assert_eq!(first(b"~ab\x7d~"), "frame aborted at 0");
        assert_eq!(first(b"..~ab\x7dx"), "invalid escape 0x78 at 2");
        assert_eq!(first(b"~ab\x7d"), "frame cut off after 2 bytes at 0");
        assert_eq!(first(b"~abc~"), "short frame: 3 bytes at 0");
        assert_eq!(first(b"~abcdefg~"), "short frame: 7 bytes at 0");
        assert_eq!(first(b"~\0\0\0\0\x01\0\0\0~"), "crc mismatch: stored 00000001, computed 2144df1c at 0");
        assert_eq!(first(&framed(b"\x03\x07\0\0")), "unsupported frame version 3 at 0");
        assert_eq!(first(&framed(b"\x82\x07\0\0")), "reserved flag set at 0");
        assert_eq!(first(&framed(b"\x02\0\0\0")), "unknown frame type 0 at 0");
        assert_eq!(first(&framed(b"\x02\x0b\0\0")), "unknown frame type 11 at 0");
        assert_eq!(first(&framed(b"\x02\x07\x80\0")), "bad channel at 0");
        assert_eq!(first(&framed(b"\x02\x07\xff\xff\xff\xff\x1f\0")), "bad channel at 0");
        assert_eq!(first(&framed(b"\x02\x07\0\x80")), "bad length at 0");
        assert_eq!(first(&framed(b"\x02\x07\0\x05ab")), "length mismatch: header says 5, frame has 2 at 0");
    }
}
