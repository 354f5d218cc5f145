//! Asks the vendor's compiler how it lays out the types of handles.

fn main() -> Result<(), vendor_build::Error> {
    println!("cargo::rerun-if-changed=layout.c");
    vendor_build::Vendor::find("py32f0")?
        .compiler()
        .file("layout.c")
        .try_compile("py32f0-layout")
        .map_err(|error| vendor_build::Error::Tool(error.to_string()))
}
