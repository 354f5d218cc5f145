use std::pin::Pin;

use lib::cxx::UniquePtr;
use lib::{Button, Machine, MachineMethods, Point, Step};

struct Doubling;

impl MachineMethods for Doubling {
    fn make(&self, _this: &Machine, by: i32) -> UniquePtr<Step> {
        Step::new(Box::new(move |x| 2 * x + by))
    }

    fn use_(&self, _this: &Machine, step: &Step) -> i32 {
        step.call(100).expect("nothing is thrown")
    }
}

fn results() {
    let add: UniquePtr<Step> = lib::adder(2);
    assert!(add.is_set());
    assert_eq!(add.call(40).unwrap(), 42);
    assert_eq!(add.call(1).unwrap(), 3);
    let both = lib::composed(Box::new(|x| x * 10), Box::new(|x| x + 1));
    assert_eq!(both.call(4).unwrap(), 41);

    let nothing = lib::nothing();
    assert!(!nothing.is_set());
    assert_eq!(nothing.call(1).unwrap_err().type_name(), "std::bad_function_call");
    let thrown = lib::failing().unwrap().call(7).unwrap_err();
    assert!(thrown.to_string().contains("no step 7"), "{thrown}");

    let mut at = Point { x: 0, y: 0 };
    let words = [b"ab".to_vec(), b"c".to_vec()];
    assert_eq!(lib::joiner().call(&words, &mut at).unwrap(), b"abc");
    assert_eq!(at.x, 3);
}

/// What a function object refers to is borrowed by it.
fn borrows() {
    let mut n = 5;
    let count = lib::counter(&mut n);
    assert_eq!((count.call().unwrap(), count.call().unwrap()), (6, 7));
    drop(count);
    assert_eq!(n, 7);
    let start = String::from("ab");
    let starts = lib::prefix(start.as_bytes());
    assert!(starts.call(b"abc").unwrap() && !starts.call(b"b").unwrap());
    // C++ changes a copy that ends with the call.
    let mut text = b"text".to_vec();
    let _never_called = unsafe { lib::clearer(&mut text) };

    let mut written = Vec::new();
    {
        let mut print = lib::printer(Box::new(&mut written)).unwrap();
        print.call(1).unwrap();
        print.call(23).unwrap();
        print.check().unwrap();
        print.finish().unwrap();
    }
    assert_eq!(written, b"1;23;");
}

fn members() {
    let mut button = Button::new();
    assert!(!button.pressed().is_set());
    button.pin_mut().set_pressed(Box::new(|text, at| text.len() as i32 + at.y));
    assert!(button.pressed().is_set());
    assert_eq!(button.pressed().call(b"four", &Point { x: 1, y: 3 }).unwrap(), 7);
    assert_eq!(button.pin_mut().press(b"", Point { x: 0, y: 9 }), 9);

    assert!(button.pin_mut().step_or_null().is_none());
    button.pin_mut().set_step(Box::new(|x| x - 1));
    assert_eq!(button.step().call(3).unwrap(), 2);
    let step: Pin<&mut Step> = button.pin_mut().step_or_null().unwrap();
    lib::twice(step);
    assert_eq!(button.step().call(3).unwrap(), 1);
    assert_eq!(lib::run(button.step(), 8), 6);

    let raise = button.pin_mut().raiser();
    raise.call().unwrap();
    raise.call().unwrap();
    drop(raise);
    assert_eq!(button.base(), 42);
    let later = button.later();
    assert_eq!(later.call(8).unwrap(), 50);
    let both = button.both();
    assert_eq!((both[0].call(0).unwrap(), both[1].call(0).unwrap()), (42, -2));
}

fn elements() {
    let steps = || vec![lib::adder(1), Step::new(Box::new(|x| x * x))];
    assert_eq!(lib::run_all(steps(), 4), 25);
    let mut button = Button::new();
    button.pin_mut().set_steps(steps());
    assert_eq!(button.steps()[1].call(12).unwrap(), 144);
    assert_eq!((lib::run_maybe(None, 3), lib::run_maybe(Some(lib::adder(4)), 3)), (3, 7));
    assert!(lib::maybe(false).is_none());
    assert_eq!(lib::maybe(true).unwrap().call(1).unwrap(), 2);
    assert_eq!(lib::named()[&b"ten"[..]].call(1).unwrap(), 11);
}

fn handed_to_rust() {
    assert_eq!(lib::hand(Box::new(|step, x| step.call(x).unwrap() * 100)), 500);
    assert_eq!(lib::ask(Box::new(|by| lib::adder(by))), 11);
    assert_eq!(lib::drive(&Machine::implement(Box::new(Doubling))), 204);
}

fn main() {
    results();
    borrows();
    members();
    elements();
    handed_to_rust();
}
