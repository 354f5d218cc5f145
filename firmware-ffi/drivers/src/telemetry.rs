//! Frames on a serial line: a flag, the length, the payload and its CRC-16, with an escape for a flag in between.

use arrayvec::ArrayVec;
use embedded_io::Write;

use crate::crc::crc16_step;

const FLAG: u8 = 0x7e;
const ESCAPE: u8 = 0x7d;
/// What an escaped byte is changed by.
const CHANGE: u8 = 0x20;
/// The longest payload.
pub const LONGEST: usize = 32;
/// A flag, and length, payload and checksum, each byte of which may need an escape.
const ROOM: usize = 1 + 2 * (1 + LONGEST + 2);

/// Sends frames.
#[derive(Debug)]
pub struct Telemetry<W> {
    line: W,
}

/// Why a frame was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error<E> {
    /// The payload is longer than [`LONGEST`].
    TooLong,
    /// The line failed.
    Line(E),
}

impl<W: Write> Telemetry<W> {
    /// Frames go out on `line`.
    pub fn new(line: W) -> Self {
        Self { line }
    }

    /// Sends one frame, in one write.
    pub fn send(&mut self, payload: &[u8]) -> Result<(), Error<W::Error>> {
        let length = u8::try_from(payload.len()).ok().filter(|n| usize::from(*n) <= LONGEST).ok_or(Error::TooLong)?;
        let mut frame = Frame { bytes: ArrayVec::new(), crc: 0xffff };
        frame.plain(FLAG);
        frame.counted(length);
        payload.iter().for_each(|byte| frame.counted(*byte));
        let [high, low] = frame.crc.to_be_bytes();
        frame.escaped(high);
        frame.escaped(low);
        self.line.write_all(&frame.bytes).map_err(Error::Line)
    }

    /// The line, after the last frame.
    pub fn into_line(self) -> W {
        self.line
    }
}

/// A frame as it grows. Two functions are not inlined: each is called from several places.
struct Frame {
    bytes: ArrayVec<u8, ROOM>,
    crc: u16,
}

impl Frame {
    #[inline(never)]
    fn counted(&mut self, byte: u8) {
        self.crc = crc16_step(self.crc, byte);
        self.escaped(byte);
    }

    #[inline(never)]
    fn escaped(&mut self, byte: u8) {
        let special = matches!(byte, FLAG | ESCAPE);
        if special {
            self.plain(ESCAPE);
        }
        self.plain(if special { byte ^ CHANGE } else { byte });
    }

    /// There is room for every frame, so nothing is ever dropped.
    fn plain(&mut self, byte: u8) {
        let _ = self.bytes.try_push(byte);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(payload: &[u8]) -> ([u8; 80], usize) {
        let mut line = [0; 80];
        let mut free: &mut [u8] = &mut line;
        Telemetry::new(&mut free).send(payload).unwrap();
        let left = free.len();
        (line, 80 - left)
    }

    #[test]
    fn flag_length_payload_checksum() {
        let (line, length) = sent(b"ab");
        let crc = crate::crc16(b"\x02ab").to_be_bytes();
        assert_eq!(line[..length], [0x7e, 2, b'a', b'b', crc[0], crc[1]]);
    }

    #[test]
    fn flags_inside_are_escaped() {
        let (line, _) = sent(&[0x7e, 0x7d]);
        assert_eq!(line[..6], [0x7e, 2, 0x7d, 0x5e, 0x7d, 0x5d]);
    }

    #[test]
    fn the_longest_with_all_escapes_fits_and_one_more_is_refused() {
        let (_, length) = sent(&[0x7e; LONGEST]);
        assert!((2 + 2 * LONGEST + 2..=ROOM).contains(&length));
        let mut line = [0; 80];
        assert_eq!(Telemetry::new(&mut line[..]).send(&[0; LONGEST + 1]), Err(Error::TooLong));
    }
}
