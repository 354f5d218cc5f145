//! The document that `migrate plan --format json` prints: schema `migrate.plan`, version 1.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::Finding;

/// Name of the document's schema.
pub const SCHEMA: &str = "migrate.plan";
/// Version of the document's schema; fields are only added within a version.
pub const SCHEMA_VERSION: u32 = 1;

/// A migration plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// Always [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// `module` or `unit`.
    pub granularity: Granularity,
    /// Where the modules come from.
    pub modules_from: ModuleSource,
    /// The modules, by name.
    pub modules: Vec<Module>,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// What the order costs, and what others would.
    pub border: Border,
}

/// What moves in one step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Granularity {
    /// Named sets of units.
    #[default]
    Module,
    /// A source file with its own header.
    Unit,
}

/// Where the division into modules comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModuleSource {
    /// `[modules]` of `migrate.toml`.
    Config,
    /// CMake targets.
    Targets,
    /// Folders.
    Directories,
    /// Source files.
    Units,
}

/// A named set of units that moves as one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Module {
    /// Unique name.
    pub name: String,
    /// Its source files and headers, sorted.
    pub files: Vec<String>,
    /// Lines of all these files.
    pub lines: u64,
    /// Lines of the source files alone: the weight of the module in the border's area.
    #[serde(default)]
    pub source_lines: u64,
    /// So many others use it that every order has to deal with it first.
    pub hub: bool,
    /// Share of the other modules that use it, 0 to 1.
    pub used_by_share: f64,
    /// Symbols that cross its edge.
    pub seam: Seam,
    /// Modules whose symbols it uses.
    pub uses: Vec<String>,
    /// Modules that use its symbols.
    pub used_by: Vec<String>,
    /// What its seam holds, most severe first.
    pub findings: Vec<Finding>,
}

/// How many symbols cross the edge of a module, in both directions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Seam {
    /// Symbols of this module that others use.
    pub inward: u64,
    /// Symbols of others that this module uses.
    pub outward: u64,
}

/// What a plan says of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Moves alone; generated code carries what crosses the border.
    Bridge,
    /// Lives in both languages for a while.
    Twin,
    /// Moves in one step with others.
    Together,
    /// Stays in C++.
    Leave,
}

/// One step of the order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// Position, from 1.
    pub n: u32,
    /// The modules that move.
    pub modules: Vec<String>,
    /// Their files, source files first, in the order of the move.
    pub files: Vec<String>,
    /// Lines of these files.
    pub lines: u64,
    /// What happens to them.
    pub decision: Decision,
    /// Why it is this decision, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Of a twin: the step after which no C++ uses it any more, so that its C++ side can go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twin_until: Option<u32>,
    /// The border after the step.
    pub live_symbols: LiveSymbols,
    /// Why now: the parts of the score.
    pub terms: Vec<Term>,
    /// Exactly the sum of the terms; the step with the least score moves next.
    pub score: f64,
}

/// Symbols alive across the border, by direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LiveSymbols {
    /// C++ still calls what is Rust now: facades keep the promise.
    pub cpp_to_rust: u64,
    /// Rust calls what is still C++: bridges carry the call.
    pub rust_to_cpp: u64,
}

/// A part of a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Term {
    /// What is weighed.
    pub name: String,
    /// Its part of the score.
    pub value: f64,
    /// The reason in words.
    pub why: String,
}

/// What an order costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Border {
    /// Mean number of live symbols, weighted by the lines moved.
    pub area: f64,
    /// Maximum number of live symbols.
    pub peak: u64,
    /// All symbols that cross between files (or modules).
    pub symbols: u64,
    /// Area and peak of other orders over the same graph.
    pub baselines: Baselines,
    /// The curve of this order: one point before the first and after each move.
    pub curve: Vec<CurvePoint>,
}

/// One point of the border curve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CurvePoint {
    /// Share of the lines moved so far, 0 to 1.
    pub moved: f64,
    /// The border at that moment.
    pub live: LiveSymbols,
}

/// Other orders over the same graph, to compare with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Baselines {
    /// Median of 300 seeded random orders.
    pub random: OrderCost,
    /// Files that use the fewest others first.
    pub leaf_first: OrderCost,
    /// Shortest files first.
    pub smallest_first: OrderCost,
    /// Always the move with the least change of live symbols per line: where the search starts.
    #[serde(default)]
    pub greedy: OrderCost,
}

/// Area and peak of an order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OrderCost {
    /// Mean number of live symbols, weighted by the lines moved.
    pub area: f64,
    /// Maximum number of live symbols.
    pub peak: f64,
    /// The curve, for a plot; of a median, the curve of the run whose area is nearest to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub curve: Vec<CurvePoint>,
}

/// A symbol of the seams, by module: what the plan page shows beside the plan itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct SeamSymbol {
    /// Qualified name for people.
    pub name: String,
    /// Index into [`Plan::modules`] of the module that defines it.
    pub owner: u32,
    /// Indices into [`Plan::modules`] of the other modules that use it, ascending; at least one.
    pub users: Vec<u32>,
}
