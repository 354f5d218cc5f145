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

thread_local! {
    /// What stands in front of paths inside of names; see [`hide_root`].
    static ROOT: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

/// libclang names what has no name by its place, with the absolute path of the file: `(lambda at /home/me/p/a.cc:3:4)`.
/// From here on such places start at the source root, so that names are the same in every checkout.
pub(crate) fn hide_root(root: &str) {
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
pub(crate) fn version() -> String {
    // SAFETY: libclang is loaded.
    text(unsafe { clang_sys::clang_getClangVersion() })
}
