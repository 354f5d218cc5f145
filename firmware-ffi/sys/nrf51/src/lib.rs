//! Nordic's C HAL, function by function, as its headers declare it. Nothing here is safe to call without the vendor's
//! manual.

#![no_std]
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]
#![allow(clippy::all, clippy::pedantic, unnecessary_transmutes)]

include!(concat!(env!("OUT_DIR"), "/bindings.rs"));
