//! `migrate.toml`: what it may say and what holds when it is silent.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// File name of the configuration.
pub const FILE_NAME: &str = "migrate.toml";
/// Folder beside the configuration that holds the index and pages; it can be deleted at any time.
pub const STATE_DIR: &str = ".migrate";

/// The configuration of one codebase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Source root, from the folder of the configuration. Paths in facts start here.
    pub root: String,
    /// Folder that holds `compile_commands.json`, from the folder of the configuration.
    pub build: String,
    /// How to scan.
    pub scan: ScanConfig,
    /// Modules by name: glob patterns of their files, from the source root. Files that no pattern names fall back to
    /// CMake targets or folders.
    pub modules: BTreeMap<String, Vec<String>>,
}

impl Default for Config {
    fn default() -> Self {
        Config { root: ".".into(), build: ".".into(), scan: ScanConfig::default(), modules: BTreeMap::new() }
    }
}

/// How to scan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ScanConfig {
    /// Source files that are not scanned: glob patterns from the source root.
    pub exclude: Vec<String>,
    /// Seconds after which the parse of one TU is given up.
    pub tu_seconds: u64,
    /// MiB of memory that one worker may use.
    pub worker_mib: u64,
    /// The link tier.
    pub objects: Objects,
}

impl Default for ScanConfig {
    fn default() -> Self {
        ScanConfig { exclude: Vec::new(), tu_seconds: 90, worker_mib: 4096, objects: Objects::Off }
    }
}

/// The link tier: facts that only object files hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Objects {
    /// libclang alone.
    #[default]
    Off,
    /// Read the objects that the last build left.
    Existing,
    /// Compile each TU at `-O0` with the user's compiler into the state folder, and read that.
    Make,
}
