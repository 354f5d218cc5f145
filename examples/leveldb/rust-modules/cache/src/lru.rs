//! A cache that drops what has been idle for longest, and never what somebody holds.
//!
//! An entry is held by the cache and by those who were given it, each by an [`Arc`]; it is retired when the last of them
//! lets go. How many hold it is exact while the lock is held, because only then somebody new is given an entry.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hashlink::LinkedHashMap;

/// What becomes of a value when nobody holds its entry.
pub trait Retire {
    /// The last time that the value is seen.
    fn retire(&mut self, key: &[u8]);
}

/// A value under a key.
pub struct Entry<V: Retire> {
    key: Box<[u8]>,
    value: V,
    charge: usize,
}

impl<V: Retire> Entry<V> {
    /// The key.
    pub fn key(&self) -> &[u8] {
        &self.key
    }

    /// The value.
    pub fn value(&self) -> &V {
        &self.value
    }
}

impl<V: Retire> Drop for Entry<V> {
    fn drop(&mut self) {
        self.value.retire(&self.key);
    }
}

/// An entry in the table, found by its key.
struct Cached<V: Retire>(Arc<Entry<V>>);

impl<V: Retire> Cached<V> {
    fn is_idle(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }
}

impl<V: Retire> Borrow<[u8]> for Cached<V> {
    fn borrow(&self) -> &[u8] {
        &self.0.key
    }
}

impl<V: Retire> Hash for Cached<V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.key.hash(state);
    }
}

impl<V: Retire> PartialEq for Cached<V> {
    fn eq(&self, other: &Cached<V>) -> bool {
        self.0.key == other.0.key
    }
}

impl<V: Retire> Eq for Cached<V> {}

struct Inner<V: Retire> {
    /// The idle entries stand in the order in which they became idle.
    table: LinkedHashMap<Cached<V>, ()>,
    usage: usize,
}

/// The cache. Entries that it lets go are retired after the lock is free again.
pub struct Lru<V: Retire> {
    capacity: usize,
    inner: Mutex<Inner<V>>,
}

impl<V: Retire> Lru<V> {
    /// A cache for entries of so much charge together.
    #[must_use]
    pub fn new(capacity: usize) -> Lru<V> {
        let inner = Inner { table: LinkedHashMap::new(), usage: 0 };
        Lru { capacity, inner: Mutex::new(inner) }
    }

    fn inner(&self) -> MutexGuard<'_, Inner<V>> {
        // Nothing in here panics between two changes that belong together.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a value in the place of one with the same key. A cache without capacity gives it back and does not keep it.
    pub fn insert(&self, key: &[u8], value: V, charge: usize) -> Arc<Entry<V>> {
        let entry = Arc::new(Entry { key: key.into(), value, charge });
        let mut inner = self.inner();
        let mut dead = Vec::from_iter(inner.detach(key));
        if self.capacity > 0 {
            inner.table.insert(Cached(Arc::clone(&entry)), ());
            inner.usage += charge;
            inner.evict(self.capacity, &mut dead);
        }
        drop(inner);
        entry
    }

    /// The entry of a key.
    pub fn lookup(&self, key: &[u8]) -> Option<Arc<Entry<V>>> {
        self.inner().table.get_key_value(key).map(|(cached, ())| Arc::clone(&cached.0))
    }

    /// Takes back an entry that was given out.
    pub fn release(&self, entry: Arc<Entry<V>>) {
        let mut dead = Vec::new();
        let mut inner = self.inner();
        let cached = inner.table.get_key_value(&*entry.key).is_some_and(|(c, ())| Arc::ptr_eq(&c.0, &entry));
        if cached && Arc::strong_count(&entry) == 2 {
            inner.table.to_back(&*entry.key);
            drop(entry);
            inner.evict(self.capacity, &mut dead);
        } else {
            dead.push(entry);
        }
        drop(inner);
    }

    /// Lets an entry go; whether there was one.
    pub fn erase(&self, key: &[u8]) -> bool {
        let dead = self.inner().detach(key);
        dead.is_some()
    }

    /// Lets all go that nobody holds; how many these were.
    pub fn prune(&self) -> usize {
        let mut dead = Vec::new();
        let mut inner = self.inner();
        while let Some(entry) = inner.oldest_idle() {
            dead.extend(inner.detach(&entry.key));
            drop(entry);
        }
        drop(inner);
        dead.len()
    }

    /// The charge of all entries in the cache.
    pub fn total_charge(&self) -> usize {
        self.inner().usage
    }
}

impl<V: Retire> Inner<V> {
    /// Takes an entry out of the table.
    fn detach(&mut self, key: &[u8]) -> Option<Arc<Entry<V>>> {
        let (Cached(entry), ()) = self.table.remove_entry(key)?;
        self.usage -= entry.charge;
        Some(entry)
    }

    fn oldest_idle(&self) -> Option<Arc<Entry<V>>> {
        self.table.keys().find(|cached| cached.is_idle()).map(|cached| Arc::clone(&cached.0))
    }

    fn evict(&mut self, capacity: usize, dead: &mut Vec<Arc<Entry<V>>>) {
        while self.usage > capacity {
            let Some(entry) = self.oldest_idle() else { break };
            dead.extend(self.detach(&entry.key));
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

    fn cache(capacity: usize) -> (Lru<Noted>, Arc<Mutex<Vec<String>>>, impl Fn(&Lru<Noted>, &str, usize)) {
        let gone = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&gone);
        let put = move |cache: &Lru<Noted>, key: &str, charge| {
            let entry = cache.insert(key.as_bytes(), Noted(Arc::clone(&log)), charge);
            cache.release(entry);
        };
        (Lru::new(capacity), gone, put)
    }

    #[test]
    fn the_longest_idle_goes_first() {
        let (cache, gone, put) = cache(2);
        put(&cache, "a", 1);
        put(&cache, "b", 1);
        let a = cache.lookup(b"a").expect("cached");
        cache.release(a);
        put(&cache, "c", 1);
        assert_eq!(*gone.lock().expect("no panic"), ["b"]);
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
        cache.release(held);
        assert_eq!(*gone.lock().expect("no panic"), ["b", "a"]);
    }

    #[test]
    fn without_capacity_nothing_is_kept() {
        let (cache, gone, put) = cache(0);
        put(&cache, "a", 1);
        assert!(cache.lookup(b"a").is_none());
        assert_eq!(*gone.lock().expect("no panic"), ["a"]);
    }

    #[test]
    fn the_too_large_goes_when_nobody_holds_it() {
        let (cache, gone, put) = cache(1);
        put(&cache, "big", 2);
        assert_eq!(*gone.lock().expect("no panic"), ["big"]);
        put(&cache, "small", 1);
        assert_eq!(cache.prune(), 1);
        assert_eq!(cache.total_charge(), 0);
    }
}
