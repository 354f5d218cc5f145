//! `[hal.NAME]`: a vendor's C HAL, and how firmware is compiled with it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[hal.NAME]`. Its sources are in a crate of the registry, in a Debian source package, or in a folder: exactly one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HalConfig {
    /// The sources are in this crate of the registry. Nothing of it is linked but what `sources` names.
    #[serde(rename = "crate", skip_serializing_if = "Option::is_none")]
    pub krate: Option<String>,
    /// With `crate`: its exact version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The sources are in this Debian source package.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package: Option<String>,
    /// With `package`: its exact version.
    #[serde(rename = "package-version", skip_serializing_if = "Option::is_none")]
    pub package_version: Option<String>,
    /// The sources are in this folder, from the folder of this file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Rust target of the firmware, such as `thumbv6m-none-eabi`.
    pub target: String,
    /// The vendor's compiler: a GCC or a clang for the device, by name or path.
    pub compiler: String,
    /// Flags that the HAL is compiled with, one word each.
    pub flags: Vec<String>,
    /// Folders of headers, from the sources.
    pub include: Vec<String>,
    /// Macros that the HAL needs: `NAME` or `NAME=VALUE`.
    pub defines: Vec<String>,
    /// The headers that firmware includes, in order.
    pub headers: Vec<String>,
    /// What is compiled: glob patterns from the sources.
    pub sources: Vec<String>,
    /// Folder of headers that a person wrote for this HAL (its configuration, say), from the folder of this file. It is
    /// searched first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config: Option<String>,
    /// Macros with parameters that Rust can call, each with the types it is called with: `"SET_BIT" = "void(uint32_t *, int)"`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub macros: BTreeMap<String, String>,
    /// What `migrate hal generate` writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generate: Option<GenerateConfig>,
}

/// `[hal.NAME.generate]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GenerateConfig {
    /// Folder of the crates, from the folder of this file [default: `generated/NAME`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out: Option<String>,
    /// Start of the crates' names, which end in `-sys` and `-hal` [default: NAME].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
}
