//! `migrate.toml`: what it may say and what holds when it is silent.

mod hal;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::bench::{self, Allowed};
pub use hal::{GenerateConfig, HalConfig};

/// File name of the configuration.
pub const FILE_NAME: &str = "migrate.toml";
/// Folder beside the configuration that holds the index and pages; it can be deleted at any time.
pub const STATE_DIR: &str = ".migrate";

/// The configuration of one codebase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Source root, from the folder of the configuration. Paths in facts start here.
    pub root: String,
    /// Folder that holds `compile_commands.json`, from the folder of the configuration.
    pub build: String,
    /// Folder of generated crates, from the folder of the configuration.
    pub generated: String,
    /// How to scan.
    pub scan: ScanConfig,
    /// What a person decided about bridges.
    pub bridge: BridgeConfig,
    /// How modules become Rust.
    pub port: PortConfig,
    /// How ported modules are compared.
    pub bench: BenchConfig,
    /// C HALs that firmware is built on, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub hal: BTreeMap<String, HalConfig>,
    /// Modules by name: glob patterns of their files, from the source root. Files that no pattern names fall back to
    /// CMake targets or folders.
    pub modules: BTreeMap<String, Vec<String>>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            root: ".".into(),
            build: ".".into(),
            generated: "bridge/generated".into(),
            scan: ScanConfig::default(),
            bridge: BridgeConfig::default(),
            port: PortConfig::default(),
            bench: BenchConfig::default(),
            hal: BTreeMap::new(),
            modules: BTreeMap::new(),
        }
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

/// What a person decided about bridges.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BridgeConfig {
    /// What becomes of a panic in Rust code that C++ called.
    pub panic: Panic,
    /// Instances of templates that are wanted beside those that signatures name, with all arguments: `n::Box<int>`,
    /// `n::Node::as<std::string>`.
    pub instances: Vec<String>,
    /// Single items, by qualified C++ name (all overloads) or by USR.
    pub item: BTreeMap<String, ItemConfig>,
}

/// What becomes of a panic in Rust code that C++ called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Panic {
    /// The program ends.
    #[default]
    Abort,
    /// C++ sees an exception, where exceptions are on and the function is not `noexcept`.
    Exception,
    /// C++ gets the value that stands for an error (0, false, null, nothing), and the panic goes on when it returns.
    Error,
}

/// What a person decided about one item of an API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ItemConfig {
    /// Leave it out.
    pub skip: bool,
    /// Its Rust name.
    pub rename: Option<String>,
    /// How its strings cross.
    pub strings: Option<Strings>,
    /// Whose the returned pointer is.
    pub returns: Option<Returns>,
    /// Objects of this class can also be made in storage of Rust.
    pub in_place: bool,
    /// `true`: a person has checked that it is safe; `false`: it is not, and `contract` says why.
    pub safe: Option<bool>,
    /// What callers of a function with `safe = false` must uphold.
    pub contract: Option<String>,
}

/// How strings cross.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Strings {
    /// As `&str` and `String`: the C++ only ever holds UTF-8.
    Text,
    /// As bytes, which always holds.
    Bytes,
}

/// Whose a returned pointer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Returns {
    /// The caller's: Rust deletes it.
    Owned,
    /// Nobody's: it lives as long as the program.
    Static,
}

/// `[port]`: how modules become Rust.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PortConfig {
    /// Folder of the hand-written crates, from the folder of this file.
    pub rust_modules: String,
    /// A crate `migrate-rt` to use instead of the one that is written beside the generated crates, from the folder of this
    /// file.
    pub runtime: Option<String>,
    /// What C++ sees when a function of a module has panicked in Rust.
    pub panic: PortPanic,
    /// What shadow mode compares.
    pub shadow: ShadowConfig,
    /// Choices for single modules, by name.
    pub module: BTreeMap<String, PortModule>,
    /// Choices for single functions, by qualified C++ name or USR.
    pub item: BTreeMap<String, PortItem>,
    /// Choices for single classes, by qualified C++ name.
    pub class: BTreeMap<String, PortClass>,
}

impl Default for PortConfig {
    fn default() -> Self {
        PortConfig {
            rust_modules: "rust-modules".into(),
            runtime: None,
            panic: PortPanic::default(),
            shadow: ShadowConfig::default(),
            module: BTreeMap::new(),
            item: BTreeMap::new(),
            class: BTreeMap::new(),
        }
    }
}

/// What C++ sees when a function of a module has panicked in Rust. The message has been printed by then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PortPanic {
    /// The program ends.
    #[default]
    Abort,
    /// `std::runtime_error`, where exceptions are on and the function is not `noexcept`; else the program ends.
    Exception,
    /// 0, false, null or an empty value; a function that returns a reference ends the program.
    Error,
    /// What the C++ answers to the same arguments, and it is counted; where they are used up, or the C++ was left out of the
    /// build, the program ends.
    Cpp,
}

/// Which implementation of a module answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// The C++.
    #[default]
    Cpp,
    /// The Rust.
    Rust,
    /// Both run, C++ answers, and differences are recorded.
    Shadow,
}

/// `[port.shadow]`: what shadow mode compares, and what may differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ShadowConfig {
    /// Share of the calls of each function that is compared, 0 to 1; the first call always is.
    #[serde(deserialize_with = "share")]
    pub rate: f64,
    /// Share of a program's time that comparing one function may take, 0 to 1.
    #[serde(deserialize_with = "share")]
    pub budget: f64,
    /// Differences of one function that are kept; more are counted only.
    pub keep: u64,
    /// Differences that are allowed, by a name for them.
    pub normaliser: BTreeMap<String, NormaliserConfig>,
}

impl Default for ShadowConfig {
    fn default() -> Self {
        ShadowConfig { rate: 1.0, budget: 1.0, keep: 16, normaliser: BTreeMap::new() }
    }
}

fn share<'de, D: serde::Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    let share = f64::deserialize(from)?;
    let is_share = (0.0..=1.0).contains(&share);
    is_share.then_some(share).ok_or_else(|| serde::de::Error::custom(format!("{share} is no share: 0 to 1")))
}

/// `[port.shadow.normaliser.NAME]`: a difference that is allowed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NormaliserConfig {
    /// What it does to the two texts before they are compared once more.
    pub rule: NormaliserRule,
    /// With `numbers`: by how much they may differ, as a share of the larger one.
    #[serde(default, deserialize_with = "share")]
    pub share: f64,
    /// Qualified C++ names of the functions that it holds for; without any, all of them.
    #[serde(default)]
    pub functions: Vec<String>,
    /// What of a call it holds for: `result`, `exception`, names of parameters; without any, everything.
    #[serde(default)]
    pub parts: Vec<String>,
    /// It holds for calls whose answer, as it is shown in the log, contains this.
    #[serde(default)]
    pub when: String,
}

/// What a normaliser does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NormaliserRule {
    /// The part is not compared.
    Ignore,
    /// Capitals and small letters are the same.
    Case,
    /// Any blanks are one, and none at the ends.
    Blanks,
    /// Numbers may differ by `share` of the larger one.
    Numbers,
    /// Parts of lists and lines may stand in another order.
    Order,
}

/// `[port.module.NAME]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PortModule {
    /// Which implementation answers if the environment says nothing; `migrate switch` writes it.
    pub mode: Mode,
    /// What C++ sees of a panic, instead of `panic` of `[port]`.
    pub panic: Option<PortPanic>,
}

/// `[port.class.NAME]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PortClass {
    /// What callers see of the class.
    pub header: PortHeader,
    /// With a replaced header: C++ calls its functions from several threads at once, or from within each other, so that Rust
    /// has no object for itself alone.
    pub shared: bool,
}

/// What callers see of a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PortHeader {
    /// The header as it is.
    #[default]
    Kept,
    /// The same public interface over an object of Rust: state and inline functions move.
    Replaced,
}

/// `[port.item.NAME]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PortItem {
    /// What C++ sees of a panic in this function.
    pub panic: Option<PortPanic>,
    /// Stays in C++ in every mode.
    pub keep: bool,
    /// `false`: it must not run twice, so shadow mode answers its calls with C++ alone.
    pub shadow: Option<bool>,
}

/// `[bench]`: how the C++ and the Rust of ported modules are compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BenchConfig {
    /// Folder of the CMake project with the scenarios, from the folder of this file: for each module a library `MODULE` whose
    /// target is called `scenario_` and the module's name.
    pub scenarios: String,
    /// Folder that it is built into, from the folder of this file.
    pub build: String,
    /// Further arguments of `cmake`, such as `-DCMAKE_CXX_COMPILER=clang++`.
    pub cmake: Vec<String>,
    /// How often each side is linked, with its parts at other places each time. From three on, the interval is one over
    /// layouts; a few more make it narrow.
    #[serde(deserialize_with = "layouts")]
    #[schemars(range(min = 1, max = 64))]
    pub layouts: u32,
    /// What metrics may grow by, such as `cpu_time = "5%"`, of every module.
    #[serde(deserialize_with = "gates")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub gate: BTreeMap<String, f64>,
    /// Choices for single modules, by name.
    pub module: BTreeMap<String, BenchModule>,
}

impl Default for BenchConfig {
    fn default() -> Self {
        BenchConfig {
            scenarios: "benches/scenarios".into(),
            build: format!("{STATE_DIR}/bench"),
            cmake: Vec::new(),
            layouts: 8,
            gate: BTreeMap::new(),
            module: BTreeMap::new(),
        }
    }
}

/// `[bench.module.NAME]`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BenchModule {
    /// What metrics of this module may grow by, instead of `gate` of `[bench]`, metric by metric.
    #[serde(deserialize_with = "gates")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub gate: BTreeMap<String, f64>,
    /// What figures of the module's scenario may differ by, such as `compressed = "2%"`: so much more at most, `"-2%"` so much
    /// less at most, `"±2%"` both. Others have to be equal.
    #[serde(deserialize_with = "relations")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub relations: BTreeMap<String, Allowed>,
    /// Folder of a cargo package with the same scenario in Rust, from the folder of this file: what the module takes without
    /// a border between it and its caller.
    pub native: Option<String>,
}

fn layouts<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let count = u32::deserialize(from)?;
    let fits = (1..=64).contains(&count);
    fits.then_some(count).ok_or_else(|| serde::de::Error::custom(format!("{count} layouts: 1 to 64")))
}

fn relations<'de, D: serde::Deserializer<'de>>(from: D) -> Result<BTreeMap<String, Allowed>, D::Error> {
    let relations = BTreeMap::<String, String>::deserialize(from)?;
    let relation = |(figure, allowed): (String, String)| Ok((figure, Allowed::read(&allowed)?));
    relations.into_iter().map(relation).collect::<Result<_, String>>().map_err(serde::de::Error::custom)
}

fn gates<'de, D: serde::Deserializer<'de>>(from: D) -> Result<BTreeMap<String, f64>, D::Error> {
    let gates = BTreeMap::<String, String>::deserialize(from)?;
    let gate = |(metric, growth): (String, String)| Ok((bench::metric(&metric)?.to_owned(), bench::percent(&growth)?));
    gates.into_iter().map(gate).collect::<Result<_, String>>().map_err(serde::de::Error::custom)
}
