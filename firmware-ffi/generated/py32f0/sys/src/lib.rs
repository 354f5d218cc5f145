// Written by `migrate hal generate`; do not edit.

//! The vendor's C HAL py32f0, as its headers declare it: types, functions, constants for macros, and functions for inline
//! functions and for macros that only a running device can answer. Made when this is built, and stored nowhere.
//! Nothing here is safe to call without the vendor's manual.

#![no_std]
#![allow(missing_docs, non_camel_case_types, non_snake_case, non_upper_case_globals, unreachable_pub)]
#![allow(clippy::all, clippy::pedantic, clippy::undocumented_unsafe_blocks, unnecessary_transmutes)]

include!(concat!(env!("OUT_DIR"), "/bindings.rs"));
