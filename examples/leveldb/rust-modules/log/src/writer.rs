//! Cuts records into pieces.

use crate::format::{BLOCK, HEADER, Piece, checksum};

/// A file that grows.
pub trait Sink {
    /// Why it did not.
    type Error;
    /// Adds bytes.
    fn append(&mut self, data: &[u8]) -> Result<(), Self::Error>;
    /// Hands on what it holds back.
    fn flush(&mut self) -> Result<(), Self::Error>;
}

/// Where the end of a log is.
#[derive(Clone, Copy, Debug)]
pub struct Writer {
    in_block: usize,
}

impl Writer {
    /// Goes on behind so many bytes.
    pub fn new(length: u64) -> Writer {
        let in_block = length % BLOCK as u64;
        Writer { in_block: usize::try_from(in_block).unwrap_or(0) }
    }

    /// Adds a record. An empty one is a piece as well.
    pub fn add<S: Sink>(&mut self, record: &[u8], sink: &mut S) -> Result<(), S::Error> {
        let (mut rest, mut first) = (record, true);
        loop {
            let room = BLOCK - self.in_block;
            if room < HEADER {
                if room > 0 {
                    // A log is still one without these: what is behind is found by its place.
                    let _ = sink.append(&[0; HEADER][..room]);
                }
                self.in_block = 0;
            }
            let (piece, behind) = rest.split_at(rest.len().min(BLOCK - self.in_block - HEADER));
            let kind = match (first, behind.is_empty()) {
                (true, true) => Piece::Full,
                (true, false) => Piece::First,
                (false, true) => Piece::Last,
                (false, false) => Piece::Middle,
            };
            self.emit(kind, piece, sink)?;
            if behind.is_empty() {
                return Ok(());
            }
            (rest, first) = (behind, false);
        }
    }

    fn emit<S: Sink>(&mut self, kind: Piece, data: &[u8], sink: &mut S) -> Result<(), S::Error> {
        let mut header = [0; HEADER];
        header[..4].copy_from_slice(&checksum(kind as u8, data).to_le_bytes());
        header[4..6].copy_from_slice(&u16::try_from(data.len()).expect("it fits into a block").to_le_bytes());
        header[6] = kind as u8;
        self.in_block += HEADER + data.len();
        sink.append(&header)?;
        sink.append(data)?;
        sink.flush()
    }
}
