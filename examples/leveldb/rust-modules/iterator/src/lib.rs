//! The module `iterator` in Rust: iterators over nothing. What the base class itself does stays in C++.

use std::pin::Pin;

use iterator_bridge::cxx::UniquePtr;
use iterator_bridge::facade::Module;
use iterator_bridge::leveldb::{Iterator as Interface, IteratorMethods, Status};

/// What C++ calls.
pub struct Iterator;

impl Module for Iterator {
    fn new_empty_iterator() -> UniquePtr<Interface> {
        nothing(Status::new_ok())
    }

    fn new_error_iterator(status: &Status) -> UniquePtr<Interface> {
        nothing(status.copy())
    }
}

fn nothing(status: UniquePtr<Status>) -> UniquePtr<Interface> {
    Interface::implement(Box::new(Nothing(Why(status))))
}

/// Why there is nothing.
struct Why(UniquePtr<Status>);

// SAFETY: a status belongs to nobody else, and is only read.
unsafe impl Send for Why {}
// SAFETY: the same.
unsafe impl Sync for Why {}

struct Nothing(Why);

impl IteratorMethods for Nothing {
    fn valid(&self, _: &Interface) -> bool {
        false
    }

    fn seek_to_first(&self, _: Pin<&mut Interface>) {}

    fn seek_to_last(&self, _: Pin<&mut Interface>) {}

    fn seek(&self, _: Pin<&mut Interface>, _: &[u8]) {}

    fn next(&self, _: Pin<&mut Interface>) {}

    fn prev(&self, _: Pin<&mut Interface>) {}

    fn key<'s>(&'s self, _: &Interface) -> &'s [u8] {
        &[]
    }

    fn value<'s>(&'s self, _: &Interface) -> &'s [u8] {
        &[]
    }

    fn status(&self, _: &Interface) -> UniquePtr<Status> {
        self.0.0.copy()
    }
}
