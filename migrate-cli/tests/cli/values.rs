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
fn streams_in_both_directions() {
    program("sessions", include_str!("values/sessions.h"), "", "", include_str!("values/sessions.rs"));
}

#[test]
fn handles_borrow_what_they_are_made_from() {
    let p = program("handles", include_str!("values/handles.h"), "", "", include_str!("values/handles.rs"));
    let squeezed = |file: &str| p.read(file).split_whitespace().collect::<Vec<_>>().join(" ");
    let (functions, pair, text) =
        (squeezed("lib/src/lib.rs"), squeezed("lib/src/pair.rs"), squeezed("lib/src/text.rs"));
    for (file, function) in [
        (&functions, "fn word(text: &[u8]) -> crate::support::View<'_, crate::Word>"),
        (&functions, "fn same(of: &crate::Word) -> crate::support::View<'_, crate::Word>"),
        (&functions, "fn both(of: &crate::Pair) -> Vec<crate::support::View<'_, crate::Word>>"),
        (&pair, "right: &'a crate::Word, ) -> crate::support::View<'a, crate::Pair>"),
        (&text, "-> std::collections::BTreeMap<i32, crate::support::View<'_, crate::Word>>"),
    ] {
        assert!(file.contains(function), "{function}: {file}");
    }
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

#[test]
fn function_objects() {
    let p = program("functions", include_str!("values/functions.h"), "", "", include_str!("values/functions.rs"));
    let types = p.read("lib/src/lib.rs") + &p.read("lib/src/types/mod.rs");
    for name in ["Step", "FunctionVoid", "FunctionVoidInt", "FunctionIntStringPoint", "FunctionBoolStringView"] {
        assert!(types.contains(&format!("::{name};")), "{name}: {types}");
    }
    // A function object borrows what it may refer to.
    for function in [
        "pub fn counter(n: &mut i32) -> crate::support::View<'_, crate::types::FunctionInt>",
        "pub unsafe fn clearer(text: &mut Vec<u8>) -> cxx::UniquePtr<crate::types::FunctionVoid>",
    ] {
        assert!(types.contains(function), "{function}: {types}");
    }
    let button = p.read("lib/src/button.rs");
    assert!(button.contains("pub fn both(&self) -> Vec<crate::support::View<'_, crate::Step>>"), "{button}");
}
