//! The parts of images that are C: each goes into the image that needs it, and no other.

use std::path::{Path, PathBuf};

use vendor_build::{Error, Part, Vendor};

const PARTS: &[Part] = &[
    Part::new("telemetry_c", &["c/telemetry_main.c", "../../drivers/c/marks.c", "../../drivers/c/telemetry.c"]),
    Part::new("telemetry_driver_rust", &["c/telemetry_main.c", "../../drivers/c/marks.c"]),
    Part::new("telemetry_c_over_rust", &["c/telemetry_over_rust.c"]),
    Part::new("image_c", &["../../drivers/c/image_main.c", "../../drivers/c/marks.c", "../../drivers/c/image.c"]),
    Part::new("image_driver_rust", &["../../drivers/c/image_main.c", "../../drivers/c/marks.c"]),
    Part::new("image_check", &["../../drivers/c/image.c"]),
    // The vendor's compiler with the one flag that a project must not forget.
    Part {
        image: "layout_refused",
        files: &["../../hal/py32f0/layout.c"],
        flags: &["-fno-short-enums", "-DTABLE=layout_of_another_compiler"],
    },
];

fn main() -> Result<(), Error> {
    let vendor = Vendor::find("py32f0")?;
    if vendor.for_host() {
        return Ok(());
    }
    header(&PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("telemetry_rust.h"))?;
    vendor.parts(PARTS, &["../../drivers/c", "../../drivers/c/py32f0"])
}

/// What C sees of the driver in Rust.
fn header(to: &Path) -> Result<(), Error> {
    let source = "src/for_c.rs";
    println!("cargo::rerun-if-changed={source}");
    // Cargo looks at what is written, so whether it changed is nothing to say.
    cbindgen::Builder::new()
        .with_src(source)
        .with_language(cbindgen::Language::C)
        .with_include_guard("TELEMETRY_RUST_H")
        .with_no_includes()
        .with_sys_include("stdint.h")
        .with_sys_include("stddef.h")
        .generate()
        .map_err(|error| Error::Tool(format!("cbindgen: {error}")))?
        .write_to_file(to);
    Ok(())
}
