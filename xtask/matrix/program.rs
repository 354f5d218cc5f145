//! Uses the bridge to `zoo.h`, however it was compiled.

use std::collections::BTreeMap;
use std::pin::Pin;

use zoo::{Animal, AnimalMethods, Barn, Cow, Diet, Size};

/// An animal in Rust.
struct Hen;

impl AnimalMethods for Hen {
    fn food(&self, _: &Animal) -> Vec<u8> {
        b"corn".to_vec()
    }

    fn noise(&self, this: &Animal, times: i32) -> i32 {
        this.base_noise(2 * times)
    }
}

fn main() {
    assert_eq!((zoo::legs(2), zoo::legs_f64(0.5), zoo::legs_bytes(b"hen")), (8, 2.0, 2));
    let cow = Cow::new();
    assert_eq!((cow.food(), cow.as_animal().name(), cow.as_animal().diet()), (b"grass".to_vec(), &b"cow"[..], Diet::PLANTS));
    assert_eq!((Cow::count(), zoo::feed(cow.as_animal(), 3)), (1, 503));
    let hen = Animal::implement(Box::new(Hen), b"hen", Diet::MEAT);
    assert_eq!((zoo::feed(&hen, 3), hen.diet()), (406, Diet::MEAT));
    assert!(*hen == *hen);
    assert_eq!(zoo::grown(Size { height: 1.5, weight: 1 }, 2), Size { height: 1.5, weight: 3 });
    let counts = BTreeMap::from([(b"cow".to_vec(), 1), (b"hen".to_vec(), 2)]);
    assert_eq!((zoo::names(&counts), zoo::total(&[1, 2, 3])), (vec![b"cow".to_vec(), b"hen".to_vec()], 6));
    assert_eq!((zoo::buy(true).food(), zoo::buy(false).is_null()), (b"grass".to_vec(), true));
    assert_eq!(zoo::shared().food(), b"grass");
    let mut calls = 0;
    let each = zoo::each(3, Box::new(move |i| { calls += 1; i * calls }));
    assert_eq!(each, 8);
    let mut out = Vec::new();
    zoo::write(&mut out, b"text").expect("a vector takes all");
    assert_eq!(out, b"text!");
    assert_eq!(zoo::read(&mut &b" 42 "[..]).expect("there is something to read"), 42);
    assert_eq!(zoo::motto(), Some(c"semper"));
    let mut owned = zoo::buy(true);
    let pinned: Pin<&mut Animal> = owned.pin_mut();
    assert_eq!(pinned.noise(7), 7);
    rows();
    exceptions();
    newer();
}

/// Objects in a `std::vector` are read and changed where they are.
fn rows() {
    let mut barn = Barn::new();
    assert!(barn.stalls().is_empty() && barn.stalls().get(0).is_none());
    barn.pin_mut().resize_stalls(3);
    for (number, mut stall) in (0..).zip(barn.pin_mut().stalls_mut()) {
        stall.as_mut().set_number(number);
        stall.smell_mut().assign_new_bytes_i32(b"hay", 10 * number);
    }
    let told = |barn: &Barn| -> Vec<(i32, Vec<u8>, i32)> {
        let stalls = barn.numbered().into_iter();
        stalls.map(|s| (s.number(), s.smell().of().to_vec(), s.smell().strength())).collect()
    };
    assert_eq!(told(&barn), [(0, b"hay".to_vec(), 0), (1, b"hay".to_vec(), 10), (2, b"hay".to_vec(), 20)]);
    let mut stalls = barn.pin_mut().stalls_mut();
    stalls.get_mut(1).expect("there are three").assign_new();
    assert!(stalls.get_mut(3).is_none());
    let last = stalls.iter_mut().next_back().expect("there are three").number();
    assert_eq!((last, stalls.as_elements().len()), (2, 3));
    barn.pin_mut().resize_stalls(2);
    assert_eq!(told(&barn), [(0, b"hay".to_vec(), 0), (0, vec![], 0)]);
    barn.pin_mut().resize_sizes(2);
    barn.pin_mut().sizes_mut()[1].weight = 7;
    assert_eq!(barn.sizes().iter().map(|size| size.weight).sum::<i32>(), 7);
}

#[cfg(feature = "exceptions")]
fn exceptions() {
    assert_eq!(zoo::checked(1).expect("nothing is thrown"), 1);
    let error = zoo::checked(-1).expect_err("it throws");
    assert!(error.to_string().contains("below zero"), "{error}");
}

#[cfg(not(feature = "exceptions"))]
fn exceptions() {}

#[cfg(feature = "cpp17")]
fn newer() {
    assert_eq!((zoo::find(b"cow"), zoo::find(b"dog")), (Some(1), None));
}

#[cfg(not(feature = "cpp17"))]
fn newer() {}
