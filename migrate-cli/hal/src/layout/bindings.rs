//! Bindings of a HAL's headers by bindgen, or what somebody else has made of them.

use std::path::Path;
use std::time::Instant;

use migrate_clang::Unit;

use crate::error::HalError;
use crate::hal::Hal;
use crate::parse::{self, Api};
use crate::trouble;
use crate::view::{Probed, Reader, probe};

/// How libclang sees the headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// As the vendor's compiler does.
    Probed,
    /// As it would by itself, for the target: what bindgen alone would do.
    Guessed,
}

/// Rust declarations of a HAL, and what its headers declare.
pub struct Bindings {
    /// The Rust.
    pub text: String,
    /// Seconds that it took to read the headers and to write the Rust.
    pub seconds: f64,
    pub(crate) api: Api,
    pub(crate) probed: Probed,
}

/// Makes bindings.
///
/// # Errors
/// If a tool is missing, or the headers do not compile.
pub fn bind(hal: &Hal, seen: Seen) -> Result<Bindings, HalError> {
    let started = Instant::now();
    let (probed, reader, unit) = read(hal)?;
    let api = parse::read(&unit, hal);
    let text = match seen {
        Seen::Probed => generate(hal, &reader)?,
        Seen::Guessed => generate(hal, &Reader::naive(&hal.vendor, &probed, &hal.config.target)?)?,
    };
    Ok(Bindings { text, seconds: started.elapsed().as_secs_f64(), api, probed })
}

impl Bindings {
    /// Takes bindings that were made before, by whatever means.
    ///
    /// # Errors
    /// As [`bind`], or if the file cannot be read.
    pub fn existing(hal: &Hal, file: &Path) -> Result<Bindings, HalError> {
        let started = Instant::now();
        let text = std::fs::read_to_string(file)
            .map_err(|e| HalError::config(format!("the bindings {} cannot be read: {e}", file.display())))?;
        let (probed, _, unit) = read(hal)?;
        let api = parse::read(&unit, hal);
        Ok(Bindings { text, seconds: started.elapsed().as_secs_f64(), api, probed })
    }
}

fn read(hal: &Hal) -> Result<(Probed, Reader, Unit), HalError> {
    let probed = probe(&hal.vendor)?;
    trouble::compiles(hal)?;
    let reader = Reader::new(&hal.vendor, &probed, &hal.config.target)?;
    let unit = reader.parse(&hal.includes())?;
    Ok((probed, reader, unit))
}

fn generate(hal: &Hal, reader: &Reader) -> Result<String, HalError> {
    let escaped = |path: &Path| {
        let special =
            |c: char| if c.is_alphanumeric() || c == '/' || c == '_' { c.to_string() } else { format!("\\{c}") };
        path.display().to_string().chars().map(special).collect::<String>()
    };
    let mut builder = bindgen::Builder::default()
        .header_contents("migrate-hal.h", &format!("{}{}", reader.preamble, hal.includes()))
        .clang_args(&reader.arguments)
        .detect_include_paths(false)
        // Functions and macros have no layout.
        .with_codegen_config(bindgen::CodegenConfig::TYPES)
        .use_core()
        .layout_tests(false)
        .generate_comments(false)
        .prepend_enum_name(false)
        .derive_default(false)
        .formatter(bindgen::Formatter::Prettyplease)
        .allowlist_file(format!("{}/.*", escaped(&hal.sources.root)));
    if let Some(own) = &hal.own {
        builder = builder.allowlist_file(format!("{}/.*", escaped(own)));
    }
    let bindings = builder.generate().map_err(|error| {
        let said = error.to_string();
        let first = said.lines().find(|l| l.contains("error")).unwrap_or(&said).to_owned();
        HalError::build("no bindings of the HAL can be made, though the vendor's compiler takes the headers")
            .note(format!("bindgen says: {first}"))
    })?;
    Ok(bindings.to_string())
}
