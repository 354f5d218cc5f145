//! What a crossing costs: each kind of call through the generated bridge, against the same call in C++.
//!
//! Both loops take turns in one process (C++, Rust, Rust, C++) in blocks far below a slice of the scheduler, by the CPU
//! time of the thread. The ratio is taken of neighbouring blocks, so that whatever slows the machine slows both.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write;
use std::pin::Pin;
use std::process::ExitCode;

use bridge::{Counter, Level, Point, Visitor, VisitorMethods};

/// One kind of crossing: the same call, so many times, on both sides.
struct Kind {
    name: &'static str,
    cpp: unsafe extern "C" fn(u64),
    rust: fn(u64),
}

/// Length of a block in nanoseconds.
const BLOCK: u64 = 400_000;

/// A kind with its C++ loop, and a Rust loop around `$call`, where `i` counts.
macro_rules! kinds {
    ($($name:literal $cpp:ident [$($before:tt)*] $i:ident $call:expr;)*) => {{
        unsafe extern "C" { $(fn $cpp(times: u64);)* }
        vec![$({
            fn rust(times: u64) {
                $($before)*
                for n in 0..times {
                    let $i = black_box((n & 0xffff) as i32);
                    let _ = black_box($call);
                }
            }
            Kind { name: $name, cpp: $cpp, rust }
        }),*]
    }};
}

/// Adds one: a subclass in Rust.
struct Own;

impl VisitorMethods for Own {
    fn visit(&self, _: Pin<&mut Visitor>, value: i32) -> i32 {
        value + 1
    }
}

/// Writes nowhere.
struct Nowhere;

impl Write for Nowhere {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Ok(black_box(bytes).len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn counted() -> Vec<Kind> {
    kinds! {
        "two integers in, one out" loop_add [] i bridge::add(i, 2);
        "enum in and out" loop_enum [] _i bridge::flip(Level::LOW);
        "plain struct by value" loop_plain_value [] i bridge::mirror(Point { x: i, y: 2 });
        "plain struct by reference" loop_plain_reference [] i bridge::sum(&Point { x: i, y: 0 });
        "method of an object" loop_method [let c = Counter::new(1);] _i c.get();
        "static method" loop_static_function [] _i Counter::zero();
        "virtual method" loop_virtual_method [let mut v = bridge::doubling();] i v.pin_mut().visit(i);
        "string in, 16 bytes" loop_text_in_16 [let s = [b'x'; 16];] _i bridge::length(&s);
        "string in, 1024 bytes" loop_text_in_1024 [let s = [b'x'; 1024];] _i bridge::length(&s);
        "string_view in, 1024 bytes" loop_view_in [let s = [b'x'; 1024];] _i bridge::length_view(&s);
        "const char* in" loop_chars_in [] _i bridge::length_chars(c"sixteen letters.");
        "string out, 16 bytes" loop_text_out_16 [] _i bridge::repeated(16);
        "string out, 1024 bytes" loop_text_out_1024 [] _i bridge::repeated(1024);
        "const string& out" loop_view_out [let c = Counter::new(1);] _i c.name();
        "const char* out" loop_chars_out [] _i bridge::kept_chars();
        "vector<int> in, 16" loop_ints_in_16 [let v = vec![7; 16];] _i bridge::total(&v);
        "vector<int> in, 1024" loop_ints_in_1024 [let v = vec![7; 1024];] _i bridge::total(&v);
        "vector<int> in, 65536" loop_ints_in_65536 [let v = vec![7; 65536];] _i bridge::total(&v);
        "vector<int> out, 16" loop_ints_out_16 [] _i bridge::numbers(16);
        "vector<int> out, 1024" loop_ints_out_1024 [] _i bridge::numbers(1024);
        "vector<int> out, 65536" loop_ints_out_65536 [] _i bridge::numbers(65536);
        "vector<string> in, 16 of 16 bytes" loop_texts_in_16 [let v = vec![vec![b'x'; 16]; 16];] _i bridge::words(&v);
        "map<string, int> out, 8 entries" loop_map_out_8 [] _i bridge::table();
        "class by value in" loop_class_in [let c = Counter::new(1);] _i bridge::take(&c);
        "class by value out" loop_class_out [] i bridge::make(i);
        "unique_ptr out" loop_unique_out [] i bridge::make_unique(i);
        "shared_ptr out" loop_shared_out [] _i bridge::share();
        "exception possible, not thrown" loop_no_exception [] i bridge::half(i & !1);
        "exception thrown" loop_exception [] _i bridge::half(1);
        "ostream for one write" loop_stream_call [] _i bridge::write(&mut Nowhere, 1);
    }
}

/// Calls that C++ makes into Rust, many within one call of the bridge.
fn called_back() -> Vec<Kind> {
    unsafe extern "C" {
        fn loop_function(times: u64);
        fn loop_subclass(times: u64);
        fn loop_stream(times: u64);
    }
    fn function(times: u64) {
        black_box(bridge::repeat_function(Box::new(|value| value + 1), times));
    }
    fn subclass(times: u64) {
        black_box(bridge::repeat(Visitor::implement(Box::new(Own)).pin_mut(), times));
    }
    fn stream(times: u64) {
        let _ = black_box(bridge::write(&mut Nowhere, times as i32));
    }
    vec![
        Kind { name: "std::function, C++ calls Rust", cpp: loop_function, rust: function },
        Kind { name: "subclass in Rust, C++ calls it", cpp: loop_subclass, rust: subclass },
        Kind { name: "ostream, each further write", cpp: loop_stream, rust: stream },
    ]
}

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanoseconds: i64,
}

/// CPU time of this thread in nanoseconds.
fn now() -> u64 {
    const THREAD: i32 = 3;
    unsafe extern "C" {
        fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
    }
    let mut time = Timespec { seconds: 0, nanoseconds: 0 };
    // SAFETY: the place is valid for the call. Linux on 64 bits has these members.
    let done = unsafe { clock_gettime(THREAD, &mut time) };
    assert_eq!(done, 0, "the thread has a clock");
    time.seconds as u64 * 1_000_000_000 + time.nanoseconds as u64
}

/// Nanoseconds of so many calls.
fn took(run: impl Fn(u64), times: u64) -> f64 {
    let start = now();
    run(times);
    (now() - start) as f64
}

/// How many calls fill a block.
fn block(run: impl Fn(u64)) -> u64 {
    let mut times = 1;
    while took(&run, times) < BLOCK as f64 {
        times *= 2;
    }
    times
}

/// The value below which this share lies.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * share).round() as usize]
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

/// A line of the table: nanoseconds of a call on both sides, their difference, and their ratio with its spread.
fn measured(kind: &Kind, rounds: usize) -> String {
    // SAFETY: the C++ loops take any number.
    let cpp = |times| unsafe { (kind.cpp)(times) };
    let (cpp_times, rust_times) = (block(cpp), block(kind.rust));
    let (mut cpps, mut rusts, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..rounds {
        let a = |_| took(cpp, cpp_times) / cpp_times as f64;
        let b = |_| took(kind.rust, rust_times) / rust_times as f64;
        let (c, r) = if round % 2 == 0 {
            let c = a(());
            (c, b(()))
        } else {
            let r = b(());
            (a(()), r)
        };
        cpps.push(c);
        rusts.push(r);
        ratios.push(r / c);
    }
    let (cpps, rusts, ratios) = (sorted(cpps), sorted(rusts), sorted(ratios));
    let (c, r) = (quantile(&cpps, 0.5), quantile(&rusts, 0.5));
    format!(
        "| {} | {c:.1} | {r:.1} | {:.1} | {:.2} | {:.2} to {:.2} |",
        kind.name,
        r - c,
        quantile(&ratios, 0.5),
        quantile(&ratios, 0.1),
        quantile(&ratios, 0.9),
    )
}

/// The number of rounds is the argument; `1` shows that everything runs.
fn main() -> ExitCode {
    let Some(rounds) = std::env::args().nth(1).map_or(Some(101), |n| n.parse().ok()).filter(|n| *n > 0) else {
        eprintln!("usage: crossing [ROUNDS]");
        return ExitCode::from(2);
    };
    let mut table = String::from("| kind | C++ ns | bridge ns | difference ns | ratio | 80 % of ratios |\n");
    table.push_str("|---|---|---|---|---|---|\n");
    for kind in counted().iter().chain(&called_back()) {
        let _ = writeln!(table, "{}", measured(kind, rounds));
    }
    print!("{table}");
    ExitCode::SUCCESS
}
