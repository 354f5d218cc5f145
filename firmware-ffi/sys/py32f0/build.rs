//! Compiles and binds the HAL by `[hal.py32f0]` of `migrate.toml`.

fn main() -> Result<(), vendor_build::Error> {
    vendor_build::build("py32f0")
}
