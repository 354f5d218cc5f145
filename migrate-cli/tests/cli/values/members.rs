use std::ffi::{c_char, c_void, CStr};

use lib::{Flags, Level, Packed};

extern "C" fn double(x: i32) -> i32 {
    2 * x
}

extern "C" fn by_level(x: i64, level: Level) -> i64 {
    x + i64::from(level.0)
}

unsafe extern "C" fn keep(to: *mut c_void, text: *const c_char) {
    unsafe { (*to.cast::<Vec<u8>>()).extend_from_slice(CStr::from_ptr(text).to_bytes()) }
}

unsafe extern "C" fn less(a: *const c_void, b: *const c_void) -> i32 {
    unsafe { i32::from(*a.cast::<i32>() < *b.cast::<i32>()) }
}

fn main() {
    let mut flags = Flags::new();
    flags.pin_mut().set_ready(3);
    flags.pin_mut().set_depth(-7);
    flags.pin_mut().set_level(Level::HIGH);
    flags.pin_mut().set_dirty(true);
    assert_eq!((flags.ready(), flags.depth(), flags.level(), flags.dirty()), (1, -7, Level::HIGH, true));
    let mut packed = Packed::new();
    packed.pin_mut().set_low(5);
    packed.pin_mut().set_high(9);
    assert_eq!((packed.low(), packed.high()), (5, 9));

    assert!(flags.on_change().is_none() && flags.change(4) == -1);
    flags.pin_mut().set_on_change(Some(double));
    assert_eq!(flags.change(4), 8);
    assert_eq!(unsafe { flags.on_change().unwrap()(5) }, 10);
    flags.pin_mut().set_on_change(None);
    assert_eq!(flags.change(4), -1);
    let mut said: Vec<u8> = Vec::new();
    unsafe { flags.pin_mut().set_log(Some(keep)) };
    unsafe { flags.say((&raw mut said).cast()) };
    assert_eq!(said, b"said");

    assert_eq!(lib::apply(by_level, 40), 42);
    assert_eq!(lib::maybe(1), 1);
    assert_eq!(lib::maybe_with_step(1, Some(by_level)), 1);
    assert_eq!(lib::maybe_with_step(1, None), 1);
    assert_eq!(unsafe { lib::compare(Some(less), &1, &2) }, 1);
    assert_eq!(unsafe { lib::step().unwrap()(21, Level::LOW) }, 42);
    assert!(lib::no_step().is_none());
    assert_eq!(unsafe { lib::format(std::ptr::null_mut()) }, 1);
}
