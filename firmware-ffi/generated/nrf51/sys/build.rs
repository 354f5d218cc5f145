// Written by `migrate hal generate`; do not edit.

//! Compiles, links and binds the HAL by `[hal.nrf51]` of `migrate.toml`.

fn main() -> Result<(), vendor_build::Error> {
    vendor_build::build_generated("nrf51")
}
