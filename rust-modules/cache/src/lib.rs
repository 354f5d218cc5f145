//! The module `cache` in Rust: a cache of C++ values behind the C++ interface.
//!
//! [`lru`] is the cache and knows nothing of C++. What is here is the border: a value is a pointer that C++ gave, with
//! the function that ends it, and a handle is an entry that C++ holds.

pub mod lru;

use std::ffi::c_void;
use std::pin::Pin;

use cache_bridge::cxx::UniquePtr;
use cache_bridge::facade::Module;
use cache_bridge::gateway::cache::cache::{Handle, Stats};
use cache_bridge::gateway::cache::{Cache as Interface, CacheMethods};
use cache_bridge::support::{Owning, at_handle, give_handle, take_handle};

use lru::{Entry, Lru, Retire};

/// What C++ calls.
pub struct Cache;

impl Module for Cache {
    fn new_lru_cache(capacity: usize) -> UniquePtr<Interface> {
        Interface::implement(Box::new(Border(Lru::new(capacity))))
    }
}

/// A value of C++.
struct Value {
    value: *mut c_void,
    deleter: *mut c_void,
    argument: *mut c_void,
}

// SAFETY: the interface says that the deleter runs on whichever thread dropped the last reference.
unsafe impl Send for Value {}
// SAFETY: a shared value only gives its pointer away.
unsafe impl Sync for Value {}

impl Retire for Value {
    fn retire(&mut self, key: &[u8]) {
        if !self.deleter.is_null() {
            // SAFETY: C++ gave all three for this.
            unsafe { Interface::call_deleter(self.deleter, key, self.value, self.argument) };
        }
    }
}

struct Border(Lru<Value>);

/// What a handle of C++ owns: an entry, once.
struct Held(*const Entry<Value>);

impl Owning for Held {
    type Target = Entry<Value>;

    fn into_raw(self) -> *const Entry<Value> {
        self.0
    }

    unsafe fn from_raw(raw: *const Entry<Value>) -> Held {
        Held(raw)
    }
}

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
        argument: *mut c_void,
    ) -> *mut Handle {
        give_handle(Held(self.0.insert(key, Value { value, deleter, argument }, charge)))
    }

    fn lookup(&self, _: Pin<&mut Interface>, key: &[u8]) -> *mut Handle {
        self.0.lookup(key).map_or(std::ptr::null_mut(), |entry| give_handle(Held(entry)))
    }

    fn value(&self, _: &Interface, handle: Option<Pin<&mut Handle>>) -> *mut c_void {
        // SAFETY: `give_handle` made the handle, and the caller has not released it.
        unsafe { at_handle::<Held, _>(address(handle)) }.map_or(std::ptr::null_mut(), |entry| entry.value().value)
    }

    fn release(&self, _: Pin<&mut Interface>, handle: Option<Pin<&mut Handle>>) {
        // SAFETY: `give_handle` made the handle, and the caller gives it back.
        if let Some(Held(entry)) = unsafe { take_handle(address(handle)) } {
            // SAFETY: the entry is there until it has been released.
            self.0.release(unsafe { (*entry).slot() });
        }
    }

    fn erase(&self, _: Pin<&mut Interface>, key: &[u8]) -> bool {
        self.0.erase(key)
    }

    fn prune(&self, _: Pin<&mut Interface>) -> usize {
        self.0.prune()
    }

    fn new_id(&self, _: Pin<&mut Interface>) -> u64 {
        self.0.new_id()
    }

    fn total_charge(&self, _: &Interface) -> usize {
        self.0.total_charge()
    }

    fn stats(&self, _: &Interface) -> Stats {
        let lru::Stats { hits, misses, inserts, evictions } = self.0.stats();
        Stats { hits, misses, inserts, evictions }
    }
}
