//! Pieces of blocks, which all end together.
//!
//! One thread allocates at a time; others may ask meanwhile how much memory that takes.

use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

/// Bytes of a block.
const BLOCK: usize = 4096;

/// What every block, and every aligned piece, is aligned to.
const ALIGN: usize = align_of::<Word>();

/// What blocks are made of.
type Word = u64;

/// Memory that is given away piece by piece.
#[derive(Debug, Default)]
pub struct Blocks {
    /// Where the next piece begins.
    next: AtomicPtr<u8>,
    /// How many bytes are left there.
    left: AtomicUsize,
    usage: AtomicUsize,
    all: Mutex<Vec<Vec<Word>>>,
}

impl Blocks {
    /// So many bytes, which nobody has written yet.
    pub fn allocate(&self, bytes: usize) -> *mut u8 {
        self.cut(0, bytes).unwrap_or_else(|| self.elsewhere(bytes))
    }

    /// The same at a place that is aligned as pointers and numbers of 64 bits are.
    pub fn allocate_aligned(&self, bytes: usize) -> *mut u8 {
        let past = self.next.load(Relaxed).addr() % ALIGN;
        let gap = if past == 0 { 0 } else { ALIGN - past };
        self.cut(gap, bytes).unwrap_or_else(|| self.elsewhere(bytes))
    }

    /// Bytes of all blocks, and of what they are listed in.
    pub fn memory_usage(&self) -> usize {
        self.usage.load(Relaxed)
    }

    /// The next bytes of the block behind a gap, if it has as many.
    fn cut(&self, gap: usize, bytes: usize) -> Option<*mut u8> {
        let left = self.left.load(Relaxed).checked_sub(gap.checked_add(bytes)?)?;
        let piece = self.next.load(Relaxed).wrapping_add(gap);
        self.next.store(piece.wrapping_add(bytes), Relaxed);
        self.left.store(left, Relaxed);
        Some(piece)
    }

    /// A piece of a new block. What would take much of one gets its own, and the old block goes on.
    fn elsewhere(&self, bytes: usize) -> *mut u8 {
        if bytes > BLOCK / 4 {
            return self.block(bytes);
        }
        let block = self.block(BLOCK);
        self.next.store(block.wrapping_add(bytes), Relaxed);
        self.left.store(BLOCK - bytes, Relaxed);
        block
    }

    fn block(&self, bytes: usize) -> *mut u8 {
        let mut block: Vec<Word> = Vec::with_capacity(bytes.div_ceil(size_of::<Word>()));
        let start = block.as_mut_ptr().cast();
        self.all.lock().unwrap_or_else(PoisonError::into_inner).push(block);
        self.usage.fetch_add(bytes + size_of::<*mut u8>(), Relaxed);
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_stand_side_by_side() {
        let blocks = Blocks::default();
        let (a, b) = (blocks.allocate(10), blocks.allocate(3));
        assert_eq!(b.addr() - a.addr(), 10);
        let c = blocks.allocate_aligned(8);
        assert_eq!((c.addr() - a.addr(), c.addr() % ALIGN), (16, 0));
        assert_eq!(blocks.memory_usage(), BLOCK + size_of::<usize>());
    }

    #[test]
    fn large_pieces_have_their_own_blocks() {
        let blocks = Blocks::default();
        // Pieces of a quarter are cut from the block.
        let [.., small] = [(); 3].map(|()| blocks.allocate(BLOCK / 4));
        blocks.allocate(10);
        blocks.allocate(BLOCK / 4 + 1);
        assert_eq!(blocks.allocate(1).addr() - small.addr(), BLOCK / 4 + 10);
        assert_eq!(blocks.memory_usage(), BLOCK + BLOCK / 4 + 1 + 2 * size_of::<usize>());
    }

    #[test]
    fn pieces_can_be_written() {
        let blocks = Blocks::default();
        let pieces: Vec<(*mut u8, u8)> = (1..=200).map(|n| (blocks.allocate_aligned(usize::from(n)), n)).collect();
        for (at, n) in &pieces {
            // SAFETY: the piece has so many bytes, and nobody else has it.
            unsafe { at.write_bytes(*n, usize::from(*n)) };
        }
        for (at, n) in pieces {
            // SAFETY: as above; they have been written.
            let written = unsafe { std::slice::from_raw_parts(at, usize::from(n)) };
            assert!(written.iter().all(|b| *b == n));
        }
    }
}
