//! What C++ calls. All of it stands in one object, so that whoever needs a part of it meets the guards.

use core::ffi::{CStr, c_char, c_int};

use crate::{Mode, Module};

/// Generated C++ refers to this: it was written for this interface.
#[unsafe(no_mangle)]
#[used]
#[allow(non_upper_case_globals, reason = "the linker shows it")]
pub(crate) static migrate_rt_1: u8 = 1;

/// Every version defines this. If the linker complains, two versions are in one program: build one umbrella.
#[unsafe(no_mangle)]
#[used]
#[allow(non_upper_case_globals, reason = "the linker shows it")]
pub(crate) static migrate_rt_must_be_linked_once: u8 = 1;

/// The mode of a module, never 0; `module` is the first byte of a [`Module`]. Any thread may call it.
///
/// # Safety
/// `module` is the address of a static [`Module`].
#[unsafe(no_mangle)]
unsafe extern "C" fn migrate_start(module: *mut u8) -> u8 {
    // SAFETY: as the caller promises; it is only read, and its parts that change are atomic.
    let module = unsafe { &*module.cast::<Module>() };
    module.mode() as u8
}

/// Counts a panic of Rust after which the original answers.
///
/// # Safety
/// As for [`migrate_start`].
#[unsafe(no_mangle)]
unsafe extern "C" fn migrate_fell_back(module: *mut u8) {
    // SAFETY: as the caller promises; it is a static.
    let module: &'static Module = unsafe { &*module.cast::<Module>() };
    let before = module.count_fall_back();
    #[cfg(feature = "std")]
    if before == 0 {
        crate::fall_backs::first(module);
    }
    #[cfg(not(feature = "std"))]
    let _ = before;
}

/// Without the standard library nothing is compared: the original answers alone.
#[cfg(not(feature = "std"))]
#[unsafe(no_mangle)]
extern "C" fn migrate_shadow_begin(_module: *mut u8, _site: *mut u8) -> u8 {
    0
}

#[cfg(not(feature = "std"))]
#[unsafe(no_mangle)]
extern "C" fn migrate_shadow_object(_module: *mut u8, _site: *mut u8) {}

#[cfg(not(feature = "std"))]
#[unsafe(no_mangle)]
extern "C" fn migrate_shadow_rust(_enters: u8) {}

#[cfg(not(feature = "std"))]
#[unsafe(no_mangle)]
extern "C" fn migrate_shadow_panicked(_site: *mut u8) {}

#[cfg(not(feature = "std"))]
#[unsafe(no_mangle)]
extern "C" fn migrate_shadow_end(_module: *mut u8, _site: *mut u8, _parts: *const u8, _count: usize) {}

/// Defines the C functions that change and tell modes by name, for these modules: `migrate_set_mode` and `migrate_mode` of
/// `migrate/rt.h`. Once in a program, beside the statics.
///
/// It is not needed for the modules to work.
#[macro_export]
macro_rules! modules {
    ($($module:path),* $(,)?) => {
        const _: () = {
            static MODULES: &[&$crate::Module] = &[$(&$module),*];

            #[unsafe(no_mangle)]
            unsafe extern "C" fn migrate_set_mode(
                name: *const ::core::ffi::c_char,
                mode: *const ::core::ffi::c_char,
            ) -> ::core::ffi::c_int {
                // SAFETY: the caller gives strings of C.
                unsafe { $crate::set_mode_of(MODULES, name, mode) }
            }

            #[unsafe(no_mangle)]
            unsafe extern "C" fn migrate_mode(name: *const ::core::ffi::c_char) -> ::core::ffi::c_int {
                // SAFETY: the caller gives a string of C.
                unsafe { $crate::mode_of(MODULES, name) }
            }
        };
    };
}

const UNKNOWN_MODULE: c_int = -1;
const UNKNOWN_MODE: c_int = -2;

/// Sets a mode by name: 0, -1 if there is no such module, -2 if there is no such mode.
///
/// # Safety
/// Both are null or strings of C.
#[doc(hidden)]
pub unsafe fn set_mode_of(modules: &[&Module], name: *const c_char, mode: *const c_char) -> c_int {
    // SAFETY: as the caller promises.
    let Some(module) = (unsafe { find(modules, name) }) else { return UNKNOWN_MODULE };
    // SAFETY: as the caller promises.
    match unsafe { text(mode) }.and_then(|word| word.parse::<Mode>().ok()) {
        Some(mode) => {
            module.set_mode(mode);
            0
        }
        None => UNKNOWN_MODE,
    }
}

/// The mode of a module by name, as a positive number, or -1 if there is no such module.
///
/// # Safety
/// `name` is null or a string of C.
#[doc(hidden)]
pub unsafe fn mode_of(modules: &[&Module], name: *const c_char) -> c_int {
    // SAFETY: as the caller promises.
    unsafe { find(modules, name) }.map_or(UNKNOWN_MODULE, |module| c_int::from(module.mode() as u8))
}

unsafe fn find<'a>(modules: &[&'a Module], name: *const c_char) -> Option<&'a Module> {
    // SAFETY: as the caller promises.
    let name = unsafe { text(name) }?;
    modules.iter().copied().find(|module| module.name() == name)
}

unsafe fn text<'a>(text: *const c_char) -> Option<&'a str> {
    if text.is_null() {
        return None;
    }
    // SAFETY: it is a string of C, as the caller promises.
    unsafe { CStr::from_ptr(text) }.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    static ONE: Module = Module::new("one", Mode::Cpp);
    static TWO: Module = Module::new("two", Mode::Rust);
    static MODULES: &[&Module] = &[&ONE, &TWO];

    #[test]
    fn modes_by_name() {
        let set = |name: &CStr, mode: &CStr| unsafe { set_mode_of(MODULES, name.as_ptr(), mode.as_ptr()) };
        let get = |name: &CStr| unsafe { mode_of(MODULES, name.as_ptr()) };
        assert_eq!((get(c"one"), get(c"two"), get(c"three")), (1, 2, -1));
        assert_eq!((set(c"one", c"Shadow"), set(c"three", c"cpp"), set(c"two", c"no")), (0, -1, -2));
        assert_eq!((get(c"one"), get(c"two")), (3, 2));
        let null = core::ptr::null();
        assert_eq!(unsafe { (set_mode_of(MODULES, null, null), mode_of(MODULES, null)) }, (-1, -1));
        assert_eq!(unsafe { set_mode_of(MODULES, c"one".as_ptr(), null) }, -2);
    }

    #[test]
    fn the_first_byte_is_the_handle() {
        static MODULE: Module = Module::new("by byte", Mode::Shadow);
        let byte = (&raw const MODULE).cast_mut().cast::<u8>();
        assert_eq!(unsafe { migrate_start(byte) }, 3);
        unsafe { migrate_fell_back(byte) };
        assert_eq!(MODULE.fell_back(), 1);
    }
}
