//! The parts of images that are C.

use std::path::PathBuf;

use crate::config::environment;
use crate::{Error, Vendor};

/// C that one image has, and no other.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The program.
    pub image: &'static str,
    /// Its sources, from the crate.
    pub files: &'static [&'static str],
    /// Flags that it alone has.
    pub flags: &'static [&'static str],
}

impl Part {
    /// Sources without flags of their own.
    pub const fn new(image: &'static str, files: &'static [&'static str]) -> Self {
        Self { image, files, flags: &[] }
    }
}

impl Vendor {
    /// Compiles each part and links it into its image. `include` are folders of headers, from the crate.
    pub fn parts(&self, parts: &[Part], include: &[&str]) -> Result<(), Error> {
        let out = PathBuf::from(environment("OUT_DIR")?);
        for Part { image, files, flags } in parts {
            let mut build = self.compiler();
            build.cargo_metadata(false).includes(include).include(&out).files(*files);
            for flag in *flags {
                build.flag(flag);
            }
            for file in *files {
                println!("cargo::rerun-if-changed={file}");
            }
            build.try_compile(image).map_err(|error| Error::Tool(error.to_string()))?;
            println!("cargo::rustc-link-arg-bin={image}={}", out.join(format!("lib{image}.a")).display());
        }
        for folder in include {
            println!("cargo::rerun-if-changed={folder}");
        }
        Ok(())
    }
}
