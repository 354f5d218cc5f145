//! Records are put into a block as it lies in a file, and read from it again.

use scenario::{Checksum, Random, Scenario, scenario};
use store::format::{BLOCK_HEADER_SIZE, BlockInfo, Error, Record, check_block, record_header};

const RECORDS: u16 = 32;
const STEP_MS: i64 = 25;

struct Blocks {
    random: Random,
    time_ms: i64,
    raw: Vec<u8>,
    block: Vec<u8>,
}

impl Scenario for Blocks {
    fn new(seed: u64) -> Blocks {
        Blocks { random: Random::new(seed), time_ms: 1_700_000_000_000, raw: vec![], block: vec![] }
    }

    fn step(&mut self, sum: &mut Checksum) {
        self.raw.clear();
        for i in 0..RECORDS {
            let key = self.random.below(100);
            self.time_ms += STEP_MS;
            let size = (40 + self.random.below(80)) as usize;
            self.raw.extend_from_slice(&record_header(key, self.time_ms, size));
            self.raw.resize(self.raw.len() + size, b'a' + (i % 26) as u8);
        }
        let size = self.raw.len() as u32;
        let info = BlockInfo {
            raw_size: size,
            stored_size: size,
            count: RECORDS,
            compressor: 0,
            min_time: self.time_ms - i64::from(RECORDS - 1) * STEP_MS,
            max_time: self.time_ms,
        };
        self.block.clear();
        self.block.extend_from_slice(&info.header(&self.raw));
        self.block.extend_from_slice(&self.raw);
        sum.add_bytes(&self.block);
        let stored = stored(&self.block);
        sum.add(u64::from(stored.is_ok()));
        let mut rest = stored.unwrap_or_default();
        while !rest.is_empty() {
            let Record { key: Some(key), payload: Some(payload), .. } = Record::take(&mut rest) else { break };
            sum.add(key);
            sum.add(payload.len() as u64);
        }
    }
}

/// What is stored in a block, checked.
fn stored(data: &[u8]) -> Result<&[u8], Error> {
    let info = BlockInfo::read(data).ok_or(Error::BlockHeaderCutOff)?;
    let stored = info.stored(data)?;
    check_block(&data[..BLOCK_HEADER_SIZE + stored.len()])?;
    Ok(stored)
}

scenario!(Blocks);
