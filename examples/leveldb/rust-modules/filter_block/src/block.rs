//! Filters of all blocks of a table, one behind the other; then where each begins, four bytes each; where that list begins;
//! and for how many bytes of the table a filter is, as a power of two.

/// A filter is for blocks that begin in so many bytes of the table, as a power of two.
const BASE_LOG: u8 = 11;

/// Bytes of an offset.
const OFFSET: usize = 4;

/// How filters are made and asked.
pub trait Filters {
    /// Adds the filter of some keys.
    fn create(&self, keys: &[&[u8]], out: &mut Vec<u8>);
    /// Whether a key may be among those that a filter was made of.
    fn may_match(&self, key: &[u8], filter: &[u8]) -> bool;
}

/// Builds the block: for each block of the table [`start_block`](Self::start_block) and then its keys, at the end
/// [`finish`](Self::finish).
#[derive(Debug)]
pub struct Builder<F> {
    filters: F,
    /// The keys since the last filter, one behind the other, and where each ends.
    keys: Vec<u8>,
    ends: Vec<usize>,
    block: Vec<u8>,
    offsets: Vec<u32>,
}

impl<F: Filters> Builder<F> {
    /// A builder of an empty block.
    pub fn new(filters: F) -> Builder<F> {
        Builder { filters, keys: Vec::new(), ends: Vec::new(), block: Vec::new(), offsets: Vec::new() }
    }

    /// A block of the table begins at this offset.
    pub fn start_block(&mut self, offset: u64) {
        let index = offset >> BASE_LOG;
        debug_assert!(index >= self.offsets.len() as u64, "blocks come in order");
        while index > self.offsets.len() as u64 {
            self.end_filter();
        }
    }

    /// The block that was started last has this key.
    pub fn add_key(&mut self, key: &[u8]) {
        self.keys.extend_from_slice(key);
        self.ends.push(self.keys.len());
    }

    /// The whole block.
    pub fn finish(&mut self) -> &[u8] {
        if !self.ends.is_empty() {
            self.end_filter();
        }
        let list = position(&self.block);
        self.block.extend(self.offsets.iter().flat_map(|offset| offset.to_le_bytes()));
        self.block.extend(list.to_le_bytes());
        self.block.push(BASE_LOG);
        &self.block
    }

    fn end_filter(&mut self) {
        self.offsets.push(position(&self.block));
        if self.ends.is_empty() {
            return;
        }
        let mut start = 0;
        let keys: Vec<&[u8]> =
            self.ends.iter().map(|&end| &self.keys[std::mem::replace(&mut start, end)..end]).collect();
        self.filters.create(&keys, &mut self.block);
        self.keys.clear();
        self.ends.clear();
    }
}

/// Where the next byte will stand.
fn position(block: &[u8]) -> u32 {
    u32::try_from(block.len()).expect("a filter block has less than 4 GiB")
}

/// Where the filters of a block stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    /// Where the list of offsets begins.
    list: usize,
    /// How many filters there are; none in a block that makes no sense.
    count: u64,
    base_log: u8,
}

impl Reader {
    /// Reads the end of a block.
    pub fn new(block: &[u8]) -> Reader {
        let Some((&base_log, rest)) = block.split_last() else { return Reader::default() };
        let Some((before, list)) = rest.split_last_chunk::<OFFSET>() else { return Reader::default() };
        match usize::try_from(u32::from_le_bytes(*list)) {
            Ok(list) if list <= before.len() => {
                Reader { list, count: ((before.len() - list) / OFFSET) as u64, base_log }
            }
            _ => Reader { base_log, ..Reader::default() },
        }
    }

    /// Whether the block of the table at an offset may have a key. `block` is what the reader was made of. Whatever makes no
    /// sense may.
    pub fn key_may_match(&self, block: &[u8], offset: u64, key: &[u8], filters: &impl Filters) -> bool {
        let index = offset.checked_shr(self.base_log.into()).unwrap_or(0);
        if index >= self.count {
            return true;
        }
        // Behind the last offset stands where the list begins, which is where the last filter ends.
        let at = |index: usize| {
            let bytes = block.get(self.list + index * OFFSET..)?.first_chunk::<OFFSET>()?;
            usize::try_from(u32::from_le_bytes(*bytes)).ok()
        };
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        match (at(index), at(index + 1)) {
            (Some(start), Some(end)) if start <= end && end <= self.list => filters.may_match(key, &block[start..end]),
            (Some(start), Some(end)) => start != end,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A filter is its keys, with their lengths.
    struct Exact;

    impl Filters for Exact {
        fn create(&self, keys: &[&[u8]], out: &mut Vec<u8>) {
            for key in keys {
                out.push(u8::try_from(key.len()).unwrap());
                out.extend_from_slice(key);
            }
        }
        fn may_match(&self, key: &[u8], mut filter: &[u8]) -> bool {
            while let [len, rest @ ..] = filter {
                let (found, behind) = rest.split_at(usize::from(*len));
                if found == key {
                    return true;
                }
                filter = behind;
            }
            false
        }
    }

    #[test]
    fn a_block_without_keys_has_an_empty_list() {
        let mut builder = Builder::new(Exact);
        let block = builder.finish().to_vec();
        assert_eq!(block, [0, 0, 0, 0, BASE_LOG]);
        let reader = Reader::new(&block);
        assert!(reader.key_may_match(&block, 0, b"a", &Exact) && reader.key_may_match(&block, 100_000, b"a", &Exact));
    }

    #[test]
    fn keys_are_found_where_they_are() {
        let mut builder = Builder::new(Exact);
        for (offset, keys) in [(0, &["a", "b"][..]), (3000, &["c"]), (9000, &["d", ""])] {
            builder.start_block(offset);
            keys.iter().for_each(|key| builder.add_key(key.as_bytes()));
        }
        let block = builder.finish().to_vec();
        let reader = Reader::new(&block);
        let found = |offset, key: &str| reader.key_may_match(&block, offset, key.as_bytes(), &Exact);
        assert!(found(0, "a") && found(0, "b") && !found(0, "c") && !found(0, "d"));
        assert!(found(3000, "c") && !found(3000, "a") && !found(4100, "c"));
        assert!(found(9000, "d") && found(9000, "") && !found(9000, "c"));
    }

    #[test]
    fn what_makes_no_sense_may_have_every_key() {
        for block in [&[][..], &[1, 2, 3], &[9, 0, 0, 0, 11], &[0, 0, 0, 0, 200], &[5, 0, 0, 0, 0, 0, 0, 0, 11]] {
            assert!(Reader::new(block).key_may_match(block, 0, b"a", &Exact), "{block:?}");
        }
    }
}
