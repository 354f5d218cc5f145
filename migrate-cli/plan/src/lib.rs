//! From facts to a plan: which modules there are, in which order they move, and what happens to each.
//!
//! The order is chosen by what it costs at the border, never by the shape of the dependency graph: in a grown codebase
//! nearly everything depends on everything, and leaf-first orders are no better there than random ones. The cost of an
//! order is defined in `border`, how it is made small in `search`, and what the decisions rest on in `decide`.
//!
//! Everything here is pure. The same input gives the same bytes, whatever the order of symbols or findings in it; there
//! is no clock, and random choices come from generators with fixed seeds. Work is bounded by counted operations.

mod assemble;
mod baselines;
mod border;
mod decide;
mod findings;
mod input;
mod modules;
mod net;
mod order;
mod seams;
mod search;
mod terms;

pub use assemble::plan;
pub use input::{HeaderFile, PlanError, PlanInput};
pub use seams::seam_symbols;

#[cfg(test)]
mod fixtures;
