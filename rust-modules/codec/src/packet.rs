//! The payload of a data frame: what one device measured.
//!
//! - version, one byte; device and sequence, varints; base time, signed varint; number of samples, varint;
//! - for each sample a tag (kind of the value in three bits, quality in two, derived in one), metric (length, bytes),
//!   time after the base time (signed varint), and the value: nothing, signed varint, eight bytes little endian, one
//!   byte, or length and bytes.

use std::fmt;
use std::io::{self, Write};

use crate::value::Value;
use crate::varint;

const VERSION: u8 = 1;

/// The fewest bytes of a sample: tag, metric without a letter, time.
const MIN_SAMPLE: usize = 3;

/// Bytes before the samples of a usual packet, to make room for.
pub const USUAL_HEADER: usize = 24;

/// Bytes of a usual sample, to make room for: a name of a dozen letters and a number.
pub const USUAL_SAMPLE: usize = 32;

/// One measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample<'a> {
    /// What was measured; need not be UTF-8.
    pub metric: &'a [u8],
    /// When, in milliseconds since the epoch.
    pub time_ms: i64,
    /// What came out.
    pub value: Value<'a>,
    /// From 0, good, to 3, bad.
    pub quality: u8,
    /// Whether the gateway made it, and not the device.
    pub derived: bool,
}

/// What a packet says before its samples. These are never stored as a whole here: they come and go one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The device.
    pub device: u64,
    /// The number of the packet among those of the device.
    pub sequence: u64,
    /// The time that samples are near, in milliseconds since the epoch.
    pub base_time_ms: i64,
}

/// What a packet may have at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Samples.
    pub samples: usize,
    /// Bytes in the name of a metric.
    pub metric_bytes: usize,
    /// Bytes in a text.
    pub text_bytes: usize,
}

/// Why bytes are not a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// A part of it is cut off, or is not what [`Header::encode`] writes.
    Bad(&'static str),
    /// Another version of the format.
    Version(u8),
    /// A kind of value that there is not.
    Kind(u8),
    /// Bytes after the last sample: so many.
    Trailing(usize),
    /// More samples than allowed.
    Samples {
        /// How many.
        count: u64,
        /// How many are allowed.
        limit: usize,
    },
    /// A metric or a text that is longer than allowed.
    Long {
        /// Which of them.
        what: &'static str,
        /// Its bytes.
        size: usize,
        /// How many are allowed.
        limit: usize,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("packet: ")?;
        match self {
            Error::Bad(what) => write!(f, "bad {what}"),
            Error::Version(version) => write!(f, "unsupported version {version}"),
            Error::Kind(kind) => write!(f, "unknown kind {kind}"),
            Error::Trailing(size) => write!(f, "{size} trailing bytes"),
            Error::Samples { count, limit } => write!(f, "{count} samples, limit {limit}"),
            Error::Long { what, size, limit } => write!(f, "{what} of {size} bytes, limit {limit}"),
        }
    }
}

impl std::error::Error for Error {}

impl Header {
    /// Appends the packet with these samples to `out`.
    pub fn encode<'a>(&self, samples: impl ExactSizeIterator<Item = Sample<'a>>, out: &mut Vec<u8>) {
        out.push(VERSION);
        varint::put(self.device, out);
        varint::put(self.sequence, out);
        varint::put_signed(self.base_time_ms, out);
        varint::put(samples.len() as u64, out);
        for sample in samples {
            sample.encode(self.base_time_ms, out);
        }
    }

    /// Reads a packet that is all of `input`: what comes before its samples, and these as they are asked for.
    ///
    /// # Errors
    /// `input` is something else, or goes beyond `limits`. The samples may still say so.
    pub fn decode<'a>(mut input: &'a [u8], limits: &Limits) -> Result<(Header, Samples<'a>), Error> {
        let version = take_byte(&mut input).ok_or(Error::Bad("version"))?;
        if version != VERSION {
            return Err(Error::Version(version));
        }
        let device = varint::take(&mut input).ok_or(Error::Bad("device"))?;
        let sequence = varint::take(&mut input).ok_or(Error::Bad("sequence"))?;
        let base_time_ms = varint::take_signed(&mut input).ok_or(Error::Bad("time"))?;
        let count = varint::take(&mut input).ok_or(Error::Bad("sample count"))?;
        let allowed = usize::try_from(count).ok().filter(|count| *count <= limits.samples);
        let left = allowed.ok_or(Error::Samples { count, limit: limits.samples })?;
        Ok((Header { device, sequence, base_time_ms }, Samples { input, left, base_time_ms, limits: *limits }))
    }

    /// Writes `device=7 seq=3 time=1000 temp=21.5 ..`, one line without its end. Derived samples have `*=`; another
    /// time than the base time follows an `@`, and a quality that is not good a `?q`.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write<'a>(&self, samples: impl Iterator<Item = Sample<'a>>, out: &mut impl Write) -> io::Result<()> {
        write!(out, "device={} seq={} time={}", self.device, self.sequence, self.base_time_ms)?;
        for sample in samples {
            out.write_all(b" ")?;
            out.write_all(sample.metric)?;
            write!(out, "{}{}", if sample.derived { "*=" } else { "=" }, sample.value)?;
            if sample.time_ms != self.base_time_ms {
                write!(out, "@{}", sample.time_ms)?;
            }
            if sample.quality != 0 {
                write!(out, "?q{}", sample.quality)?;
            }
        }
        Ok(())
    }
}

/// The samples of a packet that is being read. They borrow its names and texts; after an error there are no more.
#[derive(Clone, Debug)]
pub struct Samples<'a> {
    input: &'a [u8],
    left: usize,
    base_time_ms: i64,
    limits: Limits,
}

impl Samples<'_> {
    /// No more samples than this can come: who says that there are many has to send them.
    #[must_use]
    pub fn most(&self) -> usize {
        self.left.min(self.input.len() / MIN_SAMPLE)
    }
}

impl<'a> Iterator for Samples<'a> {
    type Item = Result<Sample<'a>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Result<Sample<'a>, Error>> {
        let next = match (self.left, self.input.len()) {
            (0, 0) => return None,
            (0, more) => Err(Error::Trailing(more)),
            _ => Sample::decode(&mut self.input, self.base_time_ms, &self.limits),
        };
        self.left = self.left.saturating_sub(1);
        if next.is_err() {
            (self.left, self.input) = (0, b"");
        }
        Some(next)
    }
}

impl<'a> Sample<'a> {
    fn encode(&self, base_time_ms: i64, out: &mut Vec<u8>) {
        out.push(kind(&self.value) | (self.quality & 3) << 3 | u8::from(self.derived) << 5);
        put_bytes(self.metric, out);
        // The difference may not fit, but wraps back.
        varint::put_signed(self.time_ms.wrapping_sub(base_time_ms), out);
        match self.value {
            Value::None => (),
            Value::Int(value) => varint::put_signed(value, out),
            Value::Double(value) => out.extend_from_slice(&value.to_bits().to_le_bytes()),
            Value::Bool(value) => out.push(u8::from(value)),
            Value::Text(text) => put_bytes(text, out),
        }
    }

    fn decode(input: &mut &'a [u8], base_time_ms: i64, limits: &Limits) -> Result<Sample<'a>, Error> {
        let tag = take_byte(input).filter(|tag| tag & 0xc0 == 0).ok_or(Error::Bad("tag"))?;
        let metric = varint::take_bytes(input).ok_or(Error::Bad("metric"))?;
        within("metric", metric, limits.metric_bytes)?;
        let delta = varint::take_signed(input).ok_or(Error::Bad("sample time"))?;
        let value = decode_value(input, tag & 7, limits.text_bytes)?;
        let time_ms = base_time_ms.wrapping_add(delta);
        Ok(Sample { metric, time_ms, value, quality: tag >> 3 & 3, derived: tag >> 5 & 1 != 0 })
    }
}

/// The number of a kind in tags.
fn kind(value: &Value<'_>) -> u8 {
    match value {
        Value::None => 0,
        Value::Int(_) => 1,
        Value::Double(_) => 2,
        Value::Bool(_) => 3,
        Value::Text(_) => 4,
    }
}

fn decode_value<'a>(input: &mut &'a [u8], kind: u8, text_limit: usize) -> Result<Value<'a>, Error> {
    let value = match kind {
        0 => Some(Value::None),
        1 => varint::take_signed(input).map(Value::Int),
        2 => take_array(input).map(|bytes| Value::Double(f64::from_bits(u64::from_le_bytes(bytes)))),
        3 => take_byte(input).filter(|byte| *byte <= 1).map(|byte| Value::Bool(byte == 1)),
        4 => varint::take_bytes(input).map(Value::Text),
        _ => return Err(Error::Kind(kind)),
    };
    const BAD: [&str; 5] = ["", "int value", "double value", "bool value", "text value"];
    let value = value.ok_or(Error::Bad(BAD[usize::from(kind)]))?;
    if let Value::Text(text) = value {
        within("text", text, text_limit)?;
    }
    Ok(value)
}

fn within(what: &'static str, bytes: &[u8], limit: usize) -> Result<(), Error> {
    let size = bytes.len();
    if size > limit { Err(Error::Long { what, size, limit }) } else { Ok(()) }
}

fn put_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    varint::put(bytes.len() as u64, out);
    out.extend_from_slice(bytes);
}

fn take_array<const N: usize>(input: &mut &[u8]) -> Option<[u8; N]> {
    let (array, rest) = input.split_first_chunk()?;
    *input = rest;
    Some(*array)
}

fn take_byte(input: &mut &[u8]) -> Option<u8> {
    take_array(input).map(|[byte]| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { samples: 4, metric_bytes: 5, text_bytes: 3 };

    const HEADER: Header = Header { device: 300, sequence: 3, base_time_ms: 1000 };

    fn samples() -> Vec<Sample<'static>> {
        let sample = |metric, time_ms, value| Sample { metric, time_ms, value, quality: 0, derived: false };
        vec![
            sample(b"temp", 1000, Value::Double(21.5)),
            Sample { quality: 2, ..sample(b"n\xff", 995, Value::Int(-7)) },
            Sample { derived: true, ..sample(b"", i64::MIN, Value::Bool(true)) },
            sample(b"note", 1000, Value::Text(b"a\n")),
        ]
    }

    fn encoded(samples: &[Sample<'_>]) -> Vec<u8> {
        let mut bytes = Vec::new();
        HEADER.encode(samples.iter().copied(), &mut bytes);
        bytes
    }

    fn decoded(bytes: &[u8]) -> Result<(Header, Vec<Sample<'_>>), Error> {
        let (header, samples) = Header::decode(bytes, &LIMITS)?;
        let most = samples.most();
        let samples = samples.collect::<Result<Vec<_>, Error>>()?;
        assert!(samples.len() <= most);
        Ok((header, samples))
    }

    #[test]
    fn packets_come_back() {
        for count in 0..=samples().len() {
            let samples = &samples()[..count];
            assert_eq!(decoded(&encoded(samples)), Ok((HEADER, samples.to_vec())));
        }
    }

    #[test]
    fn the_format_stays() {
        let start = b"\x01\xac\x02\x03\xd0\x0f\x02";
        let two = b"\x02\x04temp\0\0\0\0\0\0\x805@\x11\x02n\xff\x09\x0d";
        assert_eq!(encoded(&samples()[..2]), [&start[..], two].concat());
    }

    #[test]
    fn packets_are_written_in_one_line() {
        let mut text = Vec::new();
        HEADER.write(samples().into_iter(), &mut text).expect("a Vec takes all");
        let expected =
            b"device=300 seq=3 time=1000 temp=21.5 n\xff=-7@995?q2 *=true@-9223372036854775808 note=\"a\\n\"";
        assert_eq!(text, expected);
    }

    #[test]
    fn every_cut_is_noticed() {
        let bytes = encoded(&samples());
        for end in 0..bytes.len() {
            assert!(matches!(decoded(&bytes[..end]), Err(Error::Bad(_))), "{end}");
        }
    }

    #[test]
    fn damage_is_named() {
        let refused = |bytes: &[u8]| decoded(bytes).err().map(|e| e.to_string());
        let error = |why: &str| Some(format!("packet: {why}"));
        assert_eq!(refused(b""), error("bad version"));
        assert_eq!(refused(b"\x02"), error("unsupported version 2"));
        assert_eq!(refused(b"\x01\x80\0"), error("bad device"));
        assert_eq!(refused(b"\x01\0"), error("bad sequence"));
        assert_eq!(refused(b"\x01\0\0"), error("bad time"));
        assert_eq!(refused(b"\x01\0\0\0"), error("bad sample count"));
        assert_eq!(refused(b"\x01\0\0\0\x05"), error("5 samples, limit 4"));
        assert_eq!(refused(b"\x01\0\0\0\x01\x40"), error("bad tag"));
        assert_eq!(refused(b"\x01\0\0\0\x01\0\x01"), error("bad metric"));
        assert_eq!(refused(b"\x01\0\0\0\x01\0\x06abcdef"), error("metric of 6 bytes, limit 5"));
        assert_eq!(refused(b"\x01\0\0\0\x01\0\0"), error("bad sample time"));
        assert_eq!(refused(b"\x01\0\0\0\x01\x01\0\0"), error("bad int value"));
        assert_eq!(refused(b"\x01\0\0\0\x01\x02\0\0"), error("bad double value"));
        assert_eq!(refused(b"\x01\0\0\0\x01\x03\0\0\x02"), error("bad bool value"));
        assert_eq!(refused(b"\x01\0\0\0\x01\x04\0\0"), error("bad text value"));
        assert_eq!(refused(b"\x01\0\0\0\x01\x04\0\0\x04abcd"), error("text of 4 bytes, limit 3"));
        assert_eq!(refused(b"\x01\0\0\0\x01\x05\0\0"), error("unknown kind 5"));
        assert_eq!(refused(b"\x01\0\0\0\0ab"), error("2 trailing bytes"));
    }
}
