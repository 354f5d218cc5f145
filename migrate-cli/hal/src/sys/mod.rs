//! What a `-sys` crate is made of: declarations by bindgen with the vendor's view, constants with the values that the vendor's
//! compiler gives them, and C for what has no symbol.
//!
//! All of it is the vendor's API in other words, so it is made when firmware is built, and stored nowhere.

mod bindings;
mod constants;
mod request;
mod shims;

use migrate_model::hal::LeftOut;

use crate::error::HalError;
use crate::hal::Hal;
use crate::survey::{Survey, survey_declarations};

/// The parts of a `-sys` crate.
#[derive(Clone, Debug)]
pub struct Sys {
    /// Declarations and constants.
    pub rust: String,
    /// Functions that stand for what has no symbol: inline functions and macros. For the vendor's compiler.
    pub shims: String,
    /// What the shims stand for.
    pub shimmed: Vec<String>,
    /// What is not declared, and why.
    pub left_out: Vec<LeftOut>,
}

/// Makes the parts.
///
/// # Errors
/// If a tool is missing, the headers do not compile, or a macro that `macros` of the configuration names cannot be called.
pub fn sys(hal: &Hal) -> Result<Sys, HalError> {
    from(hal, &survey_declarations(hal)?)
}

/// The same from what is known already.
pub(crate) fn from(hal: &Hal, survey: &Survey) -> Result<Sys, HalError> {
    let (wanted, mut left_out) = shims::wanted(hal, survey)?;
    let (made, refused) = shims::tried(hal, wanted)?;
    left_out.extend(refused);
    let declarations = bindings::declarations(hal, &survey.reader, &made)?;
    let (constants, lost) = constants::constants(&survey.macros, &declarations)?;
    left_out.extend(lost);
    left_out.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Sys {
        rust: format!("{declarations}\n{constants}"),
        shims: shims::text(hal, &made),
        shimmed: made.into_iter().map(|shim| shim.name).collect(),
        left_out,
    })
}
