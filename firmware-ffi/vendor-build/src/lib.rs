//! For the build scripts of `-sys` crates: finds a vendor's C HAL by the project's `migrate.toml`, compiles it with the
//! vendor's compiler and flags, and binds it with the same view of its types.
//!
//! ```no_run
//! fn main() -> Result<(), vendor_build::Error> {
//!     vendor_build::build("py32f0")
//! }
//! ```

mod bind;
mod compile;
mod compiler;
mod config;
mod error;
mod generated;
mod parts;

use std::path::PathBuf;

pub use error::Error;
use migrate_hal::Hal;
pub use parts::Part;

/// Everything that a build needs to know of one HAL.
#[derive(Debug)]
pub struct Vendor {
    /// The HAL, with its sources and compiler.
    pub hal: Hal,
    /// The target of this build, as Rust names it.
    pub target: String,
}

impl Vendor {
    /// Reads the section `[hal.NAME]` of the nearest `migrate.toml` above the crate, and finds its sources.
    pub fn find(name: &str) -> Result<Self, Error> {
        let target = config::environment("TARGET")?;
        Ok(Self { hal: config::open(name, &target)?, target })
    }

    /// Folders of headers, the project's own first.
    pub fn include(&self) -> Vec<PathBuf> {
        let folders = self.hal.config.include.iter().map(|folder| self.hal.sources.root.join(folder));
        self.hal.own.iter().cloned().chain(folders).collect()
    }

    /// Whether the HAL is compiled for the machine that builds, to run against simulated registers.
    pub fn for_host(&self) -> bool {
        !self.target.ends_with("-none-eabi") && !self.target.ends_with("-none-eabihf")
    }

    /// A compiler that is set up as the vendor's sources need it.
    pub fn compiler(&self) -> cc::Build {
        compiler::of(self)
    }
}

/// What the build script of a generated `-sys` crate does: compiles and links the sources of the HAL and functions for what has
/// no symbol, and writes `bindings.rs` into `OUT_DIR`.
pub fn build_generated(name: &str) -> Result<(), Error> {
    let vendor = Vendor::find(name)?;
    generated::shims_and_bindings(&vendor, name)?;
    compile::all(&vendor, name)
}

/// Compiles and links the sources of the HAL, and writes `bindings.rs` into `OUT_DIR`.
pub fn build(name: &str) -> Result<(), Error> {
    let vendor = Vendor::find(name)?;
    compile::all(&vendor, name)?;
    bind::write(&vendor)
}
