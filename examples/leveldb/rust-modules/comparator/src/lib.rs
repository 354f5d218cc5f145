//! The module `comparator` in Rust: keys in the order of their bytes.
//!
//! [`order`] knows nothing of C++. What is here is the border.

pub mod order;

use std::ffi::CStr;
use std::pin::Pin;
use std::sync::OnceLock;

use comparator_bridge::cxx::{CxxString, UniquePtr};
use comparator_bridge::facade::Module;
use comparator_bridge::leveldb::{Comparator as Interface, ComparatorMethods};

/// What C++ calls.
pub struct Comparator;

impl Module for Comparator {
    fn bytewise_comparator() -> Option<&'static Interface> {
        static ONLY: OnceLock<Shared> = OnceLock::new();
        ONLY.get_or_init(|| Shared(Interface::implement(Box::new(Bytewise)))).0.as_ref()
    }
}

/// The comparator that all stores use.
struct Shared(UniquePtr<Interface>);

// SAFETY: it has no state, and C++ asks it from any thread.
unsafe impl Send for Shared {}
// SAFETY: the same.
unsafe impl Sync for Shared {}

struct Bytewise;

impl ComparatorMethods for Bytewise {
    fn compare(&self, _: &Interface, a: &[u8], b: &[u8]) -> i32 {
        a.cmp(b) as i32
    }

    fn name<'s>(&'s self, _: &Interface) -> &'s CStr {
        c"leveldb.BytewiseComparator"
    }

    fn find_shortest_separator(&self, _: &Interface, start: Pin<&mut CxxString>, limit: &[u8]) {
        let separator = order::separator(start.as_bytes(), limit);
        replace(start, separator);
    }

    fn find_short_successor(&self, _: &Interface, key: Pin<&mut CxxString>) {
        let successor = order::successor(key.as_bytes());
        replace(key, successor);
    }
}

/// Puts a shorter key in the place of one, if there is any.
fn replace(mut key: Pin<&mut CxxString>, shorter: Option<Vec<u8>>) {
    if let Some(shorter) = shorter {
        key.as_mut().clear();
        key.push_bytes(&shorter);
    }
}
