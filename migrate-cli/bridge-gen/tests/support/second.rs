//! A second bridge in the same program.

#[allow(dead_code)]
#[path = "second_support.rs"]
pub mod support;

#[cxx::bridge(namespace = "migrate_bridge_second")]
mod ffi {
    unsafe extern "C++" {
        include!("second.h");

        fn words(bytes: &[u8]) -> Result<UniquePtr<CxxString>>;
        unsafe fn fails(raw: *mut u8) -> Result<i32>;
    }
}

pub fn test() {
    let words = support::pack(&[("deep", vec![(1, vec!["a", "b"])])].to_vec());
    assert_eq!(ffi::words(&words).unwrap().as_bytes(), words);

    let mut written = Vec::new();
    let mut out = support::OutStream::new(&mut written);
    let thrown = support::Exception::from(unsafe { ffi::fails(out.raw()) }.unwrap_err());
    out.finish().unwrap();
    assert_eq!(written, b"second");
    assert_eq!((thrown.kind_index(), thrown.message()), (7, &b"second"[..]));
    assert_eq!(thrown.type_name(), "migrate_bridge_second::Panic");
}
