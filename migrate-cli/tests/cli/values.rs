//! Values that cross, in crates that are built and run.

use crate::crates::program;

#[test]
fn streams_that_objects_keep() {
    program(
        "streams",
        include_str!("values/streams.h"),
        include_str!("values/streams.cc"),
        "",
        include_str!("values/streams.rs"),
    );
}
