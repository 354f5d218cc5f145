//! Functions that the vendor's headers define themselves, compiled so that Rust can call them.

fn main() -> Result<(), vendor_build::Error> {
    println!("cargo::rerun-if-changed=inline.c");
    vendor_build::Vendor::find("nrf51")?
        .compiler()
        .file("inline.c")
        .try_compile("nrf51-inline")
        .map_err(|error| vendor_build::Error::Tool(error.to_string()))
}
