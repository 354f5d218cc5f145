//! A cache that drops what has been idle for longest, and never what somebody holds.
//!
//! An entry stands in a slot as long as the cache or somebody else holds it, and is retired when the last of them lets go. The
//! table is one of numbers of slots, and the idle entries are linked by these numbers. An entry is one allocation and knows
//! its slot: who gives it back says the number, and nothing is looked up. What changes is beside it, under the lock.

use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hashbrown::{DefaultHashBuilder, HashTable};
use slab::Slab;
use smallvec::SmallVec;

/// What becomes of a value when nobody holds its entry.
pub trait Retire {
    /// The last time that the value is seen.
    fn retire(&mut self, key: &[u8]);
}

/// Bytes of a key that need no allocation of their own.
const SHORT_KEY: usize = 24;

/// A value under a key.
pub struct Entry<V: Retire> {
    key: SmallVec<[u8; SHORT_KEY]>,
    value: V,
    charge: usize,
    slot: u32,
}

impl<V: Retire> Entry<V> {
    /// The value.
    pub fn value(&self) -> &V {
        &self.value
    }

    /// Where it stands, for [`Lru::release`].
    pub fn slot(&self) -> u32 {
        self.slot
    }
}

impl<V: Retire> Drop for Entry<V> {
    fn drop(&mut self) {
        self.value.retire(&self.key);
    }
}

/// What a cache has seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Lookups that found something.
    pub hits: u64,
    /// Lookups that found nothing.
    pub misses: u64,
    /// Entries that came.
    pub inserts: u64,
    /// Entries that went for want of room.
    pub evictions: u64,
}

/// The number of no slot.
const NONE: u32 = u32::MAX;

/// A place of an entry.
struct Slot<V: Retire> {
    /// It stays where it is, whoever else has its address.
    entry: Arc<Entry<V>>,
    hash: u64,
    /// How many hold it, the cache not counted.
    holders: u32,
    is_cached: bool,
    /// Its neighbours, if it is idle.
    older: u32,
    newer: u32,
}

struct Inner<V: Retire> {
    slots: Slab<Slot<V>>,
    /// Slots by key.
    table: HashTable<u32>,
    /// The ends of the list of idle entries, in the order in which they became idle.
    oldest: u32,
    newest: u32,
    usage: usize,
    last_id: u64,
    stats: Stats,
}

/// Entries that the cache has let go: mostly one.
type Dead<V> = SmallVec<[Arc<Entry<V>>; 2]>;

/// The cache. Entries that it lets go are retired after the lock is free again.
pub struct Lru<V: Retire> {
    capacity: usize,
    hasher: DefaultHashBuilder,
    inner: Mutex<Inner<V>>,
}

impl<V: Retire> Lru<V> {
    /// A cache for entries of so much charge together.
    #[must_use]
    pub fn new(capacity: usize) -> Lru<V> {
        let inner = Inner {
            slots: Slab::new(),
            table: HashTable::new(),
            oldest: NONE,
            newest: NONE,
            usage: 0,
            last_id: 0,
            stats: Stats::default(),
        };
        Lru { capacity, hasher: DefaultHashBuilder::default(), inner: Mutex::new(inner) }
    }

    fn inner(&self) -> MutexGuard<'_, Inner<V>> {
        // Nothing in here panics between two changes that belong together.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a value in the place of one with the same key, and gives its entry to the caller. One that is larger than the
    /// cache is given, but not kept.
    ///
    /// The entry is there until [`release`](Lru::release) has been called as often as it was given.
    pub fn insert(&self, key: &[u8], value: V, charge: usize) -> *const Entry<V> {
        let hash = self.hasher.hash_one(key);
        let mut dead = Dead::new();
        let mut inner = self.inner();
        inner.stats.inserts += 1;
        let found = inner.find(hash, key);
        dead.extend(found.and_then(|slot| inner.detach(slot)));
        let left = self.capacity.checked_sub(charge);
        if let Some(left) = left {
            inner.evict(left, &mut dead);
        }
        let is_cached = left.is_some();
        let entry = inner.put(hash, is_cached, |slot| Arc::new(Entry { key: key.into(), value, charge, slot }));
        drop(inner);
        entry
    }

    /// Gives the entry of a key to the caller, see [`insert`](Lru::insert).
    pub fn lookup(&self, key: &[u8]) -> Option<*const Entry<V>> {
        let hash = self.hasher.hash_one(key);
        let mut inner = self.inner();
        let found = inner.find(hash, key).map(|slot| inner.hold(slot));
        match found {
            Some(_) => inner.stats.hits += 1,
            None => inner.stats.misses += 1,
        }
        found
    }

    /// Takes back the entry of a slot from one that it was given to.
    pub fn release(&self, slot: u32) {
        let mut dead = Dead::new();
        let mut inner = self.inner();
        dead.extend(inner.released(slot));
        inner.evict(self.capacity, &mut dead);
        drop(inner);
    }

    /// Lets an entry go; whether there was one.
    pub fn erase(&self, key: &[u8]) -> bool {
        let hash = self.hasher.hash_one(key);
        let mut inner = self.inner();
        let found = inner.find(hash, key);
        let dead = found.and_then(|slot| inner.detach(slot));
        drop(inner);
        drop(dead);
        found.is_some()
    }

    /// Lets all go that nobody holds; how many these were.
    pub fn prune(&self) -> usize {
        let mut dead = Dead::new();
        let mut inner = self.inner();
        while inner.oldest != NONE {
            let oldest = inner.oldest;
            dead.extend(inner.detach(oldest));
        }
        drop(inner);
        dead.len()
    }

    /// A number that nobody else has got from this cache.
    pub fn new_id(&self) -> u64 {
        let mut inner = self.inner();
        inner.last_id += 1;
        inner.last_id
    }

    /// The charge of all entries in the cache.
    pub fn total_charge(&self) -> usize {
        self.inner().usage
    }

    /// What it has seen so far.
    pub fn stats(&self) -> Stats {
        self.inner().stats
    }
}

impl<V: Retire> Inner<V> {
    fn slot(&mut self, slot: u32) -> &mut Slot<V> {
        &mut self.slots[slot as usize]
    }

    fn find(&self, hash: u64, key: &[u8]) -> Option<u32> {
        self.table.find(hash, |slot| *self.slots[*slot as usize].entry.key == *key).copied()
    }

    /// Puts an entry that somebody holds into a slot.
    fn put(&mut self, hash: u64, is_cached: bool, entry: impl FnOnce(u32) -> Arc<Entry<V>>) -> *const Entry<V> {
        let vacant = self.slots.vacant_entry();
        let slot = u32::try_from(vacant.key()).expect("so many entries need more memory than there is");
        let entry = entry(slot);
        let (address, charge) = (Arc::as_ptr(&entry), entry.charge);
        vacant.insert(Slot { entry, hash, holders: 1, is_cached, older: NONE, newer: NONE });
        if is_cached {
            let slots = &self.slots;
            self.table.insert_unique(hash, slot, |slot| slots[*slot as usize].hash);
            self.usage += charge;
        }
        address
    }

    /// Gives an entry to somebody.
    fn hold(&mut self, slot: u32) -> *const Entry<V> {
        let this = self.slot(slot);
        this.holders += 1;
        let entry = Arc::as_ptr(&this.entry);
        if this.holders == 1 {
            self.unlink(slot);
        }
        entry
    }

    /// Somebody has let go of an entry; it comes back if it was the last.
    fn released(&mut self, slot: u32) -> Option<Arc<Entry<V>>> {
        let newest = self.newest;
        let this = self.slot(slot);
        this.holders -= 1;
        match (this.holders, this.is_cached) {
            (0, true) => {
                this.older = newest;
                match newest {
                    NONE => self.oldest = slot,
                    newest => self.slot(newest).newer = slot,
                }
                self.newest = slot;
                None
            }
            (0, false) => Some(self.slots.remove(slot as usize).entry),
            _ => None,
        }
    }

    /// Takes an entry out of the list of idle ones.
    fn unlink(&mut self, slot: u32) {
        let this = self.slot(slot);
        let older = std::mem::replace(&mut this.older, NONE);
        let newer = std::mem::replace(&mut this.newer, NONE);
        match older {
            NONE => self.oldest = newer,
            older => self.slot(older).newer = newer,
        }
        match newer {
            NONE => self.newest = older,
            newer => self.slot(newer).older = older,
        }
    }

    /// Takes an entry out of the cache; it comes back if nobody else holds it.
    fn detach(&mut self, slot: u32) -> Option<Arc<Entry<V>>> {
        let this = self.slot(slot);
        this.is_cached = false;
        let (hash, charge, is_idle) = (this.hash, this.entry.charge, this.holders == 0);
        if let Ok(found) = self.table.find_entry(hash, |other| *other == slot) {
            found.remove();
        }
        self.usage -= charge;
        is_idle.then(|| {
            self.unlink(slot);
            self.slots.remove(slot as usize).entry
        })
    }

    fn evict(&mut self, capacity: usize, dead: &mut Dead<V>) {
        while self.usage > capacity && self.oldest != NONE {
            self.stats.evictions += 1;
            let oldest = self.oldest;
            dead.extend(self.detach(oldest));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Noted(Arc<Mutex<Vec<String>>>);

    impl Retire for Noted {
        fn retire(&mut self, key: &[u8]) {
            self.0.lock().expect("no panic").push(String::from_utf8_lossy(key).into_owned());
        }
    }

    fn slot(entry: *const Entry<Noted>) -> u32 {
        // SAFETY: it has been given, and not been taken back.
        unsafe { (*entry).slot() }
    }

    fn cache(capacity: usize) -> (Lru<Noted>, Arc<Mutex<Vec<String>>>, impl Fn(&Lru<Noted>, &str, usize)) {
        let gone = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&gone);
        let put = move |cache: &Lru<Noted>, key: &str, charge| {
            let entry = cache.insert(key.as_bytes(), Noted(Arc::clone(&log)), charge);
            cache.release(slot(entry));
        };
        (Lru::new(capacity), gone, put)
    }

    #[test]
    fn the_longest_idle_goes_first() {
        let (cache, gone, put) = cache(2);
        put(&cache, "a", 1);
        put(&cache, "b", 1);
        let a = cache.lookup(b"a").expect("cached");
        cache.release(slot(a));
        put(&cache, "c", 1);
        assert_eq!(*gone.lock().expect("no panic"), ["b"]);
        assert_eq!(cache.stats(), Stats { hits: 1, misses: 0, inserts: 3, evictions: 1 });
    }

    #[test]
    fn what_is_held_stays() {
        let (cache, gone, put) = cache(1);
        put(&cache, "a", 1);
        let held = cache.lookup(b"a").expect("cached");
        put(&cache, "b", 1);
        assert_eq!(*gone.lock().expect("no panic"), ["b"]);
        assert!(cache.erase(b"a") && !cache.erase(b"a"));
        assert_eq!(cache.total_charge(), 0);
        cache.release(slot(held));
        assert_eq!(*gone.lock().expect("no panic"), ["b", "a"]);
    }

    #[test]
    fn entries_that_were_given_twice_are_idle_when_both_are_back() {
        let (cache, gone, put) = cache(1);
        put(&cache, "a", 1);
        let held = [(), ()].map(|()| cache.lookup(b"a").expect("cached"));
        assert_eq!(cache.prune(), 0);
        held.into_iter().for_each(|entry| cache.release(slot(entry)));
        assert_eq!(cache.prune(), 1);
        assert_eq!(*gone.lock().expect("no panic"), ["a"]);
    }

    #[test]
    fn slots_are_used_again() {
        let (cache, gone, put) = cache(3);
        let held = cache.insert(b"old", Noted(Arc::clone(&gone)), 1);
        assert!(cache.erase(b"old"));
        put(&cache, "new", 1);
        cache.release(slot(held));
        for round in 0..10 {
            put(&cache, &format!("a key that is longer than most of them are {round}"), 1);
        }
        assert_eq!((cache.total_charge(), cache.stats().evictions), (3, 8));
        assert!(cache.lookup(b"new").is_none());
        assert_eq!(gone.lock().expect("no panic")[..2], ["old", "new"]);
    }

    #[test]
    fn the_too_large_is_given_and_not_kept() {
        let (cache, gone, put) = cache(1);
        put(&cache, "big", 2);
        assert!(cache.lookup(b"big").is_none());
        assert_eq!(*gone.lock().expect("no panic"), ["big"]);
        put(&cache, "small", 1);
        assert_eq!(cache.prune(), 1);
        assert_eq!(cache.new_id() + 1, cache.new_id());
    }
}
