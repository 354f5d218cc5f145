//! The parts of images that are C: each goes into the image that needs it, and no other.

use vendor_build::{Error, Part, Vendor};

const PARTS: &[Part] = &[
    Part::new(
        "microbit_telemetry_c",
        &["c/telemetry_main.c", "../../drivers/c/marks.c", "../../drivers/c/telemetry.c"],
    ),
    Part::new("microbit_telemetry_driver_rust", &["c/telemetry_main.c", "../../drivers/c/marks.c"]),
    Part::new(
        "microbit_image_c",
        &["../../drivers/c/image_main.c", "../../drivers/c/marks.c", "../../drivers/c/image.c"],
    ),
    Part::new("microbit_image_driver_rust", &["../../drivers/c/image_main.c", "../../drivers/c/marks.c"]),
];

fn main() -> Result<(), Error> {
    let vendor = Vendor::find("nrf51")?;
    if vendor.for_host() {
        return Ok(());
    }
    vendor.parts(PARTS, &["../../drivers/c", "../../drivers/c/nrf51"])
}
