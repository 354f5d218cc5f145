//! The module `coding` in Rust: numbers and texts as bytes.
//!
//! [`varint`] knows nothing of C++. What is here is the border.

pub mod varint;

use std::ffi::c_void;
use std::pin::Pin;

use coding_bridge::cxx::CxxString;
use coding_bridge::facade::Module;

/// What C++ calls.
pub struct Coding;

impl Module for Coding {
    fn put_fixed32(dst: Pin<&mut CxxString>, value: u32) {
        dst.push_bytes(&value.to_le_bytes());
    }

    fn put_fixed64(dst: Pin<&mut CxxString>, value: u64) {
        dst.push_bytes(&value.to_le_bytes());
    }

    fn put_varint32(dst: Pin<&mut CxxString>, v: u32) {
        dst.push_bytes(varint::write(u64::from(v)).as_slice());
    }

    fn put_varint64(dst: Pin<&mut CxxString>, v: u64) {
        dst.push_bytes(varint::write(v).as_slice());
    }

    fn put_length_prefixed_slice(mut dst: Pin<&mut CxxString>, value: &[u8]) {
        // The format has 32 bits for it.
        let len = value.len() as u32;
        dst.as_mut().push_bytes(varint::write(u64::from(len)).as_slice());
        dst.push_bytes(value);
    }

    fn get_varint32<'a>(input: Option<&mut &'a [u8]>, value: Option<&mut u32>) -> bool {
        take(input, value, varint::read32)
    }

    fn get_varint64<'a>(input: Option<&mut &'a [u8]>, value: Option<&mut u64>) -> bool {
        take(input, value, varint::read64)
    }

    fn get_varint32_ptr_fallback<'a>(p: &'a [u8], value: Option<&mut u32>) -> Option<&'a [u8]> {
        rest(varint::read32(p), value)
    }

    fn get_varint64_ptr<'a>(p: &'a [u8], value: Option<&mut u64>) -> Option<&'a [u8]> {
        rest(varint::read64(p), value)
    }

    fn get_length_prefixed_slice<'a>(p: &'a [u8], result: Option<&mut &'a [u8]>) -> Option<&'a [u8]> {
        rest(varint::read_prefixed(p), result)
    }

    fn get_length_prefixed_slice_slice_slice<'a>(input: Option<&mut &'a [u8]>, result: Option<&mut &'a [u8]>) -> bool {
        // A length without its bytes is taken all the same.
        let Some(input) = input else { return false };
        let Some((len, after)) = varint::read32(input) else { return false };
        *input = after;
        let Some((text, after)) = after.split_at_checked(len as usize) else { return false };
        *input = after;
        give(result, text);
        true
    }

    fn varint_length(v: u64) -> i32 {
        // At most ten.
        varint::len(v) as i32
    }

    fn encode_varint32(dst: *mut c_void, v: u32) -> *mut c_void {
        encode(dst, u64::from(v))
    }

    fn encode_varint64(dst: *mut c_void, v: u64) -> *mut c_void {
        encode(dst, v)
    }
}

/// Writes behind a pointer of C++, and gives the place behind.
fn encode(dst: *mut c_void, value: u64) -> *mut c_void {
    let written = varint::write(value);
    let bytes = written.as_slice();
    // SAFETY: the caller has room for the longest number of its kind.
    unsafe {
        dst.cast::<u8>().copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        dst.byte_add(bytes.len())
    }
}

fn give<T>(place: Option<&mut T>, value: T) {
    if let Some(place) = place {
        *place = value;
    }
}

/// Stores what was read; where to go on.
fn rest<'a, T>(read: Option<(T, &'a [u8])>, place: Option<&mut T>) -> Option<&'a [u8]> {
    let (value, rest) = read?;
    give(place, value);
    Some(rest)
}

/// Takes a value off the front of `input`; whether there was one.
fn take<'a, T>(
    input: Option<&mut &'a [u8]>,
    place: Option<&mut T>,
    read: impl Fn(&'a [u8]) -> Option<(T, &'a [u8])>,
) -> bool {
    let Some(input) = input else { return false };
    match rest(read(input), place) {
        Some(after) => {
            *input = after;
            true
        }
        None => false,
    }
}
