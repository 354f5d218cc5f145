//! A thin, typed layer over libclang's C interface: only what the tool needs, nothing owned for longer than the TU.
//!
//! Methods are named after the functions of libclang that they call, which document them.
#![expect(missing_docs, reason = "libclang's own documentation holds for what only passes its answer on")]
#![expect(non_upper_case_globals, reason = "libclang's names in patterns")]

mod cursor;
mod diagnostic;
mod load;
mod ty;
mod unit;

pub use cursor::{Cursor, Place};
pub use diagnostic::{Diagnostic, Level};
pub use load::load;
pub use ty::Ty;
pub use unit::{File, ParseError, Unit};

use clang_sys::CXString;

thread_local! {
    /// What stands in front of paths inside of names; see [`hide_root`].
    static ROOT: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

/// libclang names what has no name by its place, with the absolute path of the file: `(lambda at /home/me/p/a.cc:3:4)`.
/// From here on such places start at the source root, so that names are the same in every checkout.
pub fn hide_root(root: &str) {
    if root.is_empty() {
        return;
    }
    ROOT.with(|r| *r.borrow_mut() = format!(" at {}/", root.trim_end_matches('/')));
}

/// Takes over a libclang string that is no path.
fn text(s: CXString) -> String {
    let out = raw_text(s);
    if !out.contains(" at ") {
        return out;
    }
    ROOT.with(|r| if r.borrow().is_empty() { out.clone() } else { out.replace(r.borrow().as_str(), " at ") })
}

/// Takes over a libclang string.
fn raw_text(s: CXString) -> String {
    // SAFETY: `s` was just returned by libclang and is disposed of exactly once, after the copy.
    unsafe {
        let p = clang_sys::clang_getCString(s);
        let out = if p.is_null() { String::new() } else { std::ffi::CStr::from_ptr(p).to_string_lossy().into_owned() };
        clang_sys::clang_disposeString(s);
        out
    }
}

/// libclang's own words for its version.
pub fn version() -> String {
    // SAFETY: libclang is loaded.
    text(unsafe { clang_sys::clang_getClangVersion() })
}
