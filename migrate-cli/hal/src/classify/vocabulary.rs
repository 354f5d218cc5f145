//! Words that carry meaning, in names and comments.

use serde::Deserialize;

/// Words that carry meaning, by what they mean: the first part of `rules.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vocabulary {
    /// Names of lengths.
    pub(crate) length: Vec<String>,
    /// Those of them that count bytes, whatever the pointer points to.
    pub(crate) bytes: Vec<String>,
    /// Those that count something of which nobody says how large it is, unless the pointer does.
    pub(crate) items: Vec<String>,
    /// Pointers to anything that are handed back: a driver's handle, or what a caller wants to find again.
    pub(crate) opaque: Vec<String>,
    /// Names of time-outs.
    pub(crate) timeout: Vec<String>,
    /// The caller's memory is read.
    pub(crate) inward: Vec<String>,
    /// The caller's memory is written.
    pub(crate) outward: Vec<String>,
    /// Names and types of settings.
    pub(crate) settings: Vec<String>,
    /// Constants that mean success.
    pub(crate) success: Vec<String>,
    /// Constants that mean failure.
    pub(crate) failure: Vec<String>,
    /// Aliases of numbers that say how it went.
    pub(crate) status: Vec<String>,
    /// Texts that say that a number is 0 for success.
    pub(crate) status_text: Vec<String>,
    /// Numbers that name a peripheral or a pin.
    pub(crate) peripheral: Vec<String>,
    /// Numbers that are addresses of memory.
    pub(crate) address: Vec<String>,
    /// Words at the end of names that say nothing.
    pub(crate) empty: Vec<String>,
    /// Texts that say that a unit of the length depends on how the device is set.
    pub(crate) unit_varies: Vec<String>,
}
