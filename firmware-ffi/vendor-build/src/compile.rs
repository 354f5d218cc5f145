//! The vendor's sources, compiled and linked.

use std::path::PathBuf;

use crate::{Error, Vendor, compiler};

/// Compiles every source into one archive, `libhal-NAME.a`, of which the linker takes what is called.
pub(crate) fn all(vendor: &Vendor, name: &str) -> Result<(), Error> {
    let mut build = vendor.compiler();
    build.files(sources(vendor)?);
    build.try_compile(&format!("hal-{name}")).map_err(|error| Error::Tool(error.to_string()))?;
    if !vendor.for_host() {
        let runtime = compiler::runtime(vendor)?;
        if let Some(folder) = runtime.parent() {
            println!("cargo::rustc-link-search=native={}", folder.display());
            println!("cargo::rustc-link-lib=static:-bundle=gcc");
        }
    }
    Ok(())
}

/// What the patterns say, in order. A pattern that says nothing is a mistake.
fn sources(vendor: &Vendor) -> Result<Vec<PathBuf>, Error> {
    let mut all = Vec::new();
    for pattern in &vendor.hal.config.sources {
        let whole = vendor.hal.sources.root.join(pattern);
        let found =
            glob::glob(&whole.to_string_lossy()).map_err(|error| Error::Config(format!("{pattern}: {error}")))?;
        let before = all.len();
        all.extend(found.filter_map(Result::ok));
        if all.len() == before {
            return Err(Error::Sources(format!("{} matches no file", whole.display())));
        }
    }
    Ok(all)
}
