//! Compiles and binds the HAL by `[hal.nrf51]` of `migrate.toml`.

fn main() -> Result<(), vendor_build::Error> {
    vendor_build::build("nrf51")
}
