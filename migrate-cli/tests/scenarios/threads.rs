//! A scenario in Rust: `cfg`s choose what an iteration does besides its work. `thread` has it start a thread and wait for it,
//! `boxed` allocates one box, in that thread if there is one.
#![crate_type = "cdylib"]

use std::hint::black_box;

/// One allocation that the compiler cannot leave out.
fn extra() {
    if cfg!(boxed) {
        drop(black_box(Box::new(1_u64)));
    }
}

fn step(x: u64) -> u64 {
    if cfg!(thread) {
        std::thread::spawn(extra).join().expect("the thread ends");
    } else {
        extra();
    }
    (0..500).fold(x, |x, _| (x ^ (x >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

#[unsafe(no_mangle)]
pub extern "C" fn migrate_scenario_new(seed: u64) -> *mut u64 {
    Box::into_raw(Box::new(seed))
}

/// # Safety
/// `state` is what `migrate_scenario_new` gave.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn migrate_scenario_run(state: *mut u64, iterations: u64) -> u64 {
    // SAFETY: by the contract of a scenario nobody else has it now.
    let x = unsafe { &mut *state };
    for _ in 0..iterations {
        *x = step(*x);
    }
    *x
}

/// # Safety
/// `state` is what `migrate_scenario_new` gave, and nobody uses it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn migrate_scenario_free(state: *mut u64) {
    // SAFETY: it came from a box.
    drop(unsafe { Box::from_raw(state) });
}
