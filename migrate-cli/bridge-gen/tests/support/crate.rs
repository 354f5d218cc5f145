//! Both halves of what bridges share, against each other.
#![deny(missing_docs, warnings)]

mod second;
/// As in a generated crate.
#[allow(dead_code)]
pub mod support;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::error::Error;
use std::ffi::c_void;
use std::fmt::Debug;
use std::io::{self, BufRead, Read, Write};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cxx::{SharedPtr, UniquePtr, WeakPtr};
use support::{
    pack, pack_owned, unpack, Exception, InOutStream, InStream, Nanos, OneOf1, OneOf4, OutStream, View, Wire, WireRef,
};

#[cxx::bridge(namespace = "migrate_bridge_first")]
mod ffi {
    unsafe extern "C++" {
        include!("thunks.h");

        #[namespace = "lib"]
        type Item;
        #[namespace = "lib"]
        type Token;
        #[namespace = "lib"]
        type Cursor;
        #[namespace = "lib"]
        type Shape;
        type Callback;

        fn case_exists(number: u32) -> u8;
        fn run_case(number: u32, what: u8, bytes: &[u8]) -> UniquePtr<CxxString>;

        fn item_value(item: &Item) -> i32;
        fn item_new(value: i32) -> UniquePtr<Item>;
        fn item_shared(value: i32) -> SharedPtr<Item>;
        fn item_live() -> i32;
        fn static_item() -> *mut u8;
        fn token_new(value: i32) -> UniquePtr<Token>;
        fn token_value(token: &Token) -> i32;
        fn cursor_of(item: &Item) -> UniquePtr<Cursor>;
        fn cursor_again(cursor: &Cursor) -> UniquePtr<Cursor>;
        fn cursor_value(cursor: &Cursor) -> i32;
        fn own_all(what: u32, bytes: &[u8]) -> UniquePtr<CxxString>;

        fn throws(what: u32) -> Result<i32>;

        unsafe fn write_lines(raw: *mut u8, count: i32) -> i32;
        unsafe fn write_state(raw: *mut u8, size: usize) -> u32;
        unsafe fn read_line(raw: *mut u8) -> UniquePtr<CxxString>;
        unsafe fn read_bytes(raw: *mut u8, size: usize, state: &mut u8) -> UniquePtr<CxxString>;
        unsafe fn read_numbers(raw: *mut u8) -> UniquePtr<CxxString>;
        unsafe fn read_back(raw: *mut u8) -> UniquePtr<CxxString>;
        unsafe fn converse(raw: *mut u8) -> i32;

        unsafe fn callback(raw: *mut u8) -> UniquePtr<Callback>;
        fn callback_copy(callback: &Callback) -> UniquePtr<Callback>;
        fn callback_call(callback: &Callback, argument: i32) -> Result<i32>;
        fn callback_replace(callback: Pin<&mut Callback>, argument: i32) -> Result<i32>;
        unsafe fn callback_refused(raw: *mut u8) -> Result<()>;

        unsafe fn shape(raw: *mut u8) -> UniquePtr<Shape>;
        fn shape_area(shape: &Shape) -> Result<i32>;
        fn shape_grow(shape: Pin<&mut Shape>, by: i32) -> Result<i32>;
    }

    impl SharedPtr<Item> {}
    impl WeakPtr<Item> {}
}

use ffi::{Callback, Cursor, Item, Shape, Token};

type Bytes = Vec<u8>;

/// An enum of C++.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Color(u16);

support::newtype!(Color);

fn bytes(text: &str) -> Bytes {
    text.as_bytes().to_vec()
}

/// C++ understands `value`, writes it, and gives it back.
fn both_ways<T: Wire + WireRef + PartialEq + Debug>(number: u32, value: T) {
    assert_eq!(ffi::run_case(number, 0, &pack(&value)).to_str(), Ok("same"), "case {number}: {value:?}");
    assert_eq!(unpack::<T>(&ffi::run_case(number, 1, &[])), value, "case {number}, written by C++");
    let echo = ffi::run_case(number, 2, &pack(&value));
    assert_eq!(unpack::<T>(&echo), value, "case {number}, there and back");
    let echo = ffi::run_case(number, 2, &pack_owned(value));
    assert_eq!(ffi::run_case(number, 0, echo.as_bytes()).to_str(), Ok("same"), "case {number}, moved");
}

fn values() {
    let binary = b"a\0b\xff\x80|%".to_vec();
    both_ways(0, true);
    both_ways(1, (false, -1i8, 255u8, -2i16, 65535u16, -3i32, u32::MAX, -4i64));
    let wide = 'é' as u32;
    both_ways(2, (u64::MAX, 1.5f32, 2.25f64, b'x', wide, '€' as u16, '🦀' as u32, Color(513)));
    both_ways(3, 0.5f64);
    both_ways(4, binary.clone());
    both_ways(5, Bytes::new());
    both_ways(6, "€🦀".encode_utf16().collect::<Vec<_>>());
    both_ways(7, vec!['🦀' as u32]);
    both_ways(8, vec!['w' as u32, wide]);
    both_ways(10, vec![1, -2, 3]);
    both_ways(11, Vec::<i32>::new());
    both_ways(12, vec![true, false, true]);
    both_ways(13, vec![bytes("a"), Bytes::new(), binary.clone()]);
    both_ways(13, LinkedList::from([bytes("a"), Bytes::new(), binary]));
    both_ways(14, VecDeque::from([0.5, -0.5]));
    both_ways(15, vec![bytes("x"), bytes("y"), bytes("z")]);
    both_ways(16, BTreeSet::from([bytes("a"), bytes("b")]));
    both_ways(17, vec![1, 2, 2]);
    both_ways(18, HashSet::from([bytes("one"), bytes("two")]));
    both_ways(19, vec![7, 7]);
    both_ways(20, BTreeMap::from([(bytes("a"), 1), (bytes("b"), 2)]));
    both_ways(21, vec![(0, bytes("z")), (1, bytes("x")), (1, bytes("y"))]);
    both_ways(22, HashMap::from([(bytes("k"), vec![bytes("v"), bytes("w")]), (Bytes::new(), vec![])]));
    both_ways(23, vec![(5, 6)]);
    both_ways(24, vec![3, 2, 1]);
    both_ways(24, BTreeSet::from([3, 2, 1]));
    let deep = vec![(1, BTreeSet::from([bytes("a"), bytes("b")])), (2, BTreeSet::new())];
    both_ways(25, BTreeMap::from([(bytes("deep"), deep), (bytes("empty"), vec![])]));
    both_ways(30, (1, bytes("one")));
    both_ways(31, ());
    both_ways(32, (bytes("only"),));
    both_ways(33, [1, 2, 3]);
    both_ways(34, [bytes("a"), bytes("b")]);
    both_ways(35, [(); 0].map(|()| Bytes::new()));
    both_ways(36, [true, false]);
    both_ways(37, [0i32; 0]);
    both_ways(38, (1.0f64, -1.0f64));
    both_ways(39, vec![true, false, false, false, false, false, false, false, true]);
    both_ways(40, Nanos::from(Duration::from_millis(1500)));
    both_ways(41, Nanos(-500_000));
    both_ways(42, Nanos(i64::MAX));
    both_ways(43, Nanos(-128 * 3_600_000_000_000));
    both_ways(44, Nanos(-7));
    both_ways(46, UNIX_EPOCH + Duration::from_secs(1_234_567_890));
    both_ways(47, UNIX_EPOCH - Duration::from_secs(1));
    both_ways(48, Nanos(i64::MAX));
    both_ways(50, ffi::static_item().cast::<Item>());
    both_ways(51, vec![std::ptr::null::<u8>(); 2]);
    both_ways(52, b"piece\0!".to_vec());
    both_ways(53, vec![bytes("a"), Bytes::new()]);
    both_ways(54, ((), 1));

    // A third of a second is no whole number of nanoseconds, and what C++ cannot hold is cut.
    assert_eq!(unpack::<Nanos>(&ffi::run_case(45, 1, &[])), Nanos(3_333_333_333));
    let hours = |count: i64| unpack::<Nanos>(&ffi::run_case(43, 2, &pack(&Nanos(count * 3_600_000_000_000))));
    assert_eq!(hours(1000), hours(127));
    assert_eq!(hours(-1000), hours(-128));
    assert_eq!(unpack::<Nanos>(&ffi::run_case(41, 2, &pack(&Nanos(i64::MAX)))), Nanos(i64::MAX));

    // Borrowed values have the same form.
    assert_eq!(pack("text"), pack(&bytes("text")));
    assert_eq!(pack(&["a", "b"][..]), pack(&vec![bytes("a"), bytes("b")]));
    assert_eq!(pack(&BTreeMap::from([("k", 1)])), pack(&vec![(bytes("k"), 1)]));
    assert_eq!(pack(&Some(&1u8)), [1, 1]);
    assert_eq!(Duration::try_from(Nanos(5)), Ok(Duration::from_nanos(5)));
    assert_eq!(Duration::try_from(Nanos(-5)).unwrap_err().to_string(), "a span of -5 ns is negative");
    assert_eq!(Nanos::from(Duration::MAX), Nanos(i64::MAX));
    let far = UNIX_EPOCH + Duration::from_secs(1 << 40);
    assert_eq!(pack(&far), pack(&i64::MAX));
    assert_eq!(unpack::<SystemTime>(&ffi::run_case(46, 1, &[])), UNIX_EPOCH + Duration::from_secs(1_234_567_890));

    if ffi::case_exists(100) == 0 {
        return;
    }
    both_ways(100, Some(bytes("there")));
    both_ways(101, None::<Bytes>);
    both_ways(102, Some(None::<i32>));
    let strings = OneOf4::D(vec![bytes("a"), bytes("b")]);
    both_ways(103, vec![OneOf4::A(1), OneOf4::B(bytes("two")), OneOf4::C(()), strings]);
    #[cfg(unix)]
    both_ways(104, {
        use std::os::unix::ffi::OsStringExt;
        PathBuf::from(std::ffi::OsString::from_vec(b"/tmp/\xff".to_vec()))
    });
    both_ways(105, b"view\0!".to_vec());
    both_ways(106, BTreeMap::from([(bytes("k"), vec![bytes("v"), Bytes::new()])]));
    both_ways(107, 200u8);
    both_ways(108, OneOf1::A(3));
    both_ways(109, Some(3));
}

fn items(values: &[i32]) -> Vec<UniquePtr<Item>> {
    values.iter().map(|&value| ffi::item_new(value)).collect()
}

fn value(item: &UniquePtr<Item>) -> i32 {
    ffi::item_value(item)
}

/// Ownership moves there and back: as many objects as before, and none twice.
fn owned() {
    let before = ffi::item_live();

    let there = pack_owned(items(&[1, 2]));
    let back = unpack::<Vec<UniquePtr<Item>>>(&ffi::own_all(0, &there));
    assert_eq!(back.iter().map(value).collect::<Vec<_>>(), [1, 2]);
    let null = unpack::<Vec<UniquePtr<Item>>>(&ffi::own_all(0, &pack_owned(vec![UniquePtr::<Item>::null()])));
    assert!(null[0].is_null());

    type Map = BTreeMap<i32, (UniquePtr<Item>, (UniquePtr<Item>, i32))>;
    let map = Map::from([(7, (ffi::item_new(1), (ffi::item_new(2), 3)))]);
    let map = unpack::<Map>(&ffi::own_all(1, &pack_owned(map)));
    let (one, (two, three)) = &map[&7];
    assert_eq!((value(one), value(two), *three), (1, 2, 3));

    let [one, two] =
        unpack::<[UniquePtr<Item>; 2]>(&ffi::own_all(2, &pack_owned([ffi::item_new(1), ffi::item_new(2)])));
    assert_eq!((value(&one), value(&two)), (1, 2));
    assert_eq!(ffi::item_live(), before + 6);
    drop((back, map, one, two));
    assert_eq!(ffi::item_live(), before);

    // Shared pointers: by value and by reference.
    let shared = ffi::item_shared(5);
    let many = unpack::<Vec<SharedPtr<Item>>>(&ffi::own_all(3, &pack(&[shared.clone(), SharedPtr::null()][..])));
    assert_eq!(many[0].as_ptr(), shared.as_ptr());
    assert!(many[1].is_null());
    let weak = shared.downgrade();
    let (strong, weak) =
        unpack::<(SharedPtr<Item>, WeakPtr<Item>)>(&ffi::own_all(4, &pack_owned((shared.clone(), weak))));
    drop((shared, many));
    assert_eq!(ffi::item_value(&weak.upgrade()), 5);
    drop(strong);
    assert!(weak.upgrade().is_null());
    assert_eq!(ffi::item_live(), before);

    // Objects by value.
    let one = unpack::<UniquePtr<Item>>(&ffi::run_case(55, 2, &pack_owned(ffi::item_new(3))));
    assert_eq!(value(&one), 3);
    assert_eq!(ffi::run_case(55, 0, &pack_owned(ffi::item_new(9))).to_str(), Ok("same"));
    let some = unpack::<Vec<UniquePtr<Item>>>(&ffi::run_case(56, 2, &pack_owned(items(&[4, 5]))));
    assert_eq!(some.iter().map(value).collect::<Vec<_>>(), [4, 5]);
    let pairs = unpack::<Vec<(UniquePtr<Item>, UniquePtr<Item>)>>(&ffi::run_case(57, 1, &[]));
    assert_eq!((value(&pairs[0].0), value(&pairs[0].1)), (1, 2));
    drop((one, some, pairs));
    assert_eq!(ffi::item_live(), before);

    // Objects that only move.
    let tokens = vec![ffi::token_new(6), ffi::token_new(7)];
    let tokens = unpack::<Vec<UniquePtr<Token>>>(&ffi::own_all(5, &pack_owned(tokens)));
    assert_eq!(tokens.iter().map(|token| ffi::token_value(token)).collect::<Vec<_>>(), [6, 7]);
    drop(tokens);

    // References.
    let item = ffi::static_item().cast::<Item>();
    let (same, one, again) = unpack::<(*mut Item, *const i32, *const i32)>(&ffi::own_all(6, &pack(&(item, 4))));
    assert_eq!((same, ffi::item_value(unsafe { &*same })), (item, 54));
    assert_eq!((unsafe { *one }, again), (1, one));

    if ffi::case_exists(100) != 0 {
        let set = unpack::<Vec<UniquePtr<Item>>>(&ffi::own_all(100, &pack_owned(items(&[1, 2]))));
        assert_eq!(set.iter().map(value).sum::<i32>(), 3);
        let map = vec![(ffi::item_new(1), Some(ffi::item_new(2))), (ffi::item_new(3), None)];
        let map = unpack::<Vec<(UniquePtr<Item>, Option<UniquePtr<Item>>)>>(&ffi::own_all(101, &pack_owned(map)));
        assert_eq!(map.iter().map(|(key, other)| value(key) + other.as_ref().map_or(0, value)).sum::<i32>(), 6);
        let either = vec![support::OneOf2::A(1), support::OneOf2::B(ffi::item_new(2))];
        let either = unpack::<Vec<support::OneOf2<i32, UniquePtr<Item>>>>(&ffi::own_all(102, &pack_owned(either)));
        assert!(matches!(&either[1], support::OneOf2::B(item) if value(item) == 2));
    }
    assert_eq!(ffi::item_live(), before);
}

fn cursor(item: &Item) -> View<'_, Cursor> {
    unsafe { View::new(ffi::cursor_of(item)) }
}

fn again(cursor: &Cursor) -> View<'_, Cursor> {
    unsafe { View::new(ffi::cursor_again(cursor)) }
}

unsafe impl support::Handle for Cursor {}

fn views() {
    let item = ffi::item_new(8);
    let last = {
        let first = cursor(&item);
        let hop = first.hop(again);
        let none = first.hop_option(|_| None::<View<'_, Cursor>>);
        assert!(none.is_none());
        let option = first.hop_option(|cursor| Some(again(cursor)));
        assert_eq!(ffi::cursor_value(&option.unwrap()), 8);
        drop(first);
        hop.then(again).then(|cursor| again(cursor).then(again)).then_option(|cursor| Some(again(cursor))).unwrap()
    };
    assert_eq!(ffi::cursor_value(&last), 8);
    let mut view = (0..100_000).fold(last, |view, _| view.then(again));
    let _ = view.pin_mut();
    let detached = unsafe { view.detach() };
    assert_eq!(ffi::cursor_value(&detached), 8);
}

fn exceptions() {
    let thrown = |what| ffi::throws(what).map_err(Exception::from).unwrap_err();
    let failure = thrown(0);
    assert_eq!((failure.kind_index(), failure.type_name(), failure.message()), (0, "lib::Failure", &b""[..]));
    assert_eq!(failure.to_string(), "lib::Failure");
    let range = thrown(1);
    assert_eq!((range.kind_index(), range.type_name()), (1, "std::out_of_range"));
    assert_eq!(range.message(), b"100% \xff\x80|\n\xe2\x82\xac");
    assert_eq!(range.to_string(), "100% \u{fffd}\u{fffd}|\n€");
    assert!(range.source().is_none());
    assert_eq!((thrown(2).kind_index(), thrown(2).type_name()), (3, "std::runtime_error"));
    assert_eq!((thrown(3).kind_index(), thrown(3).to_string()), (4, "an unknown exception of C++".to_owned()));
    assert!(ffi::throws(9).is_ok());
}

/// Fails or panics after some bytes.
struct Limited {
    data: Vec<u8>,
    left: usize,
    panics: bool,
}

impl Limited {
    fn new(left: usize, panics: bool) -> Self {
        Limited { data: Vec::new(), left, panics }
    }
}

impl Write for Limited {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        if self.left == 0 {
            assert!(!self.panics, "expected: no room");
            return Err(io::Error::new(io::ErrorKind::StorageFull, "no room"));
        }
        let count = data.len().min(self.left).min(1000);
        self.left -= count;
        self.data.extend_from_slice(&data[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Limited {
    fn read(&mut self, data: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            assert!(!self.panics, "expected: no more");
            return Err(io::Error::other("no more"));
        }
        let count = data.len().min(self.left);
        let text = &b"12 34 56 78 90 "[self.data.len()..][..count];
        data[..count].copy_from_slice(text);
        self.data.extend_from_slice(text);
        self.left -= count;
        Ok(count)
    }
}

/// The panic that `f` ends with.
fn panics<T>(f: impl FnOnce() -> T) -> String {
    let payload = match catch_unwind(AssertUnwindSafe(f)) {
        Ok(_) => panic!("there is no panic"),
        Err(payload) => payload,
    };
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload.downcast_ref::<&str>().unwrap().to_string(),
    }
}

fn out_streams() {
    let mut written = Vec::new();
    let mut out = OutStream::new(&mut written);
    assert_eq!(unsafe { ffi::write_lines(out.raw(), 10_000) }, 1);
    out.finish().unwrap();
    assert_eq!(written.lines().count(), 10_000);
    assert!(written.lines().enumerate().all(|(at, line)| line.unwrap() == format!("line {at}")));

    for size in [0, 1, 4091, 4092, 4093, 4096, 4100, 100_000] {
        let mut written = Vec::new();
        let mut out = OutStream::new(&mut written);
        assert_eq!(unsafe { ffi::write_state(out.raw(), size) }, 0);
        out.finish().unwrap();
        assert_eq!(written.len(), 4 + size);
        assert!(written.starts_with(b"head") && written[4..].iter().all(|&byte| byte == b'.'));
    }

    // Small writes fail when they are flushed, large ones at once.
    for (size, state) in [(10, 2), (100_000, 3)] {
        let mut full = Limited::new(3, false);
        let mut out = OutStream::new(&mut full);
        assert_eq!(unsafe { ffi::write_state(out.raw(), size) }, state);
        let error = out.finish().unwrap_err();
        assert_eq!((error.kind_index(), error.message()), (Exception::IO, &b"no room"[..]));
        let source = error.source().unwrap().downcast_ref::<io::Error>().unwrap();
        assert_eq!(source.kind(), io::ErrorKind::StorageFull);
        assert_eq!(full.data, b"hea");
    }

    let mut full = Limited::new(5000, true);
    let mut out = OutStream::new(&mut full);
    assert_eq!(unsafe { ffi::write_state(out.raw(), 9000) }, 3);
    assert_eq!(panics(|| out.finish()), "expected: no room");
    assert_eq!(full.data.len(), 5000);
}

fn in_streams() {
    // Nothing is read that C++ does not use.
    let mut text = &b"first\nsecond\nthird"[..];
    for expected in ["first", "second", "third", ""] {
        let mut input = InStream::new(&mut text);
        assert_eq!(unsafe { ffi::read_line(input.raw()) }.to_str(), Ok(expected));
        input.finish().unwrap();
    }

    let long = (0..100_000u32).map(|at| at as u8).collect::<Vec<_>>();
    let mut rest = &long[..];
    let mut read = |size: usize| {
        let mut state = 0;
        let mut input = InStream::new(&mut rest);
        let data = unsafe { ffi::read_bytes(input.raw(), size, &mut state) };
        input.finish().unwrap();
        (data.as_bytes().to_vec(), state)
    };
    assert_eq!(read(70_000), (long[..70_000].to_vec(), 0));
    assert_eq!(read(70_000), (long[70_000..].to_vec(), 3));

    let mut numbers = &b"1 22 333\n-4"[..];
    let mut input = InStream::new(&mut numbers);
    let numbers = unsafe { ffi::read_numbers(input.raw()) };
    let numbers = unpack::<(Vec<i32>, bool)>(&numbers);
    input.finish().unwrap();
    assert_eq!(numbers, (vec![1, 22, 333, -4], false));

    let mut text = &b"abcdef"[..];
    let mut input = InStream::new(&mut text);
    assert_eq!(unsafe { ffi::read_back(input.raw()) }.to_str(), Ok("aabbcc/def"));
    input.finish().unwrap();

    let mut broken = Limited::new(8, false);
    let mut input = InStream::new(&mut broken);
    let numbers = unsafe { ffi::read_numbers(input.raw()) };
    let numbers = unpack::<(Vec<i32>, bool)>(&numbers);
    assert_eq!(numbers, (vec![12, 34], true));
    assert_eq!(input.finish().unwrap_err().message(), b"no more");

    let mut state = 0;
    let mut broken = Limited::new(8, true);
    let mut input = InStream::new(&mut broken);
    assert_eq!(unsafe { ffi::read_bytes(input.raw(), 20, &mut state) }.len(), 8);
    assert_eq!(state & 4, 4);
    assert_eq!(panics(|| input.finish()), "expected: no more");
}

struct Conversation<'a> {
    heard: &'a [u8],
    said: Vec<u8>,
}

impl Read for Conversation<'_> {
    fn read(&mut self, data: &mut [u8]) -> io::Result<usize> {
        self.heard.read(data)
    }
}

impl Write for Conversation<'_> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.said.write(data)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.said.push(b'!');
        Ok(())
    }
}

fn in_out_streams() {
    let mut conversation = Conversation { heard: b"20 22 7", said: Vec::new() };
    let mut both = InOutStream::new(&mut conversation);
    assert_eq!(unsafe { ffi::converse(both.raw()) }, 7);
    both.finish().unwrap();
    assert_eq!(conversation.said, b"42\n!7!");
}

type Function = dyn FnMut(i32) -> i32;

extern "C" fn call_function(data: *mut c_void, argument: i32, out: *mut c_void) -> u8 {
    support::guard(|| unsafe {
        let mut function = support::target::<Function>(data);
        *out.cast::<i32>() = function(argument);
    })
}

extern "C" fn call_shared(data: *mut c_void, argument: i32, out: *mut c_void) -> u8 {
    support::guard(|| unsafe {
        *out.cast::<i32>() = support::shared::<dyn Fn(i32) -> i32>(data)(argument);
    })
}

fn callback(function: impl FnMut(i32) -> i32 + 'static) -> UniquePtr<Callback> {
    let mut closure = support::closure::<Function>(Box::new(function), call_function as *const ());
    unsafe { ffi::callback(closure.raw()) }
}

/// Counts how often it is dropped.
struct Dropped(Arc<AtomicUsize>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

fn closures() {
    let drops = Arc::new(AtomicUsize::new(0));
    let dropped = || drops.load(Ordering::Relaxed);
    let guard = Dropped(drops.clone());
    let mut sum = 0;
    let mut first = callback(move |argument| {
        let _ = &guard;
        sum += argument;
        sum
    });
    let second = ffi::callback_copy(&first);
    assert_eq!(ffi::callback_call(&first, 1).unwrap(), 1);
    assert_eq!(ffi::callback_call(&second, 2).unwrap(), 3);
    drop(second);
    assert_eq!(ffi::callback_replace(first.pin_mut(), 3).unwrap(), 6);
    assert_eq!(dropped(), 1);
    drop(first);
    assert_eq!(dropped(), 1);

    // C++ that does not take it.
    let guard = Dropped(drops.clone());
    let mut refused = support::closure::<Function>(
        Box::new(move |_| {
            let _ = &guard;
            0
        }),
        call_function as *const (),
    );
    let error = Exception::from(unsafe { ffi::callback_refused(refused.raw()) }.unwrap_err());
    assert_eq!(error.to_string(), "no closures today");
    assert_eq!(dropped(), 1);
    drop(refused);
    assert_eq!(dropped(), 2);

    // Panics go through C++ as an exception.
    let failing = callback(|argument| panic!("expected: {argument}"));
    let error = Exception::from(ffi::callback_call(&failing, 5).unwrap_err());
    assert_eq!((error.kind_index(), error.type_name()), (2, "panic"));
    let payload = support::take_panic().unwrap();
    assert_eq!(*payload.downcast::<String>().unwrap(), "expected: 5");
    assert!(support::take_panic().is_none());

    // A closure that changes something cannot be called from within itself, one that does not can.
    let again = std::rc::Rc::new(std::cell::RefCell::new(UniquePtr::<Callback>::null()));
    let inner = again.clone();
    let outer = callback(move |argument| ffi::callback_call(&inner.borrow(), argument).map_or(-1, |_| 1));
    *again.borrow_mut() = ffi::callback_copy(&outer);
    assert_eq!(ffi::callback_call(&outer, 0).unwrap(), -1);
    let payload = support::take_panic().unwrap();
    assert!(payload.downcast_ref::<&str>().unwrap().contains("only run once at a time"));
    assert_eq!(ffi::callback_call(&outer, 0).unwrap(), -1);
    again.replace(UniquePtr::null());

    let factorial = std::rc::Rc::new(std::cell::RefCell::new(UniquePtr::<Callback>::null()));
    let inner = factorial.clone();
    let function: Box<dyn Fn(i32) -> i32> = Box::new(move |n| match n {
        0 => 1,
        n => n * ffi::callback_call(&inner.borrow(), n - 1).unwrap(),
    });
    let mut closure = support::closure(function, call_shared as *const ());
    *factorial.borrow_mut() = unsafe { ffi::callback(closure.raw()) };
    assert_eq!(ffi::callback_call(&factorial.borrow(), 5).unwrap(), 120);
    let last = factorial.replace(UniquePtr::null());
    drop(last);
}

trait Area {
    fn area(&self) -> i32;
    fn grow(&mut self, by: i32, shape: *const Shape);
}

struct Square {
    side: i32,
    _guard: Dropped,
}

impl Area for Square {
    fn area(&self) -> i32 {
        self.side * self.side
    }

    fn grow(&mut self, by: i32, shape: *const Shape) {
        self.side += by;
        if by == 0 {
            // The object is being changed.
            assert!(ffi::shape_area(unsafe { &*shape }).is_err());
        }
    }
}

#[repr(C)]
struct ShapeTable {
    area: unsafe extern "C" fn(*mut c_void, *mut i32) -> u8,
    grow: unsafe extern "C" fn(*mut c_void, i32, *const Shape) -> u8,
}

unsafe extern "C" fn area(data: *mut c_void, out: *mut i32) -> u8 {
    support::guard(|| unsafe { *out = support::shared::<dyn Area>(data).area() })
}

unsafe extern "C" fn grow(data: *mut c_void, by: i32, shape: *const Shape) -> u8 {
    support::guard(|| unsafe { support::target::<dyn Area>(data).grow(by, shape) })
}

fn objects() {
    static TABLE: ShapeTable = ShapeTable { area, grow };
    let drops = Arc::new(AtomicUsize::new(0));
    let square: Box<dyn Area> = Box::new(Square { side: 2, _guard: Dropped(drops.clone()) });
    let mut object = support::object(square, &TABLE);
    let mut shape = unsafe { ffi::shape(object.raw()) };
    drop(object);
    assert_eq!(ffi::shape_area(&shape).unwrap(), 4);
    assert_eq!(ffi::shape_grow(shape.pin_mut(), 1).unwrap(), 9);
    assert_eq!(ffi::shape_grow(shape.pin_mut(), 0).unwrap(), 9);
    let _ = support::take_panic();
    assert_eq!(drops.load(Ordering::Relaxed), 0);
    drop(shape);
    assert_eq!(drops.load(Ordering::Relaxed), 1);
}

fn pointers() {
    assert_eq!(unsafe { support::bytes(std::ptr::null(), 5) }, b"");
    assert_eq!(unsafe { support::bytes(b"abc".as_ptr(), 2) }, b"ab");
    assert!(unsafe { support::cstr(std::ptr::null()) }.is_none());
    assert_eq!(unsafe { support::cstr(c"abc".as_ptr()) }, Some(c"abc"));
    assert!(unsafe { support::pin::<Item>(std::ptr::null_mut()) }.is_none());
    cxx::let_cxx_string!(text = "old");
    unsafe { support::give(text.as_mut().get_unchecked_mut(), b"new\xff") };
    assert_eq!(text.as_bytes(), b"new\xff");
    assert_eq!(
        panics(|| unpack::<bool>(&text)),
        "the two halves of the bridge disagree: a value is longer than what was read"
    );
}

fn main() {
    values();
    owned();
    views();
    exceptions();
    out_streams();
    in_streams();
    in_out_streams();
    closures();
    objects();
    pointers();
    second::test();
    println!("all is well");
}
