//! How records lie in a log: in blocks, cut into pieces, each behind a header of checksum, length and what piece it is.

/// Bytes of a block.
pub const BLOCK: usize = 32768;
/// Bytes of a header.
pub const HEADER: usize = 7;

/// Which part of a record a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// All of it.
    Full = 1,
    /// The first.
    First = 2,
    /// Neither the first nor the last.
    Middle = 3,
    /// The last.
    Last = 4,
}

impl Piece {
    /// The piece of that number.
    pub fn of(number: u8) -> Option<Piece> {
        [Piece::Full, Piece::First, Piece::Middle, Piece::Last].into_iter().find(|piece| *piece as u8 == number)
    }
}

/// The checksum of a piece as it is stored: of data that holds checksums the plain one would be easy to match by chance.
pub fn checksum(kind: u8, data: &[u8]) -> u32 {
    checksum::crc32c_append(checksum::crc32c(&[kind]), data).rotate_right(15).wrapping_add(0xa282_ead8)
}
