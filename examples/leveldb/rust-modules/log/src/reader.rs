//! Puts records together again, and goes on behind what is broken.

use std::ops::Range;

use crate::format::{BLOCK, HEADER, Piece, checksum};

/// A file that is read from its start to its end.
pub trait Source {
    /// Why it is not.
    type Error;
    /// Goes on behind so many bytes.
    fn skip(&mut self, bytes: u64) -> Result<(), Self::Error>;
    /// Puts the next bytes, at most a block, into `block`, which is empty. Less than a block is the end.
    fn read(&mut self, block: &mut Vec<u8>) -> Result<(), Self::Error>;
}

/// Why bytes are lost.
#[derive(Debug, PartialEq, Eq)]
pub enum Lost<E> {
    /// They make no sense.
    Corrupt(String),
    /// The file says so.
    File(E),
}

/// Where a record is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// In [`Reader::block`].
    InBlock(Range<usize>),
    /// In [`Reader::joined`]: it was cut into pieces.
    Joined,
}

/// What comes next in the file.
enum Next {
    /// A piece: its number, and where in the block it stands.
    Piece(u8, Range<usize>),
    /// Something that is no piece, or one of before the start.
    Nothing,
    /// The end, and what was behind the last piece.
    End,
}

/// Reads a log.
#[derive(Debug)]
pub struct Reader {
    checks: bool,
    start: u64,
    block: Vec<u8>,
    /// How much of the block has been read.
    at: usize,
    joined: Vec<u8>,
    is_last_block: bool,
    /// Where in the file the block ends.
    block_end: u64,
    record: u64,
    /// The middle of a record that began before the start.
    resyncs: bool,
}

impl Reader {
    /// A reader of the records that begin at `start` or behind. `checks` says that checksums are looked at.
    pub fn new(checks: bool, start: u64) -> Reader {
        Reader {
            checks,
            start,
            block: Vec::with_capacity(BLOCK),
            at: 0,
            joined: Vec::new(),
            is_last_block: false,
            block_end: 0,
            record: 0,
            resyncs: start > 0,
        }
    }

    /// The bytes that [`Found::InBlock`] is of.
    pub fn block(&self) -> &[u8] {
        &self.block
    }

    /// The bytes of a record that was cut.
    pub fn joined(&self) -> &[u8] {
        &self.joined
    }

    /// Where the last record begins.
    pub fn record_offset(&self) -> u64 {
        self.record
    }

    /// The next record. `lost` is told how many bytes are dropped, and why.
    pub fn read<S: Source>(&mut self, source: &mut S, lost: &mut impl FnMut(usize, Lost<S::Error>)) -> Option<Found> {
        if self.record < self.start && !self.skip_to_start(source, lost) {
            return None;
        }
        self.joined.clear();
        let mut begun = None;
        loop {
            let next = self.next(source, lost);
            let (number, piece) = match next {
                Next::Piece(number, piece) => (number, piece),
                Next::End => return None,
                Next::Nothing => {
                    self.resyncs = false;
                    if begun.take().is_some() {
                        self.report(self.joined.len(), "error in middle of record", lost);
                        self.joined.clear();
                    }
                    continue;
                }
            };
            let offset = self.position().wrapping_sub((HEADER + piece.len()) as u64);
            let kind = Piece::of(number);
            if std::mem::take(&mut self.resyncs) && matches!(kind, Some(Piece::Middle | Piece::Last)) {
                self.resyncs = kind == Some(Piece::Middle);
                continue;
            }
            match (kind, begun) {
                (Some(Piece::Full), _) => {
                    self.unfinished(begun, "partial record without end(1)", lost);
                    self.joined.clear();
                    self.record = offset;
                    return Some(Found::InBlock(piece));
                }
                (Some(Piece::First), _) => {
                    self.unfinished(begun, "partial record without end(2)", lost);
                    begun = Some(offset);
                    self.joined.clear();
                    self.joined.extend_from_slice(&self.block[piece]);
                }
                (Some(Piece::Middle), Some(_)) => self.joined.extend_from_slice(&self.block[piece]),
                (Some(Piece::Last), Some(offset)) => {
                    self.joined.extend_from_slice(&self.block[piece]);
                    self.record = offset;
                    return Some(Found::Joined);
                }
                (Some(Piece::Middle), None) => {
                    self.report(piece.len(), "missing start of fragmented record(1)", lost);
                }
                (Some(Piece::Last), None) => {
                    self.report(piece.len(), "missing start of fragmented record(2)", lost);
                }
                (None, _) => {
                    let bytes = piece.len() + if begun.take().is_some() { self.joined.len() } else { 0 };
                    // C++ reads it as a `char`, whose sign goes with it.
                    let number = i32::from(number.cast_signed()).cast_unsigned();
                    self.report(bytes, &format!("unknown record type {number}"), lost);
                    self.joined.clear();
                }
            }
        }
    }

    /// Older writers left an empty first piece at the end of a block: nothing is lost with that.
    fn unfinished<E>(&self, begun: Option<u64>, why: &str, lost: &mut impl FnMut(usize, Lost<E>)) {
        if begun.is_some() && !self.joined.is_empty() {
            self.report(self.joined.len(), why, lost);
        }
    }

    /// Goes to the block of the start; whether the file has got that far.
    fn skip_to_start<S: Source>(&mut self, source: &mut S, lost: &mut impl FnMut(usize, Lost<S::Error>)) -> bool {
        let in_block = self.start % BLOCK as u64;
        // No piece begins in the last bytes of a block.
        let behind = if in_block > BLOCK as u64 - 6 { BLOCK as u64 } else { 0 };
        let block = self.start - in_block + behind;
        self.block_end = block;
        if block == 0 {
            return true;
        }
        match source.skip(block) {
            Ok(()) => true,
            Err(error) => {
                self.tell(usize::try_from(block).unwrap_or(usize::MAX), Lost::File(error), lost);
                false
            }
        }
    }

    fn next<S: Source>(&mut self, source: &mut S, lost: &mut impl FnMut(usize, Lost<S::Error>)) -> Next {
        loop {
            if self.rest().len() < HEADER {
                // Behind the last full block is nothing, in others what is left is no piece.
                self.clear();
                if self.is_last_block {
                    return Next::End;
                }
                let read = source.read(&mut self.block);
                self.block_end += self.block.len() as u64;
                if let Err(error) = read {
                    self.clear();
                    self.tell(BLOCK, Lost::File(error), lost);
                    self.is_last_block = true;
                    return Next::End;
                }
                self.is_last_block = self.block.len() < BLOCK;
                continue;
            }
            return self.piece(lost);
        }
    }

    /// The piece whose header is next.
    fn piece<E>(&mut self, lost: &mut impl FnMut(usize, Lost<E>)) -> Next {
        let rest = self.rest();
        let stored = u32::from_le_bytes([rest[0], rest[1], rest[2], rest[3]]);
        let length = usize::from(u16::from_le_bytes([rest[4], rest[5]]));
        let number = rest[6];
        let Some(data) = rest.get(HEADER..HEADER + length) else {
            let dropped = rest.len();
            self.clear();
            if self.is_last_block {
                // The writer ended before it had written all.
                return Next::End;
            }
            self.report(dropped, "bad record length", lost);
            return Next::Nothing;
        };
        if number == 0 && length == 0 {
            // What was set aside for a file that is mapped.
            self.clear();
            return Next::Nothing;
        }
        if self.checks && checksum(number, data) != stored {
            // The length may be what is wrong, so nothing behind it can be believed.
            let dropped = rest.len();
            self.clear();
            self.report(dropped, "checksum mismatch", lost);
            return Next::Nothing;
        }
        let start = self.at + HEADER;
        self.at = start + length;
        if self.position().wrapping_sub((HEADER + length) as u64) < self.start {
            return Next::Nothing;
        }
        Next::Piece(number, start..start + length)
    }

    fn rest(&self) -> &[u8] {
        &self.block[self.at..]
    }

    fn clear(&mut self) {
        self.block.clear();
        self.at = 0;
    }

    /// How much of the file has been read.
    fn position(&self) -> u64 {
        self.block_end.wrapping_sub(self.rest().len() as u64)
    }

    fn report<E>(&self, bytes: usize, why: &str, lost: &mut impl FnMut(usize, Lost<E>)) {
        self.tell(bytes, Lost::Corrupt(why.to_owned()), lost);
    }

    /// What lies before the start is nobody's loss.
    fn tell<E>(&self, bytes: usize, why: Lost<E>, lost: &mut impl FnMut(usize, Lost<E>)) {
        if self.position().wrapping_sub(bytes as u64) >= self.start {
            lost(bytes, why);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writer::{Sink, Writer};

    #[derive(Default)]
    struct File {
        bytes: Vec<u8>,
        at: usize,
    }

    impl Sink for File {
        type Error = ();
        fn append(&mut self, data: &[u8]) -> Result<(), ()> {
            self.bytes.extend_from_slice(data);
            Ok(())
        }
        fn flush(&mut self) -> Result<(), ()> {
            Ok(())
        }
    }

    impl Source for File {
        type Error = ();
        fn skip(&mut self, bytes: u64) -> Result<(), ()> {
            self.at += usize::try_from(bytes).unwrap();
            if self.at <= self.bytes.len() { Ok(()) } else { Err(()) }
        }
        fn read(&mut self, block: &mut Vec<u8>) -> Result<(), ()> {
            let rest = &self.bytes[self.at..];
            let taken = rest.len().min(BLOCK);
            block.extend_from_slice(&rest[..taken]);
            self.at += taken;
            Ok(())
        }
    }

    /// All records, and what was lost.
    fn read(bytes: &[u8], start: u64) -> (Vec<Vec<u8>>, Vec<(usize, Lost<()>)>) {
        let mut file = File { bytes: bytes.to_vec(), at: 0 };
        let (mut reader, mut records, mut dropped) = (Reader::new(true, start), Vec::new(), Vec::new());
        while let Some(found) = reader.read(&mut file, &mut |bytes, why| dropped.push((bytes, why))) {
            records.push(match found {
                Found::InBlock(at) => reader.block()[at].to_vec(),
                Found::Joined => reader.joined().to_vec(),
            });
        }
        (records, dropped)
    }

    fn written(records: &[Vec<u8>]) -> Vec<u8> {
        let (mut file, mut writer) = (File::default(), Writer::new(0));
        records.iter().for_each(|record| writer.add(record, &mut file).unwrap());
        file.bytes
    }

    fn records() -> Vec<Vec<u8>> {
        [0, 1, 1000, BLOCK - 1000 - 4 * HEADER - 3, 2 * BLOCK, 0, 3 * BLOCK - HEADER, 5]
            .iter()
            .zip(1_u8..)
            .map(|(size, byte)| vec![byte; *size])
            .collect()
    }

    #[test]
    fn what_was_written_is_read() {
        assert_eq!(read(&written(&records()), 0), (records(), Vec::new()));
    }

    #[test]
    fn a_broken_piece_costs_the_rest_of_its_block() {
        let mut bytes = written(&records());
        bytes[HEADER + HEADER + 1 + HEADER + 500] ^= 1;
        let (found, dropped) = read(&bytes, 0);
        assert_eq!(found[..2], records()[..2]);
        assert_eq!(found.last(), records().last());
        assert!(dropped.iter().any(|(_, why)| *why == Lost::Corrupt("checksum mismatch".to_owned())), "{dropped:?}");
    }

    #[test]
    fn a_log_that_is_cut_off_ends_there() {
        let bytes = written(&records());
        for cut in [0, 3, HEADER, 500, BLOCK, BLOCK + 3, bytes.len() - 1] {
            let (found, dropped) = read(&bytes[..cut], 0);
            assert_eq!(found[..], records()[..found.len()], "{cut}");
            assert_eq!(dropped, [], "{cut}");
        }
    }

    #[test]
    fn reading_starts_at_a_record() {
        let bytes = written(&records());
        let (found, _) = read(&bytes, HEADER as u64 + 1);
        assert_eq!(found, records()[2..]);
        let (found, _) = read(&bytes, BLOCK as u64 + 1);
        assert_eq!(found, records()[5..]);
    }
}
