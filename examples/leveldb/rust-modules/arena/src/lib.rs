//! The module `arena` in Rust: memory for what lives as long as a table in memory.

pub mod blocks;

use std::ffi::c_void;

use arena_bridge::facade::Module;
use blocks::Blocks;

/// What C++ calls.
pub struct Arena;

impl Module for Arena {
    type Arena = Blocks;

    fn arena_new() -> Blocks {
        Blocks::default()
    }

    fn arena_allocate(this: &Blocks, bytes: usize) -> *mut c_void {
        this.allocate(bytes).cast()
    }

    fn arena_allocate_aligned(this: &Blocks, bytes: usize) -> *mut c_void {
        this.allocate_aligned(bytes).cast()
    }

    fn arena_memory_usage(this: &Blocks) -> usize {
        this.memory_usage()
    }
}
