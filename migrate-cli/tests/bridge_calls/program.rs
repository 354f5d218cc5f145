//! What users do with the bridge to `calls.h`.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;

use calls::cxx::UniquePtr;
use calls::{Arena, ArenaMethods, Part, Store, StoreMethods, Value};

fn main() {
    nothing_instead_of_an_object();
    pointers_given_back();
    one_of_several();
}

/// What a panic says.
fn panics<T>(f: impl FnOnce() -> T) -> String {
    let payload = catch_unwind(AssertUnwindSafe(f)).err().expect("a panic");
    match payload.downcast::<&str>() {
        Ok(text) => (*text).to_owned(),
        Err(payload) => *payload.downcast::<String>().expect("a text"),
    }
}

fn nothing_instead_of_an_object() {
    let null = || UniquePtr::<Part>::null();
    assert_eq!(calls::total(vec![Part::new(1), Part::new(2)]), 3);
    assert!(panics(|| calls::total(vec![Part::new(1), null()])).contains("is null"));
    assert!(panics(|| calls::named(BTreeMap::from([(b"none".to_vec(), null())]))).contains("is null"));
    assert_eq!(calls::held(vec![Part::new(1), null()]), 1, "no object is needed behind a pointer");
    assert_eq!(calls::of(Box::new(Part::new)), 3);
}

struct Shelf(UniquePtr<Part>);
// SAFETY: parts are plain.
unsafe impl Send for Shelf {}
unsafe impl Sync for Shelf {}

impl StoreMethods for Shelf {
    fn first<'s>(&'s self, _: &Store) -> Option<&'s Part> {
        self.0.as_ref()
    }
}

// SAFETY: the part stays as long as the shelf.
unsafe impl ArenaMethods for Shelf {
    fn take(&self, _: Pin<&mut Arena>, size: i32) -> *mut Part {
        assert_eq!(size, 4);
        self.0.as_ptr().cast_mut()
    }
}

fn pointers_given_back() {
    assert_eq!(calls::first_size(&Store::implement(Box::new(Shelf(Part::new(7))))), 7);
    assert_eq!(calls::first_size(&Store::implement(Box::new(Shelf(UniquePtr::null())))), -1);
    assert_eq!(calls::taken_size(Arena::implement(Box::new(Shelf(Part::new(8)))).pin_mut()), 8);
}

fn one_of_several() {
    let mut value = Value::new();
    value.pin_mut().set_whole(3);
    // SAFETY: it has just been written.
    assert_eq!(unsafe { value.whole() }, 3);
}
