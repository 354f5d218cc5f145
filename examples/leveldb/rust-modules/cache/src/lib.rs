//! The module `cache` in Rust: a cache of C++ values behind the C++ interface, in shards so that threads seldom meet.
//!
//! [`lru`] is one shard and knows nothing of C++. What is here is the border: a value is a pointer that C++ gave, with the
//! function that ends it, and a handle is an entry that C++ holds.

pub mod lru;

use std::ffi::c_void;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cache_bridge::cxx::UniquePtr;
use cache_bridge::facade::Module;
use cache_bridge::leveldb::cache::Handle;
use cache_bridge::leveldb::{Cache as Interface, CacheMethods};
use cache_bridge::support::{at_handle, give_handle, take_handle};
use hash::hash;

use lru::{Entry, Lru, Retire};

/// What C++ calls.
pub struct Cache;

impl Module for Cache {
    fn new_lru_cache(capacity: usize) -> UniquePtr<Interface> {
        let shards = std::array::from_fn(|_| Lru::new(capacity.div_ceil(SHARDS)));
        Interface::implement(Box::new(Border { shards, last_id: AtomicU64::new(0) }))
    }
}

/// Parts with a lock each; the upper bits of a key's hash choose one.
const SHARDS: usize = 16;

struct Border {
    shards: [Lru<Value>; SHARDS],
    last_id: AtomicU64,
}

impl Border {
    fn shard(&self, key: &[u8]) -> &Lru<Value> {
        &self.shards[(hash(key, 0) >> (32 - SHARDS.ilog2())) as usize]
    }
}

/// A value of C++.
struct Value {
    value: *mut c_void,
    deleter: *mut c_void,
}

// SAFETY: the interface is for any thread: whoever drops the last reference ends the value.
unsafe impl Send for Value {}
// SAFETY: a shared value only gives its pointer away.
unsafe impl Sync for Value {}

impl Retire for Value {
    fn retire(&mut self, key: &[u8]) {
        // SAFETY: C++ gave both for this.
        unsafe { Interface::call_deleter(self.deleter, key, self.value) };
    }
}

/// What a handle of C++ owns.
type Held = Arc<Entry<Value>>;

fn address(handle: Option<Pin<&mut Handle>>) -> *const Handle {
    // SAFETY: only its address is used.
    handle.map_or(std::ptr::null(), |h| unsafe { std::ptr::from_mut(h.get_unchecked_mut()).cast_const() })
}

// SAFETY: handles are entries that the caller holds, and the value is what C++ gave.
unsafe impl CacheMethods for Border {
    fn insert(
        &self,
        _: Pin<&mut Interface>,
        key: &[u8],
        value: *mut c_void,
        charge: usize,
        deleter: *mut c_void,
    ) -> *mut Handle {
        give_handle(self.shard(key).insert(key, Value { value, deleter }, charge))
    }

    fn lookup(&self, _: Pin<&mut Interface>, key: &[u8]) -> *mut Handle {
        self.shard(key).lookup(key).map_or(std::ptr::null_mut(), give_handle)
    }

    fn release(&self, _: Pin<&mut Interface>, handle: Option<Pin<&mut Handle>>) {
        // SAFETY: `give_handle` made the handle, and the caller gives it back.
        if let Some(entry) = unsafe { take_handle::<Held, _>(address(handle)) } {
            self.shard(entry.key()).release(entry);
        }
    }

    fn value(&self, _: Pin<&mut Interface>, handle: Option<Pin<&mut Handle>>) -> *mut c_void {
        // SAFETY: `give_handle` made the handle, and the caller has not released it.
        unsafe { at_handle::<Held, _>(address(handle)) }.map_or(std::ptr::null_mut(), |entry| entry.value().value)
    }

    fn erase(&self, _: Pin<&mut Interface>, key: &[u8]) {
        self.shard(key).erase(key);
    }

    fn new_id(&self, _: Pin<&mut Interface>) -> u64 {
        self.last_id.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn prune(&self, _: Pin<&mut Interface>) {
        for shard in &self.shards {
            shard.prune();
        }
    }

    fn total_charge(&self, _: &Interface) -> usize {
        self.shards.iter().map(Lru::total_charge).sum()
    }
}
