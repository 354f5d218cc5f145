//! Hands the linker what only this board knows.

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for script in ["memory.x", "device.x"] {
        println!("cargo::rerun-if-changed={script}");
        fs::copy(script, out.join(script))?;
    }
    println!("cargo::rustc-link-search={}", out.display());
    Ok(())
}
