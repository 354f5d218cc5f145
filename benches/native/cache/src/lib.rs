//! Blocks of segments in a cache of 4 MiB, as the store reads through it.

use cache::lru::{Lru, Retire};
use scenario::{Checksum, Random, Scenario, scenario};

const BLOCKS: u64 = 4096;
const BLOCK_BYTES: u64 = 4096;
const LOOKUPS: u64 = 64;

/// The number of a block, which nobody has to be told of when it goes.
struct Block(u64);

impl Retire for Block {
    fn retire(&mut self, _: &[u8]) {}
}

struct Lookups {
    random: Random,
    cache: Lru<Block>,
    keys: Vec<Box<[u8]>>,
}

impl Scenario for Lookups {
    fn new(seed: u64) -> Lookups {
        let key = |block| format!("1/{}/{}", 1 + block / 64, 16 + block % 64 * BLOCK_BYTES).into_bytes().into();
        let mut new = Lookups {
            random: Random::new(seed),
            cache: Lru::new((BLOCKS / 4 * BLOCK_BYTES) as usize),
            keys: (0..BLOCKS).map(key).collect(),
        };
        // The gateway has been up for a while.
        (0..BLOCKS / LOOKUPS).for_each(|_| new.step(&mut Checksum::default()));
        new
    }

    fn step(&mut self, sum: &mut Checksum) {
        for _ in 0..LOOKUPS {
            // The product of two numbers by chance prefers the small ones.
            let block = self.random.below(BLOCKS) * self.random.below(BLOCKS) / BLOCKS;
            let key = &self.keys[block as usize];
            let found = self.cache.lookup(key);
            sum.add(u64::from(found.is_some()));
            let entry = found.unwrap_or_else(|| self.cache.insert(key, Block(block), BLOCK_BYTES as usize));
            // SAFETY: the cache has given the entry, which stays until it is released below.
            let entry = unsafe { &*entry };
            sum.add(entry.value().0);
            self.cache.release(entry.slot());
        }
        sum.add(self.cache.total_charge() as u64);
    }
}

scenario!(Lookups);
