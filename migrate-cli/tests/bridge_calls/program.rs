//! What users do with the bridge to `calls.h`.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calls::Part;
use calls::cxx::UniquePtr;

fn main() {
    nothing_instead_of_an_object();
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
