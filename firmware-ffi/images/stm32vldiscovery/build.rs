//! The parts of images that are C: each goes into the image that needs it, and no other.

use std::path::{Path, PathBuf};

use vendor_build::{Error, Vendor};

/// Image, its C, and the flags that it alone has.
const PARTS: &[(&str, &[&str], &[&str])] = &[
    ("telemetry_c", &["c/telemetry_main.c", "../../drivers/c/telemetry.c"], &[]),
    ("telemetry_c_over_rust", &["c/telemetry_over_rust.c"], &[]),
    ("image_check", &["../../drivers/c/image.c"], &[]),
    // The vendor's compiler with the one flag that a project must not forget.
    ("layout_refused", &["../../hal/py32f0/layout.c"], &["-fno-short-enums", "-DTABLE=layout_of_another_compiler"]),
];

fn main() -> Result<(), Error> {
    let vendor = Vendor::find("py32f0")?;
    if vendor.for_host() {
        return Ok(());
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    header(&out.join("telemetry_rust.h"))?;
    for (image, files, flags) in PARTS {
        let mut build = vendor.compiler();
        build.cargo_metadata(false).include("../../drivers/c").include(&out).files(*files);
        for flag in *flags {
            build.flag(flag);
        }
        for file in *files {
            println!("cargo::rerun-if-changed={file}");
        }
        build.try_compile(image).map_err(|error| Error::Tool(error.to_string()))?;
        println!("cargo::rustc-link-arg-bin={image}={}", out.join(format!("lib{image}.a")).display());
    }
    Ok(())
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
