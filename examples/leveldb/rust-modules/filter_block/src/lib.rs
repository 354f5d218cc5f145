//! The module `filter_block` in Rust: the block of a table that tells which keys are not in it.

pub mod block;

use block::{Builder, Filters, Reader};
use filter_block_bridge::facade::Module;
use filter_block_bridge::leveldb::FilterPolicy;

/// What C++ calls.
pub struct FilterBlock;

/// The caller's policy. As in C++, it outlives whatever is made with it.
#[derive(Clone, Copy, Debug)]
pub struct Policy(*const FilterPolicy);

impl Policy {
    fn get(&self) -> &FilterPolicy {
        // SAFETY: whoever made the builder or reader keeps the policy as long as that.
        unsafe { &*self.0 }
    }
}

impl Filters for Policy {
    fn create(&self, keys: &[&[u8]], out: &mut Vec<u8>) {
        let mut filter = Vec::new();
        self.get().create_filter(keys, &mut filter);
        out.append(&mut filter);
    }

    fn may_match(&self, key: &[u8], filter: &[u8]) -> bool {
        self.get().key_may_match(key, filter)
    }
}

/// A reader and the caller's bytes, which outlive it as in C++.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    reader: Reader,
    contents: *const [u8],
    policy: Policy,
}

impl Module for FilterBlock {
    type FilterBlockBuilder = Builder<Policy>;

    type FilterBlockReader = Reading;

    fn filter_block_builder_new(policy: *const FilterPolicy) -> Builder<Policy> {
        Builder::new(Policy(policy))
    }

    fn filter_block_builder_start_block(this: &mut Builder<Policy>, block_offset: u64) {
        this.start_block(block_offset);
    }

    fn filter_block_builder_add_key(this: &mut Builder<Policy>, key: &[u8]) {
        this.add_key(key);
    }

    fn filter_block_builder_finish(this: &mut Builder<Policy>) -> &[u8] {
        this.finish()
    }

    fn filter_block_reader_new(policy: *const FilterPolicy, contents: &[u8]) -> Reading {
        Reading { reader: Reader::new(contents), contents, policy: Policy(policy) }
    }

    fn filter_block_reader_key_may_match(this: &mut Reading, block_offset: u64, key: &[u8]) -> bool {
        // SAFETY: the caller keeps the bytes as long as the reader.
        let contents = unsafe { &*this.contents };
        this.reader.key_may_match(contents, block_offset, key, &this.policy)
    }
}
