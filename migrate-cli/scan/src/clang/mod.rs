//! A thin, typed layer over libclang's C interface: only what the walk needs, nothing owned for longer than the TU.

mod cursor;
mod diagnostic;
mod load;
mod ty;
mod unit;

pub(crate) use cursor::{Cursor, Place};
pub(crate) use diagnostic::{Diagnostic, Level};
pub(crate) use load::load;
pub(crate) use ty::Ty;
pub(crate) use unit::{File, ParseError, Unit};

use clang_sys::CXString;

/// Takes over a libclang string.
fn text(s: CXString) -> String {
    // SAFETY: `s` was just returned by libclang and is disposed of exactly once, after the copy.
    unsafe {
        let p = clang_sys::clang_getCString(s);
        let out = if p.is_null() { String::new() } else { std::ffi::CStr::from_ptr(p).to_string_lossy().into_owned() };
        clang_sys::clang_disposeString(s);
        out
    }
}

/// libclang's own words for its version.
pub(crate) fn version() -> String {
    // SAFETY: libclang is loaded.
    text(unsafe { clang_sys::clang_getClangVersion() })
}
