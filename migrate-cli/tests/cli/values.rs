//! Values that cross, in crates that are built and run.

use crate::crates::{program, program_with};

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

#[test]
fn strings_as_text() {
    let config = "[bridge.item.\"lib::Book\"]\nstrings = \"text\"\n[bridge.item.\"lib::shout\"]\nstrings = \"text\"\n";
    let main = include_str!("values/text.rs");
    program_with(config, "text", include_str!("values/text.h"), "", "", main);
}

#[test]
fn traits_of_operators() {
    program("traits", include_str!("values/traits.h"), "", "", include_str!("values/traits.rs"));
}

#[test]
fn bit_fields_and_pointers_to_functions() {
    program("members", include_str!("values/members.h"), "", "", include_str!("values/members.rs"));
}

#[test]
fn several_bases() {
    program("bases", include_str!("values/bases.h"), "", "", include_str!("values/bases.rs"));
}

#[test]
fn the_standard_library() {
    program("standard", include_str!("values/standard.h"), "", "--std c++20", include_str!("values/standard.rs"));
}

#[test]
fn objects_in_storage_of_rust() {
    let config = "[bridge.item.\"lib::Counter\"]\nin_place = true\n[bridge.item.\"lib::Wide\"]\nin_place = true\n";
    program_with(config, "place", include_str!("values/place.h"), "", "", include_str!("values/place.rs"));
}
