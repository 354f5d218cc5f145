//! The bytes of a segment file: a header, and then blocks of records. All integers are little endian.
//!
//! - header: `GWS1`, id (4), zero (4), CRC-32 of the twelve bytes before (4);
//! - block: CRC-32 of what follows (4), raw size (4), stored size (4), count (2), compressor (1), zero (1), least and
//!   greatest time (8 each), stored bytes;
//! - record, in the raw bytes of a block: key (varint), time (signed varint), length (varint) and payload.
//!
//! Damaged files are read as far as they make sense: headers first, then what is checked against them.

use std::fmt;

use arrayvec::ArrayVec;
use codec::varint;

/// The bytes of a header of a file.
pub const SEGMENT_HEADER_SIZE: usize = 16;

/// The bytes of a block before what is stored.
pub const BLOCK_HEADER_SIZE: usize = 32;

/// The most raw bytes of a block.
pub const MAX_BLOCK_BYTES: u32 = 4 * 1024 * 1024;

const MAGIC: [u8; 4] = *b"GWS1";
const CHECKSUM_SIZE: usize = 4;

/// Why bytes are not what this module writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The header of the file is not all there.
    HeaderCutOff,
    /// Another kind of file.
    Magic,
    /// Another header than was written.
    HeaderChecksum,
    /// The header of a block is not all there.
    BlockHeaderCutOff,
    /// A block says that it has more than [`MAX_BLOCK_BYTES`].
    BlockTooLarge,
    /// A block is not all there.
    BlockCutOff,
    /// Another block than was written.
    BlockChecksum,
    /// No record.
    Record,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("segment: ")?;
        f.write_str(match self {
            Error::HeaderCutOff => "header cut off",
            Error::Magic => "bad magic",
            Error::HeaderChecksum => "header checksum mismatch",
            Error::BlockHeaderCutOff => "block header cut off",
            Error::BlockTooLarge => "block too large",
            Error::BlockCutOff => "block cut off",
            Error::BlockChecksum => "block checksum mismatch",
            Error::Record => "bad record",
        })
    }
}

impl std::error::Error for Error {}

/// The header of the segment with this number.
#[must_use]
pub fn segment_header(id: u32) -> [u8; SEGMENT_HEADER_SIZE] {
    let mut header = [0; SEGMENT_HEADER_SIZE];
    let (covered, checksum) = header.split_at_mut(SEGMENT_HEADER_SIZE - CHECKSUM_SIZE);
    covered[..4].copy_from_slice(&MAGIC);
    covered[4..8].copy_from_slice(&id.to_le_bytes());
    checksum.copy_from_slice(&crc32fast::hash(covered).to_le_bytes());
    header
}

/// The number in the header at the start of `file`, be it right or wrong.
///
/// # Errors
/// [`Error::HeaderCutOff`], [`Error::Magic`].
pub fn segment_id(file: &[u8]) -> Result<u32, Error> {
    let mut header = file.get(..SEGMENT_HEADER_SIZE).ok_or(Error::HeaderCutOff)?;
    let mut word = || take(&mut header).ok_or(Error::HeaderCutOff);
    if word()? == MAGIC { Ok(u32::from_le_bytes(word()?)) } else { Err(Error::Magic) }
}

/// Whether the header at the start of `file` is what was written.
///
/// # Errors
/// [`Error::HeaderCutOff`], [`Error::HeaderChecksum`].
pub fn check_segment_header(file: &[u8]) -> Result<(), Error> {
    let header = file.get(..SEGMENT_HEADER_SIZE).ok_or(Error::HeaderCutOff)?;
    let (covered, checksum) = header.split_last_chunk().ok_or(Error::HeaderCutOff)?;
    if u32::from_le_bytes(*checksum) == crc32fast::hash(covered) { Ok(()) } else { Err(Error::HeaderChecksum) }
}

/// What a block says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockInfo {
    /// The bytes of its records.
    pub raw_size: u32,
    /// The bytes that are stored for them.
    pub stored_size: u32,
    /// Its records.
    pub count: u16,
    /// The number of the compressor that made the stored bytes.
    pub compressor: u8,
    /// The least time of a record, in milliseconds since the epoch.
    pub min_time: i64,
    /// The greatest.
    pub max_time: i64,
}

impl BlockInfo {
    /// What stands before these stored bytes, which are `stored_size`.
    #[must_use]
    pub fn header(&self, stored: &[u8]) -> [u8; BLOCK_HEADER_SIZE] {
        let fields = self.fields();
        let mut checksum = crc32fast::Hasher::new();
        checksum.update(&fields);
        checksum.update(stored);
        let mut header = [0; BLOCK_HEADER_SIZE];
        header[..CHECKSUM_SIZE].copy_from_slice(&checksum.finalize().to_le_bytes());
        header[CHECKSUM_SIZE..].copy_from_slice(&fields);
        header
    }

    /// The header without its checksum.
    fn fields(&self) -> [u8; BLOCK_HEADER_SIZE - CHECKSUM_SIZE] {
        let mut fields = [0; BLOCK_HEADER_SIZE - CHECKSUM_SIZE];
        fields[..4].copy_from_slice(&self.raw_size.to_le_bytes());
        fields[4..8].copy_from_slice(&self.stored_size.to_le_bytes());
        fields[8..10].copy_from_slice(&self.count.to_le_bytes());
        fields[10] = self.compressor;
        fields[12..20].copy_from_slice(&self.min_time.to_le_bytes());
        fields[20..].copy_from_slice(&self.max_time.to_le_bytes());
        fields
    }

    /// Reads the header of the block at the start of `data`, be it right or wrong; `None` if it is cut off.
    #[must_use]
    pub fn read(mut data: &[u8]) -> Option<BlockInfo> {
        let data = &mut data;
        let [_, raw_size, stored_size]: [[u8; 4]; 3] = [take(data)?, take(data)?, take(data)?];
        let count = u16::from_le_bytes(take(data)?);
        let [compressor, _] = take(data)?;
        let [min_time, max_time]: [[u8; 8]; 2] = [take(data)?, take(data)?];
        Some(BlockInfo {
            raw_size: u32::from_le_bytes(raw_size),
            stored_size: u32::from_le_bytes(stored_size),
            count,
            compressor,
            min_time: i64::from_le_bytes(min_time),
            max_time: i64::from_le_bytes(max_time),
        })
    }

    /// The stored bytes of the block at the start of `data`, of which this is the header.
    ///
    /// # Errors
    /// [`Error::BlockTooLarge`], [`Error::BlockCutOff`].
    pub fn stored<'a>(&self, data: &'a [u8]) -> Result<&'a [u8], Error> {
        if self.raw_size > MAX_BLOCK_BYTES {
            return Err(Error::BlockTooLarge);
        }
        let after = data.get(BLOCK_HEADER_SIZE..).ok_or(Error::BlockCutOff)?;
        usize::try_from(self.stored_size).ok().and_then(|size| after.get(..size)).ok_or(Error::BlockCutOff)
    }
}

/// Whether a block, from its header to the last stored byte, is what was written.
///
/// # Errors
/// [`Error::BlockCutOff`], [`Error::BlockChecksum`].
pub fn check_block(block: &[u8]) -> Result<(), Error> {
    let (checksum, covered) = block.split_first_chunk().ok_or(Error::BlockCutOff)?;
    if u32::from_le_bytes(*checksum) == crc32fast::hash(covered) { Ok(()) } else { Err(Error::BlockChecksum) }
}

/// What stands before the payload of a record.
#[must_use]
pub fn record_header(key: u64, time_ms: i64, payload_size: usize) -> ArrayVec<u8, { 3 * varint::MAX_LEN }> {
    let mut header = ArrayVec::new();
    varint::put(key, &mut header);
    varint::put_signed(time_ms, &mut header);
    varint::put(payload_size as u64, &mut header);
    header
}

/// A record as far as it could be read: what follows damage is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record<'a> {
    /// The number of the series.
    pub key: Option<u64>,
    /// Milliseconds since the epoch.
    pub time_ms: Option<i64>,
    /// What is kept. If it is there, all is.
    pub payload: Option<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// Takes a record, or what makes sense of it, from `input`.
    #[must_use]
    pub fn take(input: &mut &'a [u8]) -> Record<'a> {
        let key = varint::take(input);
        let time_ms = key.and_then(|_| varint::take_signed(input));
        let payload = time_ms.and_then(|_| varint::take_bytes(input));
        Record { key, time_ms, payload }
    }
}

fn take<const N: usize>(input: &mut &[u8]) -> Option<[u8; N]> {
    let (bytes, rest) = input.split_first_chunk()?;
    *input = rest;
    Some(*bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INFO: BlockInfo =
        BlockInfo { raw_size: 300, stored_size: 3, count: 2, compressor: 1, min_time: -5, max_time: 1000 };

    fn block() -> Vec<u8> {
        [&INFO.header(b"abc")[..], b"abc"].concat()
    }

    /// As the border does it.
    fn parse(data: &[u8]) -> Result<(BlockInfo, &[u8]), Error> {
        let info = BlockInfo::read(data).ok_or(Error::BlockHeaderCutOff)?;
        let stored = info.stored(data)?;
        check_block(&data[..BLOCK_HEADER_SIZE + stored.len()])?;
        Ok((info, stored))
    }

    #[test]
    fn the_format_stays() {
        assert_eq!(segment_header(7), *b"GWS1\x07\0\0\0\0\0\0\0\x74\xb0\x07\x0f");
        let fields = b"\x2c\x01\0\0\x03\0\0\0\x02\0\x01\0\xfb\xff\xff\xff\xff\xff\xff\xff\xe8\x03\0\0\0\0\0\0";
        assert_eq!(block()[4..], [&fields[..], b"abc"].concat());
        assert_eq!(record_header(300, -1, 5)[..], *b"\xac\x02\x01\x05");
    }

    #[test]
    fn headers_are_read_and_checked() {
        let mut header = segment_header(9);
        assert_eq!((segment_id(&header), check_segment_header(&header)), (Ok(9), Ok(())));
        header[8] = 1;
        assert_eq!((segment_id(&header), check_segment_header(&header)), (Ok(9), Err(Error::HeaderChecksum)));
        header[0] = b'X';
        assert_eq!(segment_id(&header), Err(Error::Magic));
        assert_eq!(segment_id(&header[..15]), Err(Error::HeaderCutOff));
    }

    #[test]
    fn blocks_are_read_and_checked() {
        assert_eq!(parse(&[&block()[..], b"more"].concat()), Ok((INFO, &b"abc"[..])));
        for end in 0..block().len() {
            let error = if end < BLOCK_HEADER_SIZE { Error::BlockHeaderCutOff } else { Error::BlockCutOff };
            assert_eq!(parse(&block()[..end]), Err(error));
        }
        for at in 8..block().len() {
            let mut damaged = block();
            damaged[at] ^= 1;
            assert!(parse(&damaged).is_err());
        }
        let large = BlockInfo { raw_size: MAX_BLOCK_BYTES + 1, ..INFO };
        assert_eq!(parse(&large.header(b"abc")), Err(Error::BlockTooLarge));
    }

    #[test]
    fn records_are_read_as_far_as_they_go() {
        let bytes = [&record_header(300, -1, 3)[..], b"abc", b"next"].concat();
        let whole = Record { key: Some(300), time_ms: Some(-1), payload: Some(b"abc") };
        let taken = |mut input| (Record::take(&mut input), input.len());
        assert_eq!(taken(&bytes), (whole, 4));
        assert_eq!(taken(&bytes[..6]), (Record { payload: None, ..whole }, 3));
        assert_eq!(taken(&bytes[..2]), (Record { payload: None, time_ms: None, ..whole }, 0));
        assert_eq!(taken(&bytes[..1]), (Record::default(), 1));
    }
}
