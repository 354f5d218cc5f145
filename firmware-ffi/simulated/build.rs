//! The C twins of drivers, for the host.

use vendor_build::{Error, Vendor};

fn main() -> Result<(), Error> {
    let files = ["../drivers/c/image.c", "../drivers/c/telemetry.c"];
    for file in files {
        println!("cargo::rerun-if-changed={file}");
    }
    let mut compiler = Vendor::find("py32f0")?.compiler();
    compiler.includes(["../drivers/c", "../drivers/c/py32f0"]).files(files);
    compiler.try_compile("drivers-c").map_err(|error| Error::Tool(error.to_string()))
}
