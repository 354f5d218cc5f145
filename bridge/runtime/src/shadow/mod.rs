//! Shadow mode: both implementations of a call run, the original answers, and what differs is recorded.
//!
//! The comparison itself is C++ (`migrate/shadow.h`), since only C++ knows the types. What is here decides which calls are
//! compared, counts, and keeps what was found.
//!
//! * **Which calls.** A share of the calls of each function ([`Sampling`]), its first one always. Calls that the Rust side
//!   of a comparison makes into other facades are answered by C++ alone. A time budget may end comparing for a while.
//! * **What is kept.** One line of JSON a difference, at most [`Sampling::kept`] for each function, in the file that the
//!   environment variable `MIGRATE_SHADOW_LOG` names; without one the first difference of each function is told on standard
//!   error. When the program ends, one line a function says how often it was called, compared and found different.

mod log;
mod sampling;
mod site;

pub use sampling::{Normaliser, Rule, Sampling};
pub use site::Site;

use core::cell::Cell;
use core::ffi::{CStr, c_char};
use std::string::{String, ToString};
use std::time::Instant;
use std::vec::Vec;

use crate::Module;

std::thread_local! {
    /// How many comparisons of this thread have Rust at work.
    static RUST: Cell<u32> = const { Cell::new(0) };
    /// When the comparisons of this thread began, the innermost last.
    static STARTED: core::cell::RefCell<Vec<Instant>> = const { core::cell::RefCell::new(Vec::new()) };
}

/// Whether this call is compared.
///
/// # Safety
/// `module` is the address of a static [`Module`], `site` that of a static [`Site`].
#[unsafe(no_mangle)]
unsafe extern "C" fn migrate_shadow_begin(module: *mut u8, site: *const Site) -> u8 {
    // SAFETY: as the caller promises.
    let (module, site) = unsafe { (&*module.cast::<Module>(), &*site) };
    let nested = RUST.try_with(|depth| depth.get() > 0).unwrap_or(true);
    let taken = site.takes(module, log::sampling(module), nested);
    if taken {
        let _ = STARTED.try_with(|all| all.borrow_mut().push(Instant::now()));
    }
    u8::from(taken)
}

/// A call of an object that exists twice is compared.
///
/// # Safety
/// As for [`migrate_shadow_begin`].
#[unsafe(no_mangle)]
unsafe extern "C" fn migrate_shadow_object(module: *mut u8, site: *const Site) {
    // SAFETY: as the caller promises.
    let (module, site) = unsafe { (&*module.cast::<Module>(), &*site) };
    site.count_call(module);
    let _ = STARTED.try_with(|all| all.borrow_mut().push(Instant::now()));
}

/// Around what Rust does in a comparison.
#[unsafe(no_mangle)]
extern "C" fn migrate_shadow_rust(enters: u8) {
    let _ = RUST.try_with(|depth| depth.set(if enters == 0 { depth.get().saturating_sub(1) } else { depth.get() + 1 }));
}

/// Rust has panicked in a comparison.
///
/// # Safety
/// As for [`migrate_shadow_begin`].
#[unsafe(no_mangle)]
unsafe extern "C" fn migrate_shadow_panicked(site: *const Site) {
    // SAFETY: as the caller promises.
    unsafe { &*site }.count_panic();
}

/// A part of a call, as C++ gives it.
#[repr(C)]
struct Given {
    name: *const c_char,
    cpp: *const u8,
    cpp_size: usize,
    rust: *const u8,
    rust_size: usize,
}

/// What a call was given, or where the implementations differ.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    name: String,
    cpp: String,
    /// Absent for what the call was given.
    rust: Option<String>,
}

impl Part {
    /// What C++ answered, which C++ tells beside the arguments.
    fn is_answer(&self) -> bool {
        self.rust.is_none() && self.name == "(answer)"
    }
}

impl Given {
    /// # Safety
    /// Its pointers lead to as many bytes as it says.
    unsafe fn part(&self) -> Part {
        let text = |at: *const u8, size| {
            // SAFETY: as the caller promises.
            let bytes = if at.is_null() { &[][..] } else { unsafe { core::slice::from_raw_parts(at, size) } };
            String::from_utf8_lossy(bytes).into_owned()
        };
        // SAFETY: names are literals of generated code.
        let name = unsafe { CStr::from_ptr(self.name) }.to_string_lossy().to_string();
        Part {
            name,
            cpp: text(self.cpp, self.cpp_size),
            rust: (!self.rust.is_null()).then(|| text(self.rust, self.rust_size)),
        }
    }
}

/// A comparison is over; without parts both did the same.
///
/// # Safety
/// As for [`migrate_shadow_begin`], which has said that the call is compared, and `parts` leads to `count` parts.
#[unsafe(no_mangle)]
unsafe extern "C" fn migrate_shadow_end(module: *mut u8, site: *const Site, parts: *const Given, count: usize) {
    // SAFETY: as the caller promises.
    let (module, site) = unsafe { (&*module.cast::<Module>(), &*site) };
    let started = STARTED.try_with(|all| all.borrow_mut().pop()).ok().flatten();
    site.count_comparison(started.map(|s| s.elapsed()).unwrap_or_default());
    if count == 0 {
        return;
    }
    // SAFETY: as the caller promises.
    let parts: Vec<Part> = unsafe { core::slice::from_raw_parts(parts, count) }
        .iter()
        // SAFETY: as the caller promises.
        .map(|p| unsafe { p.part() })
        .collect();
    let sampling = log::sampling(module);
    let answer = parts.iter().find(|p| p.is_answer()).map_or("", |p| &p.cpp);
    let call = sampling::Answered { function: site.function(), answer };
    let excused = |p: &Part| {
        let differs = p.rust.as_deref();
        differs.is_some_and(|rust| sampling.excuse(call, &p.name, &p.cpp, rust).is_some())
    };
    if parts.iter().all(|p| p.rust.is_none() || excused(p)) {
        site.count_excused();
    } else if let Some(number) = site.count_difference(sampling.kept) {
        log::difference(module, site, number, &parts);
    }
}
