//! What users do with the bridge to `calls.h`.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use calls::cxx::{SharedPtr, UniquePtr};
use calls::{
    Arena, ArenaMethods, Bell, Counter, Judge, JudgeMethods, Lender, LenderMethods, Part, Store, StoreMethods, Table,
    Tied, Timer, Value,
};

fn main() {
    nothing_instead_of_an_object();
    pointers_given_back();
    one_of_several();
    shared();
    threads();
    contexts();
    made_from_others();
    match std::env::args().nth(1).expect("a policy").as_str() {
        "abort" => returned(),
        "handles" => handles(false),
        "handle-twice" => handles(true),
        "abort-now" => drop(calls::apply(Box::new(|_| panic!("on purpose")))),
        policy => panicking(policy),
    }
}

/// What C++ calls may return.
fn returned() {
    assert_eq!(calls::apply(Box::new(|x| x + 1)), 21);
    let mut words = vec![b"first".to_vec()];
    calls::fill(&mut words, Box::new(|| vec![b"last".to_vec()]));
    assert_eq!(words, [&b"first"[..], b"before", b"last"]);
    let mut bell = Bell::new();
    assert!(bell.quiet());
    let rung = Arc::new(AtomicI32::new(0));
    let counter = Arc::clone(&rung);
    bell.pin_mut().on_ring(Box::new(move |times| drop(counter.fetch_add(times, Ordering::Relaxed))));
    bell.pin_mut().ring(3);
    assert_eq!(rung.load(Ordering::Relaxed), 3);
    drop(bell);
    assert_eq!(Arc::strong_count(&rung), 1);
    assert!(calls::liked(Judge::implement(Box::new(Taste(true))).pin_mut()));
}

/// Handles of C++ that own something of Rust, and one that is given back once more than it was given.
fn handles(twice: bool) {
    use calls::support::{at_handle, give_handle, take_handle};
    let value = Arc::new(7);
    let [first, second]: [*mut u8; 2] = [0, 0].map(|_| give_handle(Arc::clone(&value)));
    let one = give_handle::<_, u8>(Box::new(*b"one"));
    assert!(first == second && Arc::strong_count(&value) == 3);
    unsafe {
        assert_eq!(at_handle::<Arc<i32>, u8>(first), Some(&7));
        assert_eq!(at_handle::<Arc<i32>, u8>(std::ptr::null()), None);
        assert_eq!(take_handle::<Box<[u8; 3]>, u8>(one).as_deref(), Some(b"one"));
        drop(take_handle::<Arc<i32>, u8>(first));
        drop(take_handle::<Arc<i32>, u8>(second));
        assert_eq!(Arc::strong_count(&value), 1);
        if twice {
            drop(take_handle::<Arc<i32>, u8>(second));
        }
    }
}

struct Taste(bool);

impl JudgeMethods for Taste {
    fn likes(&self, _: Pin<&mut Judge>, what: &[u8]) -> bool {
        assert!(self.0, "no taste for {}", String::from_utf8_lossy(what));
        self.0
    }
}

/// A panic goes on in Rust when C++ has returned or has been unwound.
fn panicking(policy: &str) {
    returned();
    let (unwound, went_on) = match policy {
        "exception" => (1, 0),
        _ => (1, 1),
    };
    let traced = |f: &mut dyn FnMut()| {
        let before = calls::traced();
        f();
        let after = calls::traced();
        assert_eq!((after.unwound - before.unwound, after.went_on - before.went_on), (unwound, went_on));
    };
    traced(&mut || assert_eq!(panics(|| calls::apply(Box::new(|_| panic!("on purpose")))), "on purpose"));
    let mut bell = Bell::new();
    bell.pin_mut().on_ring(Box::new(|times| assert_eq!(times, 1, "too often")));
    bell.pin_mut().ring(1);
    traced(&mut || assert!(panics(|| bell.pin_mut().ring(2)).contains("too often")));
    bell.pin_mut().ring(1);
    let mut judge = Judge::implement(Box::new(Taste(false)));
    assert_eq!(panics(|| calls::liked(judge.pin_mut())), "no taste for it");
    // What is changed is written back.
    let mut words = Vec::new();
    assert_eq!(panics(|| calls::fill(&mut words, Box::new(|| panic!("no words")))), "no words");
    assert_eq!(words, [b"before"]);
    assert_eq!(panics(|| calls::fold(&mut |_| panic!("no step"), 3)), "no step");
    // The panic goes before what C++ makes of it.
    assert_eq!(panics(|| calls::strict(Box::new(|| panic!("no number")))), "no number");
    assert_eq!(calls::strict(Box::new(|| 0)).unwrap_err().message(), b"zero");
    assert_eq!(calls::strict(Box::new(|| 1)).ok(), Some(1));
    // A payload of any type.
    let payload = catch_unwind(|| calls::apply(Box::new(|_| std::panic::panic_any(42_u8)))).unwrap_err();
    assert_eq!(payload.downcast_ref(), Some(&42_u8));
    assert_eq!(calls::apply(Box::new(|x| x)), 20, "nothing is left of it");
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

struct Same;

impl LenderMethods for Same {
    fn lend(&self, _: Pin<&mut Lender>, like: SharedPtr<Part>) -> SharedPtr<Part> {
        like
    }
}

fn shared() {
    let part = calls::shared_part(3);
    assert_eq!((part.size(), calls::shared_size(part.clone()), calls::shared_count(part.clone())), (3, 3, 2));
    assert_eq!(calls::shared_parts().iter().map(|p| p.size()).sum::<i32>(), 3);
    assert_eq!(calls::shared_both(Box::new(|part| part)), 5);
    let kept = calls::shared_part(9);
    let lent = kept.clone();
    assert_eq!(calls::shared_both(Box::new(move |_| lent.clone())), 9);
    assert_eq!(calls::shared_count(kept), 1);
    assert_eq!(calls::lent(Lender::implement(Box::new(Same)).pin_mut()), 6);
}

fn threads() {
    fn moves<T: Send>(value: T) -> T {
        value
    }
    fn shares<T: Sync>(value: T) -> T {
        value
    }
    let part = shares(moves(Part::new(4)));
    let sizes = std::thread::scope(|scope| {
        let both = [0, 0].map(|_| scope.spawn(|| part.size()));
        both.map(|thread| thread.join().expect("no panic"))
    });
    assert_eq!(sizes, [4, 4]);
    assert_eq!(std::thread::spawn(move || part.size()).join().ok(), Some(4));
    moves(Counter::new());
}

fn contexts() {
    let mut seen = Vec::new();
    let sum = calls::fold(
        &mut |x| {
            seen.push(x);
            10 * x
        },
        4,
    );
    assert_eq!((sum, seen), (60, vec![0, 1, 2, 3]));
    let mut words = Vec::new();
    calls::each(&mut |word, size| words.push((word.unwrap().to_owned(), size)));
    assert_eq!(words, [(c"one".to_owned(), 3), (c"three".to_owned(), 5)]);
    let mut timer = Timer::new();
    assert_eq!(timer.visit(&mut |x| x + 1), 8);
    let fired = Arc::new(AtomicI32::new(0));
    let counter = Arc::clone(&fired);
    timer.pin_mut().set_alarm(Box::new(move || drop(counter.fetch_add(1, Ordering::Relaxed))));
    timer.pin_mut().fire();
    timer.pin_mut().fire();
    assert_eq!(fired.load(Ordering::Relaxed), 2);
}

fn made_from_others() {
    let mut table = Table::new();
    let step = Part::new(2);
    let mut walk = table.pin_mut().new_walk(&step);
    assert_eq!((walk.pin_mut().next(), walk.pin_mut().next()), (2, 4));
    drop(walk);
    table.pin_mut().add(5);
    let mut walk = calls::create_walk(table.pin_mut(), &step);
    assert_eq!((walk.pin_mut().next(), walk.sum(), walk.is_null()), (2, 5, false));
    drop(walk);
    assert!(table.pin_mut().new_walk_if(false).is_null());
    // SAFETY: the table outlives it, and expects to be changed meanwhile.
    let walk = unsafe { Tied::detach(table.pin_mut().new_walk_if(true)) };
    table.pin_mut().add(1);
    assert_eq!(walk.sum(), 6);
}

fn one_of_several() {
    let mut value = Value::new();
    value.pin_mut().set_whole(3);
    // SAFETY: it has just been written.
    assert_eq!(unsafe { value.whole() }, 3);
}
