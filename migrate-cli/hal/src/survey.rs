//! All that is known of a HAL before anything is judged or made: what its headers declare, its macros, its bodies.

use std::path::Path;

use migrate_model::hal::HalMacro;

use crate::classify::Symbols;
use crate::error::HalError;
use crate::hal::Hal;
use crate::parse::{self, Api, Bodies};
use crate::symbols::{self, Failed};
use crate::view::{Probed, Reader, probe};
use crate::{macros, trouble};

/// What a HAL declares and defines.
pub(crate) struct Survey {
    pub(crate) probed: Probed,
    pub(crate) reader: Reader,
    pub(crate) api: Api,
    pub(crate) macros: Vec<HalMacro>,
    pub(crate) symbols: Symbols,
    pub(crate) failed: Vec<Failed>,
    pub(crate) bodies: Bodies,
}

/// Everything.
pub(crate) fn survey(hal: &Hal) -> Result<Survey, HalError> {
    let (mut survey, unit) = declarations(hal)?;
    let files = symbols::sources(hal)?;
    (survey.symbols, survey.failed) = symbols::read(hal, &files)?;
    survey.bodies = bodies(hal, &survey.reader, &unit, &files);
    Ok(survey)
}

/// What the headers declare and define, and nothing of the sources.
pub(crate) fn survey_declarations(hal: &Hal) -> Result<Survey, HalError> {
    let (mut survey, unit) = declarations(hal)?;
    survey.bodies = bodies(hal, &survey.reader, &unit, &[]);
    Ok(survey)
}

fn declarations(hal: &Hal) -> Result<(Survey, migrate_clang::Unit), HalError> {
    let probed = probe(&hal.vendor)?;
    // The vendor's compiler goes first: its errors are what people know.
    let all_macros = macros::final_set(hal)?;
    trouble::compiles(hal)?;
    let reader = Reader::new(&hal.vendor, &probed, &hal.config.target)?;
    let unit = reader.parse(&hal.includes())?;
    let api = parse::read(&unit, hal);
    if api.functions.is_empty() && api.macros.is_empty() {
        return Err(HalError::config("the headers of the HAL declare nothing of their own")
            .help("look at `headers` in migrate.toml; what lies outside of the sources does not count"));
    }
    let macros = macros::resolve(hal, &reader, &api, &all_macros)?;
    let (symbols, failed, bodies) = Default::default();
    Ok((Survey { probed, reader, api, macros, symbols, failed, bodies }, unit))
}

/// Bodies of inline functions and of the sources. A source that libclang cannot parse only costs evidence.
fn bodies(hal: &Hal, reader: &Reader, headers: &migrate_clang::Unit, files: &[std::path::PathBuf]) -> Bodies {
    let mut bodies = Bodies::new();
    let mut is_own = |file: &Path| hal.name_of(file).is_some();
    parse::read_bodies(headers, &mut is_own, &mut bodies);
    for file in files {
        let text = format!("#include \"{}\"\n", hal.sources.root.join(file).display());
        if let Ok(unit) = reader.parse(&text) {
            parse::read_bodies(&unit, &mut is_own, &mut bodies);
        }
    }
    parse::close(&mut bodies);
    bodies
}
